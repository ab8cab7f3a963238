"""A half-filled sign-up form waits in the session until its owner has an account."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, QueryDict

from mutirao.action_lines.forms import SignUpForm
from mutirao.base import clock

KEY = "action_lines.sign_up"
KEPT_FOR = timedelta(days=1)
# A full form is well below; longer is not typed by hand.
LONGEST = 12_000


def keep(request: HttpRequest) -> bool:
    """Keep what was typed, fields of the form only; False when it is too long to be kept."""
    typed = {name: request.POST.getlist(name) for name in SignUpForm.base_fields if name in request.POST}
    if sum(len(value) for values in typed.values() for value in values) > LONGEST:
        return False
    request.session[KEY] = {"typed": typed, "at": clock.now().timestamp()}
    return True


def kept(request: HttpRequest) -> QueryDict | None:
    """What was typed in the last day, as if it were posted."""
    found = request.session.get(KEY)
    if found is None:
        return None
    if clock.now().timestamp() - found["at"] > KEPT_FOR.total_seconds():
        forget(request)
        return None
    data = QueryDict(mutable=True)
    for name, values in found["typed"].items():
        data.setlist(name, values)
    return data


def forget(request: HttpRequest) -> None:
    request.session.pop(KEY, None)
