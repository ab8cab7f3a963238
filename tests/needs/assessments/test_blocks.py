"""Drawn blocks are balanced after every person, and the same for everybody who works them out."""

from __future__ import annotations

from collections import Counter

import pytest

from mutirao.needs.blocks import drawn_skills

CORE = ["c1", "c2"]


@pytest.mark.parametrize(("n_others", "each"), [(10, 5), (7, 5), (12, 14), (53, 12), (1, 3), (8, 6)])
def test_no_skill_is_asked_more_than_once_more_often_than_another(n_others, each):
    others = [f"s{place}" for place in range(n_others)]
    counts = Counter(dict.fromkeys(others, 0))
    for counter in range(3 * n_others + 2):
        drawn = drawn_skills(seed=5, community="x", counter=counter, core=CORE, others=others, each=each)
        assert drawn[:2] == CORE
        assert len(drawn) == len(set(drawn)) == min(each, n_others + 2)
        counts.update(skill for skill in drawn if skill not in CORE)
        assert max(counts.values()) - min(counts.values()) <= 1


def test_seed_and_community_decide_who_gets_what():
    others = [f"s{place}" for place in range(20)]

    def first_ten(seed, community):
        return [
            tuple(drawn_skills(seed=seed, community=community, counter=counter, core=CORE, others=others, each=7))
            for counter in range(10)
        ]

    assert first_ten(1, "a") == first_ten(1, "a")
    assert first_ten(1, "a") != first_ten(2, "a")
    assert first_ten(1, "a") != first_ten(1, "b")


def test_core_alone_is_asked_where_nothing_is_left_to_draw():
    assert drawn_skills(seed=1, community="a", counter=3, core=CORE, others=["s1"], each=2) == CORE
