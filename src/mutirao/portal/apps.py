from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "mutirao.portal"
    label = "portal"

    def ready(self) -> None:
        from mutirao.base.acts import register_acts
        from mutirao.base.references import Kind, register
        from mutirao.portal import actions, panels, queries, tasks  # noqa: F401 panels and tasks register themselves
        from mutirao.portal.models import StateRelease, SupportKind, Term
        from mutirao.portal.open_data import register_exports
        from mutirao.portal.states import Act
        from mutirao.translation.texts import register_texts

        register_acts(Act)
        register_exports()
        register(
            # Translators: what the record of one quarter is called, for example in a history of changes.
            Kind("state_release", _("state of the recommendation"), StateRelease, queries.visible_releases, key="slug")
        )
        register(Kind("term", _("word of the glossary"), Term, queries.all_terms, key="slug"))
        register(Kind("support_kind", _("kind of support"), SupportKind, queries.all_support_kinds, key="slug"))
        # They come with the product, as drafts in six languages.
        for kind, fields in (("term", ("name", "meaning")), ("support_kind", ("name", "summary"))):
            register_texts(kind, fields=fields, write=actions.write_text, is_draft=lambda target: True)
