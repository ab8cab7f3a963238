"""Limited places: who gets one, who waits, who moves up."""

from __future__ import annotations

from django.db import transaction

from mutirao.accounts.models import User
from mutirao.action_lines import queries, rules
from mutirao.action_lines.actions.notices import PLACE_FREE, SIGN_UPS, tell
from mutirao.action_lines.models import ActionLine, RolePlaces
from mutirao.action_lines.states import Act, SignUpState
from mutirao.base import audit


@transaction.atomic
def set_places(*, line: ActionLine, role: str, n_places: int | None, by: User) -> None:
    """Limit how many can hold ``role``, or lift the limit with None. Nobody who has a place loses it."""
    rules.is_coordinator(by, line).or_refuse()
    limits = RolePlaces.objects.filter(action_line=line, role=role)
    if limits.values_list("n_places", flat=True).first() == n_places:
        return
    if n_places is None:
        limits.delete()
    else:
        RolePlaces.objects.update_or_create(action_line=line, role=role, defaults={"n_places": n_places})
    audit.record(subject=line.reference, action=Act.PLACES_SET, by=by, facts={"role": role, "n_places": n_places})
    promote(line=line, role=role)


def state_for(line: ActionLine, role: str) -> SignUpState:
    """Active while there is a place, else waiting; the answer holds until the caller's transaction ends."""
    left = queries.places_left(line, role)
    return SignUpState.WAITING if left == 0 else SignUpState.ACTIVE


def promote(*, line: ActionLine, role: str) -> None:
    """Give free places to those who have waited longest; in the caller's transaction."""
    while state_for(line, role) == SignUpState.ACTIVE and (waiting := queries.first_waiting(line, role)):
        waiting.state = SignUpState.ACTIVE
        waiting.version += 1
        waiting.save(update_fields=["state", "version", "updated_at"])
        audit.record(subject=waiting.reference, action=Act.PLACE_GIVEN, by=None, facts={"role": role})
        tell(
            waiting.person,
            PLACE_FREE,
            topic=SIGN_UPS,
            address=waiting.get_absolute_url(),
            once_key=f"place:{waiting.public_id}",
        )
