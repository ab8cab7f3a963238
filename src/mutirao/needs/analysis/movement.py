"""One skill over many communities: means over those that answered, and nothing that they do not show themselves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mutirao.needs.analysis.cells import Cells
from mutirao.needs.analysis.estimates import sampling_variance
from mutirao.needs.analysis.parameters import QUANTILE

type Floats = NDArray[np.float64]
type Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Across:
    """Arrays (skills,): NaN where nobody answered. ``discrepancy`` is the ranked discrepancy score, -100 to 100."""

    value: Floats
    low: Floats
    high: Floats
    discrepancy: Floats
    n_answers: Whole
    n_communities: Whole


def across(own: Cells, model_variance: Floats, allowance: Floats | None = None) -> Across:
    """Means over the communities in ``own`` (communities, skills, fields), each as well as it is known.

    Weights are 1 / (A + D): communities differ (A), and each is known so well (D). Without a model A is what the
    scores vary beyond their sampling error. ``allowance`` (communities, skills), points of the scale, widens intervals.
    """
    score, n = own["score"], own["n"]
    known = ~np.isnan(score)
    n_communities = known.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        sampling = sampling_variance(own, np.ones_like(score))
        mean = np.nansum(score, axis=0) / n_communities
        beyond = (np.nansum((score - mean) ** 2, axis=0) - np.nansum(sampling, axis=0)) / n_communities
        between = np.where(np.isnan(model_variance), np.maximum(beyond, 0), model_variance)
        weight = np.where(known, 1 / (between + sampling), 0.0)
        total = weight.sum(axis=0)
        value = np.nansum(weight * score, axis=0) / total
        bias = 0.0 if allowance is None else np.nansum(weight * allowance * own["importance"], axis=0) / total
        half = QUANTILE * np.sqrt(1 / total + bias**2)
        discrepancy = 100 * np.nansum(n * (own["positive"] - own["negative"]), axis=0) / np.nansum(n, axis=0)
    return Across(value, value - half, value + half, discrepancy, np.nansum(n, axis=0).astype(np.int64), n_communities)
