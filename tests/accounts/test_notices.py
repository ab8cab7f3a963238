"""Notices: told once, as people wish, in their language, in inbox, letter, feed and calendar."""

import datetime as dt
import uuid
from xml.etree import ElementTree

import icalendar
import pytest
from django.urls import reverse
from tests.factories.accounts import PersonFactory, RoleGrantFactory

from mutirao.accounts import actions, queries, tasks, topics
from mutirao.accounts.models import Notice
from mutirao.accounts.wording import in_every_language
from mutirao.base import panels
from mutirao.base.errors import InputError
from mutirao.base.text import text_of

pytestmark = pytest.mark.django_db
TEXT = text_of(en="Somebody answered you.", pt="Alguém respondeu.")


@pytest.fixture(autouse=True)
def topic(monkeypatch):
    monkeypatch.setattr(topics, "_topics", {})
    topics.register_topic("answers", "Answers to you")
    topics.register_topic("roles", "Roles")


@pytest.fixture
def person(db):
    return PersonFactory(email="person@example.org")


def tell(person, **values):
    return actions.notify(**{"person": person, "topic": "answers", "text": TEXT, "address": "/skills/", **values})


def test_a_notice_waits_in_the_inbox_until_it_is_opened(client, person):
    notice = tell(person)
    client.force_login(person)
    page = client.get("/me/")
    assert "Somebody answered you." in page.text
    assert "You have 1 unread notice." in page.text
    assert client.post(reverse("accounts:read_notice", args=[notice.public_id])).url == "/skills/"
    assert queries.n_unread(person) == 0
    assert "No unread" not in client.get("/me/").text


def test_the_inbox_speaks_the_language_of_its_reader(client, person):
    tell(person)
    client.force_login(person)
    assert "Alguém respondeu." in client.get("/me/?uselang=pt").text


def test_news_told_once_is_not_told_twice(database, person):
    assert tell(person, once_key="a:1") is not None
    assert tell(person, once_key="a:1") is None
    assert tell(PersonFactory(), once_key="a:1") is not None
    assert Notice.objects.count() == 2


def test_who_wants_nothing_about_a_topic_gets_nothing(person):
    actions.choose_notices(topic="answers", on_site=False, by_mail=False, by=person)
    assert tell(person) is None
    assert tell(person, topic="roles") is not None


def test_who_left_gets_nothing(person):
    person.is_active = False
    assert tell(person) is None


def test_an_unknown_topic_is_an_error(person):
    with pytest.raises(InputError, match="answers, roles"):
        tell(person, topic="gossip")


@pytest.mark.parametrize("address", ["https://example.org/", "//example.org", "skills/", "javascript:alert(1)"])
def test_a_notice_never_leads_away(person, address):
    with pytest.raises(InputError, match="a path of ours"):
        tell(person, address=address)


def test_all_are_marked_read_at_once_and_only_mine(client, person):
    other = PersonFactory()
    for each in (person, person, other):
        tell(each)
    client.force_login(person)
    client.post(reverse("accounts:read_all_notices"))
    assert (queries.n_unread(person), queries.n_unread(other)) == (0, 1)


@pytest.mark.parametrize("who", ["anonymous", "other", "administrator"])
def test_nobody_opens_the_notice_of_another(client, person, who):
    notice = tell(person)
    if who != "anonymous":
        client.force_login(PersonFactory(is_administrator=who == "administrator"))
    response = client.post(reverse("accounts:read_notice", args=[notice.public_id]))
    assert response.status_code == (302 if who == "anonymous" else 404)
    notice.refresh_from_db()
    assert notice.read_at is None


def test_an_unknown_notice_is_not_found(client, person):
    client.force_login(person)
    assert client.post(reverse("accounts:read_notice", args=[uuid.uuid4()])).status_code == 404


@pytest.fixture
def own_panels(monkeypatch):
    """Panels of higher contexts are counted where they are tested."""
    own = [each for each in panels.panels_for("inbox") if each.build.__module__ == "mutirao.accounts.panels"]
    monkeypatch.setattr(panels, "_panels", {"inbox": own})


@pytest.mark.parametrize("n_rows", [1, 3, 100])
def test_the_inbox_asks_the_database_as_often_for_any_length(
    client, person, own_panels, n_rows, django_assert_num_queries
):
    for _ in range(n_rows):
        tell(person)
    client.force_login(person)
    client.get("/me/")
    with django_assert_num_queries(6):
        client.get("/me/")


def test_letters_go_to_who_asked_and_once(database, person, mailoutbox):
    actions.choose_notices(topic="answers", on_site=True, by_mail=True, by=person)
    tell(person)
    tell(person, address="")
    tell(person, topic="roles")
    tell(PersonFactory(email="other@example.org"))
    assert tasks.send_letters.call() == 2
    assert tasks.send_letters.call() == 0
    (letter,) = mailoutbox
    assert (letter.to, letter.subject) == (["person@example.org"], "News from Mutirão")
    assert letter.body.count("Somebody answered you.") == 2
    assert "http://127.0.0.1:8000/skills/" in letter.body
    assert "http://127.0.0.1:8000/me/preferences/" in letter.body


def test_what_was_read_before_needs_no_letter(person, mailoutbox):
    actions.choose_notices(topic="answers", on_site=True, by_mail=True, by=person)
    actions.mark_read(notice=tell(person))
    assert (tasks.send_letters.call(), mailoutbox) == (0, [])


def test_a_public_server_without_smtp_sends_no_letter(person, settings, mailoutbox):
    actions.choose_notices(topic="answers", on_site=True, by_mail=True, by=person)
    settings.LOCAL = False
    tell(person)
    assert (tasks.send_letters.call(), mailoutbox) == (0, [])
    settings.MUTIRAO = {**settings.MUTIRAO, "SMTP": "smtp://mail.example.org", "HOSTS": "mutirao.example.org"}
    tell(person)
    assert tasks.send_letters.call() == 1
    assert "https://mutirao.example.org/skills/" in mailoutbox[0].body


def test_letters_speak_the_language_of_their_reader(person, mailoutbox):
    person.language = "pt"
    person.save()
    actions.choose_notices(topic="answers", on_site=True, by_mail=True, by=person)
    tell(person)
    tasks.send_letters.call()
    assert "Alguém respondeu." in mailoutbox[0].body


def test_wording_is_kept_in_each_language_that_has_it(monkeypatch):
    monkeypatch.setattr(
        "mutirao.accounts.wording.gettext", lambda message: f"pt {message}" if current() == "pt" else message
    )
    text = in_every_language("Hello %(name)s", name="Ana")
    assert text.texts == {"en": "Hello Ana", "pt": "pt Hello Ana"}


def current():
    from django.utils.translation import get_language

    return get_language()


@pytest.fixture
def addresses(client, person):
    client.force_login(person)
    client.post(reverse("accounts:renew_addresses"))
    client.logout()
    person.refresh_from_db()
    return [reverse(f"accounts:{name}", args=[person.private_token]) for name in ("feed", "calendar")]


def test_the_feed_holds_my_notices_and_nobody_elses(client, person, addresses):
    tell(person, text=text_of(en="For <me> & you"))
    tell(PersonFactory(), text=text_of(en="For another"))
    response = client.get(addresses[0])
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert (response["X-Robots-Tag"], response["Referrer-Policy"]) == ("noindex", "no-referrer")
    assert "no-store" in response["Cache-Control"]
    feed = ElementTree.fromstring(response.content)
    names = {"a": "http://www.w3.org/2005/Atom"}
    assert [entry.text for entry in feed.findall("a:entry/a:title", names)] == ["For <me> & you"]
    assert feed.find("a:entry/a:link", names).get("href") == "http://127.0.0.1:8000/skills/"


def test_the_calendar_holds_the_end_of_my_roles(client, person, addresses, noon):
    grant = RoleGrantFactory(person=person, until=dt.date(2027, 3, 1))
    RoleGrantFactory(until=dt.date(2027, 3, 2))
    RoleGrantFactory(person=person, state="ended")
    response = client.get(addresses[1])
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    (event,) = icalendar.Calendar.from_ical(response.content).walk("VEVENT")
    assert (event["uid"], event.decoded("dtstart")) == (f"role-{grant.public_id}@mutirao", dt.date(2027, 3, 1))
    assert str(event["summary"]) == "Your role ends: Coordinator"
    assert str(event["url"]) == f"http://127.0.0.1:8000{grant.get_absolute_url()}"


def test_private_addresses_close_when_renewed_closed_or_erased(client, person, addresses):
    assert [client.get(address).status_code for address in addresses] == [200, 200]
    actions.renew_private_addresses(by=person)
    assert [client.get(address).status_code for address in addresses] == [404, 404]
    renewed = reverse("accounts:feed", args=[person.private_token])
    assert client.get(renewed).status_code == 200
    actions.close_private_addresses(by=person)
    assert client.get(renewed).status_code == 404


@pytest.mark.parametrize("token", ["None", "x", "a" * 3000])
def test_guessed_addresses_are_not_found(client, person, token):
    assert client.get(f"/me/feed/{token}.atom").status_code == 404
    assert client.get(f"/me/calendar/{token}.ics").status_code == 404


def test_private_addresses_cannot_be_guessed(person):
    tokens = set()
    for _ in range(3):
        actions.renew_private_addresses(by=person)
        tokens.add(person.private_token)
    assert len(tokens) == 3
    assert min(map(len, tokens)) >= 43
