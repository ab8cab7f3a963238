"""Answers in few bytes, so that the pipeline reads a movement without parsing one JSON text.

A skill card takes five bytes, in the order of the questionnaire: importance and competence (0 none, 1 to 5, 8 not
applicable, 9 do not know), remedy (0 none, else its place in ``Remedy``), want and teach (0 none, 1 no, 2 yes).
A question of background takes four: one bit for each choice that was taken, in the order of its list.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mutirao.needs.states import Purpose, Remedy

NOT_APPLICABLE = 8
DO_NOT_KNOW = 9
FIELDS = ("importance", "competence", "help", "want", "teach")
BACKGROUND = tuple(purpose for purpose in Purpose if purpose not in {Purpose.OWN, Purpose.SKILL})
MOST_CHOICES = 32
_WORDS = {"": 0, "not_applicable": NOT_APPLICABLE, "do_not_know": DO_NOT_KNOW}
_REMEDIES = {"": 0} | {str(remedy): place for place, remedy in enumerate(Remedy, start=1)}
_YES_NO = {"": 0, "no": 1, "yes": 2}


@dataclass(frozen=True)
class Layout:
    """What the bytes of one questionnaire mean.

    ``skills``: (name of the question, key of the skill) in order; ``choices``: for each purpose that the questionnaire
    asks about, the name of the question and the names of its choices.
    """

    skills: tuple[tuple[str, int], ...]
    choices: Mapping[Purpose, tuple[str, tuple[str, ...]]]


def pack_ratings(layout: Layout, answers: Mapping[str, Any]) -> bytes:
    """Five bytes for each skill of ``layout``; answers are clean already."""
    packed = bytearray()
    for name, _skill in layout.skills:
        card = answers.get(name) or {}
        packed += bytes(
            (
                _rating(card.get("importance")),
                _rating(card.get("competence")),
                _REMEDIES[card.get("help") or ""],
                _YES_NO[card.get("want") or ""],
                _YES_NO[card.get("teach") or ""],
            )
        )
    return bytes(packed)


def pack_background(layout: Layout, answers: Mapping[str, Any]) -> bytes:
    """Four bytes for each purpose of ``BACKGROUND``, zero where it was not asked or not answered."""
    masks = []
    for purpose in BACKGROUND:
        name, choices = layout.choices.get(purpose, ("", ()))
        taken = answers.get(name) or ()
        taken = {taken} if isinstance(taken, str) else set(taken)
        masks.append(sum(1 << place for place, choice in enumerate(choices[:MOST_CHOICES]) if choice in taken))
    return np.array(masks, dtype="<u4").tobytes()


def unpack_ratings(layout: Layout, rows: Iterable[bytes]) -> NDArray[np.uint8]:
    """Shape (people, skills, five), in the order of ``FIELDS``."""
    return np.frombuffer(b"".join(rows), dtype=np.uint8).reshape(-1, len(layout.skills), len(FIELDS))


def unpack_background(rows: Iterable[bytes]) -> NDArray[np.uint32]:
    """Shape (people, purposes of ``BACKGROUND``): bits of the choices taken."""
    return np.frombuffer(b"".join(rows), dtype="<u4").reshape(-1, len(BACKGROUND))


def _rating(value: Any) -> int:
    return value if isinstance(value, int) else _WORDS[value or ""]
