"""Numbers that nobody else has: arrays in, frozen results out; NumPy and SciPy, no platform, no database, no web.

Everything public can be imported from here. Each function says the shapes and units of its arguments, what it refuses
(``InputError``, naming the argument), and where its formula comes from. Random numbers come only from a ``seed``.
"""

from mutirao_science.direct import DirectScores, direct_scores
from mutirao_science.errors import InputError
from mutirao_science.fay_herriot import FayHerriot, fay_herriot
from mutirao_science.raking import Raked, rake
from mutirao_science.reliability import Alpha, alpha
from mutirao_science.scores import BorichScores, RankedDiscrepancies, borich_mwds, ranked_discrepancy
from mutirao_science.suppression import Reason, Suppression, suppress

__all__ = [
    "Alpha",
    "BorichScores",
    "DirectScores",
    "FayHerriot",
    "InputError",
    "Raked",
    "RankedDiscrepancies",
    "Reason",
    "Suppression",
    "alpha",
    "borich_mwds",
    "direct_scores",
    "fay_herriot",
    "rake",
    "ranked_discrepancy",
    "suppress",
]
