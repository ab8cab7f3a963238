"""What people without a role propose to say of a community, and what its people answer."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from mutirao.accounts.models import User
from mutirao.base import audit, clock
from mutirao.base.canonical_json import JSON
from mutirao.base.errors import Refused
from mutirao.movement import queries, rules
from mutirao.movement.actions.declarations import STANDS, make_known, store_declaration, tell_proposer
from mutirao.movement.models import Community, Declaration, Language, Territory, Wiki
from mutirao.movement.states import Act, DeclarationState

# Translators: a notice that may be seen on a locked screen, so it names nothing.
REFUSED = gettext_noop("What you proposed to say of a community was not taken up. The reason stands there.")


@transaction.atomic
def propose_declaration(
    *, community: Community, thing: Territory | Language | Wiki, source_url: str, by: User
) -> Declaration:
    """Nobody but the proposer and those who decide sees it; raises ``Refused`` when it is said or proposed already."""
    rules.can_propose_declaration(by, community).or_refuse()
    same = Declaration.objects.filter(community=community, **{thing.kind: thing})
    if same.filter(state=DeclarationState.DECLARED).exists():
        raise Refused(_("This community has declared that already."))
    if same.filter(state=DeclarationState.PROPOSED).exists():
        raise Refused(_("Somebody has proposed that already. It waits for a second look."))
    declaration = store_declaration(community, thing, source_url, by, DeclarationState.PROPOSED)
    _record(declaration, Act.DECLARATION_PROPOSED, by, {"thing": str(thing.reference), "source": source_url})
    return declaration


@transaction.atomic
def confirm_declaration(*, declaration: Declaration, by: User) -> None:
    """From now on it counts as declared by the community."""
    declaration = _locked(declaration)
    rules.can_decide_declaration(by, declaration).or_refuse()
    try:
        with transaction.atomic():
            _decide(declaration, DeclarationState.DECLARED, by)
    except IntegrityError as error:
        raise Refused(_("This community has declared that already.")) from error
    make_known(declaration, by)
    tell_proposer(declaration, STANDS)


@transaction.atomic
def refuse_declaration(*, declaration: Declaration, reason: str, by: User) -> None:
    """The proposer reads the reason on the page of the community."""
    declaration = _locked(declaration)
    rules.can_decide_declaration(by, declaration).or_refuse()
    _decide(declaration, DeclarationState.REFUSED, by, reason)
    _record(declaration, Act.DECLARATION_REFUSED, by, {"thing": str(declaration.thing.reference), "reason": reason})
    tell_proposer(declaration, REFUSED)


@transaction.atomic
def take_back_declaration(*, declaration: Declaration, by: User) -> None:
    """The proposer has thought again: it is as if it had not been proposed."""
    declaration = _locked(declaration)
    rules.can_take_back(by, declaration).or_refuse()
    _record(declaration, Act.DECLARATION_TAKEN_BACK, by, {})
    declaration.delete()


def move_proposals(community: Community, into: Community) -> None:
    """Both are one now: what was proposed for the one waits for the other; in the caller's transaction."""
    known = [DeclarationState.DECLARED, DeclarationState.PROPOSED]
    for proposal in queries.proposed_declarations().filter(community=community):
        same = Declaration.objects.filter(community=into, state__in=known, **{proposal.thing.kind: proposal.thing})
        if same.exists():
            proposal.state = DeclarationState.WITHDRAWN
        else:
            proposal.community = into
        proposal.save(update_fields=["community", "state", "updated_at"])


def _locked(declaration: Declaration) -> Declaration:
    related = ("community", "territory", "language", "wiki", "declared_by")
    return Declaration.objects.select_for_update(of=("self",)).select_related(*related).get(pk=declaration.pk)


def _decide(declaration: Declaration, state: DeclarationState, by: User | None, reason: str = "") -> None:
    declaration.state, declaration.decided_by, declaration.state_reason = state, by, reason
    declaration.updated_at = clock.now()
    declaration.save(update_fields=["state", "decided_by", "state_reason", "updated_at"])


def _record(declaration: Declaration, action: Act, by: User, personal: dict[str, JSON]) -> None:
    # Not among the facts: nobody has checked yet that naming the territory exposes no one.
    facts: dict[str, JSON] = {"declaration": str(declaration.public_id)}
    audit.record(subject=declaration.community.reference, action=action, by=by, facts=facts, personal=personal)
