"""The tables of facts in data/: their keys, references, ranges and sources, and that they can be made again."""

import csv
import importlib.metadata
import importlib.util
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

DATA = Path(__file__).parents[2] / "data"
SHARED = DATA.parents[1] / "shared"
LANGUAGES = ("en", "pt", "es", "fr", "ar", "hi")

KEYS = {
    "affiliates": ("slug",),
    "discussion_outcomes": ("discussion", "kind", "target"),
    "discussions": ("id",),
    "funded_projects": ("id",),
    "indicators": ("indicator",),
    "language_societies": ("language", "territory"),
    "languages": ("language",),
    "methods": ("id",),
    "needs_assessments": ("id",),
    "programmes": ("programme",),
    "resources": ("id",),
    "sources": ("source",),
    "territories": ("territory",),
    "territory_indicators": ("indicator", "territory"),
    "territory_languages": ("territory", "language"),
    "tracks": ("track",),
    "wiki_metrics": ("wiki", "edition"),
    "wiki_reader_territories": ("wiki", "territory"),
    "wikis": ("database_name",),
}
COMPUTED = (
    "wikis", "territories", "territory_languages", "languages", "language_societies", "territory_indicators",
    "wiki_metrics", "wiki_reader_territories", "affiliates",
)  # fmt: skip
FIGURES = ("territory_languages", "territory_indicators", "wiki_metrics", "wiki_reader_territories")


@cache
def table(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def column(name: str, *columns: str) -> list[tuple[str, ...]]:
    return [tuple(row[each] for each in columns) for row in table(name)]


def values(name: str, each: str) -> set[str]:
    """What stands in one column; lists inside a cell taken apart, empty cells left out."""
    return {value for row in table(name) for value in row[each].split(";") if value}


def row_of(name: str, *key: str) -> dict[str, str]:
    (found,) = (row for row in table(name) if tuple(row[each] for each in KEYS[name]) == key)
    return found


@pytest.mark.parametrize(("name", "key"), KEYS.items())
def test_keys_are_unique_complete_and_sorted(name, key):
    keys = column(name, *key)
    assert keys == sorted(set(keys))
    assert all(all(part) for part in keys)


@pytest.mark.parametrize("name", KEYS)
def test_files_are_plain_utf8_csv(name):
    content = (DATA / f"{name}.csv").read_bytes()
    assert content == content.decode("utf-8").replace("\r", "").encode()
    assert not content.startswith(b"\xef\xbb\xbf")
    assert all(value == value.strip() for row in table(name) for value in row.values())
    assert all(None not in row and None not in row.values() for row in table(name))


@pytest.mark.parametrize("name", KEYS)
def test_readme_describes_every_column(name):
    section = re.search(rf"^### `{name}\.csv`.*?(?=^##|\Z)", (DATA / "README.md").read_text(), re.M | re.S)
    described = section[0]
    for first, last in re.findall(r"(\w+)_en … \1_(hi)", described):
        described += " ".join(f"{first}_{language}" for language in LANGUAGES) + last
    assert [each for each in table(name)[0] if not re.search(rf"\b{each}\b", described)] == []


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("wikis", 1031),
        ("territories", 250),
        ("affiliates", 186),
        ("territory_languages", 1582),
        ("wiki_metrics", 741 + 769),
        ("resources", 85),
        ("funded_projects", 39),
        ("discussions", 38),
        ("methods", 23),
        ("needs_assessments", 22),
        ("tracks", 3),
    ],
)
def test_tables_hold_everything(name, rows):
    assert len(table(name)) == rows


@pytest.mark.parametrize(
    ("name", "each", "other", "key"),
    [
        ("wikis", "language", "languages", "language"),
        ("territory_languages", "territory", "territories", "territory"),
        ("territory_languages", "language", "languages", "language"),
        ("language_societies", "language", "wikis", "language"),
        ("territory_indicators", "indicator", "indicators", "indicator"),
        ("territory_indicators", "territory", "territories", "territory"),
        ("wiki_metrics", "wiki", "wikis", "database_name"),
        ("wiki_reader_territories", "wiki", "wikis", "database_name"),
        ("wiki_reader_territories", "territory", "territories", "territory"),
        ("programmes", "instead", "programmes", "programme"),
        ("tracks", "programme", "programmes", "programme"),
        ("resources", "languages", "languages", "language"),
        ("funded_projects", "programme", "programmes", "programme"),
        ("funded_projects", "track", "tracks", "track"),
        ("funded_projects", "territories", "territories", "territory"),
        ("needs_assessments", "territories", "territories", "territory"),
        ("needs_assessments", "languages", "languages", "language"),
        ("indicators", "source", "sources", "source"),
        *((name, "source", "sources", "source") for name in FIGURES),
    ],
)
def test_references_resolve(name, each, other, key):
    written = values(name, each) - {"pt-BR"}  # a regional form that one library of learning patterns has
    assert written
    assert written - values(other, key) == set()


def test_language_societies_name_societies_that_exist():
    societies = set(column("territory_languages", "territory", "language"))
    assert set(column("language_societies", "territory", "society_language")) - societies == set()


def test_wikimedia_codes_of_languages_are_those_of_wikis():
    assert values("languages", "wikimedia_codes") == values("wikis", "wikimedia_code")
    of_wikis = {code: language for code, language in column("wikis", "wikimedia_code", "language") if code}
    of_languages = {
        code: row["language"] for row in table("languages") for code in row["wikimedia_codes"].split(";") if code
    }
    assert of_languages == of_wikis


def test_every_figure_has_a_year_and_a_source():
    unsourced = [(name, row) for name in FIGURES for row in table(name) if not (row["year"] and row["source"])]
    assert unsourced == []
    assert [row for row in table("territory_indicators") if not row["value"]] == []


def test_years_are_recent_and_not_in_the_future():
    years = Counter(int(row["year"]) for name in FIGURES for row in table(name))
    assert min(years) >= 2006
    assert max(years) <= 2026


@pytest.mark.parametrize(("indicator", "last_year"), [("median-age", 2023), ("women-in-labour-force", 2025)])
def test_projections_are_left_out(indicator, last_year):
    assert max(int(row["year"]) for row in table("territory_indicators") if row["indicator"] == indicator) == last_year


def test_figures_stay_in_the_range_of_their_unit():
    unit = {row["indicator"]: row["unit"] for row in table("indicators")}
    ranges = {"percent": 100, "share": 1, "index_0_1": 1, "index_0_100": 100, "ratio": 2}
    outside = [
        row
        for row in table("territory_indicators")
        if not 0 <= float(row["value"]) <= ranges.get(unit[row["indicator"]], 3e9)
    ]
    assert outside == []


@pytest.mark.parametrize(
    ("name", "each", "highest"),
    [
        ("territory_languages", "population_percent", 100),
        ("territory_languages", "literacy_percent", 100),
        ("territory_languages", "writing_percent", 100),
        ("wiki_reader_territories", "pageviews_percent", 100),
        ("wiki_metrics", "new_editor_retention", 1),
        ("wiki_metrics", "revert_rate", 1),
        ("wiki_metrics", "edits_gini", 1),
        ("wiki_metrics", "bot_edits", 1),
        ("territories", "data_risk_score", 100),
    ],
)
def test_shares_stay_in_range(name, each, highest):
    assert all(0 <= float(value) <= highest for value in values(name, each))


def test_unknown_is_empty_and_never_zero():
    assert "0" not in values("territory_languages", "population_percent") | values("territory_languages", "speakers")
    assert row_of("territory_languages", "NG", "ff")["speakers"] == ""


def test_retention_is_silent_on_fewer_than_five_new_editors():
    few = [row for row in table("wiki_metrics") if float(row["monthly_new_active_editors"]) * 12 < 4.9]
    assert few
    assert {row["new_editor_retention"] for row in few} == {""}


def test_every_indicator_of_communities_is_a_column():
    communities = {row["indicator"] for row in table("indicators") if row["about"] == "community"}
    others = {"wiki", "edition", "year", "source"}
    assert {each.replace("_", "-") for each in table("wiki_metrics")[0] if each not in others} == communities
    territories = {row["indicator"] for row in table("indicators") if row["about"] == "territory"}
    assert values("territory_indicators", "indicator") == territories


def test_tiles_do_not_collide_and_fit_a_page():
    tiles = {(int(row), int(column)) for row, column in column("territories", "tile_row", "tile_column")}
    assert len(tiles) == 250
    assert all(1 <= row <= 20 and 1 <= column <= 30 for row, column in tiles)


def test_tiles_keep_neighbours_near_each_other():
    place = {row["territory"]: (int(row["tile_row"]), int(row["tile_column"])) for row in table("territories")}
    pairs = ("CA US", "US MX", "BR AR", "PT ES", "FR DE", "NG CM", "ZA LS", "EG IL", "IN PK", "CN MN", "AU ID", "NZ TO")
    distances = {
        pair: max(abs(one - other) for one, other in zip(*(place[code] for code in pair.split()), strict=True))
        for pair in pairs
    }
    assert {pair: distance for pair, distance in distances.items() if distance > 2} == {}


def test_na_is_namibia():
    namibia = row_of("territories", "NA")
    assert (namibia["name_en"], namibia["alpha3"], namibia["m49"]) == ("Namibia", "NAM", "516")
    assert row_of("territory_languages", "NA", "kj")["territory"] == "NA"
    # The source codes "the rest of the world" as NA.
    assert "NA" not in values("wiki_reader_territories", "territory")


def test_protected_territories_are_marked():
    protected = {row["territory"] for row in table("territories") if row["protected"] == "yes"}
    assert len(protected) == 36
    assert {"CN", "IR", "RU", "VN", "VE", "TR"} <= protected
    assert values("territories", "protected") == {"yes", "no"}


def test_few_readers_in_protected_territories_are_left_out():
    protected = {row["territory"] for row in table("territories") if row["protected"] == "yes"}
    pageviews = {row["wiki"]: float(row["monthly_pageviews"]) for row in reversed(table("wiki_metrics"))}
    shown = [row for row in table("wiki_reader_territories") if row["territory"] in protected]
    assert shown
    assert min(pageviews[row["wiki"]] * int(row["pageviews_percent"]) / 100 for row in shown) >= 10_000


@pytest.mark.parametrize(
    ("language", "territory", "counted_as"),
    [
        ("tl", "PH", "fil"),
        ("tw", "GH", "ak"),
        ("gom", "IN", "kok"),
        ("pnb", "PK", "pa-Arab"),
        ("azb", "IR", "az-Arab"),
        ("no", "SJ", "nb"),
        ("zh", "HK", "zh-Hant"),
        ("zh", "CN", "zh"),
        ("nds-NL", "NL", "nds"),
        ("en-simple", "NA", "en"),
    ],
)
def test_wikis_find_their_society_in_spite_of_its_code(language, territory, counted_as):
    assert row_of("language_societies", language, territory)["society_language"] == counted_as


def test_low_saxon_of_the_netherlands_is_not_counted_in_germany():
    assert [row["territory"] for row in table("language_societies") if row["language"] == "nds-NL"] == ["NL"]


@pytest.mark.parametrize(
    ("language", "script", "direction"),
    [
        ("ar", "Arab", "rtl"),
        ("hi", "Deva", "ltr"),
        ("nqo", "Nkoo", "rtl"),
        ("lad", "Latn", "ltr"),
        ("azb", "Arab", "rtl"),
    ],
)
def test_languages_have_script_and_direction(language, script, direction):
    found = row_of("languages", language)
    assert (found["script"], found["direction"]) == (script, direction)


def test_multilingual_and_organisational_wikis_have_no_language():
    for wiki in ("commonswiki", "metawiki", "sourceswiki", "amwikimedia", "arbcom_cswiki"):
        assert row_of("wikis", wiki)["language"] == ""
    assert row_of("wikis", "nrmwiki")["language"] == "nrf"


@pytest.mark.parametrize(
    ("name", "stems"), [("indicators", ["name"]), ("programmes", ["name", "summary"]), ("tracks", ["name", "summary"])]
)
def test_names_and_summaries_are_in_six_languages(name, stems):
    for stem in stems:
        texts = [[row[f"{stem}_{language}"] for language in LANGUAGES] for row in table(name)]
        assert all(all(each) for each in texts)
        assert all(re.search(r"[\u0600-\u06ff]", each[4]) and re.search(r"[\u0900-\u097f]", each[5]) for each in texts)


def test_open_and_closed_programmes_say_since_when_and_what_instead():
    programmes = table("programmes")
    assert all(row["status_as_of"] and row["status_url"] for row in programmes if row["status"] == "open")
    assert all(row["instead"] for row in programmes if row["status"] == "closed")
    assert row_of("programmes", "movement-strategy-implementation-grants")["status"] == "closed"
    closed = {row["programme"] for row in programmes if row["status"] == "closed"}
    assert values("programmes", "instead") & closed == set()


@pytest.mark.parametrize("name", ["resources", "funded_projects", "discussions", "methods", "needs_assessments"])
def test_slugs_are_unique_and_fit_addresses(name):
    slugs = [row["slug"] for row in table(name)]
    assert len(set(slugs)) == len(slugs)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) and len(slug) <= 60 for slug in slugs)


def test_dates_are_iso_8601():
    dates = {
        value
        for name, columns in {
            "programmes": ("status_as_of",),
            "funded_projects": ("start_date", "end_date"),
            "discussions": ("start_date", "end_date"),
            "needs_assessments": ("start_date", "end_date"),
            "sources": ("edition_date", "retrieved_date"),
            "territories": ("data_risk_edition",),
        }.items()
        for each in columns
        for value in values(name, each)
    }
    assert [date for date in dates if not re.fullmatch(r"(19|20)\d\d(-[01]\d(-[0-3]\d)?)?", date)] == []


def test_sources_name_the_tables_they_fill():
    named = values("sources", "tables")
    assert {f"{name}.csv" for name in KEYS if name != "sources"} - named == set()
    assert [name for name in named if not (DATA / name).exists()] == []
    described = (DATA / "SOURCES.md").read_text()
    assert [name for name in named if name not in described] == []


def test_licence_notices_travel_along():
    assert "Copyright © 2004-2026 Unicode, Inc." in (DATA / "licences/Unicode-3.0.txt").read_text()
    assert "Copyright (c) 2023 Wikimedia Foundation" in (DATA / "licences/MIT.txt").read_text()


def test_the_folder_stays_small():
    assert sum(path.stat().st_size for path in DATA.rglob("*") if path.is_file()) <= 3_000_000


@pytest.mark.parametrize(
    ("name", "key", "expected"),
    [
        ("territory_indicators", ("internet-users", "NG"), {"year": "2023", "value": "39.21"}),
        ("territory_indicators", ("adult-literacy", "NG"), {"year": "2024", "value": "70.41"}),
        ("territory_indicators", ("human-development-index", "NG"), {"year": "2023", "value": "0.56"}),
        ("territory_indicators", ("electricity-use", "BH"), {"year": "2022", "value": "22690"}),
        ("territory_indicators", ("population", "NG"), {"year": "2025", "value": "236747000"}),
        ("territory_languages", ("NG", "ha"), {"population_percent": "13", "speakers": "31000000"}),
        ("territory_languages", ("AF", "bgn"), {"population_percent": "0.63", "writing_percent": "5"}),
        ("wiki_metrics", ("enwiki", "2023-01"), {"monthly_active_editors": "31490", "active_administrators": "408.2"}),
        ("wiki_metrics", ("dewiki", "2023-01"), {"monthly_active_editors": "5135", "active_administrators": "130.8"}),
        ("wiki_metrics", ("enwiki", "2023-01"), {"new_editor_retention": "0.0774", "year": "2022"}),
        ("territories", ("XK",), {"alpha3": "XKX", "m49": "", "wikidata_id": "Q1246"}),
    ],
)
def test_values_are_those_of_the_source(name, key, expected):
    found = row_of(name, *key)
    assert {each: found[each] for each in expected} == expected


def test_making_the_tables_again_gives_the_same_bytes(tmp_path, capsys):
    if not SHARED.is_dir():
        pytest.skip("NOT CHECKED: ../shared is not here, so the tables of facts cannot be made again.")
    editions = {row["source"]: row["edition"] for row in table("sources")}
    installed = {name: importlib.metadata.version(name) for name in ("babel", "language-data")}
    if installed.items() - editions.items():
        pytest.skip(f"NOT CHECKED: the tables were made with other releases than {installed}.")
    path = DATA.parent / "tools/make_facts.py"
    specification = importlib.util.spec_from_file_location("make_facts", path)
    make_facts = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(make_facts)
    make_facts.main(["--output", str(tmp_path)])
    assert "wikis.csv: 1,031 rows" in capsys.readouterr().out
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(f"{name}.csv" for name in COMPUTED)
    changed = [
        name for name in COMPUTED if (tmp_path / f"{name}.csv").read_bytes() != (DATA / f"{name}.csv").read_bytes()
    ]
    assert changed == []
