"""Taking a post out of the record: by who signed it, or by a curator whom somebody asked."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_noop

from mutirao.accounts.actions import notify
from mutirao.accounts.models import User
from mutirao.accounts.wording import in_every_language
from mutirao.base import audit, clock
from mutirao.base.canonical_json import JSON
from mutirao.record import queries, rules
from mutirao.record.models import Post, RemovalRequest
from mutirao.record.states import Act, RequestState

REMOVED = gettext_noop("A post that you asked about is removed from the record.")
REFUSED = gettext_noop("A curator has answered a request of yours about a post.")


@transaction.atomic
def remove_post(*, post: Post, by: User) -> None:
    """The words and the name go at once; the place says that a post was removed on request."""
    post = _locked(post)
    rules.can_remove(by, post).or_refuse()
    _empty(post, by=by)


@transaction.atomic
def ask_for_removal(*, post: Post, reason: str, by: User) -> RemovalRequest:
    """Let a curator decide, where the name of the account is not that of the signature."""
    post = _locked(post)
    rules.can_ask_for_removal(by, post).or_refuse()
    request = RemovalRequest.objects.create(post=post, asked_by=by, reason=reason)
    audit.record(subject=request.reference, action=Act.REMOVAL_ASKED, by=by, facts={"post": str(post.public_id)})
    return request


@transaction.atomic
def grant_removal(*, request: RemovalRequest, answer: str, by: User) -> None:
    request = _locked_request(request)
    rules.can_decide(by, request).or_refuse()
    if request.post.removed_at is None:
        _empty(_locked(request.post), by=by)
    _answer(request, RequestState.GRANTED, answer, by)


@transaction.atomic
def refuse_removal(*, request: RemovalRequest, answer: str, by: User) -> None:
    """Say no, with the reason that the person reads."""
    request = _locked_request(request)
    rules.can_decide(by, request).or_refuse()
    audit.record(subject=request.reference, action=Act.REMOVAL_REFUSED, by=by, facts={}, personal={"answer": answer})
    _answer(request, RequestState.REFUSED, answer, by)


@transaction.atomic
def forget_person(*, person: User) -> None:
    """At erasure: what they signed goes, and the words of their requests."""
    for post in queries.signed_as(person):
        _empty(post, by=None)
    RemovalRequest.objects.filter(asked_by=person).update(reason="", asked_by=None)


def _empty(post: Post, *, by: User | None) -> None:
    post.author = post.shown_as = post.text = post.author_wiki = post.doubt = ""
    post.signed_at, post.removed_at = None, clock.now()
    post.save()
    facts: dict[str, JSON] = {"discussion": post.discussion.slug, "position": post.position}
    audit.record(subject=post.reference, action=Act.POST_REMOVED, by=by, facts=facts)


def _answer(request: RemovalRequest, state: RequestState, answer: str, by: User) -> None:
    # How they showed that the post is theirs is needed no more.
    request.state, request.answer, request.reason = state, answer, ""
    request.decided_by, request.decided_at = by, clock.now()
    request.save()
    if request.asked_by is not None:
        words = in_every_language(REMOVED if state == RequestState.GRANTED else REFUSED)
        notify(person=request.asked_by, topic="record", text=words, address=request.get_absolute_url())


def _locked(post: Post) -> Post:
    return Post.objects.select_for_update(of=("self",)).select_related("discussion").get(pk=post.pk)


def _locked_request(request: RemovalRequest) -> RemovalRequest:
    rows = RemovalRequest.objects.select_for_update(of=("self",)).select_related("post__discussion", "asked_by")
    return rows.get(pk=request.pk)
