"""Societies come from files, and each row leads back to its line."""

from pathlib import Path

import pytest
from tests.factories.movement import LanguageFactory, TerritoryFactory, WikiFactory
from tests.factories.societies import SocietyFactory, SpokenAsFactory
from tests.factories.sources import SourceFactory

from mutirao.societies.models import Society, SpokenAs
from mutirao.sources.errors import LoadError
from mutirao.sources.loading import load_files, loader_named
from mutirao.sources.models import Edition

pytestmark = pytest.mark.django_db

LANGUAGES = (
    "territory,language,population_percent,speakers,official_status,writing_percent,literacy_percent,year,source\n"
    "KE,sw,40,20000000,official,,,2025,unicode-cldr\n"
    "KE,luo,8,,,5,,2025,unicode-cldr\n"
)
COUNTED = "language,territory,society_language,basis\nsw,KE,sw,same\n"
GLOTTOLOG = (
    "ID,Name,Glottocode,ISO639P3code,Level,Countries,Family_ID,Last_Year_Of_Documentation\n"
    "igal1242,Igala,igal1242,igl,language,NG;KE;ZZ,volt1241,\n"
    "goth1244,Gothic,goth1244,got,language,KE,indo1319,380\n"
    "novi1234,Novial,novi1234,nov,language,KE,arti1236,\n"
    "swah1253,Swahili,swah1253,swh,language,KE,atla1278,\n"
)


def load(name: str, folder: Path, content: str, label: str = "") -> list[Edition]:
    chosen = loader_named(name)
    path = folder / chosen.files[0]
    path.write_text(content)
    return load_files(chosen, {chosen.files[0]: path}, label=label)


@pytest.fixture(autouse=True)
def _known() -> None:
    SourceFactory(slug="unicode-cldr")
    TerritoryFactory()
    TerritoryFactory(slug="NG", name_en="Nigeria")
    for slug in ("sw", "luo"):
        LanguageFactory(slug=slug)


def test_societies_load_with_their_origin(tmp_path):
    load("territory-languages", tmp_path, LANGUAGES)

    columns = ("slug", "speakers", "official_status", "writing_percent", "year", "source_row")
    assert sorted(Society.objects.values_list(*columns)) == [
        ("KE-luo", None, "", 5.0, 2025, 3),
        ("KE-sw", 20_000_000, "official", None, 2025, 2),
    ]


def test_societies_loaded_again_change_nothing(tmp_path):
    load("territory-languages", tmp_path, LANGUAGES)
    before = list(Society.objects.order_by("pk").values())

    assert load("territory-languages", tmp_path, LANGUAGES) == []
    assert list(Society.objects.order_by("pk").values()) == before


def test_languages_of_wikis_are_tied_to_societies(tmp_path):
    load("territory-languages", tmp_path, LANGUAGES)

    load("language-societies", tmp_path, COUNTED)

    assert list(SpokenAs.objects.values_list("language__slug", "society__slug", "basis")) == [("sw", "KE-sw", "same")]


@pytest.mark.parametrize(
    ("name", "content", "column"),
    [
        ("territory-languages", LANGUAGES.replace("KE,sw,40", "KE,sw,400"), "population_percent"),
        ("territory-languages", LANGUAGES.replace("KE,luo", "KE,xx"), "language"),
        ("territory-languages", LANGUAGES.replace(",official,", ",holy,"), "official_status"),
        ("language-societies", COUNTED.replace("KE,sw", "NG,sw"), "society_language"),
        ("language-societies", COUNTED.replace("same", "like"), "basis"),
    ],
)
def test_fault_names_its_column_and_nothing_is_stored(name, content, column, tmp_path):
    with pytest.raises(LoadError, match=f'column "{column}"'):
        load(name, tmp_path, content)

    assert not Society.objects.exists()
    assert not SpokenAs.objects.exists()


def test_glottolog_places_living_languages_of_wikis_that_nobody_counts(tmp_path):
    swahili = SpokenAsFactory(society=SocietyFactory()).language
    for language in (swahili, *(LanguageFactory(slug=slug) for slug in ("igl", "got", "nov"))):
        WikiFactory(language=language)

    load("glottolog", tmp_path, GLOTTOLOG, label="5.1")

    found = Society.objects.filter(edition__source__slug="glottolog")
    assert sorted(found.values_list("slug", "speakers", "year")) == [("KE-igl", None, None), ("NG-igl", None, None)]


def test_glottolog_loaded_again_replaces_its_own_rows_only(tmp_path):
    SpokenAsFactory(society=SocietyFactory())
    WikiFactory(language=LanguageFactory(slug="igl"))
    load("glottolog", tmp_path, GLOTTOLOG, label="5.1")

    load("glottolog", tmp_path, GLOTTOLOG.replace("NG;KE;ZZ", "NG"), label="5.2")

    assert set(Society.objects.values_list("slug", flat=True)) == {"KE-sw", "NG-igl"}
