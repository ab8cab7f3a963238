"""What curators do: read posts from a file, take a discussion off the list and put it back."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from mutirao.base.gates import get_for
from mutirao.record import actions, rules
from mutirao.record.forms import PostsForm, WithdrawForm
from mutirao.record.models import Discussion

READ_OR_ACT = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@READ_OR_ACT
def read_posts(request: HttpRequest, slug: str) -> HttpResponse:
    shown = get_for(request.user, Discussion, slug, rules.can_read_posts)
    form = PostsForm(request.POST, request.FILES) if request.method == "POST" else PostsForm()
    if request.method == "POST" and form.is_valid():
        read = actions.read_posts(discussion=shown, found=form.cleaned_data["posts"], by=rules.signed_in(request.user))
        said = ngettext("%(shown)d post is new.", "%(shown)d posts are new.", read.n_new) % {"shown": read.n_new}
        messages.success(request, said)
        return redirect(shown)
    status = 422 if form.is_bound else 200
    return render(request, "record/read_posts.html", {"discussion": shown, "form": form}, status=status)


@login_required
@READ_OR_ACT
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    shown = get_for(request.user, Discussion, slug, rules.can_withdraw)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.withdraw_discussion(
            discussion=shown, reason=form.cleaned_data["reason"], by=rules.signed_in(request.user)
        )
        messages.success(request, _("The discussion is off the list."))
        return redirect(shown)
    status = 422 if request.method == "POST" else 200
    return render(request, "withdraw.html", {"shown": shown, "form": form}, status=status)


@login_required
@require_POST
def list_again(request: HttpRequest, slug: str) -> HttpResponse:
    shown = get_for(request.user, Discussion, slug, rules.can_list_again)
    actions.list_again(discussion=shown, by=rules.signed_in(request.user))
    messages.success(request, _("The discussion is on the list again."))
    return redirect(shown)
