"""Who looks after a sign-up: coordinators in turn, else an administrator, else nobody yet, and the page says so."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.factories.accounts import AdministratorFactory, PersonFactory, RoleGrantFactory
from tests.factories.action_lines import OpenTaskFactory, SignUpFactory, coordinator_of

from mutirao.accounts.actions import confirm_role, end_role
from mutirao.accounts.models import Notice
from mutirao.accounts.states import GrantState, Role
from mutirao.action_lines import actions, queries
from mutirao.action_lines.actions import Commitment
from mutirao.action_lines.models import SignUp
from mutirao.action_lines.states import SignUpRole
from mutirao.action_lines.tasks import care_for_owners
from mutirao.base import clock
from mutirao.base.errors import InputError, Refused

pytestmark = pytest.mark.django_db


def signed_up(line, person=None, role=SignUpRole.PARTICIPATE) -> SignUp:
    person = person or PersonFactory()
    commitment = Commitment(role=role)
    return actions.sign_up(action_lines=[line], commitment=commitment, by=person).new[0]


def test_coordinators_take_turns(line):
    one, two = coordinator_of(line), coordinator_of(line)
    assert [signed_up(line).owner for _ in range(4)] == [one, two, one, two]


def test_who_has_fewest_unanswered_is_next(line, noon):
    one, two = coordinator_of(line), coordinator_of(line)
    SignUpFactory(action_line=line, owner=one)
    SignUpFactory.create_batch(3, action_line=line, owner=two, answered_at=noon)
    assert signed_up(line).owner == two


def test_a_full_coordinator_gets_no_more(line):
    full = coordinator_of(line)
    administrator = AdministratorFactory()
    SignUpFactory.create_batch(queries.owners.LOAD_LIMIT, action_line=line, owner=full)
    assert signed_up(line).owner == administrator


def test_without_coordinator_an_administrator_looks_after_and_the_page_says_so(client, line):
    administrator, person = AdministratorFactory(display_name="Ada"), PersonFactory()
    assert signed_up(line, person).owner == administrator
    client.force_login(person)
    page = client.get("/action-lines/mine/").text
    assert "Ada, an administrator, looks after you." in page


@pytest.mark.parametrize("role", SignUpRole)
def test_with_nobody_the_page_says_so_and_invites_to_coordinate(client, line, role):
    person = PersonFactory()
    assert signed_up(line, person, role).owner is None
    client.force_login(person)
    page = client.get("/action-lines/mine/").text
    assert "Nobody looks after this action line yet." in page
    assert "Become coordinator" in page


def test_nobody_looks_after_their_own(line):
    only = coordinator_of(line)
    assert signed_up(line, only).owner is None
    administrator = AdministratorFactory()
    assert signed_up(line, administrator).owner == only


def test_a_coordinator_of_another_line_is_no_owner(line, other_line):
    coordinator_of(other_line)
    assert signed_up(line).owner is None


def test_the_first_coordinator_gets_what_nobody_looked_after(line, other_line, drain):
    waiting, elsewhere = signed_up(line), signed_up(other_line)
    grant = RoleGrantFactory(
        role=Role.COORDINATOR, subject=line.reference, state=GrantState.ASKED, until=None, decided_at=None
    )
    confirm_role(grant=grant, by=AdministratorFactory())
    drain()
    waiting.refresh_from_db()
    elsewhere.refresh_from_db()
    assert (waiting.owner, elsewhere.owner) == (grant.person, None)


def test_who_loses_the_role_hands_over(line, drain):
    former, other = coordinator_of(line), coordinator_of(line)
    mine = SignUpFactory(action_line=line, owner=former)
    grant = former.role_grants.get()
    end_role(grant=grant, reason="Gone.", by=AdministratorFactory())
    drain()
    mine.refresh_from_db()
    assert mine.owner == other


def test_nightly_care_reassigns_and_reminds_once(line, drain, noon):
    former, other = PersonFactory(), coordinator_of(line)
    late = SignUpFactory(action_line=line, owner=former, next_step_due=noon - dt.timedelta(days=1))
    for _ in range(2):
        care_for_owners.enqueue()
        drain()
    late.refresh_from_db()
    assert late.owner == other
    told = [str(notice.text) for notice in Notice.objects.filter(person=other).order_by("created_at")]
    assert len(told) == 2
    assert told[1] == "Somebody who signed up has waited for your reply for more than seven days."


# Replies


def test_reply_ends_the_waiting_and_is_told(client, line, noon):
    owner = coordinator_of(line)
    sign_up = signed_up(line)
    client.force_login(owner)
    client.post(f"{sign_up.get_absolute_url()}answer/", {"text": "Welcome! Start with the map."})
    sign_up.refresh_from_db()
    assert sign_up.answered_at == noon
    step = sign_up.next_steps.get(open_task=None)
    assert (str(step.text), step.by) == ("Welcome! Start with the map.", owner)
    notice = Notice.objects.get(person=sign_up.person)
    assert "Welcome" not in str(notice.text)
    client.force_login(sign_up.person)
    assert "Welcome! Start with the map." in client.get(notice.address).text


def test_second_reply_leaves_the_first_date(line, noon):
    owner, sign_up = coordinator_of(line), signed_up(line)
    actions.answer(sign_up=sign_up, text="One.", by=owner)
    with clock.at(noon + dt.timedelta(days=1)):
        actions.answer(sign_up=sign_up, text="Two.", by=owner)
    sign_up.refresh_from_db()
    assert sign_up.answered_at == noon


@pytest.mark.parametrize("text", ["", "   ", "x" * 2001, "a\0b", "abc\u202edef"])
def test_bad_reply_is_said_beside_the_field(client, line, text):
    owner, sign_up = coordinator_of(line), signed_up(line)
    client.force_login(owner)
    page = client.post(f"{sign_up.get_absolute_url()}answer/", {"text": text})
    assert page.status_code == 422
    assert 'class="wrong"' in page.text
    sign_up.refresh_from_db()
    assert sign_up.answered_at is None


def test_person_finishes_a_step(client, line):
    owner, sign_up = coordinator_of(line), signed_up(line)
    step = actions.answer(sign_up=sign_up, text="Read the map.", by=owner)
    client.force_login(sign_up.person)
    client.post(f"{sign_up.get_absolute_url()}steps/{step.public_id}/done/")
    step.refresh_from_db()
    assert step.done_at is not None


def test_overdue_are_first_for_coordinators_and_counted_in_public(client, line, noon):
    owner = coordinator_of(line)
    SignUpFactory(action_line=line, owner=owner, person=PersonFactory(display_name="In time"))
    SignUpFactory(
        action_line=line,
        owner=owner,
        person=PersonFactory(display_name="Too late"),
        next_step_due=noon - dt.timedelta(days=1),
    )
    assert (
        "1 of those who signed up in public has waited for a reply for over 7 days"
        in client.get(line.get_absolute_url()).text
    )
    client.force_login(owner)
    page = client.get(f"{line.get_absolute_url()}coordinate/").text
    assert page.index("Too late") < page.index("In time")
    assert page.count("overdue") == 1


def test_another_task_is_proposed_until_there_is_none(client, line):
    OpenTaskFactory.create_batch(2, action_line=line)
    sign_up = signed_up(line)
    client.force_login(sign_up.person)
    for n_proposed in (2, 2):
        page = client.post(f"{sign_up.get_absolute_url()}another/", follow=True)
        assert sign_up.next_steps.values("open_task").distinct().count() == n_proposed
    assert "No other open task fits you now." in page.text


# Handing over


def test_owner_hands_over_to_another_coordinator(client, line):
    owner, other = coordinator_of(line), coordinator_of(line)
    sign_up = SignUpFactory(action_line=line, owner=owner, is_public=False)
    client.force_login(owner)
    answer = client.post(f"{sign_up.get_absolute_url()}hand-over/", {"to": other.public_id})
    sign_up.refresh_from_db()
    assert sign_up.owner == other
    assert answer.url == "/me/"  # a private one is out of their sight now
    assert client.get(sign_up.get_absolute_url()).status_code == 404
    assert Notice.objects.filter(person=other, topic="sign_ups").count() == 1


@pytest.mark.parametrize("to", ["", "x", "\0", "00000000-0000-0000-0000-000000000000"])
def test_hand_over_to_nobody_is_refused(client, line, to):
    owner = coordinator_of(line)
    sign_up = SignUpFactory(action_line=line, owner=owner)
    client.force_login(owner)
    assert client.post(f"{sign_up.get_absolute_url()}hand-over/", {"to": to}).status_code == 422
    sign_up.refresh_from_db()
    assert sign_up.owner == owner


def test_only_coordinators_and_administrators_take_over(line):
    owner = coordinator_of(line)
    sign_up = SignUpFactory(action_line=line, owner=owner)
    with pytest.raises(InputError):
        actions.hand_over(sign_up=sign_up, to=PersonFactory(), by=owner)
    with pytest.raises(InputError):
        actions.hand_over(sign_up=sign_up, to=sign_up.person, by=owner)


def test_strangers_neither_reply_nor_hand_over(line):
    sign_up = SignUpFactory(action_line=line)
    stranger = PersonFactory()
    with pytest.raises(Refused):
        actions.answer(sign_up=sign_up, text="Hello", by=stranger)
    with pytest.raises(Refused):
        actions.hand_over(sign_up=sign_up, to=coordinator_of(line), by=stranger)


def test_who_gets_it_back_is_told_again(line):
    one, two = coordinator_of(line), coordinator_of(line)
    sign_up = SignUpFactory(action_line=line, owner=one)
    for giver, taker in ((one, two), (two, one), (one, two)):
        actions.hand_over(sign_up=sign_up, to=taker, by=giver)
    assert [Notice.objects.filter(person=person).count() for person in (one, two)] == [1, 2]


def test_who_looks_after_it_already_is_not_told(line):
    owner = coordinator_of(line)
    sign_up = SignUpFactory(action_line=line, owner=owner)
    actions.hand_over(sign_up=sign_up, to=owner, by=owner)
    assert not Notice.objects.exists()


# Calendar


def test_calendar_file_holds_the_day_of_the_reply(client, line, noon):
    sign_up = SignUpFactory(action_line=line)
    client.force_login(sign_up.person)
    file = client.get(f"{sign_up.get_absolute_url()}next-step.ics")
    assert file["Content-Type"] == "text/calendar; charset=utf-8"
    assert "DTSTART;VALUE=DATE:20261129" in file.text
    assert "SUMMARY:Reply to your sign-up is due: Line global-approach" in file.text


def test_calendar_file_ends_with_the_reply(client, line, noon):
    sign_up = SignUpFactory(action_line=line, answered_at=noon)
    client.force_login(sign_up.person)
    assert client.get(f"{sign_up.get_absolute_url()}next-step.ics").status_code == 404
