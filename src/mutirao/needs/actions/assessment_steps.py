"""The life of an assessment: open, extend, make stricter, close, withdraw."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Mapping

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from mutirao.accounts.models import User
from mutirao.base import audit, clock
from mutirao.base.canonical_json import JSON
from mutirao.base.errors import Refused
from mutirao.base.news import announce
from mutirao.needs.actions.questionnaires import freeze_questionnaire
from mutirao.needs.models import AskedCommunity, Assessment, Invitation, Submission
from mutirao.needs.queries import assessments as queries
from mutirao.needs.queries.plans import plan_of
from mutirao.needs.rules import assessments as rules
from mutirao.needs.states import ASSESSMENT_STEPS, Act, Privacy

KEY_BYTES = 32


@transaction.atomic
def open_assessment(*, assessment: Assessment, by: User) -> None:
    """From now on people answer. Questionnaire, consent and privacy stay as they are told now.

    Raises ``Refused`` where the plan cannot give what it promises.
    """
    assessment = _locked(assessment)
    rules.can_open(by, assessment).or_refuse()
    plan_of(assessment).verdict.or_refuse()
    consent = queries.consent_for(assessment.privacy)
    if consent is None:
        raise Refused(_("There is no consent text for this privacy mode. An administrator can load them."))
    freeze_questionnaire(questionnaire=assessment.questionnaire, by=by)
    assessment.consent = consent
    assessment.seed = secrets.randbits(62)
    assessment.once_key = secrets.token_bytes(KEY_BYTES)
    assessment.opened_at = clock.now()
    assessment.opens_on = max(assessment.opens_on or clock.today(), clock.today())
    facts: dict[str, JSON] = {
        "privacy": assessment.privacy,
        "consent": consent.number,
        "closes_on": str(assessment.closes_on),
    }
    _take_step(assessment, "open", Act.ASSESSMENT_OPENED, by, facts)
    announce("needs.assessment_opened", subject=assessment.reference, payload={"community": assessment.community.slug})


@transaction.atomic
def extend_assessment(*, assessment: Assessment, closes_on: dt.date, by: User) -> None:
    """A later last day; an earlier one would surprise people, so close it instead."""
    assessment = _locked(assessment)
    rules.can_extend(by, assessment).or_refuse()
    if assessment.closes_on is not None and closes_on <= assessment.closes_on:
        raise Refused(_("The new last day must be later than the present one."))
    assessment.closes_on = closes_on
    _take_step(assessment, "extend", Act.ASSESSMENT_EXTENDED, by, {"closes_on": closes_on.isoformat()})


@transaction.atomic
def make_stricter(*, assessment: Assessment, by: User) -> None:
    """From confidential to anonymous. Days of answers that are here become the Monday of their week."""
    assessment = _locked(assessment)
    rules.can_make_stricter(by, assessment).or_refuse()
    consent = queries.consent_for(Privacy.ANONYMOUS)
    assessment.privacy, assessment.consent = Privacy.ANONYMOUS, consent or assessment.consent
    answers = Submission.objects.filter(assessment=assessment)
    for day in set(answers.values_list("received_on", flat=True)):
        answers.filter(received_on=day).update(received_on=day - dt.timedelta(days=day.weekday()))
    _take_step(assessment, "make_stricter", Act.ASSESSMENT_MADE_STRICTER, by, {"privacy": str(Privacy.ANONYMOUS)})


@transaction.atomic
def close_assessment(*, assessment: Assessment, by: User | None) -> None:
    """No more answers. The key that told who has answered is gone for good; ``by`` is None when its time was over."""
    assessment = _locked(assessment)
    if by is not None:
        rules.can_close(by, assessment).or_refuse()
    if not ASSESSMENT_STEPS["close"].can_start_from(assessment.state):
        return
    _forget_who_answered(assessment)
    assessment.closed_at = clock.now()
    assessment.closes_on = min(assessment.closes_on or clock.today(), clock.today())
    _take_step(assessment, "close", Act.ASSESSMENT_CLOSED, by, {})
    announce("needs.assessment_closed", subject=assessment.reference, payload={"community": assessment.community.slug})


@transaction.atomic
def withdraw_assessment(*, assessment: Assessment, reason: str, by: User) -> None:
    """Its answers count for nothing from now on; the page says why."""
    assessment = _locked(assessment)
    rules.can_withdraw(by, assessment).or_refuse()
    _forget_who_answered(assessment)
    assessment.state_reason = reason
    facts = {"was": assessment.state}
    _take_step(assessment, "withdraw", Act.ASSESSMENT_WITHDRAWN, by, facts, personal={"reason": reason})
    announce(
        "needs.assessment_withdrawn", subject=assessment.reference, payload={"community": assessment.community.slug}
    )


def close_due() -> int:
    """Close what is past its last day; returns how many."""
    due = list(queries.due_to_close())
    for assessment in due:
        close_assessment(assessment=assessment, by=None)
    return len(due)


@transaction.atomic
def next_draw(*, assessment: Assessment, community_id: int) -> int:
    """The number of the next list of skills of a community, from 0; two people never get the same one."""
    asked = AskedCommunity.objects.filter(assessment=assessment, community=community_id)
    asked.update(n_drawn=F("n_drawn") + 1)
    return asked.values_list("n_drawn", flat=True).get() - 1


def _locked(assessment: Assessment) -> Assessment:
    rows = Assessment.objects.select_for_update(of=("self",)).select_related("community", "questionnaire")
    return rows.get(pk=assessment.pk)


def _forget_who_answered(assessment: Assessment) -> None:
    assessment.once_key = b""
    assessment.taken_back.all().delete()
    assessment.answered_once.all().delete()
    # PostgreSQL notes with each row which transaction wrote it, and keeps rows in the order of writing: both would
    # lead from a used invitation to its answers.
    invitations = list(assessment.invitations.order_by("token_digest"))
    assessment.invitations.all().delete()
    Invitation.objects.bulk_create(invitations)


def _take_step(
    assessment: Assessment,
    name: str,
    act: Act,
    by: User | None,
    facts: Mapping[str, JSON],
    personal: dict[str, str] | None = None,
) -> None:
    assessment.state = ASSESSMENT_STEPS[name].to or assessment.state
    assessment.version += 1
    assessment.save()
    audit.record(subject=assessment.reference, action=act, by=by, facts=facts, personal=personal)
