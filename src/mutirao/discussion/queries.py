"""Reads of threads, comments, endorsements, polls and suggestions: only through the gate of what they hang on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, cast
from uuid import UUID

from django.db import models
from django.db.models import Case, Count, Exists, Func, OuterRef, Q, QuerySet, When

from mutirao.accounts.models import RoleGrant, User
from mutirao.accounts.rules import held, is_administrator
from mutirao.accounts.spaces import space_kind_of, space_kinds
from mutirao.base import clock
from mutirao.base.errors import InputError
from mutirao.base.models import OldSlug
from mutirao.base.prepared import Given
from mutirao.base.references import Kind, Reference, kind_named, resolve_many
from mutirao.base.text import Text
from mutirao.discussion.models import Ballot, Comment, Endorsement, ModerationEntry, Poll, Suggestion, Thread
from mutirao.discussion.rules import moderating_grants
from mutirao.discussion.states import Audience, CommentState, ModerationAct, Reader, SuggestionState, Voters
from mutirao.discussion.subjects import subject_kinds
from mutirao.discussion.suggestible import suggestibles

# Within it, the same words again are a button pressed twice, or a page sent again.
MOMENT = timedelta(minutes=10)


class AsUuid(Func):
    """A UUID written with hyphens, as the database keeps UUIDs."""

    arity = 1
    output_field = models.UUIDField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="replace(%(expressions)s, '-', '')", **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="(%(expressions)s)::uuid", **context)


def seen_through_subject[M: models.Model](rows: QuerySet[M], user: Any, kinds: list[Kind]) -> QuerySet[M]:
    """The rows whose subject is of one of ``kinds`` and visible to ``user`` by its owner's own rule, in SQL."""
    rows, is_seen = _named_by(rows, "subject", {kind: kind.visible_to(user) for kind in kinds})
    return rows.filter(is_seen)


def shown_in_public(given: QuerySet[Endorsement]) -> QuerySet[Endorsement]:
    """With a name; where people are protected by now, only from those who were warned and gave it all the same."""
    protected = {kind_named(space.kind): space.protected() for space in space_kinds() if space.protected}
    given, is_protected = _named_by(given.filter(is_public=True), "space", protected)
    return given.filter(Q(is_public_despite_risk=True) | ~is_protected)


def _named_by[M: models.Model](
    rows: QuerySet[M], column: str, things: Mapping[Kind, QuerySet[Any]]
) -> tuple[QuerySet[M], Q]:
    """``rows``, and the condition that their ``column`` (subject or space) names one of ``things``."""
    by_uuid = [kind.name for kind in things if isinstance(kind.model._meta.get_field(kind.key), models.UUIDField)]
    # The case guards the cast: other kinds have slugs, which are no UUIDs.
    as_uuid = Case(When(**{f"{column}_kind__in": by_uuid}, then=AsUuid(f"{column}_id")))
    is_named = Q(pk__in=[])
    for kind, found in things.items():
        key = f"{column}_uuid" if kind.name in by_uuid else f"{column}_id"
        is_named |= Q(**{f"{column}_kind": kind.name}) & Q(Exists(found.filter(**{kind.key: OuterRef(key)})))
    return cast("QuerySet[M]", rows.alias(**{f"{column}_uuid": as_uuid})), is_named


def fits_audience(user: Any) -> Q:
    """The threads whose audience ``user`` belongs to; the gate of the subject is another matter."""
    if reader_of(user) is Reader.PERSON:
        return fits(Reader.PERSON, person=user.pk, today=clock.today())
    return fits(reader_of(user))


def reader_of(user: Any) -> Reader:
    if not isinstance(user, User) or not user.is_active:
        return Reader.STRANGER
    return Reader.ADMINISTRATOR if user.is_administrator else Reader.PERSON


def fits(reader: Reader, **person: Any) -> Q:
    """The same by the sort of reader: ``person`` and ``today`` say whose roles count, and on which day."""
    if reader is Reader.STRANGER:
        return Q(audience=Audience.PUBLIC)
    if reader is Reader.ADMINISTRATOR:
        return Q()
    member = RoleGrant.objects.filter(held(person["today"]), person=person["person"], **_in_space_of_outer())
    return ~Q(audience=Audience.MEMBERS) | Q(Exists(member))


def _in_space_of_outer(prefix: str = "") -> dict[str, OuterRef]:
    return {"subject_kind": OuterRef(f"{prefix}space_kind"), "subject_id": OuterRef(f"{prefix}space_id")}


def threads_visible_to(user: Any) -> QuerySet[Thread]:
    return seen_through_subject(Thread.objects.filter(fits_audience(user)), user, subject_kinds())


def moved_to(public_id: UUID) -> str | None:
    """The public id of the thread that took in thread ``public_id``."""
    moved = OldSlug.objects.filter(kind=Thread.kind, slug=str(public_id))
    return moved.values_list("current", flat=True).first()


def comments_visible_to(user: Any) -> QuerySet[Comment]:
    """Shown ones; one's own unless removed; and for moderators those held or hidden in their places."""
    return Comment.objects.filter(_is_readable_by(user), thread__in=threads_visible_to(user))


def comments_in(thread: Thread, *, user: Any) -> QuerySet[Comment]:
    """The same in one thread, whose gate ``user`` has passed."""
    return Comment.objects.filter(_is_readable_by(user), thread=thread)


def said_just_now(thread: Thread, text: Text, *, by: User, reply_to: Comment | None) -> Comment | None:
    """The same words of the same person in the same place, a moment ago."""
    recent = Comment.objects.filter(thread=thread, author=by, reply_to=reply_to, created_at__gt=clock.now() - MOMENT)
    return next((comment for comment in recent.exclude(state=CommentState.REMOVED) if comment.text == text), None)


def asked_just_now(subject: Reference, question: Text, *, by: User) -> Poll | None:
    """The same question of the same person about the same thing, a moment ago."""
    recent = polls_about(subject).filter(opened_by=by, closed_at=None, created_at__gt=clock.now() - MOMENT)
    return next((poll for poll in recent if poll.question == question), None)


def with_last_act(comments: QuerySet[Comment]) -> QuerySet[Comment]:
    """With ``last_act``: what last happened to each in moderation, None for most."""
    entries = ModerationEntry.objects.filter(comment=OuterRef("pk")).order_by("-created_at", "-pk")
    return comments.annotate(last_act=models.Subquery(entries.values("act")[:1]))


def _is_readable_by(user: Any) -> Q:
    is_shown = Q(state=CommentState.SHOWN)
    if not isinstance(user, User):
        return is_shown
    return is_shown | (~Q(state=CommentState.REMOVED) & (Q(author=user) | _is_moderated_by(user)))


def _is_moderated_by(user: User, prefix: str = "thread__") -> Q:
    if is_administrator(user):
        # Not an empty Q, which an "or" swallows.
        return Q(pk__isnull=False)
    return Q(Exists(RoleGrant.objects.filter(moderating_grants(user), **_in_space_of_outer(prefix))))


def page_of_comment(comment: Comment, *, user: Any, size: int) -> int:
    """On which page of its thread the comment stands for ``user``."""
    before = Q(created_at__lt=comment.created_at) | Q(created_at=comment.created_at, pk__lt=comment.pk)
    return comments_in(comment.thread, user=user).filter(before).count() // size + 1


def entries_visible_to(user: Any) -> QuerySet[ModerationEntry]:
    """The log of moderation in threads that ``user`` may read."""
    entries = ModerationEntry.objects.filter(thread__in=threads_visible_to(user))
    return entries.select_related("thread", "by").order_by("-created_at", "-pk")


def moderation_queue(user: User) -> QuerySet[Comment]:
    """What waits for ``user`` as a moderator: held, reported or appealed by others; the longest waiting first."""
    waiting = comments_visible_to(user).filter(_is_moderated_by(user)).exclude(author=user)
    waiting = with_last_act(waiting).annotate(n_reports=Count("reports", filter=Q(reports__settled_at=None)))
    is_reported = Q(state=CommentState.SHOWN, n_reports__gt=0)
    is_appealed = Q(state=CommentState.HIDDEN, last_act=ModerationAct.APPEALED)
    waiting = waiting.filter(Q(state=CommentState.HELD) | is_reported | is_appealed)
    return waiting.select_related("thread", "author").prefetch_related("reports").order_by("created_at", "pk")


def polls_visible_to(user: Any) -> QuerySet[Poll]:
    return seen_through_subject(Poll.objects.all(), user, subject_kinds())


def polls_about(subject: Reference) -> QuerySet[Poll]:
    """Those of a subject whose gate has been passed, the latest first."""
    return Poll.objects.filter(subject_kind=subject.kind, subject_id=subject.public_id).order_by("-closes_at", "-pk")


def endorsements_visible_to(user: Any) -> QuerySet[Endorsement]:
    """Those in force and public, and one's own."""
    given = Endorsement.objects.filter(withdrawn_at=None, person__is_active=True)
    seen = seen_through_subject(given, user, subject_kinds())
    if not isinstance(user, User):
        return shown_in_public(seen)
    return seen.filter(Q(pk__in=shown_in_public(given).values("pk")) | Q(person=user))


def public_endorsements(kind: str, public_id: str | Given) -> QuerySet[Endorsement]:
    """What is counted and listed on the subject's own page, whose gate has been passed."""
    given = Endorsement.objects.filter(subject_kind=kind, subject_id=public_id)
    return shown_in_public(given.filter(withdrawn_at=None, person__is_active=True))


def endorsement_by(person: User, subject: Reference) -> Endorsement | None:
    mine = Endorsement.objects.filter(person=person, withdrawn_at=None)
    return mine.filter(subject_kind=subject.kind, subject_id=subject.public_id).first()


def own_choice(poll: Poll, user: Any) -> str | None:
    """What ``user`` voted; nobody can ask for another person's."""
    if not isinstance(user, User):
        return None
    return Ballot.objects.filter(poll=poll, voter=user).values_list("choice", flat=True).first()


def eligible_people(poll: Poll) -> QuerySet[User]:
    """Who may vote now."""
    people = User.objects.filter(is_active=True)
    if poll.voters == Voters.SIGNED_IN:
        return people
    grants = RoleGrant.objects.filter(held(), subject_kind=poll.space_kind, subject_id=poll.space_id)
    return people.filter(pk__in=grants.values("person"))


def polls_to_close() -> QuerySet[Poll]:
    return Poll.objects.filter(closed_at=None, closes_at__lte=clock.now()).order_by("closes_at")


def is_protected(subject: Any, space: Reference) -> bool:
    """Whether people there stay unnamed unless they say otherwise."""
    try:
        kind = space_kind_of(space)
    except InputError:
        return False
    thing = subject if subject.reference == space else resolve_many([space], user=None).get(space)
    return thing is None or kind.is_protected(thing)


def subjects_of(rows: list[Any], *, user: Any) -> dict[Reference, Any]:
    """The things that rows of a list hang on; one query per kind."""
    return resolve_many({row.subject for row in rows}, user=user)


def suggestions_visible_to(user: Any) -> QuerySet[Suggestion]:
    """One's own, and those of the kinds that one curates."""
    if not isinstance(user, User):
        return Suggestion.objects.none()
    return Suggestion.objects.filter(Q(proposed_by=user) | Q(subject_kind__in=_curated_kinds(user)))


def suggestion_queue(user: User) -> QuerySet[Suggestion]:
    """What waits for ``user`` as a curator: made by others, the longest waiting first."""
    waiting = Suggestion.objects.filter(state=SuggestionState.WAITING, subject_kind__in=_curated_kinds(user))
    # Not exclude: it would leave out those whose maker is gone.
    by_others = waiting.filter(Q(proposed_by=None) | ~Q(proposed_by=user))
    return by_others.select_related("proposed_by").order_by("created_at", "pk")


def suggestions_by(user: User) -> QuerySet[Suggestion]:
    """What ``user`` suggested, the latest first."""
    return Suggestion.objects.filter(proposed_by=user).order_by("-created_at", "-pk")


def _curated_kinds(user: User) -> list[str]:
    return [each.kind for each in suggestibles() if each.can_decide(user)]
