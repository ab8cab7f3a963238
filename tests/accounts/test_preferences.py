"""Preferences: language, time zone, name, notices, and an e-mail address that was confirmed."""

import datetime as dt
import re
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.urls import reverse
from tests.factories.accounts import PersonFactory

from mutirao.accounts import actions
from mutirao.accounts.models import NoticeChoice, User
from mutirao.base import clock
from mutirao.base.errors import InputError
from mutirao.base.text import text_of

pytestmark = pytest.mark.django_db
PREFERENCES = "/me/preferences/"


@pytest.fixture
def person(client):
    person = PersonFactory(is_adult=False)
    client.force_login(person)
    return person


def test_choices_are_kept_and_shown(client, person):
    form = {"language": "ar", "time_zone": "Asia/Kolkata", "is_adult": "on"}
    assert client.post(PREFERENCES, form).url == PREFERENCES
    person.refresh_from_db()
    assert (person.language, person.time_zone, person.is_adult) == ("ar", "Asia/Kolkata", True)
    page = client.get(PREFERENCES)
    assert 'dir="rtl"' in page.text
    assert '<option value="Asia/Kolkata" selected>' in page.text


def test_times_come_in_the_zone_of_the_person(client, person):
    actions.notify(person=person, topic="roles", text=text_of(en="Now"))
    with clock.at(dt.datetime(2026, 11, 22, 20, 30, tzinfo=dt.UTC)):
        actions.notify(person=person, topic="roles", text=text_of(en="Late"))
    assert 'datetime="2026-11-22T20:30:00+00:00"' in client.get("/me/").text
    User.objects.update(time_zone="Asia/Kolkata")
    assert 'datetime="2026-11-23T02:00:00+05:30"' in client.get("/me/").text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("language", "xx"),
        ("language", "en\0"),
        ("language", "a" * 5000),
        ("time_zone", "Mars/Base"),
        ("time_zone", "../../etc/passwd"),
        ("time_zone", "<script>alert(1)</script>"),
        ("time_zone", "\0"),
    ],
)
def test_bad_choice_is_refused_beside_the_field(database, client, person, field, value):
    page = client.post(PREFERENCES, {"language": "pt", "time_zone": "Asia/Kolkata", field: value})
    assert page.status_code == 422
    assert f'id="id_{field}_error"' in page.text
    assert "<script>alert" not in page.text
    person.refresh_from_db()
    assert (person.language, person.time_zone) == ("", "")


def test_a_name_is_corrected_locally_only(client, person, settings):
    address = reverse("accounts:name")
    client.post(address, {"name": "New name"})
    person.refresh_from_db()
    assert person.display_name == "New name"
    settings.LOCAL = False
    assert client.post(address, {"name": "Another"}).status_code == 404
    person.refresh_from_db()
    assert person.display_name == "New name"


@pytest.mark.parametrize("name", ["", "  ", "a" * 86, "a\0b", "abc\u202edef"])
def test_bad_name_is_refused_beside_the_field(client, person, name):
    page = client.post(reverse("accounts:name"), {"name": name})
    assert (page.status_code, 'id="id_name_error"' in page.text) == (422, True)
    before = person.display_name
    person.refresh_from_db()
    assert person.display_name == before


def test_notices_are_chosen_per_topic(client, person):
    client.post(reverse("accounts:notices"), all_topics(client, "none"))
    assert NoticeChoice.objects.get(person=person, topic="roles").on_site is False
    assert actions.notify(person=person, topic="roles", text=text_of(en="Hush")) is None


def test_mail_can_be_chosen_once_an_address_is_known(client, person):
    page = client.post(reverse("accounts:notices"), all_topics(client, "mail"))
    assert page.status_code == 422
    User.objects.update(email="person@example.org")
    client.post(reverse("accounts:notices"), all_topics(client, "mail"))
    choice = NoticeChoice.objects.get(person=person, topic="roles")
    assert (choice.on_site, choice.by_mail) == (True, True)


@pytest.mark.parametrize("way", ["", "telepathy", "\0", "a" * 5000])
def test_bad_notice_choice_is_refused_beside_the_field(client, person, way):
    page = client.post(reverse("accounts:notices"), all_topics(client, "site") | {"roles": way})
    assert (page.status_code, 'id="id_roles_error"' in page.text) == (422, True)
    assert not NoticeChoice.objects.exists()


def all_topics(client, way):
    return dict.fromkeys(client.get(PREFERENCES).context["notices"].fields, way)


def send(client, email="person@example.org"):
    return client.post(reverse("accounts:email"), {"email": email})


def link():
    return re.search(r"http://127\.0\.0\.1:8000(\S+)", mail.outbox[-1].body).group(1)


def test_an_address_counts_once_its_link_was_opened_and_confirmed(client, person):
    send(client)
    assert mail.outbox[-1].to == ["person@example.org"]
    person.refresh_from_db()
    assert person.email == ""
    page = client.get(link())
    person.refresh_from_db()
    assert (page.status_code, person.email) == (200, "")
    client.post(link())
    person.refresh_from_db()
    assert person.email == "person@example.org"


def test_a_link_works_once_for_its_person_within_two_days(client, person, noon):
    send(client)
    key = link().rsplit("/", 2)[1]
    with pytest.raises(InputError):
        actions.confirm_email(key=key, by=PersonFactory())
    actions.confirm_email(key=key, by=person)
    actions.forget_email(by=person)
    person.email = "newer@example.org"
    person.save()
    with pytest.raises(InputError):
        actions.confirm_email(key=key, by=person)


def test_an_old_link_is_refused(client, person, monkeypatch):
    send(client)
    key = link().rsplit("/", 2)[1]
    monkeypatch.setattr("mutirao.accounts.actions.letters.CONFIRMED_WITHIN", dt.timedelta(seconds=-1))
    with pytest.raises(InputError):
        actions.confirm_email(key=key, by=person)


@pytest.mark.parametrize("key", ["x", "a:b:c", "%00", "a" * 3000])
def test_a_made_up_link_changes_nothing(database, client, person, key):
    page = client.post(f"/me/preferences/email/{key}/", follow=True)
    assert "too old" in page.text
    person.refresh_from_db()
    assert person.email == ""


@pytest.mark.parametrize(
    "email",
    [
        "",
        "person",
        "a@b",
        "a\0@example.org",
        "a@example.org\nBcc: b@example.org",
        "a" * 250 + "@example.org",
        "<script>@x",
    ],
)
def test_bad_address_is_refused_beside_the_field(client, person, email):
    page = send(client, email)
    assert (page.status_code, 'id="id_email_error"' in page.text) == (422, True)
    assert mail.outbox == []


def test_letters_to_an_address_are_limited(client, person, noon):
    assert [send(client).status_code for _ in range(6)] == [302] * 5 + [403]
    assert len(mail.outbox) == 5


def test_a_mail_server_that_is_away_is_said_beside_the_field(client, person, monkeypatch):
    def fail(letter):
        raise SMTPServerDisconnected

    monkeypatch.setattr("django.core.mail.EmailMessage.send", fail)
    page = send(client)
    assert (page.status_code, "try again later" in page.text) == (422, True)
    assert 'value="person@example.org"' in page.text


def test_a_server_without_mail_asks_for_no_address(client, person, settings):
    settings.LOCAL = False
    assert "This server sends no e-mail" in client.get(PREFERENCES).text
    assert send(client).status_code == 404


def test_an_address_is_forgotten(client, person):
    User.objects.update(email="person@example.org")
    client.post(reverse("accounts:forget_email"))
    person.refresh_from_db()
    assert person.email == ""


@pytest.mark.parametrize(
    "name", ["preferences", "notices", "name", "email", "forget_email", "renew_addresses", "close_addresses"]
)
def test_strangers_are_asked_to_sign_in(client, db, name):
    address = reverse(f"accounts:{name}")
    assert client.post(address).url == f"/me/sign-in/?next={address}"
