"""What curators name: resources, discussions and projects that belong on an action line's page."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from mutirao.accounts.requests import PersonRequest
from mutirao.action_lines import actions, rules
from mutirao.action_lines.forms import PinForm
from mutirao.action_lines.models import ActionLine
from mutirao.base import rates
from mutirao.base.gates import get_for
from mutirao.base.languages import interface_language
from mutirao.base.text import Text

PINS_AN_HOUR = 30


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def pins(request: PersonRequest, slug: str) -> HttpResponse:
    """What people have named, and the form for one more."""
    line = get_for(request.user, ActionLine, slug, rules.can_pin)
    form = PinForm(request.POST or None)
    if form.is_valid() and not (room := rules.can_pin_more(line, form.cleaned_data["pin_kind"])):
        form.add_error("pin_kind", room.reason)
    if request.method == "POST" and form.is_valid():
        rates.allow(f"pins {request.user.pk}", limit=PINS_AN_HOUR, per=timedelta(hours=1)).or_refuse()
        language = interface_language()
        reason = Text(language, {language: form.cleaned_data["reason"]})
        actions.pin(line=line, by=request.user, **{**form.cleaned_data, "reason": reason})
        messages.success(request, _("It stands on the page now."))
        return redirect("action_lines:pins", slug)
    context = {"line": line, "form": form, "pins": line.pins.filter(edition=None).select_related("pinned_by")}
    return render(request, "action_lines/pins.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def unpin(request: PersonRequest, slug: str, external_id: str) -> HttpResponse:
    line = get_for(request.user, ActionLine, slug, rules.can_pin)
    made = get_object_or_404(line.pins.filter(edition=None), external_id=external_id)
    actions.unpin(made=made, by=request.user)
    messages.success(request, _("It is off the page."))
    return redirect("action_lines:pins", slug)
