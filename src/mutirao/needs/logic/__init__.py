"""Expressions of questionnaires: the part of XPath that XLSForms use, read into a tree and evaluated.

``read`` gives the tree or refuses by name and place; ``evaluate`` gives a string, a number or a truth value by the
rules of XPath 1.0, with dates as the XForms family counts them; ``as_json`` is the tree for a script in the browser.
"""

from mutirao.needs.logic.evaluating import Surroundings, Value, evaluate, is_true, string
from mutirao.needs.logic.reading import read
from mutirao.needs.logic.tree import Expression, Unreadable, as_json, names_in

__all__ = [
    "Expression",
    "Surroundings",
    "Unreadable",
    "Value",
    "as_json",
    "evaluate",
    "is_true",
    "names_in",
    "read",
    "string",
]
