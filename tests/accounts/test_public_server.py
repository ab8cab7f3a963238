"""Hostile visitors of a server in public mode, behind one proxy and behind two."""

from __future__ import annotations

from urllib.parse import urlsplit

import httpx
import pytest

from .public_server import HOST, SESSION, TOKEN, Answer, PublicServer, Visitor, running_public_server

pytestmark = pytest.mark.slow
ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example",
    "///evil.example",
    "https:evil.example",
    f"https://{HOST}@evil.example/",
    f"https://{HOST}.evil.example/",
    "javascript:alert(1)",
    "/\t/evil.example",
]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with running_public_server(tmp_path_factory.mktemp("public"), n_proxies=1) as running:
        yield running


@pytest.fixture(scope="module")
def far_server(tmp_path_factory):
    with running_public_server(tmp_path_factory.mktemp("far"), n_proxies=2) as running:
        yield running


def visitor(server: PublicServer, address: str) -> Visitor:
    """Somebody who comes from ``address``: each test has its own, as attempts are counted by it."""
    return Visitor(server.port, headers={"Visitor-Address": address})


def agreed(address: str) -> str:
    """What the browser does on the wiki; the path it comes back to."""
    back = urlsplit(httpx.get(address, trust_env=False).headers["Location"])
    assert (back.scheme, back.netloc) == ("https", HOST)
    return f"{back.path}?{back.query}"


def sign_in(guest: Visitor, **form: str) -> Answer:
    asked = guest.post("/me/sign-in/", form)
    assert asked.status == 302
    return guest.get(agreed(asked.location))


def is_signed_in(guest: Visitor) -> bool:
    return guest.get("/me/").status == 200


def test_cookies_belong_to_this_host_over_https_and_to_no_script(server):
    guest = visitor(server, "192.0.2.1")
    page = guest.get("/me/sign-in/")
    given = page.cookies | guest.post("/me/language/", {"language": "pt"}).cookies | sign_in(guest).cookies

    assert sorted(given) == [TOKEN, SESSION, "language"]
    for morsel in given.values():
        assert [morsel[flag] for flag in ("secure", "httponly", "samesite", "path", "domain")] == [
            True,
            True,
            "Lax",
            "/",
            "",
        ]


def test_session_that_somebody_planted_is_worth_nothing_after_signing_in(server):
    victim = visitor(server, "192.0.2.2")
    begun = victim.post("/me/sign-in/", {})
    planted = victim.cookies[SESSION]

    victim.get(agreed(begun.location))

    assert is_signed_in(victim)
    assert victim.cookies[SESSION] != planted
    thief = visitor(server, "192.0.2.3")
    thief.cookies[SESSION] = planted
    assert not is_signed_in(thief)


def test_a_made_up_session_key_is_never_taken_over(server):
    victim = visitor(server, "192.0.2.4")
    victim.cookies[SESSION] = "a" * 32
    sign_in(victim)
    assert victim.cookies[SESSION] != "a" * 32


def test_session_ends_for_everybody_who_holds_its_key(server):
    owner, thief = visitor(server, "192.0.2.5"), visitor(server, "192.0.2.6")
    sign_in(owner)
    thief.cookies[SESSION] = owner.cookies[SESSION]
    assert is_signed_in(thief)
    owner.post("/me/sign-out/", {})
    assert not is_signed_in(thief)


@pytest.mark.parametrize("address", ELSEWHERE)
def test_no_next_leads_away(server, address):
    guest = visitor(server, f"198.51.100.{ELSEWHERE.index(address)}")
    found = [
        guest.post("/me/language/", {"language": "en", "next": address}).location,
        sign_in(guest, next=address).location,
        guest.post("/me/sign-out/", {"next": address}).location,
    ]
    for location in found:
        assert urlsplit(location).netloc in {"", HOST}
        assert "evil" not in urlsplit(location).path


@pytest.mark.parametrize(
    "path", ["//evil.example/..", "/%2F/evil.example", "/\\evil.example/%2e%2e", "/me//evil.example"]
)
def test_no_path_leads_away(server, path):
    location = visitor(server, "192.0.2.7").get(path).location
    assert urlsplit(location).netloc in {"", HOST}
    assert not location.startswith(("//", "/\\"))


@pytest.mark.parametrize("host", ["evil.example", f"{HOST}.evil.example", f"{HOST}:x", "127.0.0.1"])
def test_another_host_is_turned_away(server, host):
    answer = visitor(server, "192.0.2.8").get("/me/sign-in/", Host=host)
    assert answer.status == 400
    assert "We could not read what was sent" in answer.text


def test_a_forwarded_host_is_not_believed(server):
    answer = visitor(server, "192.0.2.9").get(
        "/skills/", X_Forwarded_Host="evil.example", Forwarded="host=evil.example"
    )
    assert answer.status == 200
    assert "evil.example" not in answer.text
    assert f'hreflang="pt" href="https://{HOST}/skills/?uselang=pt"' in answer.text


def test_plain_http_is_sent_to_https(server):
    answer = Visitor(server.own_port).get("/skills/")
    assert (answer.status, answer.location) == (301, f"https://{HOST}/skills/")


def test_each_page_links_to_the_source_code(server):
    assert f'href="https://{HOST}/source"' in visitor(server, "192.0.2.10").get("/").text


@pytest.mark.parametrize(
    ("forged", "network"),
    [
        ({}, "203.0.113.1"),
        ({"X_Forwarded_For": "198.51.100.{n}"}, "203.0.113.2"),
        ({"X_Forwarded_For": "198.51.100.{n}, 198.51.100.{n}"}, "203.0.113.3"),
        ({"X_Forwarded_For": ", , <script>, ::1%{n}"}, "203.0.113.4"),
        ({"X_Real_IP": "198.51.100.{n}", "Forwarded": "for=198.51.100.{n}"}, "203.0.113.5"),
        ({"X_Forwarded_For": "198.51.100.{n}"}, "2001:db8::{n}"),
    ],
    ids=["honest", "forged", "two forged", "nonsense", "other names", "many addresses of one network"],
)
@pytest.mark.parametrize("fixture", ["server", "far_server"], ids=["one proxy", "two proxies"])
def test_attempts_are_counted_by_the_address_that_our_proxies_saw(request, fixture, forged, network):
    running = request.getfixturevalue(fixture)
    guest = visitor(running, "")
    sent = []
    for n in range(31):
        guest.headers["Visitor-Address"] = network.format(n=n + 1)
        headers = {name: value.format(n=n) for name, value in forged.items()}
        sent.append(guest.post("/me/sign-in/", {}, **headers).status)
    assert sent == [302] * 30 + [403]
    assert visitor(running, "203.0.113.99").post("/me/sign-in/", {}).status == 302
