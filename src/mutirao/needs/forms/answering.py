"""A questionnaire as pages to fill in: what each page asks, how it looks to a person, and what was sent.

Names of fields: ``name``; of a card ``name:importance``; of a row of ranks ``name:choice``; in a repeat
``name:1:inner``, with ``name:entries`` for their number. Everything works without a script; ``data-relevant``
holds the condition of a question as ``logic.as_json`` for one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from django.http import QueryDict

from mutirao.base import clock
from mutirao.base.text import Text
from mutirao.needs.checking import MOST_ENTRIES, as_strings
from mutirao.needs.instrument import CONTAINERS, Form, Item, is_asked
from mutirao.needs.logic import Surroundings, evaluate, is_true, names_in, read
from mutirao.needs.packing import FIELDS
from mutirao.needs.states import QuestionType

MOST_CARDS = 4
MOST_QUESTIONS = 8
MOST_LENGTH = 20_000
_NO_ANSWER = frozenset({QuestionType.NOTE, QuestionType.CALCULATE})


@dataclass(frozen=True)
class FormPage:
    """One page: ``number`` from 1, the same for everybody with the same skills; ``names`` of what is asked on it."""

    number: int
    title: Text
    hint: Text
    items: tuple[Item, ...]
    relevant: tuple[str, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        return frozenset(each.name for item in self.items for each in item.walk())


def pages_of(form: Form, asked_skills: Collection[str] | None = None) -> tuple[FormPage, ...]:
    """The pages: a group for each, long ones in parts; questions outside of groups together."""
    asked = frozenset(asked_skills or ())
    pages: list[FormPage] = []
    for head, items in _parts(_asked(form.items, asked)):
        title, hint = (head.label, head.hint) if head else (Text(), Text())
        relevant = (head.relevant,) if head and head.relevant else ()
        for chunk in _chunks(items):
            pages.append(FormPage(len(pages) + 1, title, hint, chunk, relevant))
    return tuple(pages)


def is_page_asked(page: FormPage, answers: Mapping[str, Any]) -> bool:
    """Whether the person with these ``answers`` to other pages is asked anything here."""
    around = Surroundings(clock.today(), as_strings(answers))
    if not all(is_true(evaluate(read(source), around)) for source in page.relevant):
        return False
    return any(may_be_asked(item, around, page.names) for item in page.items)


def answers_from(page: FormPage, post: QueryDict) -> dict[str, Any]:
    """What was sent for the page, as the checker takes it; not clean yet."""
    return _sent(page.items, post, "")


def _sent(items: tuple[Item, ...], post: QueryDict, place: str) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for item in items:
        key = place + item.name
        if item.question_type == QuestionType.REPEAT:
            answers[item.name] = _sent_entries(item, post, key)
        elif item.question_type in CONTAINERS:
            answers |= _sent(item.items, post, place)
        elif item.question_type not in _NO_ANSWER:
            answers[item.name] = _sent_value(item, post, key)
    return {name: value for name, value in answers.items() if value not in ("", None, [], {})}


def _sent_value(item: Item, post: QueryDict, key: str) -> Any:
    if item.question_type == QuestionType.MANY:
        return [value[:MOST_LENGTH] for value in post.getlist(key)[:1000] if value]
    if item.question_type == QuestionType.SKILL:
        card = {part: post.get(f"{key}:{part}", "")[:100] for part in FIELDS}
        return {part: value for part, value in card.items() if value}
    if item.question_type == QuestionType.RANK:
        # The choices are known to the form, not to the page: every field under the name is one.
        places = {name.removeprefix(f"{key}:"): post[name] for name in post if name.startswith(f"{key}:")}
        return {name: str(place)[:20] for name, place in places.items() if place}
    return post.get(key, "")[:MOST_LENGTH]


def _sent_entries(item: Item, post: QueryDict, key: str) -> list[dict[str, Any]]:
    stated = post.get(f"{key}:entries", "")
    count = int(stated) if stated.isascii() and stated.isdigit() and len(stated) < 4 else 0
    entries = [_sent(item.items, post, f"{key}:{n}:") for n in range(1, min(count, MOST_ENTRIES + 1) + 1)]
    return [entry for entry in entries if entry]


def _asked(items: tuple[Item, ...], asked: frozenset[str]) -> tuple[Item, ...]:
    """The tree without skills that this person is not asked about and without groups that nothing is left in."""
    kept = []
    for item in items:
        inside = replace(item, items=_asked(item.items, asked)) if item.items else item
        if is_asked(item, asked) and (inside.items or item.question_type not in CONTAINERS):
            kept.append(inside)
    return tuple(kept)


def _parts(items: tuple[Item, ...]) -> Iterator[tuple[Item | None, tuple[Item, ...]]]:
    """(group, what is in it), or (None, questions that stand outside of groups)."""
    loose: list[Item] = []
    for item in items:
        if item.question_type not in CONTAINERS:
            loose.append(item)
            continue
        if loose:
            yield None, tuple(loose)
            loose = []
        is_group = item.question_type == QuestionType.GROUP
        yield (item, item.items) if is_group else (None, (item,))
    if loose:
        yield None, tuple(loose)


def _chunks(items: tuple[Item, ...]) -> Iterator[tuple[Item, ...]]:
    has_cards = any(item.question_type == QuestionType.SKILL for item in items)
    size = MOST_CARDS if has_cards else MOST_QUESTIONS
    # As even as possible: no page with one question left over.
    count = -(-len(items) // size)
    bounds = [len(items) * part // count for part in range(count + 1)]
    for start, end in pairwise(bounds):
        yield items[start:end]


def may_be_asked(item: Item, around: Surroundings, here: frozenset[str]) -> bool:
    """False only if other pages decide that it is not asked: what this page decides is open while it is filled in."""
    if item.question_type == QuestionType.CALCULATE:
        return False
    if item.relevant:
        condition = read(item.relevant)
        if not here & set(names_in(condition)) and not is_true(evaluate(condition, around)):
            return False
    inside = [each for each in item.items if each.question_type != QuestionType.CALCULATE]
    return not item.items or any(may_be_asked(each, around, here) for each in inside)
