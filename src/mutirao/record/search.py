"""What the search knows of discussions; posts are not searched, so that nobody is found by name."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mutirao.base.search import Document, Searchable, register_search
from mutirao.base.text import text_of
from mutirao.record import queries
from mutirao.record.models import Discussion

PRIOR = 30


def document(discussion: Discussion) -> Document:
    return Document(
        text_of(en=discussion.title),
        text=discussion.summary or discussion.outcome or discussion.topic,
        keywords=tuple(filter(None, (discussion.topic.original, discussion.venue.original, discussion.start_date[:4]))),
        languages=(discussion.language,) if discussion.language else (),
        prior=PRIOR,
    )


register_search(Searchable("discussion", _("Discussions"), queries.listed, document))
