"""Cells of one row: plain ones by column, texts by column and language."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from mutirao.base.text import Text
from mutirao.needs.xlsform.headings import TRANSLATED, column_of, language_tag, stand_in
from mutirao.needs.xlsform.report import Fate, Report
from mutirao.needs.xlsform.workbook import Row

_MEDIA = ("image", "audio", "video", "big-image", "media")
_LENGTHS = {"label": 2000, "hint": 2000, "constraint_message": 500, "required_message": 500}


@dataclass
class CellReader:
    """Remembers the languages that headings named; ``default_language`` is that of headings that name none."""

    report: Report
    default_language: str
    tags: dict[str, str] = field(default_factory=dict)

    def read(self, sheet: str, row: Row) -> tuple[dict[str, str], dict[str, Text]]:
        """Plain cells by column, and texts by column with all their languages."""
        values: dict[str, str] = {}
        texts: dict[str, dict[str, str]] = {}
        for heading, cell in row.cells.items():
            column, rest = column_of(heading)
            if column in TRANSLATED - {"guidance_hint"}:
                length = _LENGTHS[column]
                if len(cell) > length:
                    self.report.add(
                        Fate.CHANGED, sheet, row.number, heading, cell, _("The text was cut: it is too long.")
                    )
                texts.setdefault(column, {})[self.tag(rest, sheet, heading)] = cell[:length]
            elif column in _MEDIA or rest.lower() in _MEDIA:
                reason = _("Pictures and sounds of questions do not come along.")
                self.report.add(Fate.REFUSED, sheet, row.number, heading, cell, reason)
            else:
                values[column if not rest else f"{column}::{rest}"] = cell
        return values, {column: self._text(by_language) for column, by_language in texts.items()}

    def tag(self, written: str, sheet: str, heading: str) -> str:
        if not written or written.lower() == "default":
            return self.default_language
        if written not in self.tags:
            known = language_tag(written)
            self.tags[written] = known or stand_in(written, self.tags.values())
            if known is None:
                reason = _("We do not know this language. It is kept as %(tag)s.") % {"tag": self.tags[written]}
                self.report.add(Fate.CHANGED, sheet, 1, heading, written, reason)
        return self.tags[written]

    def _text(self, by_language: dict[str, str]) -> Text:
        source = self.default_language if self.default_language in by_language else next(iter(by_language))
        return Text(source, by_language)
