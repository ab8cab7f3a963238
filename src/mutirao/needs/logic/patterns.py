"""Regular expressions that strangers wrote: only those whose cost stays small whatever is typed."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

LONGEST = 300
# How long a text may be that is matched with so many open repetitions: their product bounds the steps.
LONGEST_TEXT = {0: 4000, 1: 4000, 2: 1500, 3: 250, 4: 80}
MOST_OPTIONAL = 10
_ESCAPED = re.compile(r"\\.")
_CLASS = re.compile(r"\[\^?\]?[^\]]*\]")
_FIXED = re.compile(r"\{[0-9]+\}")
_OPEN = re.compile(r"[*+]|\{[0-9]*,[0-9]*\}")
_REPEATED_GROUP = re.compile(r"\(([^()]*)\)(?:[*+]|\{[0-9]*,?[0-9]*\})")


def why_refused(pattern: str) -> str:
    """Why we do not run ``pattern``, empty where we do."""
    if len(pattern) > LONGEST:
        return _("The pattern of regex() is too long.")
    try:
        re.compile(pattern, re.ASCII)
    except (re.error, OverflowError, RecursionError) as error:
        return _("The pattern of regex() is not valid: %(why)s.") % {"why": error}
    bare = _bare(pattern)
    if "(?" in bare.replace("(?:", "(") or re.search(r"\\[1-9]", pattern):
        return _("Patterns that look ahead, look back or repeat a part by number are not supported.")
    if _repeats_in_repeats(bare):
        return _("A pattern must not repeat a group in which something is repeated, optional or a choice.")
    if len(_OPEN.findall(bare)) not in LONGEST_TEXT or bare.count("?") > MOST_OPTIONAL:
        return _("The pattern of regex() repeats too much.")
    return ""


def matches(text: str, pattern: str) -> bool:
    """Whether the whole of ``text`` fits, as XForms asks it; a text too long for the pattern does not."""
    longest = LONGEST_TEXT.get(len(_OPEN.findall(_bare(pattern))), 0)
    return len(text) <= longest and re.fullmatch(pattern, text, re.ASCII) is not None


def _bare(pattern: str) -> str:
    """The pattern with each escaped character and class as one letter, and without fixed counts."""
    return _FIXED.sub("", _CLASS.sub("c", _ESCAPED.sub("e", pattern)))


def _repeats_in_repeats(bare: str) -> bool:
    bare = bare.replace("(?:", "(")
    while (inner := re.search(r"\(([^()]*)\)", bare)) is not None:
        follows = bare[inner.end() : inner.end() + 1]
        has_many_ways = re.search(r"[*+?|{]", inner[1]) is not None
        if follows in {"*", "+", "{"} and has_many_ways:
            return True
        # A group that stays keeps its signs, so that an outer repetition finds them.
        signs = "".join(re.findall(r"[*+?|{]", inner[1]))
        bare = f"{bare[: inner.start()]}g{signs.replace('{', 'g?')}{bare[inner.end() :]}"
    return False
