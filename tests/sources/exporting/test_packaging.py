"""The descriptor says what was written: columns, licences, sources, checksums."""

import hashlib
import json

import pytest
from tests.factories.sources import EditionFactory, SourceFactory

from mutirao.base.text import text_of
from mutirao.movement.models import Community, Language, Territory
from mutirao.sources.exporting import ORIGIN, Column, register_export, write_exports

pytestmark = pytest.mark.django_db


@pytest.fixture
def package(tmp_path):
    """Writes what is registered, and reads the descriptor."""

    def write():
        write_exports(tmp_path)
        return json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))

    return write


def test_each_file_is_told_with_size_and_checksum(territories, package, tmp_path, noon):
    Territory.objects.create(slug="KE", name_en="Kenya")
    told = package()
    assert {name: told[name] for name in ("$schema", "name", "version", "created")} == {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "mutirao",
        "version": "2026-11-22",
        "created": "2026-11-22T12:00:00+00:00",
    }
    assert [resource["name"] for resource in told["resources"]] == ["territories", "territories.jsonl"]
    for resource in told["resources"]:
        content = (tmp_path / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert (resource["table"], resource["rows"], resource["canBeTakenBack"]) == ("territories", 1, False)


def test_columns_are_told_as_each_format_holds_them(let_out, package):
    let_out("languages", Language.objects.all, codes="wikimedia_codes", at="created_at")
    let_out("communities", Community.objects.all, name="name", kind="community_kind", declines="declines_estimates")
    told = {resource["path"]: resource["schema"]["fields"] for resource in package()["resources"]}
    assert told["languages.csv"] == [
        {"name": "codes", "type": "list", "delimiter": ";", "description": "What codes means."},
        {"name": "at", "type": "datetime", "description": "What at means."},
    ]
    assert [field["type"] for field in told["languages.jsonl"]] == ["array", "datetime"]
    names = [field["name"] for field in told["communities.csv"]]
    assert names == ["name_en", "name_pt", "name_es", "name_fr", "name_ar", "name_hi", "kind", "declines"]
    assert told["communities.csv"][-1]["trueValues"] == ["yes"]
    assert {"value": "hub", "label": "hub"} in told["communities.csv"][-2]["categories"]
    assert [field["type"] for field in told["communities.jsonl"]] == ["object", "string", "boolean"]


def test_licences_are_those_of_the_sources_and_ours_for_what_people_wrote(package):
    columns = {"name": Column("name", "Its name."), **ORIGIN}
    register_export("communities", Community.objects.all, columns, description="Communities.")
    atlas = SourceFactory(
        slug="atlas", name=text_of(en="Atlas"), licence="CC-BY-4.0", licence_url="https://example.org/by"
    )
    wordy = SourceFactory(slug="wordy", name=text_of(en="Wordy"), licence="Facts only: no licence", licence_url="")
    for n, source in enumerate([atlas, atlas, wordy]):
        Community.objects.create(slug=f"c{n}", community_kind="group", edition=EditionFactory(source=source))
    Community.objects.create(slug="ours", community_kind="group")
    told = package()
    [table, _lines] = told["resources"]
    assert [licence["title"] for licence in table["licenses"]] == [
        "CC-BY-4.0",
        "Facts only: no licence",
        "Creative Commons Zero 1.0, for what this server holds of its own",
        "Creative Commons Attribution-ShareAlike 4.0, for texts that people wrote here",
    ]
    assert table["licenses"][0] == {"title": "CC-BY-4.0", "name": "CC-BY-4.0", "path": "https://example.org/by"}
    assert table["licenses"][1]["name"] == "other"
    assert [source["title"] for source in table["sources"]] == ["Atlas", "Atlas", "Wordy"]
    assert told["licenses"] == table["licenses"]
    assert len(told["sources"]) == 3


def test_table_without_rows_is_under_our_licence(territories, package):
    [table, _lines] = package()["resources"]
    assert [licence["name"] for licence in table["licenses"]] == ["CC0-1.0"]
    assert table["sources"] == []
