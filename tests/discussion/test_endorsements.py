"""Standing behind something, in public or not, and taking it back."""

import pytest
from tests.factories.accounts import PersonFactory
from tests.factories.discussion import CommentFactory, EndorsementFactory, PollFactory

from mutirao.accounts import spaces
from mutirao.accounts.actions import erase_person
from mutirao.accounts.personal_data import collected
from mutirao.accounts.spaces import SpaceKind
from mutirao.base.text import Text, text_of
from mutirao.discussion import panels, queries
from mutirao.discussion.models import Ballot, Comment, Endorsement
from mutirao.skills.models import Skill

pytestmark = pytest.mark.django_db
ADDRESS = "/discussion/endorse/skill/facilitation/"


def test_support_is_given_once_and_its_words_stay(client, facilitation):
    client.force_login(person := PersonFactory())
    client.post(ADDRESS, {"statement": "Needed.", "is_public": "on", "language": "en"})
    client.post(ADDRESS, {"statement": "Other words.", "is_public": "on", "language": "en"})
    given = Endorsement.objects.get()
    assert (given.person, given.statement, given.is_public) == (person, text_of(en="Needed."), True)
    client.logout()
    page = client.get(ADDRESS).text
    assert "1 person supports this in public" in page
    assert "Needed." in page


def test_support_can_be_withdrawn_and_given_again(client, facilitation):
    given = EndorsementFactory()
    client.force_login(given.person)
    client.post(f"{ADDRESS}withdraw/")
    given.refresh_from_db()
    assert given.withdrawn_at is not None
    assert given.statement == Text("en")
    assert "Nobody supports this in public yet" in client.get(ADDRESS).text
    client.post(f"{ADDRESS}withdraw/")
    client.post(ADDRESS, {"statement": "", "is_public": "on", "language": "en"})
    assert Endorsement.objects.filter(withdrawn_at=None).count() == 1


@pytest.mark.parametrize("is_protected", [False, True])
def test_support_in_protected_places_is_private_unless_said(client, facilitation, monkeypatch, is_protected):
    if is_protected:
        monkeypatch.setitem(spaces._kinds, "skill", SpaceKind("skill", (), Skill.objects.all))
    client.force_login(PersonFactory())
    page = client.get(ADDRESS).text
    assert ("People here may be at risk" in page) is is_protected
    assert ('id="id_is_public" checked' in page) is not is_protected


def test_names_follow_what_the_place_is_now(client, facilitation, monkeypatch):
    early = EndorsementFactory(person=PersonFactory(display_name="Early Emil"))
    assert "Early Emil" in client.get(ADDRESS).text
    monkeypatch.setitem(spaces._kinds, "skill", SpaceKind("skill", (), Skill.objects.all))
    client.force_login(PersonFactory(display_name="Warned Wilma"))
    client.post(ADDRESS, {"statement": "", "is_public": "on", "language": "en"})
    client.logout()
    page = client.get(ADDRESS).text
    assert ("Early Emil" in page, "Warned Wilma" in page) == (False, True)
    assert "1 person supports this in public" in page
    assert panels.talk(facilitation, None)["n_endorsements"] == 1
    assert early not in queries.endorsements_visible_to(PersonFactory())
    assert early in queries.endorsements_visible_to(early.person)
    monkeypatch.undo()
    assert "Early Emil" in client.get(ADDRESS).text


@pytest.mark.parametrize("statement", ["\0", "a\u202eb", "x" * 1001])
def test_bad_words_are_not_stored(client, facilitation, statement):
    client.force_login(PersonFactory())
    page = client.post(ADDRESS, {"statement": statement, "language": "en"})
    assert page.status_code == 422
    assert "id_statement_error" in page.text
    assert not Endorsement.objects.exists()


def test_strangers_are_sent_to_sign_in(client, facilitation):
    assert client.post(ADDRESS, {"statement": "x", "language": "en"}).url.startswith("/me/sign-in/")
    assert not Endorsement.objects.exists()


@pytest.mark.parametrize("n_given", [1, 3, 100])
def test_list_takes_as_many_queries_for_any_number(client, facilitation, django_assert_num_queries, n_given):
    EndorsementFactory.create_batch(n_given)
    with django_assert_num_queries(3):
        client.get(ADDRESS)


def test_erasure_takes_what_is_private_and_cuts_the_rest_loose(client, facilitation):
    comment = CommentFactory(text=text_of(en="Public words"))
    person = comment.author
    held = CommentFactory(thread=comment.thread, author=person, state="held")
    EndorsementFactory(person=person)
    Ballot.objects.create(poll=PollFactory(), voter=person, choice="agree")
    mine = collected(person)["discussion"]
    assert [len(mine[part]) for part in ("comments", "endorsements", "ballots")] == [2, 1, 1]
    erase_person(by=person)
    assert not Endorsement.objects.exists()
    assert not Ballot.objects.exists()
    assert list(Comment.objects.values_list("author", flat=True)) == [None, None]
    held.refresh_from_db()
    assert not held.text
    page = client.get(comment.thread.get_absolute_url()).text
    assert "Public words" in page
    assert "Somebody who left" in page
