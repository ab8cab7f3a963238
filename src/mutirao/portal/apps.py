from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "mutirao.portal"
    label = "portal"

    def ready(self) -> None:
        from mutirao.base.acts import register_acts
        from mutirao.base.references import Kind, register
        from mutirao.portal import panels, queries, tasks  # noqa: F401 panels and tasks register themselves
        from mutirao.portal.models import StateRelease
        from mutirao.portal.states import Act

        register_acts(Act)
        register(
            # Translators: what the record of one quarter is called, for example in a history of changes.
            Kind("state_release", _("state of the recommendation"), StateRelease, queries.visible_releases, key="slug")
        )
