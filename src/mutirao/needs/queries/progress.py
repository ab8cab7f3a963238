"""How many have answered so far, in numbers that tell nobody's moment."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count

from mutirao.movement.models import Community
from mutirao.needs.models import Assessment, Submission
from mutirao.needs.rules.assessments import MINIMUM_CELL


@dataclass(frozen=True)
class Progress:
    """Answers in steps of five; 0 stands for fewer than five. Parts need not add up to the whole."""

    n: int
    by_community: list[tuple[Community, int]]
    by_language: list[tuple[str, int]]


def progress_of(assessment: Assessment) -> Progress:
    """Two queries. Whoever looks twice sees a number change after five more people, never after one."""
    rows = Submission.objects.filter(assessment=assessment).order_by().values_list("community", "language")
    by_community: Counter[int] = Counter()
    by_language: Counter[str] = Counter()
    for community, language, n in rows.annotate(n=Count("pk")):
        by_community[community] += n
        by_language[language] += n
    asked = Community.objects.filter(asked_in__assessment=assessment).order_by("slug")
    return Progress(
        n=in_steps(by_community.total()),
        by_community=[(community, in_steps(by_community[community.pk])) for community in asked],
        by_language=[(language, in_steps(by_language[language])) for language in assessment.languages],
    )


def in_steps(n: int) -> int:
    return n - n % MINIMUM_CELL
