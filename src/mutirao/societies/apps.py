from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext


class SocietiesConfig(AppConfig):
    name = "mutirao.societies"
    label = "societies"

    def ready(self) -> None:
        from mutirao.action_lines.counts import register_count
        from mutirao.base.references import Kind, register
        from mutirao.societies import gaps, panels, queries  # noqa: F401 panels register themselves
        from mutirao.societies.models import Society
        from mutirao.societies.open_data import register_exports

        register(Kind("society", _("society"), Society, queries.visible_to, key="slug"))
        register_exports()
        gaps.register()
        register_count(
            "societies",
            label=lambda n: ngettext("society described", "societies described", n),
            address="/societies/",
            rows=Society.objects.all,
        )
