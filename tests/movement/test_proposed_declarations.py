"""What people without a role propose to say of a community: waiting, confirmed, refused, taken back."""

import uuid

import pytest
from tests.base.threads import at_once
from tests.factories.accounts import AdministratorFactory, PersonFactory, RoleGrantFactory
from tests.factories.movement import (
    CommunityFactory,
    DeclarationFactory,
    LanguageFactory,
    ProtectedTerritoryFactory,
    TerritoryFactory,
)

from mutirao.accounts.models import Notice
from mutirao.accounts.states import Role
from mutirao.base import audit
from mutirao.base.errors import Refused
from mutirao.movement import actions, queries
from mutirao.movement.models import Declaration
from mutirao.movement.personal_data import collect, erase
from mutirao.movement.rules import MODERATED_IN
from mutirao.movement.states import Act, DeclarationState

pytestmark = pytest.mark.django_db
LINK = "https://meta.wikimedia.org/wiki/Example"
QUEUE = "/communities/declarations/"
FORM = "/communities/lake/declare/territory/"
TYPED = {"thing": "Kenya", "source_url": LINK}


@pytest.fixture
def community(db):
    return CommunityFactory(slug="lake")


@pytest.fixture
def coordinator(community):
    return RoleGrantFactory(subject=community.reference, person=PersonFactory(display_name="Asha")).person


@pytest.fixture
def proposal(community):
    """Somebody says that the community works in Kenya."""
    by = PersonFactory(display_name="Neema")
    return DeclarationFactory(community=community, territory=TerritoryFactory(), state="proposed", declared_by=by)


def decide(client, proposal, **typed):
    address = f"{QUEUE}{proposal.public_id}/"
    return client.post(address, {f"{proposal.public_id}-{name}": value for name, value in typed.items()})


def state(proposal):
    return Declaration.objects.get(pk=proposal.pk).state


def test_who_holds_no_role_proposes_and_nothing_is_said_yet(client, community):
    TerritoryFactory()
    person = PersonFactory()
    client.force_login(person)
    assert "Propose it" in client.get(FORM).text
    page = client.post(FORM, TYPED, follow=True)
    assert "Somebody who knows the community looks at it" in page.text
    proposal = Declaration.objects.get()
    assert (proposal.state, proposal.declared_by, proposal.source_url) == ("proposed", person, LINK)
    assert not queries.declared().exists()
    community.refresh_from_db()
    assert community.declared_text == ""
    [row] = audit.history(community.reference)
    assert (row.action, row.facts) == (Act.DECLARATION_PROPOSED, {"declaration": str(proposal.public_id)})


def test_without_an_account_one_is_asked_to_sign_in(client, community):
    assert client.post(FORM, TYPED).url.startswith("/me/sign-in/")
    assert not Declaration.objects.exists()


def test_only_the_proposer_and_those_who_decide_see_it(client, community, coordinator, proposal):
    people = {None: False, PersonFactory(): False, proposal.declared_by: True, coordinator: True}
    for person, sees in people.items():
        client.logout()
        if person:
            client.force_login(person)
        assert ("Kenya" in client.get("/communities/lake/").text) == sees, person


def test_confirmed_it_is_declared_and_the_proposer_is_told(client, community, coordinator, proposal):
    client.force_login(coordinator)
    assert "Decide about 1 proposal" in client.get("/me/").text
    assert "Kenya" in client.get(QUEUE).text
    assert decide(client, proposal, answer="confirm").url == QUEUE
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decided_by) == ("declared", coordinator)
    community.refresh_from_db()
    assert "kenya" in community.declared_text
    assert Notice.objects.get().person == proposal.declared_by
    client.logout()
    assert "Kenya" in client.get("/communities/lake/").text


def test_refused_the_proposer_reads_the_reason_and_may_propose_again(client, community, coordinator, proposal):
    client.force_login(coordinator)
    decide(client, proposal, answer="refuse", reason="That was another group.")
    assert state(proposal) == "refused"
    client.force_login(proposal.declared_by)
    assert "That was another group." in client.get("/communities/lake/").text
    assert "That was" not in str(Notice.objects.get().text)
    assert client.post(FORM, TYPED).status_code == 302
    client.force_login(PersonFactory())
    assert "That was another group." not in client.get("/communities/lake/").text


def test_taken_back_it_is_gone(client, proposal):
    client.force_login(proposal.declared_by)
    assert "Take it back" in client.get("/communities/lake/").text
    client.post(f"{QUEUE}{proposal.public_id}/take-back/")
    assert not Declaration.objects.exists()


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({}, "answer"),
        ({"answer": "explode"}, "answer"),
        ({"answer": "refuse"}, "reason"),
        ({"answer": "refuse", "reason": "x" * 501}, "reason"),
        ({"answer": "refuse", "reason": "a\x00b"}, "reason"),
        ({"answer": "refuse", "reason": "a\u2066b"}, "reason"),
    ],
)
def test_bad_answer_is_told_beside_its_field_and_nothing_changes(client, coordinator, proposal, typed, field):
    client.force_login(coordinator)
    page = decide(client, proposal, **typed)
    assert page.status_code == 422
    assert f'id="id_{proposal.public_id}-{field}_error"' in page.text
    assert state(proposal) == "proposed"


def test_the_same_is_proposed_once_and_not_when_it_is_said_already(client, community, proposal):
    client.force_login(PersonFactory())
    assert "Somebody has proposed that already." in client.post(FORM, TYPED).text
    DeclarationFactory(community=community, language=LanguageFactory())
    page = client.post("/communities/lake/declare/language/", {"thing": "sw", "source_url": LINK})
    assert "This community has declared that already." in page.text
    assert Declaration.objects.count() == 2


def test_of_many_who_propose_the_same_at_once_one_does(shared_database):
    community, territory = CommunityFactory(), TerritoryFactory()

    def propose():
        try:
            actions.propose_declaration(community=community, thing=territory, source_url=LINK, by=PersonFactory())
        except Refused:
            return False
        return True

    assert sorted(at_once(4, propose)) == [False, False, False, True]


def test_what_one_of_its_people_declares_need_not_wait_any_more(community, coordinator, proposal):
    actions.declare(community=community, thing=proposal.territory, source_url=LINK, by=coordinator)
    assert state(proposal) == "withdrawn"
    assert not queries.proposed_declarations().exists()
    assert Notice.objects.get().person == proposal.declared_by


def test_a_protected_territory_is_warned_about_before_it_is_confirmed(client, community, coordinator):
    proposal = DeclarationFactory(community=community, territory=ProtectedTerritoryFactory(), state="proposed")
    assert queries.is_public(community)
    client.force_login(coordinator)
    assert "will stand in no list" in client.get(QUEUE).text
    decide(client, proposal, answer="confirm")
    assert not queries.is_public(community)


def test_merged_communities_share_what_was_proposed(administrator, community, proposal):
    into = CommunityFactory(slug="sea")
    both = DeclarationFactory(community=community, language=LanguageFactory(), state="proposed")
    DeclarationFactory(community=into, language=both.language)
    actions.merge_community(community=community, into=into, by=administrator)
    assert [(row.community, row.thing) for row in queries.proposed_declarations()] == [(into, proposal.territory)]
    assert state(both) == "withdrawn"


def test_who_leaves_takes_along_what_nobody_has_taken_up(proposal):
    person = proposal.declared_by
    said = DeclarationFactory(community=proposal.community, language=LanguageFactory(), declared_by=person)
    assert [row["state"] for row in collect(person)["declarations"]] == ["proposed", "declared"]
    erase(person)
    assert list(Declaration.objects.values_list("pk", "declared_by")) == [(said.pk, None)]


# Who may do what with a proposal: anonymous, stranger, proposer, people of the community, of another, moderators.
VIEWERS = ("anonymous", "stranger", "proposer", "coordinator", "elsewhere", "moderator", "administrator")
ALLOWED = {
    ("proposed", "decide"): {"coordinator", "moderator", "administrator"},
    ("proposed", "take-back"): {"proposer"},
}


@pytest.mark.parametrize("viewer", VIEWERS)
@pytest.mark.parametrize("act", ["decide", "take-back"])
@pytest.mark.parametrize("at", list(DeclarationState))
def test_only_those_who_may_can(client, community, coordinator, proposal, at, act, viewer):
    people = {
        "stranger": PersonFactory(),
        "proposer": proposal.declared_by,
        "coordinator": coordinator,
        "elsewhere": RoleGrantFactory(subject=CommunityFactory().reference).person,
        "moderator": RoleGrantFactory(role=Role.MODERATOR, subject=MODERATED_IN).person,
        "administrator": AdministratorFactory(),
    }
    Declaration.objects.update(state=at)
    if viewer != "anonymous":
        client.force_login(people[viewer])
    if act == "decide":
        decide(client, proposal, answer="refuse", reason="No.")
    else:
        client.post(f"{QUEUE}{proposal.public_id}/take-back/")
    changed = not Declaration.objects.filter(state=at).exists()
    assert changed == (viewer in ALLOWED.get((at, act), set()))


def test_nobody_decides_about_their_own_proposal_even_with_a_role(client, community, proposal):
    RoleGrantFactory(subject=community.reference, person=proposal.declared_by)
    client.force_login(proposal.declared_by)
    assert "Kenya" not in client.get(QUEUE).text
    assert decide(client, proposal, answer="confirm").status_code == 403


def test_an_unknown_proposal_and_one_of_a_hidden_community_are_not_found(client, community, proposal):
    DeclarationFactory(community=community, territory=ProtectedTerritoryFactory())
    client.force_login(PersonFactory())
    assert decide(client, proposal, answer="confirm").status_code == 404
    client.force_login(AdministratorFactory())
    assert client.post(f"{QUEUE}{uuid.uuid4()}/take-back/").status_code == 404


@pytest.mark.parametrize("n", [1, 3, 100])
def test_list_asks_as_often_for_many(client, django_assert_num_queries, n):
    for _ in range(n):
        DeclarationFactory(territory=TerritoryFactory(), state="proposed")
    client.force_login(AdministratorFactory())
    with django_assert_num_queries(4):
        client.get(QUEUE)


def test_a_role_elsewhere_opens_an_empty_list(client, proposal):
    client.force_login(RoleGrantFactory(subject=CommunityFactory().reference).person)
    assert "Nothing waits." in client.get(QUEUE).text
