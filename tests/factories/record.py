"""Discussions, their posts and requests to remove one."""

from __future__ import annotations

import datetime as dt

import factory
from factory.django import DjangoModelFactory
from tests.factories.accounts import PersonFactory

from mutirao.base.text import text_of
from mutirao.record.models import Discussion, Post, RemovalRequest
from mutirao.record.states import VenueKind


class DiscussionFactory(DjangoModelFactory[Discussion]):
    class Meta:
        model = Discussion
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"discussion-{n}")
    external_id = factory.Sequence(lambda n: f"X{n}")
    title = factory.Sequence(lambda n: f"Discussion {n} of Examples")
    start_date = "2022-03"
    venue_kind = VenueKind.TALK_PAGE
    venue = text_of(en="Meta talk")
    address = "https://meta.wikimedia.org/wiki/Talk:Example"
    language = "en"
    topic = text_of(en="who answers")

    @factory.post_generation
    def action_lines(self: Discussion, create: bool, given: list[object] | None) -> None:
        self.action_lines.set(given or [])


class PostFactory(DjangoModelFactory[Post]):
    class Meta:
        model = Post

    discussion = factory.SubFactory(DiscussionFactory)
    position = factory.Sequence(lambda n: n + 1)
    author = "Example Person"
    signed_at = dt.datetime(2022, 3, 7, 12, 5, tzinfo=dt.UTC)
    text = "A useful thought."
    fingerprint = factory.Sequence(lambda n: f"{n:064x}")


class RemovalRequestFactory(DjangoModelFactory[RemovalRequest]):
    class Meta:
        model = RemovalRequest

    post = factory.SubFactory(PostFactory)
    asked_by = factory.SubFactory(PersonFactory)
    reason = "It was me, see my page there."
