"""Auditing questionnaires: once a year, or when somebody who keeps one asks for it."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from mutirao.accounts.models import User
from mutirao.base import audit, clock
from mutirao.base.errors import Refused
from mutirao.base.tasks import task
from mutirao.needs.analysis.auditing import FEWEST_PEOPLE, audit_of
from mutirao.needs.models import Questionnaire, QuestionnaireAudit
from mutirao.needs.queries import auditing as queries
from mutirao.needs.rules import questionnaires as rules
from mutirao.needs.states import Act

PERIOD = timedelta(days=365)


@task(in_transaction=False)
def audit_questionnaire(public_id: str) -> bool:
    """Audit one questionnaire; False where the same answers were audited before."""
    questionnaire = Questionnaire.objects.get(public_id=public_id)
    # Outside a transaction: it computes for a while, and only reads.
    results = audit_of(questionnaire)
    _made, is_new = QuestionnaireAudit.objects.update_or_create(
        questionnaire=questionnaire,
        fingerprint=results["fingerprint"],
        defaults={"made_at": clock.now(), "results": results},
    )
    return is_new


@transaction.atomic
def ask_for_audit(*, questionnaire: Questionnaire, by: User) -> None:
    """A worker makes it in a moment."""
    rules.can_make(by, questionnaire.community).or_refuse()
    n_answers = queries.n_answers(questionnaire)
    if n_answers < FEWEST_PEOPLE:
        reason = _("An audit needs answers of at least %(n)d people in closed assessments.")
        raise Refused(reason % {"n": FEWEST_PEOPLE})
    audit.record(subject=questionnaire.reference, action=Act.QUESTIONNAIRE_AUDITED, by=by, facts={})
    audit_questionnaire.enqueue(str(questionnaire.public_id))


@transaction.atomic
def audit_due() -> int:
    """Ask for the audits that are a year old, and for first ones; returns how many."""
    due = queries.due_for_audit(clock.now() - PERIOD, fewest=FEWEST_PEOPLE)
    for questionnaire in due:
        audit_questionnaire.enqueue(str(questionnaire.public_id))
    return len(due)
