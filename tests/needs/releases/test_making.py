"""From closed assessments to a frozen release."""

from __future__ import annotations

import numpy as np
import pytest
from tests.factories.accounts import AdministratorFactory, PersonFactory

from mutirao.base.errors import Refused
from mutirao.needs.actions.releases import make_release
from mutirao.needs.models import CommunityResult, Estimate, Release, SkillResult
from mutirao.needs.states import Certainty

pytestmark = pytest.mark.django_db
VOLATILE = {"id", "release_id"}


def rows_of(model: type, release: Release) -> list[dict]:
    rows = [
        {name: value for name, value in row.items() if name not in VOLATILE}
        for row in model.objects.filter(release=release).values()
    ]
    return sorted(rows, key=repr)


def answered(movement, n_communities=45, n_people=12, seed=1):
    chance = np.random.default_rng(seed)
    communities = movement.grow(n_communities, chance)
    for community in communities:
        movement.ask(community, movement.drawn(community, n_people, chance))
    return communities


def test_first_release_of_nothing_says_nothing(movement):
    release = make_release(by=None)
    assert (release.number, release.has_model, release.n_answers) == (1, False, 0)
    assert not Estimate.objects.exists()


def test_a_few_communities_get_figures_of_their_own_and_no_model(movement):
    chance = np.random.default_rng(1)
    answering, silent = movement.grow(2, chance)
    movement.ask(answering, movement.drawn(answering, 9, chance))
    release = make_release(by=None)
    assert not release.has_model
    assert set(Estimate.objects.values_list("community", flat=True)) == {answering.pk}
    assert set(Estimate.objects.values_list("own_share", "n_answers", "certainty")) == {(1.0, 9, Certainty.FEW)}
    assert not CommunityResult.objects.filter(community=silent).exists()


def test_enough_communities_make_a_model_that_tells_of_silent_ones(movement):
    answered(movement)
    (silent,) = movement.grow(1, np.random.default_rng(2))
    release = make_release(by=None)
    assert release.has_model
    modelled = set(SkillResult.objects.filter(is_modelled=True).values_list("skill", flat=True))
    borrowed = Estimate.objects.filter(community=silent)
    assert {estimate.skill_id for estimate in borrowed} == modelled != set()
    assert {(each.own_share, each.direct, each.n_answers, each.certainty) for each in borrowed} == {
        (0.0, None, None, Certainty.BORROWED)
    }


def test_same_input_and_seed_give_identical_rows(movement):
    answered(movement)
    first, second = make_release(by=None, seed=7), make_release(by=None, seed=7)
    assert first.input_fingerprint == second.input_fingerprint
    for model in (Estimate, SkillResult):
        assert rows_of(model, first) == rows_of(model, second) != []


def test_only_administrators_make_one_before_its_day(db):
    with pytest.raises(Refused):
        make_release(by=PersonFactory())
    assert make_release(by=AdministratorFactory()).number == 1
