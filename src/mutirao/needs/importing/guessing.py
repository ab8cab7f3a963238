"""What the columns of a file are, by their names: ours, KoboToolbox's, LimeSurvey's, or the words of the questions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from mutirao.needs.exporting.variables import CARD_LABELS
from mutirao.needs.importing.targets import ASKED, COMMUNITY, LANGUAGE, NOTHING, Target, plain
from mutirao.needs.instrument import Form
from mutirao.needs.packing import FIELDS
from mutirao.needs.states import QuestionType

# Of our own files: what is about a row and is no answer.
_OURS = {"community": COMMUNITY, "language": LANGUAGE, "asked_skills": ASKED}
# ``Q1[SQ001]`` or ``Q1 [text of the sub-question]``; LimeSurvey may put the text of the question behind its code.
_BRACKETS = re.compile(r"(?P<outer>.+?)\s*\[(?P<inner>[^\]]*)\]\s*")
_CODE_AND_TEXT = re.compile(r"(?P<code>[A-Za-z]\w*)[.:]\s+\S.*", re.DOTALL)


class Columns:
    """What the columns of a file are for one questionnaire."""

    def __init__(self, form: Form, targets: Mapping[str, Target]) -> None:
        self._known = _names(form, targets)

    def is_known(self, name: str) -> bool:
        """Whether a column of this name would be taken for an answer, or for what is said about a row."""
        return any(each in self._known for each in _spellings(name))

    def guessed(self, header: Iterable[str]) -> list[str]:
        """The key of a target for each column, empty where nobody can tell; no target is guessed twice."""
        taken: set[str] = set()
        guessed = []
        for name in header:
            keys = (self._known[each] for each in _spellings(name) if each in self._known)
            key = next((key for key in keys if key not in taken), NOTHING)
            taken.add(key)
            guessed.append(key)
        return guessed


def _names(form: Form, targets: Mapping[str, Target]) -> dict[str, str]:
    """Every name under which we would know a target; the exact ones come last, so that they win."""
    known: dict[str, str] = {}
    for key, target in targets.items():
        for name in _words(form, target):
            known.setdefault(plain(name), key)
    exact = {plain(name): key for name, key in _OURS.items()}
    for key, target in targets.items():
        if target.item is None:
            continue
        name, part = target.item.name, target.part
        spellings = [key, f"{name}_{part}", f"{name}/{part}", f"{name}.{part}", f"{name}[{part}]"] if part else [name]
        exact |= {plain(each): key for each in spellings}
    return known | exact


def _words(form: Form, target: Target) -> Iterator[str]:
    """The words of the question in all its languages, with those of the choice or of the part."""
    if target.item is None:
        yield target.label
        return
    labels = list(target.item.label.texts.values())
    if not target.part:
        yield from labels
        return
    if target.part in FIELDS and target.item.question_type == QuestionType.SKILL:
        inner = [str(CARD_LABELS[target.part]), target.part]
    else:
        option = next(each for each in form.options(target.item) if each.name == target.part)
        inner = [option.name, *option.label.texts.values()]
    for outer in [*labels, target.item.name]:
        for each in inner:
            yield f"{outer}[{each}]"


def _spellings(name: str) -> Iterator[str]:
    """A name of a column as it may be meant, the likeliest first."""
    yield plain(name)
    yield from _with_brackets(name)
    parts = name.split("/")
    for place in range(1, len(parts)):
        # KoboToolbox: ``group/subgroup/question/choice``.
        rest = "/".join(parts[place:])
        yield plain(rest)
        yield from _with_brackets(rest)
    if len(parts) > 1:
        yield plain(f"{parts[-2]}[{parts[-1]}]")
    if ": " in name:
        outer, inner = name.rsplit(": ", 1)
        yield plain(f"{outer}[{inner}]")
    if coded := _CODE_AND_TEXT.fullmatch(name):
        yield plain(coded["code"])
        yield plain(name[len(coded["code"]) + 1 :])


def _with_brackets(name: str) -> Iterator[str]:
    found = _BRACKETS.fullmatch(name)
    if not found:
        return
    outer, inner = found["outer"], found["inner"]
    if coded := _CODE_AND_TEXT.fullmatch(outer):
        outer = coded["code"]
    yield plain(f"{outer}[{inner}]")
    yield plain(f"{outer}_{inner}")
    # A row of a table has a name of its own.
    yield plain(inner)
