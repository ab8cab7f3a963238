"""What the record holds of a person: posts that bear their name, and requests that they made."""

from __future__ import annotations

from mutirao.accounts.models import User
from mutirao.base.canonical_json import JSON
from mutirao.record import queries
from mutirao.record.models import RemovalRequest


def collect(person: User) -> JSON:
    posts = [
        {
            "discussion": post.discussion.slug,
            "signed_at": post.signed_at.isoformat() if post.signed_at else None,
            "text": post.text,
        }
        for post in queries.signed_as(person)
    ]
    requests = [
        {"post": str(asked.post.public_id), "reason": asked.reason, "state": asked.state, "answer": asked.answer}
        for asked in RemovalRequest.objects.filter(asked_by=person).select_related("post")
    ]
    decided = RemovalRequest.objects.filter(decided_by=person).select_related("post")
    return {
        "posts": posts,
        "removal_requests": requests,
        "removal_requests_decided": [
            {"post": str(asked.post.public_id), "state": asked.state, "answer": asked.answer} for asked in decided
        ],
    }
