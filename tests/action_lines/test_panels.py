"""What action lines show on others' pages: at most one query each."""

from __future__ import annotations

import pytest
from tests.factories.accounts import PersonFactory
from tests.factories.action_lines import OpenTaskFactory, SignUpFactory, coordinator_of
from tests.factories.movement import CommunityFactory
from tests.factories.skills import SkillFactory, SkillGroupFactory

from mutirao.action_lines import panels

pytestmark = pytest.mark.django_db


def test_inbox_names_what_waits(client, line):
    person = coordinator_of(line)
    to_answer = SignUpFactory(action_line=line, owner=person)
    answered = SignUpFactory(action_line=line, owner=person, answered_at=to_answer.created_at)
    claimed = OpenTaskFactory(action_line=line, state="claimed", claimed_by=person)
    to_confirm = OpenTaskFactory(action_line=line, state="done", claimed_by=PersonFactory())
    mine = SignUpFactory(action_line=line, person=person)
    client.force_login(person)
    page = client.get("/me/").text
    shown = [str(each.public_id) in page for each in (to_answer, answered, claimed, to_confirm, mine)]
    assert shown == [True, False, True, True, True]


def test_inbox_asks_nobody_else_to_confirm(client, line):
    OpenTaskFactory(action_line=line, state="done", claimed_by=PersonFactory())
    client.force_login(PersonFactory())
    assert "please look" not in client.get("/me/").text


def test_community_shows_who_signed_up_for_it_and_the_way_to(client, line):
    community = CommunityFactory()
    sign_up = SignUpFactory(action_line=line, community=community)
    page = client.get(community.get_absolute_url()).text
    assert sign_up.person.display_name in page
    assert f"/action-lines/sign-up/?community={community.slug}" in page


def test_community_without_sign_ups_says_so(client):
    assert (
        "Nobody has signed up in public for this community yet."
        in client.get(CommunityFactory().get_absolute_url()).text
    )


def test_person_and_skill_show_public_ones(client, line):
    skill = SkillFactory(parent=SkillGroupFactory())
    sign_up, task = SignUpFactory(action_line=line, offers=[skill]), OpenTaskFactory(action_line=line, skill=skill)
    assert "Signed up to" in client.get(sign_up.person.get_absolute_url()).text
    page = client.get(skill.get_absolute_url()).text
    assert sign_up.person.display_name in page
    assert task.title in page


@pytest.mark.parametrize("n", [1, 3, 100])
@pytest.mark.parametrize(
    "name",
    [
        *("sign_ups_to_answer", "claimed_tasks", "tasks_to_confirm", "my_sign_ups"),
        *("sign_ups_for_community", "sign_ups_of_person", "tasks_with_skill", "offers_of_skill"),
    ],
)
def test_each_panel_is_one_query(django_assert_num_queries, line, name, n):
    person, community, skill = coordinator_of(line), CommunityFactory(), SkillFactory(parent=SkillGroupFactory())
    for _ in range(n):
        SignUpFactory(action_line=line, owner=person, community=community, offers=[skill])
        SignUpFactory(action_line=line, person=person, community=CommunityFactory())
        OpenTaskFactory(action_line=line, state="claimed", claimed_by=person)
        OpenTaskFactory(action_line=line, state="done", claimed_by=PersonFactory())
        OpenTaskFactory(action_line=line, skill=skill)
    subject = {"sign_ups_for_community": community, "tasks_with_skill": skill, "offers_of_skill": skill}.get(
        name, person
    )
    with django_assert_num_queries(1):
        shown = getattr(panels, name)(subject, person)
        rows = shown.get("sign_ups") or shown["tasks"]
        assert all(str(row) for row in rows)
    assert shown["has_more"] == (n > panels.SHOWN)
