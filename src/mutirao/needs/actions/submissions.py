"""Storing what people answer, whole and once, and deleting it when they take it back.

No row of the audit chain tells of either: it would say when somebody answered.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from mutirao.accounts.models import User
from mutirao.base import clock
from mutirao.base.errors import Refused
from mutirao.movement.models import Community
from mutirao.needs import packing
from mutirao.needs.actions import invitations
from mutirao.needs.checking import check_answers
from mutirao.needs.models import Assessment, Submission, TakenBack
from mutirao.needs.queries import submissions as queries
from mutirao.needs.rules import submissions as rules
from mutirao.needs.rules.assessments import can_answer
from mutirao.needs.states import AssessmentState, Channel, Privacy, Recruitment

# Nobody sits longer over one form without a pause: beyond it the time says nothing.
MOST_SECONDS = 4 * 60 * 60
SECONDS_STEP = 10
CODE_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 16
_LOOK_ALIKE = str.maketrans("ILO", "110")


@dataclass(frozen=True)
class Sheet:
    """What one person answered, as it came: nothing in it is checked yet.

    ``key`` is the digest of a code that the device made up before the first try; whoever has the code takes the
    answers back, and a second try is the same answers. Files make keys of their own and set ``has_code`` to False.
    """

    key: str
    answers: Mapping[str, Any]
    community: Community | None
    language: str
    consent_number: int | None = None
    is_old_enough: bool = True
    asked_skills: Sequence[str] = ()
    seconds: int | None = None
    channel: Channel = Channel.PAGE
    has_code: bool = True
    invitation: str = ""
    by: User | None = None


class WrongAnswers(Exception):
    """Answers that do not fit their questions; ``errors`` has a sentence for each question by name."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        self.errors = errors
        super().__init__(", ".join(errors))


def new_code() -> str:
    """A code of withdrawal: 80 random bits in letters and digits that nobody mistakes for each other."""
    letters = [secrets.choice(CODE_LETTERS) for _place in range(CODE_LENGTH)]
    return "-".join("".join(letters[start : start + 4]) for start in range(0, CODE_LENGTH, 4))


def digest_of(code: str) -> str:
    """What is stored of a code. Dashes, spaces and capitals are for people, and so are letters that look alike."""
    plain = code.upper().translate(_LOOK_ALIKE)
    return sha256(f"mutirao {''.join(sign for sign in plain if sign in CODE_LETTERS)}".encode()).hexdigest()


def submit_answers(*, assessment: Assessment, sheet: Sheet) -> bool:
    """Store a sheet; False when it was here already, which is as good.

    Raises ``Refused`` with the reason when answers are not taken (any more), and ``WrongAnswers``. Then nothing is
    stored, and no invitation used.
    """
    if queries.is_stored(assessment, sheet.key):
        return False
    can_answer(assessment).or_refuse()
    # Checked before the transaction, which on SQLite lets nobody else write.
    submission = checked_submission(assessment=assessment, sheet=sheet)
    try:
        with transaction.atomic():
            now = _held(assessment)
            can_answer(now).or_refuse()
            if queries.was_taken_back(now, sheet.key):
                raise Refused(_("These answers were taken back. Start again if you want to answer after all."))
            submission.received_on = coarse_day(clock.today(), now.privacy)
            submission.save(force_insert=True)
            _use_once(now, sheet)
    except IntegrityError:
        # The same sheet at the same moment: the other one has won.
        if not queries.is_stored(assessment, sheet.key):
            raise
        return False
    return True


def checked_submission(*, assessment: Assessment, sheet: Sheet) -> Submission:
    """The row for a sheet whose answers fit, not stored yet. Raises as ``submit_answers`` does."""
    if not sheet.is_old_enough:
        raise Refused(_("People below the minimum age cannot answer."))
    community = sheet.community
    if community is None or community not in queries.asked_communities(assessment):
        raise Refused(_("This assessment does not ask that community."))
    return fitting_submission(assessment=assessment, sheet=sheet)


def fitting_submission(*, assessment: Assessment, sheet: Sheet) -> Submission:
    """The same for a sheet of a community that is asked, without one question to the database."""
    form, layout = queries.form_of(assessment)
    consent = queries.consent_seen(assessment, sheet.consent_number)
    if consent is None and sheet.consent_number is not None:
        raise Refused(_("This page is out of date. Please open it again while you have a connection."))
    asked = _asked_skills(assessment, sheet)
    checked = check_answers(form, sheet.answers, language=sheet.language, asked_skills=frozenset(asked) or None)
    if checked.errors:
        raise WrongAnswers(checked.errors)
    return Submission(
        assessment=assessment,
        community=sheet.community,
        idempotency_key=sheet.key,
        answers=checked.answers,
        ratings=packing.pack_ratings(layout, checked.answers),
        background=packing.pack_background(layout, checked.answers),
        asked_skills=asked,
        language=sheet.language if sheet.language in assessment.languages else next(iter(assessment.languages), "en"),
        channel=sheet.channel,
        consent=consent,
        received_on=coarse_day(clock.today(), assessment.privacy),
        seconds=_coarse_seconds(sheet.seconds),
        withdrawal_digest=sheet.key if sheet.has_code else "",
    )


def take_back_answers(*, code: str) -> Assessment | None:
    """Delete the answers that ``code`` belongs to; None when there are none.

    Totals of five people and more that a release has counted stay as they are (``CountedAsking``): one person fewer in
    the next release would tell what that person said.
    """
    digest = digest_of(code)
    with transaction.atomic():
        found = Submission.objects.select_for_update(of=("self",)).filter(withdrawal_digest=digest)
        submission = found.select_related("assessment").first()
        if submission is None:
            return None
        if submission.assessment.state == AssessmentState.OPEN:
            TakenBack.objects.create(assessment=submission.assessment, idempotency_key=submission.idempotency_key)
        submission.delete()
        return submission.assessment


def coarse_day(day: dt.date, privacy: str) -> dt.date:
    """The Monday of its week in anonymous mode."""
    return day - dt.timedelta(days=day.weekday()) if privacy == Privacy.ANONYMOUS else day


def _held(assessment: Assessment) -> Assessment:
    """As it is now; nobody closes or changes it before we are done, and other answers do not wait for us."""
    # SQLite needs no lock: its transactions begin IMMEDIATE, so there is one writer.
    if connection.vendor == "postgresql":
        table = connection.ops.quote_name(Assessment._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(f"select 1 from {table} where id = %s for key share", [assessment.pk])  # noqa: S608 our table
    return queries.present(assessment)


def _asked_skills(assessment: Assessment, sheet: Sheet) -> list[str]:
    """The list that the person was given, where it could have been given; else nobody knows what was not asked."""
    everybody, drawn = queries.skills_to_ask(assessment)
    if not drawn:
        return list(assessment.skills)
    said = set(sheet.asked_skills)
    if not said >= set(everybody) or not said <= {*everybody, *drawn}:
        raise Refused(_("The list of skills does not belong to this assessment. Please open its page again."))
    return [skill for skill in (*everybody, *drawn) if skill in said]


def _use_once(assessment: Assessment, sheet: Sheet) -> None:
    """An invitation, or an account, answers once; which one is not kept beside the answers."""
    if sheet.channel in {Channel.PAPER, Channel.FILE}:
        return
    if sheet.invitation:
        invitation = invitations.claim(assessment=assessment, token=sheet.invitation)
        if invitation.community != sheet.community:
            raise Refused(_("This invitation is for another community."))
    elif assessment.recruitment == Recruitment.INVITED:
        raise Refused(_("This assessment asks people by invitation. Please open the link that you were sent."))
    elif rules.needs_account(assessment):
        if sheet.by is None:
            raise Refused(_("Please sign in first: here each account answers once."))
        invitations.claim_account(assessment=assessment, person=sheet.by)


def _coarse_seconds(seconds: int | None) -> int | None:
    if seconds is None or not 0 <= seconds <= MOST_SECONDS:
        return None
    return seconds - seconds % SECONDS_STEP
