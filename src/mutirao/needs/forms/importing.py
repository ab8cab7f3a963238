"""What people say of a file of answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from mutirao.base.forms import PlainText
from mutirao.base.languages import language_name
from mutirao.movement.models import Community
from mutirao.needs.importing.mapping import LEAVE_OUT
from mutirao.needs.importing.reading import MOST_ROWS
from mutirao.needs.importing.targets import NOTHING, Target, plain
from mutirao.needs.models import AnswerFile
from mutirao.needs.queries.importing import UnknownCells

NOT_SAID = "?"


class TableFile(forms.FileField):
    """A file with a table; its size is limited, whatever it unpacks to is looked at when it is read."""

    def __init__(self, **kwargs: Any) -> None:
        limit = settings.MUTIRAO["UPLOAD_MEGABYTES"]
        help_text = _("CSV, JSON or a workbook (XLSX); at most %(megabytes)d MB and %(rows)d rows.")
        kwargs.setdefault("label", _("File"))
        kwargs.setdefault("help_text", help_text % {"megabytes": limit, "rows": MOST_ROWS})
        super().__init__(allow_empty_file=True, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        limit = settings.MUTIRAO["UPLOAD_MEGABYTES"]
        if isinstance(file, UploadedFile) and (file.size or 0) > limit * 1024 * 1024:
            raise forms.ValidationError(_("The file is larger than %(n)d MB. Please split it."), params={"n": limit})
        return file


class FileForm(forms.Form):
    """A file of answers."""

    file = TableFile()


class DraftForm(forms.Form):
    """A file to make a questionnaire from."""

    title = PlainText(label=_("Title of the questionnaire"), max_length=300)
    file = TableFile()


class ColumnsForm(forms.Form):
    """For each column what it holds, by the key of a target; empty where it is left out."""

    community = forms.ModelChoiceField(
        label=_("Community of rows that do not name one"),
        queryset=Community.objects.none(),
        to_field_name="slug",
        required=False,
    )
    language = forms.ChoiceField(label=_("Language of rows that do not name one"))

    def __init__(self, data: Any = None, *, file: AnswerFile, targets: Mapping[str, Target]) -> None:
        initial = {"community": file.community.slug if file.community else None, "language": file.language}
        super().__init__(data, initial=initial)
        self.targets = targets
        community: Any = self.fields["community"]
        community.queryset = Community.objects.filter(asked_in__assessment=file.assessment).order_by("slug")
        language: Any = self.fields["language"]
        language.choices = [(tag, language_name(tag)) for tag in file.assessment.languages]
        self.column_names = [f"column-{place}" for place in range(len(file.header))]
        for name, column, key in zip(self.column_names, file.header, file.columns, strict=True):
            widget = forms.TextInput(attrs={"list": "targets", "dir": "ltr", "aria-label": column})
            self.fields[name] = forms.CharField(required=False, max_length=300, initial=key, widget=widget)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        seen: set[str] = set()
        for name in self.column_names:
            key = cleaned.get(name, NOTHING)
            if key and key not in self.targets:
                self.add_error(name, _("The questionnaire has no such question. Choose one of the list, or nothing."))
            elif key and key in seen:
                self.add_error(name, _("Another column holds this already."))
            seen.add(key)
        if not any(key in self.targets and self.targets[key].item for key in seen):
            self.add_error(None, _("No column holds an answer yet. Please say what at least one of them is."))
        return cleaned

    @property
    def columns(self) -> list[str]:
        return [self.cleaned_data[name] for name in self.column_names]


class ValuesForm(forms.Form):
    """For each cell that is none of the choices: which choice it means, or that it is left out."""

    def __init__(
        self, data: Any = None, *, unknown: Sequence[UnknownCells], said: Mapping[str, Mapping[str, str]]
    ) -> None:
        super().__init__(data)
        self.unknown = unknown
        for column in unknown:
            choices = [(NOT_SAID, _("please choose")), (LEAVE_OUT, _("leave it out")), *column.target.answers.items()]
            before = said.get(str(column.place), {})
            for number, (cell, _n) in enumerate(column.cells):
                initial = before.get(plain(cell), NOT_SAID)
                self.fields[_name(column, number)] = forms.ChoiceField(
                    label=cell, choices=choices, initial=initial, required=False
                )

    @property
    def groups(self) -> list[tuple[UnknownCells, list[tuple[int, forms.BoundField]]]]:
        """Each column with the fields of its cells and how often they stand there."""
        return [
            (column, [(n, self[_name(column, number)]) for number, (_cell, n) in enumerate(column.cells)])
            for column in self.unknown
        ]

    @property
    def values(self) -> dict[str, dict[str, str]]:
        """What was said, by column and cell."""
        said: dict[str, dict[str, str]] = {}
        for column in self.unknown:
            for number, (cell, _n) in enumerate(column.cells):
                meant = self.cleaned_data.get(_name(column, number), NOT_SAID)
                if meant != NOT_SAID:
                    said.setdefault(str(column.place), {})[plain(cell)] = meant
        return said


class PutInForm(forms.Form):
    """What somebody answers for who puts in what others have said."""

    agreed = forms.BooleanField(
        label=_("Everybody in this file knew what their answers are for, and agreed to it."),
        error_messages={"required": _("Without it their answers cannot be used.")},
    )
    old_enough = forms.BooleanField(
        label=_("Everybody was old enough, or a parent or guardian agreed."),
        error_messages={"required": _("Without it their answers cannot be used.")},
    )


def _name(column: UnknownCells, number: int) -> str:
    return f"value-{column.place}-{number}"
