from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext


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
        from mutirao.projects.open_data import register_exports

        register(Kind("project", _("project"), Project, queries.visible_to, key="slug"))
        register_pinned(PinKind.PROJECT, queries.addresses_of)
        register_count(
            "projects",
            label=lambda n: ngettext("project found", "projects found", n),
            address="/projects/",
            rows=queries.listed,
        )
        register_exports()
