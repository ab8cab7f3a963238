from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext


class GrantsConfig(AppConfig):
    name = "mutirao.grants"
    label = "grants"

    def ready(self) -> None:
        from mutirao.action_lines.counts import register_count
        from mutirao.base.references import Kind, register
        from mutirao.grants import queries
        from mutirao.grants.models import Programme
        from mutirao.grants.open_data import register_exports

        register(Kind("programme", _("programme"), Programme, queries.visible_programmes, key="slug"))
        register_count(
            "programmes",
            label=lambda n: ngettext(
                "programme was open when we last looked", "programmes were open when we last looked", n
            ),
            address="/support/",
            rows=queries.open_programmes,
        )
        register_exports()
