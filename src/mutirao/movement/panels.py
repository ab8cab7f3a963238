"""What waits for a person: proposals to decide about, and what became of their own."""

from __future__ import annotations

from typing import Any

from mutirao.accounts.models import User
from mutirao.base.panels import panel
from mutirao.movement import queries


@panel("inbox", order=40, template="movement/panels/to_decide.html")
def to_decide(person: User, user: Any) -> dict[str, Any] | None:
    """For moderators: how many proposals wait."""
    n = queries.proposals_to_decide(person).count()
    return {"n": n} if n else None


@panel("inbox", order=40, template="movement/panels/declarations_to_decide.html")
def declarations_to_decide(person: User, user: Any) -> dict[str, Any] | None:
    """For the people of a community and for moderators: how many proposed declarations wait."""
    n = queries.declarations_to_decide(person).count()
    return {"n": n} if n else None


@panel("inbox", order=40, template="movement/panels/merges_to_decide.html")
def merges_to_decide(person: User, user: Any) -> dict[str, Any] | None:
    """For moderators: how many proposed merges wait."""
    n = queries.merges_to_decide(person).count()
    return {"n": n} if n else None


@panel("inbox", order=41, template="movement/panels/own_proposals.html")
def own_proposals(person: User, user: Any) -> dict[str, Any] | None:
    communities = list(queries.proposals_by(person)[:20])
    return {"communities": communities} if communities else None
