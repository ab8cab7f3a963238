"""My data: look, download, correct, erase."""

from __future__ import annotations

import json

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mutirao.accounts import actions, queries
from mutirao.accounts.forms import Erasure
from mutirao.accounts.personal_data import collected
from mutirao.accounts.requests import PersonRequest
from mutirao.base import clock
from mutirao.base.paging import address_without_page, page_of
from mutirao.base.references import resolve_many


@never_cache
@login_required
@require_safe
def my_data(request: PersonRequest) -> HttpResponse:
    return render(request, "accounts/my_data.html", {"wiki_facts": queries.wiki_facts_of(request.user)})


@never_cache
@login_required
@require_safe
def download(request: PersonRequest) -> HttpResponse:
    """Everything in one JSON file, a part per context."""
    content = {"made_at": clock.now().isoformat(), **collected(request.user)}
    response = HttpResponse(json.dumps(content, ensure_ascii=False, indent=2), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="mutirao-{clock.today():%Y-%m-%d}.json"'
    return response


@never_cache
@login_required
@require_safe
def acts(request: PersonRequest) -> HttpResponse:
    """What the audit chains say that I did."""
    page = page_of(queries.acts_of(request.user), request)
    subjects = resolve_many([row.subject for row in page], user=request.user)
    context = {
        "page": page,
        "page_query": address_without_page(request),
        "rows": [(row, subjects.get(row.subject)) for row in page],
    }
    return render(request, "accounts/acts.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: PersonRequest) -> HttpResponse:
    form = Erasure(request.POST if request.method == "POST" else None, expected=request.user.display_name)
    if request.method == "POST" and form.is_valid():
        actions.erase_person(by=request.user)
        logout(request)
        messages.success(request, _("Your account is erased. Thank you for the time you gave."))
        return redirect("/")
    return render(request, "accounts/erase.html", {"form": form}, status=422 if form.is_bound else 200)
