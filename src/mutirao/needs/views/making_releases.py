"""Asking for a release before the weekly one."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mutirao.accounts.requests import PersonRequest
from mutirao.needs.actions import releases


@login_required
@require_POST
def ask_for_release(request: PersonRequest) -> HttpResponse:
    releases.ask_for_release(by=request.user)
    messages.success(request, _("The release is being made. It will stand here in a minute."))
    return redirect("needs:releases")
