"""What this context holds about a person, and what becomes of it when they leave."""

from __future__ import annotations

from mutirao.accounts.models import User
from mutirao.base.canonical_json import JSON
from mutirao.movement.models import Community, Declaration, MergeProposal
from mutirao.movement.states import CommunityState, DeclarationState, MergeState


def collect(person: User) -> JSON:
    """The communities that the person added, what they declared, and what they decided about others' declarations."""
    return {
        "communities_added": [
            {"community": community.slug, "name": str(community.name), "state": community.state}
            for community in Community.objects.filter(proposed_by=person)
        ],
        "declarations": [
            {
                "community": row.community.slug,
                "thing": str(row.thing.reference),
                "source": row.source_url,
                "state": row.state,
            }
            for row in Declaration.objects.filter(declared_by=person).select_related(
                "community", "territory", "language", "wiki"
            )
        ],
        "declarations_decided": [
            {"community": row.community.slug, "thing": str(row.thing.reference), "state": row.state}
            for row in Declaration.objects.filter(decided_by=person).select_related(
                "community", "territory", "language", "wiki"
            )
        ],
        "merges_proposed": [
            {"community": row.community.slug, "into": row.into.slug, "reason": row.reason, "state": row.state}
            for row in MergeProposal.objects.filter(proposed_by=person).select_related("community", "into")
        ],
        "merges_decided": [
            {"community": row.community.slug, "into": row.into.slug, "reason": row.decision, "state": row.state}
            for row in MergeProposal.objects.filter(decided_by=person).select_related("community", "into")
        ],
    }


def erase(person: User) -> None:
    """What nobody has listed yet goes; communities and declarations that are public stay, of nobody."""
    own = Community.objects.filter(proposed_by=person)
    own.filter(state__in=[CommunityState.PROPOSED, CommunityState.REFUSED]).delete()
    own.update(proposed_by=None)
    said = Declaration.objects.filter(declared_by=person)
    said.filter(state__in=[DeclarationState.PROPOSED, DeclarationState.REFUSED]).delete()
    said.update(declared_by=None)
    Declaration.objects.filter(decided_by=person).update(decided_by=None)
    proposed = MergeProposal.objects.filter(proposed_by=person)
    proposed.filter(state=MergeState.WAITING).delete()
    proposed.update(proposed_by=None, reason="")
    MergeProposal.objects.filter(decided_by=person).update(decided_by=None)
