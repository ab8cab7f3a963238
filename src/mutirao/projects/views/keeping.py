"""What curators do: take a project off the list, put it back, say that two are one."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mutirao.base.gates import get_for
from mutirao.projects import actions, queries, rules
from mutirao.projects.forms import MergeForm, WithdrawForm
from mutirao.projects.models import Project

READ_OR_ACT = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@READ_OR_ACT
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    shown = get_for(request.user, Project, slug, rules.can_withdraw)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.withdraw_project(project=shown, reason=form.cleaned_data["reason"], by=rules.signed_in(request.user))
        messages.success(request, _("The project is off the list."))
        return redirect(shown)
    status = 422 if request.method == "POST" else 200
    return render(request, "withdraw.html", {"shown": shown, "form": form}, status=status)


@login_required
@require_POST
def list_again(request: HttpRequest, slug: str) -> HttpResponse:
    shown = get_for(request.user, Project, slug, rules.can_list_again)
    actions.list_again(project=shown, by=rules.signed_in(request.user))
    messages.success(request, _("The project is on the list again."))
    return redirect(shown)


@login_required
@READ_OR_ACT
def merge(request: HttpRequest, slug: str) -> HttpResponse:
    shown = get_for(request.user, Project, slug, rules.can_withdraw)
    form = MergeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        other = queries.listed().filter(slug=form.cleaned_data["into"].rstrip("/").rsplit("/", 1)[-1]).first()
        if other is not None:
            actions.merge_project(project=shown, into=other, by=rules.signed_in(request.user))
            messages.success(request, _("The two are one project now."))
            return redirect(other)
        form.add_error("into", _("We know no listed project by this address."))
    status = 422 if request.method == "POST" else 200
    return render(request, "projects/merge.html", {"project": shown, "form": form}, status=status)
