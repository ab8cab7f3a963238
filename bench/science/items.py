"""The audit of a questionnaire and scores of groups, at the size of the whole movement."""

from __future__ import annotations

import numpy as np
from scipy.special import expit

from bench.science.kernel import Arrays, Kernel
from mutirao_science import graded_response
from mutirao_science._expectation import ABILITIES, Expectation, compressed
from mutirao_science._graded_items import Items

N_PEOPLE, N_ITEMS, N_CATEGORIES = 200_000, 60, 5


def answers() -> Arrays:
    """One scale of sixty sharp questions: more than any real one has."""
    random = np.random.default_rng(4)
    slopes = random.uniform(0.8, 2.2, N_ITEMS)
    intercepts = -np.sort(-random.normal(0, 1.5, (N_ITEMS, N_CATEGORIES - 1)), axis=1)
    intercepts += np.linspace(0.5, -0.5, N_CATEGORIES - 1)
    ability = random.normal(size=(N_PEOPLE, 1))
    columns = [
        (random.random((N_PEOPLE, 1)) < expit(slope * ability + steps)).sum(axis=1)
        for slope, steps in zip(slopes, intercepts, strict=True)
    ]
    return {"answers": np.column_stack(columns).astype(np.int64)}


def with_gaps() -> Arrays:
    """As planned: most people are asked two questions of five."""
    whole = answers()["answers"]
    return {"answers": np.where(np.random.default_rng(5).random(whole.shape) < 0.6, -1, whole)}


def fitted(arrays: Arrays) -> Arrays:
    found = graded_response(arrays["answers"])
    return {**arrays, "slopes": found.slopes, "intercepts": found.intercepts}


def likelihoods(ours: Arrays, theirs: Arrays) -> str:
    """Both on our grid: a coarser one gives a value of its own."""
    here, there = (_log_likelihood(ours["answers"], each["slopes"], each["intercepts"]) for each in (ours, theirs))
    return f"log-likelihood {here:,.2f}, the peer's {there:,.2f}"


def _log_likelihood(codes: np.ndarray, slopes: np.ndarray, intercepts: np.ndarray) -> float:
    table = Items(slopes, intercepts).log_probability(ABILITIES).reshape(-1, len(ABILITIES))
    held = compressed(codes.astype(np.int16), np.full(len(slopes), N_CATEGORIES), np.ones(len(codes)))
    return Expectation(held)(table)[0]


def _kernel(peer: str, bar_ratio: float | None, what: str = "") -> Kernel:
    return Kernel(
        name=f"graded response, {N_PEOPLE:,} × {N_ITEMS} × {N_CATEGORIES}{what}",
        make=with_gaps if what else answers,
        ours=fitted,
        agreement=likelihoods,
        bar_seconds=3,
        bar_ratio=bar_ratio,
        peer=peer,
    )


# As it comes the peer takes plain steps; told to, it leaps like us.
KERNELS = [_kernel("mirt", 20), _kernel("mirt_squarem", None), _kernel("mirt_squarem", None, ", 60 % not asked")]
