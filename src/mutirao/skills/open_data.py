"""Our own framework for everybody to take away; other frameworks are their publishers' to give."""

from __future__ import annotations

from mutirao.skills.models import Crosswalk, Skill
from mutirao.sources.exporting import ORIGIN, Column, register_export

SKILLS = {
    "skill": Column("slug", "Short name in addresses."),
    "group": Column("parent__slug", "The entry that it belongs to; empty: a group of the first level."),
    "kind": Column("entry_kind", "What sort of entry it is."),
    "name": Column("name", "Its name."),
    "description": Column("description", "What a person or a group can do who has it."),
    "leadership_aspect": Column("leadership_aspect", "Which side of leadership it belongs to, if any."),
    "role_contexts": Column("role_contexts", "Roles in the movement that use it."),
    "wikidata_id": Column("wikidata_id", "Item on Wikidata, where a source states one."),
    **ORIGIN,
}
CROSSWALK = {
    "skill": Column("skill__slug", "Our skill, see the table skills."),
    "vocabulary": Column("vocabulary", "The vocabulary in which the other term stands."),
    "their_label": Column("their_label", "The other term as it stands there."),
    "relation": Column("relation", "How the other term relates to ours, as in the mapping relations of SKOS."),
    "source_url": Column("source_url", "Page that supports it."),
    **ORIGIN,
}


def register_exports() -> None:
    register_export(
        "skills",
        lambda: Skill.objects.filter(framework__is_core=True, is_current=True).order_by("slug"),
        SKILLS,
        description="The skills of our own framework, in groups.",
    )
    register_export(
        "skill_crosswalk",
        lambda: Crosswalk.objects.filter(skill__framework__is_core=True).order_by("skill__slug", "vocabulary", "pk"),
        CROSSWALK,
        description="Terms of other vocabularies beside our skills, where a source supports it.",
    )
