"""What the answers of each asking come to: one pass over people, from which all figures of a cell follow."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mutirao.needs.analysis.reading import Block, Sheet
from mutirao.needs.states import Remedy

type Floats = NDArray[np.float64]
type Whole = NDArray[np.int64]

STEPS = 5
N_REMEDIES = len(Remedy)


@dataclass(frozen=True)
class Counts:
    """Per asking and skill, people and their weights.

    ``pairs`` and ``pair_weights`` (askings, skills, importance, competence); ``squares`` (askings, skills): squared
    weights of pairs; ``heaviest`` (askings,): the largest weight. ``remedies`` and ``remedy_weights`` (askings, skills,
    remedies); ``want`` and ``teach`` (askings, skills, no and yes). ``people`` (askings,).
    """

    pairs: Whole
    pair_weights: Floats
    squares: Floats
    heaviest: Floats
    remedies: Whole
    remedy_weights: Floats
    want: Whole
    teach: Whole
    people: Whole

    @classmethod
    def none(cls, n_askings: int, n_skills: int) -> Counts:
        cells = (n_askings, n_skills)
        return cls(
            pairs=np.zeros((*cells, STEPS, STEPS), dtype=np.int64),
            pair_weights=np.zeros((*cells, STEPS, STEPS)),
            squares=np.zeros(cells),
            heaviest=np.zeros(n_askings),
            remedies=np.zeros((*cells, N_REMEDIES), dtype=np.int64),
            remedy_weights=np.zeros((*cells, N_REMEDIES)),
            want=np.zeros((*cells, 2), dtype=np.int64),
            teach=np.zeros((*cells, 2), dtype=np.int64),
            people=np.zeros(n_askings, dtype=np.int64),
        )

    def add(self, sheet: Sheet, weights: Floats) -> None:
        """Count the people of ``sheet``, who weigh ``weights``."""
        start = 0
        rows = slice(sheet.first, sheet.first + sheet.n_askings)
        for block in sheet.blocks:
            own = weights[start : start + len(block.asking)]
            start += len(own)
            self.people[rows] += np.bincount(block.asking, minlength=sheet.n_askings)
            np.maximum.at(self.heaviest[rows], block.asking, own)
            for place, column in enumerate(sheet.columns):
                self._add_skill(block, own, place, (rows, int(column)), sheet.n_askings)

    def _add_skill(self, block: Block, weights: Floats, place: int, cell: tuple[slice, int], n: int) -> None:
        importance, competence, remedy, want, teach = block.ratings[place]
        # Zero turns into 255: no answer, not applicable and do not know are all above five.
        both = np.flatnonzero((importance - 1 < STEPS) & (competence - 1 < STEPS))
        asking = block.asking[both]
        code = (asking * STEPS + importance[both] - 1) * STEPS + competence[both] - 1
        shape = (n, STEPS, STEPS)
        self.pairs[cell] += np.bincount(code, minlength=n * STEPS**2).reshape(shape)
        self.pair_weights[cell] += np.bincount(code, weights[both], n * STEPS**2).reshape(shape)
        self.squares[cell] += np.bincount(asking, weights[both] ** 2, n)
        said = np.flatnonzero(remedy)
        code = block.asking[said] * N_REMEDIES + remedy[said] - 1
        self.remedies[cell] += np.bincount(code, minlength=n * N_REMEDIES).reshape(n, -1)
        self.remedy_weights[cell] += np.bincount(code, weights[said], n * N_REMEDIES).reshape(n, -1)
        for counted, answer in ((self.want, want), (self.teach, teach)):
            said = np.flatnonzero(answer)
            counted[cell] += np.bincount(block.asking[said] * 2 + answer[said] - 1, minlength=n * 2).reshape(n, 2)
