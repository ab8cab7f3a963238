"""The figures of a cell (one asking, one skill), and the one door at which small cells stay behind.

Everything after this file sees only cells that may be published, so that nothing published can depend on the others.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mutirao.needs.analysis.counting import STEPS, Counts
from mutirao.needs.analysis.parameters import CHANGE_AT_LEAST, DOMINANCE, LEAST_ANSWERS, SPLIT_FROM
from mutirao.needs.states import Remedy
from mutirao_science import division

type Floats = NDArray[np.float64]
type Whole = NDArray[np.int64]
type Truths = NDArray[np.bool_]

# How many answers each part of a cell rests on; a cell is counted again only when all of them moved far enough.
BASES = ("n", "n_remedies", "n_want", "n_teach")
FIELDS = (
    *BASES,
    *("n_effective", "score", "importance", "competence", "spread", "freedom", "negative", "positive"),
    *("is_split", "importance_is_shown", "competence_is_shown", "want", "teach"),
    *(f"remedy_{remedy}" for remedy in Remedy),
)
PLACE = {name: place for place, name in enumerate(FIELDS)}


@dataclass(frozen=True)
class Cells:
    """``values`` has shape (askings or communities, skills, fields): NaN where a cell may not be published."""

    values: Floats

    def __getitem__(self, field: str) -> Floats:
        found: Floats = self.values[..., PLACE[field]]
        return found

    def rows(self, places: list[int]) -> Cells:
        return Cells(self.values[places])

    @property
    def remedies(self) -> Floats:
        """Shape (…, skills, remedies): shares of those who answered; NaN for those of fewer than five."""
        return self.values[..., PLACE[f"remedy_{Remedy.TRAINING}"] :]


def bases(counts: Counts) -> Whole:
    """Shape (askings, skills, four): answers in the cell to each part of the card."""
    parts = (
        counts.pairs.sum(axis=(2, 3)),
        *(part.sum(axis=2) for part in (counts.remedies, counts.want, counts.teach)),
    )
    return np.stack(parts, axis=-1)


def cells_of(counts: Counts) -> Cells:
    """The figures of all cells that may be published, from ``counts``.

    Score and spread are those of ``mutirao_science.direct_scores``, from counts instead of people. Shares of remedies
    are weighted; who wants and who could teach are numbers of people.
    """
    n = counts.pairs.sum(axis=(2, 3))
    total = counts.pair_weights.sum(axis=(2, 3))
    with np.errstate(invalid="ignore", divide="ignore"):
        moments = _moments(counts.pair_weights / total[..., None, None])
        parts = {
            **dict(zip(BASES, np.moveaxis(bases(counts), -1, 0), strict=True)),
            "n_effective": total**2 / counts.squares,
            **moments,
            "spread": moments["spread"] * total,
            "freedom": total - counts.squares / total,
            "is_split": _is_split(counts.pairs),
            "importance_is_shown": _differ(counts.pairs.sum(axis=3)),
            "competence_is_shown": _differ(counts.pairs.sum(axis=2)),
            "want": shown_counts(counts.want[..., 1], counts.want.sum(axis=2)),
            "teach": shown_counts(counts.teach[..., 1], counts.teach.sum(axis=2)),
        }
        shares = counts.remedy_weights / counts.remedy_weights.sum(axis=2, keepdims=True)
        is_dominated = counts.heaviest[:, None] > DOMINANCE * total
    said = shown_counts(counts.remedies, counts.remedies.sum(axis=2, keepdims=True))
    for place, remedy in enumerate(Remedy):
        parts[f"remedy_{remedy}"] = np.where(np.isnan(said[..., place]), np.nan, shares[..., place])
    values = np.stack([parts[name].astype(np.float64) for name in FIELDS], axis=-1)
    # Where all gave the same two ratings, the mean is what each of them said.
    differ = (counts.pairs > 0).sum(axis=(2, 3)) > 1
    values[(n < LEAST_ANSWERS) | is_dominated | ~differ] = np.nan
    return Cells(values)


def shown_counts(counts: Whole, of: Whole) -> Floats:
    """``counts`` that may be published, NaN elsewhere: from five people upward, and not if they are all who answered.

    One flag for nobody, for a few and for all: each of these would tell something about every single one.
    """
    return np.where((counts >= LEAST_ANSWERS) & (counts < of), counts, np.nan)


def hold(cells: Cells, now: Whole, earlier: list[Floats]) -> Cells:
    """``cells`` of one asking, as they were counted before wherever too few answers have changed since.

    ``now`` (skills, bases): how many answers there are today. ``earlier``: the values of each time that the asking was
    counted, (skills, fields), the newest last. A cell that was published is counted again only when each of its parts
    has changed by five answers or more since every earlier time.
    """
    if not earlier:
        return cells
    published = [~np.isnan(values[:, 0]) for values in earlier]
    may_change = np.ones(len(now), dtype=bool)
    for values, was_published in zip(earlier, published, strict=True):
        change = np.abs(now - np.nan_to_num(values[:, : len(BASES)]))
        may_change &= ~was_published | (change >= CHANGE_AT_LEAST).all(axis=1)
    # Before it was published first, and from then on until it may change, a cell is what it was the last time.
    was_ever = np.any(published, axis=0)
    return Cells(np.where((was_ever & ~may_change)[:, None], earlier[-1], cells.values))


def _moments(shares: Floats) -> dict[str, Floats]:
    """Means and spreads of cells from ``shares`` (…, importance, competence) that add to 1."""
    steps = np.arange(1, STEPS + 1, dtype=np.float64)
    gaps = steps[:, None] - steps
    importance, competence = shares.sum(axis=-1) @ steps, shares.sum(axis=-2) @ steps
    gap = importance - competence
    spread_importance = shares.sum(axis=-1) @ steps**2 - importance**2
    spread_gap = np.tensordot(shares, gaps**2, 2) - gap**2
    together = np.tensordot(shares, steps[:, None] * gaps, 2) - importance * gap
    spread = importance**2 * spread_gap + gap**2 * spread_importance + 2 * importance * gap * together
    return {
        "score": importance * gap,
        "importance": importance,
        "competence": competence,
        "spread": np.maximum(spread, 0.0),
        "negative": np.tensordot(shares, (gaps > 0).astype(np.float64), 2),
        "positive": np.tensordot(shares, (gaps < 0).astype(np.float64), 2),
    }


def _is_split(pairs: Whole) -> Floats:
    """Whether people fall into two camps about how wide the gap is, 1 or 0.

    Asked only where they stand far apart: two camps less than four steps from each other are none.
    """
    steps = np.arange(STEPS)
    gap = (steps[:, None] - steps + STEPS - 1).ravel()
    counts = pairs.reshape(-1, STEPS**2) @ np.eye(2 * STEPS - 1, dtype=np.int64)[gap]
    n = np.maximum(counts.sum(axis=1), 1)
    places = np.arange(2 * STEPS - 1)
    deviation = np.sqrt(counts @ places**2 / n - (counts @ places / n) ** 2)
    found = np.zeros(len(counts))
    if len(wide := np.flatnonzero(deviation >= SPLIT_FROM)):
        found[wide] = division(counts[wide]).is_divided
    return found.reshape(pairs.shape[:2])


def _differ(counts: Whole) -> Truths:
    """Whether more than one step of the scale was chosen."""
    return (counts > 0).sum(axis=-1) > 1


def pack(values: Floats, skills: Whole) -> tuple[bytes, bytes]:
    """Keys of the skills of one asking that may be published, and their values, as a release stores them."""
    shown = ~np.isnan(values[:, 0])
    return skills[shown].astype("<i8").tobytes(), values[shown].astype("<f8").tobytes()


def unpack(keys: bytes, packed: bytes, fields: list[str], skills: Whole) -> Floats:
    """What ``pack`` made, for the skills of today: NaN for those that were not there, and fields of later versions."""
    of_then = np.frombuffer(keys, dtype="<i8")
    stored = np.frombuffer(packed, dtype="<f8").reshape(len(of_then), len(fields))
    values = np.full((len(skills), len(FIELDS)), np.nan)
    _kept, here, there = np.intersect1d(skills, of_then, assume_unique=True, return_indices=True)
    known = [name for name in FIELDS if name in fields]
    columns = [PLACE[name] for name in known], [fields.index(name) for name in known]
    values[np.ix_(here, columns[0])] = stored[np.ix_(there, columns[1])]
    return values
