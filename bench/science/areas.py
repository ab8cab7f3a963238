"""Small areas, ranks and weights, at the size of the whole movement."""

from __future__ import annotations

import numpy as np

from bench.science.kernel import Arrays, Kernel, largest_difference
from mutirao_science import fay_herriot, rake, rank_draws

N_AREAS, N_SKILLS, N_COVARIATES = 1_200, 60, 8
N_PEER_SKILLS = 2
N_PEOPLE, N_TARGET, SIZES = 200_000, 50_000, (5, 6, 4, 2, 8)


def areas() -> Arrays:
    """Every area answered for every skill: the most work there can be."""
    random = np.random.default_rng(1)
    covariates = np.column_stack([np.ones(N_AREAS), random.normal(size=(N_AREAS, N_COVARIATES - 1))])
    variance = random.uniform(0.02, 1, size=(N_AREAS, N_SKILLS))
    y = covariates @ random.normal(size=(N_COVARIATES, N_SKILLS))
    y += np.sqrt(0.2 + variance) * random.normal(size=y.shape)
    return {"y": y, "variance": variance, "X": covariates, "n_skills": np.array(N_PEER_SKILLS)}


def estimated(arrays: Arrays) -> Arrays:
    found = fay_herriot(arrays["y"], arrays["variance"], arrays["X"])
    return {"estimate": found.estimate, "mse": found.mse}


def people() -> Arrays:
    """A sample and a population that differ in every margin."""
    random = np.random.default_rng(2)

    def drawn(n_people: int) -> np.ndarray:
        return np.column_stack(
            [random.choice(size, n_people, p=random.dirichlet(np.full(size, 5.0))) for size in SIZES]
        )

    sample, population = drawn(N_PEOPLE), drawn(N_TARGET)
    return {"sample": sample, "population": population, "weights": random.uniform(0.5, 2, N_PEOPLE)}


def raked(arrays: Arrays) -> Arrays:
    targets = [np.bincount(margin) for margin in arrays["population"].T]
    return {"weights": rake(arrays["sample"], targets, arrays["weights"]).weights}


def known() -> Arrays:
    random = np.random.default_rng(3)
    factors = random.normal(size=(N_SKILLS, 3))
    covariance = factors @ factors.T + np.eye(N_SKILLS)
    spread = np.sqrt(np.diagonal(covariance))
    return {
        "estimate": random.normal(size=(N_AREAS, N_SKILLS)),
        "mse": random.uniform(0.04, 1, size=(N_AREAS, N_SKILLS)),
        "correlation": covariance / np.outer(spread, spread),
    }


def ranked(arrays: Arrays) -> Arrays:
    found = rank_draws(arrays["estimate"], arrays["mse"], arrays["correlation"])
    return {"top 10": found.top[10], "upper": found.upper}


def relative_difference(ours: Arrays, theirs: Arrays) -> str:
    apart = np.abs(ours["weights"] / theirs["weights"] - 1).max()
    return f"weights: at most {apart:.1g} of each apart"


KERNELS = [
    Kernel(
        name=f"Fay-Herriot with MSE, {N_AREAS:,} × {N_SKILLS}",
        make=areas,
        ours=estimated,
        agreement=largest_difference("estimate", of=slice(N_PEER_SKILLS)),
        bar_seconds=0.25,
        bar_ratio=100,
        peer="samplics",
        peer_share=N_PEER_SKILLS / N_SKILLS,
    ),
    Kernel(
        name=f"raking, {N_PEOPLE:,} × {len(SIZES)} margins",
        make=people,
        ours=raked,
        agreement=relative_difference,
        bar_seconds=0.05,
        bar_ratio=20,
        peer="balance",
    ),
    Kernel(
        name=f"rank draws, {N_AREAS:,} × {N_SKILLS} × 2,000",
        make=known,
        ours=ranked,
        agreement=largest_difference("top 10"),
        bar_seconds=1,
        peer="NumPy loop",
    ),
]
