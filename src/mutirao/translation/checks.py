"""What often goes wrong in a translation. Each finding can be right for a reason, so it warns and does not refuse."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import Any

from django.utils.translation import gettext_lazy as _

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
LINK = re.compile(r"https?://[^\s<>\"')\]]+")
NUMBER = re.compile(r"\d+(?:[.,\u066b\u066c\u00a0\u202f]\d+)*")


def findings(original: str, translation: str) -> list[Any]:
    """A sentence for each thing to look at again; ``translation`` is not empty."""
    compared = [
        (Counter(PLACEHOLDER.findall(original)), Counter(PLACEHOLDER.findall(translation)), CHANGED_PLACEHOLDERS),
        (set(LINK.findall(original)), set(LINK.findall(translation)), CHANGED_LINKS),
        (_numbers(original), _numbers(translation), CHANGED_NUMBERS),
    ]
    found = [sentence for theirs, ours, sentence in compared if theirs != ours]
    return [UNCHANGED, *found] if original.strip() == translation.strip() else found


def _numbers(text: str) -> Counter[str]:
    """Numbers as plain digits: other digits and separators are how a language writes the same number."""
    bare = LINK.sub("", PLACEHOLDER.sub("", text))
    return Counter("".join(_digit(sign) for sign in number) for number in NUMBER.findall(bare))


def _digit(sign: str) -> str:
    value = unicodedata.digit(sign, None)
    return "" if value is None else str(value)


UNCHANGED = _("The translation is the same as the original.")
# Translators: a placeholder is a part of a text such as {name} that a program fills in.
CHANGED_PLACEHOLDERS = _("The placeholders are not those of the original.")
CHANGED_LINKS = _("The links are not those of the original.")
CHANGED_NUMBERS = _("The numbers are not those of the original.")
