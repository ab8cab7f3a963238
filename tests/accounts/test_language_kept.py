"""``?uselang=`` goes along from page to page of ours, and never anywhere else."""

from urllib.parse import urlencode

import pytest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from tests.factories.accounts import PersonFactory

from mutirao.accounts.middleware import LanguageMiddleware

pytestmark = pytest.mark.django_db
HERE = "http://testserver"


def sent_on(location, *, query="uselang=ar", method="GET", referer=""):
    """Where the middleware lets a view's redirect lead."""
    request = HttpRequest()
    request.method = method
    request.GET = request.GET.copy()
    for name, _equals, value in [query.partition("=")]:
        request.GET[name] = value
    request.META["HTTP_REFERER"] = referer
    return LanguageMiddleware(lambda request: redirect(location))(request).url


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("/skills/", "/skills/?uselang=ar"),
        ("/skills/?q=a%20b&q=c#found", "/skills/?q=a+b&q=c&uselang=ar#found"),
        ("/skills/?uselang=pt", "/skills/?uselang=pt"),
        ("/me/sign-in/?next=/skills/%3Fuselang%3Dar", "/me/sign-in/?next=%2Fskills%2F%3Fuselang%3Dar&uselang=ar"),
    ],
)
def test_redirects_keep_the_language_of_the_address(location, expected):
    assert sent_on(location) == expected


@pytest.mark.parametrize("location", ["https://meta.wikimedia.org/w/rest.php?a=b", "//other.example/"])
def test_what_leads_elsewhere_stays_as_it_is(location):
    assert sent_on(location) == location


def test_only_languages_of_ours_are_passed_on():
    assert sent_on("/skills/", query="uselang=<script>") == "/skills/?uselang=en"
    assert sent_on("/skills/", query="q=x") == "/skills/"


def test_a_form_that_leads_elsewhere_takes_the_language_of_its_page():
    page = f"{HERE}/me/?uselang=ar"
    assert sent_on("/skills/", query="", method="POST", referer=page) == "/skills/?uselang=ar"
    assert sent_on("/skills/", query="", method="GET", referer=page) == "/skills/"


@pytest.mark.parametrize(
    "referer", ["", "?", "https://[", f"{HERE}/?uselang", f"{HERE}/?{urlencode({'a': '%00'})}", "?&&=;"]
)
def test_odd_referers_are_no_fault(referer):
    assert sent_on("/skills/", query="", method="POST", referer=referer) == "/skills/"


def test_a_form_with_a_mistake_comes_back_in_the_language_of_its_page(client):
    client.force_login(PersonFactory())
    page = client.post("/me/preferences/name/", {"name": ""}, headers={"referer": f"{HERE}/me/preferences/?uselang=pt"})
    assert (page.status_code, '<html lang="pt"' in page.text) == (422, True)


def test_a_language_chosen_just_now_wins(client):
    headers = {"referer": f"{HERE}/skills/?uselang=ar"}
    chosen = client.post("/me/language/", {"language": "pt", "next": "/skills/?uselang=ar"}, headers=headers)
    assert chosen.url == "/skills/"
    assert '<html lang="pt"' in client.get(chosen.url).text


def test_signing_in_on_the_way_keeps_it(client):
    asked = client.get("/me/preferences/?uselang=ar")
    assert asked.url == "/me/sign-in/?next=%2Fme%2Fpreferences%2F%3Fuselang%3Dar&uselang=ar"
    back = client.post(asked.url, {"name": "Ana", "next": "/me/preferences/?uselang=ar"})
    assert back.url == "/me/preferences/?uselang=ar"


def test_a_response_without_an_address_is_left_alone():
    request = HttpRequest()
    request.GET = request.GET.copy()
    request.GET["uselang"] = "ar"
    assert "Location" not in LanguageMiddleware(lambda request: HttpResponse("x"))(request).headers
