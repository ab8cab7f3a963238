"""Readers of languages, territories, wikis and affiliates."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from mutirao.base.text import Text, text_of
from mutirao.movement.models import Community, Language, Territory, Wiki
from mutirao.movement.names import cldr_name, names_of_language, search_text, sort_names
from mutirao.movement.states import CommunityKind, Project, Region
from mutirao.sources.loading import (
    Load,
    code,
    ids_of,
    integer,
    known,
    list_of,
    loader,
    number,
    slug,
    text,
    yes_no,
)

# "Project in language" as each language says it, and the wikis' own names of the projects in these languages. A name is
# put together only of what CLDR knows, so that it is right or missing.
_PATTERNS = {
    "pt": "{project} em {language}",
    "es": "{project} en {language}",
    "fr": "{project} en {language}",
    "ar": "{project} ب{language}",
    "hi": "{language} {project}",
}
_PROJECTS = {
    "wikipedia": ("Wikipédia", "Wikipedia", "Wikipédia", "ويكيبيديا", "विकिपीडिया"),
    "wiktionary": ("Wikcionário", "Wikcionario", "Wiktionnaire", "ويكاموس", "विक्षनरी"),
    "wikibooks": ("Wikilivros", "Wikilibros", "Wikilivres", "ويكي الكتب", "विकिपुस्तक"),
    "wikiquote": ("Wikiquote", "Wikiquote", "Wikiquote", "ويكي الاقتباس", "विकिसूक्ति"),
    "wikinews": ("Wikinotícias", "Wikinoticias", "Wikinews", "ويكي الأخبار", "विकिसमाचार"),
    "wikisource": ("Wikisource", "Wikisource", "Wikisource", "ويكي مصدر", "विकिस्रोत"),
    "wikiversity": ("Wikiversidade", "Wikiversidad", "Wikiversité", "ويكي الجامعة", "विकिविश्वविद्यालय"),
    "wikivoyage": ("Wikivoyage", "Wikiviajes", "Wikivoyage", "ويكي رحلات", "विकियात्रा"),
}

TAG = text(required=True, matching=r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*", expected="a BCP 47 language tag")
LANGUAGES = {
    "language": TAG,
    "wikimedia_codes": list_of(text()),
    "name_en": text(required=True),
    "autonym": text(),
    "script": text(matching="[A-Z][a-z]{3}", expected="an ISO 15924 script code"),
    "direction": code(("ltr", "rtl"), required=True),
}
TERRITORIES = {
    "territory": text(required=True, matching="[A-Z]{2}", expected="two capital letters"),
    "name_en": text(required=True),
    "un_subcontinent": text(),
    "wikimedia_region": code(Region),
    "protected": yes_no(),
    "data_risk_score": number(minimum=0, maximum=100),
    "wikidata_id": text(matching=r"Q[1-9][0-9]*", expected="a Wikidata id"),
    "tile_row": integer(required=True, minimum=1, maximum=60),
    "tile_column": integer(required=True, minimum=1, maximum=60),
}
WIKIS = {
    "database_name": text(required=True, matching="[a-z0-9_]+", expected="a database name"),
    "domain": text(required=True, matching=r"[a-z0-9-]+(\.[a-z0-9-]+)+", expected="a domain"),
    "project": code(Project, required=True),
    "wikimedia_code": text(),
    "name_en": text(required=True),
    "status": code(("open", "closed"), required=True),
    "visibility": code(("public", "private"), required=True),
}
AFFILIATES = {
    "slug": slug(required=True),
    "name": text(required=True),
    "type": code((CommunityKind.CHAPTER, CommunityKind.USER_GROUP, CommunityKind.THEMATIC), required=True),
}


@loader("languages", feeds=_("languages"), files=("languages.csv",), source="wikimedia-canonical", order=10)
def load_languages(load: Load) -> None:
    rows = (
        {
            "slug": row["language"],
            "wikimedia_codes": row["wikimedia_codes"],
            "name_en": row["name_en"],
            "autonym": row["autonym"],
            "script": row["script"],
            "direction": row["direction"],
            **row.origin,
        }
        for row in load.table("languages.csv", LANGUAGES, key=("language",))
    )
    load.replace(Language, rows, key=("slug",), removed="keep")


@loader("territories", feeds=_("territories"), files=("territories.csv",), source="wikimedia-canonical", order=20)
def load_territories(load: Load) -> None:
    unread = ("alpha3", "m49", "continent", "data_risk_classification", "data_risk_edition")
    rows = (
        {
            "slug": row["territory"],
            "name_en": row["name_en"],
            "region": row["wikimedia_region"],
            "subcontinent": row["un_subcontinent"],
            "is_protected": row["protected"],
            "risk_score": row["data_risk_score"],
            "wikidata_id": row["wikidata_id"],
            "tile_row": row["tile_row"],
            "tile_column": row["tile_column"],
            **row.origin,
        }
        for row in load.table("territories.csv", TERRITORIES, key=("territory",), unread=unread)
    )
    load.replace(Territory, rows, key=("slug",), removed="keep")


@loader("wikis", feeds=_("wikis and their communities"), files=("wikis.csv",), source="wikimedia-canonical", order=30)
def load_wikis(load: Load) -> None:
    """The wikis, and one community for each, of the same slug."""
    columns = {**WIKIS, "language": known(ids_of(Language), "a language")}
    table = list(load.table("wikis.csv", columns, key=("database_name",), unread=("editability",)))
    wikis = (
        {
            "slug": row["database_name"],
            "domain": row["domain"],
            "project": row["project"],
            "wikimedia_code": row["wikimedia_code"],
            "language_id": row["language"],
            "is_open": row["status"] == "open",
            "is_public": row["visibility"] == "public",
            **row.origin,
        }
        for row in table
    )
    load.replace(Wiki, wikis, key=("slug",), removed="keep")
    load.replace(Community, _wiki_communities(table), key=("slug",), removed="keep")


@loader(
    "affiliates",
    feeds=_("chapters, user groups and thematic organisations"),
    files=("affiliates.csv",),
    source="capacity-exchange",
    order=40,
)
def load_affiliates(load: Load) -> None:
    rows = (
        {
            "slug": row["slug"],
            "community_kind": row["type"],
            **_called(text_of(en=row["name"]), [row["slug"].replace("-", " ")]),
            **row.origin,
        }
        for row in load.table("affiliates.csv", AFFILIATES, key=("slug",))
    )
    load.replace(Community, rows, key=("slug",), removed="keep")


def _wiki_communities(table: list[Any]) -> Iterator[dict[str, Any]]:
    wikis = ids_of(Wiki)
    languages = {language.pk: language for language in Language.objects.all()}
    for row in table:
        words = [row["database_name"], row["domain"]]
        tag = ""
        if language := languages.get(row["language"]):
            tag = language.slug
            words += names_of_language(tag, language.name_en, language.autonym)
        name = _wiki_name(row["name_en"], project=row["project"], language=tag)
        yield {
            "slug": row["database_name"],
            "community_kind": CommunityKind.WIKI,
            "wiki_id": wikis[row["database_name"]],
            **_called(name, words),
            **row.origin,
        }


def _wiki_name(name_en: str, *, project: str, language: str) -> Text:
    """The wiki's name in English and in those of the six languages in which it can be put together."""
    texts = {"en": name_en}
    for (within, pattern), of_project in zip(_PATTERNS.items(), _PROJECTS.get(project, ()), strict=False):
        of_language = cldr_name(language, within)
        # "alemão (Suíça)" names no language.
        if of_language and "(" not in of_language:
            texts[within] = pattern.format(project=of_project, language=of_language)
    return Text("en", texts)


def _called(name: Text, words: list[str]) -> dict[str, Any]:
    """The columns that hold a community's name, for readers, for sorting and for the search."""
    return {"name": name, "sort_names": sort_names(name), "search_text": search_text([*name.texts.values(), *words])}
