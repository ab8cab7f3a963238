"""The tables that everybody may take away; no person and no protected place stands in them."""

from __future__ import annotations

from mutirao.movement import queries
from mutirao.movement.models import Language, Territory, Wiki
from mutirao.sources.exporting import ORIGIN, Column, register_export

LANGUAGES = {
    "language": Column("slug", "BCP 47 tag."),
    "wikimedia_codes": Column("wikimedia_codes", "Codes that Wikimedia wikis use for it."),
    "name_en": Column("name_en", "Name in English."),
    "autonym": Column("autonym", "Name in the language itself."),
    "script": Column("script", "Script that it is mostly written in, ISO 15924."),
    "direction": Column("direction", "ltr: written from left to right; rtl: from right to left."),
    **ORIGIN,
}
TERRITORIES = {
    "territory": Column("slug", "ISO 3166 code of two letters."),
    "name_en": Column("name_en", "Name in English."),
    "wikimedia_region": Column("region", "Region in which the Wikimedia movement groups it."),
    "un_subcontinent": Column("subcontinent", "Subcontinent by the United Nations' geoscheme."),
    "is_protected": Column(
        "is_protected", "Whether it is on the movement's country and territory protection list: nobody is named there."
    ),
    "wikidata_id": Column("wikidata_id", "Item on Wikidata."),
    **ORIGIN,
}
WIKIS = {
    "wiki": Column("slug", "Database name; the community of the wiki has the same."),
    "domain": Column("domain", "Domain of its pages."),
    "project": Column("project", "Project family."),
    "language": Column("language__slug", "Language, see the table languages; empty: several, or not known."),
    "is_open": Column("is_open", "Whether it can be edited."),
    "is_public": Column("is_public", "Whether everybody can read it."),
    **ORIGIN,
}
COMMUNITIES = {
    "community": Column("slug", "Short name in addresses; of a wiki its database name."),
    "kind": Column("community_kind", "What sort of group it is."),
    "name": Column("name", "Its name."),
    "description": Column("description", "What it says of itself."),
    "website": Column("website", "Its page elsewhere."),
    "wiki": Column("wiki__slug", "The wiki whose people it is, see the table wikis."),
    "active_editors": Column("active_editors", "Active editors a month; empty: not known."),
    "declines_estimates": Column("declines_estimates", "Whether it asked that no estimate about it be published."),
    **ORIGIN,
}
DECLARATIONS = {
    "community": Column("community__slug", "Who declares, see the table communities."),
    "territory": Column("territory__slug", "Territory in which it works; a row holds one of the three."),
    "language": Column("language__slug", "Language in which it works."),
    "wiki": Column("wiki__slug", "Wiki on which it works."),
    "shown_by": Column("source_url", "Page that shows it."),
}


def register_exports() -> None:
    register_export(
        "languages",
        lambda: Language.objects.order_by("slug"),
        LANGUAGES,
        description="Languages of wikis, societies and people.",
    )
    register_export(
        "territories",
        lambda: Territory.objects.order_by("slug"),
        TERRITORIES,
        description="Countries and territories, with the Wikimedia region.",
    )
    register_export(
        "wikis",
        lambda: Wiki.objects.order_by("slug"),
        WIKIS,
        description="Wikis of the Wikimedia movement, open and closed.",
    )
    register_export(
        "communities",
        lambda: queries.public().order_by("slug"),
        COMMUNITIES,
        description="Communities that are listed: wikis, affiliates, and groups that people added.",
        can_be_taken_back=True,
    )
    register_export(
        "declarations",
        queries.public_declarations,
        DECLARATIONS,
        description="What communities say of themselves: where, in which languages and on which wikis they work.",
        can_be_taken_back=True,
    )
