"""The world of societies, a territory, a society: complete without script, and nothing invented."""

import pytest
from django.template.defaultfilters import urlencode
from tests.factories.evidence import FigureFactory, IndicatorFactory
from tests.factories.movement import (
    DeclarationFactory,
    LanguageFactory,
    ProtectedTerritoryFactory,
    TerritoryFactory,
    WikiCommunityFactory,
    WikiFactory,
)
from tests.factories.societies import SocietyFactory, SpokenAsFactory
from tests.factories.sources import SourceFactory

from mutirao.base.panels import panels_for
from mutirao.evidence.states import About, Dimension, Direction, Unit
from mutirao.movement.states import Region

pytestmark = pytest.mark.django_db

HOSTILE = ["<script>alert(1)</script>", "\u202eabc", "\x00", "x" * 20_000, "%00", "🏳️‍🌈", "\ud7ff"]


def territory(number: int, **what):
    code = f"{chr(65 + number // 26)}{chr(65 + number % 26)}"
    return TerritoryFactory(
        slug=code, name_en=f"Territory {code}", tile_row=1 + number // 20, tile_column=1 + number % 20, **what
    )


def population_of(place, value=50_000_000):
    indicator = IndicatorFactory(
        slug="population",
        about=About.TERRITORY,
        dimension=Dimension.CONTEXT,
        unit=Unit.PEOPLE,
        direction=Direction.NEUTRAL,
    )
    return FigureFactory(indicator=indicator, territory=place, value=value, year=2025, vintage="2025")


@pytest.mark.parametrize("n", [1, 3, 100])
def test_list_takes_two_queries(n, client, django_assert_num_queries):
    for number in range(n):
        place = territory(number)
        SpokenAsFactory(society=SocietyFactory(territory=place))
        population_of(place)

    with django_assert_num_queries(2):
        response = client.get("/societies/")

    assert response.status_code == 200


def test_world_counts_large_languages_without_an_open_wikipedia(client):
    kenya = TerritoryFactory(tile_row=1, tile_column=1)
    SpokenAsFactory(society=SocietyFactory(territory=kenya))
    WikiFactory(language=LanguageFactory())
    SocietyFactory(territory=kenya, language=LanguageFactory(slug="luy"), speakers=100_000)
    SocietyFactory(territory=kenya, language=LanguageFactory(slug="guz"), speakers=99_999)
    closed = SpokenAsFactory(society=SocietyFactory(territory=kenya, language=LanguageFactory(slug="kik"))).language
    WikiFactory(language=closed, is_open=False)

    html = client.get("/societies/").content.decode()

    assert "Kenya (KE): 2</title>" in html
    assert "Show the numbers" in html


def test_world_computes_nothing_where_no_speakers_are_known(client):
    TerritoryFactory(tile_row=1, tile_column=1)
    SocietyFactory(territory=territory(45), speakers=None)

    html = client.get("/societies/").content.decode()

    assert "Kenya (KE): not known</title>" in html
    assert "(BT): not known</title>" in html


@pytest.mark.parametrize(
    ("q", "found"), [("keny", ["KE"]), ("KE", ["KE"]), ("ÁÇORES", []), ("tanz", ["TZ"]), ("ia", ["TZ"])]
)
def test_search_finds_by_name_and_code(q, found, client):
    TerritoryFactory()
    TerritoryFactory(slug="TZ", name_en="Tanzania")

    response = client.get(f"/societies/?q={urlencode(q)}")

    assert [row.territory.slug for row in response.context["rows"]] == found


def test_search_finds_the_name_in_the_language_of_the_page(client):
    TerritoryFactory(slug="DE", name_en="Germany")

    response = client.get("/societies/?q=allemagne&uselang=fr")

    assert [row.name for row in response.context["rows"]] == ["Allemagne"]


def test_region_filters_and_groups(client):
    TerritoryFactory()
    TerritoryFactory(slug="DE", name_en="Germany", region=Region.EUROPE_NORTH_WEST)

    response = client.get(f"/societies/?region={urlencode(Region.AFRICA)}")

    assert [row.territory.slug for row in response.context["rows"]] == ["KE"]


@pytest.mark.parametrize("field", ["q", "region", "page"])
@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_search_is_answered_and_not_echoed_as_markup(field, value, client):
    TerritoryFactory()

    response = client.get("/societies/", {field: value})

    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


@pytest.mark.parametrize(
    "address", ["/societies/ZZ/", "/societies/KE/zz/", "/societies/" + "x" * 500 + "/", "/societies/K%00/"]
)
def test_unknown_addresses_are_not_found(address, client):
    TerritoryFactory()

    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("/societies/ke/", "/societies/KE/"),
        ("/societies/ke/SW/", "/societies/KE/sw/"),
        ("/societies/KE/Sw/", "/societies/KE/sw/"),
    ],
)
def test_other_case_leads_to_the_canonical_address(address, canonical, client):
    SocietyFactory()

    response = client.get(address)

    assert (response.status_code, response["Location"]) == (301, canonical)


@pytest.mark.parametrize("n", [1, 3, 100])
def test_territory_takes_the_same_queries_for_any_number_of_languages(n, client, django_assert_num_queries):
    kenya = TerritoryFactory()
    population_of(kenya)
    for number in range(n):
        spoken = SpokenAsFactory(society=SocietyFactory(language=LanguageFactory(slug=f"x{number}")))
        wiki = WikiCommunityFactory(wiki=WikiFactory(language=spoken.language))
        DeclarationFactory(community=wiki, territory=kenya)

    with django_assert_num_queries(7 + len(panels_for("territory"))):
        response = client.get("/societies/KE/")

    assert response.status_code == 200
    assert response.content.decode().count('<th scope="row"><a href="/societies/KE/x') == n


@pytest.mark.parametrize("n", [1, 3, 100])
def test_society_takes_the_same_queries_for_any_number_of_communities(n, client, django_assert_num_queries):
    spoken = SpokenAsFactory()
    for number in range(n):
        WikiCommunityFactory(wiki=WikiFactory(language=spoken.language))
        SocietyFactory(territory=territory(number))

    with django_assert_num_queries(5 + len(panels_for("society"))):
        response = client.get("/societies/KE/sw/")

    assert response.status_code == 200


def test_territory_says_year_source_direction_and_age_of_each_figure(client, noon):
    kenya = TerritoryFactory()
    literacy = IndicatorFactory(
        slug="literacy",
        about=About.TERRITORY,
        dimension=Dimension.LITERACY,
        unit=Unit.PERCENT,
        direction=Direction.HIGHER,
    )
    figure = FigureFactory(indicator=literacy, territory=kenya, value=81.5, year=2014, vintage="2025")

    html = client.get("/societies/KE/").content.decode()

    assert "81.5%" in html
    assert "12 years old" in html
    assert "higher means more able to take part" in html
    assert str(figure.edition.source.name) in html


def test_recent_figure_is_not_called_old(client, noon):
    kenya = TerritoryFactory()
    population_of(kenya)

    html = client.get("/societies/KE/").content.decode()

    assert "Population 50M (2025)." in html
    assert "years old" not in html


def test_protected_territory_says_so(client):
    ProtectedTerritoryFactory()
    TerritoryFactory()

    assert "list for protection" in client.get("/societies/IR/").content.decode()
    assert "list for protection" not in client.get("/societies/KE/").content.decode()


def test_unknown_facts_are_written_as_not_known(client):
    SocietyFactory(speakers=None, population_percent=None, year=None)

    html = client.get("/societies/KE/sw/").content.decode()

    assert "How many people speak it here is not known." in html
    assert "None" not in html.replace("None is known", "")


def test_society_names_its_communities_with_the_reason(client):
    society = SpokenAsFactory().society
    WikiCommunityFactory(wiki=WikiFactory(slug="swwiki"))
    there = WikiCommunityFactory(wiki=WikiFactory(slug="swwiktionary"))
    DeclarationFactory(community=there, territory=society.territory)

    html = client.get("/societies/KE/sw/").content.decode()

    assert 'href="/communities/swwiki/">Wikipedia swwiki</a> <span class="tag">by language</span>' in html
    assert 'Wikipedia swwiktionary</a> <span class="tag">declared by the community</span>' in html


def test_society_is_drawn_beside_the_same_language_elsewhere(client):
    SocietyFactory()
    SocietyFactory(territory=TerritoryFactory(slug="TZ", name_en="Tanzania"), speakers=3_000_000)

    html = client.get("/societies/KE/sw/").content.decode()

    assert "<svg" in html
    assert "Show the numbers" in html
    assert 'href="/societies/TZ/sw/"' in html


@pytest.mark.parametrize("language", ["en", "pt", "es", "fr", "ar", "hi"])
@pytest.mark.parametrize("address", ["/societies/", "/societies/KE/", "/societies/KE/sw/", "/indicators/"])
def test_pages_open_in_every_language(address, language, client):
    population_of(SpokenAsFactory().society.territory)
    SourceFactory(slug="unicode-cldr")

    response = client.get(f"{address}?uselang={language}")

    assert response.status_code == 200
    assert response.content.decode().count("<h1") == 1


def test_names_follow_the_language_of_each_page(client):
    TerritoryFactory(slug="IN", name_en="India")

    names = [client.get(f"/societies/IN/?uselang={language}").context["name"] for language in ("en", "ar", "hi")]

    assert names == ["India", "الهند", "भारत"]


def test_language_without_an_open_wikipedia_says_so(client):
    spoken = SpokenAsFactory()
    WikiFactory(slug="closedwiki", language=spoken.language, is_open=False)

    html = client.get("/societies/KE/").content.decode()

    assert "none open" in html
    assert "closedwiki" not in html
