"""A release is put in place whole, never changes, and holds what can be taken back only while it is the newest."""

import datetime as dt
import json

import pytest

from mutirao.base import clock
from mutirao.base.models import TaskRun
from mutirao.base.tasks import enqueue_due
from mutirao.movement.models import Language, Territory
from mutirao.sources.exporting import freeze_open_data, freezing
from mutirao.sources.exporting.freezing import DamagedFile
from mutirao.sources.exporting.releases import latest_release, release_named, release_names, root

pytestmark = pytest.mark.django_db
DAY = dt.datetime(2026, 11, 22, 3, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path) -> None:
    settings.VAR = tmp_path


@pytest.fixture
def tables(territories, let_out) -> None:
    """One table of facts and one that people can take back."""
    let_out("languages", lambda: Language.objects.order_by("slug"), can_be_taken_back=True, language="slug")
    Territory.objects.create(slug="KE", name_en="Kenya")
    Language.objects.create(slug="sw", name_en="Swahili")


def freeze(days: int = 0) -> str:
    with clock.at(DAY + dt.timedelta(days=days)):
        return freeze_open_data.call()


def files(name: str) -> set[str]:
    return {file.name for file in (root() / name).iterdir()}


WHOLE = {
    "README.txt",
    "datapackage.json",
    *(f"{table}.{suffix}" for table in ("languages", "territories") for suffix in ("csv", "jsonl")),
}


def test_release_is_whole_and_named_by_its_day(tables):
    assert freeze() == "2026-11-22"
    assert files("2026-11-22") == WHOLE
    release = latest_release()
    assert [(table.name, table.n_rows) for table in release.tables] == [("languages", 1), ("territories", 1)]
    assert [field["name"] for field in release.table("territories").fields] == [
        "territory",
        "name",
        "protected",
        "risk",
    ]
    assert {each.name for each in root().iterdir()} == {".lock", "2026-11-22"}


def test_night_on_which_nothing_changed_makes_none(tables):
    freeze()
    assert freeze(1) == ""
    assert release_names() == ["2026-11-22"]


def test_older_release_keeps_facts_and_gives_back_what_people_can_take_back(tables):
    freeze()
    before = (root() / "2026-11-22/territories.csv").read_bytes()
    Territory.objects.create(slug="UG", name_en="Uganda")
    assert freeze(1) == "2026-11-23"
    assert files("2026-11-23") == WHOLE
    assert files("2026-11-22") == WHOLE - {"languages.csv", "languages.jsonl"}
    older = release_named("2026-11-22")
    assert [table.name for table in older.tables] == ["territories"]
    assert older.package["takenBack"] == ["languages"]
    assert (root() / "2026-11-22/territories.csv").read_bytes() == before


def test_second_release_of_a_day_is_numbered_and_comes_first(tables):
    freeze()
    for n in range(11):
        Territory.objects.create(slug=f"T{n}", name_en="Somewhere")
        freeze()
    assert release_names()[:3] == ["2026-11-22.12", "2026-11-22.11", "2026-11-22.10"]
    assert release_names()[-1] == "2026-11-22"
    assert latest_release().table("territories").n_rows == 12


def test_unchanged_files_stand_once_on_disk(tables):
    freeze()
    Language.objects.create(slug="fr", name_en="French")
    freeze(1)
    first, second = ((root() / name / "territories.csv").stat() for name in ("2026-11-22", "2026-11-23"))
    assert first.st_ino == second.st_ino


def test_file_that_is_not_what_was_written_stops_the_release(tables, monkeypatch):
    write = freezing.write_folder

    def damage(folder):
        write(folder)
        (folder / "territories.csv").write_text("territory,name,protected,risk\nKE,Kenia,no,\n")

    monkeypatch.setattr(freezing, "write_folder", damage)
    with pytest.raises(DamagedFile, match=r"territories\.csv"):
        freeze()
    assert release_names() == []


def test_what_a_dead_freeze_left_is_cleared_away(tables, settings, tmp_path):
    settings.VAR = tmp_path
    (root() / ".part").mkdir(parents=True)
    (root() / ".part/half.csv").write_text("half")
    freeze()
    assert "half.csv" not in files("2026-11-22")


def test_demonstration_is_frozen_elsewhere(tables, demonstration):
    freeze()
    assert root().name == "open_data_demonstration"
    assert json.loads((root() / "2026-11-22/datapackage.json").read_text())["name"] == "mutirao-demonstration"


def test_damaged_folder_is_passed_over(tables):
    freeze()
    (root() / "2026-12-31").mkdir()
    (root() / "notes.txt").write_text("mine")
    assert latest_release().name == "2026-11-22"
    assert release_named("2026-12-31") is None


def test_it_is_due_every_night(tables):
    with clock.at(DAY):
        enqueue_due()
    runs = TaskRun.objects.filter(path="mutirao.sources.exporting.freezing.freeze_open_data")
    assert [run.once_key[-25:] for run in runs] == ["2026-11-22T02:40:00+00:00"]
