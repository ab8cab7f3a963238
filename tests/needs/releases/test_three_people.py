"""What so few people said, or whether they said anything, changes nothing that is published."""

from __future__ import annotations

import numpy as np
import pytest
from django.db import transaction

from mutirao.needs.actions.releases import make_release
from mutirao.needs.models import (
    CommunityResult,
    CountedAsking,
    Estimate,
    RegionResult,
    Release,
    SkillResult,
    Submission,
)
from mutirao.needs.states import Channel, ReviewState

pytestmark = pytest.mark.django_db
TABLES = (Release, Estimate, CommunityResult, SkillResult, RegionResult)
NAMES = {"id", "release_id", "assessment_id", "made_at"}


def everything(release: Release) -> dict[str, list[str]]:
    """All that the release says, without keys and the moment."""
    return {
        model.__name__: sorted(
            repr({name: value for name, value in row.items() if name not in NAMES})
            for row in model.objects.filter(
                **({"pk": release.pk} if model is Release else {"release": release})
            ).values()
        )
        for model in TABLES
    }


def released_with(movement, community, people) -> dict[str, list[str]]:
    """What a release would say if ``people`` of the community had answered; nothing of it stays."""
    with transaction.atomic():
        if people is not None:
            movement.ask(community, people)
        found = everything(make_release(by=None))
        transaction.set_rollback(True)
    return found


@pytest.fixture
def answered(movement):
    """Forty-five communities with twelve answers each, and one more."""
    chance = np.random.default_rng(3)
    for community in movement.grow(45, chance):
        movement.ask(community, movement.drawn(community, 12, chance))
    return movement.grow(1, chance)[0]


def test_a_release_is_the_same_whatever_three_people_said(movement, answered):
    nobody = released_with(movement, answered, None)
    content = {"help": "training", "want": "yes", "teach": "yes"}
    happy = [movement.card(1, 5, **content) | {"devices": ["phone"]}] * 3
    needy = [movement.card(5, 1) | {"devices": ["computer"]}] * 4
    assert any(nobody.values())
    assert released_with(movement, answered, happy) == nobody
    assert released_with(movement, answered, needy) == nobody


def test_sheets_that_a_coordinator_puts_in_beside_them_change_nothing_in_what_three_people_tell(movement, answered):
    def released(importance: int) -> dict[str, list[str]]:
        with transaction.atomic():
            assessment = movement.ask(answered, [movement.card(importance, 2)] * 3)
            put_in = movement.answer(assessment, answered, [movement.card(5, 1), movement.card(4, 1)])
            Submission.objects.filter(pk__in=[each.pk for each in put_in]).update(channel=Channel.PAPER)
            found = everything(make_release(by=None))
            transaction.set_rollback(True)
        return found

    assert released(1) == released(3)


def test_five_people_do_change_it(movement, answered):
    chance = np.random.default_rng(4)
    nobody = released_with(movement, answered, None)
    assert released_with(movement, answered, movement.drawn(answered, 5, chance)) != nobody


def test_what_few_people_said_is_kept_nowhere(movement, answered):
    movement.ask(answered, movement.drawn(answered, 4, np.random.default_rng(4)))
    make_release(by=None)
    assert not CountedAsking.objects.filter(community=answered).exists()


def test_a_skill_that_few_rated_stays_hidden_in_a_community_that_answered(movement, answered):
    chance = np.random.default_rng(5)
    people = movement.drawn(answered, 9, chance)
    rare = movement.skills[0]
    for person in people[4:]:
        del person[rare.slug]
    movement.ask(answered, people)
    make_release(by=None)
    estimates = Estimate.objects.filter(community=answered)
    told = estimates.filter(skill=rare).values_list(
        "direct", "n_answers", "importance", "n_teach", "n_want", "own_share"
    )
    assert set(told) <= {(None, None, None, None, None, 0.0)}
    assert estimates.exclude(skill=rare).filter(n_answers=9).count() == len(movement.skills) - 1


def figures_of(release, community):
    columns = ("skill", "direct", "n_answers", "importance", "competence", "remedies", "n_teach", "n_want")
    return set(map(repr, Estimate.objects.filter(release=release, community=community).values_list(*columns)))


@pytest.mark.parametrize("n_more", [1, 4])
def test_few_more_answers_do_not_move_a_published_figure(movement, answered, n_more):
    chance = np.random.default_rng(6)
    assessment = movement.ask(answered, movement.drawn(answered, 5, chance))
    first = make_release(by=None, seed=1)
    movement.answer(assessment, answered, movement.drawn(answered, n_more, chance))
    second = make_release(by=None, seed=1)
    assert figures_of(second, answered) == figures_of(first, answered)
    assert everything(first) == {**everything(second), "Release": everything(first)["Release"]}


def test_the_fifth_answer_shows_five_together_and_leaves_nothing_to_subtract(movement, answered):
    chance = np.random.default_rng(7)
    people = movement.drawn(answered, 5, chance)
    assessment = movement.ask(answered, people[:4])
    four = make_release(by=None)
    movement.answer(assessment, answered, people[4:])
    five = make_release(by=None)
    assert {(each.direct, each.n_answers) for each in Estimate.objects.filter(release=four, community=answered)} <= {
        (None, None)
    }
    assert set(Estimate.objects.filter(release=five, community=answered).values_list("n_answers", flat=True)) == {5}


def test_five_more_answers_do_move_it(movement, answered):
    chance = np.random.default_rng(8)
    assessment = movement.ask(answered, movement.drawn(answered, 5, chance))
    make_release(by=None)
    movement.answer(assessment, answered, movement.drawn(answered, 5, chance))
    second = make_release(by=None)
    assert set(Estimate.objects.filter(release=second, community=answered).values_list("n_answers", flat=True)) == {10}


def test_who_takes_an_answer_back_is_not_told_by_a_subtraction(movement, answered):
    chance = np.random.default_rng(9)
    assessment = movement.ask(answered, movement.drawn(answered, 6, chance))
    first = make_release(by=None, seed=1)
    assessment.submissions.first().delete()
    assert figures_of(make_release(by=None, seed=1), answered) == figures_of(first, answered)


def test_answers_that_a_reviewer_excludes_do_not_count(movement, answered):
    chance = np.random.default_rng(10)
    assessment = movement.ask(answered, movement.drawn(answered, 7, chance))
    excluded = assessment.submissions.values_list("pk", flat=True)[:3]
    assessment.submissions.filter(pk__in=list(excluded)).update(review_state=ReviewState.EXCLUDED)
    make_release(by=None)
    assert not Estimate.objects.filter(community=answered, n_answers__isnull=False).exists()


def test_what_all_said_alike_is_not_shown(movement, answered):
    chance = np.random.default_rng(11)
    people = movement.drawn(answered, 8, chance)
    one, other = movement.skills[:2]
    for person in people:
        person[one.slug] |= {"importance": 5, "teach": "yes", "want": "no"}
        person[other.slug] = {"importance": 5, "competence": 1}
    movement.ask(answered, people)
    make_release(by=None)
    alike = Estimate.objects.get(community=answered, skill=one)
    assert (alike.importance, alike.n_teach, alike.n_want) == (None, None, None)
    assert alike.competence is not None
    assert not Estimate.objects.filter(community=answered, skill=other, n_answers__isnull=False).exists()


def test_a_community_that_declines_has_no_row_and_is_in_no_mean(movement, answered):
    before = released_with(movement, answered, None)
    answered.declines_estimates = True
    answered.save()
    movement.ask(answered, movement.drawn(answered, 30, np.random.default_rng(12)))
    release = make_release(by=None)
    assert not Estimate.objects.filter(community=answered).exists()
    assert not CommunityResult.objects.filter(community=answered).exists()
    assert everything(release)["SkillResult"] == before["SkillResult"]
