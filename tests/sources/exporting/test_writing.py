"""Only what a context registered leaves, and it leaves in full."""

import datetime as dt
import json
import zipfile
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from tests.factories.sources import EditionFactory, SourceFactory

from mutirao.base.errors import InputError
from mutirao.base.text import text_of
from mutirao.grants.models import Programme
from mutirao.movement.models import Language, Territory
from mutirao.sources import open_data
from mutirao.sources.exporting import write_exports
from mutirao.sources.models import Edition

pytestmark = pytest.mark.django_db


def test_nothing_leaves_unregistered(tmp_path):
    Territory.objects.create(slug="KE", name_en="Kenya")
    assert write_exports(tmp_path / "out") == {}
    assert {file.name for file in (tmp_path / "out").iterdir()} == {"README.txt", "datapackage.json"}


def test_registered_rows_leave_with_registered_columns(territories, tmp_path, read):
    Territory.objects.create(slug="KE", name_en="Kenya", risk_score=24.5, region="Africa")
    Territory.objects.create(slug="XX", name_en="Secret", is_protected=True)
    assert write_exports(tmp_path) == {"territories": 1}
    assert read(tmp_path / "territories.csv") == [
        ["territory", "name", "protected", "risk"],
        ["KE", "Kenya", "no", "24.5"],
    ]
    assert read(tmp_path / "territories.jsonl") == [
        {"territory": "KE", "name": "Kenya", "protected": False, "risk": 24.5}
    ]
    assert "Secret" not in "".join(file.read_text() for file in tmp_path.iterdir())


def test_texts_have_a_column_for_each_language_and_in_lines_every_language(let_out, tmp_path, read):
    let_out("editions", Edition.objects.all, source="source__name", edition="label")
    EditionFactory(source=SourceFactory(name=text_of("sw", sw="Dunia", en="World", ar="عالم")), label="3.1")
    write_exports(tmp_path)
    assert read(tmp_path / "editions.csv") == [
        [*(f"source_{code}" for code in ("en", "pt", "es", "fr", "ar", "hi")), "edition"],
        ["World", "", "", "", "عالم", "", "3.1"],
    ]
    texts = {"ar": "عالم", "en": "World", "sw": "Dunia"}
    assert read(tmp_path / "editions.jsonl") == [{"source": {"source": "sw", "texts": texts}, "edition": "3.1"}]


def test_lists_dates_moments_and_amounts_are_written_as_others_read_them(let_out, tmp_path, read):
    let_out("languages", Language.objects.all, codes="wikimedia_codes", script="script")
    let_out("editions", Edition.objects.all, on="published_on", at="loaded_at")
    let_out("programmes", Programme.objects.all, amount="minimum_amount", name="name")
    Language.objects.create(slug="tl", name_en="Tagalog", wikimedia_codes=["tl", "fil"])
    EditionFactory(published_on=dt.date(2026, 11, 22), loaded_at=dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC))
    Programme.objects.create(slug="fund", minimum_amount=Decimal("1250.50"))
    write_exports(tmp_path)
    assert read(tmp_path / "languages.csv") == [["codes", "script"], ["tl;fil", ""]]
    assert read(tmp_path / "languages.jsonl") == [{"codes": ["tl", "fil"], "script": None}]
    assert read(tmp_path / "editions.csv")[1] == ["2026-11-22", "2026-11-22T12:00:00+00:00"]
    assert read(tmp_path / "editions.jsonl") == [{"on": "2026-11-22", "at": "2026-11-22T12:00:00+00:00"}]
    assert read(tmp_path / "programmes.csv")[1][0] == "1250.50"
    assert read(tmp_path / "programmes.jsonl") == [{"amount": 1250.5, "name": None}]


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@here", "\tx", "\rx"])
def test_no_spreadsheet_runs_a_name(territories, tmp_path, read, name):
    Territory.objects.create(slug="KE", name_en=name, risk_score=-1.5)
    write_exports(tmp_path)
    [_header, row] = read(tmp_path / "territories.csv")
    assert row == ["KE", f"'{name}", "no", "-1.5"]
    assert read(tmp_path / "territories.jsonl")[0]["name"] == name


def test_difficult_text_survives(territories, tmp_path, read):
    name = 'He said "no",\nthen वि left; \u202eevil\u2028on'
    Territory.objects.create(slug="KE", name_en=name)
    write_exports(tmp_path)
    assert read(tmp_path / "territories.csv")[1][1] == name
    assert [row["name"] for row in read(tmp_path / "territories.jsonl")] == [name]


def test_demonstration_says_so_in_every_row(demonstration, territories, tmp_path, read):
    Territory.objects.create(slug="KE", name_en="Kenya")
    write_exports(tmp_path)
    assert read(tmp_path / "territories.csv") == [
        ["territory", "name", "protected", "risk", "demonstration"],
        ["KE", "Kenya", "no", "", "yes"],
    ]
    assert read(tmp_path / "territories.jsonl")[0]["demonstration"] is True
    for name in ("README.txt", "datapackage.json"):
        assert "Nothing here is real" in (tmp_path / name).read_text(), name


def test_zip_holds_the_same(territories, tmp_path, noon):
    Territory.objects.create(slug="KE", name_en="Kenya")
    write_exports(tmp_path / "out.zip")
    write_exports(tmp_path / "out")
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            file.name: file.read_bytes() for file in (tmp_path / "out").iterdir()
        }
    assert {file.name for file in tmp_path.iterdir()} == {"out", "out.zip"}


@pytest.mark.parametrize("name", ["file.csv", "full"])
def test_nothing_is_overwritten(tmp_path, name):
    (tmp_path / "file.csv").write_text("mine")
    (tmp_path / "full").mkdir()
    (tmp_path / "full/mine.txt").write_text("mine")
    with pytest.raises(InputError, match="a new or empty folder"):
        write_exports(tmp_path / name)


def test_queries_do_not_grow_with_rows(territories, tmp_path, django_assert_num_queries):
    Territory.objects.bulk_create(Territory(slug=f"T{n}", name_en="x") for n in range(2500))
    with django_assert_num_queries(1):
        assert write_exports(tmp_path) == {"territories": 2500}


def test_own_tables_name_licence_and_checksum(tmp_path, capsys):
    open_data.register_exports()
    EditionFactory(source=SourceFactory(slug="atlas", licence="CC-BY-4.0"), checksum="ab" * 32)
    call_command("export", tmp_path / "out")
    assert capsys.readouterr().out.splitlines() == ["editions: 1 rows", "sources: 1 rows"]
    assert "CC-BY-4.0" in (tmp_path / "out/sources.csv").read_text()
    assert "ab" * 32 in (tmp_path / "out/editions.csv").read_text()
    assert json.loads((tmp_path / "out/datapackage.json").read_text())["name"] == "mutirao"
    with pytest.raises(CommandError, match="a new or empty folder"):
        call_command("export", tmp_path / "out")
