"""Who may do what with communities.

Moderators of the list are those who hold the role in the community of Meta-Wiki, where the movement decides.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from mutirao.accounts.rules import holds, is_administrator, is_member, is_signed_in
from mutirao.accounts.states import Role
from mutirao.base.references import Reference
from mutirao.base.verdicts import ALLOWED, Verdict, first_refusal, refuse
from mutirao.movement.models import Community, Declaration, MergeProposal
from mutirao.movement.states import CommunityState, DeclarationState, MergeState

MODERATED_IN = Reference("community", "metawiki")


def is_moderator(user: Any) -> Verdict:
    if is_administrator(user) or holds(user, Role.MODERATOR, MODERATED_IN):
        return ALLOWED
    return refuse(_("Only moderators of the list of communities and administrators can do this."))


def can_add(user: Any) -> Verdict:
    return is_signed_in(user)


def can_decide(user: Any, community: Community) -> Verdict:
    """Accept, refuse or merge what somebody proposed."""
    waits = community.state == CommunityState.PROPOSED
    decided = ALLOWED if waits else refuse(_("Somebody has decided about this community already."))
    own = community.proposed_by_id is not None and community.proposed_by_id == getattr(user, "pk", None)
    others = refuse(_("Nobody decides about their own proposal.")) if own and not is_administrator(user) else ALLOWED
    return first_refusal(is_moderator(user), others, decided)


def can_merge(user: Any, community: Community, into: Community) -> Verdict:
    """Both are one group: for a moderator who did not add it."""
    own = community.proposed_by_id is not None and community.proposed_by_id == getattr(user, "pk", None)
    others = refuse(_("Nobody decides about their own proposal.")) if own and not is_administrator(user) else ALLOWED
    return first_refusal(can_be_merged(community, into), is_moderator(user), others)


def can_be_merged(community: Community, into: Community) -> Verdict:
    """What comes from a file stays: the next edition would bring it back."""
    if community.state not in {CommunityState.PROPOSED, CommunityState.LISTED}:
        return refuse(_("Somebody has decided about this community already."))
    if community.pk == into.pk:
        return refuse(_("A community cannot be merged with itself."))
    if into.state != CommunityState.LISTED:
        return refuse(_("The other community is not listed, so nothing can be merged into it."))
    if community.is_from_source:
        return refuse(_("This community comes from a source, so it cannot go. Merge the other one into it."))
    return ALLOWED


def can_propose_merge(user: Any, community: Community) -> Verdict:
    """Anybody signed in, about what is listed."""
    if community.state != CommunityState.LISTED:
        return refuse(_("This community is not listed."))
    return is_signed_in(user)


def can_decide_merge(user: Any, proposal: MergeProposal) -> Verdict:
    """A moderator, and never the one who proposed it: a merge cannot be undone."""
    own = proposal.proposed_by_id is not None and proposal.proposed_by_id == getattr(user, "pk", None)
    others = refuse(_("Nobody decides about their own proposal.")) if own else ALLOWED
    return first_refusal(_waits(proposal), is_moderator(user), others)


def can_take_back_merge(user: Any, proposal: MergeProposal) -> Verdict:
    own = is_signed_in(user) and proposal.proposed_by_id == user.pk
    return first_refusal(
        _waits(proposal), ALLOWED if own else refuse(_("Only the person who proposed this can take it back."))
    )


def _waits(proposal: MergeProposal) -> Verdict:
    if proposal.state == MergeState.WAITING:
        return ALLOWED
    return refuse(_("Somebody has decided about this already."))


def can_edit(user: Any, community: Community) -> Verdict:
    """Members, moderators and administrators; the proposer as long as nobody has decided."""
    if community.state not in {CommunityState.PROPOSED, CommunityState.LISTED}:
        return refuse(_("This community is not listed any more."))
    if not is_signed_in(user):
        return is_signed_in(user)
    if community.state == CommunityState.PROPOSED and community.proposed_by_id == user.pk:
        return ALLOWED
    if is_member(user, community.reference) or is_moderator(user):
        return ALLOWED
    return refuse(_("Only people who hold a role in this community can change its page. You can ask to coordinate it."))


def can_declare(user: Any, community: Community) -> Verdict:
    return can_edit(user, community)


def can_propose_declaration(user: Any, community: Community) -> Verdict:
    """Anybody signed in, about what is listed; who may declare need not propose."""
    if can_declare(user, community):
        return ALLOWED
    if community.state != CommunityState.LISTED:
        return refuse(_("This community is not listed."))
    return is_signed_in(user)


def can_decide_declaration(user: Any, declaration: Declaration) -> Verdict:
    """Confirm or refuse what somebody proposed: who may declare it themselves."""
    if declaration.state != DeclarationState.PROPOSED:
        return refuse(_("Somebody has decided about this already."))
    if is_signed_in(user) and declaration.declared_by_id == user.pk and not is_administrator(user):
        return refuse(_("Nobody decides about their own proposal."))
    return can_declare(user, declaration.community)


def can_take_back(user: Any, declaration: Declaration) -> Verdict:
    """Who proposed it, as long as nobody has decided."""
    if declaration.state != DeclarationState.PROPOSED:
        return refuse(_("Somebody has decided about this already."))
    if is_signed_in(user) and declaration.declared_by_id == user.pk:
        return ALLOWED
    return refuse(_("Only the person who proposed this can take it back."))


def can_withdraw(user: Any, declaration: Declaration) -> Verdict:
    if declaration.state != DeclarationState.DECLARED:
        return refuse(_("This is not declared now."))
    return can_edit(user, declaration.community)


def can_decline_estimates(user: Any, community: Community) -> Verdict:
    """A community speaks for itself here: its coordinators, nobody above them."""
    if community.state != CommunityState.LISTED:
        return refuse(_("This community is not listed."))
    if holds(user, Role.COORDINATOR, community.reference):
        return ALLOWED
    return refuse(_("Only a coordinator of this community can decide this."))
