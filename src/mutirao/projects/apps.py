from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

ORIGIN = {"source": "edition__source__slug", "edition": "edition__label", "row": "source_row"}


class ProjectsConfig(AppConfig):
    name = "mutirao.projects"
    label = "projects"

    def ready(self) -> None:
        from mutirao.action_lines.counts import register_count
        from mutirao.action_lines.pinned import register_pinned
        from mutirao.action_lines.states import PinKind
        from mutirao.base.references import Kind, register
        from mutirao.projects import panels, queries  # noqa: F401 panels register themselves
        from mutirao.projects.models import Project

        register(Kind("project", _("project"), Project, queries.visible_to, key="slug"))
        register_pinned(PinKind.PROJECT, queries.addresses_of)
        register_count(
            "projects",
            label=lambda n: ngettext("project found", "projects found", n),
            address="/projects/",
            rows=queries.listed,
        )
        register_exports()


def register_exports() -> None:
    """Open data: what is listed; no name of a person, no place where people need protection."""
    from mutirao.projects import queries
    from mutirao.sources.exporting import register_export

    copied = (
        *("title", "language", "topic", "lead", "lead_kind", "programme", "tracks", "start_date", "end_date"),
        *("status", "status_note", "status_url", "report_status", "scope_kind", "note"),
    )
    columns = {"project": "slug", **{name: name for name in copied}, "where": "shown_where", "page": "address"}
    register_export("projects", queries.for_export, {**columns, **ORIGIN})
    amounts = {name: name for name in ("value", "currency", "source_url", "stated_on")}
    columns = {"project": "project__slug", "kind": "amount_kind", **amounts}
    register_export("project_amounts", queries.amounts_for_export, {**columns, **ORIGIN})
    columns = {"project": "project__slug", "territory": "territory__slug"}
    register_export("project_territories", queries.places_for_export, columns)
    columns = {"project": "project__slug", "action_line": "actionline__slug"}
    register_export("project_action_lines", queries.lines_for_export, columns)
