"""The right of reply: who may say what, who takes it back, who hides it."""

import pytest
from django.urls import reverse
from tests.factories.accounts import AdministratorFactory, PersonFactory, RoleGrantFactory
from tests.factories.movement import CommunityFactory, DeclarationFactory, ProtectedTerritoryFactory
from tests.factories.needs_releases import ReplyFactory, made_release
from tests.factories.skills import SkillFactory

from mutirao.accounts.actions import erase_person
from mutirao.accounts.models import Notice
from mutirao.accounts.personal_data import collected
from mutirao.accounts.states import Role
from mutirao.base import audit, clock
from mutirao.base.errors import Refused
from mutirao.base.text import text_of
from mutirao.movement import actions as movement
from mutirao.needs.actions import replies as actions
from mutirao.needs.models import Reply
from mutirao.needs.queries import replies as queries
from mutirao.needs.states import ReplyKind, ReplyState

pytestmark = pytest.mark.django_db

SOURCE = "https://meta.wikimedia.org/wiki/Minutes"
HOSTILE = ["", "x" * 2001, "\x00", "\u202eabc"]


@pytest.fixture
def community():
    return CommunityFactory(slug="riverside")


def add_address(community):
    return reverse("community_needs:add_reply", args=[community.slug])


def member_of(community, role=Role.COORDINATOR):
    return RoleGrantFactory(subject=community.reference, role=role).person


def test_stranger_is_asked_to_sign_in(client, community):
    assert client.get(add_address(community)).status_code == 302


def test_member_replies_without_a_source_and_it_stands_beside_the_figure(client, community):
    skill = SkillFactory()
    made_release(community, [skill])
    client.force_login(member_of(community))

    response = client.post(add_address(community), {"kind": "dispute", "skill": skill.slug, "text": "We do this."})

    made = Reply.objects.get()
    assert response.url == f"/communities/riverside/needs/#reply-{made.public_id}"
    html = client.get("/communities/riverside/needs/").content.decode()
    row = html[html.index(f'id="{skill.slug}"') :]
    assert "We do this." in row[: row.index("</tr>")]
    assert [row.action for row in audit.history(made.reference)] == ["needs.reply_made"]


def test_others_need_a_page_that_shows_it(client, community):
    client.force_login(PersonFactory())
    typed = {"kind": "evidence", "skill": "", "text": "There is a course."}

    without = client.post(add_address(community), typed)
    given = client.post(add_address(community), {**typed, "source_url": SOURCE})

    assert (without.status_code, given.status_code) == (422, 302)
    assert "There is a course." in without.content.decode()
    assert [each.source_url for each in Reply.objects.all()] == [SOURCE]


def test_the_action_itself_refuses_a_stranger_without_source(community):
    with pytest.raises(Refused, match="give a page"):
        actions.reply(community=community, kind=ReplyKind.NOTE, text=text_of(en="So."), by=PersonFactory())


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_hostile_words_are_refused_beside_the_field(number, client, community):
    client.force_login(member_of(community))

    response = client.post(add_address(community), {"kind": "dispute", "text": HOSTILE[number]})

    assert response.status_code == 422
    assert 'id="id_text_error"' in response.content.decode()
    assert not Reply.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"), [("kind", "praise"), ("skill", "nothing"), ("source_url", "javascript:x()")]
)
def test_wrong_values_are_refused_beside_the_field(field, value, client, community):
    client.force_login(member_of(community))

    response = client.post(add_address(community), {"kind": "note", "text": "So.", field: value})

    assert response.status_code == 422
    assert f'id="id_{field}_error"' in response.content.decode()
    assert not Reply.objects.exists()


def test_markup_in_a_reply_stays_text(client, community):
    ReplyFactory(community=community, text=text_of(en="<script>alert(1)</script>"))
    assert "<script>alert" not in client.get("/communities/riverside/needs/").content.decode()


def test_coordinators_are_told_and_who_writes_is_not(community):
    told, writes = member_of(community), member_of(community)

    actions.reply(community=community, kind=ReplyKind.NOTE, text=text_of(en="So."), by=writes)

    assert [notice.person for notice in Notice.objects.all()] == [told]


def test_taking_back_leaves_no_words(client, community):
    person = member_of(community)
    made = actions.reply(community=community, kind=ReplyKind.NOTE, text=text_of(en="Secret"), by=person)
    client.force_login(person)

    client.post(reverse("community_needs:take_back_reply", args=[community.slug, made.public_id]))

    made.refresh_from_db()
    assert (made.state, bool(made.text)) == (ReplyState.WITHDRAWN, False)
    assert "Secret" not in client.get("/communities/riverside/needs/").content.decode()


def test_hidden_with_reason_its_author_is_told_and_others_see_nothing(client, community):
    made = ReplyFactory(community=community, text=text_of(en="Rude words"))
    client.force_login(member_of(community, Role.MODERATOR))

    response = client.post(made.own_address, {"reason": "It names a person."})

    made.refresh_from_db()
    assert (response.status_code, made.state, made.state_reason) == (302, ReplyState.HIDDEN, "It names a person.")
    assert [notice.person for notice in Notice.objects.all()] == [made.by]
    client.logout()
    assert client.get(made.own_address).status_code == 404
    assert "Rude words" not in client.get("/communities/riverside/needs/").content.decode()
    client.force_login(made.by)
    assert "It names a person." in client.get(made.own_address).content.decode()


def test_hiding_needs_a_reason(client, community):
    made = ReplyFactory(community=community)
    client.force_login(AdministratorFactory())
    assert client.post(made.own_address, {"reason": ""}).status_code == 422
    made.refresh_from_db()
    assert made.state == ReplyState.SHOWN


ACTS = {"hide": "reply", "take_back": "take_back_reply", "show_again": "show_reply_again"}
MAY = {
    "hide": {"moderator", "coordinator", "administrator"},
    "take_back": {"author"},
    "show_again": {"moderator", "coordinator", "administrator"},
}


@pytest.mark.parametrize(
    "role", ["stranger", "person", "author", "elsewhere", "moderator", "coordinator", "administrator"]
)
@pytest.mark.parametrize("act", sorted(ACTS))
def test_who_may_do_what_with_a_reply(act, role, client, community):
    made = ReplyFactory(community=community, state=ReplyState.HIDDEN if act == "show_again" else ReplyState.SHOWN)
    people = {
        "person": PersonFactory,
        "author": lambda: made.by,
        "elsewhere": lambda: member_of(CommunityFactory()),
        "moderator": lambda: member_of(community, Role.MODERATOR),
        "coordinator": lambda: member_of(community),
        "administrator": AdministratorFactory,
    }
    if role != "stranger":
        client.force_login(people[role]())
    before = made.state

    client.post(reverse(f"community_needs:{ACTS[act]}", args=[community.slug, made.public_id]), {"reason": "So."})

    made.refresh_from_db()
    assert (made.state != before) == (role in MAY[act])


def test_replies_of_a_hidden_group_are_seen_by_its_people_only(community):
    DeclarationFactory(community=community, territory=ProtectedTerritoryFactory())
    made = ReplyFactory(community=community)

    seen = {who: made in queries.visible_to(who) for who in (None, PersonFactory(), member_of(community))}

    assert list(seen.values()) == [False, False, True]
    assert made not in queries.public()


def test_replies_follow_a_merge(community, drain):
    into = CommunityFactory(slug="lakeside")
    made = ReplyFactory(community=community)

    movement.merge_community(community=community, into=into, by=AdministratorFactory())
    drain()

    made.refresh_from_db()
    assert made.community == into


def test_one_person_replies_at_most_twenty_times_a_day(community):
    person = member_of(community)
    with clock.at(clock.now()):
        for _ in range(20):
            actions.reply(community=community, kind=ReplyKind.NOTE, text=text_of(en="So."), by=person)
        with pytest.raises(Refused):
            actions.reply(community=community, kind=ReplyKind.NOTE, text=text_of(en="So."), by=person)


def test_an_erased_person_leaves_public_words_without_a_name_and_no_others(community):
    person = PersonFactory(display_name="Zebedee")
    shown = ReplyFactory(community=community, by=person)
    hidden = ReplyFactory(community=community, by=person, state=ReplyState.HIDDEN, state_reason="Rude")

    held = collected(person)["needs"]["replies_to_figures"]
    erase_person(by=person)

    assert [each["state"] for each in held] == ["shown", "hidden"]
    for each in (shown, hidden):
        each.refresh_from_db()
    assert (shown.by, bool(shown.text), hidden.by, bool(hidden.text), hidden.state_reason) == (
        None,
        True,
        None,
        False,
        "",
    )
