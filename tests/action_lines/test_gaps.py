"""From gaps to open tasks and back."""

from __future__ import annotations

from csv import DictReader
from dataclasses import replace
from importlib import import_module

import pytest
from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.utils.translation import override
from tests.factories.accounts import AdministratorFactory, PersonFactory, RoleGrantFactory
from tests.factories.action_lines import ActionLineFactory, DemandFactory, OpenTaskFactory, PinFactory, coordinator_of
from tests.factories.evidence import IndicatorFactory
from tests.factories.movement import CommunityFactory
from tests.factories.skills import SkillFactory, SkillGroupFactory

from mutirao.accounts.actions import confirm_role
from mutirao.accounts.models import Notice
from mutirao.accounts.states import GrantState, Role
from mutirao.action_lines import actions, own_gaps, text_gaps
from mutirao.action_lines.actions import find_gaps
from mutirao.action_lines.gaps import Gap, GapKind, _kinds, gap_kind_named, gap_kinds
from mutirao.action_lines.models import OpenTask
from mutirao.base.errors import InputError
from mutirao.base.news import announce
from mutirao.base.references import Reference
from mutirao.base.text import Text, text_of
from mutirao.translation.models import NativeReading
from mutirao.translation.queries import digest

pytestmark = pytest.mark.django_db
EVERYWHERE = {code: "words" for code, _name in settings.LANGUAGES}


@pytest.fixture
def found(monkeypatch):
    """The gaps of the only kind there is; the test changes the list."""
    gaps: list[Gap] = []
    kind = GapKind(
        "made_up", "made up", lambda details: f"Mend {details['n']}", lambda details: "How", lambda: list(gaps), 2
    )
    monkeypatch.setattr("mutirao.action_lines.actions.gaps.gap_kinds", lambda: [kind])
    monkeypatch.setitem(_kinds, "made_up", kind)
    return gaps


def gap(n=1, language=""):
    subject = Reference("action_line", f"line-{n}")
    return Gap(subject=subject, address="/action-lines/", minutes=5, details={"n": n}, language=language)


def states():
    return list(OpenTask.objects.order_by("pk").values_list("state", flat=True))


def test_each_gap_opens_one_task_and_looking_again_changes_nothing(found, line):
    found.append(gap())
    assert find_gaps().n_opened == 1
    assert find_gaps().n_opened == 0
    task = OpenTask.objects.get()
    assert (task.title, task.subject, task.minutes) == ("Mend 1", Reference("action_line", "line-1"), 5)


def test_a_closed_gap_ends_its_task(found):
    found.append(gap())
    find_gaps()
    found.clear()
    assert find_gaps().n_gone == 1
    assert states() == ["gone"]


@pytest.mark.parametrize("state", ["claimed", "done"])
def test_what_somebody_worked_on_counts_as_mended(found, state, noon):
    found.append(gap())
    find_gaps()
    person = PersonFactory()
    OpenTask.objects.update(state=state, claimed_by=person, claimed_at=noon)
    found.clear()
    assert find_gaps().n_mended == 1
    task = OpenTask.objects.get()
    assert (task.state, task.confirmed_by, task.confirmed_at) == ("confirmed", None, noon)
    assert Notice.objects.filter(person=person).count() == 1


def test_a_gap_that_opens_again_gets_a_new_task(found):
    found.append(gap())
    find_gaps()
    OpenTask.objects.update(state="confirmed")
    assert find_gaps().n_opened == 1
    assert states() == ["confirmed", "open"]


def test_a_kind_lists_so_many_at_once_in_a_language(found):
    found.extend([gap(n) for n in range(4)] + [gap(n, "pt") for n in range(4)])
    find_gaps()
    assert OpenTask.objects.filter(language="").count() == 2
    assert OpenTask.objects.filter(language="pt").count() == 2
    # One mended makes room for the next; those that stand are not closed by the limit.
    found.pop(0)
    changes = find_gaps()
    assert (changes.n_gone, changes.n_opened) == (1, 1)


@pytest.mark.parametrize("minutes", [2, 61])
def test_a_task_takes_three_minutes_to_an_hour(minutes):
    with pytest.raises(InputError, match="3 to 60"):
        Gap(subject=Reference("action_line", "x"), address="/", minutes=minutes)


def test_unknown_kind_is_refused():
    with pytest.raises(InputError, match="gap kind"):
        gap_kind_named("no-such-kind")


def test_every_kind_words_its_tasks_in_every_language(line):
    DemandFactory()
    PinFactory(address="")
    for language, _name in settings.LANGUAGES:
        for kind in gap_kinds():
            for each in list(kind.find())[:3]:
                with override(language):
                    assert str(kind.title(each.details))
                    assert str(kind.steps(each.details))


def test_every_gap_has_a_line_and_a_skill_of_our_framework(line):
    DemandFactory()
    PinFactory(address="", action_line=line)
    CommunityFactory()
    IndicatorFactory(original_url="")
    with (settings.FACTS / "skills.csv").open(encoding="utf-8") as file:
        skills = {row["slug"] for row in DictReader(file) if row["kind"] != "group"}
    with (settings.FACTS / "action_lines.csv").open(encoding="utf-8") as file:
        lines = {row["slug"] for row in DictReader(file)}
    found = {kind.name: list(kind.find()) for kind in gap_kinds()}
    ours = {"demand_without_owner", "line_without_coordinator", "pin_without_address", "text_missing"}
    assert all(found[name] for name in (*ours, "community_without_coordinator", "indicator_without_address"))
    for gaps in found.values():
        for each in gaps:
            assert each.skill in skills, each
            assert each.action_line in lines, each


@pytest.mark.parametrize("name", ["made-up", "Made_up", "made_up_", ""])
def test_kinds_are_named_in_one_style(name):
    with pytest.raises(InputError, match="small letters"):
        GapKind(name, "made up", str, str, list)


def test_a_listed_task_says_what_the_gap_says_now(found, line):
    found.append(gap())
    find_gaps()
    OpenTask.objects.update(state="claimed")
    found[0] = replace(gap(), address="/elsewhere/", action_line=line.slug)
    assert find_gaps().n_opened == 0
    task = OpenTask.objects.get()
    assert (task.state, task.address, task.action_line) == ("claimed", "/elsewhere/", line)


def test_tasks_of_kinds_that_were_written_otherwise_keep_their_place():
    module = import_module("mutirao.action_lines.migrations.0003_name_gap_kinds_alike")
    old = OpenTaskFactory(gap_kind="community-without-territory", gap="community-without-territory:community:x:sw")
    module.name_alike(apps, None)
    old.refresh_from_db()
    assert (old.gap_kind, old.gap) == (
        "community_without_territory",
        "community_without_territory:community:x:sw",
    )


@pytest.mark.parametrize("n", [1, 3, 100])
def test_looking_asks_as_often_for_many(found, django_assert_num_queries, n):
    find_gaps()
    found.extend(gap(each, language=f"x-{each}") for each in range(n))
    with django_assert_num_queries(6):
        find_gaps()


# Our own


def test_a_demand_without_owner_is_a_gap_until_somebody_takes_it():
    demand, taken = DemandFactory(), DemandFactory(owner=PersonFactory())
    met = DemandFactory(state="met")
    assert [each.subject for each in own_gaps.demands_without_owner()] == [demand.reference]
    assert {taken.reference, met.reference}.isdisjoint(each.subject for each in own_gaps.demands_without_owner())


def test_a_line_without_coordinator_is_a_gap(line, other_line):
    coordinator_of(line)
    assert [each.subject for each in own_gaps.lines_without_coordinator()] == [other_line.reference]


def test_a_pin_without_link_is_a_gap(line):
    PinFactory(action_line=line)
    bare = PinFactory(action_line=line, address="", title="Lost report")
    found = list(own_gaps.pins_without_address())
    assert [(each.part, each.details) for each in found] == [(f"resource-{bare.external_id}", {"title": "Lost report"})]


def test_missing_and_outdated_texts_are_gaps():
    whole = text_of(**EVERYWHERE)
    old = Text("en", EVERYWHERE, frozenset({"fr"}))
    ActionLineFactory(name=text_of(en="Line", pt="Linha"), summary=old, description=whole)
    found = [(each.part, each.language) for each in text_gaps.missing_texts()]
    assert found == [("name", "es"), ("name", "fr"), ("name", "ar"), ("name", "hi"), ("summary", "fr")]


def test_leadership_skills_are_tasks_of_the_leadership_line():
    leadership, other = SkillGroupFactory(slug="leadership"), SkillGroupFactory()
    SkillFactory(parent=leadership, slug="empathy")
    SkillFactory(parent=other, slug="sourcing")
    lines = {each.subject.public_id: each.action_line for each in text_gaps.missing_texts()}
    assert (lines["empathy"], lines["sourcing"]) == ("leadership-plan", "global-approach")


def test_a_draft_is_a_gap_until_each_text_was_read_by_a_native_speaker():
    line = ActionLineFactory(
        name=text_of(en="Line", pt="Linha"), summary=text_of(en="Sum", pt="Soma"), description=text_of(en="Long")
    )

    def languages():
        return [each.language for each in text_gaps.unread_drafts()]

    assert languages() == ["pt"]
    for field, words in (("name", "Linha"), ("summary", "Soma")):
        NativeReading.objects.create(
            subject_kind="action_line",
            subject_id=line.slug,
            field=field,
            language="pt",
            text_digest=digest(words),
            by=PersonFactory(),
        )
    assert languages() == []
    line.name = text_of(en="Line", pt="Outra linha")
    line.save()
    assert languages() == ["pt"]


def test_addresses_of_text_gaps_open(client):
    ActionLineFactory(name=text_of(en="Line", pt="Linha"), summary=text_of(en="Sum"))
    for each in [*text_gaps.unread_drafts(), *text_gaps.missing_texts()]:
        assert client.get(each.address).status_code == 200, each.address


def test_new_facts_open_tasks(line, drain):
    with transaction.atomic():
        announce(
            "sources.edition_loaded", subject=Reference("source", "mutirao"), payload={"loader": "x", "edition": "1"}
        )
    drain()
    assert OpenTask.objects.filter(gap_kind="line_without_coordinator").count() == 1


def test_what_is_mended_is_asked_for_no_longer(line, drain):
    find_gaps()
    task = OpenTask.objects.get(gap_kind="line_without_coordinator")
    grant = RoleGrantFactory(
        role=Role.COORDINATOR, subject=line.reference, state=GrantState.ASKED, until=None, decided_at=None
    )
    confirm_role(grant=grant, by=AdministratorFactory())
    drain()
    task.refresh_from_db()
    assert task.state == "gone"


def test_taking_a_demand_mends_its_task(line):
    person = coordinator_of(line)
    demand = DemandFactory(action_line=line)
    find_gaps()
    task = OpenTask.objects.get(gap_kind="demand_without_owner")
    actions.claim_task(task=task, by=person)
    actions.take_demand(demand=demand, by=person)
    find_gaps()
    task.refresh_from_db()
    assert task.state == "confirmed"
