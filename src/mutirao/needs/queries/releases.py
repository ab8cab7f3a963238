"""What a release reads: closed assessments and their packed answers, what is known of communities, what was before."""

from __future__ import annotations

import calendar
import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from django.db.models import Count, F, Q, QuerySet

from mutirao.base import clock
from mutirao.evidence.models import Figure
from mutirao.movement.models import Community, Territory, Wiki
from mutirao.movement.queries import declared
from mutirao.needs.models import Assessment, CountedAsking, Estimate, QuestionnaireAudit, Release, Submission
from mutirao.needs.queries.published import newest_release, told_of
from mutirao.needs.rules.assessments import MINIMUM_CELL
from mutirao.needs.states import PUT_IN, AssessmentState, Channel, Mode, ReviewState
from mutirao.skills.models import Skill
from mutirao.skills.queries import core_skills
from mutirao.societies.models import Society, SpokenAs

ROWS_AT_ONCE = 10_000


def estimated_communities() -> QuerySet[Community]:
    """Those about which figures may be published, and who are at work."""
    return told_of().filter(Q(wiki=None) | Q(wiki__is_open=True, wiki__is_public=True)).order_by("slug")


def rated_skills(asked: Collection[int]) -> QuerySet[Skill]:
    """All of our own framework, and what else was ``asked``."""
    return Skill.objects.filter(Q(pk__in=core_skills().order_by().values("pk")) | Q(pk__in=asked)).order_by("slug")


def counting_assessments(*, months: int) -> QuerySet[Assessment]:
    """Closed in the last ``months``, where each person answered alone, the longest ago first."""
    since = _months_before(clock.now(), months)
    closed = Assessment.objects.filter(
        state=AssessmentState.CLOSED, mode=Mode.INDIVIDUAL, closed_at__isnull=False, closed_at__gte=since
    )
    return closed.select_related("questionnaire").order_by("questionnaire_id", "closed_at", "public_id")


def is_release_due() -> bool:
    """Whether an assessment has closed or was withdrawn since the newest release."""
    newest = newest_release()
    ended = Assessment.objects.filter(mode=Mode.INDIVIDUAL, closed_at__isnull=False)
    if newest is None:
        return ended.filter(state=AssessmentState.CLOSED).exists()
    withdrawn = Q(state=AssessmentState.WITHDRAWN, updated_at__gt=newest.made_at)
    return ended.filter(Q(closed_at__gt=newest.made_at) | withdrawn).exists()


def asked_communities(assessments: Sequence[Assessment]) -> dict[int, list[int]]:
    """The communities from which each assessment has answers."""
    found: dict[int, list[int]] = defaultdict(list)
    rows = Submission.objects.filter(assessment__in=assessments).order_by("assessment", "community__slug")
    for assessment, community in rows.values_list("assessment", "community").distinct():
        found[assessment].append(community)
    return found


def packed_answers(assessments: Sequence[int]) -> Iterator[tuple[int, int, bytes, bytes]]:
    """Assessment, community, ratings and background of everybody whose answers count, as a stream."""
    # From a file there is no consent of ours: who imports says that people agreed.
    agreed = Q(consent__isnull=False) | Q(channel=Channel.FILE)
    rows = Submission.objects.filter(agreed, assessment__in=assessments).exclude(review_state=ReviewState.EXCLUDED)
    too_few = _too_few_of_themselves(rows)
    columns = rows.order_by().values_list("assessment_id", "community_id", "ratings", "background", "channel")
    # PostgreSQL gives views of memory, which bytes() copies; SQLite gives bytes.
    for assessment, community, ratings, background, channel in columns.iterator(chunk_size=ROWS_AT_ONCE):
        if channel in PUT_IN or (assessment, community) not in too_few:
            yield assessment, community, bytes(ratings), bytes(background)


def _too_few_of_themselves(rows: QuerySet[Submission]) -> set[tuple[int, int]]:
    """Where fewer than five people answered on a page or a device: who put four sheets in beside theirs would
    know the fifth."""
    counted = (
        rows.exclude(channel__in=PUT_IN).order_by().values("assessment_id", "community_id").annotate(n=Count("pk"))
    )
    return set(counted.filter(n__lt=MINIMUM_CELL).values_list("assessment_id", "community_id"))


def counted_before(assessments: Sequence[Assessment]) -> dict[tuple[int, int], list[CountedAsking]]:
    """By assessment and community, what earlier releases counted, the newest last.

    The answers of a community that was merged into another are the other's now.
    """
    found: dict[tuple[int, int], list[CountedAsking]] = defaultdict(list)
    rows = CountedAsking.objects.filter(assessment__in=assessments).annotate(into=F("community__merged_into"))
    for row in rows.order_by("release__number", "pk"):
        found[row.assessment_id, row.into or row.community_id].append(row)
    return found


def wiki_figures(indicators: Sequence[str]) -> dict[int, dict[str, float]]:
    """The newest figures of each community, by indicator."""
    return _newest(Figure.objects.filter(community__isnull=False), "community_id", indicators)


def territory_figures(indicators: Sequence[str]) -> dict[int, dict[str, float]]:
    """The newest figures of each territory, by indicator."""
    return _newest(Figure.objects.filter(territory__isnull=False), "territory_id", indicators)


def declared_places() -> list[tuple[int, int | None, int | None, int | None]]:
    """Community, and the territory, language or wiki that it says it is about."""
    rows = declared().order_by("community_id", "pk")
    return list(rows.values_list("community_id", "territory_id", "language_id", "wiki_id"))


def wikis() -> list[tuple[int, int, int | None, str]]:
    """Of each open wiki that has a community: the wiki, the community, its language and project."""
    rows = Wiki.objects.filter(is_open=True, is_public=True, community__isnull=False).order_by("slug")
    return list(rows.values_list("pk", "community__pk", "language_id", "project"))


def speakers() -> dict[int, dict[int, float]]:
    """For each language of wikis, the territories where it is spoken and by how many."""
    counted = defaultdict(list)
    for language, society in SpokenAs.objects.values_list("language_id", "society_id"):
        counted[society].append(language)
    in_table = {language for languages in counted.values() for language in languages}
    found: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    rows = Society.objects.filter(speakers__gt=0).order_by("pk")
    for society, territory, own, n in rows.values_list("pk", "territory_id", "language_id", "speakers"):
        for language in counted[society] or ([own] if own not in in_table else []):
            found[language][territory] += n or 0
    return found


def regions() -> dict[int, str]:
    """The region of each territory that has one; protected territories are in none."""
    rows = Territory.objects.filter(is_protected=False).exclude(region="")
    return dict(rows.values_list("pk", "region"))


def doubted_skills(questionnaires: Collection[int]) -> dict[int, Collection[str]]:
    """By questionnaire, slugs of skills whose languages do not ask the same, says its newest audit."""
    rows = QuestionnaireAudit.objects.filter(questionnaire__in=questionnaires).order_by("made_at", "pk")
    return {key: results.get("doubted", ()) for key, results in rows.values_list("questionnaire_id", "results")}


def earlier_estimates(release: Release) -> Iterator[tuple[int, int, float, str, int | None, int | None]]:
    """Community, skill, value, tier, assessment and number of answers of each figure."""
    columns = ("community_id", "skill_id", "value", "tier", "assessment_id", "n_answers")
    return Estimate.objects.filter(release=release).values_list(*columns).iterator(chunk_size=ROWS_AT_ONCE)


def _newest(figures: QuerySet[Figure], subject: str, indicators: Sequence[str]) -> dict[int, dict[str, float]]:
    found: dict[int, dict[str, float]] = defaultdict(dict)
    rows = figures.filter(indicator__slug__in=indicators).order_by("vintage", "year", "pk")
    for key, indicator, value in rows.values_list(subject, "indicator__slug", "value"):
        found[key][indicator] = value
    return found


def _months_before(moment: dt.datetime, months: int) -> dt.datetime:
    year, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    return moment.replace(year=year, month=month + 1, day=min(moment.day, calendar.monthrange(year, month + 1)[1]))
