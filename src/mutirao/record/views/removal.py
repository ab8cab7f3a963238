"""Taking one's own post out of the record, asking for it, and a curator's answer."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mutirao.base.gates import get_for
from mutirao.base.paging import address_without_page, page_of
from mutirao.record import actions, queries, rules
from mutirao.record.forms import AnswerForm, RemovalForm
from mutirao.record.models import Post, RemovalRequest

READ_OR_ACT = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@login_required
@READ_OR_ACT
def remove(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Remove it at once if it bears one's own name, else ask a curator."""
    post = get_for(request.user, Post, public_id, related=("discussion",))
    own = rules.can_remove(request.user, post)
    if not own:
        rules.can_ask_for_removal(request.user, post).or_refuse()
    form = RemovalForm(request.POST or None)
    if request.method == "POST" and own:
        actions.remove_post(post=post, by=rules.signed_in(request.user))
        messages.success(request, _("The post is removed. Its name and words are gone."))
        return redirect(post)
    if request.method == "POST" and form.is_valid():
        actions.ask_for_removal(post=post, reason=form.cleaned_data["reason"], by=rules.signed_in(request.user))
        messages.success(request, _("A curator will look at it. You find the answer in your inbox."))
        return redirect(post)
    context = {"post": post, "form": None if own else form}
    return render(request, "record/remove.html", context, status=422 if request.method == "POST" else 200)


@never_cache
@login_required
@READ_OR_ACT
def removal_request(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What was asked and answered; a curator answers here."""
    asked = get_for(request.user, RemovalRequest, public_id, related=("post__discussion", "asked_by"))
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = actions.grant_removal if "grant" in request.POST else actions.refuse_removal
        answer(request=asked, answer=form.cleaned_data["answer"], by=rules.signed_in(request.user))
        messages.success(request, _("Your answer is sent."))
        return redirect(asked)
    context = {"asked": asked, "form": form if rules.can_decide(request.user, asked) else None}
    return render(request, "record/removal_request.html", context, status=422 if request.method == "POST" else 200)


@never_cache
@login_required
@require_safe
def removal_requests(request: HttpRequest) -> HttpResponse:
    """What waits for a curator."""
    rules.is_curator(request.user).or_refuse()
    context = {"page": page_of(queries.waiting_requests(), request), "page_query": address_without_page(request)}
    return render(request, "record/removal_requests.html", context)
