"""Limited places: a waiting list in order, and exactly one for the last place."""

from __future__ import annotations

import pytest
from tests.base.threads import at_once
from tests.factories.accounts import PersonFactory
from tests.factories.action_lines import ActionLineFactory, SignUpFactory, coordinator_of

from mutirao.accounts.models import Notice
from mutirao.action_lines import actions
from mutirao.action_lines.actions import Commitment
from mutirao.action_lines.models import RolePlaces, SignUp
from mutirao.action_lines.states import SignUpRole
from mutirao.base.audit import history

pytestmark = pytest.mark.django_db
LEAD, PARTICIPATE = SignUpRole.LEAD, SignUpRole.PARTICIPATE


def signed_up(line, role=LEAD):
    return actions.sign_up(action_lines=[line], commitment=Commitment(role=role), by=PersonFactory()).new[0]


def state(sign_up):
    return SignUp.objects.get(pk=sign_up.pk).state


def test_when_places_are_taken_people_wait_in_order_and_move_up(line):
    RolePlaces.objects.create(action_line=line, role=LEAD, n_places=1)
    first, second, third = signed_up(line), signed_up(line), signed_up(line)
    assert [each.state for each in (first, second, third)] == ["active", "waiting", "waiting"]
    actions.withdraw(sign_up=first, by=first.person)
    assert [state(each) for each in (first, second, third)] == ["withdrawn", "active", "waiting"]
    told = Notice.objects.get(person=second.person)
    assert str(told.text) == "A place is free: you are not waiting any more."


def test_another_role_has_its_own_places(line):
    RolePlaces.objects.create(action_line=line, role=LEAD, n_places=0)
    assert (signed_up(line).state, signed_up(line, PARTICIPATE).state) == ("waiting", "active")


def test_who_waits_has_an_owner_and_a_day_too(line):
    owner = coordinator_of(line)
    RolePlaces.objects.create(action_line=line, role=LEAD, n_places=0)
    waiting = signed_up(line)
    assert waiting.owner == owner
    assert waiting.next_step_due is not None


def test_changing_the_role_frees_the_place(line):
    RolePlaces.objects.create(action_line=line, role=LEAD, n_places=1)
    first, second = signed_up(line), signed_up(line)
    actions.edit_sign_up(sign_up=first, commitment=Commitment(role=PARTICIPATE), seen_version=1, by=first.person)
    assert (state(first), state(second)) == ("active", "active")
    actions.edit_sign_up(sign_up=first, commitment=Commitment(role=LEAD), seen_version=2, by=first.person)
    assert state(first) == "waiting"


def test_signing_up_again_goes_to_the_end_of_the_list(line):
    RolePlaces.objects.create(action_line=line, role=LEAD, n_places=1)
    first, second = signed_up(line), signed_up(line)
    actions.withdraw(sign_up=first, by=first.person)
    first.refresh_from_db()
    third = signed_up(line)
    again = actions.sign_up_again(sign_up=first, by=first.person).new[0]
    assert [state(each) for each in (second, third, again)] == ["active", "waiting", "waiting"]
    actions.withdraw(sign_up=second, by=second.person)
    assert [state(each) for each in (third, again)] == ["active", "waiting"]


def test_coordinator_sets_and_lifts_the_limit(client, line):
    client.force_login(coordinator_of(line))
    waiting = SignUpFactory(action_line=line, role=LEAD, state="waiting")
    client.post(f"{line.get_absolute_url()}places/", {"lead": "0", "participate": ""})
    assert list(RolePlaces.objects.values_list("role", "n_places")) == [("lead", 0)]
    assert state(waiting) == "waiting"
    client.post(f"{line.get_absolute_url()}places/", {"lead": "", "participate": "2"})
    assert list(RolePlaces.objects.values_list("role", "n_places")) == [("participate", 2)]
    assert state(waiting) == "active"


def test_setting_what_is_set_already_writes_nothing(client, line):
    client.force_login(coordinator_of(line))
    for _ in range(2):
        client.post(f"{line.get_absolute_url()}places/", {"lead": "3", "participate": ""})
    [row] = history(line.reference)
    assert row.facts == {"role": "lead", "n_places": 3}


def test_nobody_loses_a_place_by_a_lower_limit(line):
    owner = coordinator_of(line)
    people = [signed_up(line) for _ in range(3)]
    actions.set_places(line=line, role=LEAD, n_places=1, by=owner)
    assert [state(each) for each in people] == ["active"] * 3
    assert signed_up(line).state == "waiting"


@pytest.mark.parametrize("value", ["-1", "x", "1.5", "10001", "9" * 400, "\0"])
def test_bad_limit_is_said_beside_the_field(client, line, value):
    client.force_login(coordinator_of(line))
    page = client.post(f"{line.get_absolute_url()}places/", {"lead": value})
    assert page.status_code == 422
    assert 'class="wrong"' in page.text
    assert RolePlaces.objects.count() == 0


def test_of_many_who_race_for_the_last_place_exactly_one_gets_it(shared_database):
    line = ActionLineFactory()
    RolePlaces.objects.create(action_line=line, role=LEAD, n_places=1)
    at_once(5, lambda: signed_up(line))
    states = sorted(SignUp.objects.values_list("state", flat=True))
    assert states == ["active", "waiting", "waiting", "waiting", "waiting"]


def test_two_who_withdraw_at_once_let_two_move_up(shared_database):
    line = ActionLineFactory()
    RolePlaces.objects.create(action_line=line, role=LEAD, n_places=2)
    leaving = [signed_up(line), signed_up(line)]
    for _ in range(3):
        signed_up(line)
    queue = list(leaving)

    def leave():
        sign_up = queue.pop()
        actions.withdraw(sign_up=sign_up, by=sign_up.person)

    at_once(2, leave)
    states = sorted(SignUp.objects.values_list("state", flat=True))
    assert states == ["active", "active", "waiting", "withdrawn", "withdrawn"]
