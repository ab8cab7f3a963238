"""Reading a thread and taking part in it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mutirao.accounts.models import User
from mutirao.base.gates import get_for
from mutirao.base.paging import PAGE_SIZE, address_without_page, page_of
from mutirao.base.references import Reference
from mutirao.discussion import actions, queries, rules
from mutirao.discussion.forms import CommentForm, EditForm
from mutirao.discussion.models import Comment, Thread
from mutirao.discussion.states import Audience, CommentState
from mutirao.discussion.subjects import space_of, subject_for
from mutirao.discussion.views.acts import Act, answer, attempt, person

POLLS_SHOWN = 20
READ_OR_ACT = require_http_methods(["GET", "HEAD", "POST"])


def subject_or_404(request: HttpRequest, kind: str, key: str) -> Any:
    subject = None if "\x00" in key else subject_for(request.user, Reference(kind, key))
    if subject is None:
        raise Http404
    return subject


@READ_OR_ACT
def about(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """The public thread of a subject, or the place where its first comment begins one."""
    subject = subject_or_404(request, kind, key)
    found = queries.threads_visible_to(request.user).filter(
        subject_kind=kind, subject_id=subject.reference.public_id, audience=Audience.PUBLIC
    )
    standing = found.first()
    if standing is not None and request.method != "POST":
        return redirect(standing)
    if request.method == "POST" and not isinstance(request.user, User):
        return redirect_to_login(request.get_full_path())
    form, status = CommentForm(request.POST or None), 200
    if request.method == "POST":
        status = attempt(form, lambda: _begin(request, subject, form))
        if status == 200:
            return redirect(found.get())
    context = {"subject": subject, "form": form, **_polls(request, subject)}
    context["is_protected"] = queries.is_protected(subject, space_of(subject))
    return render(request, "discussion/thread.html", context, status=status)


def _polls(request: HttpRequest, subject: Any) -> dict[str, Any]:
    return {
        "polls": queries.polls_about(subject.reference)[:POLLS_SHOWN],
        "can_ask": rules.can_open_poll(request.user, space_of(subject)),
    }


def _begin(request: HttpRequest, subject: Any, form: CommentForm) -> None:
    by = person(request)
    thread = actions.open_thread(subject=subject, audience=Audience.PUBLIC, by=by)
    _say_what_happens(request, actions.add_comment(thread=thread, text=form.written("text"), by=by))


@READ_OR_ACT
def thread(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The comments in their order, and the form to add one."""
    try:
        shown = get_for(request.user, Thread, public_id)
    except Http404:
        return redirect(_moved_to(request, public_id), permanent=True)
    if request.method == "POST" and not isinstance(request.user, User):
        return redirect_to_login(request.get_full_path())
    answered = _answered(request, shown)
    form, status = CommentForm(request.POST or None), 200
    if request.method == "POST":
        status = attempt(form, lambda: _add(request, shown, form, answered))
        if status == 200:
            return redirect(shown)
    subject = subject_for(request.user, shown.subject)
    if subject is None:
        raise Http404
    comments = queries.with_last_act(queries.comments_in(shown, user=request.user))
    context = {
        "thread": shown,
        "subject": subject,
        **_polls(request, subject),
        "is_protected": queries.is_protected(subject, shown.space),
        "comments": page_of(comments.select_related("author", "reply_to").order_by("created_at", "pk"), request),
        "page_query": address_without_page(request),
        "answered": answered,
        "can_comment": rules.can_comment(request.user, shown),
        "is_moderator": bool(rules.moderates(request.user, shown.space)),
        "form": form,
    }
    return render(request, "discussion/thread.html", context, status=status)


def _moved_to(request: HttpRequest, public_id: UUID) -> Thread:
    """The thread that took in this one."""
    moved = queries.moved_to(public_id)
    if moved is None:
        raise Http404
    return get_for(request.user, Thread, moved)


def _answered(request: HttpRequest, shown: Thread) -> Comment | None:
    try:
        public_id = UUID(request.GET.get("reply", ""))
    except ValueError:
        return None
    readable = queries.comments_in(shown, user=request.user).filter(public_id=public_id)
    return readable.select_related("author").first()


def _add(request: HttpRequest, shown: Thread, form: CommentForm, answered: Comment | None) -> None:
    comment = actions.add_comment(thread=shown, text=form.written("text"), by=person(request), reply_to=answered)
    _say_what_happens(request, comment)


def _say_what_happens(request: HttpRequest, comment: Comment) -> None:
    if comment.state == CommentState.HELD:
        messages.info(request, _("Thank you. A moderator reads first comments with links before others see them."))
    else:
        messages.success(request, _("Your comment is here for others to read."))


@require_safe
def comment(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Leads to the page of the thread where the comment stands."""
    shown = get_for(request.user, Comment, public_id, related=("thread",))
    page = queries.page_of_comment(shown, user=request.user, size=PAGE_SIZE)
    return redirect(f"{shown.thread.get_absolute_url()}?page={page}#comment-{shown.public_id}")


@login_required
@READ_OR_ACT
def edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    shown = get_for(request.user, Comment, public_id, rules.can_edit, related=("thread", "author"))
    act = Act(_("Change your comment"), _("Save"), shown.get_absolute_url(), comment=shown)
    initial = {"text": shown.text.original, "language": shown.text.source, "version": shown.version}
    form = EditForm(request.POST or None, initial=initial)

    def save() -> None:
        seen = form.cleaned_data["version"]
        changed = actions.edit_comment(comment=shown, text=form.written("text"), seen_version=seen, by=person(request))
        _say_what_happens(request, changed)

    return answer(request, act, form, save)


@login_required
@READ_OR_ACT
def remove(request: HttpRequest, public_id: UUID) -> HttpResponse:
    shown = get_for(request.user, Comment, public_id, rules.can_remove, related=("thread", "author"))
    act = Act(
        _("Remove your comment"),
        _("Remove it"),
        shown.thread.get_absolute_url(),
        _("Your words are deleted for good. Replies to them stay."),
        shown,
        is_danger=True,
    )
    form = Form(request.POST if request.method == "POST" else None)
    return answer(request, act, form, lambda: actions.remove_comment(comment=shown, by=person(request)))
