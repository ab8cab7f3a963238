"""Only what a context registered leaves, and it leaves in full."""

import csv
import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from tests.factories.sources import EditionFactory, SourceFactory

from mutirao.base.errors import InputError
from mutirao.base.text import text_of
from mutirao.movement.models import Language, Territory
from mutirao.sources import exporting
from mutirao.sources.exporting import register_export, write_exports
from mutirao.sources.models import Source

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _only_these_exports(monkeypatch) -> None:
    monkeypatch.setattr(exporting, "_exports", {})


@pytest.fixture
def territories() -> None:
    columns = {"territory": "slug", "name": "name_en", "protected": "is_protected", "risk": "risk_score"}
    register_export("territories", lambda: Territory.objects.filter(is_protected=False).order_by("slug"), columns)


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_nothing_leaves_unregistered(tmp_path):
    Territory.objects.create(slug="KE", name_en="Kenya")
    assert write_exports(tmp_path / "out") == {}
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["README.txt"]


def test_registered_rows_leave_with_registered_columns(territories, tmp_path):
    Territory.objects.create(slug="KE", name_en="Kenya", risk_score=24.5, region="Africa")
    Territory.objects.create(slug="XX", name_en="Secret", is_protected=True)
    assert write_exports(tmp_path) == {"territories": 1}
    assert read(tmp_path / "territories.csv") == [
        ["territory", "name", "protected", "risk"],
        ["KE", "Kenya", "no", "24.5"],
    ]
    assert "Secret" not in "".join(file.read_text() for file in tmp_path.iterdir())


def test_texts_have_a_column_for_each_language(tmp_path):
    register_export(
        "editions",
        lambda: EditionFactory._meta.model.objects.all(),
        {"source": "source__name", "edition": "label", "published_on": "published_on"},
    )
    EditionFactory(source=SourceFactory(name=text_of(en="World", ar="عالم")), label="3.1")
    write_exports(tmp_path)
    assert read(tmp_path / "editions.csv") == [
        [*(f"source_{code}" for code in ("en", "pt", "es", "fr", "ar", "hi")), "edition", "published_on"],
        ["World", "", "", "", "عالم", "", "3.1", ""],
    ]


def test_lists_are_joined(tmp_path):
    register_export("languages", lambda: Language.objects.all(), {"codes": "wikimedia_codes"})
    Language.objects.create(slug="tl", name_en="Tagalog", wikimedia_codes=["tl", "fil"])
    write_exports(tmp_path)
    assert read(tmp_path / "languages.csv") == [["codes"], ["tl;fil"]]


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@here", "\tx", "\rx"])
def test_no_spreadsheet_runs_a_name(territories, tmp_path, name):
    Territory.objects.create(slug="KE", name_en=name, risk_score=-1.5)
    write_exports(tmp_path)
    [_header, row] = read(tmp_path / "territories.csv")
    assert row == ["KE", f"'{name}", "no", "-1.5"]


def test_difficult_text_survives(territories, tmp_path):
    name = 'He said "no",\nthen वि left; \u202eevil'
    Territory.objects.create(slug="KE", name_en=name)
    write_exports(tmp_path)
    assert read(tmp_path / "territories.csv")[1][1] == name


def test_demonstration_says_so_in_every_row(territories, tmp_path, settings):
    settings.MUTIRAO = {**settings.MUTIRAO, "DEMONSTRATION": True}
    Territory.objects.create(slug="KE", name_en="Kenya")
    write_exports(tmp_path)
    assert read(tmp_path / "territories.csv") == [
        ["territory", "name", "protected", "risk", "demonstration"],
        ["KE", "Kenya", "no", "", "yes"],
    ]
    assert "Nothing here is real" in (tmp_path / "README.txt").read_text()


def test_zip_holds_the_same(territories, tmp_path):
    Territory.objects.create(slug="KE", name_en="Kenya")
    write_exports(tmp_path / "out.zip")
    write_exports(tmp_path / "out")
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            file.name: file.read_bytes() for file in (tmp_path / "out").iterdir()
        }


@pytest.mark.parametrize("name", ["file.csv", "full"])
def test_nothing_is_overwritten(tmp_path, name):
    (tmp_path / "file.csv").write_text("mine")
    (tmp_path / "full").mkdir()
    (tmp_path / "full/mine.txt").write_text("mine")
    with pytest.raises(InputError, match="a new or empty folder"):
        write_exports(tmp_path / name)


@pytest.mark.parametrize("name", ["", "../evil", "Upper", "a b"])
def test_name_of_a_table_is_plain(name):
    with pytest.raises(InputError):
        register_export(name, lambda: Source.objects.all(), {"source": "slug"})


def test_queries_do_not_grow_with_rows(territories, tmp_path, django_assert_num_queries):
    Territory.objects.bulk_create(Territory(slug=f"T{n}", name_en="x") for n in range(2500))
    with django_assert_num_queries(1):
        assert write_exports(tmp_path) == {"territories": 2500}


def test_own_tables_name_licence_and_checksum(tmp_path, capsys):
    exporting.register_own()
    EditionFactory(source=SourceFactory(slug="atlas", licence="CC-BY-4.0"), checksum="ab" * 32)
    call_command("export", tmp_path / "out")
    assert capsys.readouterr().out.splitlines() == ["editions.csv: 1 rows", "sources.csv: 1 rows"]
    assert "CC-BY-4.0" in (tmp_path / "out/sources.csv").read_text()
    assert "ab" * 32 in (tmp_path / "out/editions.csv").read_text()
    with pytest.raises(CommandError, match="a new or empty folder"):
        call_command("export", tmp_path / "out")
