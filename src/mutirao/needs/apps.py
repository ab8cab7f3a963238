from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext


class NeedsConfig(AppConfig):
    name = "mutirao.needs"
    label = "needs"

    def ready(self) -> None:
        from mutirao.action_lines.counts import register_count
        from mutirao.base.references import Kind, register
        from mutirao.needs import panels  # noqa: F401 panels register themselves
        from mutirao.needs.models import EarlierAssessment
        from mutirao.needs.open_data import register_exports
        from mutirao.needs.queries import earlier

        kind = EarlierAssessment.kind
        register(Kind(kind, _("earlier assessment"), EarlierAssessment, earlier.visible_to, key="slug"))
        register_count(
            "assessments",
            label=lambda n: ngettext("earlier assessment found", "earlier assessments found", n),
            address="/needs/earlier/",
            rows=lambda: earlier.visible_to(None),
        )
        register_exports()
