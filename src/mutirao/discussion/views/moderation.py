"""Reporting, deciding, appealing, closing a thread; the queue and the log."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mutirao.base.gates import get_for
from mutirao.base.paging import PAGE_SIZE, address_without_page, page_of
from mutirao.discussion import actions, queries, rules
from mutirao.discussion.forms import FreezeForm, ModerationForm, ReasonForm
from mutirao.discussion.models import Comment, Thread
from mutirao.discussion.states import ModerationAct
from mutirao.discussion.views.acts import Act, answer, person

READ_OR_ACT = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@login_required
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for the person as a moderator."""
    waiting = page_of(queries.moderation_queue(person(request)), request)
    subjects = queries.subjects_of([comment.thread for comment in waiting], user=request.user)
    rows = [(comment, subjects.get(comment.thread.subject)) for comment in waiting]
    context = {
        "rows": rows,
        "waiting": waiting,
        "suggestions": queries.suggestion_queue(person(request))[:PAGE_SIZE],
        "page_query": address_without_page(request),
    }
    return render(request, "discussion/queue.html", context)


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """What moderators did and why, for everybody who may read the thread."""
    entries = page_of(queries.entries_visible_to(request.user), request)
    subjects = queries.subjects_of([entry.thread for entry in entries], user=request.user)
    rows = [_log_row(entry, subjects.get(entry.thread.subject)) for entry in entries]
    context = {"rows": rows, "entries": entries, "page_query": address_without_page(request)}
    return render(request, "discussion/log.html", context)


def _log_row(entry: Any, subject: Any) -> dict[str, Any]:
    is_decision = entry.act not in {ModerationAct.APPEALED, ModerationAct.HELD}
    # In protected places the people who moderate stay unnamed.
    is_named = is_decision and subject is not None and not queries.is_protected(subject, entry.thread.space)
    return {
        "entry": entry,
        "subject": subject,
        "by": entry.by if is_named else None,
        "reason": _(entry.reason) if entry.act == ModerationAct.HELD else entry.reason if is_decision else "",
    }


@login_required
@READ_OR_ACT
def report(request: HttpRequest, public_id: UUID) -> HttpResponse:
    shown = get_for(request.user, Comment, public_id, rules.can_report, related=("thread", "author"))
    explanation = _("Moderators read your reason. Nobody else does, and your name is not shown.")
    act = Act(_("Report a comment"), _("Report it"), shown.get_absolute_url(), explanation, shown)
    form = ReasonForm(request.POST or None)

    def send() -> None:
        actions.report_comment(comment=shown, reason=form.cleaned_data["reason"], by=person(request))
        messages.success(request, _("Thank you. A moderator will look at it."))

    return answer(request, act, form, send)


@login_required
@READ_OR_ACT
def moderate(request: HttpRequest, public_id: UUID) -> HttpResponse:
    shown = get_for(request.user, Comment, public_id, rules.can_moderate, related=("thread", "author"))
    explanation = _("Everybody can read your reason in the log. Please name no person in it.")
    act = Act(_("Decide about a comment"), _("Decide"), reverse("discussion:queue"), explanation, shown)
    form = ModerationForm(request.POST or None)

    def decide() -> None:
        actions.moderate_comment(comment=shown, by=person(request), **form.cleaned_data)
        messages.success(request, _("Done. Your decision and its reason stand in the log."))

    return answer(
        request,
        act,
        form,
        decide,
        reports=shown.reports.filter(settled_at=None),
        past=shown.moderation.select_related("by"),
    )


@login_required
@READ_OR_ACT
def appeal(request: HttpRequest, public_id: UUID) -> HttpResponse:
    shown = get_for(request.user, Comment, public_id, rules.can_appeal, related=("thread", "author"))
    explanation = _("Another moderator will look at it. Only moderators read your reason.")
    act = Act(_("Ask for another look"), _("Ask"), shown.thread.get_absolute_url(), explanation, shown)
    form = ReasonForm(request.POST or None)

    def ask() -> None:
        actions.appeal(comment=shown, reason=form.cleaned_data["reason"], by=person(request))
        messages.success(request, _("Thank you. Another moderator will look at it."))

    return answer(request, act, form, ask, past=shown.moderation.exclude(act=ModerationAct.APPEALED))


@login_required
@READ_OR_ACT
def freeze(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Close the thread, or open it again."""
    shown = get_for(request.user, Thread, public_id)
    is_open = shown.frozen_at is None
    (rules.can_freeze if is_open else rules.can_unfreeze)(request.user, shown).or_refuse()
    change = actions.freeze_thread if is_open else actions.unfreeze_thread
    heading = _("Close this discussion") if is_open else _("Open this discussion again")
    explanation = _("Everybody can read your reason in the log.")
    act = Act(heading, heading, shown.get_absolute_url(), explanation)
    form = FreezeForm(request.POST or None)
    return answer(
        request, act, form, lambda: change(thread=shown, reason=form.cleaned_data["reason"], by=person(request))
    )
