"""The life of a role, and its pages."""

import datetime as dt
import json

import pytest
from django.urls import reverse
from tests.factories.accounts import AdministratorFactory, PersonFactory, RoleGrantFactory

from mutirao.accounts import actions, queries, rules
from mutirao.accounts.models import Notice, RoleConfirmation, RoleContest, RoleGrant, User
from mutirao.accounts.states import GrantState, Role
from mutirao.base import audit, clock
from mutirao.base.errors import InputError, Refused
from mutirao.base.models import TaskRun
from mutirao.base.news import handlers, on
from mutirao.base.references import Reference

pytestmark = pytest.mark.django_db
EVIDENCE = "https://meta.wikimedia.org/wiki/Talk:Example"


def ask(person, space, **changes):
    values = {"role": Role.COORDINATOR, "space": space.reference, "evidence_url": EVIDENCE, "by": person}
    return actions.ask_for_role(**{**values, **changes})


def test_two_members_make_a_role_held(database, space, cast, noon):
    grant = ask(cast["asker"], space)
    actions.confirm_role(grant=grant, by=cast["member"])
    grant.refresh_from_db()
    assert (grant.state, grant.until) == (GrantState.ASKED, None)
    actions.confirm_role(grant=grant, by=cast["other member"])
    grant.refresh_from_db()
    assert (grant.state, grant.until, grant.decided_by) == (
        GrantState.HELD,
        dt.date(2027, 11, 22),
        cast["other member"],
    )
    assert list(queries.role_holders(space.reference, Role.COORDINATOR)) == [cast["asker"]]
    assert queries.spaces_of(cast["asker"], Role.COORDINATOR) == [space.reference]


def test_one_administrator_makes_a_role_held(space, cast):
    grant = ask(cast["asker"], space)
    actions.confirm_role(grant=grant, by=cast["administrator"])
    assert rules.holds(cast["asker"], Role.COORDINATOR, space.reference)


def test_nobody_confirms_their_own_role(space, cast):
    own = ask(cast["administrator"], space)
    with pytest.raises(Refused, match="Nobody confirms their own role"):
        actions.confirm_role(grant=own, by=cast["administrator"])
    mine = ask(cast["member"], space)
    with pytest.raises(Refused, match="Nobody confirms their own role"):
        actions.confirm_role(grant=mine, by=cast["member"])


def test_one_member_counts_once(space, cast):
    grant = ask(cast["asker"], space)
    actions.confirm_role(grant=grant, by=cast["member"])
    with pytest.raises(Refused, match="already"):
        actions.confirm_role(grant=grant, by=cast["member"])
    assert RoleConfirmation.objects.count() == 1


def test_a_role_ends_on_its_day(space):
    grant = RoleGrantFactory(subject=space.reference, until=dt.date(2026, 11, 22))
    with clock.at(dt.datetime(2026, 11, 22, 23, tzinfo=dt.UTC)):
        assert rules.holds(grant.person, grant.role, space.reference)
    with clock.at(dt.datetime(2026, 11, 23, 0, 1, tzinfo=dt.UTC)):
        assert not rules.holds(grant.person, grant.role, space.reference)
        assert not queries.role_holders(space.reference, grant.role).exists()
        assert actions.expire_roles() == 1
    grant.refresh_from_db()
    assert grant.state == GrantState.ENDED


def test_the_nightly_task_warns_once_and_ends_what_nobody_answered(space, noon):
    soon = RoleGrantFactory(subject=space.reference, until=noon.date() + dt.timedelta(days=30))
    later = RoleGrantFactory(subject=space.reference, until=noon.date() + dt.timedelta(days=31))
    unanswered = RoleGrantFactory(
        subject=space.reference, state="asked", until=None, created_at=noon - dt.timedelta(days=91)
    )
    assert (actions.expire_roles(), actions.expire_roles()) == (1, 0)
    unanswered.refresh_from_db()
    assert unanswered.state == GrantState.ENDED
    assert Notice.objects.filter(person=soon.person).count() == 1
    assert not Notice.objects.filter(person=later.person).exists()


def test_a_role_can_be_renewed_near_its_end_and_not_before(database, space, cast, noon):
    grant = RoleGrantFactory(person=cast["asker"], subject=space.reference, until=noon.date() + dt.timedelta(days=61))
    with pytest.raises(Refused, match="You hold this role"):
        ask(cast["asker"], space)
    RoleGrant.objects.filter(pk=grant.pk).update(until=noon.date() + dt.timedelta(days=60))
    again = ask(cast["asker"], space)
    assert rules.holds(cast["asker"], Role.COORDINATOR, space.reference)
    actions.confirm_role(grant=again, by=cast["administrator"])
    states = dict(RoleGrant.objects.filter(person=cast["asker"]).values_list("pk", "state"))
    assert states == {grant.pk: GrantState.ENDED, again.pk: GrantState.HELD}


def test_a_role_is_asked_for_once(space, cast):
    ask(cast["asker"], space)
    with pytest.raises(Refused, match="already"):
        ask(cast["asker"], space)


def test_roles_are_for_adults(space):
    with pytest.raises(Refused, match="18 or older"):
        ask(PersonFactory(is_adult=False), space)


def test_a_role_that_a_space_does_not_have_is_refused(space, cast):
    with pytest.raises(Refused, match="no such role"):
        ask(cast["asker"], space, role=Role.TRANSLATOR)
    with pytest.raises(InputError, match="space"):
        actions.ask_for_role(role=Role.CURATOR, space=Reference("rock", "1"), evidence_url=EVIDENCE, by=cast["asker"])


def test_a_contested_role_stays_until_an_administrator_answers(space, cast):
    grant = RoleGrantFactory(person=cast["asker"], subject=space.reference)
    contest = actions.contest_role(grant=grant, reason="Nobody was asked.", by=cast["stranger"])
    assert rules.holds(cast["asker"], grant.role, space.reference)
    assert list(queries.contests_to_settle(cast["administrator"])) == [contest]
    with pytest.raises(Refused, match="already"):
        actions.contest_role(grant=grant, reason="Again.", by=cast["member"])
    actions.keep_role(grant=grant, reason="They were.", by=cast["administrator"])
    contest.refresh_from_db()
    assert (contest.answer, contest.settled_by) == ("They were.", cast["administrator"])
    assert rules.holds(cast["asker"], grant.role, space.reference)


def test_an_administrator_ends_a_role_and_that_answers_the_contest(space, cast):
    grant = RoleGrantFactory(person=cast["asker"], subject=space.reference)
    actions.contest_role(grant=grant, reason="Nobody was asked.", by=cast["stranger"])
    actions.end_role(grant=grant, reason="So it is.", by=cast["administrator"])
    assert not rules.holds(cast["asker"], grant.role, space.reference)
    assert RoleContest.objects.get().settled_at is not None


def test_nobody_decides_about_their_own_role(space):
    administrator = AdministratorFactory()
    grant = RoleGrantFactory(person=administrator, subject=space.reference)
    actions.contest_role(grant=grant, reason="Why?", by=PersonFactory())
    for decide in (actions.keep_role, actions.end_role):
        with pytest.raises(Refused, match="their own role"):
            decide(grant=grant, reason="Because.", by=administrator)


def test_giving_up_ends_a_role(space):
    grant = RoleGrantFactory(subject=space.reference)
    actions.give_up_role(grant=grant, by=grant.person)
    assert not rules.holds(grant.person, grant.role, space.reference)
    with pytest.raises(Refused, match="has ended"):
        actions.give_up_role(grant=grant, by=grant.person)


def test_every_step_is_in_the_audit_chain_without_the_words(space, cast):
    grant = ask(cast["asker"], space, reason="Because of me.")
    actions.confirm_role(grant=grant, by=cast["administrator"])
    actions.contest_role(grant=grant, reason="Not so.", by=cast["stranger"])
    actions.end_role(grant=grant, reason="Right.", by=cast["administrator"])
    rows = list(audit.history(grant.reference))
    assert [row.action.removeprefix("accounts.role_") for row in rows] == [
        "asked",
        "confirmed",
        "held",
        "contested",
        "ended",
    ]
    assert audit.verify_chain(grant.reference).is_intact
    assert not any(word in json.dumps([row.facts for row in rows]) for word in ("Because", "Not so", "Right"))


def test_news_of_a_role_names_person_role_and_space(space, cast, monkeypatch):
    monkeypatch.setattr("mutirao.base.news._handlers", {})
    on("accounts.role_held")(a_handler)
    assert list(handlers()) == ["accounts.role_held"]
    grant = ask(cast["asker"], space)
    actions.confirm_role(grant=grant, by=cast["administrator"])
    _path, news = TaskRun.objects.get().args
    assert news["subject"] == str(grant.reference)
    assert news["payload"] == {
        "person": str(cast["asker"].public_id),
        "role": "coordinator",
        "space": str(space.reference),
    }


def a_handler(news):
    """Handlers are found by their path."""


def test_notices_of_roles_name_nobody(space, cast):
    grant = ask(cast["asker"], space, reason="Secret reason")
    actions.confirm_role(grant=grant, by=cast["administrator"])
    actions.contest_role(grant=grant, reason="Secret doubt", by=cast["stranger"])
    notices = list(Notice.objects.all())
    assert {notice.person.display_name for notice in notices} == {"asker", "member", "other member", "administrator"}
    names = {"asker", "member", "stranger", "Secret", "A space"}
    assert not [notice for notice in notices if any(name in str(notice.text) for name in names)]


def test_administrators_are_told_where_members_are_missing(space):
    administrator = AdministratorFactory()
    ask(PersonFactory(), space)
    assert Notice.objects.get().person == administrator


def test_public_list_says_who_holds_what_since_when(client, space, noon):
    RoleGrantFactory(person__display_name="<b>Ana</b>", subject=space.reference)
    RoleGrantFactory(person__display_name="Unnamed", subject=space.reference, is_public=False)
    RoleGrantFactory(person__display_name="Asking", subject=space.reference, state="asked", until=None)
    RoleGrantFactory(person__display_name="Over", subject=space.reference, until=noon.date() - dt.timedelta(days=1))
    RoleGrantFactory(person__display_name="Hidden place", subject=Reference("person", "gone"))
    text = client.get(reverse("accounts:roles")).text
    assert "&lt;b&gt;Ana&lt;/b&gt;" in text
    assert "November 22, 2026" in text
    assert not any(name in text for name in ("Unnamed", "Asking", "Over", "Hidden place"))


@pytest.mark.parametrize("kind", ["person", "rock", "\0", "<script>"])
def test_public_list_takes_any_filter(client, space, kind):
    assert client.get(reverse("accounts:roles"), {"kind": kind, "page": kind}).status_code == 200


@pytest.mark.parametrize("n_rows", [1, 3, 100])
def test_public_list_asks_the_database_as_often_for_any_length(client, space, n_rows, django_assert_num_queries):
    for _ in range(n_rows):
        RoleGrantFactory(subject=space.reference)
    with django_assert_num_queries(3):
        client.get(reverse("accounts:roles"))


@pytest.mark.parametrize("has_said_so", [True, False])
def test_asking_in_the_browser_takes_the_tick_for_being_adult(client, space, has_said_so):
    client.force_login(PersonFactory(is_adult=has_said_so))
    address = reverse("accounts:ask_for_role") + f"?space={space.reference}&role=curator"
    assert "checked" in client.get(address).text
    form = {"role": "curator", "evidence_url": EVIDENCE, "is_public": "on", "is_adult": "on"}
    grant = client.post(address, form, follow=True).context["grant"]
    assert (grant.role, grant.is_public, grant.state) == ("curator", True, GrantState.ASKED)


def test_asking_in_a_protected_space_hides_the_name_unless_it_is_offered(client, space, cast):
    User.objects.filter(pk=space.pk).update(display_name="A protected space")
    client.force_login(cast["asker"])
    page = client.get(reverse("accounts:ask_for_role") + f"?space={space.reference}")
    assert "may be at risk" in page.text
    assert page.context["form"]["is_public"].initial is False


@pytest.mark.parametrize(
    "space_name", ["", "person", "person:", "rock:1", "person:\0", "person:gone", "role_grant:x", "a" * 5000]
)
def test_asking_nowhere_is_not_found(client, space, cast, space_name):
    client.force_login(cast["asker"])
    assert client.get(reverse("accounts:ask_for_role"), {"space": space_name}).status_code == 404


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("role", ""),
        ("role", "king"),
        ("role", "translator"),
        ("evidence_url", ""),
        ("evidence_url", "javascript:alert(1)"),
        ("evidence_url", "ftp://example.org"),
        ("evidence_url", "https://example.org/" + "a" * 500),
        ("evidence_url", "https://example.org/\0"),
        ("reason", "a" * 501),
        ("reason", "a\0b"),
        ("reason", "abc\u202edef"),
        ("is_adult", ""),
    ],
)
def test_bad_request_for_a_role_is_refused_beside_the_field(database, client, space, cast, field, value):
    client.force_login(cast["asker"])
    form = {"role": "curator", "evidence_url": EVIDENCE, "reason": "kept words", "is_adult": "on", field: value}
    page = client.post(reverse("accounts:ask_for_role") + f"?space={space.reference}", form)
    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    assert f'id="id_{field}_error"' in page.text
    assert field == "reason" or "kept words" in page.text
    assert not RoleGrant.objects.filter(person=cast["asker"]).exists()


@pytest.mark.parametrize("reason", ["", "   ", "a" * 501, "a\0b", "abc\u202edef"])
@pytest.mark.parametrize("step", ["contest", "end"])
def test_bad_reason_is_refused_beside_the_field(client, space, cast, step, reason):
    grant = RoleGrantFactory(subject=space.reference)
    client.force_login(cast["administrator"])
    page = client.post(reverse("accounts:role_step", args=[grant.public_id, step]), {f"{step}-reason": reason})
    assert (page.status_code, 'class="wrong"' in page.text) == (422, True)
    grant.refresh_from_db()
    assert (grant.state, grant.contests.count()) == (GrantState.HELD, 0)


def test_hostile_reason_is_shown_as_text(client, space, cast):
    grant = RoleGrantFactory(subject=space.reference)
    client.force_login(cast["administrator"])
    step = reverse("accounts:role_step", args=[grant.public_id, "contest"])
    page = client.post(step, {"contest-reason": "<script>alert(1)</script>"}, follow=True)
    assert "&lt;script&gt;" in page.text
    assert "<script>alert" not in page.text


def test_unknown_step_is_not_found(client, space, cast):
    grant = RoleGrantFactory(subject=space.reference)
    client.force_login(cast["administrator"])
    assert client.post(reverse("accounts:role_step", args=[grant.public_id, "crown"])).status_code == 404


def test_the_inbox_shows_what_needs_a_word(client, space, cast):
    ask(cast["asker"], space)
    held = RoleGrantFactory(subject=space.reference, person__display_name="Contested one")
    actions.contest_role(grant=held, reason="Why?", by=cast["stranger"])
    client.force_login(cast["administrator"])
    text = client.get("/me/").text
    assert "asker asks for the role: Coordinator" in text
    assert "Contested one" in text
    client.force_login(cast["stranger"])
    text = client.get("/me/").text
    assert "asks for the role" not in text
    assert "Contested one" not in text


def test_roles_of_a_space_that_is_another_now_move_there(space, cast):
    other = PersonFactory(display_name="Another space")
    asked, twice = ask(cast["asker"], space), RoleGrantFactory(person=cast["member"], subject=other.reference)
    RoleGrantFactory(person=cast["member"], subject=space.reference)
    assert actions.move_roles(space=space.reference, to=other.reference, by=cast["administrator"]) == 3
    asked.refresh_from_db()
    assert asked.subject == other.reference
    held = RoleGrant.objects.filter(rules.held(), subject_id=other.reference.public_id).order_by("role", "pk")
    assert [(grant.person, grant.role) for grant in held] == [
        (cast["member"], Role.COORDINATOR),
        (cast["member"], Role.CURATOR),
        (cast["other member"], Role.CURATOR),
    ]
    assert twice in held
    assert [row.action for row in audit.history(asked.reference)] == ["accounts.role_asked", "accounts.role_moved"]


def test_nobody_is_named_any_more_where_that_could_harm(client, space, cast):
    RoleGrantFactory(person=cast["asker"], subject=space.reference)
    assert "asker" in client.get(reverse("accounts:roles")).text
    actions.hide_holders(space=space.reference, by=None)
    page = client.get(reverse("accounts:roles")).text
    assert not any(name in page for name in ("asker", "other member"))
