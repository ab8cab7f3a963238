"""A community sees its figures beside those of comparable ones, each with year, source and the edition before."""

import pytest
from django.contrib.auth.models import AnonymousUser
from tests.factories.evidence import FigureFactory, IndicatorFactory, ReaderShareFactory
from tests.factories.movement import CommunityFactory, TerritoryFactory, WikiCommunityFactory, WikiFactory

from mutirao.base.panels import render_panels
from mutirao.base.text import text_of
from mutirao.evidence import panels, queries
from mutirao.evidence.gaps import indicators_without_address
from mutirao.evidence.queries import N_COMPARABLE
from mutirao.evidence.states import About, Dimension, Unit
from mutirao.movement.states import CommunityState, Project

pytestmark = pytest.mark.django_db


def wiki_community(slug: str, active_editors: float | None, project: str = Project.WIKIPEDIA, **what):
    return WikiCommunityFactory(wiki=WikiFactory(slug=slug, project=project), active_editors=active_editors, **what)


def test_latest_figure_stands_beside_the_edition_before():
    community = wiki_community("swwiki", 40)
    FigureFactory(community=community, vintage="2021-12", year=2021, value=50)
    FigureFactory(community=community, vintage="2023-01", year=2022, value=40)

    latest = queries.latest_figures(community)

    assert [(each.now.value, each.before.value, each.change) for each in latest] == [(40, 50, "-20%")]


@pytest.mark.parametrize(
    ("unit", "before", "now", "change"),
    [
        (Unit.SHARE, 0.1, 0.125, "+2.5 points"),
        (Unit.PERCENT, 40, 38, "-2.0 points"),
        (Unit.PAGES, 0, 10, ""),
        (Unit.RANK, 10, 5, ""),
        (Unit.INDEX_TO_1, 0.9, 0.8, ""),
        (Unit.EDITORS, 4, 8, ""),
        (Unit.PAGES, 4, 8, "+100%"),
    ],
)
def test_change_is_said_only_where_it_means_something(unit, before, now, change):
    indicator = IndicatorFactory(slug="example", unit=unit)
    community = wiki_community("swwiki", 40)
    FigureFactory(indicator=indicator, community=community, vintage="2021-12", value=before)
    FigureFactory(indicator=indicator, community=community, vintage="2023-01", value=now)

    assert [each.change for each in queries.latest_figures(community)] == [change]


def test_figures_of_a_territory_come_in_the_order_of_dimensions():
    kenya = TerritoryFactory()
    for slug, dimension in (("population", Dimension.CONTEXT), ("internet-users", Dimension.INTERNET)):
        indicator = IndicatorFactory(slug=slug, about=About.TERRITORY, dimension=dimension, unit=Unit.PEOPLE)
        FigureFactory(indicator=indicator, territory=kenya, value=10)

    assert [each.now.indicator for each in queries.latest_figures(kenya)] == ["internet-users", "population"]


def test_a_community_stands_beside_the_nearest_in_factors_of_the_same_family():
    own = wiki_community("ownwiki", 100)
    near = [wiki_community(f"near{number}wiki", 100) for number in range(N_COMPARABLE - 1)]
    left_out = [
        wiki_community("twentiethwiki", 5),
        wiki_community("unknownwiki", None),
        wiki_community("otherwiktionary", 100, project=Project.WIKTIONARY),
        wiki_community("refusedwiki", 100, state=CommunityState.REFUSED),
    ]
    for community in (own, *near, *left_out):
        FigureFactory(community=community, value=100)
    # Further in editors than the one with five, nearer in factors.
    FigureFactory(community=wiki_community("tenfoldwiki", 1000), value=1000)

    standing = queries.standing_of(own)

    assert sorted(standing.others["monthly-active-editors"]) == [*[100] * (N_COMPARABLE - 1), 1000]


def test_community_of_unknown_size_stands_alone():
    FigureFactory(community=wiki_community("otherwiki", 10))
    own = wiki_community("ownwiki", None)
    FigureFactory(community=own, value=3)

    standing = queries.standing_of(own)

    assert ([each.now.value for each in standing.figures], standing.n_others) == ([3], 0)


def test_standing_compares_within_one_edition():
    own, other = wiki_community("ownwiki", 100), wiki_community("otherwiki", 90)
    FigureFactory(community=own, vintage="2023-01", value=100)
    FigureFactory(community=other, vintage="2023-01", value=90)
    FigureFactory(community=other, vintage="2021-12", value=7)

    standing = queries.standing_of(own)

    assert (standing.others, standing.n_others) == ({"monthly-active-editors": [90]}, 1)


@pytest.mark.parametrize("n", [1, 3, 100])
def test_each_panel_takes_one_query(n, django_assert_num_queries):
    own = wiki_community("ownwiki", 100)
    ReaderShareFactory(community=own)
    for number in range(n):
        FigureFactory(community=wiki_community(f"other{number}wiki", number), value=number)
    FigureFactory(community=own, value=100)

    with django_assert_num_queries(1):
        panels.figures(own, AnonymousUser())
    with django_assert_num_queries(1):
        panels.readers(own, AnonymousUser())


def test_panel_shows_chart_with_its_table_year_source_and_rule():
    own = wiki_community("ownwiki", 100)
    caveat = text_of(en="Not the number of local administrators.")
    administrators = IndicatorFactory(slug="active-administrators", unit=Unit.ADMINISTRATORS, caveat=caveat)
    figure = FigureFactory(community=own, value=100)
    FigureFactory(indicator=administrators, community=own, value=2)
    FigureFactory(community=wiki_community("otherwiki", 90), value=90)

    html = "".join(render_panels("community", subject=own, user=AnonymousUser()))

    assert "<svg" in html
    assert "Show the numbers" in html
    assert "2022" in html
    assert str(figure.edition.source.name) in html
    assert "Compared with 1 wiki of the same project family" in html
    assert "Not the number of local administrators." in html


def test_panel_says_why_rates_are_missing_where_few_edit():
    own = wiki_community("ownwiki", 1)
    FigureFactory(indicator=IndicatorFactory(slug="monthly-editors"), community=own, value=4)

    html = "".join(render_panels("community", subject=own, user=AnonymousUser()))

    assert "Fewer than 5 people edit here in a month" in html


def test_group_without_figures_reads_not_zero_but_what_is_missing():
    html = "".join(render_panels("community", subject=CommunityFactory(), user=AnonymousUser()))

    assert "No figures are known here" in html
    assert "<svg" not in html


def test_readers_are_those_of_the_latest_year():
    own = wiki_community("ownwiki", 1)
    ReaderShareFactory(community=own, year=2014, share=0.9)
    ReaderShareFactory(community=own, year=2015, share=0.4)

    assert [row.share for row in queries.readers_of(own)] == [0.4]


@pytest.mark.parametrize("n", [1, 3, 100])
def test_list_of_indicators_takes_one_query(n, client, django_assert_num_queries):
    for number in range(n):
        FigureFactory(indicator=IndicatorFactory(slug=f"indicator-{number}"), community=CommunityFactory())

    with django_assert_num_queries(1):
        response = client.get("/indicators/")

    assert response.status_code == 200
    assert response.content.decode().count("<dt>Figures</dt><dd>1</dd>") == n


def test_indicator_without_address_is_a_gap():
    IndicatorFactory(slug="known", original_url="https://example.org/")
    unknown = IndicatorFactory(slug="unknown")

    assert [gap.subject for gap in indicators_without_address()] == [unknown.reference]
