"""The talk about a subject on the subject's own page, and what waits for a moderator in their inbox."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from django.db.models import (
    BigIntegerField,
    CharField,
    DateField,
    DateTimeField,
    F,
    Field,
    Func,
    IntegerField,
    JSONField,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce, JSONObject
from django.utils.dateparse import parse_datetime

from mutirao.accounts.models import User
from mutirao.base import clock
from mutirao.base.models import PublicModel, SlugModel
from mutirao.base.panels import panel
from mutirao.base.prepared import Given, Prepared
from mutirao.base.text import Text
from mutirao.discussion import queries
from mutirao.discussion.models import Comment, Poll, Thread
from mutirao.discussion.states import CommentState, Reader

LATEST = 3
TEMPLATE = "discussion/partials/panel.html"


@panel("community", order=70, template=TEMPLATE)
@panel("action_line", order=70, template=TEMPLATE)
@panel("skill", order=70, template=TEMPLATE)
def talk(subject: Any, user: Any) -> dict[str, Any] | None:
    """The latest comments, how many stand behind it, the next poll to close: one query, from the subject's own row.

    The page has passed the subject's gate; only the audience of each thread is still to be asked.
    """
    values = {"subject": subject.pk, "public_id": subject.reference.public_id, "now": clock.now()}
    if queries.reader_of(user) is Reader.PERSON:
        values |= {"person": user.pk, "today": clock.today()}
    model: type[PublicModel | SlugModel] = type(subject)
    row = next(iter(said_about(model, queries.reader_of(user))(**values)), None)
    if row is None:
        return None
    packed = [row.pop(f"latest_{place}") for place in range(LATEST)]
    return {**row, "latest": [_unpacked(each) for each in packed if each]}


@panel("inbox", order=45, template="discussion/partials/inbox.html")
def waiting_comments(subject: Any, user: Any) -> dict[str, Any] | None:
    """How many comments wait for the person as a moderator."""
    n_waiting = queries.moderation_queue(user).count() if isinstance(user, User) else 0
    return {"n_waiting": n_waiting} if n_waiting else None


@panel("inbox", order=46, template="discussion/partials/suggestions_inbox.html")
def waiting_suggestions(subject: Any, user: Any) -> dict[str, Any] | None:
    """How many suggestions wait for the person as a curator."""
    n_waiting = queries.suggestion_queue(user).count() if isinstance(user, User) else 0
    return {"n_waiting": n_waiting} if n_waiting else None


@cache
def said_about(model: type[PublicModel | SlugModel], reader: Reader) -> Prepared[dict[str, Any]]:
    """What ``talk`` asks about a row of ``model``; a person's roles are asked for with their key and the day."""
    places: dict[str, Field[Any, Any]] = {
        "subject": BigIntegerField(),
        "public_id": CharField(),
        "now": DateTimeField(),
    }
    if reader is Reader.PERSON:
        places |= {"person": BigIntegerField(), "today": DateField()}

    def write(subject: Given, public_id: Given, now: Given, **person: Given) -> QuerySet[Any, dict[str, Any]]:
        of_subject = {"subject_kind": model.kind, "subject_id": public_id}
        threads = Thread.objects.filter(queries.fits(reader, **person), **of_subject)
        shown = Comment.objects.filter(thread__in=threads, state=CommentState.SHOWN)
        open_polls = Poll.objects.filter(closed_at=None, closes_at__gt=now, **of_subject)
        rows: QuerySet[Any] = model._default_manager.filter(pk=subject)
        return rows.values(
            n_comments=_count(shown),
            n_endorsements=_count(queries.public_endorsements(model.kind, public_id)),
            n_polls=_count(open_polls),
            poll=Subquery(open_polls.order_by("closes_at").values("public_id")[:1]),
            **_latest(shown),
        )

    return Prepared(write, places, name=f"{__name__}.said_about {model.kind} {reader}")


def _latest(shown: QuerySet[Comment]) -> dict[str, Subquery]:
    packed = JSONObject(
        id="public_id", text="text", author="author__display_name", erased="author__erased_at", at="created_at"
    )
    rows = shown.order_by("-created_at", "-pk").values(packed=packed)
    return {f"latest_{place}": Subquery(rows[place : place + 1], JSONField()) for place in range(LATEST)}


def _count(rows: QuerySet[Any]) -> Coalesce:
    # A bare function, not an aggregate: Django would group by row, and the subject's row is the only group.
    counted = rows.order_by().annotate(n=Func(F("pk"), function="count")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _unpacked(packed: Any) -> dict[str, Any]:
    # SQLite hands a text column inside a JSON object over as a string.
    text = json.loads(packed["text"]) if isinstance(packed["text"], str) else packed["text"]
    is_named = packed["author"] and not packed["erased"]
    return {
        "id": packed["id"],
        "text": Text.from_json(text),
        "author": packed["author"] if is_named else "",
        "at": parse_datetime(packed["at"]),
    }
