"""Letters between who signed up and who looks after them; and taking over what an owner leaves alone."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.action_lines.test_owners import signed_up
from tests.base.threads import at_once
from tests.factories.accounts import AdministratorFactory, PersonFactory
from tests.factories.action_lines import ActionLineFactory, SignUpFactory, coordinator_of

from mutirao.accounts.models import Notice
from mutirao.action_lines import actions
from mutirao.action_lines.models import SignUp
from mutirao.action_lines.states import Act
from mutirao.base import clock
from mutirao.base.models import AuditRow

pytestmark = pytest.mark.django_db


def test_person_writes_back_in_the_same_place_and_the_owner_is_told(client, line):
    owner, sign_up = coordinator_of(line), signed_up(line)
    actions.answer(sign_up=sign_up, text="Welcome! Read the map.", by=owner)
    client.force_login(owner)
    assert sign_up.person.display_name not in client.get("/me/").text
    client.force_login(sign_up.person)
    client.post(f"{sign_up.get_absolute_url()}write/", {"text": "Which map do you mean?"})
    notice = Notice.objects.filter(person=owner).latest("created_at")
    assert str(notice.text) == "Somebody whose sign-up you look after has written to you."
    for reader in (sign_up.person, owner):
        client.force_login(reader)
        page = client.get(notice.address).text
        assert page.index("Which map do you mean?") < page.index("Welcome! Read the map.")
    assert "has written back" in client.get("/me/").text
    actions.answer(sign_up=sign_up, text="The one on Meta.", by=owner)
    assert "has written back" not in client.get("/me/").text
    sign_up.refresh_from_db()
    assert AuditRow.objects.filter(action=Act.SIGN_UP_WRITTEN_BACK).count() == 1


def test_a_letter_does_not_end_the_waiting_and_is_no_step_to_finish(client, line):
    sign_up = signed_up(line)
    client.force_login(sign_up.person)
    page = client.post(f"{sign_up.get_absolute_url()}write/", {"text": "Hello?"}, follow=True).text
    assert "Hello?" in page
    assert "I have done this" not in page
    sign_up.refresh_from_db()
    assert sign_up.answered_at is None


@pytest.mark.parametrize("text", ["", "   ", "x" * 2001, "a\0b", "abc\u202edef"])
def test_bad_letter_is_said_beside_the_field(client, line, text):
    sign_up = signed_up(line)
    client.force_login(sign_up.person)
    page = client.post(f"{sign_up.get_absolute_url()}write/", {"text": text})
    assert page.status_code == 422
    assert 'class="wrong"' in page.text
    assert not sign_up.next_steps.exists()


def test_hostile_letter_is_shown_as_text(client, line):
    sign_up = signed_up(line)
    client.force_login(sign_up.person)
    page = client.post(f"{sign_up.get_absolute_url()}write/", {"text": "<script>alert(1)</script>"}, follow=True).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("who", ["anonymous", "stranger", "owner", "coordinator", "administrator"])
def test_letters_are_written_by_the_person_and_read_by_who_looks_after_them(client, line, who):
    owner = coordinator_of(line)
    sign_up = signed_up(line)
    actions.write_back(sign_up=sign_up, text="I live in a small town.", by=sign_up.person)
    people = {
        "stranger": PersonFactory(),
        "owner": owner,
        "coordinator": coordinator_of(line),
        "administrator": AdministratorFactory(),
    }
    if who != "anonymous":
        client.force_login(people[who])
    page = client.get(sign_up.get_absolute_url()).text
    assert ("small town" in page) == (who in {"owner", "administrator"})
    client.post(f"{sign_up.get_absolute_url()}write/", {"text": "It was me."})
    assert sign_up.next_steps.count() == 1


def test_who_has_withdrawn_writes_no_more(client, line):
    sign_up = signed_up(line)
    actions.withdraw(sign_up=sign_up, by=sign_up.person)
    client.force_login(sign_up.person)
    assert client.post(f"{sign_up.get_absolute_url()}write/", {"text": "Hello?"}).status_code == 403


# Taking over


@pytest.fixture
def left_alone(line, noon):
    """A private sign-up that its owner has had for eight days, one day overdue."""
    due = noon - dt.timedelta(days=1)
    return SignUpFactory(
        action_line=line,
        owner=coordinator_of(line),
        owner_since=noon - dt.timedelta(days=8),
        next_step_due=due,
        is_public=False,
        person=PersonFactory(display_name="Left alone"),
    )


def test_coordinators_see_that_private_ones_wait_and_take_the_longest_waiting_over(client, line, noon, left_alone):
    recent = SignUpFactory(action_line=line, owner=left_alone.owner, is_public=False)
    former, other = left_alone.owner, coordinator_of(line)
    client.force_login(other)
    page = client.get(f"{line.get_absolute_url()}coordinate/").text
    assert "2 more wait." in page
    assert "1 of these is overdue." in page
    assert "Left alone" not in page
    answer = client.post(f"{line.get_absolute_url()}take-over/")
    assert answer.url == left_alone.get_absolute_url()
    assert "Left alone" in client.get(answer.url).text
    left_alone.refresh_from_db()
    assert (left_alone.owner, left_alone.owner_since) == (other, noon)
    assert "A sign-up waited with you" in str(Notice.objects.get(person=former).text)
    assert AuditRow.objects.get(action=Act.SIGN_UP_TAKEN_OVER).subject == left_alone.reference
    assert client.get(recent.get_absolute_url()).status_code == 404
    assert "Somebody was faster" in client.post(f"{line.get_absolute_url()}take-over/", follow=True).text


def test_what_was_just_taken_over_is_not_taken_away(line, left_alone):
    assert actions.take_over(line=line, by=coordinator_of(line)) == left_alone
    assert actions.take_over(line=line, by=coordinator_of(line)) is None


@pytest.mark.parametrize(
    "change",
    [
        {"answered_at": dt.datetime(2026, 11, 1, tzinfo=dt.UTC)},
        {"state": "withdrawn"},
        {"next_step_due": dt.datetime(2030, 1, 1, tzinfo=dt.UTC)},
        {"is_public": True},
    ],
    ids=lambda change: next(iter(change)),
)
def test_only_private_ones_that_wait_too_long_are_taken_over(line, left_alone, change):
    SignUp.objects.update(**change)
    assert actions.take_over(line=line, by=coordinator_of(line)) is None


def test_nobody_takes_over_their_own(line, left_alone):
    person = coordinator_of(line)
    SignUp.objects.update(person=person)
    assert actions.take_over(line=line, by=person) is None


@pytest.mark.parametrize("who", ["anonymous", "stranger", "coordinator elsewhere"])
def test_others_neither_count_nor_take_over(client, line, other_line, left_alone, who):
    people = {"stranger": PersonFactory(), "coordinator elsewhere": coordinator_of(other_line)}
    if who in people:
        client.force_login(people[who])
    for answer in (
        client.get(f"{line.get_absolute_url()}coordinate/"),
        client.post(f"{line.get_absolute_url()}take-over/"),
    ):
        assert answer.status_code in {302, 403}
        assert "more wait" not in answer.text
    left_alone.refresh_from_db()
    assert left_alone.owner not in people.values()


def test_of_two_who_take_over_at_once_one_does(shared_database):
    line = ActionLineFactory()
    SignUpFactory(
        action_line=line, is_public=False, owner=PersonFactory(), next_step_due=clock.now() - dt.timedelta(days=1)
    )
    queue = [coordinator_of(line), coordinator_of(line)]
    taken = at_once(2, lambda: actions.take_over(line=line, by=queue.pop()))
    assert sorted(each is None for each in taken) == [False, True]
