"""Ordered answers as they come become codes without gaps."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from mutirao_science._arrays import Booleans, Floats
from mutirao_science.errors import InputError

type Codes = npt.NDArray[np.int16]

MOST_CATEGORIES, MOST_CODE = 30, 1000


def recoded(answers: Floats) -> tuple[Codes, Booleans]:
    """Codes from 0 without gaps (-1 missing), and which codes (items, categories) were chosen."""
    codes = _codes(answers)
    lowest, highest = int(codes[codes >= 0].min(initial=MOST_CODE)), int(codes.max())
    n_categories = max(1, highest - lowest + 1)
    if n_categories > MOST_CATEGORIES:
        raise InputError(
            "answers", allowed=f"at most {MOST_CATEGORIES} categories", got=f"codes from {lowest} to {highest}"
        )
    codes[codes >= 0] -= lowest
    chosen = np.array([np.bincount(item + 1, minlength=n_categories + 1)[1:] > 0 for item in codes.T])
    for item in np.flatnonzero(chosen.sum(axis=1) < 2)[:1]:
        got = f"item {item}, answered alike by everybody or by nobody"
        raise InputError("answers", allowed="items with two or more different answers", got=got)
    for item in np.flatnonzero(~chosen.all(axis=1)):
        places = np.append(chosen[item].cumsum() - 1, -1).astype(np.int16)
        codes[:, item] = places[codes[:, item]]
    return codes, chosen


def _codes(answers: Floats) -> Codes:
    if min(answers.shape) < 2:
        raise InputError("answers", allowed="at least 2 people and 2 items", got=f"shape {answers.shape}")
    filled = np.where(np.isnan(answers), -1.0, answers)
    if filled.min() < -1 or filled.max() > MOST_CODE or (np.floor(filled) != filled).any():
        got = f"{filled.min():g} to {filled.max():g}"
        raise InputError("answers", allowed=f"whole codes from 0 to {MOST_CODE}, -1 or NaN for missing", got=got)
    return filled.astype(np.int16)
