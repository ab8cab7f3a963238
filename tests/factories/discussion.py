"""Threads, comments, endorsements, polls and suggestions about a skill, or about what ``subject`` names."""

from __future__ import annotations

from datetime import timedelta

import factory
from factory.django import DjangoModelFactory
from tests.factories.accounts import PersonFactory

from mutirao.base import clock
from mutirao.base.references import Reference
from mutirao.base.text import text_of
from mutirao.discussion.models import Comment, Endorsement, Poll, Suggestion, Thread
from mutirao.discussion.states import PollKind


class ThreadFactory(DjangoModelFactory):
    class Meta:
        model = Thread

    subject = Reference("skill", "facilitation")
    space = factory.SelfAttribute("subject")


class CommentFactory(DjangoModelFactory):
    class Meta:
        model = Comment

    thread = factory.SubFactory(ThreadFactory)
    author = factory.SubFactory(PersonFactory)
    text = factory.Sequence(lambda n: text_of(en=f"Words {n}"))


class EndorsementFactory(DjangoModelFactory):
    class Meta:
        model = Endorsement

    subject = Reference("skill", "facilitation")
    space = factory.SelfAttribute("subject")
    person = factory.SubFactory(PersonFactory)
    statement = factory.LazyFunction(lambda: text_of(en="We need this."))


class PollFactory(DjangoModelFactory):
    class Meta:
        model = Poll

    subject = Reference("skill", "facilitation")
    space = factory.SelfAttribute("subject")
    question = factory.LazyFunction(lambda: text_of(en="Shall we begin?"))
    poll_kind = PollKind.CONSENT
    opened_by = factory.SubFactory(PersonFactory)
    closes_at = factory.LazyFunction(lambda: clock.now() + timedelta(days=7))


class SuggestionFactory(DjangoModelFactory):
    """A correction of the skill; ``is_new=True, subject_id=""`` for a new one."""

    class Meta:
        model = Suggestion

    subject = Reference("skill", "facilitation")
    is_new = False
    title = factory.Sequence(lambda n: f"Suggestion {n}")
    values = factory.LazyFunction(lambda: {"name": "Facilitating"})
    seen = factory.LazyFunction(lambda: {"name": "Facilitation"})
    source_address = "https://example.org/proof"
    proposed_by = factory.SubFactory(PersonFactory)
