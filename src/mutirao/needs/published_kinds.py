"""What other contexts are told of releases and replies: kinds, texts, topics."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from mutirao.accounts.topics import register_topic
from mutirao.action_lines.counts import register_count
from mutirao.base.references import Kind, register
from mutirao.needs.actions import replies as actions
from mutirao.needs.models import Release, Reply
from mutirao.needs.queries import published, replies
from mutirao.translation.texts import register_texts


def register_published() -> None:
    """Called from ``AppConfig.ready``."""
    register(Kind(Release.kind, _("release of needs"), Release, published.visible_to, key="number"))
    register(Kind(Reply.kind, _("reply to a figure"), Reply, replies.visible_to))
    register_texts(Reply.kind, fields=("text",), write=actions.write_text)
    register_count(
        "needs",
        label=lambda n: ngettext("clear need known", "clear needs known", n),
        address="/needs/landscape/",
        rows=published.clear_needs,
    )
    register_topic(actions.TOPIC, _("Needs of communities where you hold a role"))
