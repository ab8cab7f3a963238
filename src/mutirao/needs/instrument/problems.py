"""What keeps a questionnaire from working: each problem names its question, so that who builds it finds the place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from mutirao.needs.instrument.form import CONTAINERS, TAKES_CHOICES, Form, Item
from mutirao.needs.logic import Unreadable, names_in, read
from mutirao.needs.packing import FIELDS
from mutirao.needs.states import QuestionType

MOST_QUESTIONS = 1000
MOST_CHOICES = 5000
DEEPEST = 6
# Letters of any script: names are keys of answers and tags of an XForm.
NAME = re.compile(r"[^\W\d][\w.-]{0,99}")
EXPRESSIONS = ("relevant", "constraint", "calculation")


@dataclass(frozen=True)
class Problem:
    """A sentence about the question ``name`` and its ``column``; both may be empty."""

    name: str
    column: str
    reason: str


def problems_of(form: Form) -> list[Problem]:
    """All that is wrong with the form; nothing for one that can be asked."""
    return [*_of_size(form), *_of_names(form), *_of_choices(form), *_of_expressions(form)]


def _of_size(form: Form) -> Iterator[Problem]:
    if sum(1 for _item in form.walk()) > MOST_QUESTIONS:
        yield Problem("", "", _("A questionnaire has at most %(n)d questions.") % {"n": MOST_QUESTIONS})
    if sum(map(len, form.choices.values())) > MOST_CHOICES:
        yield Problem("", "", _("A questionnaire has at most %(n)d choices in all.") % {"n": MOST_CHOICES})
    for item in form.items:
        if _depth(item) > DEEPEST:
            yield Problem(item.name, "type", _("Too many groups stand in one another."))


def _depth(item: Item) -> int:
    return 1 + max(map(_depth, item.items), default=0)


def _of_names(form: Form) -> Iterator[Problem]:
    names = Counter(item.name for item in form.walk())
    for name, count in names.items():
        if not NAME.fullmatch(name):
            reason = _(
                "A short name has letters, digits, full stops, hyphens and underscores, and begins with a letter."
            )
            yield Problem(name, "name", reason)
        if count > 1:
            yield Problem(name, "name", _("This short name is used more than once."))


def _of_choices(form: Form) -> Iterator[Problem]:
    for name, options in form.choices.items():
        counted = Counter(option.name for option in options)
        for twice in (each for each, count in counted.items() if count > 1):
            reason = _("The list of choices %(list)s has the choice %(choice)s more than once.")
            yield Problem("", "list_name", reason % {"list": name, "choice": twice})
        if "" in counted:
            yield Problem("", "name", _("A choice in the list %(list)s has no short name.") % {"list": name})
    for item in form.walk():
        if item.question_type not in TAKES_CHOICES:
            continue
        options = form.options(item)
        if not options:
            yield Problem(item.name, "type", _("The question has no choices."))
        takes_several = item.question_type in {QuestionType.MANY, QuestionType.RANK}
        if takes_several and any(re.search(r"\s", option.name) for option in options):
            yield Problem(
                item.name, "type", _("Short names of choices must not hold spaces where several can be taken.")
            )


def _of_expressions(form: Form) -> Iterator[Problem]:
    scopes = dict(_scopes(form.items, ()))
    cards = {item.name for item in form.walk() if item.question_type == QuestionType.SKILL}
    for item in form.walk():
        sources = {column: getattr(item, column) for column in EXPRESSIONS}
        sources["choice_filter"] = str(item.parameters.get("choice_filter", ""))
        for column, source in sources.items():
            if source:
                yield from _of_expression(item, column, source, scopes, cards)
        if item.question_type == QuestionType.CALCULATE and not item.calculation:
            yield Problem(item.name, "calculation", _("The question works nothing out."))


def _of_expression(
    item: Item, column: str, source: str, scopes: dict[str, tuple[str, ...]], cards: set[str]
) -> Iterator[Problem]:
    try:
        names = set(names_in(read(source)))
    except Unreadable as error:
        reason = _("%(reason)s (at character %(place)d)") % {"reason": error.reason, "place": error.place}
        yield Problem(item.name, column, reason)
        return
    for name in sorted(names):
        question = _card_of(name, cards) or name
        if question not in scopes:
            yield Problem(item.name, column, _("There is no question %(name)s.") % {"name": name})
        elif scopes[question] != scopes[item.name][: len(scopes[question])]:
            reason = _("The question %(name)s is asked several times, so it is not clear which answer is meant.")
            yield Problem(item.name, column, reason % {"name": name})


def _card_of(name: str, cards: set[str]) -> str:
    card, _joint, part = name.rpartition("_")
    return card if card in cards and part in FIELDS else ""


def _scopes(items: tuple[Item, ...], repeats: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """For each name that can be asked for, the repeats that it stands in."""
    for item in items:
        yield item.name, repeats
        inside = (*repeats, item.name) if item.question_type == QuestionType.REPEAT else repeats
        yield from _scopes(item.items if item.question_type in CONTAINERS else (), inside)
