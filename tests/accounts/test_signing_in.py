"""Signing in on one's own machine, signing out, and choosing a language."""

import pytest
from django.urls import reverse
from tests.factories.accounts import PersonFactory

from mutirao.accounts.models import User

pytestmark = pytest.mark.django_db
SIGN_IN = "/me/sign-in/"
ELSEWHERE = [
    "https://example.org/",
    "//example.org/",
    "/\\example.org",
    "///example.org",
    "\\\\example.org",
    "javascript:alert(1)",
    "http:example.org",
    " //example.org",
    "/\t/example.org",
    "/\0",
]


def test_page_says_that_it_is_local_and_without_password(client):
    page = client.get(SIGN_IN)
    assert page.status_code == 200
    assert "Local sign-in, no password: this machine only" in page.text


def test_public_mode_has_no_local_sign_in(client, settings):
    settings.LOCAL = False
    person = PersonFactory()
    client.post(SIGN_IN, {"name": "Somebody"})
    client.post(SIGN_IN, {"person": person.public_id})
    assert list(User.objects.all()) == [person]
    assert "_auth_user_id" not in client.session


def test_a_name_makes_a_person_and_leads_back(client):
    response = client.post(SIGN_IN, {"name": "Ålice वि", "next": "/communities/?q=x"})
    assert (response.status_code, response.url) == (302, "/communities/?q=x")
    person = User.objects.get()
    assert (person.display_name, person.is_administrator) == ("Ålice वि", False)
    assert client.session["_auth_user_id"] == str(person.pk)


def test_a_known_person_is_picked(client):
    person = PersonFactory()
    assert str(person.public_id) in client.get(SIGN_IN).text
    assert client.post(SIGN_IN, {"person": person.public_id}).url == "/me/"
    assert client.session["_auth_user_id"] == str(person.pk)


@pytest.mark.parametrize("person", ["", "x", "'", "00000000-0000-4000-8000-000000000000", "\0"])
def test_an_unknown_person_signs_nobody_in(database, client, person):
    assert client.post(SIGN_IN, {"person": person}).status_code == 422
    assert "_auth_user_id" not in client.session


def test_wiki_accounts_are_not_offered_locally(client):
    person = PersonFactory(login_name="wiki-1")
    assert str(person.public_id) not in client.get(SIGN_IN).text
    assert client.post(SIGN_IN, {"person": person.public_id}).status_code == 422


@pytest.mark.parametrize("name", ["", "   ", "a" * 86, "a\0b", "abc\u202edef", "\x1b[31m"])
def test_bad_name_is_refused_beside_the_field(database, client, name):
    page = client.post(SIGN_IN, {"name": name, "next": "/skills/"})
    assert page.status_code == 422
    assert 'class="wrong"' in page.text
    assert 'value="/skills/"' in page.text
    assert User.objects.count() == 0


def test_hostile_name_is_shown_as_text(client):
    client.post(SIGN_IN, {"name": "<script>alert(1)</script>"})
    assert "<script>alert" not in client.get("/me/").text


@pytest.mark.parametrize("address", ELSEWHERE)
def test_signing_in_never_leads_away(client, address):
    assert client.post(SIGN_IN, {"name": "Ana", "next": address}).url == "/me/"


@pytest.mark.parametrize("address", ELSEWHERE)
def test_choosing_a_language_never_leads_away(client, address):
    assert client.post(reverse("accounts:choose_language"), {"language": "pt", "next": address}).url == "/"


def test_session_key_changes_at_sign_in_and_keeps_what_was_typed(client):
    session = client.session
    session["half filled"] = "kept"
    session.save()
    fixed = client.cookies["sessionid"].value
    client.post(SIGN_IN, {"name": "Ana"})
    assert client.cookies["sessionid"].value != fixed
    assert client.session["half filled"] == "kept"
    assert not client.session.exists(fixed)


def test_sign_in_is_limited_by_the_address_before_our_proxy(client, settings, noon):
    settings.MUTIRAO = {**settings.MUTIRAO, "TRUSTED_PROXIES": 1}
    sent = [
        client.post(SIGN_IN, {"name": ""}, headers={"x-forwarded-for": f"198.51.100.{n}, 203.0.113.7"}).status_code
        for n in range(31)
    ]
    assert sent == [422] * 30 + [403]
    assert client.post(SIGN_IN, {"name": ""}, headers={"x-forwarded-for": "203.0.113.8"}).status_code == 422


def test_language_in_the_address_is_kept_through_sign_in(client):
    response = client.post(f"{SIGN_IN}?uselang=ar", {"name": "Ana", "next": "/skills/?q=a"})
    assert response.url == "/skills/?q=a&uselang=ar"


def test_signing_out_ends_the_session(client):
    client.force_login(PersonFactory())
    assert client.post(reverse("accounts:sign_out"), {"next": "https://example.org/"}).url == "/"
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("name", ["sign_out", "choose_language"])
def test_what_changes_something_needs_a_post(client, name):
    assert client.get(reverse(f"accounts:{name}")).status_code == 405


def test_language_is_kept_in_a_cookie_and_with_the_person(client):
    person = PersonFactory()
    client.force_login(person)
    response = client.post(reverse("accounts:choose_language"), {"language": "ar", "next": "/me/?uselang=fr&a=b"})
    assert response.url == "/me/?a=b"
    assert response.cookies["language"].value == "ar"
    person.refresh_from_db()
    assert person.language == "ar"
    assert 'dir="rtl"' in client.get("/me/").text


@pytest.mark.parametrize("language", ["", "xx", "en\0", "<script>", "a" * 5000])
def test_unknown_language_changes_nothing(client, language):
    response = client.post(reverse("accounts:choose_language"), {"language": language})
    assert (response.status_code, "language" in response.cookies) == (302, False)


def test_my_page_asks_to_sign_in_and_comes_back(client):
    assert client.get("/me/").url == "/me/sign-in/?next=/me/"


def test_person_page_shows_the_name_as_text(client):
    person = PersonFactory(display_name="<b>Ana</b>")
    assert "&lt;b&gt;Ana&lt;/b&gt;" in client.get(person.get_absolute_url()).text


def test_person_page_is_gone_once_erased(client, noon):
    person = PersonFactory(erased_at=noon)
    assert client.get(person.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("address", [SIGN_IN, "/me/language/", "/me/sign-out/"])
def test_a_body_of_more_than_ten_megabytes_is_turned_away(client, address):
    assert client.post(address, {"name": "a" * 11_000_000, "next": "/"}).status_code == 413
    assert User.objects.count() == 0
