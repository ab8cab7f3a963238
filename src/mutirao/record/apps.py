from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext


class RecordConfig(AppConfig):
    name = "mutirao.record"
    label = "record"

    def ready(self) -> None:
        from mutirao.accounts.personal_data import register_erasure, register_personal_data
        from mutirao.accounts.topics import register_topic
        from mutirao.action_lines.counts import register_count
        from mutirao.action_lines.pinned import register_pinned
        from mutirao.action_lines.states import PinKind
        from mutirao.base.acts import register_acts
        from mutirao.discussion.suggestible import Suggestible, register_suggestible
        from mutirao.record import actions, panels, personal_data, queries, rules  # noqa: F401
        from mutirao.record.forms import DiscussionForm
        from mutirao.record.open_data import register_exports
        from mutirao.record.states import Act

        register_kinds()
        suggestible = Suggestible(
            "discussion", DiscussionForm, actions.present_facts, actions.write_suggested, rules.is_curator
        )
        register_suggestible(suggestible)
        register_acts(Act)
        register_pinned(PinKind.DISCUSSION, queries.addresses_of)
        register_count(
            "discussions",
            label=lambda n: ngettext("discussion found", "discussions found", n),
            address="/discussions/",
            rows=queries.listed,
        )
        register_topic("record", _("Posts in the record that you asked about"))
        register_personal_data("record", personal_data.collect)
        register_erasure("record", lambda person: actions.forget_person(person=person))
        register_exports()


def register_kinds() -> None:
    from mutirao.base.references import Kind, register
    from mutirao.record import models, queries

    register(Kind("discussion", _("past discussion"), models.Discussion, queries.visible_to, key="slug"))
    register(Kind("post", _("post"), models.Post, queries.visible_posts))
    register(Kind("removal_request", _("request for removal"), models.RemovalRequest, queries.visible_requests))
