"""The survey and choices sheets: rows to the tree of a form, with a note for each thing that does not come along."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from mutirao.base.text import Text
from mutirao.needs.instrument import Item, Option
from mutirao.needs.packing import FIELDS
from mutirao.needs.states import Purpose, QuestionType
from mutirao.needs.xlsform.cells import CellReader
from mutirao.needs.xlsform.report import Fate, Report
from mutirao.needs.xlsform.types import BEGIN, CHANGED, END, REFUSED, SAME, WITH_CHOICES, split_type
from mutirao.needs.xlsform.workbook import Row, Sheet

# Columns that we understand; every other one is kept as it stands and given back.
_TEXTS = ("label", "hint", "constraint_message", "required_message")
_PLAIN = ("relevant", "constraint", "calculation", "default")
_OURS = ("mutirao_skill", "mutirao_purpose", "mutirao_core")
_USED = {"type", "name", "required", "parameters", "appearance", "choice_filter", "list_name", *_TEXTS, *_PLAIN, *_OURS}
_YES = frozenset({"yes", "true", "true()", "1", "y"})
_NO = frozenset({"no", "false", "false()", "0", "n", ""})
_PLAIN_LENGTHS = {"relevant": 1000, "constraint": 1000, "calculation": 1000, "default": 500}
OTHER = "other"


@dataclass
class Open:
    """A group that has begun: what its row says, and what stands in it so far."""

    item: Item | None
    row: int
    inside: list[Item] = field(default_factory=list)


@dataclass
class Reader:
    """Reads one workbook. ``skills``: the key of each skill that a card may be about, by slug."""

    report: Report
    cells: CellReader
    skills: Mapping[str, int]
    with_other: set[str] = field(default_factory=set)

    def items(self, survey: Sheet) -> tuple[Item, ...]:
        stack = [Open(None, 0)]
        for row in survey.rows:
            values, texts = self.cells.read("survey", row)
            kind, choice_list, has_other = split_type(values.get("type", ""))
            if kind in END:
                self._close(stack, row)
            elif kind in BEGIN:
                stack.append(Open(self._item(row, values, texts, BEGIN[kind]), row.number))
            elif item := self._question(row, values, texts, kind, choice_list):
                stack[-1].inside.append(item)
                if has_other:
                    stack[-1].inside.append(self._other(row, item))
        for left in stack[1:]:
            self.report.add(Fate.STOPPED, "survey", left.row, "type", "begin", _("This group never ends."))
        return tuple(stack[0].inside)

    def choices(self, sheet: Sheet | None, name: str = "choices") -> dict[str, tuple[Option, ...]]:
        lists: dict[str, list[Option]] = {}
        for row in sheet.rows if sheet else ():
            values, texts = self.cells.read(name, row)
            if not values.get("list_name"):
                continue
            extra = {column: value for column, value in values.items() if column not in {"list_name", "name"}}
            label = texts.get("label", Text())
            if label.texts == {label.source: values.get("name", "")}:
                label = Text()
            lists.setdefault(values["list_name"], []).append(Option(values.get("name", "")[:100], label, extra))
        for other in self.with_other & lists.keys():
            if OTHER not in {option.name for option in lists[other]}:
                lists[other].append(Option(OTHER, Text("en", {"en": "Other"})))
        return {name: tuple(options) for name, options in lists.items()}

    def _close(self, stack: list[Open], row: Row) -> None:
        if len(stack) == 1:
            self.report.add(Fate.STOPPED, "survey", row.number, "type", "end", _("This ends a group that never began."))
            return
        closed = stack.pop()
        if closed.item is not None:
            stack[-1].inside.append(self._closed(closed))

    def _closed(self, closed: Open) -> Item:
        assert closed.item is not None  # noqa: S101 the caller looked
        item = replace(closed.item, items=tuple(closed.inside))
        slug = str(item.parameters.get("mutirao_skill", ""))
        parameters = {name: value for name, value in item.parameters.items() if name != "mutirao_skill"}
        if slug and slug in self.skills:
            return self._card(replace(item, parameters=parameters), slug)
        if slug:
            reason = _("We know no such skill. Its questions are kept as a group.")
            self.report.add(Fate.CHANGED, "survey", closed.row, "mutirao_skill", slug, reason)
        is_table = "table-list" in str(parameters.get("appearance", ""))
        lists = {each.choice_list for each in item.items if each.question_type == QuestionType.ONE}
        only_ones = all(each.question_type == QuestionType.ONE for each in item.items)
        if item.question_type == QuestionType.GROUP and is_table and only_ones and len(lists) == 1:
            return replace(item, question_type=QuestionType.MATRIX, parameters=parameters)
        return replace(item, parameters=parameters)

    def _card(self, group: Item, slug: str) -> Item:
        """A skill card left as a group of five questions."""
        required = any(each.is_required for each in group.items if each.name.rpartition("_")[2] in FIELDS)
        appearance = str(group.parameters.get("appearance", ""))
        parameters = {
            name: value
            for name, value in group.parameters.items()
            if name != "appearance" or appearance != "field-list"
        }
        return replace(
            group,
            question_type=QuestionType.SKILL,
            skill=slug,
            skill_key=self.skills[slug],
            is_required=required,
            parameters=parameters,
            items=(),
        )

    def _question(
        self, row: Row, values: dict[str, str], texts: dict[str, Text], kind: str, choice_list: str
    ) -> Item | None:
        if not kind:
            if values.get("name") or texts:
                self.report.add(
                    Fate.REFUSED, "survey", row.number, "type", values.get("name", ""), _("The row has no type.")
                )
            return None
        if kind in REFUSED:
            self.report.add(Fate.REFUSED, "survey", row.number, "type", values["type"], REFUSED[kind])
            return None
        if kind in CHANGED:
            question_type, reason = CHANGED[kind]
            self.report.add(Fate.CHANGED, "survey", row.number, "type", values["type"], reason)
            return self._item(row, values, texts, question_type)
        if kind in SAME:
            return self._item(row, values, texts, SAME[kind])
        if kind in WITH_CHOICES:
            return self._with_choices(row, values, texts, WITH_CHOICES[kind], choice_list)
        self.report.add(
            Fate.REFUSED, "survey", row.number, "type", values["type"], _("We know no such type of question.")
        )
        return None

    def _with_choices(
        self, row: Row, values: dict[str, str], texts: dict[str, Text], question_type: QuestionType, choice_list: str
    ) -> Item | None:
        if "${" in choice_list:
            reason = _("Choices that are answers to a repeated question are not supported.")
            self.report.add(Fate.REFUSED, "survey", row.number, "type", values["type"], reason)
            return None
        return replace(self._item(row, values, texts, question_type), choice_list=choice_list[:100])

    def _other(self, row: Row, item: Item) -> Item:
        self.with_other.add(item.choice_list)
        reason = _("A choice “other” and a question for its text were added.")
        self.report.add(Fate.CHANGED, "survey", row.number, "type", "or_other", reason)
        said = "selected" if item.question_type == QuestionType.MANY else ""
        relevant = f"selected(${{{item.name}}}, '{OTHER}')" if said else f"${{{item.name}}} = '{OTHER}'"
        label = Text("en", {"en": "Specify other."})
        return Item(f"{item.name[:94]}_{OTHER}", QuestionType.TEXT, label=label, relevant=relevant)

    def _item(self, row: Row, values: dict[str, str], texts: dict[str, Text], question_type: QuestionType) -> Item:
        name = values.get("name", "") or (f"note_{row.number}" if question_type == QuestionType.NOTE else "")
        label = texts.get("label", Text())
        plain: dict[str, Any] = {column: values.get(column, "") for column in _PLAIN}
        for column, length in _PLAIN_LENGTHS.items():
            if len(plain[column]) > length:
                self.report.add(Fate.REFUSED, "survey", row.number, column, plain[column], _("It is too long."))
                plain[column] = ""
        return Item(
            name=name[:100],
            question_type=question_type,
            # What has no label shows its short name; written out, it comes back as one.
            label=Text() if label.texts == {label.source: name} else label,
            hint=texts.get("hint", Text()),
            constraint_message=texts.get("constraint_message", Text()),
            required_message=texts.get("required_message", Text()),
            is_required=_is_required(self.report, row, values),
            is_core=values.get("mutirao_core", "yes") != "no",
            purpose=_purpose(values.get("mutirao_purpose", "")),
            parameters=_parameters(self.report, row, values),
            **plain,
        )


def _pairs(written: str) -> list[tuple[str, str]]:
    """``start=1 end=10;step=0.5`` in pieces, however they are parted."""
    pieces = written.replace(";", " ").replace(",", " ").replace(" = ", "=").split()
    return [(name.strip(), value.strip()) for name, sign, value in (piece.partition("=") for piece in pieces) if sign]


def _purpose(written: str) -> Purpose:
    return Purpose(written) if written in Purpose.values else Purpose.OWN


def _is_required(report: Report, row: Row, values: dict[str, str]) -> bool:
    written = values.get("required", "").lower()
    if written not in _YES and written not in _NO:
        reason = _("Whether it must be answered cannot depend on other answers: it may be left out.")
        report.add(Fate.CHANGED, "survey", row.number, "required", written, reason)
    return written in _YES


def _parameters(report: Report, row: Row, values: dict[str, str]) -> dict[str, Any]:
    parameters: dict[str, Any] = dict(_pairs(values.get("parameters", "")))
    for column in ("appearance", "choice_filter", "mutirao_skill"):
        if values.get(column):
            parameters[column] = values[column]
    kept = {column: value for column, value in values.items() if column not in _USED}
    for column, value in kept.items():
        report.add(Fate.KEPT, "survey", row.number, column, value, _("It goes out again as it came."))
    return parameters | ({"xlsform": kept} if kept else {})
