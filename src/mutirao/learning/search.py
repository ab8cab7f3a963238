"""What the search knows of resources."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mutirao.base.search import Document, Searchable, register_search
from mutirao.base.text import Text
from mutirao.learning import queries
from mutirao.learning.models import Resource, ResourceLanguage
from mutirao.learning.states import LinkState
from mutirao.skills.models import Skill

USUAL, OLD_OR_DEAD = 50, 10


def resources() -> QuerySet[Resource]:
    return queries.with_details(queries.listed())


def resource_document(resource: Resource) -> Document:
    is_weak = resource.is_old_version or resource.link_state == LinkState.GONE
    taught = {name for skill in resource.skills.all() for name in skill.name.texts.values()}
    subjects = [resource.subject_note, resource.audience_note, resource.maintainer, resource.host]
    return Document(
        Text(resource.title_language, {resource.title_language: resource.title}),
        text=resource.summary,
        aliases=(resource.short_id,),
        keywords=tuple(sorted({*taught, *filter(None, subjects)})),
        languages=tuple(each.language for each in resource.languages.all() if each.is_useful),
        prior=OLD_OR_DEAD if is_weak else USUAL,
    )


register_search(Searchable("resource", _("Resources"), resources, resource_document, reads=(ResourceLanguage, Skill)))
