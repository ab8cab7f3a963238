"""Counts with noise: what is promised, and what is said where the extra is missing."""

import sys

import numpy as np
import pytest

from mutirao_science import InputError, MissingExtra, release_counts
from mutirao_science.counts import _bounded

PEOPLE = np.array([[0, 1, 2], [1, 1, -1], [2, -1, -1]])


@pytest.fixture
def opendp():
    pytest.importorskip("opendp", reason="NOT CHECKED: the extra `release` is not installed.")


def test_with_little_noise_the_counts_are_those_of_people(opendp):
    found = release_counts(PEOPLE, 4, epsilon=10, cells_per_person=1)
    assert found.counts.shape == (4,)
    assert (found.epsilon, found.cells_per_person) == (10, 1)
    assert np.abs(found.counts - [1, 2, 1, 0]).max() <= 4


def test_noise_is_as_wide_as_said_and_has_no_direction(opendp):
    nobody = np.full((1, 1), -1)
    found = release_counts(nobody, 40_000, epsilon=1)
    assert found.counts.std() == pytest.approx(5 * np.sqrt(2), rel=0.05)
    assert found.counts.mean() == pytest.approx(0, abs=0.2)
    inside = (np.abs(found.counts) <= found.margin).mean()
    assert inside >= 0.9 - 0.01
    assert (np.abs(found.counts) < found.margin).mean() < 0.9 + 0.01


def test_one_person_counts_in_so_many_cells_at_most_and_once_in_each():
    everywhere = np.tile(np.arange(12), (200, 1))
    kept = _bounded(np.hstack([everywhere, everywhere]), 5, seed=1)
    assert len(kept) == 200 * 5
    assert np.bincount(kept, minlength=12).min() > 50


def test_who_has_few_cells_keeps_them_all():
    assert sorted(_bounded(PEOPLE, 5, seed=1).tolist()) == [0, 1, 1, 2, 2]


def test_a_missing_extra_is_named_in_one_sentence(monkeypatch):
    monkeypatch.setitem(sys.modules, "opendp.prelude", None)
    with pytest.raises(MissingExtra, match=r"^Tables with noise need OpenDP; install the extra `release`[^.]*\.$"):
        release_counts(PEOPLE, 4, epsilon=1)


@pytest.mark.parametrize(
    ("cells", "more", "argument"),
    [
        ([[4]], {}, "cells"),
        ([[-2]], {}, "cells"),
        ([[0.5]], {}, "cells"),
        ([0, 1], {}, "cells"),
        ([[]], {}, "cells"),
        ([[0]], {"epsilon": 0}, "epsilon"),
        ([[0]], {"epsilon": np.nan}, "epsilon"),
        ([[0]], {"cells_per_person": 0}, "cells_per_person"),
    ],
    ids=range(8),
)
def test_what_cannot_be_counted_is_refused(cells, more, argument):
    with pytest.raises(InputError) as refused:
        release_counts(cells, 4, **({"epsilon": 1} | more))
    assert refused.value.argument == argument
