"""The task that is proposed at once, and the receipt that says why."""

from __future__ import annotations

import pytest
from tests.factories.accounts import PersonFactory
from tests.factories.action_lines import OpenTaskFactory, SignUpFactory
from tests.factories.movement import CommunityFactory, ProposalFactory
from tests.factories.skills import SkillFactory

from mutirao.action_lines.gaps import kinds_for_leaders
from mutirao.action_lines.models import NextStep
from mutirao.action_lines.queries import fitting_task

pytestmark = pytest.mark.django_db


def fit(line, *, person=None, role="participate", skills=(), languages=("en",), hours=None, community=None):
    asked = {"role": role, "skills": skills, "languages": languages, "hours_a_month": hours, "community": community}
    return fitting_task(line, person=person or PersonFactory(), **asked)


def test_nothing_fits_when_there_is_nothing(line, other_line):
    OpenTaskFactory(action_line=other_line, state="done")
    OpenTaskFactory(action_line=line, state="claimed")
    assert fit(line) is None


def test_another_line_lends_a_task_only_when_there_is_none_here(line, other_line):
    skill = SkillFactory()
    lent = OpenTaskFactory(action_line=other_line, minutes=3, skill=skill)
    found = fit(line, skills=[skill.pk])
    assert found.task == lent
    assert found.reasons == {"minutes": 3, "hours_a_month": None, "is_of_another_line": True, "skill": skill.slug}
    own = OpenTaskFactory(action_line=line, minutes=30)
    assert fit(line, skills=[skill.pk]).task == own


def test_what_mends_the_own_community_comes_before_a_named_skill(line):
    skill, community = SkillFactory(), CommunityFactory()
    OpenTaskFactory(action_line=line, minutes=3, skill=skill)
    about = {"subject_kind": "community", "subject_id": community.slug}
    own = OpenTaskFactory(action_line=line, minutes=30, **about)
    found = fit(line, skills=[skill.pk], community=community)
    assert (found.task, found.reasons) == (
        own,
        {"minutes": 30, "hours_a_month": None, "is_about_community": True},
    )


def test_a_named_skill_counts_most(line):
    skill = SkillFactory()
    OpenTaskFactory(action_line=line, minutes=3, language="pt")
    wanted = OpenTaskFactory(action_line=line, minutes=30, skill=skill)
    found = fit(line, skills=[skill.pk], languages=["pt"])
    assert (found.task, found.reasons) == (wanted, {"minutes": 30, "hours_a_month": None, "skill": skill.slug})


def test_then_ones_own_language(line):
    OpenTaskFactory(action_line=line, minutes=3)
    own = OpenTaskFactory(action_line=line, minutes=15, language="pt")
    found = fit(line, languages=["pt-BR"])
    assert (found.task, found.reasons) == (own, {"minutes": 15, "hours_a_month": None, "language": "pt"})


def test_a_language_that_one_does_not_read_is_never_proposed(line):
    OpenTaskFactory(action_line=line, minutes=3, language="ar")
    assert fit(line, languages=["pt", "en"]) is None


@pytest.mark.parametrize("kind", kinds_for_leaders())
def test_what_asks_to_lead_is_proposed_only_to_who_wants_to_lead(line, kind):
    skill = SkillFactory()
    task = OpenTaskFactory(action_line=line, gap_kind=kind, minutes=3, skill=skill)
    assert fit(line, skills=[skill.pk]) is None
    assert fit(line, skills=[skill.pk], role="lead").task == task


def test_time_is_respected(line):
    OpenTaskFactory(action_line=line, minutes=60)
    assert fit(line, hours=1).reasons["hours_a_month"] == 1
    assert fit(line, hours=0) is None


def test_what_was_proposed_to_few_comes_before_what_is_short(line):
    short, longer = OpenTaskFactory(action_line=line, minutes=3), OpenTaskFactory(action_line=line, minutes=10)
    assert fit(line).task == short
    NextStep.objects.create(sign_up=SignUpFactory(), open_task=short)
    assert fit(line).task == longer


def test_nobody_is_proposed_the_same_twice(line):
    only = OpenTaskFactory(action_line=line)
    sign_up = SignUpFactory()
    NextStep.objects.create(sign_up=sign_up, open_task=only)
    assert fit(line, person=sign_up.person) is None


def test_a_task_about_a_community_that_one_may_not_see_is_not_proposed(line):
    hidden = ProposalFactory()
    OpenTaskFactory(action_line=line, subject_kind="community", subject_id=hidden.slug)
    assert fit(line) is None
    assert fit(line, person=hidden.proposed_by) is not None


@pytest.mark.parametrize("n", [1, 3, 100])
def test_it_asks_twice_however_many_tasks_there_are(django_assert_num_queries, line, n):
    OpenTaskFactory.create_batch(n, action_line=line, language="en")
    person = PersonFactory()
    with django_assert_num_queries(2):
        fit(line, person=person)
