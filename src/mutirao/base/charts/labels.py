"""Words inside a drawing: SVG text neither wraps nor measures itself, so both are done here, on the safe side."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal

Direction = Literal["ltr", "rtl"]

# The width a drawing has on a screen of 320 px, after the margins of the page and of a card.
NARROW_PX = 250
LABEL_PX = 14
SMALL_PX = 12

# Characters that would reorder or hide the text around a label, and those that no document may hold.
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


def plain(text: object) -> str:
    """``text`` on one line, without control characters and without marks that turn the writing direction."""
    return " ".join(_UNWANTED.sub("", str(text)).split())


def isolated(text: object, direction: Direction) -> str:
    """``text`` ready to stand in a sentence of the other direction without disturbing it."""
    words = plain(text)
    foreign = ("R", "AL") if direction == "ltr" else ("L",)
    if any(unicodedata.bidirectional(character) in foreign for character in words):
        return f"\u2068{words}\u2069"
    return words


def width_px(text: str, size_px: int = LABEL_PX) -> float:
    """A generous guess at the width of ``text``: system fonts differ, and cut letters are worse than a gap."""
    return sum(_ems(character) for character in text) * size_px


@lru_cache(maxsize=4096)
def _ems(character: str) -> float:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Cf"):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    if character in "mwMW@%—":
        return 0.9
    if character in "iljtfrI.,:;'|! ()":
        return 0.36
    return 0.7 if character.isupper() else 0.57


def wrapped(text: str, room_px: float, *, size_px: int = LABEL_PX, n_lines: int = 3) -> list[str]:
    """``text`` as at most ``n_lines`` lines that fit ``room_px``; a cut one ends in an ellipsis."""
    lines = [""]
    for word in text.split():
        for piece in _pieces(word, room_px, size_px):
            longer = f"{lines[-1]} {piece}".strip()
            if width_px(longer, size_px) <= room_px:
                lines[-1] = longer
            else:
                lines.append(piece)
            if len(lines) > n_lines:
                return [*lines[: n_lines - 1], lines[n_lines - 1] + "…"]
    return lines


def _pieces(word: str, room_px: float, size_px: int) -> list[str]:
    """``word`` cut where it is wider than the whole line; nearly always the word itself."""
    pieces, width = [""], 0.0
    for character in word:
        width += _ems(character) * size_px
        if width > room_px and pieces[-1]:
            pieces.append("")
            width = _ems(character) * size_px
        pieces[-1] += character
    return pieces
