"""Everything held about a person, for the download; and nothing of it once they have left."""

from __future__ import annotations

import json

import pytest
from tests.factories.accounts import PersonFactory
from tests.factories.action_lines import DemandFactory, OpenTaskFactory, SignUpFactory, coordinator_of
from tests.factories.movement import CommunityFactory

from mutirao.accounts.actions import erase_person
from mutirao.accounts.calendar import calendar_entries
from mutirao.action_lines import actions
from mutirao.action_lines.actions import Commitment
from mutirao.action_lines.models import Demand, NextStep, OpenTask, RolePlaces, SignUp
from mutirao.action_lines.personal_data import collect
from mutirao.action_lines.states import SignUpRole
from mutirao.base.audit import history, verify_chain
from mutirao.base.text import text_of

pytestmark = pytest.mark.django_db


def signed_up(line, person, remark="My words"):
    commitment = Commitment(role=SignUpRole.LEAD, remark=text_of(en=remark), is_public=False)
    return actions.sign_up(action_lines=[line], commitment=commitment, by=person).new[0]


def test_download_holds_sign_ups_tasks_and_replies(line):
    person, owner = PersonFactory(), coordinator_of(line)
    sign_up = signed_up(line, person)
    actions.answer(sign_up=sign_up, text="A letter", by=owner)
    OpenTaskFactory(action_line=line, state="done", claimed_by=person, done_note="My note")
    held = json.dumps(collect(person))
    assert [word in held for word in ("My words", "A letter", "My note", str(sign_up.public_id))] == [True] * 4
    assert "A letter" in json.dumps(collect(owner))
    assert "My words" not in json.dumps(collect(owner))


def test_erasing_leaves_nothing_of_the_person(line, other_line):
    person, other = PersonFactory(), coordinator_of(line)
    sign_up = signed_up(line, person)
    looked_after = SignUpFactory(action_line=line, owner=person)
    NextStep.objects.create(sign_up=looked_after, by=person, text=text_of(en="Dear you"))
    claimed = OpenTaskFactory(action_line=line, state="claimed", claimed_by=person)
    done = OpenTaskFactory(action_line=line, state="confirmed", claimed_by=person, done_note="I, Ana, did it")
    demand = DemandFactory(action_line=line, owner=person, state="under_way")
    erase_person(by=person)
    assert SignUp.objects.filter(person=person).count() == 0
    assert {row.facts for row in history(sign_up.reference)} == {None}
    assert verify_chain(sign_up.reference).is_intact
    looked_after.refresh_from_db()
    assert looked_after.owner == other
    assert NextStep.objects.get(sign_up=looked_after).by is None
    tasks = OpenTask.objects.in_bulk([claimed.pk, done.pk])
    assert [(task.state, task.claimed_by, task.done_note) for task in (tasks[claimed.pk], tasks[done.pk])] == [
        ("open", None, ""),
        ("confirmed", None, ""),
    ]
    assert Demand.objects.filter(pk=demand.pk, owner=None, state="open").exists()


def test_the_place_of_who_left_goes_to_the_next(line):
    RolePlaces.objects.create(action_line=line, role="lead", n_places=1)
    leaving, waiting = PersonFactory(), PersonFactory()
    signed_up(line, leaving)
    next_one = signed_up(line, waiting)
    erase_person(by=leaving)
    next_one.refresh_from_db()
    assert next_one.state == "active"


def test_a_signature_of_who_left_is_not_read_in_again(line):
    owner = coordinator_of(line)
    page = {"page_url": "https://meta.wikimedia.org/wiki/Example", "language": "en"}
    wikitext = "# [[User:Example Ana]] 12:30, 5 June 2021 (UTC)"
    actions.import_signatures(line=line, wikitext=wikitext, by=owner, **page)
    ana = PersonFactory(display_name="Example Ana")
    actions.claim_signature(sign_up=SignUp.objects.get(), by=ana)
    erase_person(by=ana)
    assert actions.import_signatures(line=line, wikitext=wikitext, by=owner, **page).n_new == 0
    assert not SignUp.objects.exclude(wiki_name="").exists()


def test_calendar_holds_replies_that_are_due(line, noon):
    person = PersonFactory()
    sign_up = SignUpFactory(action_line=line, person=person)
    SignUpFactory(action_line=line, person=person, community=CommunityFactory(), answered_at=noon)
    entries = [entry for entry in calendar_entries(person) if entry.uid.startswith("sign-up")]
    assert [(entry.uid, str(entry.starts)) for entry in entries] == [(f"sign-up-{sign_up.public_id}", "2026-11-29")]
