from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext


class LearningConfig(AppConfig):
    name = "mutirao.learning"
    label = "learning"

    def ready(self) -> None:
        from mutirao.action_lines.counts import register_count
        from mutirao.action_lines.pinned import register_pinned
        from mutirao.action_lines.states import PinKind
        from mutirao.base.acts import register_acts
        from mutirao.base.references import Kind, register
        from mutirao.discussion.suggestible import Suggestible, register_suggestible
        from mutirao.learning import actions, panels, queries, rules, search, tasks  # noqa: F401 they register themselves
        from mutirao.learning.facts import present_facts
        from mutirao.learning.forms import ResourceForm
        from mutirao.learning.gaps import register_library_gaps
        from mutirao.learning.models import Resource
        from mutirao.learning.open_data import register_exports
        from mutirao.learning.states import Act
        from mutirao.translation.texts import register_texts

        register(Kind("resource", _("Resource"), Resource, queries.visible_to, key="slug"))
        register_suggestible(
            Suggestible("resource", ResourceForm, present_facts, actions.write_suggested, rules.can_curate)
        )
        register_texts("resource", fields=("summary",), write=actions.write_text, is_draft=rules.has_shipped_texts)
        register_count(
            "resources",
            label=lambda n: ngettext("resource in the library", "resources in the library", n),
            address="/library/",
            rows=queries.listed,
        )
        register_acts(Act)
        register_pinned(PinKind.RESOURCE, queries.addresses_of)
        register_exports()
        register_library_gaps()
