"""Signing up: one minute, an owner and a next step at once."""

import pytest
from tests.factories.accounts import PersonFactory
from tests.factories.action_lines import ActionLineFactory, OpenTaskFactory, coordinator_of
from tests.factories.skills import SkillFactory

from mutirao.action_lines.models import SignUp

pytestmark = pytest.mark.django_db
FORM = "/action-lines/sign-up/"


@pytest.fixture
def line():
    return ActionLineFactory()


def test_signing_up_gives_an_owner_and_a_task_at_once(client, line, noon):
    owner, task = coordinator_of(line, display_name="Olu"), OpenTaskFactory(action_line=line)
    client.force_login(PersonFactory())
    page = client.post(FORM, {"action_lines": [line.slug], "role": "lead", "visibility": "public"}, follow=True)
    assert page.status_code == 200
    sign_up = SignUp.objects.get()
    assert (sign_up.role, sign_up.owner, sign_up.is_public, sign_up.state) == ("lead", owner, True, "active")
    assert sign_up.next_steps.get().open_task == task
    assert "Olu coordinates this line and looks after you." in page.text
    assert task.title in page.text
    assert "Why this one?" in page.text
    assert "Nov. 29, 2026" in page.text


@pytest.mark.parametrize("address", ["/action-lines/", FORM, "/action-lines/tasks/", "/action-lines/people/"])
def test_pages_open(client, line, address):
    SkillFactory()
    OpenTaskFactory(action_line=line)
    assert client.get(address).status_code == 200
