from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SourcesConfig(AppConfig):
    name = "mutirao.sources"
    label = "sources"

    def ready(self) -> None:
        from mutirao.base.acts import register_acts
        from mutirao.base.references import Kind, register
        from mutirao.sources import queries, tasks  # noqa: F401 tasks register themselves
        from mutirao.sources.models import Edition, Source
        from mutirao.sources.open_data import register_exports
        from mutirao.sources.states import FORMER_ACTS, Act

        register_acts(Act, formerly=FORMER_ACTS)
        register(Kind("source", _("source"), Source, queries.visible_sources, key="slug"))
        register(Kind("edition", _("edition"), Edition, queries.visible_editions))
        register_exports()
