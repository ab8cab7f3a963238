"""The library for everybody to take away."""

from __future__ import annotations

from mutirao.learning import queries
from mutirao.learning.models import Resource, ResourceAudience, ResourceLanguage
from mutirao.learning.states import ResourceState
from mutirao.sources.exporting import ORIGIN, Column, register_export

RESOURCES = {
    "resource": Column("slug", "Short name in addresses."),
    "id": Column("short_id", "Id in the list or library that it came from."),
    "title": Column("title", "Title as it was published."),
    "title_language": Column("title_language", "Language of the title, BCP 47."),
    "summary": Column("summary", "What it offers, in our words."),
    "address": Column("address", "Where it stands on the web."),
    "made_by": Column("maintainer", "Organisation or group that made it."),
    "format": Column("format", "What one finds there."),
    "minutes": Column("minutes", "Minutes that it takes, at the longest; empty: not known."),
    "year": Column("year", "Year of publication or of the latest known version."),
    "licence": Column("licence", "Licence that its page states; empty: not known."),
    "action_line": Column("action_line__slug", "Action line that it belongs to."),
    "is_old_version": Column("is_old_version", "Something newer exists, or what it describes has ended."),
    "verification": Column("verification", "How closely we have read it."),
    "link_state": Column("link_state", "What happened when its link was last followed."),
    "link_checked_at": Column("link_checked_at", "When its link was last followed."),
    **ORIGIN,
}
LANGUAGES = {
    "resource": Column("resource__slug", "The resource, see the table resources."),
    "language": Column("language", "Language that it is in, BCP 47."),
    "percent": Column("percent", "How much of the text, in percent; empty: not known."),
    "is_original": Column("is_original", "It was written in this language."),
}
AUDIENCES = {
    "resource": Column("resource__slug", "The resource, see the table resources."),
    "audience": Column("audience", "People for whom it is made."),
}
SKILLS = {
    "resource": Column("resource__slug", "The resource, see the table resources."),
    "skill": Column("skill__slug", "A skill that it teaches, see the table skills."),
}


def register_exports() -> None:
    is_listed = {"resource__state": ResourceState.LISTED}
    register_export(
        "resources",
        lambda: queries.listed().order_by("slug"),
        RESOURCES,
        description="The library: guides, courses, modules and reports to learn from.",
    )
    register_export(
        "resource_languages",
        lambda: ResourceLanguage.objects.filter(**is_listed).order_by("resource__slug", "language"),
        LANGUAGES,
        description="The languages that a resource is in, with what is known of how complete each is.",
    )
    register_export(
        "resource_audiences",
        lambda: ResourceAudience.objects.filter(**is_listed).order_by("resource__slug", "audience"),
        AUDIENCES,
        description="For whom a resource is made.",
    )
    register_export(
        "resource_skills",
        lambda: Resource.skills.through._default_manager.filter(**is_listed).order_by("resource__slug", "skill__slug"),
        SKILLS,
        description="The skills of our framework that a resource teaches.",
    )
