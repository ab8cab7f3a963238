"""Role × object × action: who sees a role, and who may take which step with it."""

import pytest
from django.urls import reverse
from tests.factories.accounts import PersonFactory, RoleGrantFactory

from mutirao.accounts import queries
from mutirao.accounts.models import RoleContest

pytestmark = pytest.mark.django_db
EVERYBODY = {
    "anonymous",
    "stranger",
    "asker",
    "member",
    "other member",
    "member elsewhere",
    "former member",
    "administrator",
}
MEMBERS = {"member", "other member"}
INSIDE = {"asker", "administrator"} | MEMBERS
OBJECTS = {
    "asked": {"state": "asked", "until": None},
    "held": {},
    "held unnamed": {"is_public": False},
    "contested": {},
    "refused": {"state": "refused"},
    "ended": {"state": "ended"},
}
SEEN = {
    "asked": INSIDE,
    "held": EVERYBODY,
    "held unnamed": INSIDE,
    "contested": EVERYBODY,
    "refused": INSIDE,
    "ended": INSIDE,
}
OTHERS = EVERYBODY - {"anonymous", "asker"}
ALLOWED = {
    ("asked", "confirm"): MEMBERS | {"administrator"},
    ("asked", "refuse"): {"administrator"},
    ("asked", "give-up"): {"asker"},
    ("held", "give-up"): {"asker"},
    ("held", "contest"): OTHERS,
    ("held", "end"): {"administrator"},
    ("held unnamed", "give-up"): {"asker"},
    ("held unnamed", "contest"): MEMBERS | {"administrator"},
    ("held unnamed", "end"): {"administrator"},
    ("contested", "give-up"): {"asker"},
    ("contested", "keep"): {"administrator"},
    ("contested", "end"): {"administrator"},
}
STEPS = ["confirm", "refuse", "give-up", "contest", "keep", "end"]


def make(name, space, cast):
    grant = RoleGrantFactory(
        person=cast["asker"],
        subject=space.reference,
        evidence_url="https://example.org/leak",
        reason="Leak",
        **OBJECTS[name],
    )
    if name == "contested":
        RoleContest.objects.create(grant=grant, by=PersonFactory(), reason="Doubt")
    return grant


@pytest.mark.parametrize("name", OBJECTS)
def test_a_role_is_seen_by_whom_it_concerns(client, space, cast, name):
    grant = make(name, space, cast)
    seen = {}
    for who, person in cast.items():
        client.logout()
        if person:
            client.force_login(person)
        seen[who] = client.get(grant.get_absolute_url()).status_code
    assert {who for who, status in seen.items() if status == 200} == SEEN[name]
    assert {status for who, status in seen.items() if who not in SEEN[name]} <= {404}


@pytest.mark.parametrize("name", OBJECTS)
def test_reasons_are_read_inside_only(client, space, cast, name):
    grant = make(name, space, cast)
    read = set()
    for who, person in cast.items():
        client.logout()
        if person:
            client.force_login(person)
        text = client.get(grant.get_absolute_url()).text
        if "Leak" in text or "Doubt" in text:
            read.add(who)
    assert read == INSIDE


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("name", OBJECTS)
@pytest.mark.parametrize("who", sorted(EVERYBODY))
def test_a_step_is_taken_by_whom_the_rules_allow(client, space, cast, name, step, who):
    grant = make(name, space, cast)
    before = state_of(grant)
    if cast[who]:
        client.force_login(cast[who])
    address = reverse("accounts:role_step", args=[grant.public_id, step])
    response = client.post(address, {f"{step}-reason": "Because"})
    if who in ALLOWED.get((name, step), set()):
        assert (response.status_code, response.url) == (302, grant.get_absolute_url())
        assert state_of(grant) != before
    elif who == "anonymous":
        assert response.url.startswith("/me/sign-in/")
        assert state_of(grant) == before
    else:
        assert response.status_code == (403 if who in SEEN[name] else 404)
        assert state_of(grant) == before


def state_of(grant):
    grant.refresh_from_db()
    return (grant.state, grant.confirmations.count(), grant.contests.filter(settled_at=None).count())


def test_an_unnamed_role_counts_for_the_rules_and_is_in_no_public_list(client, space, cast):
    grant = make("held unnamed", space, cast)
    assert list(queries.role_holders(space.reference, grant.role)) == [cast["asker"]]
    assert "asker" not in client.get(reverse("accounts:roles")).text
    assert "Coordinator" not in client.get(cast["asker"].get_absolute_url()).text
