"""What people type to make, change and translate questionnaires."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mutirao.base.forms import GroupedTicks, PlainText, SeenVersion
from mutirao.movement.models import Language
from mutirao.needs.instrument import CONTAINERS, TAKES_CHOICES, Form, Item, Option
from mutirao.needs.instrument.problems import NAME
from mutirao.needs.states import Purpose, QuestionType
from mutirao.needs.xlsform.workbook import LARGEST_FILE

MOST_CHOICES_TYPED = 300


def known_language(tag: str) -> str:
    """The tag if we know the language. Raises ``ValidationError``."""
    if not Language.objects.filter(slug=tag).exists():
        raise ValidationError(_("We do not know this code of a language."))
    return tag


class LanguageField(PlainText):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=20, help_text=_("Its code, such as en, pt or sw."), **kwargs)

    def clean(self, value: Any) -> str:
        return known_language(super().clean(value))


class NewQuestionnaireForm(forms.Form):
    """A draft, from the standard questionnaire or empty."""

    title = PlainText(label=_("Title"), max_length=300)
    language = LanguageField(label=_("Language in which you write"))
    skills = forms.MultipleChoiceField(
        label=_("Skills to rate"),
        required=False,
        widget=GroupedTicks,
        help_text=_("Each skill is one card and takes about half a minute. Take none for an empty questionnaire."),
    )
    with_learning = forms.BooleanField(label=_("Ask how people can learn"), required=False, initial=True)
    with_background = forms.BooleanField(
        label=_("Ask about role, experience and activity"), required=False, initial=True
    )

    def __init__(self, *args: Any, skills: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["skills"].choices = skills  # type: ignore[attr-defined]


class UploadForm(forms.Form):
    """A workbook with an XLSForm."""

    workbook = forms.FileField(
        label=_("XLSForm"),
        help_text=_("A file .xlsx or .xls, at most 5 MB."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls"}),
    )
    language = LanguageField(label=_("Language of texts whose column names none"))

    def clean_workbook(self) -> Any:
        given = self.cleaned_data["workbook"]
        if (given.size or 0) > LARGEST_FILE:
            raise ValidationError(_("The file is larger than 5 MB."))
        return given


class AboutForm(forms.Form):
    """Title and introduction of a draft, in its own language."""

    title = PlainText(label=_("Title"), max_length=300)
    introduction = PlainText(label=_("Introduction"), max_length=4000, rows=5, required=False)
    version = SeenVersion()


class QuestionForm(forms.Form):
    """One question of a draft; texts in the language of the questionnaire."""

    name = PlainText(
        label=_("Short name"), max_length=100, help_text=_("The key of its answers, such as hours_a_week.")
    )
    question_type = forms.ChoiceField(label=_("Type"))
    label = PlainText(label=_("Question"), max_length=2000, rows=2)
    hint = PlainText(label=_("Hint"), max_length=2000, rows=2, required=False)
    options = PlainText(
        label=_("Choices"),
        max_length=40_000,
        rows=6,
        required=False,
        help_text=_("One a line: its short name, an equals sign, its words. For example: never = Never."),
    )
    rows = PlainText(
        label=_("Rows of the table"),
        max_length=20_000,
        rows=4,
        required=False,
        help_text=_("For a table only. One a line: a short name, an equals sign, the words."),
    )
    start = forms.DecimalField(label=_("Scale from"), required=False, min_value=-(10**6), max_value=10**6)
    end = forms.DecimalField(label=_("Scale to"), required=False, min_value=-(10**6), max_value=10**6)
    step = forms.DecimalField(label=_("In steps of"), required=False, min_value=0, max_value=10**6)
    is_required = forms.BooleanField(label=_("Must be answered"), required=False)
    is_core = forms.BooleanField(label=_("Ask everybody, even where skills are drawn"), required=False)
    purpose = forms.ChoiceField(label=_("What the answer serves"), choices=Purpose.choices, required=False)
    into = forms.ChoiceField(label=_("Group"), required=False)
    relevant = PlainText(
        label=_("Asked only if"), max_length=1000, required=False, help_text=_("For example: ${age} >= 18")
    )
    constraint = PlainText(
        label=_("Allowed only if"), max_length=1000, required=False, help_text=_("For example: . <= 40")
    )
    constraint_message = PlainText(label=_("What to say if it is not allowed"), max_length=500, required=False)
    calculation = PlainText(label=_("How it is worked out"), max_length=1000, required=False)
    version = SeenVersion()

    def __init__(self, *args: Any, form: Form, item: Item | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.form, self.item = form, item
        fields: Any = self.fields
        is_card = item is not None and item.question_type == QuestionType.SKILL
        types = [kind for kind in QuestionType if (kind == QuestionType.SKILL) == is_card]
        fields["question_type"].choices = [(kind.value, kind.label) for kind in types]
        if is_card:
            for name in (
                "options",
                "rows",
                "start",
                "end",
                "step",
                "purpose",
                "constraint",
                "constraint_message",
                "calculation",
            ):
                del fields[name]
        else:
            del fields["is_core"]
        holders = [each for each in form.walk() if each.question_type in {QuestionType.GROUP, QuestionType.REPEAT}]
        if item is None:
            fields["into"].choices = [("", _("outside of groups")), *((each.name, str(each.label)) for each in holders)]
        else:
            # What holds other questions keeps its place and its name: conditions refer to it.
            del fields["into"]
            fields["name"].disabled = True

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if not NAME.fullmatch(name):
            raise ValidationError(
                _("Use letters, digits, full stops, hyphens and underscores, and begin with a letter.")
            )
        if self.item is None and name in {each.name for each in self.form.walk()}:
            raise ValidationError(_("This short name is used already."))
        return name

    def clean_options(self) -> dict[str, str]:
        return _lines(self.cleaned_data["options"])

    def clean_rows(self) -> dict[str, str]:
        return _lines(self.cleaned_data["rows"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        kind = cleaned.get("question_type")
        if (
            kind in {*TAKES_CHOICES, QuestionType.MATRIX}
            and not cleaned.get("options")
            and "options" not in self.errors
        ):
            self.add_error("options", _("Please give at least one choice."))
        if kind == QuestionType.MATRIX and not cleaned.get("rows") and "rows" not in self.errors:
            self.add_error("rows", _("Please give at least one row."))
        if kind == QuestionType.RANGE:
            self._clean_scale(cleaned)
        holds = self.item is not None and self.item.items
        if holds and kind != self.item.question_type:  # type: ignore[union-attr]
            self.add_error("question_type", _("Questions stand in it, so its type stays."))
        return cleaned

    def _clean_scale(self, cleaned: dict[str, Any]) -> None:
        start, end, step = (cleaned.get(name) for name in ("start", "end", "step"))
        if start is not None and end is not None and start >= end:
            self.add_error("end", _("The scale must end above its beginning."))
        if step is not None and step == 0:
            self.add_error("step", _("Steps must be larger than 0."))

    def edited(self, language: str) -> tuple[Item, tuple[Option, ...] | None]:
        """The question as it is to be, and its choices where it has some."""
        # A card has fewer fields: what it lacks stays as it is.
        data = self.cleaned_data
        old = self.item or Item(data["name"], QuestionType(data["question_type"]))
        kind = QuestionType(data["question_type"])
        texts = {
            name: getattr(old, name).with_original(data[name], language=language)
            for name in ("label", "hint", "constraint_message")
            if name in data
        }
        item = replace(
            old,
            question_type=kind,
            is_required=data["is_required"] and kind not in CONTAINERS,
            is_core=data.get("is_core", old.is_core),
            purpose=Purpose(data.get("purpose") or old.purpose),
            parameters=_parameters(data, old, kind),
            **{name: data[name] for name in ("relevant", "constraint", "calculation") if name in data},
            **texts,
        )
        if kind not in {*TAKES_CHOICES, QuestionType.MATRIX}:
            return replace(item, choice_list=""), None
        first = old.items[0].choice_list if old.items else ""
        choice_list = old.choice_list or first or f"{old.name}_choices"
        if kind == QuestionType.MATRIX:
            item = replace(item, choice_list="", items=_table_rows(old, data["rows"], choice_list, language))
        else:
            item = replace(item, choice_list=choice_list)
        return item, self._options(choice_list, language)

    def _options(self, choice_list: str, language: str) -> tuple[Option, ...]:
        known = {option.name: option for option in self.form.choices.get(choice_list, ())}
        options = ((known.get(name, Option(name)), words) for name, words in self.cleaned_data["options"].items())
        return tuple(replace(each, label=each.label.with_original(words, language=language)) for each, words in options)


def _parameters(data: dict[str, Any], old: Item, kind: QuestionType) -> dict[str, Any]:
    scale = {name: f"{data[name]:f}" for name in ("start", "end", "step") if data.get(name) is not None}
    others = {name: value for name, value in old.parameters.items() if name not in {"start", "end", "step"}}
    return others | (scale if kind == QuestionType.RANGE else {})


def initial_of(form: Form, item: Item) -> dict[str, Any]:
    """What the form of a question is filled with."""
    plain = ("name", "is_required", "is_core", "purpose", "relevant", "constraint", "calculation", "question_type")
    is_table = item.question_type == QuestionType.MATRIX
    holder = item.items[0] if is_table and item.items else item
    return {
        **{name: getattr(item, name) for name in plain},
        **{name: getattr(item, name).original for name in ("label", "hint", "constraint_message")},
        **{name: item.parameters.get(name) for name in ("start", "end", "step")},
        "options": "\n".join(f"{option.name} = {option.label.original}" for option in form.options(holder)),
        "rows": "\n".join(f"{row.name} = {row.label.original}" for row in item.items) if is_table else "",
    }


def _lines(typed: str) -> dict[str, str]:
    """``name = words`` a line. Raises ``ValidationError`` naming the line."""
    found: dict[str, str] = {}
    for number, line in enumerate((each for each in typed.splitlines() if each.strip()), start=1):
        name, sign, words = (part.strip() for part in line.partition("="))
        if not sign or not name or not words or len(words) > 1000 or len(name) > 100 or any(map(str.isspace, name)):
            message = _("Line %(number)d should be a short name without spaces, an equals sign and words.")
            raise ValidationError(message, params={"number": number})
        if name in found:
            raise ValidationError(_("The short name %(name)s stands twice."), params={"name": name})
        found[name] = words
    if len(found) > MOST_CHOICES_TYPED:
        raise ValidationError(_("Please give at most 300 lines."))
    return found


def _table_rows(table: Item, rows: dict[str, str], choice_list: str, language: str) -> tuple[Item, ...]:
    known = {row.name: row for row in table.items}
    return tuple(
        replace(row, choice_list=choice_list, label=row.label.with_original(words, language=language))
        for name, words in rows.items()
        for row in [known.get(name, Item(name, QuestionType.ONE))]
    )
