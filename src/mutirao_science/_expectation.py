"""The costly half of a step of EM: how many people of each ability chose each category, for many people."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from mutirao_science._arrays import Floats, Integers
from mutirao_science._fast import faster, side_by_side
from mutirao_science._ordered import Codes

type Rows = npt.NDArray[np.int32]

ABILITIES: Floats = np.linspace(-6, 6, 64)
LOG_PRIOR: Floats = -0.5 * ABILITIES**2 - np.log(np.exp(-0.5 * ABILITIES**2).sum())
BLOCKS = 16  # of people; each has counts of its own, added up in order, so that threads change nothing
CHUNK = 8192
UNLIKELY = 1e-10  # beside the likeliest ability of a person; further out the compiled way does not look


@dataclass(frozen=True, eq=False)
class Answers:
    """For each person (or pattern of answers) the rows of the table of probabilities that were chosen.

    The rows of person i are ``rows[starts[i]:starts[i + 1]]``.
    """

    rows: Rows
    starts: Integers
    weight: Floats
    n_rows: int


def compressed(codes: Codes, sizes: Integers, weight: Floats) -> Answers:
    """``codes`` (people, items) from 0, below the item's size, or -1; people who answered alike become one."""
    codes, weight = _patterns(codes, sizes, weight)
    first = np.concatenate([[0], np.cumsum(sizes)])
    answered = codes >= 0
    rows = (codes + first[:-1])[answered].astype(np.int32)
    starts = np.concatenate([[0], np.cumsum(answered.sum(axis=1))])
    return Answers(rows, starts, weight, int(first[-1]))


def _patterns(codes: Codes, sizes: Integers, weight: Floats) -> tuple[Codes, Floats]:
    n_possible = np.prod(sizes + 1.0)
    if n_possible > len(codes):
        return codes, weight
    place = np.concatenate([[1], np.cumprod(sizes + 1)[:-1]])
    number = (codes + 1).astype(np.int64) @ place
    _numbers, one, pattern = np.unique(number, return_index=True, return_inverse=True)
    return codes[one], np.bincount(pattern, weight)


class Expectation:
    """Called with log probabilities (rows, abilities): the log-likelihood and the expected counts of the same shape."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        n_people = len(answers.weight)
        self.low = np.zeros(n_people, dtype=np.int64)
        self.high = np.full(n_people, len(ABILITIES), dtype=np.int64)
        self.n_calls = 0

    def __call__(self, table: Floats) -> tuple[float, Floats]:
        self.n_calls += 1
        held = self.answers
        values, counts = _expected(table, held.rows, held.starts, held.weight, self.low, self.high, LOG_PRIOR)
        return float(values.sum()), counts.sum(axis=0)


def _posterior(
    table: Floats, chosen: Rows, begin: int, end: int, log_prior: Floats, likely: Floats
) -> tuple[float, float]:
    """Fills ``likely`` with how likely each ability is beside the likeliest; the logarithm of that one, and the sum.

    Four abilities at a time stay in the registers of the processor.
    """
    for place in range(begin, end, 4):
        a, b, c, d = log_prior[place], log_prior[place + 1], log_prior[place + 2], log_prior[place + 3]
        for row in chosen:
            a += table[row, place]
            b += table[row, place + 1]
            c += table[row, place + 2]
            d += table[row, place + 3]
        likely[place], likely[place + 1], likely[place + 2], likely[place + 3] = a, b, c, d
    top, total = likely[begin:end].max(), 0.0
    for place in range(begin, end):
        likely[place] = np.exp(likely[place] - top)
        total += likely[place]
    return top, total


def _add(counts: Floats, chosen: Rows, begin: int, end: int, likely: Floats, scale: float) -> None:
    """Adds the person's abilities to the counts of the categories chosen."""
    for place in range(begin, end, 4):
        a, b = scale * likely[place], scale * likely[place + 1]
        c, d = scale * likely[place + 2], scale * likely[place + 3]
        for row in chosen:
            counts[row, place] += a
            counts[row, place + 1] += b
            counts[row, place + 2] += c
            counts[row, place + 3] += d


def _narrowed(begin: int, end: int, likely: Floats) -> tuple[int, int]:
    """The abilities to look at next time, in fours."""
    first, last = begin, end - 1
    while likely[first] < UNLIKELY:
        first += 1
    while likely[last] < UNLIKELY:
        last -= 1
    return max(0, first - 1) // 4 * 4, min(len(likely), (last + 5) // 4 * 4)


def _compiled_expected(
    table: Floats, rows: Rows, starts: Integers, weight: Floats, low: Integers, high: Integers, log_prior: Floats
) -> tuple[Floats, Floats]:
    """Looks only where a person's ability can be. The posterior has one top, so that beyond an edge that is unlikely
    everything is less likely still; where an edge is not, it looks everywhere."""
    n_people, n_abilities = len(weight), len(log_prior)
    values = np.zeros(BLOCKS)
    counts = np.zeros((BLOCKS, len(table), n_abilities))
    for block in side_by_side(BLOCKS):
        likely, own = np.empty(n_abilities), counts[block]
        for person in range(block * n_people // BLOCKS, (block + 1) * n_people // BLOCKS):
            begin, end = low[person], high[person]
            chosen = rows[starts[person] : starts[person + 1]]
            top, total = _posterior(table, chosen, begin, end, log_prior, likely)
            cut_low = begin > 0 and likely[begin] >= UNLIKELY
            if cut_low or (end < n_abilities and likely[end - 1] >= UNLIKELY):
                begin, end = 0, n_abilities
                top, total = _posterior(table, chosen, begin, end, log_prior, likely)
            values[block] += weight[person] * (top + np.log(total))
            _add(own, chosen, begin, end, likely, weight[person] / total)
            low[person], high[person] = _narrowed(begin, end, likely)
    return values, counts


@faster(_compiled_expected, _posterior, _add, _narrowed)
def _expected(
    table: Floats, rows: Rows, starts: Integers, weight: Floats, low: Integers, high: Integers, log_prior: Floats
) -> tuple[Floats, Floats]:
    """Log-likelihood (blocks,) and counts (blocks, rows, abilities), to be added up; here all is one block."""
    value, counts = 0.0, np.zeros_like(table)
    for begin in range(0, len(weight), CHUNK):
        some = slice(begin, begin + CHUNK)
        bounds = starts[begin : begin + CHUNK + 1]
        own = rows[bounds[0] : bounds[-1]]
        chosen = csr_array((np.ones(len(own)), own, bounds - bounds[0]), shape=(len(bounds) - 1, len(table)))
        likely = chosen @ table + log_prior
        top = likely.max(axis=1, keepdims=True)
        likely = np.exp(likely - top)
        total = likely.sum(axis=1, keepdims=True)
        value += float(weight[some] @ (top + np.log(total))[:, 0])
        counts += chosen.T @ (likely * (weight[some, None] / total))
    return np.array([value]), counts[None]
