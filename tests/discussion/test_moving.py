"""Two things turn out to be one: what was said about them stands in one place."""

import pytest
from tests.factories.accounts import AdministratorFactory, PersonFactory
from tests.factories.discussion import (
    CommentFactory,
    EndorsementFactory,
    PollFactory,
    SuggestionFactory,
    ThreadFactory,
)

from mutirao.base import audit
from mutirao.base.errors import Refused
from mutirao.base.references import Reference
from mutirao.base.text import text_of
from mutirao.discussion import actions
from mutirao.discussion.models import Comment, Endorsement, Poll, Suggestion, Thread

pytestmark = pytest.mark.django_db
OLD, NEW = Reference("skill", "hidden"), Reference("skill", "facilitation")


def move():
    actions.move_talk(subject=OLD, to=NEW, by=AdministratorFactory())


def test_a_thread_keeps_its_address_where_there_was_none(client, facilitation, hidden):
    said = CommentFactory(thread=ThreadFactory(subject=OLD), text=text_of(en="Said before"))
    assert client.get(said.thread.get_absolute_url()).status_code == 404
    move()
    assert "Said before" in client.get(said.thread.get_absolute_url()).text
    said.thread.refresh_from_db()
    assert (said.thread.subject, said.thread.space) == (NEW, NEW)
    assert [row.action for row in audit.history(NEW)] == ["discussion.talk_moved"]


def test_two_threads_become_one_and_old_addresses_lead_there(client, facilitation, hidden):
    old, new = ThreadFactory(subject=OLD), ThreadFactory(subject=NEW)
    first = CommentFactory(thread=old, text=text_of(en="Said there"))
    CommentFactory(thread=new, text=text_of(en="Said here"), reply_to=None)
    move()
    for address in (old.get_absolute_url(), first.get_absolute_url(), "/discussion/about/skill/facilitation/"):
        page = client.get(address, follow=True)
        assert page.request["PATH_INFO"] == new.get_absolute_url()
        assert page.text.index("Said there") < page.text.index("Said here")


def test_threads_of_another_audience_stay_apart(facilitation, hidden):
    members = ThreadFactory(subject=OLD, audience="members")
    ThreadFactory(subject=NEW)
    move()
    assert set(Thread.objects.filter(subject_id="facilitation").values_list("audience", flat=True)) == {
        "members",
        "public",
    }
    members.refresh_from_db()
    assert members.frozen_at is None


def test_whoever_was_writing_is_told_that_it_goes_on_elsewhere(facilitation, hidden):
    old = ThreadFactory(subject=OLD)
    ThreadFactory(subject=NEW)
    move()
    with pytest.raises(Refused, match="closed"):
        actions.add_comment(thread=old, text=text_of(en="Late"), by=PersonFactory())
    assert not Comment.objects.exists()


def test_support_polls_and_suggestions_move_and_nobody_counts_twice(facilitation, hidden):
    both = PersonFactory()
    EndorsementFactory(subject=OLD, person=both)
    EndorsementFactory(subject=NEW, person=both)
    EndorsementFactory(subject=OLD)
    PollFactory(subject=OLD)
    SuggestionFactory(subject=OLD)
    move()
    standing = Endorsement.objects.filter(withdrawn_at=None, subject_id="facilitation", space_id="facilitation")
    assert (standing.count(), standing.filter(person=both).count()) == (2, 1)
    assert Poll.objects.get().space == NEW
    assert Suggestion.objects.get().subject == NEW


def test_nothing_to_move_leaves_no_trace(facilitation):
    move()
    assert not audit.history(NEW).exists()


def test_an_address_that_was_given_up_never_opens_a_hidden_thread(client, facilitation, hidden):
    old, new = ThreadFactory(subject=OLD), ThreadFactory(subject=NEW)
    move()
    Thread.objects.filter(pk=new.pk).update(subject_id="nowhere")
    assert client.get(old.get_absolute_url()).status_code == 404
