"""Open tasks: claimed by exactly one, done, confirmed by another."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.base.threads import at_once
from tests.factories.accounts import AdministratorFactory, PersonFactory
from tests.factories.action_lines import ActionLineFactory, OpenTaskFactory, SignUpFactory, coordinator_of
from tests.factories.movement import LanguageFactory
from tests.factories.skills import SkillFactory, SkillGroupFactory

from mutirao.accounts.models import Notice
from mutirao.action_lines import actions, queries
from mutirao.action_lines.models import NextStep, OpenTask
from mutirao.action_lines.states import Act
from mutirao.action_lines.tasks import release_overdue_claims
from mutirao.base import clock
from mutirao.base.errors import Refused
from mutirao.base.models import AuditRow

pytestmark = pytest.mark.django_db
DONE = {"done-note": "I found the page: https://example.org/"}


def step(client, task, name, data=None):
    return client.post(f"{task.get_absolute_url()}{name}/", data or {})


@pytest.fixture
def task(line):
    return OpenTaskFactory(action_line=line)


@pytest.fixture
def mine(client, task, noon):
    """A task that the client's person has claimed."""
    person = PersonFactory()
    client.force_login(person)
    step(client, task, "claim")
    task.refresh_from_db()
    return task


def test_claim_is_for_two_weeks_and_told_to_nobody(client, mine, noon):
    assert (mine.state, mine.claimed_at) == ("claimed", noon)
    page = client.get(mine.get_absolute_url()).text
    assert "yours until December 6, 2026" in page
    client.force_login(PersonFactory())
    page = client.get(mine.get_absolute_url()).text
    assert mine.claimed_by.display_name not in page
    assert "yours until" not in page


def test_coordinators_see_who_claimed(client, mine, line):
    client.force_login(coordinator_of(line))
    assert mine.claimed_by.display_name in client.get(mine.get_absolute_url()).text


def test_a_claimed_task_is_not_in_the_list(client, mine):
    other = OpenTaskFactory()
    page = client.get("/action-lines/tasks/").text
    assert (str(other.public_id) in page, str(mine.public_id) in page) == (True, False)


def test_second_claim_is_refused_with_the_reason(client, mine):
    client.force_login(PersonFactory())
    page = step(client, mine, "claim")
    assert page.status_code == 403
    assert "Somebody was faster" in page.text


def test_of_many_who_claim_at_once_exactly_one_gets_it(shared_database):
    task = OpenTaskFactory(action_line=ActionLineFactory())

    def claim():
        try:
            actions.claim_task(task=OpenTask.objects.get(pk=task.pk), by=PersonFactory())
        except Refused:
            return False
        return True

    assert sorted(at_once(5, claim)) == [False] * 4 + [True]
    assert AuditRow.objects.filter(action="action_lines.task_claimed").count() == 1


def test_one_person_who_claims_at_once_passes_no_limit(shared_database):
    line, person = ActionLineFactory(), PersonFactory()
    OpenTaskFactory.create_batch(4, action_line=line, state="claimed", claimed_by=person)
    queue = OpenTaskFactory.create_batch(3, action_line=line)

    def claim():
        try:
            actions.claim_task(task=queue.pop(), by=person)
        except Refused:
            return False
        return True

    assert sorted(at_once(3, claim)) == [False, False, True]
    assert OpenTask.objects.filter(state="claimed").count() == 5


def test_a_claim_that_came_too_late_is_none_even_when_the_task_is_free_again(task, monkeypatch):
    seen = OpenTask.objects.get(pk=task.pk)
    actions.claim_task(task=task, by=PersonFactory())
    move = actions.tasks._move

    def move_then_give_back(*arguments, **values):
        moved = move(*arguments, **values)
        OpenTask.objects.update(state="open", claimed_by=None)
        return moved

    monkeypatch.setattr(actions.tasks, "_move", move_then_give_back)
    with pytest.raises(Refused):
        actions.claim_task(task=seen, by=PersonFactory())
    assert AuditRow.objects.filter(action=Act.TASK_CLAIMED).count() == 1


def test_a_claim_that_was_made_anew_is_not_ended_with_the_old_one(task, noon, monkeypatch):
    former, present = PersonFactory(), PersonFactory()
    OpenTask.objects.update(state="claimed", claimed_by=former, claimed_at=noon - dt.timedelta(days=15))
    overdue = list(queries.overdue_claims())
    OpenTask.objects.update(claimed_by=present, claimed_at=noon)
    monkeypatch.setattr(queries, "overdue_claims", lambda: PlainRows(overdue))
    assert actions.release_overdue_claims() == 0
    assert OpenTask.objects.get().claimed_by == present
    assert not Notice.objects.exists()


class PlainRows(list):
    """Rows that were read a moment ago."""

    def select_related(self, *names):
        return self


def test_five_claims_are_enough(client, mine, line):
    OpenTaskFactory.create_batch(4, action_line=line, state="claimed", claimed_by=mine.claimed_by)
    page = step(client, OpenTaskFactory(action_line=line), "claim")
    assert page.status_code == 403
    assert "five tasks" in page.text


def test_given_back_it_is_open_for_others(client, mine):
    step(client, mine, "give-back")
    mine.refresh_from_db()
    assert (mine.state, mine.claimed_by, mine.claimed_at) == ("open", None, None)


def test_done_and_confirmed_by_another(client, mine, noon):
    person = mine.claimed_by
    proposed = NextStep.objects.create(sign_up=SignUpFactory(person=person), open_task=mine)
    step(client, mine, "done", DONE)
    assert step(client, mine, "confirm").status_code == 403  # nobody confirms their own
    confirmer = PersonFactory()
    client.force_login(confirmer)
    step(client, mine, "confirm")
    mine.refresh_from_db()
    assert (mine.state, mine.confirmed_by, mine.confirmed_at) == ("confirmed", confirmer, noon)
    assert mine.done_note == "I found the page: https://example.org/"
    proposed.refresh_from_db()
    assert proposed.done_at == noon
    assert Notice.objects.filter(person=person, topic="open_tasks").count() == 1
    assert AuditRow.objects.get(action="action_lines.task_confirmed").subject == mine.reference


def test_coordinator_sends_back_with_the_reason(client, mine, line):
    person = mine.claimed_by
    step(client, mine, "done", DONE)
    client.force_login(coordinator_of(line))
    step(client, mine, "send-back", {"send-back-reason": "The link is dead."})
    mine.refresh_from_db()
    assert (mine.state, mine.claimed_by) == ("claimed", person)
    client.force_login(person)
    assert "The link is dead." in client.get(mine.get_absolute_url()).text
    assert "The link is dead." not in str(Notice.objects.get(person=person).text)
    client.logout()
    assert "The link is dead." not in client.get(mine.get_absolute_url()).text


@pytest.mark.parametrize("note", ["", "  ", "x" * 1001, "a\0b", "\u202eabc"])
def test_bad_note_is_said_beside_the_field(client, mine, note):
    page = step(client, mine, "done", {"done-note": note})
    assert page.status_code == 422
    assert 'class="wrong"' in page.text
    mine.refresh_from_db()
    assert mine.state == "claimed"


def test_hostile_note_is_shown_as_text(client, mine):
    step(client, mine, "done", {"done-note": "<script>alert(1)</script>"})
    page = client.get(mine.get_absolute_url()).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_claim_ends_after_two_weeks_and_the_person_is_told(client, mine, drain, noon):
    person = mine.claimed_by
    with clock.at(noon + dt.timedelta(days=13)):
        release_overdue_claims.enqueue()
        drain()
        assert OpenTask.objects.get().state == "claimed"
    with clock.at(noon + dt.timedelta(days=14, minutes=1)):
        release_overdue_claims.enqueue()
        drain()
    mine.refresh_from_db()
    assert (mine.state, mine.claimed_by) == ("open", None)
    assert Notice.objects.filter(person=person).count() == 1


# Who may take which step, in which state: anonymous, stranger, claimant, coordinator of the line, administrator.
STEPS = {
    ("open", "claim"): ["sign in", 302, 302, 302, 302],
    ("claimed", "claim"): ["sign in", 403, 403, 403, 403],
    ("claimed", "done"): ["sign in", 403, 302, 403, 403],
    ("claimed", "give-back"): ["sign in", 403, 302, 403, 403],
    ("claimed", "confirm"): ["sign in", 403, 403, 403, 403],
    ("done", "confirm"): ["sign in", 302, 403, 302, 302],
    ("done", "send-back"): ["sign in", 403, 403, 302, 302],
    ("done", "give-back"): ["sign in", 403, 403, 403, 403],
    ("confirmed", "confirm"): ["sign in", 403, 403, 403, 403],
    ("gone", "claim"): ["sign in", 403, 403, 403, 403],
    ("open", "no-such-step"): ["sign in", 404, 404, 404, 404],
}
VIEWERS = ("anonymous", "stranger", "claimant", "coordinator", "administrator")


@pytest.mark.parametrize(
    ("state", "name", "viewer", "expected"),
    [
        (state, name, viewer, expected)
        for (state, name), row in STEPS.items()
        for viewer, expected in zip(VIEWERS, row, strict=True)
    ],
)
def test_each_step_is_for_whom_the_table_says(client, line, noon, state, name, viewer, expected):
    claimant = PersonFactory()
    task = OpenTaskFactory(
        action_line=line,
        state=state,
        claimed_by=claimant if state in {"claimed", "done", "confirmed"} else None,
        claimed_at=noon,
    )
    people = {
        "stranger": PersonFactory(),
        "claimant": claimant,
        "coordinator": coordinator_of(line),
        "administrator": AdministratorFactory(),
    }
    if viewer != "anonymous":
        client.force_login(people[viewer])
    response = step(client, task, name, {**DONE, "send-back-reason": "No."})
    if expected == "sign in":
        assert response.url.startswith("/me/sign-in/")
    else:
        assert response.status_code == expected
    assert (OpenTask.objects.get().state == state) == (expected != 302)


# The list


def test_list_is_filtered_by_skill_language_minutes_and_line(client, line, other_line):
    skill = SkillFactory(parent=SkillGroupFactory())
    plain = OpenTaskFactory(action_line=line, minutes=30)
    special = OpenTaskFactory(action_line=other_line, skill=skill, language="pt", minutes=5)

    def shown(**filters):
        page = client.get("/action-lines/tasks/", filters).text
        return [str(task.public_id) in page for task in (plain, special)]

    assert shown() == [True, True]
    assert shown(skill=skill.slug) == [False, True]
    assert shown(language="pt") == [False, True]
    assert shown(minutes="15") == [False, True]
    assert shown(line=line.slug) == [True, False]
    assert shown(line=line.slug, language="pt") == [False, False]


def test_languages_to_filter_by_stand_in_the_order_of_their_names(client, line):
    LanguageFactory(slug="dag", name_en="Dagbani")
    for tag in ("az", "dag", "nl", "cy"):
        OpenTaskFactory(action_line=line, language=tag)
    page = client.get("/action-lines/tasks/").text
    places = [page.index(f">{name}</option>") for name in ("Azerbaijani", "Dagbani", "Dutch", "Welsh")]
    assert places == sorted(places)


@pytest.mark.parametrize("value", ["no-such", "\0", "'", "<script>", "9" * 500])
@pytest.mark.parametrize("name", ["line", "skill", "language", "minutes", "page"])
def test_odd_filters_show_the_list(client, line, task, name, value):
    page = client.get("/action-lines/tasks/", {name: value})
    assert page.status_code == 200
    assert str(task.public_id) in page.text


def test_what_the_reader_can_do_comes_first(client, line):
    short = OpenTaskFactory(action_line=line, language="pt", minutes=3)
    longer = OpenTaskFactory(action_line=line, minutes=20)

    def order(language):
        page = client.get("/action-lines/tasks/", {"uselang": language}).text
        return page.index(str(short.public_id)) < page.index(str(longer.public_id))

    assert (order("en"), order("pt")) == (False, True)


@pytest.mark.parametrize("n", [1, 3, 100])
def test_list_asks_as_often_for_many(client, django_assert_num_queries, line, n):
    skill = SkillFactory(parent=SkillGroupFactory())
    OpenTaskFactory.create_batch(n, action_line=line, skill=skill, language="pt")
    with django_assert_num_queries(5):
        client.get("/action-lines/tasks/")


def test_page_of_a_task_asks_little(client, django_assert_num_queries, task):
    with django_assert_num_queries(2):
        client.get(task.get_absolute_url())


def test_unknown_task_is_not_found(client):
    assert client.get("/action-lines/tasks/00000000-0000-0000-0000-000000000000/").status_code == 404
