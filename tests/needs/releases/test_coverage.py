"""What intervals claim, held against a movement whose true needs are known.

docs/statistics/uncertainty.md quotes these figures.
"""

from __future__ import annotations

import numpy as np
import pytest
from tests.needs.releases.simulated import simulate

pytestmark = pytest.mark.slow
N_MOVEMENTS = 24


def mean_coverage(selection: float, *, own: bool, allowance: bool) -> float:
    movements = [simulate(seed, selection=selection) for seed in range(N_MOVEMENTS)]
    return float(np.mean([each.coverage(own=own, allowance=allowance) for each in movements]))


@pytest.mark.parametrize("own", [True, False], ids=["with own answers", "with fewer than five"])
def test_intervals_hold_nine_times_in_ten_when_nobody_selects_themselves(own):
    assert mean_coverage(0.0, own=own, allowance=False) == pytest.approx(0.90, abs=0.015)


@pytest.mark.parametrize(("own", "falls_to"), [(True, 0.555), (False, 0.75)], ids=["own answers", "fewer than five"])
def test_without_the_allowance_selection_breaks_them(own, falls_to):
    assert mean_coverage(0.3, own=own, allowance=False) == pytest.approx(falls_to, abs=0.03)


@pytest.mark.parametrize("own", [True, False], ids=["with own answers", "with fewer than five"])
def test_with_the_allowance_they_hold_under_selection(own):
    assert mean_coverage(0.3, own=own, allowance=True) >= 0.90


def test_each_community_left_out_is_told_as_well_as_claimed():
    checks = [simulate(seed).found.estimates.check for seed in range(N_MOVEMENTS)]
    assert np.mean([each.coverage for each in checks]) == pytest.approx(0.90, abs=0.015)
    assert np.mean([each.r_squared for each in checks]) == pytest.approx(0.6, abs=0.05)
