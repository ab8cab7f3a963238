"""What became of each thing in a file: kept as it was, changed, or refused, with row, column and reason."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import gettext_lazy as _

MOST_NOTES = 2000


class Fate(models.TextChoices):
    """``stopped`` keeps the whole file out; the others only tell."""

    STOPPED = "stopped", _("stops the import")
    REFUSED = "refused", _("left out")
    CHANGED = "changed", _("changed")
    KEPT = "kept", _("kept, but not used here")


@dataclass(frozen=True)
class Note:
    """``row`` counts from 1 with the headings, 0 for the whole sheet; ``what`` is the cell or the type."""

    fate: Fate
    sheet: str
    row: int
    column: str
    what: str
    reason: str


@dataclass
class Report:
    """All notes in the order in which they were found."""

    notes: list[Note] = field(default_factory=list)
    n_left_off: int = 0

    def add(self, fate: Fate, sheet: str, row: int, column: str, what: object, reason: object) -> None:
        if len(self.notes) >= MOST_NOTES and fate != Fate.STOPPED:
            self.n_left_off += 1
            return
        self.notes.append(Note(fate, sheet, row, column, str(what)[:120], str(reason)))

    @property
    def is_importable(self) -> bool:
        return all(note.fate != Fate.STOPPED for note in self.notes)

    @property
    def counts(self) -> Counter[str]:
        return Counter(note.fate.value for note in self.notes)
