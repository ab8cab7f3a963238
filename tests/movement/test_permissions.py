"""Role × object × action: who sees a community, and who may do what with it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from tests.factories.accounts import AdministratorFactory, PersonFactory, RoleGrantFactory
from tests.factories.movement import (
    CommunityFactory,
    DeclarationFactory,
    LanguageFactory,
    ProtectedTerritoryFactory,
    TerritoryFactory,
    WikiCommunityFactory,
    WikiFactory,
)

from mutirao.accounts.states import Role
from mutirao.base.references import Reference, resolve
from mutirao.movement import queries
from mutirao.movement.rules import MODERATED_IN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_panels")]
EVERYBODY = (
    "anonymous",
    "stranger",
    "proposer",
    "coordinator",
    "member",
    "former member",
    "member elsewhere",
    "moderator",
    "administrator",
)
STATES = {"listed": "listed", "hidden": "listed", "wiki": "listed"}
OBJECTS = ("listed", "hidden", "wiki", "proposed", "refused", "merged")
ACTIONS = ("see", "edit", "declare", "propose", "withdraw", "estimates", "decide")
ALL, STAFF = set(EVERYBODY), {"moderator", "administrator"}
OWN = {"coordinator", "member"}
ALLOWED = {
    ("listed", "see"): ALL,
    ("wiki", "see"): ALL,
    ("hidden", "see"): STAFF | OWN | {"proposer"},
    ("proposed", "see"): STAFF | {"proposer"},
    ("refused", "see"): STAFF | {"proposer"},
    **{
        (thing, action): STAFF | OWN
        for thing in ("listed", "hidden", "wiki")
        for action in ("edit", "declare", "withdraw")
    },
    # Who holds no role proposes instead.
    **{(thing, "propose"): ALL - {"anonymous"} for thing in ("listed", "wiki")},
    ("hidden", "propose"): STAFF | OWN | {"proposer"},
    ("proposed", "propose"): STAFF | {"proposer"},
    **{(thing, "estimates"): {"coordinator"} for thing in ("listed", "hidden", "wiki")},
    **{("proposed", action): STAFF | {"proposer"} for action in ("edit", "declare", "withdraw")},
    ("proposed", "decide"): STAFF,
}


@pytest.fixture
def cast(db):
    people = {name: PersonFactory(display_name=name) for name in EVERYBODY[1:-1]}
    RoleGrantFactory(person=people["moderator"], role=Role.MODERATOR, subject=MODERATED_IN)
    elsewhere = CommunityFactory(slug="elsewhere")
    for role in (Role.COORDINATOR, Role.MODERATOR):
        RoleGrantFactory(person=people["member elsewhere"], role=role, subject=elsewhere.reference)
    return {"anonymous": None, **people, "administrator": AdministratorFactory()}


def make(name, cast):
    """The community ``name`` with one declaration, and the roles of its people."""
    state = STATES.get(name, name)
    if name == "wiki":
        community = WikiCommunityFactory(wiki=WikiFactory(slug="wiki"), proposed_by=cast["proposer"])
    else:
        community = CommunityFactory(slug=name, state=state, proposed_by=cast["proposer"])
    if name == "hidden":
        DeclarationFactory(community=community, territory=ProtectedTerritoryFactory())
    if name in {"listed", "hidden", "wiki"}:
        RoleGrantFactory(person=cast["coordinator"], subject=community.reference)
        RoleGrantFactory(person=cast["member"], subject=community.reference, role=Role.MODERATOR)
    RoleGrantFactory(person=cast["former member"], subject=community.reference, state="ended", until=None)
    TerritoryFactory()
    return community, DeclarationFactory(community=community, language=LanguageFactory())


def attempt(client, action, community, declaration):
    address = community.get_absolute_url()
    things = {"thing": "KE", "source_url": "https://example.org/"}
    return {
        "see": lambda: client.get(address),
        "declare": lambda: client.post(f"{address}declare/territory/", things),
        "edit": lambda: client.post(f"{address}edit/", {"name": "New", "version": 1}),
        "propose": lambda: client.post(f"{address}declare/territory/", things),
        "withdraw": lambda: client.post(f"{address}declarations/{declaration.public_id}/withdraw/"),
        "estimates": lambda: client.post(f"{address}estimates/", {"declines": "yes"}),
        "decide": lambda: client.post(
            f"/communities/moderate/{community.slug}/", {f"{community.slug}-answer": "accept"}
        ),
    }[action]()


def is_allowed(response):
    if response.status_code == 302:
        return not response.url.startswith("/me/sign-in/")
    return response.status_code == 200


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("name", OBJECTS)
def test_only_those_who_may_can(client, cast, name, action):
    expected = ALLOWED.get((name, action), set())
    community, declaration = make(name, cast)
    for role, person in cast.items():
        client.logout()
        if person:
            client.force_login(person)
        response = attempt(client, action, community, declaration)
        # Of who declares, what is posted is said at once; of others it waits.
        counts = action != "declare" or queries.declared().filter(territory__slug="KE").exists()
        assert (is_allowed(response) and counts) == (role in expected), f"{role}: {response.status_code}"
        if is_allowed(response) and action != "see":
            # The next one finds it as it was.
            restore(community, declaration)


def restore(community, declaration):
    state = STATES.get(community.slug, community.slug)
    type(community).objects.filter(pk=community.pk).update(version=1, state=state, declines_estimates=False)
    community.declarations.filter(territory__slug="KE").delete()
    community.declarations.filter(pk=declaration.pk).update(state="declared")


@pytest.mark.parametrize("name", OBJECTS)
def test_references_and_lists_show_no_more_than_the_page(client, cast, name):
    community, _declaration = make(name, cast)
    for role, person in cast.items():
        client.logout()
        if person:
            client.force_login(person)
        sees = client.get(community.get_absolute_url()).status_code == 200
        found = resolve(Reference("community", community.slug), user=person or AnonymousUser())
        assert (found is not None) == sees, role
    assert (community in queries.public()) == (name in {"listed", "wiki"})


def test_only_moderators_open_the_queue(client, cast):
    for role, person in cast.items():
        client.logout()
        if person:
            client.force_login(person)
        assert is_allowed(client.get("/communities/moderate/")) == (role in STAFF), role


def test_changes_take_a_post(client, cast):
    community, declaration = make("listed", cast)
    client.force_login(cast["administrator"])
    for path in (f"declarations/{declaration.public_id}/withdraw/", "estimates/"):
        assert client.get(f"{community.get_absolute_url()}{path}").status_code == 405
    assert client.get("/communities/moderate/listed/").status_code == 405
    assert client.post("/communities/").status_code == 405


def test_everybody_sees_what_is_public(cast):
    for name in OBJECTS:
        make(name, cast)
    public = set(queries.public())
    assert {community.slug for community in public} >= {"listed", "wiki"}
    for role, person in cast.items():
        assert public <= set(queries.visible_to(person or AnonymousUser())), role
