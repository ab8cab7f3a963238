"""Demands: taken on by who leads, given back, met."""

from __future__ import annotations

import pytest
from tests.base.threads import at_once
from tests.factories.accounts import AdministratorFactory, PersonFactory
from tests.factories.action_lines import ActionLineFactory, DemandFactory, SignUpFactory, coordinator_of

from mutirao.action_lines import actions
from mutirao.base.errors import Refused
from mutirao.base.models import AuditRow

pytestmark = pytest.mark.django_db


def step(client, demand, name):
    return client.post(f"/action-lines/demands/{demand.slug}/{name}/")


@pytest.fixture
def demand(line):
    return DemandFactory(action_line=line)


def test_who_leads_the_line_takes_it_on_and_is_named(client, line, demand):
    leader = SignUpFactory(action_line=line, role="lead").person
    client.force_login(leader)
    assert "I take this on" in client.get(line.get_absolute_url()).text
    assert step(client, demand, "take").url == f"{line.get_absolute_url()}#{demand.slug}"
    demand.refresh_from_db()
    assert (demand.owner, demand.state) == (leader, "under_way")
    client.logout()
    page = client.get(line.get_absolute_url()).text
    assert leader.display_name in page
    assert "I take this on" not in page
    assert AuditRow.objects.get(action="action_lines.demand_taken").subject == demand.reference


def test_given_back_it_is_open_again(client, line, demand):
    demand.owner = PersonFactory()
    demand.state = "under_way"
    demand.save()
    client.force_login(demand.owner)
    step(client, demand, "give-back")
    demand.refresh_from_db()
    assert (demand.owner, demand.state) == (None, "open")


def test_met_and_not_met(client, line, demand):
    client.force_login(coordinator_of(line))
    step(client, demand, "met")
    demand.refresh_from_db()
    assert demand.state == "met"
    assert step(client, demand, "take").status_code == 403
    step(client, demand, "not-met")
    demand.refresh_from_db()
    assert demand.state == "open"


VIEWERS = ("anonymous", "stranger", "participant", "waiting leader", "leader", "owner", "coordinator", "administrator")
STEPS = {
    ("free", "take"): ["sign in", 403, 403, 403, 302, 302, 302, 302],
    ("taken", "take"): ["sign in", 403, 403, 403, 403, 403, 403, 403],
    ("taken", "give-back"): ["sign in", 403, 403, 403, 403, 302, 302, 302],
    ("taken", "met"): ["sign in", 403, 403, 403, 403, 302, 302, 302],
    ("taken", "not-met"): ["sign in", 403, 403, 403, 403, 302, 302, 302],
    ("taken", "no-such-step"): ["sign in", 404, 404, 404, 404, 404, 404, 404],
}


@pytest.mark.parametrize(
    ("state", "name", "viewer", "expected"),
    [
        (state, name, viewer, expected)
        for (state, name), row in STEPS.items()
        for viewer, expected in zip(VIEWERS, row, strict=True)
    ],
)
def test_each_step_is_for_whom_the_table_says(client, line, demand, state, name, viewer, expected):
    owner = SignUpFactory(action_line=line, role="lead").person
    if state == "taken":
        demand.owner, demand.state = owner, "under_way"
        demand.save()
    people = {
        "stranger": PersonFactory(),
        "participant": SignUpFactory(action_line=line).person,
        "waiting leader": SignUpFactory(action_line=line, role="lead", state="waiting").person,
        "leader": SignUpFactory(action_line=line, role="lead").person,
        "owner": owner,
        "coordinator": coordinator_of(line),
        "administrator": AdministratorFactory(),
    }
    if viewer != "anonymous":
        client.force_login(people[viewer])
    response = step(client, demand, name)
    if expected == "sign in":
        assert response.url.startswith("/me/sign-in/")
    else:
        assert response.status_code == expected


def test_of_two_who_take_it_at_once_one_gets_it(shared_database):
    line = ActionLineFactory()
    demand = DemandFactory(action_line=line)
    leaders = [SignUpFactory(action_line=line, role="lead").person for _ in range(3)]
    queue = list(leaders)

    def take():
        person = queue.pop()
        mine = type(demand).objects.select_related("action_line").get(pk=demand.pk)
        try:
            actions.take_demand(demand=mine, by=person)
        except Refused:
            return False
        return True

    assert sorted(at_once(3, take)) == [False, False, True]
    assert AuditRow.objects.filter(action="action_lines.demand_taken").count() == 1
