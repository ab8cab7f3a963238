"""The tables that everybody may take away; no person and no protected place stands in them."""

from __future__ import annotations

from mutirao.movement import queries
from mutirao.movement.models import Language, Territory, Wiki
from mutirao.sources.exporting import register_export

FROM = {"source": "edition__source__slug", "edition": "edition__label", "row": "source_row"}


LANGUAGES = {
    "language": "slug",
    "wikimedia_codes": "wikimedia_codes",
    "name_en": "name_en",
    "autonym": "autonym",
    "script": "script",
    "direction": "direction",
    **FROM,
}
TERRITORIES = {
    "territory": "slug",
    "name_en": "name_en",
    "wikimedia_region": "region",
    "un_subcontinent": "subcontinent",
    "is_protected": "is_protected",
    "wikidata_id": "wikidata_id",
    **FROM,
}
WIKIS = {
    "wiki": "slug",
    "domain": "domain",
    "project": "project",
    "language": "language__slug",
    "is_open": "is_open",
    "is_public": "is_public",
    **FROM,
}
COMMUNITIES = {
    "community": "slug",
    "kind": "community_kind",
    "name": "name",
    "description": "description",
    "website": "website",
    "wiki": "wiki__slug",
    "active_editors": "active_editors",
    "declines_estimates": "declines_estimates",
    **FROM,
}
DECLARATIONS = {
    "community": "community__slug",
    "territory": "territory__slug",
    "language": "language__slug",
    "wiki": "wiki__slug",
    "shown_by": "source_url",
}


def register_exports() -> None:
    register_export("languages", lambda: Language.objects.order_by("slug"), LANGUAGES)
    register_export("territories", lambda: Territory.objects.order_by("slug"), TERRITORIES)
    register_export("wikis", lambda: Wiki.objects.order_by("slug"), WIKIS)
    register_export("communities", lambda: queries.public().order_by("slug"), COMMUNITIES)
    register_export("declarations", queries.public_declarations, DECLARATIONS)
