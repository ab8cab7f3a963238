"""Regular expressions that strangers wrote: only those whose cost stays small whatever is typed."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _

LONGEST = 300
# A text matched is never longer, and a pattern that could not even take so short a text is refused.
LONGEST_TEXT, SHORTEST_TEXT = 4000, 60
# Ways to match that are tried at most, all in all; and those that a pattern may have without open repetitions.
MOST_STEPS = 1_750_000
MOST_WAYS = 1024
MOST_TIMES = 1000
# A range of counts as narrow as this is so many ways; a wider one counts as an open repetition.
NARROW = 10
_ESCAPED = re.compile(r"\\.")
_CLASS = re.compile(r"\[\^?\]?[^\]]*\]")
_TIMES = re.compile(r"\{([0-9]*)(,?)([0-9]*)\}")


@dataclass(frozen=True)
class Cost:
    """In how many ways a part can match, and how many open repetitions it has on one path."""

    ways: int = 1
    n_open: int = 0

    @property
    def is_fixed(self) -> bool:
        return self.ways == 1 and self.n_open == 0


class TooCostly(Exception):
    """The text says why, for who wrote the pattern."""


def why_refused(pattern: str) -> str:
    """Why we do not run ``pattern``, empty where we do."""
    if len(pattern) > LONGEST:
        return _("The pattern of regex() is too long.")
    try:
        re.compile(pattern, re.ASCII)
    except (re.error, OverflowError, RecursionError) as error:
        return _("The pattern of regex() is not valid: %(why)s.") % {"why": error}
    bare = _bare(pattern)
    if "(?" in bare or re.search(r"\\[1-9]", pattern):
        return _("Patterns that look ahead, look back or repeat a part by number are not supported.")
    try:
        longest = _longest_text(pattern)
    except TooCostly as reason:
        return str(reason)
    return "" if longest >= SHORTEST_TEXT else _("The pattern of regex() repeats too much.")


def matches(text: str, pattern: str) -> bool:
    """Whether the whole of ``text`` fits, as XForms asks it; a text too long for the pattern does not."""
    return len(text) <= _longest_text(pattern) and re.fullmatch(pattern, text, re.ASCII) is not None


@lru_cache(maxsize=1024)
def _longest_text(pattern: str) -> int:
    """So long a text costs at most ``MOST_STEPS``."""
    cost = _Reader(_bare(pattern)).choice()
    if cost.n_open == 0:
        return LONGEST_TEXT
    return min(LONGEST_TEXT, int((MOST_STEPS * math.factorial(cost.n_open) / cost.ways) ** (1 / cost.n_open)))


def _bare(pattern: str) -> str:
    """The pattern with each escaped sign and class as one letter; groups that remember as those that do not."""
    return _CLASS.sub("c", _ESCAPED.sub("e", pattern)).replace("(?:", "(")


class _Reader:
    """Reads a bare pattern that is valid."""

    def __init__(self, bare: str) -> None:
        self.bare, self.place = bare, 0

    def choice(self) -> Cost:
        branches = [self.sequence()]
        while self._take("|"):
            branches.append(self.sequence())
        return _limited(sum(each.ways for each in branches), max(each.n_open for each in branches))

    def sequence(self) -> Cost:
        whole = Cost()
        while self.place < len(self.bare) and self.bare[self.place] not in "|)":
            part = self.part()
            whole = _limited(whole.ways * part.ways, whole.n_open + part.n_open)
        return whole

    def part(self) -> Cost:
        if self._take("("):
            inside = self.choice()
            self._take(")")
        else:
            inside = Cost()
            self.place += 1
        return self.repeated(inside)

    def repeated(self, inside: Cost) -> Cost:
        if self._take("?"):
            return _limited(inside.ways + 1, inside.n_open)
        times = _TIMES.match(self.bare, self.place)
        if times:
            self.place = times.end()
        elif not (self._take("*") or self._take("+")):
            return inside
        if not self._take("?") and self.bare[self.place : self.place + 1] in {"*", "+", "{"}:
            raise TooCostly(_("Patterns that look ahead, look back or repeat a part by number are not supported."))
        return _times(inside, *times.groups()) if times else _open(inside)

    def _take(self, sign: str) -> bool:
        is_here = self.bare.startswith(sign, self.place)
        self.place += is_here
        return is_here


def _times(inside: Cost, least: str, comma: str, most: str) -> Cost:
    n_least, n_most = int(least or 0), int(most or 0) if comma else int(least or 0)
    if max(n_least, n_most) > MOST_TIMES:
        raise TooCostly(_("The pattern of regex() repeats too much."))
    if not comma:
        # The exponent stays small: beyond the limit it makes no difference.
        return _limited(inside.ways ** min(n_least, MOST_WAYS), inside.n_open * n_least)
    if inside.is_fixed and most and n_most - n_least < NARROW:
        return Cost(n_most - n_least + 1)
    return _open(inside)


def _open(inside: Cost) -> Cost:
    if not inside.is_fixed:
        raise TooCostly(_("A pattern must not repeat a group in which something is repeated, optional or a choice."))
    return Cost(1, 1)


def _limited(ways: int, n_open: int) -> Cost:
    if ways > MOST_WAYS or n_open > NARROW:
        raise TooCostly(_("The pattern of regex() repeats too much."))
    return Cost(ways, n_open)
