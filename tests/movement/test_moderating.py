"""The moderators' queue: accept, refuse with a reason, merge; what follows; and what two moderators do at once."""

import pytest
from tests.base.threads import at_once
from tests.factories.accounts import AdministratorFactory, PersonFactory, RoleGrantFactory
from tests.factories.discussion import CommentFactory, EndorsementFactory, ThreadFactory
from tests.factories.movement import (
    CommunityFactory,
    DeclarationFactory,
    LanguageFactory,
    ProposalFactory,
    ProtectedTerritoryFactory,
    TerritoryFactory,
    WikiCommunityFactory,
)

from mutirao.accounts.models import Notice, RoleGrant
from mutirao.base import audit, news
from mutirao.base.errors import Refused
from mutirao.base.models import OldSlug
from mutirao.base.text import text_of
from mutirao.movement import actions
from mutirao.movement.models import Community, Declaration

pytestmark = pytest.mark.django_db
QUEUE = "/communities/moderate/"


def decide(client, community, **typed):
    answers = {f"{community.slug}-{name}": value for name, value in typed.items()}
    return client.post(f"{QUEUE}{community.slug}/", answers)


def acts(community):
    return [row.action for row in audit.history(community.reference)]


def told(person):
    return [(notice.text.original, notice.address) for notice in person.notices.all()]


def test_accepted_proposal_gets_its_page_and_the_person_is_told(client, moderator):
    proposal = ProposalFactory(slug="lake")
    client.force_login(moderator)
    assert decide(client, proposal, answer="accept").url == QUEUE
    proposal.refresh_from_db()
    assert proposal.state == "listed"
    assert acts(proposal) == ["movement.community_listed"]
    assert told(proposal.proposed_by) == [("A community that you added is listed now.", "/communities/lake/")]
    client.logout()
    assert client.get("/communities/lake/").status_code == 200


def test_refused_proposal_keeps_its_reason_for_the_person(client, moderator):
    proposal = ProposalFactory(slug="lake")
    client.force_login(moderator)
    decide(client, proposal, answer="refuse", reason="This is a shop.")
    proposal.refresh_from_db()
    assert (proposal.state, proposal.state_reason) == ("refused", "This is a shop.")
    assert acts(proposal) == ["movement.community_refused"]
    [(text, address)] = told(proposal.proposed_by)
    assert "shop" not in text
    client.force_login(proposal.proposed_by)
    assert "This is a shop." in client.get(address).text
    client.force_login(PersonFactory())
    assert client.get(address).status_code == 404


def test_merged_proposal_leads_to_the_other_with_its_declarations(client, moderator):
    into = CommunityFactory(slug="lakeside")
    proposal = ProposalFactory(slug="lake")
    OldSlug.objects.create(kind="community", slug="pond", current="lake")
    kenya = TerritoryFactory()
    DeclarationFactory(community=into, territory=kenya)
    DeclarationFactory(community=proposal, territory=kenya)
    DeclarationFactory(community=proposal, language=LanguageFactory())
    client.force_login(moderator)
    decide(client, proposal, answer="merge", into="lakeside")

    proposal.refresh_from_db()
    assert (proposal.state, proposal.merged_into) == ("merged", into)
    declared = Declaration.objects.filter(state="declared", community=into)
    assert {str(row.thing.reference) for row in declared} == {"territory:KE", "language:sw"}
    into.refresh_from_db()
    assert "suaili" in into.declared_text
    assert (acts(proposal), acts(into)) == (["movement.community_merged"], ["movement.community_merged"])
    assert told(proposal.proposed_by)[0][1] == "/communities/lakeside/"
    for old in ("lake", "pond"):
        assert client.get(f"/communities/{old}/").url == "/communities/lakeside/"


def test_roles_move_along_and_nobody_holds_one_twice(moderator):
    lake, lakeside = CommunityFactory(slug="lake"), CommunityFactory(slug="lakeside")
    both = RoleGrantFactory(subject=lakeside.reference).person
    RoleGrantFactory(subject=lake.reference, person=both)
    moved = RoleGrantFactory(subject=lake.reference)
    asked = RoleGrantFactory(subject=lake.reference, state="asked", until=None)
    past = RoleGrantFactory(subject=lake.reference, state="ended")
    actions.merge_community(community=lake, into=lakeside, by=moderator)
    in_force = RoleGrant.objects.filter(subject_id="lakeside", state="held").values_list("person", flat=True)
    assert set(in_force) == {both.pk, moved.person_id}
    assert RoleGrant.objects.get(pk=asked.pk).subject == lakeside.reference
    assert RoleGrant.objects.get(pk=past.pk).subject == lake.reference
    assert [row.action for row in audit.history(moved.reference)] == ["accounts.role_moved"]


def test_talk_about_a_merged_community_is_read_at_the_other(client, moderator):
    lake, lakeside = CommunityFactory(slug="lake"), CommunityFactory(slug="lakeside")
    thread = ThreadFactory(subject=lake.reference)
    CommentFactory(thread=thread, text=text_of(en="About the lake"))
    actions.merge_community(community=lake, into=lakeside, by=moderator)
    page = client.get("/discussion/about/community/lake/", follow=True)
    assert page.request["PATH_INFO"] == thread.get_absolute_url()
    assert "About the lake" in page.text
    assert "About the lake" in client.get(lakeside.get_absolute_url()).text


def test_support_is_not_named_once_the_community_is_in_a_protected_territory(client):
    wiki = WikiCommunityFactory()
    EndorsementFactory(subject=wiki.reference, person=PersonFactory(display_name="Early Emil"))
    address = f"/discussion/endorse/community/{wiki.slug}/"
    assert "Early Emil" in client.get(address).text
    declaration = DeclarationFactory(community=wiki, territory=ProtectedTerritoryFactory())
    page = client.get(address).text
    assert "Early Emil" not in page
    assert "Nobody supports this in public yet" in page
    assert "1 person" not in client.get(wiki.get_absolute_url()).text
    declaration.delete()
    assert "Early Emil" in client.get(address).text


def test_roles_that_move_to_a_protected_place_are_named_no_more(moderator):
    lake, fa = CommunityFactory(slug="lake"), WikiCommunityFactory()
    DeclarationFactory(community=fa, territory=ProtectedTerritoryFactory())
    grant = RoleGrantFactory(subject=lake.reference)
    actions.merge_community(community=lake, into=fa, by=moderator)
    grant.refresh_from_db()
    assert (grant.subject, grant.is_public) == (fa.reference, False)


def test_a_chain_of_merges_leads_to_the_last(moderator, client):
    first, second, third = (CommunityFactory(slug=slug) for slug in ("one", "two", "three"))
    actions.merge_community(community=first, into=second, by=moderator)
    actions.merge_community(community=second, into=third, by=moderator)
    first.refresh_from_db()
    assert first.merged_into == third
    assert [client.get(f"/communities/{slug}/").url for slug in ("one", "two")] == ["/communities/three/"] * 2


heard = []


def hear(story):
    heard.append((story.name, str(story.subject), dict(story.payload)))


def test_higher_contexts_hear_of_listed_and_merged_communities(moderator, drain, monkeypatch):
    monkeypatch.setattr(news, "_handlers", {})
    heard.clear()
    for name in ("movement.community_listed", "movement.community_merged"):
        news.on(name)(hear)
    proposal, into = ProposalFactory(slug="lake"), CommunityFactory(slug="lakeside")
    actions.accept_community(community=proposal, by=moderator)
    actions.merge_community(community=proposal, into=into, by=moderator)
    drain()
    assert heard == [
        ("movement.community_listed", "community:lake", {}),
        ("movement.community_merged", "community:lake", {"into": "lakeside"}),
    ]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({}, "answer"),
        ({"answer": "explode"}, "answer"),
        ({"answer": "refuse"}, "reason"),
        ({"answer": "refuse", "reason": "x" * 501}, "reason"),
        ({"answer": "refuse", "reason": "a\x00b"}, "reason"),
        ({"answer": "refuse", "reason": "a\u2066b"}, "reason"),
        ({"answer": "merge"}, "into"),
        ({"answer": "merge", "into": "nothing-here"}, "into"),
        ({"answer": "merge", "into": "<script>"}, "into"),
        ({"answer": "merge", "into": "x" * 200}, "into"),
        ({"answer": "merge", "into": "lake"}, "into"),
        ({"answer": "merge", "into": "waiting"}, "into"),
    ],
)
def test_bad_decision_is_told_beside_its_field_and_nothing_changes(client, moderator, typed, field):
    proposal = ProposalFactory(slug="lake")
    ProposalFactory(slug="waiting")
    client.force_login(moderator)
    page = decide(client, proposal, **typed)
    assert page.status_code == 422
    assert f'id="id_lake-{field}_error"' in page.text
    assert "<script>" not in page.text
    proposal.refresh_from_db()
    assert proposal.state == "proposed"
    assert not Notice.objects.exists()


def test_what_comes_from_a_source_cannot_be_merged_away(moderator):
    with pytest.raises(Refused, match="comes from a source"):
        actions.merge_community(community=WikiCommunityFactory(), into=CommunityFactory(), by=moderator)


def test_nobody_decides_about_their_own_proposal(client, moderator, administrator):
    own = ProposalFactory(slug="own", proposed_by=moderator)
    client.force_login(moderator)
    assert decide(client, own, answer="accept").status_code == 403
    assert "Another moderator decides" in client.get(QUEUE).text
    other = ProposalFactory(slug="other", proposed_by=administrator)
    client.force_login(administrator)
    assert decide(client, other, answer="accept").status_code == 302


def test_decided_proposals_are_not_decided_again(client, moderator):
    proposal = ProposalFactory(state="listed")
    client.force_login(moderator)
    assert decide(client, proposal, answer="refuse", reason="Late").status_code == 403
    assert decide(client, CommunityFactory.build(slug="none"), answer="accept").status_code == 404


def test_queue_shows_what_a_moderator_needs(client, moderator):
    CommunityFactory(slug="lakeside", name=text_of(en="Lakeside Writers"))
    proposal = ProposalFactory(slug="lake", name=text_of(en="Lakeside People"), website="https://example.org/lake")
    DeclarationFactory(community=proposal, territory=TerritoryFactory())
    client.force_login(moderator)
    page = client.get(QUEUE).text
    for shown in ("1 waits.", "Lakeside People", "https://example.org/lake", "Kenya", "<code>lakeside</code>"):
        assert shown in page, shown


def test_empty_queue_says_so(client, moderator):
    client.force_login(moderator)
    assert "Nothing waits." in client.get(QUEUE).text


@pytest.mark.parametrize("n", [1, 3, 100])
def test_queue_costs_the_same_for_any_number(client, moderator, django_assert_num_queries, n):
    for _ in range(n):
        DeclarationFactory(community=ProposalFactory(), territory=TerritoryFactory())
    client.force_login(moderator)
    with django_assert_num_queries(8):
        page = client.get(QUEUE)
    assert page.text.count('<li class="card">') == min(n, 20)


def test_of_two_moderators_at_once_one_decides(shared_database):
    moderator, proposal, into = AdministratorFactory(), ProposalFactory(slug="lake"), CommunityFactory(slug="lakeside")
    choices = [
        lambda: actions.accept_community(community=proposal, by=moderator),
        lambda: actions.refuse_community(community=proposal, reason="No", by=moderator),
    ]

    def race():
        try:
            choices.pop()()
        except Refused as refusal:
            return refusal.reason
        return "decided"

    assert sorted(at_once(2, race)) == ["Somebody has decided about this community already.", "decided"]
    assert len(acts(proposal)) == 1
    assert Community.objects.get(pk=into.pk).state == "listed"


def test_a_community_is_merged_once(shared_database):
    moderator, lake = AdministratorFactory(), CommunityFactory(slug="lake")
    targets = [CommunityFactory(slug="one"), CommunityFactory(slug="two")]

    def race():
        try:
            actions.merge_community(community=lake, into=targets.pop(), by=moderator)
        except Refused:
            return "refused"
        return "merged"

    assert sorted(at_once(2, race)) == ["merged", "refused"]
    assert OldSlug.objects.filter(slug="lake").count() == 1


def test_two_that_are_merged_into_each_other_do_not_both_vanish(shared_database):
    moderator, one, two = AdministratorFactory(), CommunityFactory(slug="one"), CommunityFactory(slug="two")
    pairs = [(one, two), (two, one)]

    def race():
        community, into = pairs.pop()
        try:
            actions.merge_community(community=community, into=into, by=moderator)
        except Refused:
            return "refused"
        return "merged"

    assert sorted(at_once(2, race)) == ["merged", "refused"]
    assert Community.objects.filter(state="listed").count() == 1


def test_two_people_adding_the_same_name_at_once_get_two_addresses(shared_database):
    people = [PersonFactory(), PersonFactory()]

    def race():
        name = text_of(en="Lakeside Writers")
        return actions.propose_community(
            kind="group", name=name, description=text_of(), website="", by=people.pop()
        ).slug

    slugs = at_once(2, race)
    assert len(set(slugs)) == 2
    assert all(slug.startswith("lakeside-writers") for slug in slugs)
