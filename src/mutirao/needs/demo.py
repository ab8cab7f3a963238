"""The demonstration's part of needs: simulated answers, and a fictional group from its first question to a release.

Most communities have no answers, as in life. What people of the story do goes through actions; the answers of the
other communities are drawn from a chance that is always the same, and stored at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import numpy as np

from mutirao.accounts.models import User
from mutirao.base import clock
from mutirao.base.text import text_of
from mutirao.movement.models import Community
from mutirao.movement.states import SizeBand
from mutirao.needs.actions import assessment_steps, assessments, consensus, submissions
from mutirao.needs.actions.releases import make_release
from mutirao.needs.actions.replies import reply
from mutirao.needs.models import Assessment, Questionnaire, Submission
from mutirao.needs.packing import Layout, pack_background, pack_ratings
from mutirao.needs.queries.published import newest_release
from mutirao.needs.queries.questionnaires import layout_of, whole
from mutirao.needs.states import Design, Mode, Privacy, Purpose, Recruitment, ReplyKind, Robustness
from mutirao.skills.models import Skill
from mutirao.skills.queries import core_skills
from mutirao.sources.demonstration import register_demo

# The fictional group whose story ``portal.demo`` begins, and what its people wonder about.
GROUP = "riverbank-user-group"
PAGE = "https://example.org/riverbank"
WONDERS_ABOUT = (
    *("online-meetings", "newcomer-workshops", "conflict-resolution", "mentoring"),
    *("sourcing", "wiki-editing", "media-contribution", "digital-basics"),
)
N_MEMBERS = 9
# Enough for a model, so that the pages of all other communities have a guess to show.
N_WIKIS = 64
SKILLS_EACH = 16


def tell() -> None:
    """Four days in which Riverbank asks itself, and the release that counts its answers among those of others."""
    group = Community.objects.get(slug=GROUP)
    people = {name: User.objects.get(display_name=f"{name} (fictional)") for name in ("Amara", "Bento", "Elin")}
    questionnaire = Questionnaire.objects.filter(is_standard=True, retired_at=None).order_by("-number")[0]
    layout = layout_of(whole(questionnaire))
    chance = np.random.default_rng(2030)
    _on_day(30, lambda: _simulate(_asked_by(people["Elin"], questionnaire), layout, chance))
    skills = sorted(core_skills().filter(slug__in=WONDERS_ABOUT), key=lambda each: WONDERS_ABOUT.index(each.slug))
    _on_day(3, lambda: _ask_itself(group, skills, questionnaire, layout, chance, by=people["Amara"]))
    _on_day(2, lambda: _say_together(group, skills, by=people["Amara"]))
    _on_day(1, lambda: make_release(by=people["Elin"]))
    _answer_back(group, skills[0], by=people["Bento"])


def _on_day(days_ago: int, act: Callable[[], object]) -> None:
    with clock.at(clock.now() - timedelta(days=days_ago)):
        act()


def _draft(questionnaire: Questionnaire, title: str, *, n: int, design: Design) -> assessments.Draft:
    return assessments.Draft(
        title=title,
        purpose="To choose what to learn next. The answers are made up.",
        questionnaire=questionnaire,
        languages=["en", "sw"],
        n_expected=n,
        n_people=None,
        mode=Mode.INDIVIDUAL,
        design=design,
        skills_each=SKILLS_EACH,
        privacy=Privacy.ANONYMOUS,
        recruitment=Recruitment.MEMBERS,
        minimum_age=18,
        opens_on=None,
        closes_on=clock.today() + timedelta(days=20),
    )


def _asked_by(person: User, questionnaire: Questionnaire) -> Assessment:
    """One assessment of some wikis of all sizes, opened; nobody else asks anybody."""
    known = Community.objects.filter(wiki__is_open=True, active_editors__isnull=False)
    wikis = [
        wiki
        for band in (SizeBand.SMALL, SizeBand.MEDIUM, SizeBand.LARGE, SizeBand.HUGE)
        for wiki in known.filter(size_band=band).order_by("slug")[: N_WIKIS // 4]
    ]
    draft = _draft(questionnaire, "What several wikis want to learn (simulated)", n=40, design=Design.BLOCKS)
    asked = assessments.prepare_assessment(community=wikis[0], draft=draft, language="en", by=person)
    for wiki in wikis[1:]:
        assessments.ask_community(assessment=asked, community=wiki, n_expected=40, n_people=None, by=person)
    assessment_steps.open_assessment(assessment=asked, by=person)
    return Assessment.objects.get(pk=asked.pk)


def _simulate(asked: Assessment, layout: Layout, chance: np.random.Generator) -> None:
    """Competence differs by skill and grows with the size of the wiki, so that a model has something to find."""
    ease = chance.normal(3.0, 0.7, len(layout.skills))
    for row in asked.asked.select_related("community"):
        size = np.log1p(row.community.active_editors or 0)
        level = ease + 0.35 * (size - 3) + chance.normal(0, 0.2, len(layout.skills))
        Submission.objects.bulk_create(
            _submission(asked, row.community, number, _answers(layout, level, chance, n_skills=SKILLS_EACH), layout)
            for number in range(int(chance.integers(28, 60)))
        )
    assessment_steps.close_assessment(assessment=asked, by=asked.made_by)


def _submission(
    asked: Assessment, community: Community, number: int, answers: dict[str, Any], layout: Layout
) -> Submission:
    return Submission(
        assessment=asked,
        community=community,
        idempotency_key=f"simulated {community.slug} {number}",
        answers=answers,
        ratings=pack_ratings(layout, answers),
        background=pack_background(layout, answers),
        language="en",
        consent=asked.consent,
        received_on=submissions.coarse_day(clock.today(), asked.privacy),
    )


def _answers(layout: Layout, level: Any, chance: np.random.Generator, *, n_skills: int) -> dict[str, Any]:
    """Of one person, about ``n_skills`` of the skills drawn by chance, and how they like to learn."""
    drawn = sorted(chance.choice(len(layout.skills), size=min(n_skills, len(layout.skills)), replace=False))
    cards = {layout.skills[place][0]: _card(level[place], chance) for place in drawn}
    return {**cards, **_background(layout, chance)}


def _card(level: float, chance: np.random.Generator) -> dict[str, Any]:
    return {
        "importance": int(np.clip(round(chance.normal(4, 0.8)), 1, 5)),
        "competence": int(np.clip(round(chance.normal(level, 0.8)), 1, 5)),
        "help": str(chance.choice(["training", "people", "tools", "nothing"], p=[0.5, 0.25, 0.15, 0.1])),
        "want": str(chance.choice(["yes", "no"])),
        "teach": str(chance.choice(["yes", "no"], p=[0.3, 0.7])),
    }


def _background(layout: Layout, chance: np.random.Generator) -> dict[str, Any]:
    devices, (phone, *others) = layout.choices[Purpose.DEVICES]
    formats, ways = layout.choices[Purpose.FORMATS]
    return {
        devices: [phone, *(each for each in others[:3] if chance.random() < 0.3)],
        formats: [each for each in ways if chance.random() < 0.4] or [ways[0]],
    }


def _ask_itself(
    group: Community,
    skills: Sequence[Skill],
    questionnaire: Questionnaire,
    layout: Layout,
    chance: np.random.Generator,
    *,
    by: User,
) -> None:
    """Nine people answer a short common list: few, so the planner offers no drawn blocks."""
    draft = _draft(questionnaire, "What Riverbank wants to learn", n=N_MEMBERS, design=Design.COMMON)
    asked = assessments.prepare_assessment(community=group, draft=draft, language="en", by=by)
    assessments.choose_skills(
        assessment=asked, seen_version=asked.version, skills=[skill.slug for skill in skills], by=by
    )
    assessment_steps.open_assessment(assessment=asked, by=by)
    names = {key: name for name, key in layout.skills}
    asked = Assessment.objects.select_related("consent").get(pk=asked.pk)
    for number in range(N_MEMBERS):
        cards = {names[skill.pk]: _card(1.2 + place / 2 + (place > 0), chance) for place, skill in enumerate(skills)}
        sheet = submissions.Sheet(
            key=submissions.digest_of(f"RIVERBANK {number}"),
            answers={**cards, **_background(layout, chance)},
            community=group,
            language="en",
            consent_number=asked.consent.number if asked.consent else None,
        )
        submissions.submit_answers(assessment=asked, sheet=sheet)
    assessment_steps.close_assessment(assessment=asked, by=by)


def _say_together(group: Community, skills: Sequence[Skill], *, by: User) -> None:
    """Ten minutes at the end of a meeting: what the group itself says, signed."""
    form = consensus.start_group_form(community=group, by=by)
    consensus.choose_skills(form=form, seen_version=form.version, skills=list(skills[:5]), by=by)
    said = {
        skill.pk: consensus.Said(level=1 + place % 4, importance=5 - place % 3, robustness=Robustness.ONE)
        for place, skill in enumerate(skills[:5])
    }
    form.refresh_from_db()
    consensus.fill_in(
        form=form, seen_version=form.version, said=said, note="Said on a Saturday.", n_people=7, language="en", by=by
    )
    form.refresh_from_db()
    consensus.sign_group_form(
        form=form, seen_version=form.version, signed_as="coordinator", is_signature_public=True, by=by
    )


def _answer_back(group: Community, skill: Skill, *, by: User) -> None:
    """One of them sees it differently, and shows why."""
    reply(
        community=group,
        kind=ReplyKind.DISPUTE,
        text=text_of(en="Three of us did this at the harbour festival. It worked better than this figure says."),
        skill=skill,
        release=newest_release(),
        source_url=PAGE,
        by=by,
    )


register_demo(80, tell)
