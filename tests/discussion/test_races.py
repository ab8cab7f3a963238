"""Two at once, on a database with several writers. SQLite has one: its transactions begin IMMEDIATE."""

import itertools
from datetime import timedelta

import pytest
from django.db import connection
from tests.base.threads import at_once
from tests.factories.accounts import AdministratorFactory, PersonFactory, RoleGrantFactory
from tests.factories.discussion import PollFactory, SuggestionFactory, ThreadFactory
from tests.factories.translation import TranslationOfferFactory

from mutirao.accounts.rules import is_administrator
from mutirao.base import clock
from mutirao.base.errors import Conflict, Refused
from mutirao.base.text import text_of
from mutirao.discussion import actions, suggestible
from mutirao.discussion.models import Ballot, Comment, Endorsement, ModerationEntry, Poll, Thread
from mutirao.discussion.suggestible import SuggestedForm, Suggestible
from mutirao.translation.actions import publish_offer
from mutirao.translation.models import TranslationOffer
from mutirao.translation.queries import digest

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@pytest.fixture(autouse=True)
def on_postgresql():
    if connection.vendor != "postgresql":
        pytest.skip("for postgresql")


def outcome(act):
    """True, or the name of the refusal."""
    try:
        act()
    except (Conflict, Refused) as refusal:
        return type(refusal).__name__
    return True


def test_two_who_open_a_thread_at_once_get_one(facilitation):
    person = PersonFactory()
    threads = at_once(4, lambda: actions.open_thread(subject=facilitation, audience="public", by=person))
    assert set(threads) == {Thread.objects.get()}


def test_a_ballot_posted_twice_at_once_counts_once(facilitation):
    poll, person = PollFactory(), PersonFactory()
    at_once(4, lambda: actions.cast_ballot(poll=poll, choice="agree", by=person))
    assert Ballot.objects.count() == 1


def test_an_endorsement_posted_twice_at_once_is_one(facilitation):
    person = PersonFactory()
    words = text_of(en="Yes")
    at_once(4, lambda: actions.endorse(subject=facilitation, statement=words, is_public=True, by=person))
    assert Endorsement.objects.count() == 1


def test_of_two_who_close_a_thread_one_wins_and_no_word_comes_after(facilitation):
    thread, author, moderator = ThreadFactory(), PersonFactory(), AdministratorFactory()
    turns = itertools.count()

    def close_or_speak():
        if next(turns) % 2:
            return outcome(lambda: actions.freeze_thread(thread=thread, reason="Settled.", by=moderator))
        return outcome(lambda: actions.add_comment(thread=thread, text=text_of(en="More"), by=author))

    at_once(6, close_or_speak)
    thread.refresh_from_db()
    assert ModerationEntry.objects.count() == 1
    assert not Comment.objects.filter(created_at__gt=thread.frozen_at).exists()
    assert outcome(lambda: actions.add_comment(thread=thread, text=text_of(en="Late"), by=author)) == "Refused"


def test_a_poll_is_closed_once_and_every_counted_vote_is_in_the_result(facilitation):
    poll = PollFactory(closes_at=clock.now() - timedelta(seconds=1))
    Ballot.objects.create(poll=poll, voter=PersonFactory(), choice="agree")
    at_once(4, lambda: actions.close_due_poll(poll=poll))
    poll.refresh_from_db()
    assert poll.result["turnout"] == 1
    assert outcome(lambda: actions.cast_ballot(poll=poll, choice="object", by=PersonFactory())) == "Refused"


def test_of_two_who_publish_at_once_one_wins(facilitation):
    offer = TranslationOfferFactory(original="A skill.")
    reader = RoleGrantFactory(role="translator").person
    results = at_once(4, lambda: outcome(lambda: publish_offer(offer=offer, seen_current=digest(""), by=reader)))
    assert sorted(map(str, results)) == ["Refused", "Refused", "Refused", "True"]
    assert TranslationOffer.objects.get().state == "published"


def test_of_two_curators_at_once_one_decides(facilitation, monkeypatch):
    registered = Suggestible("skill", SuggestedForm, dict, dict, is_administrator)
    monkeypatch.setitem(suggestible._suggestibles, "skill", registered)
    suggestion, curators = SuggestionFactory(), AdministratorFactory.create_batch(2)

    def refuse(curator):
        return outcome(lambda: actions.refuse_suggestion(suggestion=suggestion, reason="No.", by=curator))

    results = at_once(2, lambda: refuse(curators.pop()))
    assert sorted(map(str, results)) == ["Refused", "True"]


def test_words_sent_twice_at_once_are_said_once(facilitation):
    thread, person, words = ThreadFactory(), PersonFactory(), text_of(en="Hello")
    at_once(4, lambda: actions.add_comment(thread=thread, text=words, by=person))
    assert Comment.objects.count() == 1


def test_a_poll_sent_twice_at_once_is_asked_once(facilitation):
    person, question = AdministratorFactory(), text_of(en="Shall we?")
    asked = {"poll_kind": "consent", "options": [], "voters": "signed_in", "closes_at": clock.now() + timedelta(days=1)}
    polls = at_once(4, lambda: actions.open_poll(subject=facilitation, question=question, by=person, **asked))
    assert set(polls) == {Poll.objects.get()}
