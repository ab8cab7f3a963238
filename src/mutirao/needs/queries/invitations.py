"""Reads of invitations: numbers only, in steps where they could tell somebody's moment."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from mutirao.needs.models import Assessment
from mutirao.needs.queries.progress import in_steps


@dataclass(frozen=True)
class InvitationCounts:
    """``n_used`` in steps of five: who sent out three links could otherwise watch them being used."""

    n: int
    n_used: int


def counts_of(assessment: Assessment) -> InvitationCounts:
    """One query."""
    counts = assessment.invitations.aggregate(n=Count("pk"), used=Count("pk", filter=Q(is_used=True)))
    return InvitationCounts(counts["n"], in_steps(counts["used"]))
