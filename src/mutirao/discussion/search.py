"""What the search knows of the talk on this platform: threads and polls that everybody may read."""

from __future__ import annotations

from collections import defaultdict

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _

from mutirao.base.references import Reference, resolve
from mutirao.base.search import Document, Searchable, named_in_each_language, register_search
from mutirao.base.text import Text
from mutirao.discussion import queries
from mutirao.discussion.models import Comment, Poll, Thread


def threads() -> QuerySet[Thread]:
    """Those in which something was said."""
    said = queries.comments_visible_to(AnonymousUser()).order_by("created_at", "pk")
    rows = queries.threads_visible_to(AnonymousUser()).filter(Exists(said.filter(thread=OuterRef("pk"))))
    return rows.prefetch_related(Prefetch("comments", said, to_attr="said"))


def thread_document(thread: Thread) -> Document:
    comments: list[Comment] = getattr(thread, "said", [])
    texts = defaultdict(list)
    for comment in comments:
        for language, words in comment.text.texts.items():
            texts[language].append(words)
    subject = resolve(thread.subject, user=AnonymousUser())
    return Document(
        named_in_each_language(subject),
        text=Text(next(iter(texts), "en"), {language: "\n".join(words) for language, words in texts.items()}),
        languages=tuple(texts),
    )


def threads_following(reference: Reference) -> list[str]:
    """The thread of a comment, and those about a thing."""
    if reference.kind == Comment.kind:
        rows = Thread.objects.filter(comments__public_id=reference.public_id)
    else:
        rows = Thread.objects.filter(subject_kind=reference.kind, subject_id=reference.public_id)
    return [str(public_id) for public_id in rows.values_list("public_id", flat=True)]


def polls() -> QuerySet[Poll]:
    return queries.polls_visible_to(AnonymousUser())


def poll_document(poll: Poll) -> Document:
    options = [Text.from_json(option) for option in poll.options]
    keywords = tuple(words for option in options for words in option.texts.values())
    return Document(poll.question, text=poll.minority_note, keywords=keywords, languages=tuple(poll.question.languages))


def polls_following(reference: Reference) -> list[str]:
    rows = Poll.objects.filter(subject_kind=reference.kind, subject_id=reference.public_id)
    return [str(public_id) for public_id in rows.values_list("public_id", flat=True)]


register_search(Searchable("thread", _("Talk"), threads, thread_document, follows=threads_following))
register_search(Searchable("poll", _("Polls"), polls, poll_document, follows=polls_following))
