"""Signatures read from a wiki page: imported without an account, then claimed or removed by the person named."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.crypto import salted_hmac

from mutirao.accounts.models import User
from mutirao.action_lines import queries, rules
from mutirao.action_lines.actions.next_steps import give_first_steps
from mutirao.action_lines.actions.places import state_for
from mutirao.action_lines.models import ActionLine, SignUp
from mutirao.action_lines.states import Act, SignUpState
from mutirao.base import audit, clock
from mutirao.base.canonical_json import JSON
from mutirao.base.news import announce
from mutirao_wikitext import SignUp as Signature
from mutirao_wikitext import sign_ups as signatures_in


@dataclass(frozen=True)
class Imported:
    """What reading a page led to; ``n_known`` stood here already or were removed on request."""

    n_new: int
    n_known: int
    n_struck: int


@transaction.atomic
def import_signatures(
    *, line: ActionLine, wikitext: str, page_url: str, language: str, heading: str | None = None, by: User
) -> Imported:
    """An unclaimed sign-up for each person in the numbered lists of the page. Reading it twice changes nothing.

    ``language`` is that of the wiki. Raises ``mutirao_wikitext.InputError`` as ``mutirao_wikitext.sign_ups`` does.
    """
    rules.is_coordinator(by, line).or_refuse()
    found = {_digest(each.user): each for each in signatures_in(wikitext, heading=heading, language=language)}
    known = set(
        SignUp.objects.filter(action_line=line, wiki_name_digest__in=found).values_list("wiki_name_digest", flat=True)
    )
    fresh = {digest: each for digest, each in found.items() if digest not in known and not each.withdrawn}
    SignUp.objects.bulk_create(_unclaimed(line, digest, each, page_url) for digest, each in fresh.items())
    n_struck = _strike(line, [digest for digest, each in found.items() if each.withdrawn])
    facts: dict[str, JSON] = {"page": page_url, "new": len(fresh), "known": len(known), "struck": n_struck}
    audit.record(subject=line.reference, action=Act.SIGNATURES_IMPORTED, by=by, facts=facts)
    return Imported(n_new=len(fresh), n_known=len(known), n_struck=n_struck)


@transaction.atomic
def claim_signature(*, sign_up: SignUp, by: User) -> SignUp:
    """Make it one's own; who has signed up to the line here already keeps that one, with the earlier date."""
    sign_up = SignUp.objects.select_for_update(of=("self",)).select_related("action_line").get(pk=sign_up.pk)
    rules.can_claim_signature(by, sign_up).or_refuse()
    standing = queries.standing_sign_up(person=by, line=sign_up.action_line, community=None)
    if standing is not None:
        signed_at, signed_on_url = sign_up.signed_at, sign_up.signed_on_url
        _remove(sign_up)
        SignUp.objects.filter(pk=standing.pk).update(signed_at=signed_at, signed_on_url=signed_on_url)
        audit.record(subject=standing.reference, action=Act.SIGNATURE_CLAIMED, by=by, facts={"page": signed_on_url})
        return standing
    sign_up.person = by
    sign_up.state = state_for(sign_up.action_line, sign_up.role)
    sign_up.save()
    give_first_steps(sign_up=sign_up, skills=[])
    audit.record(subject=sign_up.reference, action=Act.SIGNED_UP, by=by, facts={"page": sign_up.signed_on_url})
    announce("action_lines.signed_up", subject=sign_up.reference, payload={"action_line": sign_up.action_line.slug})
    return sign_up


@transaction.atomic
def remove_signature(*, sign_up: SignUp, by: User) -> None:
    """Take the name away for good: reading the page again does not bring it back."""
    sign_up = SignUp.objects.select_for_update(of=("self",)).select_related("action_line").get(pk=sign_up.pk)
    rules.can_claim_signature(by, sign_up).or_refuse()
    _remove(sign_up)
    audit.record(subject=sign_up.reference, action=Act.SIGNATURE_REMOVED, by=by, facts={})


def _unclaimed(line: ActionLine, digest: str, found: Signature, page_url: str) -> SignUp:
    return SignUp(
        action_line=line,
        wiki_name=found.user,
        wiki_name_digest=digest,
        signed_on_url=page_url,
        signed_at=found.signed_at,
        role=found.kind,
        state=SignUpState.UNCLAIMED,
    )


def _strike(line: ActionLine, digests: list[str]) -> int:
    """Who crossed out their name on the page is not shown here either, unless they have claimed it."""
    unclaimed = SignUp.objects.filter(action_line=line, state=SignUpState.UNCLAIMED, wiki_name_digest__in=digests)
    struck = list(unclaimed)
    for sign_up in struck:
        _remove(sign_up)
    return len(struck)


def _remove(sign_up: SignUp) -> None:
    sign_up.state, sign_up.withdrawn_at = SignUpState.WITHDRAWN, clock.now()
    sign_up.wiki_name = sign_up.signed_on_url = ""
    sign_up.signed_at = None
    sign_up.save()


def _digest(name: str) -> str:
    # Keyed, so that a name that was removed cannot be found by guessing.
    return salted_hmac("mutirao.action_lines.wiki_name", name, algorithm="sha256").hexdigest()
