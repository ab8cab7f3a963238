"""Language, time zone, letters, notices, private addresses, and the name in local mode."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from mutirao.accounts import actions, forms, queries
from mutirao.accounts.addresses import absolute
from mutirao.accounts.models import User
from mutirao.accounts.requests import PersonRequest
from mutirao.base import rates
from mutirao.base.errors import InputError

LETTERS_A_DAY = 5


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: PersonRequest) -> HttpResponse:
    form = forms.Preferences(request.POST if request.method == "POST" else None, initial=_present(request.user))
    if request.method == "POST" and form.is_valid():
        actions.choose_preferences(**form.cleaned_data, by=request.user)
        return _saved(request)
    return _page(request, preferences=form)


@login_required
@require_POST
def notices(request: PersonRequest) -> HttpResponse:
    form = _notice_choices(request, request.POST)
    if not form.is_valid():
        return _page(request, notices=form)
    for topic, way in form.cleaned_data.items():
        actions.choose_notices(topic=topic, on_site=way != "none", by_mail=way == "mail", by=request.user)
    return _saved(request)


@login_required
@require_POST
def name(request: PersonRequest) -> HttpResponse:
    if not settings.LOCAL:
        raise Http404
    form = forms.Name(request.POST)
    if not form.is_valid():
        return _page(request, name=form)
    actions.rename(person=request.user, name=form.cleaned_data["name"], by=request.user)
    return _saved(request)


@login_required
@require_POST
def email(request: PersonRequest) -> HttpResponse:
    """Send the link that confirms an address."""
    if not actions.sends_mail():
        raise Http404
    form = forms.Email(request.POST)
    if not form.is_valid():
        return _page(request, email=form)
    rates.allow(f"letters {request.user.pk}", limit=LETTERS_A_DAY, per=timedelta(days=1)).or_refuse()
    try:
        actions.send_confirmation(email=form.cleaned_data["email"], by=request.user)
    except OSError:
        form.add_error("email", _("We could not send a letter there now. Please try again later."))
        return _page(request, email=form)
    messages.success(request, _("We have sent you a link. The address counts once you have opened it."))
    return redirect("accounts:preferences")


@login_required
@require_POST
def forget_email(request: PersonRequest) -> HttpResponse:
    actions.forget_email(by=request.user)
    return _saved(request)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_email(request: PersonRequest, key: str) -> HttpResponse:
    """A page with a button: programs that look at links in letters must not confirm anything."""
    if request.method != "POST":
        return render(request, "accounts/confirm_email.html")
    try:
        actions.confirm_email(key=key, by=request.user)
    except InputError:
        messages.error(request, _("This link is too old, was used already, or belongs to another account."))
        return redirect("accounts:preferences")
    return _saved(request)


@login_required
@require_POST
def renew_addresses(request: PersonRequest) -> HttpResponse:
    actions.renew_private_addresses(by=request.user)
    return _saved(request)


@login_required
@require_POST
def close_addresses(request: PersonRequest) -> HttpResponse:
    actions.close_private_addresses(by=request.user)
    return _saved(request)


def _page(request: PersonRequest, **bound: Form) -> HttpResponse:
    """The whole page; a form that was sent and is wrong comes back as it was typed."""
    person = request.user
    context: dict[str, Any] = {
        "preferences": forms.Preferences(initial=_present(person)),
        "name": forms.Name(initial={"name": person.display_name}),
        "email": forms.Email(),
        "notices": _notice_choices(request, None),
        "sends_mail": actions.sends_mail(),
        **bound,
    }
    if person.private_token:
        context["feed"] = absolute(reverse("accounts:feed", args=[person.private_token]))
        context["calendar"] = absolute(reverse("accounts:calendar", args=[person.private_token]))
    is_wrong = any(form.is_bound for form in bound.values())
    return render(request, "accounts/preferences.html", context, status=422 if is_wrong else 200)


def _present(person: User) -> dict[str, Any]:
    return {"language": person.language, "time_zone": person.time_zone, "is_adult": person.is_adult}


def _notice_choices(request: PersonRequest, data: Any) -> forms.NoticeChoices:
    by_mail = actions.sends_mail() and bool(request.user.email)
    return forms.NoticeChoices(data, chosen=queries.choices_by_topic(request.user), by_mail=by_mail)


def _saved(request: PersonRequest) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect("accounts:preferences")
