"""What curators name stays beside what our files state."""

from __future__ import annotations

import pytest
from tests.factories.accounts import AdministratorFactory, PersonFactory, RoleGrantFactory
from tests.factories.action_lines import PinFactory, coordinator_of
from tests.factories.sources import EditionFactory

from mutirao.accounts.states import Role
from mutirao.action_lines.models import Pin
from mutirao.base.models import AuditRow

pytestmark = pytest.mark.django_db
TYPED = {
    "pin_kind": "resource",
    "title": "A guide to hosting",
    "address": "https://example.org/guide",
    "reason": "It has checklists that can be copied.",
}


@pytest.fixture
def curator(client, line):
    person = PersonFactory()
    RoleGrantFactory(person=person, role=Role.CURATOR, subject=line.reference)
    client.force_login(person)
    return person


@pytest.fixture
def address(line):
    return f"{line.get_absolute_url()}pins/"


def test_curator_names_a_resource_and_takes_it_off_again(client, line, curator, address):
    assert "Name a resource" in client.get(line.get_absolute_url()).text
    client.post(address, TYPED)
    made = Pin.objects.get()
    assert (made.title, str(made.reason), made.pinned_by) == (TYPED["title"], TYPED["reason"], curator)
    assert "A guide to hosting" in client.get(line.get_absolute_url()).text
    client.post(f"{address}{made.external_id}/remove/")
    assert Pin.objects.count() == 0
    assert list(AuditRow.objects.filter(subject_id=line.slug).values_list("action", flat=True)) == [
        "action_lines.pinned",
        "action_lines.unpinned",
    ]


def test_what_our_files_state_is_not_taken_off(client, line, curator, address):
    shipped = PinFactory(action_line=line, edition=EditionFactory())
    assert client.post(f"{address}{shipped.external_id}/remove/").status_code == 404
    assert Pin.objects.count() == 1


def test_ten_resources_are_enough(client, line, curator, address):
    PinFactory.create_batch(10, action_line=line)
    page = client.post(address, TYPED)
    assert page.status_code == 422
    assert "The list is full." in page.text
    assert TYPED["reason"] in page.text
    assert client.post(address, {**TYPED, "pin_kind": "project"}).status_code == 302


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("pin_kind", "song"),
        ("title", ""),
        ("title", "x" * 201),
        ("title", "a\0b"),
        ("title", "abc\u202edef"),
        ("address", "javascript:alert(1)"),
        ("address", "data:text/html,x"),
        ("address", "https://example.org/" + "x" * 1000),
        ("reason", ""),
        ("reason", "x" * 501),
        ("detail", "\0"),
    ],
)
def test_bad_input_is_said_beside_the_field(client, curator, address, field, value):
    page = client.post(address, {**TYPED, field: value})
    assert page.status_code == 422
    assert field in page.context["form"].errors
    assert Pin.objects.count() == 0


def test_hostile_title_is_shown_as_text(client, line, curator, address):
    client.post(address, {**TYPED, "title": "<script>alert(1)</script>"})
    assert "<script>alert" not in client.get(line.get_absolute_url()).text


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("anonymous", 302),
        ("stranger", 403),
        ("curator of another line", 403),
        ("curator", 200),
        ("coordinator", 200),
        ("administrator", 200),
    ],
)
def test_pins_are_for_curators_and_coordinators(client, line, other_line, address, who, expected):
    people = {
        "stranger": PersonFactory(),
        "curator of another line": RoleGrantFactory(role=Role.CURATOR, subject=other_line.reference).person,
        "curator": RoleGrantFactory(role=Role.CURATOR, subject=line.reference).person,
        "coordinator": coordinator_of(line),
        "administrator": AdministratorFactory(),
    }
    if who != "anonymous":
        client.force_login(people[who])
    assert client.get(address).status_code == expected
    assert (client.post(address, TYPED).status_code == 302) == (expected in {200, 302})
    assert Pin.objects.exists() == (expected == 200)
