"""What is packed comes out again."""

import numpy as np
import pytest

from mutirao.needs.packing import (
    BACKGROUND,
    DO_NOT_KNOW,
    NOT_APPLICABLE,
    Layout,
    pack_background,
    pack_ratings,
    unpack_background,
    unpack_ratings,
)
from mutirao.needs.states import Purpose

LAYOUT = Layout(
    skills=(("sourcing", 1), ("mentoring", 2)),
    choices={Purpose.TENURE: ("years", ("new", "some", "many")), Purpose.DEVICES: ("devices", ("phone", "computer"))},
)


def test_ratings_come_out_as_they_went_in():
    full = {"importance": 5, "competence": 2, "help": "tools", "want": "yes", "teach": "no"}
    rows = [
        pack_ratings(LAYOUT, {"sourcing": full, "mentoring": {"importance": "do_not_know"}}),
        pack_ratings(LAYOUT, {"mentoring": {"importance": 3, "competence": "not_applicable"}}),
    ]
    assert unpack_ratings(LAYOUT, rows).tolist() == [
        [[5, 2, 2, 2, 1], [DO_NOT_KNOW, 0, 0, 0, 0]],
        [[0, 0, 0, 0, 0], [3, NOT_APPLICABLE, 0, 0, 0]],
    ]


def test_nobody_makes_an_empty_array():
    assert unpack_ratings(LAYOUT, []).shape == (0, 2, 5)
    assert unpack_background([]).shape == (0, len(BACKGROUND))


def test_background_keeps_each_choice_that_was_taken():
    masks = unpack_background([pack_background(LAYOUT, {"years": "many", "devices": ["computer", "phone"]})])[0]
    assert dict(zip(BACKGROUND, masks.tolist(), strict=True)) == dict.fromkeys(BACKGROUND, 0) | {
        Purpose.TENURE: 4,
        Purpose.DEVICES: 3,
    }


def test_a_value_that_was_not_checked_before_is_not_packed_as_something_else():
    with pytest.raises(KeyError):
        pack_ratings(LAYOUT, {"sourcing": {"importance": "very"}})


def test_bytes_are_as_many_as_the_docstring_says():
    assert len(pack_ratings(LAYOUT, {})) == 10
    assert np.frombuffer(pack_background(LAYOUT, {}), dtype="<u4").size == len(BACKGROUND)
