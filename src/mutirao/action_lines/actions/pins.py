"""What curators name on the page of an action line."""

from __future__ import annotations

import secrets

from django.db import transaction
from django.db.models import Max

from mutirao.accounts.models import User
from mutirao.action_lines import rules
from mutirao.action_lines.models import ActionLine, Pin
from mutirao.action_lines.states import Act
from mutirao.base import audit
from mutirao.base.errors import InputError
from mutirao.base.text import Text


@transaction.atomic
def pin(
    *,
    line: ActionLine,
    pin_kind: str,
    title: str,
    address: str,
    reason: Text,
    detail: str,
    by: User,
    external_id: str = "",
) -> Pin:
    """Put something at the end of the line's list; raises ``Refused`` when the list is full.

    ``external_id`` names something that a higher context keeps; without it the pin is its own.
    """
    # Two curators at once would both find the last place free.
    line = ActionLine.objects.select_for_update().get(pk=line.pk)
    rules.can_pin(by, line).or_refuse()
    rules.can_pin_more(line, pin_kind).or_refuse()
    last = line.pins.filter(pin_kind=pin_kind).aggregate(last=Max("position"))["last"] or 0
    made = Pin.objects.create(
        action_line=line,
        pin_kind=pin_kind,
        external_id=external_id or f"own-{secrets.token_hex(8)}",
        title=title,
        address=address,
        reason=reason,
        detail=detail,
        position=last + 1,
        pinned_by=by,
    )
    _record(made, Act.PINNED, by)
    return made


@transaction.atomic
def unpin(*, made: Pin, by: User) -> None:
    """Take off the list what a curator named; what comes from our files stays."""
    rules.can_pin(by, made.action_line).or_refuse()
    if made.edition_id is not None:
        raise InputError("made", allowed="a pin that a curator made", got=made.external_id)
    _record(made, Act.UNPINNED, by)
    made.delete()


def _record(made: Pin, act: Act, by: User) -> None:
    facts = {"kind": made.pin_kind, "id": made.external_id, "title": made.title, "address": made.address}
    audit.record(subject=made.action_line.reference, action=act, by=by, facts=facts)
