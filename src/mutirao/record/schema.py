"""A discussion in the words of schema.org, for machines that read its page."""

from __future__ import annotations

from typing import Any

from mutirao.record.models import Discussion


def schema_of(discussion: Discussion, address: str) -> dict[str, Any]:
    """Facts of the page as a ``Conversation``; nobody who took part is named."""
    return {
        "@type": "Conversation",
        "name": discussion.title,
        "about": str(discussion.topic),
        "abstract": str(discussion.outcome),
        "dateCreated": discussion.start_date,
        "inLanguage": discussion.language,
        "url": address,
        "sameAs": discussion.address,
    }
