"""Hides cells of a table of counts so that nobody can work out the hidden ones from what stays, nor from two releases.

The table is seen with its totals as one more row and column. Signed so that every line adds up to 0, any four hidden
corners of a rectangle can move together: two up, two down. A hidden cell is safe when it is a corner of such a
rectangle in which the counts leave room for a movement as wide as we promise.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mutirao_science._arrays import Booleans, Floats, Integers, numbers, read_only, same_shape
from mutirao_science.errors import InputError

type Reasons = NDArray[np.int8]


class Reason(IntEnum):
    """Why a cell is hidden. For those who make a release: pages show one flag for all, or the reason gives it away."""

    SHOWN = 0
    FEW = 1
    DOMINANCE = 2
    SMALL_CHANGE = 3
    HIDDEN_BEFORE = 4
    PROTECTS_OTHERS = 5


@dataclass(frozen=True, eq=False)
class Suppression:
    """What of a table may be shown.

    ``hidden`` (rows, columns), ``row_total_hidden`` (rows,), ``column_total_hidden`` (columns,), ``total_hidden``;
    ``reason`` has the table's shape with one more row and column for the totals, and holds ``Reason`` values.
    ``counts``: the same shape, what was counted; never for publishing. ``width``: every hidden cell can be anything
    in a range of whole numbers at least this wide, for all that an outsider can tell.
    """

    reason: Reasons
    counts: Integers
    width: int

    @property
    def hidden(self) -> Booleans:
        return self.reason[:-1, :-1] > 0

    @property
    def row_total_hidden(self) -> Booleans:
        return self.reason[:-1, -1] > 0

    @property
    def column_total_hidden(self) -> Booleans:
        return self.reason[-1, :-1] > 0

    @property
    def total_hidden(self) -> bool:
        return bool(self.reason[-1, -1] > 0)


def suppress(
    counts: ArrayLike,
    *,
    minimum: int = 5,
    largest_share: ArrayLike | None = None,
    dominance: float = 0.4,
    width: int | None = None,
    earlier: Suppression | None = None,
) -> Suppression:
    """Which cells and totals of a table of counts have to be hidden, and why.

    ``counts``: whole numbers from 0 upward, (rows, columns), or (columns,) for a list with a total, which counts as a
    table of one row. Totals are taken to be published unless the result hides them. Hidden are cells and totals

    - below ``minimum``, zero too: one flag must not tell nobody from somebody;
    - whose largest contribution, ``largest_share`` (same shape, 0 to 1), is above ``dominance``;
    - that changed by 1 to ``minimum`` - 1 since ``earlier``, the suppression of the release before with the same rows
      and columns, because a subtraction would show so few;
    - that were hidden then, as long as the change since then gives the old count away;
    - that others need, so that no hidden cell can be narrowed down to fewer than ``width`` + 1 whole numbers
      (``minimum`` when not given) by whoever knows everything published, that counts are not negative and, with
      ``earlier``, that answers were only added.

    The cheapest cells are hidden first; ties go to the first row and column. The guarantee is about each cell alone.

    Raises ``InputError`` for counts that are not whole or negative, and for shapes that differ.
    Willenborg and de Waal (2001), Elements of Statistical Disclosure Control, chapters 8 and 9; the rectangles are
    the hypercube procedure of Repsilber (1994).
    """
    if minimum < 1:
        raise InputError("minimum", allowed="a whole number from 1 upward", got=minimum)
    wanted = minimum if width is None else width
    if wanted < 1:
        raise InputError("width", allowed="a whole number from 1 upward", got=width)
    table = _with_totals(counts)
    reason = np.zeros(table.shape, dtype=np.int8)
    if earlier is not None:
        same_shape("earlier", earlier.counts, like=table.shape)
        change = np.abs(table - earlier.counts)
        reason[(earlier.reason == 0) & (change > 0) & (change < minimum)] = Reason.SMALL_CHANGE
    if largest_share is not None:
        reason[:-1, :-1][_dominated(largest_share, table, dominance)] = Reason.DOMINANCE
    reason[table < minimum] = Reason.FEW
    _Protection(table, reason, wanted, earlier).complete()
    return Suppression(read_only(reason), read_only(table), wanted)


def _dimensions(table: ArrayLike) -> int:
    return 1 if np.ndim(table) == 1 else 2


def _with_totals(counts: ArrayLike) -> Integers:
    given = np.atleast_2d(numbers("counts", counts, dimensions=_dimensions(counts)))
    if (given < 0).any() or (given != np.floor(given)).any():
        raise InputError("counts", allowed="whole numbers from 0 upward", got=f"{given.min():g} to {given.max():g}")
    inner = given.astype(np.int64)
    rows = np.hstack([inner, inner.sum(axis=1, keepdims=True)])
    return np.vstack([rows, rows.sum(axis=0)])


def _dominated(largest_share: ArrayLike, table: Integers, dominance: float) -> Booleans:
    if not 0 < dominance < 1:
        raise InputError("dominance", allowed="a share above 0 and below 1", got=dominance)
    share = np.atleast_2d(numbers("largest_share", largest_share, dimensions=_dimensions(largest_share), missing=True))
    same_shape("largest_share", share, like=(table.shape[0] - 1, table.shape[1] - 1))
    if (share < 0).any() or (share > 1).any():
        raise InputError(
            "largest_share", allowed="shares from 0 to 1", got=f"{np.nanmin(share):g} to {np.nanmax(share):g}"
        )
    return share > dominance


@dataclass(frozen=True, eq=False)
class _Movement:
    """How far the cells of the signed table can go up (``rises``) and down (``falls``) together; 0 where they cannot.

    ``hides``: the corners have to be hidden in this release; otherwise they are hidden in the one before already.
    """

    rises: Floats
    falls: Floats
    hides: bool

    def widths(self, row: int, column: int) -> Floats:
        """Per opposite corner: how many places the cell can move in that rectangle; 0 in its own row and column."""
        rises, falls = self.rises, self.falls
        up = np.minimum(np.minimum(falls[row][None, :], falls[:, column][:, None]), rises)
        down = np.minimum(np.minimum(rises[row][None, :], rises[:, column][:, None]), falls)
        width: Floats = np.minimum(up, rises[row, column]) + np.minimum(down, falls[row, column])
        width[row, :] = width[:, column] = 0
        return width

    def widths_of(self, rows: Integers, column: int, corner: tuple[int, int]) -> Floats:
        """For cells of one column: how far they can move in their rectangles with one opposite corner."""
        rises, falls = self.rises, self.falls
        other_row, other_column = corner
        up = np.minimum(rises[rows, column], falls[rows, other_column])
        down = np.minimum(falls[rows, column], rises[rows, other_column])
        up = np.minimum(up, min(falls[other_row, column], rises[corner]))
        down = np.minimum(down, min(rises[other_row, column], falls[corner]))
        return np.where(rows == other_row, 0.0, up + down)


class _Protection:
    """Hides the cheapest rectangle for every cell that is not safe yet; what is hidden never becomes less safe."""

    def __init__(self, table: Integers, reason: Reasons, width: int, earlier: Suppression | None) -> None:
        self.table, self.reason, self.width = table, reason, width
        if earlier is None:
            self.now, self.before = [self._movement(table, np.inf)], []
            return
        added = np.maximum(table - earlier.counts, 0)
        old = earlier.reason > 0
        both = self._movement(np.where(old, earlier.counts, 0), np.where(old, np.inf, 0))
        self.now = [self._movement(added, np.inf), both]
        # Only the old count moves, up to today's at most: no corner has to be hidden today.
        self.before = [self._movement(np.where(old, earlier.counts, 0), np.where(old, added, 0), hides=False), both]
        self.old = old

    def _movement(self, down: Integers, up: Floats | Integers | float, *, hides: bool = True) -> _Movement:
        """Totals stand on the other side of the equation: where a count goes up, they go down."""
        shape = self.table.shape
        is_total = np.zeros(shape, dtype=bool)
        is_total[-1, :-1] = is_total[:-1, -1] = True
        falls, rises = down.astype(float), np.broadcast_to(np.asarray(up, dtype=float), shape)
        return _Movement(np.where(is_total, falls, rises), np.where(is_total, rises, falls), hides)

    def complete(self) -> None:
        if self.before:
            self._protect(self.old, self.before, Reason.HIDDEN_BEFORE)
        self._protect(self.reason > 0, self.now, Reason.PROTECTS_OTHERS)

    def _protect(self, cells: Booleans, movements: list[_Movement], reason: Reason) -> None:
        for column, members in enumerate(cells.T):
            rows = np.flatnonzero(members)
            while len(rows):
                corner = self._hide_cheapest(int(rows[0]), column, movements, reason)
                rows = rows[1:]
                # What was just hidden often serves the rest of the column: a search costs far more than this look.
                safe = np.any([self._is_free(rows, column, corner, each) for each in movements], axis=0)
                rows = rows[~safe]

    def _hide_cheapest(self, row: int, column: int, movements: list[_Movement], reason: Reason) -> tuple[int, int]:
        """Hides the other corners of the cheapest rectangle that is wide enough; gives the opposite one."""
        price = np.where(self.reason > 0, 0.0, self.table + 1.0)
        best, corner, hides = np.inf, (0, 0), False
        for movement in movements:
            cost = price + price[row][None, :] + price[:, column][:, None] if movement.hides else np.zeros_like(price)
            cost = np.where(movement.widths(row, column) >= self.width, cost, np.inf)
            index = int(cost.argmin())
            if cost.flat[index] < best:
                best, hides = cost.flat[index], movement.hides
                corner = index // price.shape[1], index % price.shape[1]
        if hides:
            for cell in ((row, column), (row, corner[1]), (corner[0], column), corner):
                self.reason[cell] = self.reason[cell] or reason
        return corner

    def _is_free(self, rows: Integers, column: int, corner: tuple[int, int], movement: _Movement) -> Booleans:
        """Whether those rectangles are wide enough and stand hidden already."""
        wide: Booleans = movement.widths_of(rows, column, corner) >= self.width
        if not movement.hides:
            return wide
        hidden = self.reason > 0
        if not (hidden[corner] and hidden[corner[0], column]):
            return np.zeros_like(wide)
        free: Booleans = wide & hidden[rows, column] & hidden[rows, corner[1]]
        return free
