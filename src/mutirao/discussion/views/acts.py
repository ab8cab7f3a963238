"""One page for every single act: what it is about, a short form, one button."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from mutirao.accounts.models import User
from mutirao.accounts.rules import is_signed_in
from mutirao.base.errors import Conflict, Refused


def person(request: HttpRequest) -> User:
    """Who is signed in; refuses everybody else."""
    if not isinstance(request.user, User):
        raise Refused(is_signed_in(request.user).reason)
    return request.user


@dataclass(frozen=True)
class Act:
    """The words of the page; ``comment`` is quoted above the form, ``back`` leads out without acting."""

    heading: Any
    button: Any
    back: str
    explanation: Any = ""
    comment: Any = None
    is_danger: bool = False
    template: str = "discussion/act.html"


def answer(request: HttpRequest, act: Act, form: Form, do: Callable[[], Any], **context: Any) -> HttpResponse:
    """Act and go back; or the page again with what is wrong and all that was typed."""
    status = 200
    if request.method == "POST":
        status = attempt(form, do)
        if status == 200:
            return redirect(act.back)
    return render(request, act.template, {"act": act, "form": form, **context}, status=status)


def attempt(form: Form, do: Callable[[], Any]) -> int:
    """Act if the form is right; the status for the page, with the refusal as an error of the form."""
    if not form.is_valid():
        return 422
    try:
        do()
    except Refused as refusal:
        form.add_error(None, refusal.reason)
        return 403
    except Conflict:
        form.add_error(None, _("This has changed since you opened it. The present text stands above yours."))
        return 409
    return 200
