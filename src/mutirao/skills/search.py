"""What the search knows of frameworks and their entries."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mutirao.base.search import Document, Searchable, register_search
from mutirao.skills.models import Crosswalk, Framework, Skill

OWN, BORROWED = 60, 20


def skills() -> QuerySet[Skill]:
    return Skill.objects.filter(is_current=True).select_related("framework").prefetch_related("crosswalks")


def skill_document(skill: Skill) -> Document:
    return Document(
        skill.name,
        text=skill.description,
        keywords=tuple(sorted({crosswalk.their_label for crosswalk in skill.crosswalks.all()})),
        languages=tuple(skill.name.languages),
        prior=OWN if skill.framework.is_core else BORROWED,
    )


def framework_document(framework: Framework) -> Document:
    return Document(framework.name, text=framework.description, languages=tuple(framework.name.languages), prior=OWN)


register_search(Searchable("skill", _("Skills"), skills, skill_document, reads=(Framework, Crosswalk)))
register_search(Searchable("framework", _("Frameworks of skills"), lambda: Framework.objects.all(), framework_document))
