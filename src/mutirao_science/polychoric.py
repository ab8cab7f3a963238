"""Correlations of what lies behind ordered answers: two normal quantities, seen only in steps."""

from __future__ import annotations

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import ndtr, ndtri

from mutirao_science._arrays import Floats, Integers

CLOSEST = 0.995  # to -1 and 1: beyond it the tables of real samples say nothing
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(48)
FARTHEST = 9.0  # a threshold further out has nobody behind it


def polychoric(codes: Integers, weight: Floats) -> Floats:
    """Correlations (items, items) from ``codes`` (people, items), from 0 without gaps, -1 missing.

    In two steps: thresholds of each item from all who answered it, then each correlation alone by maximum likelihood
    over those who answered both. Olsson (1979), Psychometrika 44, 443-460.
    """
    n_items = codes.shape[1]
    thresholds = [_thresholds(item, weight) for item in codes.T]
    correlations = np.eye(n_items)
    for first in range(n_items):
        for second in range(first):
            table = _table(codes[:, first], codes[:, second], weight)
            found = _correlation(table, thresholds[first], thresholds[second])
            correlations[first, second] = correlations[second, first] = found
    return correlations


def _thresholds(item: Integers, weight: Floats) -> Floats:
    shares = np.bincount(item[item >= 0], weight[item >= 0])
    inner = ndtri(shares.cumsum()[:-1] / shares.sum())
    return np.concatenate([[-FARTHEST], inner, [FARTHEST]])


def _table(first: Integers, second: Integers, weight: Floats) -> Floats:
    both = (first >= 0) & (second >= 0)
    n_rows, n_columns = first.max() + 1, second.max() + 1
    cells = np.bincount(first[both] * n_columns + second[both], weight[both], n_rows * n_columns)
    return cells.reshape(n_rows, n_columns)


def _correlation(table: Floats, rows: Floats, columns: Floats) -> float:
    def unlikeliness(correlation: float) -> float:
        corners = _below(rows, columns, correlation)
        cells = np.diff(np.diff(corners, axis=0), axis=1)
        return -float((table * np.log(np.maximum(cells, 1e-12))).sum())

    found = minimize_scalar(unlikeliness, bounds=(-CLOSEST, CLOSEST), method="bounded", options={"xatol": 1e-7})
    return float(found.x)


def _below(rows: Floats, columns: Floats, correlation: float) -> Floats:
    """P(X <= row, Y <= column) of two standard normals, by Plackett's integral over the angle of the correlation."""
    half = np.arcsin(correlation) / 2
    sine = np.sin(half * (_NODES + 1))
    h, k = rows[:, None, None], columns[None, :, None]
    density = np.exp(-(h**2 + k**2 - 2 * h * k * sine) / (2 * (1 - sine**2)))
    below: Floats = ndtr(rows)[:, None] * ndtr(columns) + half * (density @ _WEIGHTS) / (2 * np.pi)
    return below
