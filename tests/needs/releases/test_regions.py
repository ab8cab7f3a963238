"""Figures of regions and of the movement: made of what communities show, and of nothing else."""

from __future__ import annotations

import numpy as np
import pytest
from tests.factories.movement import DeclarationFactory, ProtectedTerritoryFactory, TerritoryFactory

from mutirao.movement.states import Region
from mutirao.needs.actions.releases import make_release
from mutirao.needs.models import CommunityResult, Estimate, RegionResult, SkillResult

pytestmark = pytest.mark.django_db


def answered_in(movement, territory, sizes):
    chance = np.random.default_rng(1)
    communities = movement.grow(len(sizes), chance)
    for community, n in zip(communities, sizes, strict=True):
        DeclarationFactory(community=community, territory=territory)
        movement.ask(community, movement.drawn(community, n, chance))
    return communities


def test_region_needs_three_communities_that_show_figures(movement):
    answered_in(movement, TerritoryFactory(), [9, 12, 4])
    make_release(by=None)
    assert not RegionResult.objects.exists()


def test_mean_of_a_region_lies_among_its_communities(movement):
    answered_in(movement, TerritoryFactory(), [9, 12, 30, 4])
    make_release(by=None)
    for skill in movement.skills:
        found = RegionResult.objects.get(skill=skill)
        own = Estimate.objects.filter(skill=skill, direct__isnull=False)
        assert (found.region, found.n_communities) == (Region.AFRICA, 3)
        assert found.n_answers == sum(own.values_list("n_answers", flat=True))
        assert found.low < found.value < found.high
        assert min(own.values_list("direct", flat=True)) <= found.value <= max(own.values_list("direct", flat=True))


def test_protected_territories_are_in_no_region(movement):
    answered_in(movement, ProtectedTerritoryFactory(), [9, 12, 30])
    make_release(by=None)
    assert not RegionResult.objects.exists()


def test_totals_of_the_movement_add_up_what_communities_show(movement):
    answered_in(movement, TerritoryFactory(), [9, 12, 30, 4, 6])
    make_release(by=None)
    for result in SkillResult.objects.all():
        shown = Estimate.objects.filter(skill=result.skill_id)
        for name in ("n_want", "n_teach"):
            counts = [count for count in shown.values_list(name, flat=True) if count is not None]
            assert getattr(result, name) == (sum(counts) if counts else None)


def test_learning_profile_and_weights_are_told_of_those_with_five_people(movement):
    communities = answered_in(movement, TerritoryFactory(), [40, 4])
    make_release(by=None)
    result = CommunityResult.objects.get()
    assert (result.community, result.n_answers, result.was_raked) == (communities[0], 40, False)
    assert (result.why_not_raked, result.bias_allowance) == ("not_asked", 0.3)
    assert set(result.learning_profile) == {"devices"}
    assert all(0 < share < 1 for share in result.learning_profile["devices"].values())
