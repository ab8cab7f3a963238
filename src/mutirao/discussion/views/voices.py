"""Endorsing and voting."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mutirao.accounts.models import User
from mutirao.base.gates import get_for
from mutirao.base.paging import address_without_page, page_of
from mutirao.discussion import actions, queries, rules
from mutirao.discussion.forms import BallotForm, EndorsementForm, NoteForm, PollForm
from mutirao.discussion.models import Poll
from mutirao.discussion.subjects import space_of, subject_for
from mutirao.discussion.views.acts import Act, answer, attempt, person
from mutirao.discussion.views.threads import subject_or_404

READ_OR_ACT = require_http_methods(["GET", "HEAD", "POST"])


@READ_OR_ACT
def endorse(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Who stands behind a subject in public, and the form to join them or to leave."""
    subject = subject_or_404(request, kind, key)
    if request.method == "POST" and not isinstance(request.user, User):
        return redirect_to_login(request.get_full_path())
    is_protected = queries.is_protected(subject, space_of(subject))
    form = EndorsementForm(request.POST or None, initial={"is_public": not is_protected})
    status = 200
    if request.method == "POST":
        cleaned = form.cleaned_data if form.is_valid() else {}
        status = attempt(
            form,
            lambda: actions.endorse(
                subject=subject, statement=form.written("statement"), is_public=cleaned["is_public"], by=person(request)
            ),
        )
        if status == 200:
            messages.success(request, _("Thank you for your support."))
            return redirect(request.path)
    given = (
        queries.public_endorsements(subject.kind, subject.reference.public_id)
        .select_related("person")
        .order_by("created_at", "pk")
    )
    mine = queries.endorsement_by(request.user, subject.reference) if isinstance(request.user, User) else None
    context = {
        "subject": subject,
        "given": page_of(given, request),
        "page_query": address_without_page(request),
        "mine": mine,
        "is_protected": is_protected,
        "form": form,
    }
    return render(request, "discussion/endorse.html", context, status=status)


@login_required
@require_POST
def withdraw(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    subject = subject_or_404(request, kind, key)
    actions.withdraw_endorsement(subject=subject.reference, by=person(request))
    messages.success(request, _("Your support is withdrawn."))
    return redirect("discussion:endorse", kind=kind, key=key)


@login_required
@READ_OR_ACT
def new_poll(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    subject = subject_or_404(request, kind, key)
    rules.can_open_poll(request.user, space_of(subject)).or_refuse()
    explanation = _("Nobody sees a result before the poll closes, not even you. Nobody ever sees who voted what.")
    act = Act(_("Ask people"), _("Open the poll"), subject.get_absolute_url(), explanation)
    form = PollForm(request.POST or None, initial={"poll_kind": "consent", "voters": "signed_in"})

    opened: Poll | None = None

    def ask() -> None:
        nonlocal opened
        cleaned = form.cleaned_data
        opened = actions.open_poll(
            subject=subject,
            question=form.written("question"),
            poll_kind=cleaned["poll_kind"],
            options=form.written_options(),
            voters=cleaned["voters"],
            closes_at=cleaned["closes_at"],
            by=person(request),
        )
        messages.success(request, _("The poll is open."))

    page = answer(request, act, form, ask)
    return redirect(opened) if opened else page


@READ_OR_ACT
def poll(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A question with my vote; after closing, the record of the decision."""
    shown = get_for(request.user, Poll, public_id)
    if request.method == "POST" and not isinstance(request.user, User):
        return redirect_to_login(request.get_full_path())
    mine = queries.own_choice(shown, request.user)
    form, status = BallotForm(request.POST or None, poll=shown, initial={"choice": mine}), 200
    if request.method == "POST":
        status = attempt(
            form, lambda: actions.cast_ballot(poll=shown, choice=form.cleaned_data["choice"], by=person(request))
        )
        if status == 200:
            messages.success(request, _("Your vote is counted. You can change it until the poll closes."))
            return redirect(shown)
    result = shown.public_result
    counts = result.get("counts") or {}
    context = {
        "poll": shown,
        "subject": subject_for(request.user, shown.subject),
        "form": form,
        "my_choice": dict(shown.choices).get(mine or ""),
        "can_vote": rules.can_vote(request.user, shown),
        "can_close": rules.can_close_poll(request.user, shown),
        "can_note": rules.can_add_minority_note(request.user, shown),
        "result": result,
        "counts": [(words, counts[choice]) for choice, words in shown.choices if choice in counts],
    }
    return render(request, "discussion/poll.html", context, status=status)


@login_required
@require_POST
def close(request: HttpRequest, public_id: UUID) -> HttpResponse:
    shown = get_for(request.user, Poll, public_id, rules.can_close_poll)
    actions.close_poll(poll=shown, by=person(request))
    messages.success(request, _("The poll is closed."))
    return redirect(shown)


@login_required
@READ_OR_ACT
def minority_note(request: HttpRequest, public_id: UUID) -> HttpResponse:
    shown = get_for(request.user, Poll, public_id, rules.can_add_minority_note)
    explanation = _("It stands beside the result, without your name. The first note stays.")
    act = Act(_("Write the note of those who disagreed"), _("Add the note"), shown.get_absolute_url(), explanation)
    form = NoteForm(request.POST or None)
    return answer(
        request, act, form, lambda: actions.add_minority_note(poll=shown, text=form.written("text"), by=person(request))
    )
