"""Drawn blocks: which skills one person is asked about.

Everybody gets the core skills. The others are dealt like cards: whoever comes next in a community takes the next ones,
so after any number of people no skill was asked more than once more often than another. Who comes next is only a count.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from math import gcd


def drawn_skills(
    *, seed: int, community: str, counter: int, core: Sequence[str], others: Sequence[str], each: int
) -> list[str]:
    """The core skills, then as many of ``others`` as make ``each`` in all, in the order in which they were given.

    ``counter`` is how many lists the community was dealt before, from 0. Whole rounds end after
    ``len(others) / gcd`` people; each round has an order of its own, drawn from ``seed``.
    """
    n_drawn = min(max(each - len(core), 0), len(others))
    if not n_drawn:
        return list(core)
    n_people = len(others) // gcd(len(others), n_drawn)
    turn, place = divmod(counter, n_people)
    deck = sorted(others, key=lambda skill: sha256(f"{seed}/{community}/{turn}/{skill}".encode()).digest())
    taken = {deck[(place * n_drawn + card) % len(deck)] for card in range(n_drawn)}
    return [*core, *(skill for skill in others if skill in taken)]
