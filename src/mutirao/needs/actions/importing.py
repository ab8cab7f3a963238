"""Putting answers in from a file: it waits until its columns are explained, then all of its rows go in, or none."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mutirao.accounts.models import User
from mutirao.base import audit, clock
from mutirao.base.errors import Refused
from mutirao.movement.models import Community
from mutirao.needs.actions.reviewing import flag_answers
from mutirao.needs.actions.submissions import Sheet, WrongAnswers, coarse_day, fitting_submission
from mutirao.needs.importing.guessing import Columns
from mutirao.needs.importing.mapping import Person, Reading, people_of, place_of
from mutirao.needs.importing.reading import read_table
from mutirao.needs.importing.targets import COMMUNITY, Target, plain
from mutirao.needs.instrument import Form
from mutirao.needs.models import AnswerFile, Assessment, Submission
from mutirao.needs.queries.importing import table_of, targets_for
from mutirao.needs.queries.questionnaires import whole
from mutirao.needs.queries.submissions import asked_communities, skills_to_ask
from mutirao.needs.rules import reviewing as rules
from mutirao.needs.states import Act, Channel

# People explain a table in an hour; beyond a day somebody forgot it.
KEPT_FOR = timedelta(days=1)
AT_ONCE = 500
# Of a fault that many rows share, so many are named.
ROWS_NAMED = 10
MOST_FAULTS = 200


@dataclass
class Fault:
    """What is wrong in a column, and in which rows: the first ones by number, and how many in all."""

    column: str
    message: str
    rows: list[int] = field(default_factory=list)
    n_rows: int = 0

    @property
    def n_more(self) -> int:
        return self.n_rows - len(self.rows)


@dataclass(frozen=True)
class Trial:
    """What would happen: so many people go in, or nobody while there are faults."""

    submissions: list[Submission]
    faults: list[Fault]
    n_faulty_rows: int

    @property
    def n_people(self) -> int:
        return len(self.submissions)


class FaultyFile(Exception):
    """A file with faults was to be put in: nothing is stored."""

    def __init__(self, trial: Trial) -> None:
        self.trial = trial
        super().__init__(f"{trial.n_faulty_rows} rows")


@transaction.atomic
def keep_file(*, assessment: Assessment, data: bytes, by: User) -> AnswerFile:
    """Read a file and keep it until it is explained, without the columns that say who people are.

    Raises ``UnreadableFile`` with the reason.
    """
    rules.can_put_in(by, assessment).or_refuse()
    form = whole(assessment.questionnaire)
    targets = targets_for(assessment, form)
    columns = Columns(form, targets)
    table = read_table(data, is_known=columns.is_known)
    own = asked_communities(assessment)
    return AnswerFile.objects.create(
        assessment=assessment,
        made_by=by,
        digest=sha256(data).hexdigest(),
        read_as=table.read_as[:200],
        header=list(table.header),
        identifying=list(table.identifying),
        content=gzip.compress(json.dumps([table.numbers, table.rows]).encode(), compresslevel=4),
        n_rows=len(table.rows),
        columns=columns.guessed(table.header),
        community=own[0] if len(own) == 1 else None,
        language=next(iter(assessment.languages), ""),
    )


@transaction.atomic
def explain_columns(
    *, file: AnswerFile, columns: list[str], community: Community | None, language: str, by: User
) -> None:
    """What each column is. What was said of the cells of a column stays as long as the column stays what it was."""
    rules.can_put_in(by, file.assessment).or_refuse()
    same = {str(place) for place, (old, new) in enumerate(zip(file.columns, columns, strict=True)) if old == new}
    file.values = {place: said for place, said in file.values.items() if place in same}
    file.columns, file.community, file.language = columns, community, language
    file.save()


@transaction.atomic
def explain_values(*, file: AnswerFile, values: Mapping[str, Mapping[str, str]], by: User) -> None:
    """What cells mean that are none of the choices, by column and cell."""
    rules.can_put_in(by, file.assessment).or_refuse()
    file.values = {place: dict(said) for place, said in values.items()}
    file.save()


def try_out(file: AnswerFile) -> Trial:
    """Check every row as if it went in; stores nothing."""
    assessment = file.assessment
    form = whole(assessment.questionnaire)
    targets = targets_for(assessment, form)
    reading = Reading(file.columns, file.values)
    faults = _Faults(form, targets, reading, tuple(file.header))
    communities = _communities(assessment)
    core, drawn = skills_to_ask(assessment)
    submissions = []
    for person in people_of(table_of(file), targets, reading):
        community = communities.get(plain(person.community)) if person.community else file.community
        if community is None:
            faults.add_community(person)
            continue
        asked = _asked_skills(form, person, core) if drawn else ()
        sheet = _sheet(file, person, community, tuple(asked))
        try:
            submissions.append(fitting_submission(assessment=assessment, sheet=sheet))
        except WrongAnswers as wrong:
            faults.add(person.number, wrong.errors)
        except Refused as refused:
            faults.add(person.number, {"": refused.reason})
    return Trial(submissions, faults.told(), len(faults.rows))


def put_in(*, file: AnswerFile, by: User) -> int:
    """All rows become answers, in one transaction, and the file is gone; returns how many.

    Raises ``FaultyFile`` when a row does not fit, ``Refused`` when its rows are here already: then nothing is stored.
    """
    rules.can_put_in(by, file.assessment).or_refuse()
    # Before the transaction, which on SQLite lets nobody else write.
    trial = try_out(file)
    if trial.faults:
        raise FaultyFile(trial)
    with transaction.atomic():
        # Nobody closes it meanwhile; other people go on answering.
        locked = Assessment.objects.select_for_update(no_key=True, of=("self",)).select_related("community")
        assessment = locked.get(pk=file.assessment_id)
        rules.can_put_in(by, assessment).or_refuse()
        rows = Submission.objects.filter(assessment=assessment)
        first = trial.submissions[0].idempotency_key
        if not AnswerFile.objects.filter(pk=file.pk).exists() or rows.filter(idempotency_key=first).exists():
            raise Refused(_("The answers of this file are here already."))
        for submission in trial.submissions:
            # Privacy may have become stricter in between.
            submission.received_on = coarse_day(submission.received_on, assessment.privacy)
        Submission.objects.bulk_create(trial.submissions, batch_size=AT_ONCE)
        AnswerFile.objects.filter(pk=file.pk).delete()
        audit.record(
            subject=assessment.reference,
            action=Act.ANSWERS_PUT_IN,
            by=by,
            facts={"n_answers": trial.n_people, "digest": file.digest},
        )
        flag_answers(assessment=assessment)
    return trial.n_people


@transaction.atomic
def throw_away(*, file: AnswerFile) -> None:
    """Forget a file that was not put in."""
    file.delete()


def throw_away_forgotten() -> int:
    """Files that waited for longer than a day; returns how many."""
    return AnswerFile.objects.filter(created_at__lt=clock.now() - KEPT_FOR).delete()[0]


class _Faults:
    """Faults by column and message, each with its first rows."""

    def __init__(self, form: Form, targets: Mapping[str, Target], reading: Reading, header: tuple[str, ...]) -> None:
        self.rows: set[int] = set()
        self._columns = {item.name: item.label.shown().text or item.name for item in form.walk()}
        for name in self._columns:
            if (place := place_of(name, targets, reading.columns)) is not None:
                self._columns[name] = header[place]
        place_of_community = reading.columns.index(COMMUNITY) if COMMUNITY in reading.columns else None
        self._community = header[place_of_community] if place_of_community is not None else ""
        self._faults: dict[tuple[str, str], Fault] = {}

    def add(self, number: int, errors: Mapping[str, str]) -> None:
        for key, message in errors.items():
            self._add(number, self._columns.get(key.split(":")[0], key), message)

    def add_community(self, person: Person) -> None:
        if person.community:
            self._add(person.number, self._community, _("This assessment does not ask that community."))
        else:
            self._add(person.number, self._community, _("Nobody said to which community this row belongs."))

    def told(self) -> list[Fault]:
        return list(self._faults.values())[:MOST_FAULTS]

    def _add(self, number: int, column: str, message: str) -> None:
        fault = self._faults.setdefault((column, message), Fault(column, message))
        self.rows.add(number)
        fault.n_rows += 1
        if len(fault.rows) < ROWS_NAMED:
            fault.rows.append(number)


def _communities(assessment: Assessment) -> dict[str, Community]:
    """Those that are asked, by short name and by name in any language."""
    asked = asked_communities(assessment)
    names = {plain(text): each for each in asked for text in each.name.texts.values()}
    return names | {plain(each.slug): each for each in asked}


def _asked_skills(form: Form, person: Person, core: list[str]) -> Iterator[str]:
    """Where skills are drawn: what the file says, else those that were answered, with the core ones."""
    answered = {item.skill for item in form.walk() if item.skill and person.answers.get(item.name)}
    yield from dict.fromkeys([*core, *(person.asked_skills or sorted(answered))])


def _sheet(file: AnswerFile, person: Person, community: Community, asked_skills: tuple[str, ...]) -> Sheet:
    answers: dict[str, Any] = person.answers
    return Sheet(
        key=sha256(f"{file.digest} {person.number}".encode()).hexdigest(),
        answers=answers,
        community=community,
        language=person.language or file.language,
        asked_skills=asked_skills,
        channel=Channel.FILE,
        has_code=False,
    )
