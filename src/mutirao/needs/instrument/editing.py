"""Changing the tree of a questionnaire: each function gives a new form and leaves the old one as it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from mutirao.needs.instrument.form import TAKES_CHOICES, Form, Item, Option
from mutirao.needs.states import QuestionType

type Items = tuple[Item, ...]


def found(form: Form, name: str) -> Item | None:
    return next((item for item in form.walk() if item.name == name), None)


def with_about(form: Form, title: str, introduction: str, *, language: str) -> Form:
    return replace(
        form,
        title=form.title.with_original(title, language=language),
        introduction=form.introduction.with_original(introduction, language=language),
    )


def with_added(form: Form, item: Item, *, into: str = "") -> Form:
    """The item as the last one of the group ``into``, or of the form."""
    if not into:
        return replace(form, items=(*form.items, item))
    return _changed(form, into, lambda group: (replace(group, items=(*group.items, item)),))


def with_changed(form: Form, name: str, item: Item) -> Form:
    """The question called ``name`` becomes ``item``; what stands in it stays, but the rows of a table are its own."""
    is_table = item.question_type == QuestionType.MATRIX
    return _changed(form, name, lambda old: (item if is_table else replace(item, items=old.items),))


def without(form: Form, name: str) -> Form:
    """Without the question and what stands in it; lists of choices that nobody uses any more go too."""
    return with_used_choices(_changed(form, name, lambda item: ()))


def with_choices(form: Form, choice_list: str, options: tuple[Option, ...]) -> Form:
    return replace(form, choices={**form.choices, choice_list: options})


def moved(form: Form, name: str, *, by: int) -> Form:
    """One place up (-1) or down (+1) among its siblings; at the end it stays."""
    return replace(form, items=_moved(form.items, name, by))


def with_used_choices(form: Form) -> Form:
    """Without lists of choices that no question asks for."""
    used = {item.choice_list for item in form.walk() if item.question_type in TAKES_CHOICES}
    return replace(form, choices={name: options for name, options in form.choices.items() if name in used})


def _changed(form: Form, name: str, change: Callable[[Item], Items]) -> Form:
    def of(items: Items) -> Items:
        return tuple(
            each
            for item in items
            for each in (change(item) if item.name == name else (replace(item, items=of(item.items)),))
        )

    return replace(form, items=of(form.items))


def _moved(items: Items, name: str, by: int) -> Items:
    place = next((place for place, item in enumerate(items) if item.name == name), None)
    if place is None:
        return tuple(replace(item, items=_moved(item.items, name, by)) for item in items)
    left = [*items[:place], *items[place + 1 :]]
    left.insert(max(0, place + by), items[place])
    return tuple(left)
