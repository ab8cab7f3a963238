"""Files of answers that wait: whose they are, what they hold, and what is not understood of them yet."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from mutirao.accounts.models import User
from mutirao.needs.importing.mapping import unknown_cells
from mutirao.needs.importing.reading import Table
from mutirao.needs.importing.targets import Target, targets_of
from mutirao.needs.instrument import Form
from mutirao.needs.models import AnswerFile, Assessment
from mutirao.needs.queries.submissions import skills_to_ask

EXAMPLES = 3
LONGEST_EXAMPLE = 40
# More cells than these that nobody understands are a column in the wrong place.
MOST_UNKNOWN_OF_A_COLUMN = 50
MOST_UNKNOWN = 400


@dataclass(frozen=True)
class UnknownCells:
    """Cells of a column that are none of the choices of its question, with how often they stand there."""

    place: int
    column: str
    target: Target
    cells: list[tuple[str, int]]
    n_more: int


def waiting_file(user: Any, public_id: UUID) -> AnswerFile | None:
    """A file that ``user`` has sent; nobody else sees it."""
    if not isinstance(user, User):
        return None
    related = ("assessment__community", "assessment__questionnaire", "assessment__consent", "community")
    return AnswerFile.objects.filter(made_by=user, public_id=public_id).select_related(*related).first()


def waiting_files(user: User, assessment: Assessment) -> list[AnswerFile]:
    return list(AnswerFile.objects.filter(made_by=user, assessment=assessment).defer("content"))


def table_of(file: AnswerFile) -> Table:
    """The table as it was read."""
    numbers, rows = json.loads(gzip.decompress(file.content))
    return Table(tuple(file.header), tuple(map(tuple, rows)), tuple(numbers), file.read_as, tuple(file.identifying))


def targets_for(assessment: Assessment, form: Form) -> dict[str, Target]:
    """What a column can be; skills that the assessment does not ask about are none of it."""
    core, drawn = skills_to_ask(assessment)
    asked = {"", *core, *drawn}
    targets = targets_of(form)
    return {key: target for key, target in targets.items() if (target.item.skill if target.item else "") in asked}


def examples_of(table: Table) -> list[str]:
    """For each column the first different cells, so that a person knows it again."""
    shown = []
    for place in range(len(table.header)):
        different = list(dict.fromkeys(cell for cell in table.column(place) if cell))[:EXAMPLES]
        shown.append(", ".join(cell[:LONGEST_EXAMPLE] for cell in different))
    return shown


def not_understood(table: Table, targets: dict[str, Target], columns: list[str]) -> list[UnknownCells]:
    """What a person has to explain, column by column."""
    found, n_left = [], MOST_UNKNOWN
    for place, key in enumerate(columns):
        cells = unknown_cells(table, targets[key], place) if key in targets else []
        shown = cells[: min(MOST_UNKNOWN_OF_A_COLUMN, n_left)]
        if cells:
            found.append(UnknownCells(place, table.header[place], targets[key], shown, len(cells) - len(shown)))
        n_left -= len(shown)
    return found
