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
        from mutirao.base.acts import register_acts
        from mutirao.base.references import Kind, register
        from mutirao.discussion.suggestible import Suggestible, register_suggestible
        from mutirao.projects import actions, panels, queries, rules  # noqa: F401 panels register themselves
        from mutirao.projects.forms import ProjectForm
        from mutirao.projects.models import Project
        from mutirao.projects.open_data import register_exports
        from mutirao.projects.states import Act

        register(Kind("project", _("project"), Project, queries.visible_to, key="slug"))
        suggestible = Suggestible(
            "project", ProjectForm, actions.present_facts, actions.write_suggested, rules.is_curator
        )
        register_suggestible(suggestible)
        register_acts(Act)
        register_pinned(PinKind.PROJECT, queries.addresses_of)
        register_count(
            "projects",
            label=lambda n: ngettext("project found", "projects found", n),
            address="/projects/",
            rows=queries.listed,
        )
        register_exports()
