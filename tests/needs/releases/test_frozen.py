"""A release never changes, is made once, and is written whole or not at all."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from tests.base.threads import at_once
from tests.factories.accounts import AdministratorFactory, PersonFactory

from mutirao.base.errors import Refused
from mutirao.movement.states import CommunityState
from mutirao.needs.actions import releases
from mutirao.needs.models import CommunityResult, CountedAsking, Estimate, Release, SkillResult
from mutirao.needs.states import AssessmentState
from mutirao.needs.tasks import make_weekly_release

ROOT = Path(__file__).parents[3]


@pytest.fixture
def asked(movement):
    """An assessment with nine answers."""
    chance = np.random.default_rng(1)
    (community,) = movement.grow(1, chance)
    return movement.ask(community, movement.drawn(community, 9, chance))


def executed(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.postgres
@pytest.mark.parametrize("model", [Release, Estimate, CommunityResult, SkillResult, CountedAsking])
@pytest.mark.parametrize("event", ["update", "delete"])
@pytest.mark.django_db
def test_database_refuses_to_change_a_release(asked, model, event):
    releases.make_release(by=None)
    table = model._meta.db_table
    statement = {"update": f"update {table} set id = id + 1", "delete": f"delete from {table}"}[event]
    with pytest.raises(DatabaseError, match="append-only"):
        executed(statement)
    assert model.objects.exists()


@pytest.mark.django_db
def test_second_of_two_makers_is_told_and_leaves_nothing(asked, monkeypatch):
    count = releases.count

    def meanwhile(material):
        monkeypatch.setattr(releases, "count", count)
        releases.make_release(by=None)
        return count(material)

    monkeypatch.setattr(releases, "count", meanwhile)
    with pytest.raises(Refused, match="Somebody else"):
        releases.make_release(by=None)
    assert list(Release.objects.values_list("number", flat=True)) == [1]
    assert set(Estimate.objects.values_list("release__number", flat=True)) == {1}


def made_or_refused() -> int:
    """The number of the release, 0 for who is told that somebody else made it."""
    try:
        return releases.make_release(by=None).number
    except Refused:
        return 0


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer at a time")
def test_two_at_once_never_make_one_number_twice(asked):
    made = sorted(filter(None, at_once(2, made_or_refused)))
    assert made == list(Release.objects.order_by("number").values_list("number", flat=True)) != []


@pytest.mark.django_db
def test_weekly_release_waits_until_something_has_closed(movement):
    chance = np.random.default_rng(2)
    (community,) = movement.grow(1, chance)
    assert make_weekly_release.call() == 0
    assessment = movement.ask(community, movement.drawn(community, 6, chance))
    assert [make_weekly_release.call(), make_weekly_release.call()] == [1, 0]
    assessment.state = AssessmentState.WITHDRAWN
    assessment.save()
    assert make_weekly_release.call() == 2
    assert not Estimate.objects.filter(release__number=2).exists()


@pytest.mark.django_db
def test_answers_of_a_merged_community_are_not_counted_anew(movement, asked):
    into = movement.grow(1, np.random.default_rng(3))[0]
    releases.make_release(by=None, seed=1)
    gone = asked.community
    asked.submissions.update(community=into)
    gone.state, gone.merged_into = CommunityState.MERGED, into
    gone.save()
    movement.answer(asked, into, movement.drawn(into, 1, np.random.default_rng(4)))
    second = releases.make_release(by=None, seed=1)
    columns = ("skill", "direct", "n_answers")
    before = Estimate.objects.filter(community=gone).values_list(*columns)
    assert set(Estimate.objects.filter(release=second, community=into).values_list(*columns)) == set(before)


@pytest.mark.django_db
def test_command_makes_one(asked, capsys):
    call_command("needs", "release", "--seed", "5")
    assert capsys.readouterr().out.startswith("Release 1, without a model")
    assert Release.objects.get().seed == 5


@pytest.mark.django_db
def test_administrator_asks_and_it_is_made_once_in_the_background(asked, client, drain):
    client.force_login(AdministratorFactory())
    assert "Make a release now" in client.get(reverse("needs:releases")).content.decode()
    for _again in range(2):
        assert client.post(reverse("needs:ask_for_release")).status_code == 302
    drain()
    assert list(Release.objects.values_list("number", flat=True)) == [1]


@pytest.mark.django_db
@pytest.mark.parametrize(("is_known", "status"), [(False, 302), (True, 403)])
def test_nobody_else_asks(client, drain, is_known, status):
    if is_known:
        client.force_login(PersonFactory())
    assert "Make a release now" not in client.get(reverse("needs:releases")).content.decode()
    assert client.post(reverse("needs:ask_for_release")).status_code == status
    drain()
    assert not Release.objects.exists()


@pytest.mark.slow
def test_killed_in_the_middle_leaves_no_half_release(tmp_path):
    command = [sys.executable, "-m", "tests.needs.releases.killed"]
    environment = {"MUTIRAO_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "mutirao.settings", "PYTHONPATH": "."}
    subprocess.run([*command, "prepare"], cwd=ROOT, env=environment, check=True)
    process = subprocess.Popen([*command, "hang"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "written but not committed"
    process.kill()
    process.communicate()
    with closing(sqlite3.connect(tmp_path / "mutirao.sqlite3")) as database:
        tables = ("needs_release", "needs_estimate", "needs_communityresult", "needs_countedasking")
        assert [database.execute(f"select count(*) from {table}").fetchone() for table in tables] == [(0,)] * 4
    made = subprocess.run([*command, "make"], cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    assert made.stdout.strip() == "release 1 with 8 figures"
