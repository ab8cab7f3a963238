"""Hidden cells stay hidden: a linear program plays the outsider who knows everything published."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import linprog

from mutirao_science import InputError, Reason, suppress

counts = st.tuples(st.integers(1, 4), st.integers(1, 4)).flatmap(
    lambda shape: arrays(np.int64, shape, elements=st.one_of(st.integers(0, 6), st.integers(0, 40)))
)


def lines(shape):
    """Every row and column of a table with totals adds up: inner cells minus the total is 0."""
    found = []
    for axis in (0, 1):
        for index in range(shape[axis]):
            line = np.zeros(shape)
            part = line[index] if axis == 0 else line[:, index]
            part[:-1], part[-1] = 1, -1
            found.append(line.ravel())
    return np.array(found)


def ranges(releases):
    """Least and most that each hidden cell of each release can be; answers are only ever added between releases."""
    size, shape = releases[0].counts.size, releases[0].counts.shape
    equal = np.kron(np.eye(len(releases)), lines(shape))
    bounds = []
    for release in releases:
        seen = zip(release.counts.ravel(), release.reason.ravel() == 0, strict=True)
        bounds += [(count, count) if shown else (0, 10_000) for count, shown in seen]
    growth = np.hstack([np.eye(size), -np.eye(size)]) if len(releases) == 2 else None
    limit = None if growth is None else np.zeros(size)
    for index, (low, high) in enumerate(bounds):
        if low == high:
            continue
        aim = np.eye(len(bounds))[index]
        ends = [
            linprog(sign * aim, A_ub=growth, b_ub=limit, A_eq=equal, b_eq=np.zeros(len(equal)), bounds=bounds)
            for sign in (1, -1)
        ]
        assert all(each.status == 0 for each in ends)
        yield index, ends[0].fun, -ends[1].fun


@settings(max_examples=60, deadline=None)
@given(counts, st.integers(1, 6))
def test_no_hidden_cell_can_be_narrowed_down(table, width):
    found = suppress(table, width=width)
    for index, least, most in ranges([found]):
        assert least - 1e-6 <= found.counts.flat[index] <= most + 1e-6
        assert most - least >= width - 1e-6


@settings(max_examples=60, deadline=None)
@given(counts, st.data())
def test_nor_by_subtracting_two_releases(table, data):
    added = data.draw(arrays(np.int64, table.shape, elements=st.one_of(st.integers(0, 3), st.integers(0, 20))))
    first = suppress(table)
    second = suppress(table + added, earlier=first)
    for _, least, most in ranges([first, second]):
        assert most - least >= 5 - 1e-6
    changed = second.counts - first.counts
    shown_twice = (first.reason == 0) & (second.reason == 0)
    assert not ((changed > 0) & (changed < 5) & shown_twice).any()


@settings(deadline=None)
@given(counts)
def test_everything_below_the_minimum_is_hidden_and_so_are_its_totals(table):
    found = suppress(table)
    assert found.hidden[table < 5].all()
    assert found.row_total_hidden[table.sum(axis=1) < 5].all()
    assert found.column_total_hidden[table.sum(axis=0) < 5].all()
    assert found.total_hidden or table.sum() >= 5


def test_a_table_without_small_cells_is_shown_whole():
    found = suppress([[10, 20], [30, 40]])
    assert not found.reason.any()
    assert found.counts.tolist() == [[10, 20, 30], [30, 40, 70], [40, 60, 100]]


def test_one_small_cell_takes_the_cheapest_others_with_it():
    found = suppress([[3, 20, 9], [11, 50, 8], [60, 70, 80]])
    assert found.reason[:-1, :-1].tolist() == [
        [Reason.FEW, Reason.SHOWN, Reason.PROTECTS_OTHERS],
        [Reason.PROTECTS_OTHERS, Reason.SHOWN, Reason.PROTECTS_OTHERS],
        [Reason.SHOWN] * 3,
    ]
    assert not found.total_hidden


def test_nobody_looks_like_somebody():
    nobody, somebody = (suppress([[few, 30], [20, 40], [25, 35]]) for few in (0, 4))
    assert nobody.reason[:-1, :-1].tolist() == somebody.reason[:-1, :-1].tolist()


def test_a_group_that_one_answer_dominates_is_hidden():
    found = suppress([[50, 60], [70, 80]], largest_share=[[0.1, 0.41], [0.4, np.nan]])
    assert found.reason[0, 1] == Reason.DOMINANCE
    assert found.hidden.sum() == 4


def test_a_change_of_one_person_is_not_shown():
    first = suppress([[10, 20], [30, 40]])
    second = suppress([[11, 20], [30, 40]], earlier=first)
    assert second.reason[0, 0] == Reason.SMALL_CHANGE
    assert second.total_hidden


def test_three_people_cannot_be_had_by_waiting_for_the_fourth_and_fifth():
    first = suppress([[3, 30], [30, 30]])
    second = suppress([[8, 30], [30, 30]], earlier=first)
    assert first.hidden[0, 0]
    assert second.reason[0, 0] == Reason.HIDDEN_BEFORE


def test_a_list_is_a_table_of_one_row():
    found = suppress([3, 30, 40])
    assert found.hidden.tolist() == [[True, True, False]]
    assert not found.total_hidden


def test_an_empty_table_shows_nothing():
    found = suppress(np.zeros((2, 3), dtype=int))
    assert found.hidden.all()
    assert found.total_hidden


@pytest.mark.parametrize(
    ("arguments", "argument"),
    [
        ({"counts": [[1.5, 2]]}, "counts"),
        ({"counts": [[-1, 2]]}, "counts"),
        ({"counts": [[np.nan, 2]]}, "counts"),
        ({"counts": [[[1]]]}, "counts"),
        ({"counts": []}, "counts"),
        ({"counts": [[1, 2]], "minimum": 0}, "minimum"),
        ({"counts": [[1, 2]], "width": 0}, "width"),
        ({"counts": [[1, 2]], "largest_share": [[0.1]]}, "largest_share"),
        ({"counts": [[1, 2]], "largest_share": [[0.1, 1.1]]}, "largest_share"),
        ({"counts": [[1, 2]], "largest_share": [[0.1, 0.2]], "dominance": 40}, "dominance"),
        ({"counts": [[1, 2]], "earlier": suppress([[1, 2, 3]])}, "earlier"),
    ],
    ids=range(11),
)
def test_tables_that_cannot_be_used_are_refused_by_name(arguments, argument):
    with pytest.raises(InputError) as refused:
        suppress(**arguments)
    assert refused.value.argument == argument
