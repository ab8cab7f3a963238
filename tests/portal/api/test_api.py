"""What a program gets: pages, rows, conditions, problems, and nothing that is not public."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from tests.factories.action_lines import SignUpFactory
from tests.factories.learning import ResourceFactory
from tests.factories.movement import CommunityFactory, DeclarationFactory, ProposalFactory, ProtectedTerritoryFactory
from tests.factories.record import DiscussionFactory
from tests.factories.skills import SkillFactory

from mutirao.base.models import OldSlug
from mutirao.base.text import text_of
from mutirao.portal.api import answering, cursors
from mutirao.portal.api.problems import Problem
from mutirao.portal.api.tables import tables
from mutirao.sources.exporting import exports

pytestmark = pytest.mark.django_db


def problem(client: Client, address: str, status: int) -> str:
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
    content = json.loads(response.content)
    assert content["status"] == status
    return str(content["detail"])


def test_every_exported_table_is_there_with_its_address(client: Client) -> None:
    listed = client.get("/api/v1/").json()["tables"]
    assert [each["name"] for each in listed] == [export.name for export in exports()]
    for each in listed:
        assert client.get(each["url"]).status_code == 200, each["name"]


def test_a_page_gives_rows_with_texts_by_language(client: Client) -> None:
    SkillFactory(slug="one", name=text_of(en="One", pt="Um"))
    (row,) = client.get("/api/v1/skills/").json()["rows"]
    assert (row["skill"], row["name"]) == ("one", {"en": "One", "pt": "Um"})
    (row,) = client.get("/api/v1/skills/?language=pt-BR").json()["rows"]
    assert row["name"] == {"pt": "Um"}
    assert client.get("/api/v1/skills/one/").json()["name"] == {"en": "One", "pt": "Um"}


def test_pages_hold_every_row_once_while_rows_come_and_go(client: Client) -> None:
    skills = SkillFactory.create_batch(7)
    address, seen = "/api/v1/skills/?limit=3", []
    while address:
        response = client.get(address)
        seen += [row["skill"] for row in response.json()["rows"]]
        following = response.json()["next"]
        assert response.get("Link", "") == (f'<{following}>; rel="next"' if following else "")
        address = following
        if len(seen) == 3:
            skills[2].delete()
            SkillFactory(slug="new")
    assert seen == [*(skill.slug for skill in skills), "new"]


@pytest.mark.parametrize("name", sorted(export.name for export in exports()))
def test_no_number_of_a_row_leaves(name: str) -> None:
    assert not {"pk", "id_", "_id"} & {column.lookup for column in tables()[name].export.columns.values()}


@pytest.mark.parametrize(
    "cursor", ["x", "%00", "AAAA", "A" * 22, "é", "=" * 22, "a" * 5_000, "-1", "%F0%9F%99%82"], ids=range(9)
)
def test_a_forged_cursor_is_refused(client: Client, cursor: str) -> None:
    assert "begin again" in problem(client, f"/api/v1/skills/?cursor={cursor}", 400)


def test_a_cursor_of_another_question_is_stale(client: Client) -> None:
    SkillFactory.create_batch(3)
    cursor = client.get("/api/v1/skills/?limit=1").json()["next"].partition("cursor=")[2]
    assert client.get(f"/api/v1/skills/?cursor={cursor}").status_code == 200
    assert "begin again" in problem(client, f"/api/v1/communities/?cursor={cursor}", 400)
    assert "begin again" in problem(client, f"/api/v1/skills/?kind=skill&cursor={cursor}", 400)


@pytest.mark.parametrize("number", [0, 1, 255, 2**63 - 1])
def test_a_cursor_is_sealed(number: int) -> None:
    cursor = cursors.seal(number, of="skills")
    assert cursors.unseal(cursor, of="skills") == number
    assert number.to_bytes(8).hex() not in cursor
    changed = ("A" if cursor[0] != "A" else "B") + cursor[1:]
    with pytest.raises(Problem):
        cursors.unseal(changed, of="skills")


def test_filters_take_codes_and_keys(client: Client) -> None:
    SkillFactory(slug="one"), SkillFactory(slug="two", entry_kind="group")
    assert [row["skill"] for row in client.get("/api/v1/skills/?kind=group").json()["rows"]] == ["two"]
    assert "one of" in problem(client, "/api/v1/skills/?kind=nonsense", 400)
    assert "true or false" in problem(client, "/api/v1/wikis/?is_open=yes", 400)
    assert client.get("/api/v1/wikis/?is_open=true").json()["rows"] == []
    assert "Parameters" in problem(client, "/api/v1/skills/?knid=group", 400)
    assert "one value" in problem(client, "/api/v1/skills/?kind=skill&kind=group", 400)


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=101",
        "limit=x",
        "limit=",
        "limit=%00",
        "limit=9999999999",
        "language=%00",
        "language=x",
        "%00=1",
    ],
    ids=range(9),
)
def test_wrong_parameters_say_what_is_allowed(client: Client, query: str) -> None:
    assert "expected" in problem(client, f"/api/v1/skills/?{query}", 400)


@pytest.mark.parametrize(
    "address",
    [
        "nothing/",
        "skills/nothing/",
        "skills/%00/",
        "skills/x%20y/",
        "sign_ups/not-a-uuid/",
        f"sign_ups/{uuid4()}/",
        f"skills/{'x' * 3_000}/",
        "skill_crosswalk/x/",
        "skills/one/more/",
        "openapi.yaml",
    ],
    ids=range(10),
)
def test_what_is_not_there_is_404(client: Client, address: str) -> None:
    assert problem(client, f"/api/v1/{address}", 404)


def test_private_things_are_404_and_in_no_page(client: Client) -> None:
    hidden = [ProposalFactory(), CommunityFactory()]
    DeclarationFactory(community=hidden[1], territory=ProtectedTerritoryFactory())
    secret = SignUpFactory(is_public=False)
    for community in hidden:
        assert problem(client, f"/api/v1/communities/{community.slug}/", 404)
    assert problem(client, f"/api/v1/sign_ups/{secret.public_id}/", 404)
    assert client.get("/api/v1/communities/").json()["rows"] == []
    assert client.get("/api/v1/sign_ups/").json()["rows"] == []
    assert client.get("/api/v1/declarations/").json()["rows"] == []


def test_who_signed_in_gets_no_more_than_a_stranger(client: Client) -> None:
    proposal = ProposalFactory()
    client.force_login(proposal.proposed_by)
    assert problem(client, f"/api/v1/communities/{proposal.slug}/", 404)


def test_withdrawn_things_are_410_and_the_reason_stays_with_curators(client: Client) -> None:
    ResourceFactory(slug="old", state="withdrawn", state_reason="A private person asked us.")
    DiscussionFactory(slug="talk", state="withdrawn", state_reason="A private person asked us.")
    assert problem(client, "/api/v1/resources/old/", 410) == "This was withdrawn."
    assert problem(client, "/api/v1/discussions/talk/", 410) == "This was withdrawn."
    assert client.get("/api/v1/resources/").json()["rows"] == []


def test_an_old_key_leads_to_the_present_one(client: Client) -> None:
    CommunityFactory(slug="new")
    OldSlug.objects.create(kind="community", slug="old", current="new")
    OldSlug.objects.create(kind="community", slug="dead", current="gone")
    response = client.get("/api/v1/communities/old/")
    assert (response.status_code, response["Location"]) == (308, "/api/v1/communities/new/")
    assert problem(client, "/api/v1/communities/dead/", 404)


def test_what_has_not_changed_is_not_sent_again(client: Client) -> None:
    SkillFactory(slug="one")
    etag = client.get("/api/v1/skills/")["ETag"]
    same = client.get("/api/v1/skills/", headers={"If-None-Match": etag})
    assert (same.status_code, same.content) == (304, b"")
    assert client.get("/api/v1/skills/", headers={"If-None-Match": f"W/{etag}"}).status_code == 304
    SkillFactory(slug="two")
    assert client.get("/api/v1/skills/", headers={"If-None-Match": etag}).status_code == 200


def test_every_origin_may_read(client: Client) -> None:
    assert client.get("/api/v1/nothing/")["Access-Control-Allow-Origin"] == "*"
    asked = client.options("/api/v1/skills/")
    assert (asked.status_code, asked["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")
    assert client.head("/api/v1/skills/").status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_it_only_reads(method: str) -> None:
    client = Client(enforce_csrf_checks=False)
    response = getattr(client, method)("/api/v1/skills/")
    assert (response.status_code, response["Content-Type"]) == (405, "application/problem+json")
    assert response["Allow"] == "GET, HEAD, OPTIONS"


def test_too_many_requests_are_asked_to_wait(client: Client, noon: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "REQUESTS_A_MINUTE", 2)
    assert [client.get("/api/v1/").status_code for _ in range(3)] == [200, 200, 429]
    response = client.get("/api/v1/")
    assert (response["Retry-After"], response["Content-Type"]) == ("60", "application/problem+json")


@pytest.mark.parametrize("n", [1, 3, 100])
def test_a_page_is_one_query(client: Client, django_assert_num_queries: Any, n: int) -> None:
    SkillFactory.create_batch(n)
    with django_assert_num_queries(1):
        assert len(client.get("/api/v1/skills/?limit=100").json()["rows"]) == n


def test_the_page_for_people_names_every_table(client: Client) -> None:
    page = client.get("/api/").text
    for export in exports():
        assert f'href="/api/v1/{export.name}/?limit=3"' in page
