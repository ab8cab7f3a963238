"""Single rows hold no rare combination of background."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as some
from hypothesis.extra.numpy import arrays

from mutirao.needs.exporting.privacy import MINIMUM_CELL, columns_kept

ONE_PLACE = np.zeros(6, dtype=np.int64)


def shown(community, columns, kept):
    """What a reader sees of each row: its community, then the columns that it keeps."""
    return [(place, *row[:n]) for place, row, n in zip(community, columns.tolist(), kept, strict=True) if n >= 0]


def test_community_with_four_answers_shows_none_of_them():
    kept = columns_kept(np.zeros(4, dtype=np.int64), np.zeros((4, 2), dtype=np.int64))
    assert kept.tolist() == [-1] * 4


def test_six_people_alike_keep_everything():
    assert columns_kept(ONE_PLACE, np.ones((6, 3), dtype=np.int64)).tolist() == [3] * 6


def test_the_only_administrator_is_not_told_apart_by_an_empty_row():
    columns = np.array([[1, 1]] * 5 + [[2, 1]])
    assert columns_kept(ONE_PLACE, columns).tolist() == [0] * 6


def test_a_rare_second_column_leaves_the_first_one():
    columns = np.array([[1, 1]] * 5 + [[1, each] for each in range(2, 7)])
    assert columns_kept(np.zeros(10, dtype=np.int64), columns).tolist() == [2] * 5 + [1] * 5


@settings(max_examples=200, deadline=None)
@given(some.integers(1, 40).flatmap(lambda n: some.tuples(
    arrays(np.int64, n, elements=some.integers(0, 2)), arrays(np.int64, (n, 3), elements=some.integers(0, 2))
)))  # fmt: skip
def test_every_row_that_is_shown_looks_like_four_others(people):
    community, columns = people
    seen = shown(community, columns, columns_kept(community, columns))
    assert all(seen.count(row) >= MINIMUM_CELL for row in seen)
