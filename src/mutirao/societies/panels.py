"""What a community's page shows of the people it serves."""

from __future__ import annotations

from typing import Any

from django.db.models import BigIntegerField, QuerySet

from mutirao.base.panels import panel
from mutirao.base.prepared import Given, prepared
from mutirao.movement.models import Community
from mutirao.societies import queries
from mutirao.societies.models import Society
from mutirao.societies.states import Tie

N_SHOWN = 10


@panel("community", order=5, template="societies/panels/served.html")
def served(community: Community, user: Any) -> dict[str, Any]:
    """The people it serves, the largest society first, with the tie that says so."""
    rows = _served(community=community.pk)
    first = rows[0] if rows else None
    facts = vars(first) if first else {}
    return {
        "rows": rows,
        "first": first,
        "is_declared": facts.get("tie") == Tie.DECLARED,
        "n_more": facts.get("n_all", 0) - len(rows),
    }


@prepared(community=BigIntegerField())
def _served(community: Given) -> QuerySet[Society]:
    return queries.societies_served_by(community)[:N_SHOWN]
