"""Two communities that are one: somebody proposes it with a reason, a moderator decides, and what they have moves."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from mutirao.accounts.actions import hide_holders, move_roles, notify
from mutirao.accounts.models import User
from mutirao.accounts.wording import in_every_language
from mutirao.base import audit, clock
from mutirao.base.errors import Refused
from mutirao.base.models import OldSlug
from mutirao.base.news import announce
from mutirao.discussion.actions import move_talk
from mutirao.movement import queries, rules
from mutirao.movement.actions.declarations import refresh_declared_text
from mutirao.movement.actions.proposals import TOPIC, settle, tell_proposer
from mutirao.movement.actions.proposed_declarations import move_proposals
from mutirao.movement.models import Community, MergeProposal
from mutirao.movement.states import Act, CommunityState, DeclarationState, MergeState
from mutirao.sources.exporting import freeze_soon
from mutirao.translation.actions import close_offers

# Translators: the next sentences are notices; they may be seen on a locked screen, so they name nothing.
MERGED = gettext_noop("A community that you added was here already. Both are one now.")
ASKED = gettext_noop("Somebody says that a community of yours and another one are the same. Please have a look.")
ACCEPTED = gettext_noop("Two communities that you called the same are one now. Thank you.")
REFUSED = gettext_noop("A moderator sees two communities where you see one. The reason stands there.")


@transaction.atomic
def propose_merge(*, community: Community, into: Community, reason: str, by: User) -> MergeProposal:
    """Both pages show it until a moderator decides; coordinators of both are told.

    Raises ``Refused`` when the same waits already, in either direction.
    """
    for each in (community, into):
        rules.can_propose_merge(by, each).or_refuse()
    rules.can_be_merged(community, into).or_refuse()
    waits = _("Somebody has proposed that already. It waits for a moderator.")
    if MergeProposal.objects.filter(community=into, into=community, state=MergeState.WAITING).exists():
        raise Refused(waits)
    try:
        with transaction.atomic():
            proposal = MergeProposal.objects.create(community=community, into=into, reason=reason, proposed_by=by)
    except IntegrityError as error:
        raise Refused(waits) from error
    _record(proposal, Act.MERGE_PROPOSED, by, reason)
    for each in (community, into):
        for person in queries.coordinators_of(each, may_be_named=True).all:
            if person != by:
                notify(person=person, topic=TOPIC, text=in_every_language(ASKED), address=each.get_absolute_url())
    return proposal


@transaction.atomic
def accept_merge(*, proposal: MergeProposal, by: User) -> None:
    """Both are one from now on; this cannot be undone."""
    proposal = _locked(proposal)
    rules.can_decide_merge(by, proposal).or_refuse()
    merge_community(community=proposal.community, into=proposal.into, by=by)
    _decide(proposal, MergeState.ACCEPTED, by)
    _tell(proposal, ACCEPTED, proposal.into)


@transaction.atomic
def refuse_merge(*, proposal: MergeProposal, decision: str, by: User) -> None:
    """Both stay; the proposer reads why."""
    proposal = _locked(proposal)
    rules.can_decide_merge(by, proposal).or_refuse()
    _decide(proposal, MergeState.REFUSED, by, decision)
    _record(proposal, Act.MERGE_REFUSED, by, decision)
    _tell(proposal, REFUSED, proposal.community)


@transaction.atomic
def take_back_merge(*, proposal: MergeProposal, by: User) -> None:
    """The proposer's words go, the row stays as a trace."""
    proposal = _locked(proposal)
    rules.can_take_back_merge(by, proposal).or_refuse()
    proposal.reason = ""
    _decide(proposal, MergeState.TAKEN_BACK, by)
    _record(proposal, Act.MERGE_TAKEN_BACK, by)


@transaction.atomic
def merge_community(*, community: Community, into: Community, by: User) -> None:
    """``community`` was ``into`` all along: its declarations, roles and talk move, its address leads there.

    Higher contexts move what is theirs on the news ``movement.community_merged``.
    """
    # One order for all, so that two merges in opposite directions do not wait for each other for ever.
    rows = Community.objects.select_for_update().order_by("pk").in_bulk([community.pk, into.pk])
    community, into = rows[community.pk], rows[into.pk]
    rules.can_merge(by, community, into).or_refuse()
    _move_declarations(community, into)
    move_proposals(community, into)
    move_roles(space=community.reference, to=into.reference, by=by)
    move_talk(subject=community.reference, to=into.reference, by=by)
    close_offers(subject=community.reference, by=by)
    _overtake_proposals(community)
    if queries.is_protected(into):
        hide_holders(space=into.reference, by=by)
        freeze_soon()
    community.merged_into = into
    settle(community, CommunityState.MERGED)
    Community.objects.filter(merged_into=community).update(merged_into=into)
    OldSlug.objects.filter(kind=Community.kind, current=community.slug).update(current=into.slug)
    OldSlug.objects.create(kind=Community.kind, slug=community.slug, current=into.slug)
    for subject, facts in ((community, {"into": into.slug}), (into, {"from": community.slug})):
        audit.record(subject=subject.reference, action=Act.COMMUNITY_MERGED, by=by, facts=facts)
    announce("movement.community_merged", subject=community.reference, payload={"into": into.slug})
    tell_proposer(community, MERGED, into)


def _move_declarations(community: Community, into: Community) -> None:
    there = {declaration.thing.reference for declaration in queries.declarations_of(into)}
    for declaration in queries.declarations_of(community):
        if declaration.thing.reference in there:
            declaration.state = DeclarationState.WITHDRAWN
        else:
            declaration.community = into
        declaration.save(update_fields=["community", "state", "updated_at"])
    refresh_declared_text(into)


def _overtake_proposals(community: Community) -> None:
    """What else was proposed about it is about a page that is gone."""
    waiting = MergeProposal.objects.filter(Q(community=community) | Q(into=community), state=MergeState.WAITING)
    waiting.update(state=MergeState.OVERTAKEN, updated_at=clock.now())


def _locked(proposal: MergeProposal) -> MergeProposal:
    rows = MergeProposal.objects.select_for_update(of=("self",)).select_related("community", "into", "proposed_by")
    return rows.get(pk=proposal.pk)


def _decide(proposal: MergeProposal, state: MergeState, by: User, decision: str = "") -> None:
    proposal.state, proposal.decided_by, proposal.decision = state, by, decision
    proposal.save(update_fields=["state", "reason", "decided_by", "decision", "updated_at"])


def _record(proposal: MergeProposal, action: Act, by: User, reason: str = "") -> None:
    facts = {"proposal": str(proposal.public_id), "community": proposal.community.slug, "into": proposal.into.slug}
    personal = {"reason": reason} if reason else None
    for each in (proposal.community, proposal.into):
        audit.record(subject=each.reference, action=action, by=by, facts=facts, personal=personal)


def _tell(proposal: MergeProposal, words: str, page: Community) -> None:
    if proposal.proposed_by is not None:
        address = page.get_absolute_url()
        notify(person=proposal.proposed_by, topic=TOPIC, text=in_every_language(words), address=address)
