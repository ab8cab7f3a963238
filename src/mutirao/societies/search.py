"""What the search knows of societies."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mutirao.base.search import Document, Searchable, named_in_each_language, register_search
from mutirao.movement.models import Language, Territory
from mutirao.societies.models import Society


def societies() -> QuerySet[Society]:
    return Society.objects.select_related("territory", "language")


def document(society: Society) -> Document:
    return Document(
        named_in_each_language(society),
        keywords=(society.territory.slug, society.territory.name_en, society.language.autonym),
        languages=(society.language.slug,),
    )


register_search(Searchable("society", _("Societies"), societies, document, reads=(Territory, Language)))
