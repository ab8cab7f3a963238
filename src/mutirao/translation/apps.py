from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TranslationConfig(AppConfig):
    name = "mutirao.translation"
    label = "translation"

    def ready(self) -> None:
        from mutirao.accounts.personal_data import register_erasure, register_personal_data
        from mutirao.accounts.topics import register_topic
        from mutirao.base.acts import register_acts
        from mutirao.base.references import Kind, register
        from mutirao.sources.actions import register_published
        from mutirao.translation import panels, personal_data, queries  # noqa: F401 panels register themselves
        from mutirao.translation.models import TranslationOffer
        from mutirao.translation.states import Act

        register_acts(Act)
        register(Kind("translation_offer", _("Translation"), TranslationOffer, queries.offers_visible_to))
        register_topic("translation", _("What became of your translations"))
        register_personal_data("translation", personal_data.collect)
        register_erasure("translation", personal_data.erase)
        register_published(queries.published_texts)
