"""Fictional and real rows never share a database."""

import pytest
from django.core.management import CommandError, call_command
from tests.factories.accounts import PersonFactory

from mutirao.movement.models import Territory
from mutirao.sources import demonstration
from mutirao.sources.demonstration import MixedDatabase, check_database, create_demonstration, register_demo
from mutirao.sources.models import DemonstrationMark

pytestmark = pytest.mark.django_db
story: list[str] = []


def begin() -> None:
    story.append("begin")


def go_on() -> None:
    story.append("go on")
    Territory.objects.create(slug="XA", name_en="Nowhere")


def stumble() -> None:
    raise ZeroDivisionError


@pytest.fixture(autouse=True)
def _only_this_story(monkeypatch) -> None:
    story.clear()
    monkeypatch.setattr(demonstration, "_makers", {})
    monkeypatch.setattr(demonstration, "autodiscover_modules", lambda name: None)
    register_demo(20, go_on)
    register_demo(10, begin)


@pytest.fixture
def in_demonstration(settings) -> None:
    settings.MUTIRAO = {**settings.MUTIRAO, "DEMONSTRATION": True}


def test_story_is_told_once_and_in_order(in_demonstration):
    steps = []
    assert create_demonstration(lambda *step: steps.append(step)) is True
    assert create_demonstration() is False
    assert story == ["begin", "go on"]
    assert [step[:2] for step in steps] == [(0, 2), (1, 2), (2, 2)]
    check_database()


def test_story_is_whole_or_not_there(in_demonstration):
    register_demo(30, stumble)
    with pytest.raises(ZeroDivisionError):
        create_demonstration()
    assert not DemonstrationMark.objects.exists()
    assert not Territory.objects.exists()


def test_real_mode_tells_no_story():
    with pytest.raises(CommandError, match="MUTIRAO_DEMONSTRATION: expected yes"):
        call_command("demo")
    assert story == []


def test_real_mode_refuses_a_database_of_demonstration():
    DemonstrationMark.objects.create()
    with pytest.raises(MixedDatabase, match="This database holds a demonstration"):
        check_database()


def test_demonstration_refuses_a_real_database(in_demonstration):
    PersonFactory()
    with pytest.raises(CommandError, match="holds real accounts"):
        call_command("demo")
    assert story == []


def test_real_database_in_real_mode_passes():
    PersonFactory()
    check_database()


def test_command_says_what_it_did(in_demonstration, capsys):
    call_command("demo")
    call_command("demo")
    assert capsys.readouterr().out == "The demonstration is ready.\nThe demonstration is there already.\n"
