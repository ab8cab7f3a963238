"""A load is all or nothing, changes nothing the second time, and a newer edition says what it changed."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.sources import SourceFactory

from mutirao.base.audit import history
from mutirao.base.models import TaskRun
from mutirao.movement.models import Territory
from mutirao.sources.errors import LoadError
from mutirao.sources.loading import (
    Load,
    Publication,
    ids_of,
    integer,
    known,
    load_embedded,
    load_files,
    loader,
    loader_named,
    slug,
    text,
)
from mutirao.sources.loading import registry as loading_registry
from mutirao.sources.models import Edition, Source

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("database")]

FIRST = "territory,name,rank\nAA,Aland,1\nBB,Bland,2\n"
SECOND = "territory,name,rank\nBB,Blue land,2\nCC,Cland,3\nAB,New land,\n"


@pytest.fixture(autouse=True)
def _only_these_loaders(monkeypatch) -> None:
    monkeypatch.setattr(loading_registry, "_loaders", {})
    monkeypatch.setattr(loading_registry, "autodiscover_modules", lambda name: None)


@pytest.fixture
def territories() -> Iterator[None]:
    SourceFactory(slug="atlas", shipped_label="3.1")

    @loader("territories", feeds="territories", files=("territories.csv",), source="atlas")
    def load_territories(load: Load) -> None:
        columns = {"territory": text(required=True), "name": text(), "rank": integer()}
        table = load.table("territories.csv", columns, key=("territory",))
        rows = (
            {"slug": row["territory"], "name_en": row["name"], "tile_row": row["rank"], **row.origin} for row in table
        )
        load.replace(Territory, rows, key=("slug",), removed="delete")


def load(folder: Path, content: str, name: str = "territories", file: str = "territories.csv", **options) -> list:
    path = folder / file
    path.write_text(content)
    return load_files(loader_named(name), {file: path}, **options)


def rows() -> list[tuple]:
    return list(Territory.objects.values_list("slug", "name_en", "tile_row", "edition__checksum", "source_row"))


def test_first_load_opens_an_edition(territories, tmp_path):
    [edition] = load(tmp_path, FIRST)
    checksum = hashlib.sha256(FIRST.encode()).hexdigest()
    assert (edition.label, edition.n_rows, edition.is_current, edition.checksum) == ("3.1", 2, True, checksum)
    assert edition.changes == {"added": 2, "changed": 0, "removed": 0, "examples": []}
    assert edition.code_version.startswith("0.1.0")
    assert rows() == [("AA", "Aland", 1, checksum, 2), ("BB", "Bland", 2, checksum, 3)]


def test_loading_twice_writes_nothing(territories, tmp_path):
    load(tmp_path, FIRST)
    before = list(Territory.objects.values()), list(Edition.objects.values())
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert load(tmp_path, FIRST) == []
    assert [each["sql"] for each in queries if each["sql"].split()[0] in {"INSERT", "UPDATE", "DELETE"}] == []
    assert (list(Territory.objects.values()), list(Edition.objects.values())) == before


def test_newer_file_keeps_the_old_edition_and_says_what_changed(territories, tmp_path):
    [old] = load(tmp_path, FIRST)
    [new] = load(tmp_path, SECOND, label="3.2")
    old.refresh_from_db()
    assert (old.is_current, new.is_current, new.label) == (False, True, "3.2")
    assert new.changes == {
        "added": 2,
        "changed": 1,
        "removed": 1,
        "examples": [
            {"change": "added", "table": "territory", "row": "CC"},
            {"change": "added", "table": "territory", "row": "AB"},
            {
                "change": "changed",
                "table": "territory",
                "row": "BB",
                "columns": {"name_en": ["Bland", "Blue land"]},
            },
            {"change": "removed", "table": "territory", "row": "AA"},
        ],
    }


def test_every_stated_row_points_to_the_newest_file(territories, tmp_path):
    load(tmp_path, FIRST)
    [new] = load(tmp_path, "territory,name,rank\nAB,New land,\n" + FIRST.split("\n", 1)[1])
    assert list(Territory.objects.values_list("slug", "edition", "source_row")) == [
        ("AA", new.pk, 3),
        ("AB", new.pk, 2),
        ("BB", new.pk, 4),
    ]
    assert new.changes["changed"] == 0


def test_examples_are_few(territories, tmp_path):
    load(tmp_path, FIRST)
    many = "".join(f"A{number},Land {number},\n" for number in range(100))
    [new] = load(tmp_path, FIRST + many)
    assert (new.changes["added"], len(new.changes["examples"])) == (100, 20)


def test_older_file_can_be_loaded_again(territories, tmp_path):
    [first] = load(tmp_path, FIRST)
    load(tmp_path, SECOND)
    [again] = load(tmp_path, FIRST)
    assert [slug for slug, *_ in rows()] == ["AA", "BB"]
    assert (again, Edition.objects.count(), Edition.objects.get(is_current=True)) == (first, 2, first)
    assert [again.changes[name] for name in ("added", "changed", "removed")] == [1, 1, 2]


def test_fault_in_the_last_line_rolls_everything_back(territories, tmp_path):
    load(tmp_path, FIRST)
    before = rows()
    with pytest.raises(LoadError, match=r'territories\.csv, line 4, column "rank": expected a whole number'):
        load(tmp_path, "territory,name,rank\nAA,Changed,1\nCC,Cland,2\nDD,Dland,many\n")
    assert rows() == before
    assert Edition.objects.count() == 1


def test_what_the_table_refuses_is_one_error_too(territories, tmp_path):
    with pytest.raises(LoadError, match="expected rows that the tables take, got "):
        load(tmp_path, "territory,name,rank\nAA,Aland,-5\n")
    assert rows() == []


def test_too_long_text_is_refused_on_every_database(territories, tmp_path):
    with pytest.raises(LoadError, match=r'line 2, column "name_en": expected at most 200 characters'):
        load(tmp_path, f"territory,name,rank\nAA,{'x' * 201},1\n")


def test_changed_loader_reads_the_same_file_anew(territories, tmp_path):
    [first] = load(tmp_path, FIRST)
    vars(loader_named("territories"))["code_hash"] = "f" * 16
    [again] = load(tmp_path, FIRST)
    # The same file is the same edition; that nothing changed does not hide what its first reading changed.
    assert (again, again.loader_hash, again.changes) == (first, "f" * 16, first.changes)
    assert load(tmp_path, FIRST) == []


def test_changed_loader_says_what_it_reads_otherwise(territories, tmp_path):
    [first] = load(tmp_path, FIRST)
    Territory.objects.filter(slug="AA").update(name_en="As the old loader read it")
    vars(loader_named("territories"))["code_hash"] = "f" * 16
    [again] = load(tmp_path, FIRST)
    assert (again, again.changes["added"], again.changes["changed"]) == (first, 0, 1)
    assert again.changes["examples"][0]["columns"] == {"name_en": ["As the old loader read it", "Aland"]}


def test_unknown_source_is_refused(territories, tmp_path):
    Source.objects.all().delete()
    with pytest.raises(LoadError, match=r"territories\.csv: expected a known source, got 'atlas'"):
        load(tmp_path, FIRST)


def test_load_is_audited_and_announced(territories, tmp_path, monkeypatch):
    monkeypatch.setattr("mutirao.base.news._handlers", {"sources.edition_loaded": ["mutirao.nowhere.handle"]})
    load(tmp_path, FIRST)
    source = Source.objects.get()
    [row] = history(source.reference)
    checksum = hashlib.sha256(FIRST.encode()).hexdigest()
    counts = {"added": 2, "changed": 0, "removed": 0}
    assert (row.action, row.facts) == (
        "sources.edition_loaded",
        {"loader": "territories", "edition": "3.1", "checksum": checksum, **counts},
    )
    [_handler, news] = TaskRun.objects.get().args
    assert (news["subject"], news["payload"]) == ("source:atlas", {"loader": "territories", "edition": "3.1"})


@pytest.fixture
def regions() -> None:
    """Each row names its own source."""

    @loader("regions", feeds="regions", files=("regions.csv",))
    def load_regions(load: Load) -> None:
        columns = {"territory": text(required=True), "region": text(), "source": slug(required=True)}
        table = load.table("regions.csv", columns, key=("territory",))
        rows = ({"slug": row["territory"], "region": row["region"], **row.origin} for row in table)
        load.replace(Territory, rows, key=("slug",), removed="delete")


REGIONS = "territory,region,source\nAA,North,atlas\nBB,South,census\nCC,South,census\n"


def test_rows_of_several_sources_get_an_edition_each(regions, tmp_path):
    SourceFactory(slug="atlas")
    SourceFactory(slug="census")
    editions = {each.source.slug: each for each in load(tmp_path, REGIONS, "regions", "regions.csv")}
    assert {name: (each.n_rows, each.changes["added"]) for name, each in editions.items()} == {
        "atlas": (1, 1),
        "census": (2, 2),
    }
    assert dict(Territory.objects.values_list("slug", "edition__source__slug")) == {
        "AA": "atlas",
        "BB": "census",
        "CC": "census",
    }
    assert load(tmp_path, REGIONS, "regions", "regions.csv") == []


def test_removed_rows_are_told_with_their_own_source(regions, tmp_path):
    SourceFactory(slug="atlas")
    SourceFactory(slug="census")
    load(tmp_path, REGIONS, "regions", "regions.csv")
    shorter = "territory,region,source\nAA,North,atlas\nBB,West,census\n"
    editions = {each.source.slug: each.changes for each in load(tmp_path, shorter, "regions", "regions.csv")}
    assert [editions["atlas"][name] for name in ("changed", "removed")] == [0, 0]
    assert [editions["census"][name] for name in ("changed", "removed")] == [1, 1]


def test_source_that_is_gone_keeps_its_edition_as_replaced(regions, tmp_path):
    SourceFactory(slug="atlas")
    SourceFactory(slug="census")
    load(tmp_path, REGIONS, "regions", "regions.csv")
    [atlas] = load(tmp_path, "territory,region,source\nAA,North,atlas\n", "regions", "regions.csv")
    assert Edition.objects.get(source__slug="census").is_current is False
    assert atlas.changes["removed"] == 2


def test_row_with_unknown_source_is_refused_by_line(regions, tmp_path):
    SourceFactory(slug="atlas")
    with pytest.raises(LoadError, match=r'regions\.csv, line 3, column "source": expected a known source'):
        load(tmp_path, REGIONS, "regions", "regions.csv")


def test_unknown_reference_is_refused_by_line(tmp_path):
    SourceFactory(slug="atlas")

    @loader("links", feeds="links", files=("links.csv",), source="atlas")
    def load_links(load: Load) -> None:
        list(load.table("links.csv", {"territory": known(ids_of(Territory), "a territory", required=True)}))

    with pytest.raises(LoadError, match=r'line 2, column "territory": expected a territory that is already loaded'):
        load(tmp_path, "territory\nZZ\n", "links", "links.csv")


def test_source_that_is_not_shipped_is_described_by_its_loader(tmp_path):
    esco = Publication(slug="skills-list", name="Skills list", publisher="Institute", licence="CC-BY-4.0")

    @loader("list", feeds="skills", files=("list.csv",), source=esco, embedded=False)
    def load_list(load: Load) -> None:
        list(load.table("list.csv", {"skill": slug()}))

    [edition] = load(tmp_path, "skill\nlisten\nspeak\n", "list", "list.csv", label="1.2")
    assert (edition.source.slug, edition.source.licence, edition.label) == ("skills-list", "CC-BY-4.0", "1.2")
    assert edition.n_rows == 2


def test_several_files_have_one_checksum(tmp_path):
    SourceFactory(slug="atlas")

    @loader("both", feeds="both", files=("a.csv", "b.csv"), source="atlas")
    def load_both(load: Load) -> None:
        names = {row["slug"]: row["name"] for row in load.table("b.csv", {"slug": text(), "name": text()})}
        table = load.table("a.csv", {"slug": text()})
        rows = ({"slug": row["slug"], "name_en": names[row["slug"]], **row.origin} for row in table)
        load.replace(Territory, rows, key=("slug",), removed="keep")

    paths = {name: tmp_path / name for name in ("a.csv", "b.csv")}
    paths["a.csv"].write_text("slug\nAA\n")
    paths["b.csv"].write_text("slug,name\nAA,Aland\nBB,Bland\n")
    [first] = load_files(loader_named("both"), paths)
    assert (first.n_rows, first.file_name) == (1, "a.csv, b.csv")
    assert load_files(loader_named("both"), paths) == []
    paths["b.csv"].write_text("slug,name\nAA,Alpha\n")
    [second] = load_files(loader_named("both"), paths)
    assert second.changes["changed"] == 1


def test_embedded_facts_are_loaded_in_order_and_then_cost_one_query(
    territories, tmp_path, settings, django_assert_num_queries
):
    settings.FACTS = tmp_path
    (tmp_path / "territories.csv").write_text(FIRST)
    (tmp_path / "first.csv").write_text("slug\nx\n")
    order = []

    @loader("first", feeds="first", files=("first.csv",), source="atlas", order=1)
    def load_first(load: Load) -> None:
        order.append((load.loader.name, Territory.objects.count()))
        list(load.table("first.csv", {"slug": text()}))

    steps = []
    assert load_embedded(lambda *step: steps.append(step)) == 2
    assert order == [("first", 0)]
    assert steps == [(0, 2, "first"), (1, 2, "territories"), (2, 2, "")]
    with django_assert_num_queries(1):
        assert load_embedded() == 0


def test_embedded_loading_leaves_given_files_alone(tmp_path, settings):
    settings.FACTS = tmp_path

    @loader("given", feeds="given", files=("given.csv",), source="atlas", embedded=False)
    def load_given(load: Load) -> None:
        raise AssertionError

    assert load_embedded() == 0


def test_embedded_fault_keeps_what_was_loaded_before(territories, tmp_path, settings):
    settings.FACTS = tmp_path
    (tmp_path / "territories.csv").write_text(FIRST)
    (tmp_path / "late.csv").write_text("slug\n")

    @loader("late", feeds="late", files=("late.csv",), source="atlas", order=900)
    def load_late(load: Load) -> None:
        list(load.table("late.csv", {"slug": text()}))

    with pytest.raises(LoadError, match=r"late\.csv: expected at least one row"):
        load_embedded()
    assert len(rows()) == 2
