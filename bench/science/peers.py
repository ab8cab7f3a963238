"""``python peers.py PEER given.npz found.npz``: run by the environment of ``tools/peers``, which has nothing of ours.

Prints the median of three warm runs; writes the results beside it.
"""

from __future__ import annotations

import json
import logging
import statistics
import sys
import time
import warnings

import numpy as np

N_RUNS = 3


def samplics(given):
    """Some of the skills, one after the other: it takes one at a time. At its own precision, 1e-4 of the variance."""
    from samplics.sae import EblupAreaModel
    from samplics.utils.types import FitMethod

    n_areas, n_skills = len(given["y"]), int(given["n_skills"])
    number = np.arange(n_areas)

    def act():
        estimate, mse = np.empty((n_areas, n_skills)), np.empty((n_areas, n_skills))
        for skill in range(n_skills):
            model = EblupAreaModel(method=FitMethod.reml)
            error = np.sqrt(given["variance"][:, skill])
            model.fit(given["y"][:, skill], given["X"], number, error, intercept=False)
            model.predict(given["X"], number, intercept=False)
            estimate[:, skill] = [model.area_est[area] for area in number]
            mse[:, skill] = [model.area_mse[area] for area in number]
        return {"estimate": estimate, "mse": mse}

    return act


def balance(given):
    import pandas as pd
    from balance.weighting_methods.rake import rake

    names = [f"margin {margin}" for margin in range(given["sample"].shape[1])]
    sample, population = (pd.DataFrame(given[each].astype(str), columns=names) for each in ("sample", "population"))
    weights, ones = pd.Series(given["weights"]), pd.Series(np.ones(len(population)))

    def act():
        options = {"variables": names, "transformations": None, "convergence_rate": 1e-8, "rate_tolerance": 0}
        return {"weights": rake(sample, weights, population, ones, **options)["weight"].to_numpy()}

    return act


def numpy_loop(given):
    """One area after the other, drawn and sorted."""
    root = np.linalg.cholesky(given["correlation"])

    def act():
        random = np.random.default_rng(9)
        top, upper = np.empty(given["estimate"].shape), np.empty(given["estimate"].shape)
        for area, (centre, mse) in enumerate(zip(given["estimate"], given["mse"], strict=True)):
            values = centre + np.sqrt(mse) * (random.standard_normal((2000, len(root))) @ root.T)
            ranks = np.argsort(np.argsort(-values, axis=1), axis=1) + 1
            top[area] = (ranks <= 10).mean(axis=0)
            upper[area] = np.quantile(ranks, 0.95, axis=0)
        return {"top 10": top, "upper": upper}

    return act


def mirt(given, accelerate="none"):
    """At its own 21 nodes and precision, 1e-4 of the parameters; standard errors off."""
    from mirt import fit_mirt

    def act():
        found = fit_mirt(given["answers"], "GRM", compute_standard_errors=False, accelerate=accelerate)
        slopes, thresholds = (found.model.parameters[name] for name in ("discrimination", "thresholds"))
        return {"slopes": slopes, "intercepts": -slopes[:, None] * thresholds}

    return act


def mirt_squarem(given):
    return mirt(given, "squarem")


PEERS = {
    "samplics": samplics,
    "balance": balance,
    "NumPy loop": numpy_loop,
    "mirt": mirt,
    "mirt_squarem": mirt_squarem,
}


def main() -> None:
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    peer, given, found = sys.argv[1:]
    with np.load(given) as arrays:
        act = PEERS[peer](dict(arrays))
    act()
    taken = []
    for _run in range(N_RUNS):
        began = time.perf_counter()
        results = act()
        taken.append(time.perf_counter() - began)
    np.savez(found, **results)
    print(json.dumps({"seconds": statistics.median(taken)}))


if __name__ == "__main__":
    main()
