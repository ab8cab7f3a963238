"""Our own framework for everybody to take away; other frameworks are their publishers' to give."""

from __future__ import annotations

from mutirao.skills.models import Crosswalk, Skill
from mutirao.sources.exporting import register_export


def register_exports() -> None:
    register_export(
        "skills",
        lambda: Skill.objects.filter(framework__is_core=True, is_current=True).order_by("slug"),
        {
            "skill": "slug",
            "group": "parent__slug",
            "kind": "entry_kind",
            "name": "name",
            "description": "description",
            "leadership_aspect": "leadership_aspect",
            "role_contexts": "role_contexts",
            "wikidata_id": "wikidata_id",
        },
    )
    register_export(
        "skill_crosswalk",
        lambda: Crosswalk.objects.filter(skill__framework__is_core=True).order_by("skill__slug", "vocabulary", "pk"),
        {
            "skill": "skill__slug",
            "vocabulary": "vocabulary",
            "their_label": "their_label",
            "relation": "relation",
            "source_url": "source_url",
        },
    )
