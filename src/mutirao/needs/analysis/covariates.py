"""What is known of each community apart from its answers: the covariates of the small-area model."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

type Floats = NDArray[np.float64]

# A column that tells who lacks a figure needs so many communities on either side, or it describes single ones.
LEAST_ON_A_SIDE = 10


@dataclass(frozen=True)
class Facts:
    """``wikis`` (wikis, 3): log of active editors, share of newcomers who stay, administrators for each active editor;
    ``societies`` (territories, 2): internet users and people who can read, in percent; NaN where no source says.

    ``of_wikis`` (communities, wikis) and ``of_societies`` (communities, territories): what a community is a mix of;
    a row of zeros where it never said.
    """

    wikis: Floats
    societies: Floats
    of_wikis: Floats
    of_societies: Floats


def covariates(facts: Facts) -> Floats:
    """Shape (communities, columns): ones, the five figures standardised, and who lacks one of them.

    A row of NaN where not even one wiki is known: nothing is estimated there. A figure that is missing stands at the
    mean of all others, and a column of its own takes up how those that lack it differ, so that nothing is made up.
    """
    own = np.column_stack([_mixed(facts.of_wikis, facts.wikis), _mixed(facts.of_societies, facts.societies)])
    is_known = facts.of_wikis.any(axis=1) & ~np.isnan(own[:, 0])
    known = own[is_known]
    missing = np.isnan(known)
    if not len(known):
        return np.full((len(own), 1), np.nan)
    told = ~missing.all(axis=0)
    centre = np.nanmean(known[:, told], axis=0)
    spread = np.nanstd(known[:, told], axis=0)
    standard = np.where(missing[:, told], 0.0, (known[:, told] - centre) / np.where(spread > 0, spread, 1.0))
    n_missing = missing.sum(axis=0)
    tells = (n_missing >= LEAST_ON_A_SIDE) & (len(known) - n_missing >= LEAST_ON_A_SIDE)
    lacking = np.unique(missing[:, tells], axis=1).astype(np.float64)
    columns = np.column_stack([np.ones(len(known)), standard[:, spread > 0], lacking])
    found = np.full((len(own), columns.shape[1]), np.nan)
    found[is_known] = columns
    return found


def _mixed(shares: Floats, figures: Floats) -> Floats:
    """Means of ``figures`` weighted with ``shares``, over those that are known; NaN where none is."""
    known = ~np.isnan(figures)
    weight = shares @ known.astype(np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(weight > 0, shares @ np.where(known, figures, 0.0) / weight, np.nan)
