"""Standing behind something."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction

from mutirao.accounts.models import User
from mutirao.accounts.rules import is_signed_in
from mutirao.base import audit, clock, rates
from mutirao.base.references import Reference
from mutirao.base.text import Text
from mutirao.discussion import queries
from mutirao.discussion.models import Endorsement
from mutirao.discussion.states import Act
from mutirao.discussion.subjects import space_of

ENDORSEMENTS_A_DAY = 60


@transaction.atomic
def endorse(*, subject: Any, statement: Text, is_public: bool, by: User) -> Endorsement:
    """Stand behind ``subject``; whoever does already keeps the first words, which do not change any more.

    ``subject`` is an object that ``by`` was allowed to see.
    """
    is_signed_in(by).or_refuse()
    space = space_of(subject)
    rates.allow(f"discussion.endorse {by.pk}", limit=ENDORSEMENTS_A_DAY, per=timedelta(days=1)).or_refuse()
    endorsement, is_new = Endorsement.objects.get_or_create(
        person=by,
        subject_kind=subject.reference.kind,
        subject_id=subject.reference.public_id,
        withdrawn_at=None,
        defaults={
            "statement": statement,
            "is_public": is_public,
            "is_public_despite_risk": is_public and queries.is_protected(subject, space),
            "space_kind": space.kind,
            "space_id": space.public_id,
        },
    )
    if is_new:
        _record(endorsement, Act.ENDORSED, by)
    return endorsement


@transaction.atomic
def withdraw_endorsement(*, subject: Reference, by: User) -> None:
    """Take it back; the statement goes with it. Without an endorsement nothing happens."""
    endorsement = queries.endorsement_by(by, subject)
    if endorsement is None:
        return
    endorsement.withdrawn_at, endorsement.statement = clock.now(), Text(endorsement.statement.source)
    endorsement.save(update_fields=["withdrawn_at", "statement", "updated_at"])
    _record(endorsement, Act.ENDORSEMENT_WITHDRAWN, by)


def _record(endorsement: Endorsement, act: Act, by: User) -> None:
    # On the endorsement's own chain: the subject's would tell who stands behind it in private.
    audit.record(subject=endorsement.reference, action=act, by=by, facts={"is_public": endorsement.is_public})
