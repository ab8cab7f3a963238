"""What leaves as open data: nothing private, and no name of a person."""

from __future__ import annotations

import io

import pytest
from tests.factories.accounts import PersonFactory
from tests.factories.action_lines import DemandFactory, OpenTaskFactory, PinFactory, SignUpFactory, UnclaimedFactory

from mutirao.base.text import text_of
from mutirao.sources.exporting import exports, write_table
from mutirao.sources.exporting.formats import CSV

pytestmark = pytest.mark.django_db
OURS = ("recommendation", "promises", "action_lines", "demands", "pins", "open_tasks", "sign_ups")


def written():
    """Our tables by name, as they leave."""
    tables = {}
    for export in exports():
        if export.name in OURS:
            file = io.StringIO()
            write_table(export, {CSV: file})
            tables[export.name] = file.getvalue()
    return tables


def test_all_our_tables_leave_with_their_rows(line):
    DemandFactory(action_line=line, state="met")
    PinFactory(action_line=line, title="A guide")
    task, sign_up = OpenTaskFactory(action_line=line), SignUpFactory(action_line=line, languages=["sw", "en"])
    tables = written()
    assert set(tables) == set(OURS)
    assert line.slug in tables["action_lines"]
    assert ",met," in tables["demands"]
    assert "A guide" in tables["pins"]
    assert str(task.public_id) in tables["open_tasks"]
    assert f"{sign_up.public_id},{line.slug},participate,active" in tables["sign_ups"]
    assert "sw;en" in tables["sign_ups"]


def test_nobody_private_and_no_name_leaves(line, noon):
    person = PersonFactory(display_name="Hidden Heron")
    private = SignUpFactory(action_line=line, person=person, is_public=False)
    waiting = SignUpFactory(action_line=line, state="waiting")
    gone = SignUpFactory(action_line=line, state="withdrawn")
    public = SignUpFactory(action_line=line, person=PersonFactory(display_name="Open Owl"), remark=text_of(en="Hoot"))
    unclaimed = UnclaimedFactory(action_line=line, wiki_name="Signed Swan")
    OpenTaskFactory(action_line=line, state="done", claimed_by=person, done_note="By the heron", claimed_at=noon)
    DemandFactory(action_line=line, owner=person)
    everything = "".join(written().values())
    shown = [str(each.public_id) in everything for each in (private, waiting, gone, public, unclaimed)]
    assert shown == [False, False, False, True, True]
    for words in ("Hidden Heron", "Open Owl", "Signed Swan", "Hoot", "By the heron"):
        assert words not in everything
