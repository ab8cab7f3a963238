"""Two pages about one community: proposed with a reason, shown on both, decided by another moderator."""

import uuid

import pytest
from django.contrib.auth.models import AnonymousUser
from tests.base.threads import at_once
from tests.factories.accounts import AdministratorFactory, PersonFactory, RoleGrantFactory
from tests.factories.movement import (
    CommunityFactory,
    DeclarationFactory,
    MergeProposalFactory,
    ProposalFactory,
    ProtectedTerritoryFactory,
    WikiCommunityFactory,
    WikiFactory,
)
from tests.factories.translation import TranslationOfferFactory

from mutirao.accounts.models import Notice
from mutirao.accounts.states import Role
from mutirao.base import audit
from mutirao.base.errors import Refused
from mutirao.base.text import text_of
from mutirao.movement import actions, rules
from mutirao.movement.models import Community, MergeProposal
from mutirao.movement.personal_data import collect, erase
from mutirao.translation.models import TranslationOffer

pytestmark = pytest.mark.django_db
QUEUE = "/communities/merges/"
FORM = "/communities/lake/merge/"
REASON = "The same people meet there."
TYPED = {"other": "lakeside", "stays": "other", "reason": REASON}


@pytest.fixture
def lake(db):
    return CommunityFactory(slug="lake", name=text_of(en="Lake People"))


@pytest.fixture
def lakeside(db):
    return CommunityFactory(slug="lakeside", name=text_of(en="Lakeside People"))


@pytest.fixture
def proposal(lake, lakeside):
    return MergeProposalFactory(community=lake, into=lakeside, reason=REASON)


def decide(client, proposal, **typed):
    address = f"{QUEUE}{proposal.public_id}/"
    return client.post(address, {f"{proposal.public_id}-{name}": value for name, value in typed.items()})


def told(person):
    return [notice.address for notice in Notice.objects.filter(person=person)]


def acts(community):
    return [row.action for row in audit.history(community.reference)]


def test_anybody_proposes_it_and_both_pages_show_it_with_the_reason(client, lake, lakeside):
    coordinator = RoleGrantFactory(subject=lakeside.reference).person
    client.force_login(PersonFactory())
    assert "Lakeside People" in client.get(FORM).text
    assert client.post(FORM, TYPED).url == "/communities/lake/"
    proposal = MergeProposal.objects.get()
    assert (proposal.community, proposal.into, proposal.state) == (lake, lakeside, "waiting")
    client.logout()
    for own, other in (("lake", "lakeside"), ("lakeside", "lake")):
        page = client.get(f"/communities/{own}/").text
        assert REASON in page
        assert f'href="/communities/{other}/"' in page
    assert told(coordinator) == ["/communities/lakeside/"]
    assert acts(lake) == acts(lakeside) == ["movement.merge_proposed"]


def test_moderator_merges_and_the_old_address_leads_to_the_other(client, moderator, proposal):
    offer = TranslationOfferFactory(subject=proposal.community.reference)
    client.force_login(moderator)
    assert REASON in client.get(QUEUE).text
    assert decide(client, proposal, answer="accept").url == QUEUE
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decided_by) == ("accepted", moderator)
    assert client.get("/communities/lake/").url == "/communities/lakeside/"
    assert told(proposal.proposed_by) == ["/communities/lakeside/"]
    assert TranslationOffer.objects.get(pk=offer.pk).state == "declined"
    assert "Nothing waits." in client.get(QUEUE).text


def test_refused_merge_leaves_both_and_tells_the_proposer_why(client, moderator, proposal):
    client.force_login(moderator)
    decide(client, proposal, answer="refuse", decision="One writes, the other takes pictures.")
    assert Community.objects.filter(state="listed").count() == 2
    assert told(proposal.proposed_by) == ["/communities/lake/"]
    assert "takes pictures" not in client.get("/communities/lake/").text
    client.force_login(proposal.proposed_by)
    assert "takes pictures" in client.get("/communities/lake/").text


def test_proposer_takes_it_back_and_the_words_go(client, proposal):
    client.force_login(PersonFactory())
    assert client.post(f"{QUEUE}{proposal.public_id}/take-back/").status_code == 403
    client.force_login(proposal.proposed_by)
    assert "Take it back" in client.get("/communities/lake/").text
    assert client.post(f"{QUEUE}{proposal.public_id}/take-back/").url == "/communities/lake/"
    proposal.refresh_from_db()
    assert (proposal.state, proposal.reason) == ("taken_back", "")
    assert client.post(f"{QUEUE}{proposal.public_id}/take-back/").status_code == 403


def test_who_decides(client, moderator, proposal):
    coordinator = RoleGrantFactory(subject=proposal.into.reference, role=Role.COORDINATOR).person
    people = [AnonymousUser(), PersonFactory(), coordinator, proposal.proposed_by, moderator, AdministratorFactory()]
    assert [bool(rules.can_decide_merge(person, proposal)) for person in people] == [False] * 4 + [True] * 2
    for own in (moderator, AdministratorFactory()):
        mine = MergeProposalFactory(proposed_by=own)
        assert not rules.can_decide_merge(own, mine)
        client.force_login(own)
        assert decide(client, mine, answer="accept").status_code == 403
    client.force_login(coordinator)
    assert client.get(QUEUE).status_code == 403


def test_nobody_merges_away_a_community_that_they_added(moderator):
    own = ProposalFactory(proposed_by=moderator)
    with pytest.raises(Refused, match="their own proposal"):
        actions.merge_community(community=own, into=CommunityFactory(), by=moderator)
    assert rules.can_merge(AdministratorFactory(), own, CommunityFactory())


def test_what_comes_from_a_source_stays(client, lake):
    WikiCommunityFactory(wiki=WikiFactory(slug="swwiki"))
    client.force_login(PersonFactory())
    assert 'value="this" id="id_stays_1" checked' in client.get("/communities/swwiki/merge/").text.replace(
        "required ", ""
    )
    page = client.post(FORM, {**TYPED, "other": "swwiki", "stays": "this"})
    assert page.status_code == 422
    assert "comes from a source" in page.text
    assert client.post(FORM, {**TYPED, "other": "https://example.org/communities/swwiki/"}).status_code == 302
    assert MergeProposal.objects.get().into.slug == "swwiki"


@pytest.mark.parametrize("pair", [("lake", "lakeside"), ("lakeside", "lake")], ids=["same way", "other way"])
def test_what_waits_is_not_proposed_again(client, proposal, pair):
    client.force_login(PersonFactory())
    page = client.post(f"/communities/{pair[0]}/merge/", {**TYPED, "other": pair[1]})
    assert page.status_code == 422
    assert "Somebody has proposed that already" in page.text
    assert REASON in page.text


def test_hidden_community_is_named_to_nobody_who_does_not_see_it(client, moderator, lake):
    hidden = CommunityFactory(slug="heron", name=text_of(en="Heron Friends"))
    DeclarationFactory(community=hidden, territory=ProtectedTerritoryFactory())
    member = RoleGrantFactory(subject=hidden.reference).person
    client.force_login(PersonFactory())
    assert client.post(FORM, {**TYPED, "other": "heron"}).status_code == 422
    proposal = MergeProposalFactory(community=hidden, into=lake)
    people = {PersonFactory(): False, proposal.proposed_by: False, member: True, moderator: True}
    for person, sees in people.items():
        client.force_login(person)
        assert ("Heron Friends" in client.get("/communities/lake/").text) == sees
    client.logout()
    assert "Heron Friends" not in client.get("/communities/lake/").text


def test_merge_settles_what_else_was_proposed_about_the_page_that_goes(moderator, proposal, lake):
    others = [MergeProposalFactory(community=lake), MergeProposalFactory(into=lake), MergeProposalFactory()]
    actions.accept_merge(proposal=proposal, by=moderator)
    assert [MergeProposal.objects.get(pk=each.pk).state for each in others] == ["overtaken", "overtaken", "waiting"]


def test_of_two_moderators_at_once_one_decides(shared_database):
    proposal, moderators = MergeProposalFactory(), [AdministratorFactory(), AdministratorFactory()]

    def race():
        try:
            actions.accept_merge(proposal=proposal, by=moderators.pop())
        except Refused as refusal:
            return refusal.reason
        return "merged"

    assert sorted(at_once(2, race)) == ["Somebody has decided about this already.", "merged"]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({}, "other"),
        ({**TYPED, "other": "nothing-here"}, "other"),
        ({**TYPED, "other": "lake"}, "other"),
        ({**TYPED, "other": "waiting"}, "other"),
        ({**TYPED, "other": "x" * 300}, "other"),
        ({**TYPED, "other": "<script>"}, "other"),
        ({**TYPED, "stays": "both"}, "stays"),
        ({**TYPED, "reason": ""}, "reason"),
        ({**TYPED, "reason": "x" * 501}, "reason"),
        ({**TYPED, "reason": "a\x00b"}, "reason"),
        ({**TYPED, "reason": "a\u202eb"}, "reason"),
    ],
    ids=["nothing", "unknown", "itself", "proposed", "long", "script", "stays", "none", "too long", "null", "bidi"],
)
def test_bad_input_is_told_beside_its_field_and_nothing_is_stored(client, lake, lakeside, typed, field):
    ProposalFactory(slug="waiting")
    client.force_login(PersonFactory())
    page = client.post(FORM, typed)
    assert page.status_code == 422
    assert f'id="id_{field}_error"' in page.text
    assert "<script>" not in page.text
    assert not MergeProposal.objects.exists()


@pytest.mark.parametrize(
    ("typed", "field"),
    [({}, "answer"), ({"answer": "explode"}, "answer"), ({"answer": "refuse"}, "decision")],
    ids=["nothing", "unknown", "no reason"],
)
def test_bad_decision_is_told_and_nothing_changes(client, moderator, proposal, typed, field):
    client.force_login(moderator)
    page = decide(client, proposal, **typed)
    assert page.status_code == 422
    assert f'id="id_{proposal.public_id}-{field}_error"' in page.text
    proposal.refresh_from_db()
    assert proposal.state == "waiting"


def test_unknown_things_are_not_found(client, moderator):
    client.force_login(moderator)
    assert decide(client, MergeProposalFactory.build(public_id=uuid.uuid4()), answer="accept").status_code == 404
    assert client.get("/communities/nobody/merge/").status_code == 404
    client.logout()
    assert client.get(QUEUE).url.startswith("/me/sign-in/")


def test_moderators_find_it_in_their_inbox(client, moderator, proposal):
    client.force_login(moderator)
    assert QUEUE in client.get("/me/").text
    client.force_login(proposal.proposed_by)
    assert QUEUE not in client.get("/me/").text


@pytest.mark.parametrize("n", [1, 3, 100])
def test_queue_costs_the_same_for_any_number(client, moderator, django_assert_num_queries, n):
    for _ in range(n):
        MergeProposalFactory()
    client.force_login(moderator)
    with django_assert_num_queries(6):
        page = client.get(QUEUE)
    assert page.text.count('<li class="card">') == min(n, 20)


def test_person_takes_their_words_along(proposal, lakeside):
    person = proposal.proposed_by
    old = MergeProposalFactory(proposed_by=person, state="refused")
    mine = collect(person)["merges_proposed"]
    assert {"community": "lake", "into": "lakeside", "reason": REASON, "state": "waiting"} in mine
    erase(person)
    assert not MergeProposal.objects.filter(pk=proposal.pk).exists()
    old.refresh_from_db()
    assert (old.proposed_by, old.reason) == (None, "")
