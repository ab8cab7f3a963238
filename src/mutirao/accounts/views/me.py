"""What waits for me, and what others see of me."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from mutirao.accounts import actions, queries
from mutirao.accounts.models import Notice, User
from mutirao.accounts.requests import PersonRequest
from mutirao.base.gates import get_for
from mutirao.base.paging import address_without_page, page_of
from mutirao.base.panels import render_panels
from mutirao.base.references import resolve_many

NOTICES_SHOWN = 20


@never_cache
@login_required
@require_safe
def me(request: PersonRequest) -> HttpResponse:
    context = {
        "page": page_of(queries.notices_of(request.user), request, size=NOTICES_SHOWN),
        "page_query": address_without_page(request),
        "n_unread": queries.n_unread(request.user),
        "panels": render_panels("inbox", subject=request.user, user=request.user, request=request),
    }
    return render(request, "accounts/me.html", context)


@login_required
@require_POST
def read_notice(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Opening a notice marks it as read."""
    notice = get_for(request.user, Notice, public_id)
    actions.mark_read(notice=notice)
    return redirect(notice.address or "accounts:me")


@login_required
@require_POST
def read_all_notices(request: PersonRequest) -> HttpResponse:
    actions.mark_all_read(by=request.user)
    return redirect("accounts:me")


@require_safe
def person(request: PersonRequest, public_id: UUID) -> HttpResponse:
    shown = get_for(request.user, User, public_id)
    roles = list(queries.public_roles_of(shown))
    spaces = resolve_many([grant.subject for grant in roles], user=request.user)
    context = {
        "person": shown,
        "roles": [(grant, spaces[grant.subject]) for grant in roles if grant.subject in spaces],
        # Profiles are for adults: panels stay away until the person has said so.
        "panels": render_panels("person", subject=shown, user=request.user, request=request) if shown.is_adult else [],
    }
    return render(request, "accounts/person.html", context)
