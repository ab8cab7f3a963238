"""Two camps are seen where there are two, and seldom where there are none."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mutirao_science import InputError, division


def test_agreement_is_the_published_one():
    """The example of the R package agrmt."""
    assert division([[30, 40, 210, 130, 530, 50, 10]]).agreement == pytest.approx([0.6113333], abs=1e-7)


def test_agreement_has_its_three_landmarks():
    assert division([[9, 0, 0, 0, 0], [4, 4, 4, 4, 4], [6, 0, 0, 0, 6]]).agreement == pytest.approx([1, 0, -1])


@settings(deadline=None)
@given(arrays(np.int64, (4, 5), elements=st.integers(0, 30)))
def test_the_other_way_round_and_twice_as_many_agree_as_much(counts):
    found = division(counts).agreement
    assert division(counts[:, ::-1]).agreement == pytest.approx(found, nan_ok=True)
    assert division(counts * 2).agreement == pytest.approx(found, nan_ok=True)


def test_two_camps_are_divided_and_one_is_not():
    found = division([[8, 2, 1, 2, 7], [1, 3, 8, 6, 2], [80, 20, 10, 20, 70], [4, 1, 0, 0, 4], [0, 0, 0, 0, 0]])
    assert found.is_divided.tolist() == [True, False, True, False, False]
    assert np.isnan(found.limit).tolist() == [False, False, False, True, True]


@pytest.mark.slow
@pytest.mark.parametrize(
    "shares", [[0.2] * 5, [0.1, 0.2, 0.4, 0.2, 0.1], [0.5, 0.2, 0.15, 0.1, 0.05], [0.05, 0.24, 0.24, 0.24, 0.23]]
)
@pytest.mark.parametrize("n_answers", [10, 40, 150, 600])
def test_groups_without_camps_are_seldom_called_divided(shares, n_answers):
    samples = np.random.default_rng(11).multinomial(n_answers, shares, 20_000)
    assert division(samples).is_divided.mean() <= 0.013


@pytest.mark.parametrize(
    ("counts", "more", "argument"),
    [
        ([[1, 2]], {}, "counts"),
        ([1, 2, 3], {}, "counts"),
        ([[1, 2, 0.5]], {}, "counts"),
        ([[1, 2, -1]], {}, "counts"),
        ([[1, 2, np.nan]], {}, "counts"),
        ([[1] * 13], {}, "counts"),
        ([[1, 2, 3]], {"level": 0}, "level"),
    ],
    ids=range(7),
)
def test_counts_that_cannot_be_used_are_refused(counts, more, argument):
    with pytest.raises(InputError) as refused:
        division(counts, **more)
    assert refused.value.argument == argument
