"""Answers made from a graded response model, so that it is known what should be found."""

import numpy as np
from scipy.special import expit


def answers_of(n_people, n_items=6, n_categories=4, *, seed=0, missing=0.0):
    """Answers, and the slopes and intercepts behind them."""
    draw = np.random.default_rng(seed)
    slopes = draw.uniform(0.8, 2.2, n_items)
    intercepts = -np.sort(-draw.normal(0, 1.3, (n_items, n_categories - 1)), axis=1)
    intercepts += np.linspace(0.6, -0.6, n_categories - 1)
    ability = draw.normal(size=(n_people, 1))
    answers = np.zeros((n_people, n_items))
    for item in range(n_items):
        answers[:, item] = (draw.random((n_people, 1)) < expit(slopes[item] * ability + intercepts[item])).sum(axis=1)
    answers[draw.random(answers.shape) < missing] = np.nan
    return answers, slopes, intercepts
