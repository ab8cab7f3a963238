"""Numbers that nobody else has: arrays in, frozen results out; NumPy and SciPy, no platform, no database, no web.

Everything public can be imported from here. Each function says the shapes and units of its arguments, what it refuses
(``InputError``, naming the argument), and where its formula comes from. Random numbers come only from a ``seed``.
"""

from mutirao_science.benchmarking import Benchmarked, benchmark
from mutirao_science.counts import NoisyCounts, release_counts
from mutirao_science.direct import DirectScores, direct_scores
from mutirao_science.division import Division, division
from mutirao_science.errors import InputError, MissingExtra
from mutirao_science.fay_herriot import FayHerriot, fay_herriot
from mutirao_science.graded_response import GradedResponse, graded_response
from mutirao_science.item_bias import ItemBias, ordinal_dif
from mutirao_science.raking import Raked, rake
from mutirao_science.rank_confidence import RankSets, rank_confidence_sets
from mutirao_science.rank_draws import RankDraws, rank_draws
from mutirao_science.reliability import Alpha, Omega, ShortForm, alpha, omega, shortest_form
from mutirao_science.residual_correlation import ResidualCorrelation, residual_correlation
from mutirao_science.scores import BorichScores, RankedDiscrepancies, borich_mwds, ranked_discrepancy
from mutirao_science.suppression import Reason, Suppression, suppress

__all__ = [
    "Alpha",
    "Benchmarked",
    "BorichScores",
    "DirectScores",
    "Division",
    "FayHerriot",
    "GradedResponse",
    "InputError",
    "ItemBias",
    "MissingExtra",
    "NoisyCounts",
    "Omega",
    "Raked",
    "RankDraws",
    "RankSets",
    "RankedDiscrepancies",
    "Reason",
    "ResidualCorrelation",
    "ShortForm",
    "Suppression",
    "alpha",
    "benchmark",
    "borich_mwds",
    "direct_scores",
    "division",
    "fay_herriot",
    "graded_response",
    "omega",
    "ordinal_dif",
    "rake",
    "rank_confidence_sets",
    "rank_draws",
    "ranked_discrepancy",
    "release_counts",
    "residual_correlation",
    "shortest_form",
    "suppress",
]
