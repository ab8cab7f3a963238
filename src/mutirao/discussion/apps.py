from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DiscussionConfig(AppConfig):
    name = "mutirao.discussion"
    label = "discussion"

    def ready(self) -> None:
        from mutirao.accounts.personal_data import register_erasure, register_personal_data
        from mutirao.accounts.topics import register_topic
        from mutirao.base.acts import register_acts
        from mutirao.base.references import Kind, register
        from mutirao.discussion import panels, personal_data, queries, tasks  # noqa: F401 they register themselves
        from mutirao.discussion.models import Comment, Endorsement, Poll, Suggestion, Thread
        from mutirao.discussion.open_data import register_exports
        from mutirao.discussion.states import Act

        register_acts(Act)
        register(Kind("thread", _("Discussion"), Thread, queries.threads_visible_to))
        register(Kind("comment", _("Comment"), Comment, queries.comments_visible_to))
        register(Kind("poll", _("Poll"), Poll, queries.polls_visible_to))
        register(Kind("endorsement", _("Endorsement"), Endorsement, queries.endorsements_visible_to))
        register(Kind("suggestion", _("Suggestion"), Suggestion, queries.suggestions_visible_to))
        register_topic("discussion", _("Replies to you, and what was decided about your comments and suggestions"))
        register_personal_data("discussion", personal_data.collect)
        register_erasure("discussion", personal_data.erase)
        register_exports()
