"""Single rows without people: which background columns of a row may be shown, so that no combination is rare.

A row keeps the longest beginning of its background (role, then tenure, then activity and so on) that at least five
rows of its community share; what follows is left empty. A community with fewer than five rows has none at all.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

MINIMUM_CELL = 5
# The language of the answers goes with who people are, before how they learn.
LANGUAGE_PLACE = 3


def columns_kept(community: NDArray[np.int64], columns: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many leading columns each row keeps; -1 where the row must not be shown at all.

    ``community``: shape (rows,); ``columns``: codes of shape (rows, columns), the most important first.
    """
    kept = np.full(len(community), -1, dtype=np.int64)
    for place in np.unique(community):
        rows = np.flatnonzero(community == place)
        if len(rows) >= MINIMUM_CELL:
            kept[rows] = _kept_in_one(columns[rows])
    return kept


def _kept_in_one(columns: NDArray[np.int64]) -> NDArray[np.int64]:
    n_rows, n_columns = columns.shape
    kept = np.zeros(n_rows, dtype=np.int64)
    left = np.arange(n_rows)
    classes: list[NDArray[np.int64]] = []
    for length in range(n_columns, 0, -1):
        _values, cell, size = np.unique(columns[left, :length], axis=0, return_inverse=True, return_counts=True)
        cell = cell.reshape(-1)
        is_common = size[cell] >= MINIMUM_CELL
        kept[left[is_common]] = length
        classes += [left[cell == each] for each in np.flatnonzero(size >= MINIMUM_CELL)]
        left = left[~is_common]
    # One to four rows without any background would be as rare as with it: the smallest cell joins them.
    if 0 < len(left) < MINIMUM_CELL and classes:
        kept[min(classes, key=len)] = 0
    return kept
