from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MovementConfig(AppConfig):
    name = "mutirao.movement"
    label = "movement"

    def ready(self) -> None:
        from mutirao.accounts.personal_data import register_erasure, register_personal_data
        from mutirao.accounts.spaces import register_space
        from mutirao.accounts.states import Role
        from mutirao.accounts.topics import register_topic
        from mutirao.base.acts import register_acts
        from mutirao.base.references import Kind, register
        from mutirao.discussion.subjects import register_subject
        from mutirao.movement import handlers, panels, personal_data, queries  # noqa: F401 two register themselves
        from mutirao.movement.actions.translations import write_text
        from mutirao.movement.models import Community, Language, MergeProposal, Territory, Wiki
        from mutirao.movement.open_data import register_exports
        from mutirao.movement.states import FORMER_ACTS, Act
        from mutirao.translation.texts import register_texts

        register_acts(Act, formerly=FORMER_ACTS)
        register(Kind("community", _("community"), Community, queries.visible_to, key="slug", public=queries.public))
        register(Kind("language", _("language"), Language, queries.all_languages, key="slug"))
        register(Kind("territory", _("territory"), Territory, queries.all_territories, key="slug"))
        register(Kind("merge_proposal", _("proposed merge"), MergeProposal, queries.merges_visible_to))
        register(Kind("wiki", _("wiki"), Wiki, queries.all_wikis, key="slug"))
        register_space("community", roles=(Role.COORDINATOR, Role.MODERATOR), protected=queries.protected)
        register_topic("communities", _("Communities that you added"))
        register_personal_data("communities", personal_data.collect)
        register_erasure("communities", personal_data.erase)
        register_exports()
        register_subject("community")
        register_texts("community", fields=("description",), write=write_text)
