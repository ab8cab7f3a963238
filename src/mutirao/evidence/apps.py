from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvidenceConfig(AppConfig):
    name = "mutirao.evidence"
    label = "evidence"

    def ready(self) -> None:
        from mutirao.base.references import Kind, register
        from mutirao.evidence import gaps, panels, queries  # noqa: F401 panels register themselves
        from mutirao.evidence.models import Indicator
        from mutirao.evidence.open_data import register_exports

        register(Kind("indicator", _("indicator"), Indicator, queries.visible_indicators, key="slug"))
        register_exports()
        gaps.register()
