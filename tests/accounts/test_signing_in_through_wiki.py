"""Wikimedia OAuth 2.0 against a server of its own, over HTTP."""

from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.conf import settings as django_settings
from django.core.cache import cache
from tests.factories.accounts import PersonFactory

from mutirao.accounts.models import User

from .wiki import CLIENT, SECRET, running_wiki

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def server():
    with running_wiki() as wiki:
        yield wiki


@pytest.fixture
def wiki(server, settings):
    """Public mode, with the consumer that the wiki knows."""
    server.profile.update(sub="4711", username="Ålice वि")
    settings.LOCAL = False
    settings.MUTIRAO = {
        **django_settings.MUTIRAO,
        "OAUTH_CLIENT": CLIENT,
        "OAUTH_SECRET": SECRET,
        "OAUTH_BASE": server.address,
        "CONTACT": "https://example.org/contact",
    }
    return server


def begin(client, **form):
    """Press the button; where the wiki is asked."""
    response = client.post("/me/sign-in/", form)
    assert response.status_code == 302
    return response.url


def agree(address):
    """What the browser does on the wiki; the address it comes back to."""
    answer = httpx.get(address, trust_env=False)
    assert answer.status_code == 302
    return answer.headers["Location"].removeprefix("http://testserver")


def sign_in(client, **form):
    return client.get(agree(begin(client, **form)))


def test_first_visit_makes_a_person_known_by_the_number(client, wiki):
    response = sign_in(client, next="/action-lines/?a=b")
    assert (response.status_code, response.url) == (302, "/action-lines/?a=b")
    person = User.objects.get()
    assert (person.login_name, person.display_name, person.email) == ("wiki-4711", "Ålice वि", "")
    assert (person.is_administrator, person.has_usable_password()) == (False, False)
    assert client.session["_auth_user_id"] == str(person.pk)


def test_only_a_few_facts_are_kept_and_no_token_or_address(client, wiki):
    sign_in(client)
    account = SocialAccount.objects.get()
    assert account.uid == "4711"
    assert account.extra_data == {
        "username": "Ålice वि",
        "editcount": 1234,
        "groups": ["*", "user", "sysop"],
        "registered": "20040102030405",
        "blocked": False,
    }
    assert (SocialToken.objects.count(), EmailAddress.objects.count()) == (0, 0)


def test_identity_alone_is_asked_for_with_proof_of_possession(client, wiki):
    query = parse_qs(urlsplit(begin(client)).query)
    assert query["scope"] == ["mwoauth-authonly"]
    assert query["code_challenge_method"] == ["S256"]
    assert query["redirect_uri"] == ["http://testserver/me/wiki/callback/"]


def test_we_say_who_we_are(client, wiki):
    wiki.user_agents.clear()
    client.get(agree(begin(client)))
    ours = {agent for agent in wiki.user_agents if not agent.startswith("python-httpx")}
    assert ours == {"Mutirao/0.1.0 (https://example.org/contact)"}


def test_a_new_name_on_the_wiki_is_shown_at_the_next_visit(client, wiki):
    sign_in(client)
    wiki.profile["username"] = "Renamed"
    client.logout()
    sign_in(client)
    person = User.objects.get()
    assert (person.login_name, person.display_name) == ("wiki-4711", "Renamed")


def test_another_number_with_the_same_name_is_another_person(client, wiki):
    namesake = PersonFactory(display_name="Ålice वि", email="alice@example.org")
    sign_in(client)
    client.logout()
    wiki.profile["sub"] = "4712"
    sign_in(client)
    assert sorted(User.objects.values_list("login_name", flat=True)) == sorted(
        [namesake.login_name, "wiki-4711", "wiki-4712"]
    )


def test_a_name_cannot_be_a_login_name(client, wiki):
    victim = PersonFactory(login_name="wiki-9", display_name="Victim")
    wiki.profile["username"] = "wiki-9"
    sign_in(client)
    assert client.session["_auth_user_id"] != str(victim.pk)


def test_session_key_changes_at_sign_in_and_keeps_what_was_typed(client, wiki):
    session = client.session
    session["half filled"] = "kept"
    session.save()
    address = begin(client)
    fixed = client.cookies["sessionid"].value
    client.get(agree(address))
    assert client.cookies["sessionid"].value != fixed
    assert client.session["half filled"] == "kept"


def test_signing_in_never_leads_away(client, wiki):
    assert sign_in(client, next="https://example.org/").url == "/me/"


def test_language_in_the_address_is_kept_through_sign_in(client, wiki):
    address = client.post("/me/sign-in/?uselang=ar", {"next": "/skills/"}).url
    assert client.get(agree(address)).url == "/skills/?uselang=ar"


@pytest.mark.parametrize("query", ["", "code=x", "code=x&state=y", "error=access_denied", "state=\0&code=\0"])
def test_what_the_wiki_did_not_say_signs_nobody_in(client, wiki, query):
    page = client.get(f"/me/wiki/callback/?{query}", follow=True)
    assert page.redirect_chain == [("/me/sign-in/", 302)]
    assert "The wiki did not confirm who you are" in page.text
    assert User.objects.count() == 0


def test_somebody_elses_answer_is_refused(client, wiki):
    answer = agree(begin(client))
    stranger = type(client)()
    stranger.get(answer)
    assert "_auth_user_id" not in stranger.session


def test_an_answer_works_once(client, wiki):
    answer = agree(begin(client))
    client.get(answer)
    client.logout()
    client.get(answer)
    assert "_auth_user_id" not in client.session


def test_wrong_secret_ends_at_the_sign_in_page(client, wiki, settings):
    settings.MUTIRAO = {**settings.MUTIRAO, "OAUTH_SECRET": "wrong"}
    assert sign_in(client).url == "/me/sign-in/"
    assert User.objects.count() == 0


def test_a_wiki_that_is_away_ends_at_the_sign_in_page(client, wiki, settings):
    answer = agree(begin(client))
    settings.MUTIRAO = {**settings.MUTIRAO, "OAUTH_BASE": "http://127.0.0.1:9/w"}
    assert client.get(answer).url == "/me/sign-in/"
    assert User.objects.count() == 0


def test_sign_in_is_limited_by_address(client, wiki, noon):
    sent = [client.post("/me/sign-in/").status_code for _ in range(31)]
    assert sent == [302] * 30 + [403]


def test_local_mode_has_no_way_through_the_wiki(client, settings):
    assert client.get("/me/wiki/callback/?code=a&state=b").status_code == 404
    assert client.get("/me/second-step/").status_code == 404


def test_public_page_asks_for_no_password(client, wiki):
    page = client.get("/me/sign-in/")
    assert "Sign in with your Wikimedia account" in page.text
    assert "password" not in page.text.lower().replace("we have no passwords", "")


def test_an_administrator_sets_up_a_second_step_first(client, wiki):
    sign_in(client)
    User.objects.update(is_administrator=True)
    assert client.get("/me/").url == "/me/second-step/totp/activate/"
    page = client.get("/me/second-step/totp/activate/")
    assert "Turn on the second step" in page.text
    code = code_for(client.session["mfa.totp.secret"])
    assert client.post("/me/second-step/totp/activate/", {"code": code}).url == "/me/second-step/recovery-codes/"
    codes = client.get("/me/second-step/recovery-codes/", follow=True)
    assert "Please confirm that it is you" in codes.text
    again = client.post(codes.redirect_chain[-1][0], {"code": code}, follow=True)
    assert again.redirect_chain == [("/me/second-step/recovery-codes/", 302)]
    assert again.text.count("<li><code") == 10
    assert client.get("/me/").status_code == 200


def test_second_step_is_asked_at_the_next_sign_in(client, wiki):
    sign_in(client)
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(User.objects.get(), secret)
    assert secret not in str(Authenticator.objects.get().data)
    client.logout()
    assert sign_in(client, next="/skills/").url == "/me/second-step/authenticate/"
    assert "_auth_user_id" not in client.session
    wrong = client.post("/me/second-step/authenticate/", {"code": "000000"})
    assert "_auth_user_id" not in client.session
    assert 'class="wrong"' in wrong.text
    right = client.post("/me/second-step/authenticate/", {"code": code_for(secret)})
    assert right.url == "/skills/"
    assert "_auth_user_id" in client.session


@pytest.mark.parametrize(
    "address", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_no_second_step_leads_away(client, wiki, address):
    sign_in(client)
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(User.objects.get(), secret)
    again = client.post("/me/second-step/reauthenticate/", {"code": code_for(secret), "next": address})
    assert (again.status_code, again.url) == (302, "/me/")
    client.logout()
    sign_in(client, next=address)
    # A code works once; this stands for waiting half a minute.
    cache.clear()
    asked = client.post("/me/second-step/authenticate/", {"code": code_for(secret), "next": address})
    assert (asked.status_code, asked.url) == (302, "/me/")


def code_for(secret):
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))
