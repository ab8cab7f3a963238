"""What waits for me, and what others see of me."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mutirao.accounts.models import User
from mutirao.base.gates import get_for
from mutirao.base.panels import render_panels


@never_cache
@login_required
@require_safe
def me(request: HttpRequest) -> HttpResponse:
    panels = render_panels("inbox", subject=request.user, user=request.user, request=request)
    return render(request, "accounts/me.html", {"panels": panels})


@require_safe
def person(request: HttpRequest, public_id: UUID) -> HttpResponse:
    shown = get_for(request.user, User, public_id)
    panels = render_panels("person", subject=shown, user=request.user, request=request)
    return render(request, "accounts/person.html", {"person": shown, "panels": panels})
