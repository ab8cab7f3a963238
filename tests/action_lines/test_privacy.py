"""Who may see and do what: one table, with data that could leak."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from tests.factories.accounts import AdministratorFactory, PersonFactory
from tests.factories.action_lines import SignUpFactory, UnclaimedFactory, coordinator_of
from tests.factories.movement import CommunityFactory
from tests.factories.skills import SkillFactory, SkillGroupFactory

from mutirao.action_lines import actions, queries
from mutirao.action_lines.counts import live_counts
from mutirao.base.references import resolve
from mutirao.base.text import text_of

pytestmark = pytest.mark.django_db

OK, SENT, GONE, NO, SIGN_IN = 200, 302, 404, 403, "sign in"
ROLES = ("anonymous", "stranger", "person", "owner", "coordinator", "other coordinator", "administrator")

# For a public and a private sign-up, what each of ROLES gets.
TABLE = {
    ("get", ""): ([OK] * 7, [GONE, GONE, OK, OK, GONE, GONE, OK]),
    ("get", "edit/"): ([SIGN_IN, NO, OK, NO, NO, NO, NO], [SIGN_IN, GONE, OK, NO, GONE, GONE, NO]),
    ("get", "next-step.ics"): ([SIGN_IN, NO, OK, OK, NO, NO, OK], [SIGN_IN, GONE, OK, OK, GONE, GONE, OK]),
    ("post", "edit/"): ([SIGN_IN, NO, SENT, NO, NO, NO, NO], [SIGN_IN, GONE, SENT, NO, GONE, GONE, NO]),
    ("post", "withdraw/"): ([SIGN_IN, NO, SENT, NO, NO, NO, NO], [SIGN_IN, GONE, SENT, NO, GONE, GONE, NO]),
    ("post", "another/"): ([SIGN_IN, NO, SENT, NO, NO, NO, NO], [SIGN_IN, GONE, SENT, NO, GONE, GONE, NO]),
    ("post", "again/"): ([SIGN_IN, NO, NO, NO, NO, NO, NO], [SIGN_IN, GONE, NO, NO, GONE, GONE, NO]),
    ("post", "answer/"): ([SIGN_IN, NO, NO, SENT, SENT, NO, SENT], [SIGN_IN, GONE, NO, SENT, GONE, GONE, SENT]),
    ("post", "hand-over/"): ([SIGN_IN, NO, NO, SENT, SENT, NO, SENT], [SIGN_IN, GONE, NO, SENT, GONE, GONE, SENT]),
}
CASES = [
    (method, path, is_public, role, expected)
    for (method, path), by_visibility in TABLE.items()
    for is_public, row in zip((True, False), by_visibility, strict=True)
    for role, expected in zip(ROLES, row, strict=True)
]


@pytest.fixture
def people(line, other_line):
    return {
        "stranger": PersonFactory(),
        "person": PersonFactory(),
        "owner": coordinator_of(line),
        "coordinator": coordinator_of(line),
        "other coordinator": coordinator_of(other_line),
        "administrator": AdministratorFactory(),
        "next owner": coordinator_of(line),
    }


@pytest.mark.parametrize(("method", "path", "is_public", "role", "expected"), CASES)
def test_everybody_gets_what_the_table_says(client, line, people, method, path, is_public, role, expected):
    sign_up = SignUpFactory(action_line=line, person=people["person"], owner=people["owner"], is_public=is_public)
    if role != "anonymous":
        client.force_login(people[role])
    typed = {"version": "1", "role": "lead", "visibility": "public", "text": "Hello"}
    data = {**typed, "to": people["next owner"].public_id}
    response = getattr(client, method)(f"{sign_up.get_absolute_url()}{path}", data if method == "post" else None)
    if expected == SIGN_IN:
        assert response.status_code == 302
        assert response.url.startswith("/me/sign-in/")
    else:
        assert response.status_code == expected


@pytest.mark.parametrize("path", ["coordinate/", "import/"])
@pytest.mark.parametrize(
    ("role", "expected"),
    list(zip(ROLES, [SENT, NO, NO, OK, OK, NO, OK], strict=True)),
)
def test_coordinating_is_for_coordinators(client, line, people, path, role, expected):
    if role != "anonymous":
        client.force_login(people[role])
    assert client.get(f"{line.get_absolute_url()}{path}").status_code == expected


@pytest.mark.parametrize(
    ("role", "expected"),
    list(zip(ROLES, [SENT, NO, NO, SENT, SENT, NO, SENT], strict=True)),
)
def test_places_are_set_by_coordinators(client, line, people, role, expected):
    if role != "anonymous":
        client.force_login(people[role])
    assert client.post(f"{line.get_absolute_url()}places/", {"lead": "3"}).status_code == expected
    assert line.role_places.exists() == (role in {"owner", "coordinator", "administrator"})


# Leaks


@pytest.fixture
def secret(line):
    """A private sign-up with everything that could show."""
    skill = SkillFactory(parent=SkillGroupFactory())
    return SignUpFactory(
        action_line=line,
        person=PersonFactory(display_name="Hidden Heron"),
        community=CommunityFactory(),
        remark=text_of(en="A hidden remark"),
        is_public=False,
        offers=[skill],
    )


def public_pages(sign_up):
    return [
        "/",
        "/recommendation/",
        "/action-lines/",
        sign_up.action_line.get_absolute_url(),
        f"{sign_up.action_line.get_absolute_url()}people/",
        "/action-lines/people/",
        "/action-lines/tasks/",
        sign_up.community.get_absolute_url(),
        sign_up.offers.get().get_absolute_url(),
        sign_up.person.get_absolute_url(),
        f"/action-lines/{sign_up.action_line.slug}/sign-up/",
    ]


@pytest.mark.parametrize("viewer", ["anonymous", "stranger", "coordinator"])
def test_a_private_sign_up_is_on_no_page_and_in_no_count(client, line, secret, people, viewer):
    if viewer != "anonymous":
        client.force_login(people[viewer])
    own_page = secret.person.get_absolute_url()
    for address in public_pages(secret):
        text = client.get(address).text
        assert str(secret.public_id) not in text, address
        assert "A hidden remark" not in text, address
        if address != own_page:
            assert "Hidden Heron" not in text, address
    assert "Signed up to" not in client.get(own_page).text
    assert "Nobody has signed up in public yet" in client.get("/action-lines/").text
    assert live_counts(["peers"])["peers"].n == 0


def test_the_public_twin_is_on_those_pages(client, line, secret):
    """So that the test above would see it."""
    secret.is_public = True
    secret.save()
    shown = [address for address in public_pages(secret) if str(secret.public_id) in client.get(address).text]
    assert shown == public_pages(secret)[3:6] + public_pages(secret)[7:10]
    assert "1 signed up in public" in client.get("/action-lines/").text
    assert live_counts(["peers"])["peers"].n == 1


def test_a_private_overdue_one_is_not_counted(client, line, noon):
    SignUpFactory(action_line=line, is_public=False, next_step_due=noon.replace(year=2025))
    assert queries.line_with_counts(line.slug, AnonymousUser()).n_overdue == 0
    assert "Nobody who signed up in public waits longer than 7 days" in client.get("/action-lines/").text


@pytest.mark.parametrize("state", ["waiting", "withdrawn"])
def test_who_waits_or_has_withdrawn_is_not_shown(client, line, state):
    sign_up = SignUpFactory(action_line=line, state=state)
    assert str(sign_up.public_id) not in client.get(line.get_absolute_url()).text
    assert client.get(sign_up.get_absolute_url()).status_code == 404


def test_references_resolve_as_pages_do(secret, people):
    seen = [resolve(secret.reference, user=people[role]) is not None for role in ROLES[1:]]
    assert seen == [False, False, False, False, False, True]
    assert resolve(secret.reference, user=secret.person) == secret


def test_replies_are_letters(client, line, people):
    sign_up = SignUpFactory(action_line=line, person=people["person"], owner=people["owner"])
    actions.answer(sign_up=sign_up, text="Between us", by=people["owner"])
    readers = []
    for role in ROLES[1:]:
        client.force_login(people[role])
        if "Between us" in client.get(sign_up.get_absolute_url()).text:
            readers.append(role)
    assert readers == ["person", "owner", "administrator"]


def test_unclaimed_are_public_with_name_and_page_only(client, line):
    unclaimed = UnclaimedFactory(action_line=line)
    page = client.get(unclaimed.get_absolute_url()).text
    assert unclaimed.wiki_name in page
    assert "nobody here speaks for this person" in page
    client.force_login(AdministratorFactory())
    assert client.post(f"{unclaimed.get_absolute_url()}answer/", {"text": "Hello"}).status_code == 403


@pytest.mark.parametrize("name", ["withdraw", "propose_another", "sign_up_again", "answer", "hand_over"])
def test_acts_need_a_post(client, line, name):
    sign_up = SignUpFactory(action_line=line)
    client.force_login(sign_up.person)
    assert client.get(reverse(f"action_lines:{name}", args=[sign_up.public_id])).status_code == 405
