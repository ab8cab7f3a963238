"""What the search knows of communities, languages and territories."""

from __future__ import annotations

from math import log2

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _

from mutirao.base.search import Document, Searchable, named_in_each_language, register_search
from mutirao.base.text import Text
from mutirao.movement import queries
from mutirao.movement.models import Community, Declaration, Language, Territory, Wiki
from mutirao.movement.names import name_of_language, names_of_language, names_of_territory

LANGUAGE, TERRITORY = 40, 70


def communities() -> QuerySet[Community]:
    declared = queries.declared().select_related("territory", "language", "wiki")
    rows = queries.public().select_related("wiki__language")
    return rows.prefetch_related(Prefetch("declarations", declared, to_attr="declared_things"))


def community_document(community: Community) -> Document:
    declared: list[Declaration] = getattr(community, "declared_things", [])
    wiki = community.wiki
    languages = [wiki.language] if wiki and wiki.language else [each.language for each in declared if each.language]
    keywords = {name for each in languages for name in names_of_language(each.slug, each.name_en, each.autonym)}
    for each in declared:
        if each.territory and not each.territory.is_protected:
            keywords |= names_of_territory(each.territory.slug, each.territory.name_en)
        if each.wiki:
            keywords |= {each.wiki.slug, each.wiki.domain}
    return Document(
        community.name,
        text=community.description,
        aliases=(community.slug, wiki.domain) if wiki else (),
        keywords=tuple(sorted({*keywords, community.slug.replace("-", " ")})),
        languages=tuple(each.slug for each in languages),
        prior=min(99, round(6 * log2(1 + (community.active_editors or 0)))),
    )


def language_document(language: Language) -> Document:
    names = {code: name_of_language(language.slug, code) for code, _name in settings.LANGUAGES}
    texts = {"en": language.name_en, **{code: name for code, name in names.items() if name}}
    aliases = [language.slug, language.autonym, *language.wikimedia_codes]
    return Document(
        Text("en", texts),
        aliases=tuple(dict.fromkeys(filter(None, aliases))),
        languages=(language.slug,),
        prior=LANGUAGE,
    )


def territory_document(territory: Territory) -> Document:
    return Document(named_in_each_language(territory), aliases=(territory.slug, territory.name_en), prior=TERRITORY)


register_search(
    Searchable(
        "community", _("Communities"), communities, community_document, reads=(Wiki, Language, Territory, Declaration)
    )
)
register_search(Searchable("language", _("Languages"), lambda: Language.objects.all(), language_document))
register_search(
    Searchable("territory", _("Countries and territories"), lambda: Territory.objects.all(), territory_document)
)
