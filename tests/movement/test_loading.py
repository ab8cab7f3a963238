"""The shipped tables of languages, territories, wikis and affiliates; and small broken ones."""

import csv
from pathlib import Path

import pytest
from tests.factories.accounts import PersonFactory, RoleGrantFactory
from tests.factories.movement import CommunityFactory, DeclarationFactory

from mutirao.base.models import OldSlug
from mutirao.movement import queries
from mutirao.movement.actions import refresh_declared_text
from mutirao.movement.models import Community, Language, Territory, Wiki
from mutirao.movement.states import CommunityKind, CommunityState
from mutirao.sources.loading import LoadError, load_files, loader_named

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]
ALL = ("languages", "territories", "wikis", "affiliates")


def load(name, folder=ROOT / "data"):
    chosen = loader_named(name)
    return load_files(chosen, {file: folder / file for file in chosen.files})


@pytest.fixture(autouse=True)
def sources(db):
    load("sources")


@pytest.fixture
def shipped(sources):
    for name in ALL:
        load(name)


def edited(folder, name, change):
    """A copy of a shipped table after ``change(rows)``."""
    path = ROOT / "data" / f"{name}.csv"
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    kept = change(rows) or rows
    with (folder / path.name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(kept)
    return folder


def test_every_shipped_row_is_there(shipped):
    assert (Language.objects.count(), Territory.objects.count(), Wiki.objects.count()) == (831, 250, 1031)
    kinds = {kind: Community.objects.filter(community_kind=kind).count() for kind in CommunityKind.values}
    assert kinds == {
        **dict.fromkeys(CommunityKind.values, 0),
        "wiki": 1031,
        "chapter": 38,
        "user_group": 146,
        "thematic_organisation": 2,
    }
    assert queries.public().count() == 1217


def test_facts_stand_as_the_tables_say(shipped):
    swahili = Language.objects.get(slug="sw")
    assert (swahili.name_en, swahili.autonym, swahili.script, swahili.direction) == (
        "Swahili",
        "Kiswahili",
        "Latn",
        "ltr",
    )
    assert Language.objects.get(slug="ar").direction == "rtl"
    assert Language.objects.get(slug="en-simple").wikimedia_codes == ["simple"]
    assert Territory.objects.filter(is_protected=True).count() == 36
    namibia = Territory.objects.get(slug="NA")
    assert (namibia.name_en, namibia.region, namibia.is_protected) == ("Namibia", "Sub-Saharan Africa", False)
    assert len({(each.tile_row, each.tile_column) for each in Territory.objects.all()}) == 250
    wiki = Wiki.objects.select_related("language", "community").get(slug="swwiki")
    assert (wiki.domain, wiki.project, wiki.language, wiki.is_open) == ("sw.wikipedia.org", "wikipedia", swahili, True)
    assert (wiki.community.slug, wiki.community.edition.source.slug) == ("swwiki", "wikimedia-canonical")
    assert Wiki.objects.get(slug="aawiki").is_open is False
    assert Wiki.objects.get(slug="commonswiki").language is None


NAMES = {
    "swwiki": {
        "en": "Swahili Wikipedia",
        "pt": "Wikipédia em suaíli",
        "es": "Wikipedia en suajili",
        "fr": "Wikipédia en swahili",
        "ar": "ويكيبيديا بالسواحلية",
        "hi": "स्वाहिली विकिपीडिया",
    },
    "arzwiki": {"en": "Egyptian Arabic Wikipedia", "fr": "Wikipédia en arabe égyptien"},
    "simplewiki": {"en": "Simple English Wikipedia"},
    "commonswiki": {"en": "Wikimedia Commons"},
}


def test_a_wiki_is_named_in_the_languages_in_which_that_is_surely_right(shipped):
    communities = Community.objects.filter(slug__in=NAMES)
    assert {community.slug: dict(community.name.texts) for community in communities} == NAMES


def test_second_load_writes_nothing(shipped):
    before = list(Community.objects.order_by("pk").values())
    assert [load(name) for name in ALL] == [[], [], [], []]
    assert list(Community.objects.order_by("pk").values()) == before


def test_a_newer_edition_changes_only_what_it_states(shipped, tmp_path):
    person = PersonFactory()
    community = Community.objects.get(slug="swwiki")
    Community.objects.filter(pk=community.pk).update(description="Ours", declines_estimates=True, size_band="5-19")
    DeclarationFactory(community=community, territory=Territory.objects.get(slug="KE"), declared_by=person)

    def close(rows):
        next(row for row in rows if row["database_name"] == "swwiki")["status"] = "closed"

    [edition] = load("wikis", edited(tmp_path, "wikis", close))
    assert (edition.changes["added"], edition.changes["changed"], edition.changes["removed"]) == (0, 1, 0)
    community.refresh_from_db()
    assert community.wiki.is_open is False
    assert (str(community.description), community.declines_estimates, community.size_band) == ("Ours", True, "5-19")
    assert community.declarations.count() == 1


def test_what_a_newer_edition_drops_stays(shipped, tmp_path):
    load("affiliates", edited(tmp_path, "affiliates", lambda rows: rows[1:]))
    assert (
        Community.objects.filter(community_kind__in=["chapter", "user_group", "thematic_organisation"]).count() == 186
    )


def test_a_merged_community_stays_merged_after_a_load(shipped, tmp_path):
    into = Community.objects.get(slug="swwiki")
    merged = CommunityFactory(slug="afrocrowd", state=CommunityState.MERGED, merged_into=into)
    OldSlug.objects.create(kind="community", slug="afrocrowd", current="swwiki")
    load("affiliates", edited(tmp_path, "affiliates", lambda rows: rows[:5]))
    merged.refresh_from_db()
    assert (merged.state, merged.merged_into) == (CommunityState.MERGED, into)


@pytest.mark.parametrize(
    ("name", "column", "value"),
    [
        ("languages", "direction", "up"),
        ("languages", "script", "latin"),
        ("languages", "language", "not a tag"),
        ("territories", "territory", "Brazil"),
        ("territories", "protected", "maybe"),
        ("territories", "wikimedia_region", "Atlantis"),
        ("territories", "data_risk_score", "101"),
        ("territories", "wikidata_id", "http://example.org"),
        ("wikis", "project", "wikihow"),
        ("wikis", "language", "xx-unknown"),
        ("wikis", "domain", "javascript:alert(1)"),
        ("wikis", "status", ""),
        ("affiliates", "type", "club"),
        ("affiliates", "slug", "Not A Slug"),
        ("affiliates", "name", ""),
    ],
)
def test_the_first_fault_is_told_and_nothing_is_stored(tmp_path, name, column, value):
    if name == "wikis":
        load("languages")

    def spoil(rows):
        rows[2][column] = value

    with pytest.raises(LoadError) as error:
        load(name, edited(tmp_path, name, spoil))
    assert (error.value.file, error.value.line, error.value.column) == (f"{name}.csv", 4, column)
    assert not Community.objects.exists()
    assert not Territory.objects.exists()


def test_search_text_holds_every_name_of_the_language(shipped):
    words = Community.objects.get(slug="hiwiki").search_text.split("\n")
    assert {"hindi", "hi", "hi.wikipedia.org", "hiwiki", "हिंदी", "الهنديه", "wikipedia em hindi"} <= set(words)


def test_protection_added_later_hides_groups_and_names_at_once(shipped, tmp_path, drain):
    group = DeclarationFactory(territory=Territory.objects.get(slug="KE")).community
    refresh_declared_text(group)
    coordinator = RoleGrantFactory(subject=group.reference)
    assert queries.is_public(group)

    def protect(rows):
        next(row for row in rows if row["territory"] == "KE")["protected"] = "yes"

    load("territories", edited(tmp_path, "territories", protect))
    assert not queries.is_public(group)
    drain()
    coordinator.refresh_from_db()
    group.refresh_from_db()
    assert not coordinator.is_public
    assert "kenya" not in group.declared_text
