"""Packed answers become blocks of arrays: one pass, no JSON, memory for the bytes and little more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import batched

import numpy as np
from numpy.typing import NDArray

from mutirao.base.errors import InputError
from mutirao.needs.packing import BACKGROUND, FIELDS, Layout, unpack_background
from mutirao.needs.states import Purpose

PEOPLE_IN_BLOCK = 20_000

# Assessment, community, ratings and background of one person, as the store holds them.
type Row = tuple[int, int, bytes, bytes]


@dataclass(frozen=True)
class Asking:
    """One community in one assessment; ``questionnaire`` is a key of ``layouts``."""

    assessment: int
    community: int
    questionnaire: int
    closed_on: dt.date
    is_open_link: bool = False


@dataclass(frozen=True)
class Block:
    """Some people. ``asking`` (people,): place among the askings of the sheet; ``ratings`` (skills, five, people)."""

    asking: NDArray[np.int64]
    ratings: NDArray[np.uint8]


@dataclass(frozen=True)
class Sheet:
    """All answers to one questionnaire.

    ``first`` is the place of its first asking in the whole list, ``n_askings`` how many follow; ``columns`` the place
    of each of its skills in the list of skills. ``asking`` (people,) and ``background`` (people, purposes) are over
    all ``blocks``.
    """

    layout: Layout
    first: int
    n_askings: int
    columns: NDArray[np.int64]
    blocks: Sequence[Block]
    asking: NDArray[np.int64]
    background: NDArray[np.uint32]


def sheets(
    askings: Sequence[Asking],
    layouts: Mapping[int, Layout],
    skills: Sequence[int],
    rows_of: Mapping[int, Iterable[Row]],
) -> Iterator[Sheet]:
    """One sheet for each questionnaire; ``askings`` are in the order of their questionnaires, as ``layouts`` is.

    ``rows_of`` gives the rows of each questionnaire; those of other askings do not count. Raises ``InputError`` for
    bytes that do not fit the layout: a number read at the wrong place would be a wrong number.
    """
    column_of = {skill: place for place, skill in enumerate(skills)}
    for questionnaire, layout in layouts.items():
        places = [place for place, asking in enumerate(askings) if asking.questionnaire == questionnaire]
        local = {(askings[place].assessment, askings[place].community): number for number, place in enumerate(places)}
        blocks, backgrounds = [], []
        counted = (row for row in rows_of[questionnaire] if (row[0], row[1]) in local)
        for people in batched(counted, PEOPLE_IN_BLOCK, strict=False):
            blocks.append(_block(people, layout, local))
            backgrounds.append(_background(people))
        if not blocks:
            continue
        yield Sheet(
            layout,
            first=places[0],
            n_askings=len(places),
            columns=np.array([column_of[skill] for _name, skill in layout.skills], dtype=np.int64),
            blocks=blocks,
            asking=np.concatenate([block.asking for block in blocks]),
            background=np.concatenate(backgrounds),
        )


def taken(sheet: Sheet, purpose: Purpose) -> NDArray[np.bool_]:
    """Shape (people, choices): who chose what; no row is true for those who were not asked or did not answer."""
    n_choices = len(sheet.layout.choices[purpose][1])
    masks = sheet.background[:, BACKGROUND.index(purpose)]
    return (masks[:, None] >> np.arange(n_choices, dtype=np.uint32)) & np.uint32(1) > 0


def _block(people: Sequence[Row], layout: Layout, local: Mapping[tuple[int, int], int]) -> Block:
    shape = (len(people), len(layout.skills), len(FIELDS))
    joined = b"".join(row[2] for row in people)
    if len(joined) != np.prod(shape) or any(len(row[2]) != shape[1] * shape[2] for row in people):
        raise InputError("ratings", allowed=f"{shape[1] * shape[2]} bytes for each person", got=f"{len(joined)} bytes")
    ratings = np.frombuffer(joined, dtype=np.uint8).reshape(shape)
    return Block(
        asking=np.array([local[row[0], row[1]] for row in people], dtype=np.int64),
        # Each skill is counted at a time, so its people stand together.
        ratings=np.ascontiguousarray(ratings.transpose(1, 2, 0)),
    )


def _background(people: Sequence[Row]) -> NDArray[np.uint32]:
    # Whoever was asked nothing of the kind has no bytes.
    none = bytes(4 * len(BACKGROUND))
    return unpack_background(row[3] or none for row in people)
