"""Threads, comments, endorsements and polls about a skill, or about what ``subject`` names."""

from __future__ import annotations

from datetime import timedelta

import factory
from factory.django import DjangoModelFactory
from tests.factories.accounts import PersonFactory

from mutirao.base import clock
from mutirao.base.references import Reference
from mutirao.base.text import text_of
from mutirao.discussion.models import Comment, Endorsement, Poll, Thread
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
