"""Figures come from files with year, source and edition; rates about fewer than five people never come in."""

from pathlib import Path

import pytest
from django.conf import settings
from tests.factories.evidence import IndicatorFactory
from tests.factories.movement import TerritoryFactory, WikiCommunityFactory, WikiFactory
from tests.factories.sources import SourceFactory

from mutirao.evidence.models import Figure, Indicator, ReaderShare
from mutirao.evidence.states import About, Dimension, Unit
from mutirao.movement.models import Community
from mutirao.sources.errors import LoadError
from mutirao.sources.loading import load_files, loader_named
from mutirao.sources.models import Edition

pytestmark = pytest.mark.django_db

METRICS_HEADER = (
    "wiki,edition,year,active_administrators,anonymous_edits,bot_edits,content_pages,edits_gini,mobile_edits,"
    "monthly_active_editors,monthly_editors,monthly_new_active_editors,monthly_pageviews,monthly_unique_devices,"
    "new_editor_retention,revert_rate,size_rank,source\n"
)
METRICS = (
    METRICS_HEADER
    + "swwiki,2021-12,2021,2,0.1,0.2,700,0.9,0.3,30,90,3,5000,900,0.2,0.05,90,wiki-comparison\n"
    + "swwiki,2023-01,2022,2,0.1,0.2,800,0.9,0.3,40,99,3,6000,950,0.25,0.05,88,wiki-comparison\n"
    + "aawiki,2023-01,2022,1,0.1,0.2,10,0.9,0.3,1,4,0.1,60,9,1,0.05,700,wiki-comparison\n"
)


def load(name: str, folder: Path, content: str, label: str = "") -> list[Edition]:
    chosen = loader_named(name)
    path = folder / chosen.files[0]
    path.write_text(content)
    return load_files(chosen, {chosen.files[0]: path}, label=label)


@pytest.fixture
def wikis() -> None:
    SourceFactory(slug="wiki-comparison")
    for slug in ("swwiki", "aawiki"):
        WikiCommunityFactory(wiki=WikiFactory(slug=slug))
    for slug, unit in (
        ("monthly-active-editors", Unit.EDITORS),
        ("monthly-editors", Unit.EDITORS),
        ("content-pages", Unit.PAGES),
        ("new-editor-retention", Unit.SHARE),
        ("revert-rate", Unit.SHARE),
    ):
        IndicatorFactory(slug=slug, unit=unit)


def values(slug: str, indicator: str) -> list[tuple[str, float]]:
    rows = Figure.objects.filter(community__slug=slug, indicator__slug=indicator).order_by("vintage")
    return list(rows.values_list("vintage", "value"))


def test_shipped_indicators_load_with_every_code_known():
    loaded = loader_named("indicators")
    for slug in ("wiki-comparison", "unicode-cldr", "gapminder-systema-globalis"):
        SourceFactory(slug=slug)

    load_files(loaded, {"indicators.csv": Path(settings.FACTS) / "indicators.csv"})

    assert Indicator.objects.count() == 32
    assert load_files(loaded, {"indicators.csv": Path(settings.FACTS) / "indicators.csv"}) == []


def test_two_editions_in_one_file_are_two_editions_and_both_stay(wikis, tmp_path):
    load("wiki-metrics", tmp_path, METRICS)

    assert values("swwiki", "monthly-active-editors") == [("2021-12", 30), ("2023-01", 40)]
    editions = Edition.objects.filter(loader="wiki-metrics").order_by("label")
    assert list(editions.values_list("label", "is_current", "n_rows")) == [("2021-12", False, 1), ("2023-01", True, 2)]
    figure = Figure.objects.get(community__slug="swwiki", vintage="2021-12", indicator__slug="content-pages")
    assert (figure.edition.label, figure.source_row, figure.year) == ("2021-12", 2, 2021)


def test_metrics_loaded_again_change_nothing(wikis, tmp_path):
    load("wiki-metrics", tmp_path, METRICS)
    before = list(Figure.objects.order_by("pk").values())

    assert load("wiki-metrics", tmp_path, METRICS) == []
    assert list(Figure.objects.order_by("pk").values()) == before


def test_newer_file_keeps_figures_of_the_older_editions(wikis, tmp_path):
    load("wiki-metrics", tmp_path, METRICS)

    row = "swwiki,2024-01,2023,2,0.1,0.2,900,0.9,0.3,50,99,3,6000,950,0.25,0.05,88,wiki-comparison\n"
    load("wiki-metrics", tmp_path, METRICS_HEADER + row)

    assert [vintage for vintage, _value in values("swwiki", "content-pages")] == ["2021-12", "2023-01", "2024-01"]


def test_rate_about_fewer_than_five_people_is_not_stored(wikis, tmp_path):
    load("wiki-metrics", tmp_path, METRICS)

    assert values("aawiki", "revert-rate") == []
    assert values("aawiki", "new-editor-retention") == []
    assert values("aawiki", "content-pages") == [("2023-01", 10)]
    assert values("swwiki", "revert-rate") == [("2021-12", 0.05), ("2023-01", 0.05)]


def test_retention_of_fewer_than_five_newcomers_a_year_is_not_stored(wikis, tmp_path):
    row = "swwiki,2023-01,2022,2,0.1,0.2,800,0.9,0.3,40,99,0.3,6000,950,1,0.05,88,wiki-comparison\n"

    load("wiki-metrics", tmp_path, METRICS_HEADER + row)

    assert values("swwiki", "new-editor-retention") == []


def test_loading_sets_the_size_of_communities(wikis, tmp_path):
    load("wiki-metrics", tmp_path, METRICS)

    assert dict(Community.objects.values_list("slug", "active_editors")) == {"swwiki": 40, "aawiki": 1}


def test_unknown_wiki_is_one_error_that_names_its_place(wikis, tmp_path):
    with pytest.raises(LoadError, match=r'line 2, column "wiki"') as raised:
        load("wiki-metrics", tmp_path, METRICS.replace("swwiki", "zzwiki", 1))

    assert "zzwiki" in str(raised.value)
    assert Figure.objects.count() == 0


def test_figures_of_territories_bear_the_day_of_their_edition(tmp_path):
    SourceFactory(slug="gapminder-systema-globalis", shipped_label="c0ffee", shipped_published_on="2026-03-01")
    IndicatorFactory(slug="internet-users", about=About.TERRITORY, dimension=Dimension.INTERNET, unit=Unit.PERCENT)
    TerritoryFactory(slug="NA", name_en="Namibia")
    text = "indicator,territory,year,value,source\ninternet-users,NA,2023,62.2,gapminder-systema-globalis\n"

    load("territory-indicators", tmp_path, text)

    figure = Figure.objects.get()
    assert (figure.territory.slug, figure.value, figure.vintage) == ("NA", 62.2, "2026-03-01")


def test_figure_that_a_corrected_file_no_longer_states_goes(tmp_path):
    SourceFactory(slug="cldr", shipped_published_on="2025-10-01")
    IndicatorFactory(slug="population", about=About.TERRITORY, dimension=Dimension.CONTEXT, unit=Unit.PEOPLE)
    TerritoryFactory(slug="KE")
    TerritoryFactory(slug="TZ", name_en="Tanzania")
    header = "indicator,territory,year,value,source\n"
    load("territory-indicators", tmp_path, header + "population,KE,2025,50,cldr\npopulation,TZ,2025,60,cldr\n")

    load("territory-indicators", tmp_path, header + "population,KE,2025,51,cldr\n")

    assert list(Figure.objects.values_list("territory__slug", "value")) == [("KE", 51)]


def test_reader_percentages_become_shares(tmp_path):
    SourceFactory(slug="pageviews-by-country")
    WikiCommunityFactory(wiki=WikiFactory(slug="swwiki"))
    TerritoryFactory(slug="TZ", name_en="Tanzania")
    text = "wiki,territory,pageviews_percent,year,source\nswwiki,TZ,45,2015,pageviews-by-country\n"

    load("wiki-reader-territories", tmp_path, text)

    assert list(ReaderShare.objects.values_list("community__slug", "territory__slug", "share")) == [
        ("swwiki", "TZ", 0.45)
    ]


@pytest.fixture
def snapshot(wikis) -> str:
    """As the publisher writes it: his names, and columns that we do not read."""
    names = {
        "monthly-active-editors": "monthly active editors",
        "monthly-editors": "monthly editors",
        "content-pages": "content pages",
        "new-editor-retention": "second month new editor retention",
        "revert-rate": "revert rate",
    }
    for slug, column in names.items():
        Indicator.objects.filter(slug=slug).update(origin_column=column)
    IndicatorFactory(slug="monthly-new-active-editors", origin_column="monthly new active editors")
    return (
        "database code,monthly active editors,monthly editors,content pages,second month new editor retention,"
        "revert rate,monthly new active editors,visual edits\n"
        "swwiki,60.5,99,900,0.2,0.05,3,0.5\n"
        "unheardwiki,60.5,99,900,0.2,0.05,3,0.5\n"
    )


def test_snapshot_adds_an_edition_by_its_month_and_skips_unknown_wikis(snapshot, tmp_path):
    load("wiki-comparison-snapshot", tmp_path, snapshot, label="2024-01")

    rows = Figure.objects.filter(indicator__slug="monthly-active-editors")
    assert list(rows.values_list("community__slug", "vintage", "year", "value")) == [("swwiki", "2024-01", 2023, 60.5)]


@pytest.mark.parametrize("label", ["", "2024", "2024-13", "new"])
def test_snapshot_without_its_month_is_refused(snapshot, tmp_path, label):
    with pytest.raises(LoadError, match="month of the snapshot"):
        load("wiki-comparison-snapshot", tmp_path, snapshot, label=label)
