"""Links that let somebody answer once, and who has answered without a name beside the answers."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from mutirao.accounts.models import User
from mutirao.base import audit
from mutirao.base.canonical_json import JSON
from mutirao.base.errors import InputError, Refused
from mutirao.movement.models import Community
from mutirao.needs.models import AnsweredOnce, Assessment, Invitation
from mutirao.needs.rules import assessments as rules
from mutirao.needs.states import Act

MOST_AT_ONCE = 500
MOST = 5000
TOKEN_BYTES = 18


@transaction.atomic
def make_invitations(*, assessment: Assessment, community: Community, n: int, by: User) -> list[str]:
    """Tokens of ``n`` new links. Only their digests are stored: nobody sees them again.

    Raises ``InputError`` for an ``n`` out of range, ``Refused`` where there are too many already.
    """
    rules.can_invite(by, assessment).or_refuse()
    if not 1 <= n <= MOST_AT_ONCE:
        raise InputError("n", allowed=f"1 to {MOST_AT_ONCE}", got=n)
    if not assessment.asked.filter(community=community).exists():
        raise Refused(_("This assessment does not ask that community."))
    if assessment.invitations.count() + n > MOST:
        raise Refused(_("There are very many invitations already. Please use the open link."))
    tokens = [secrets.token_urlsafe(TOKEN_BYTES) for _number in range(n)]
    # In the order of their digests: rows tell nothing of who was given which link.
    Invitation.objects.bulk_create(
        Invitation(assessment=assessment, community=community, token_digest=digest)
        for digest in sorted(digest_of(token) for token in tokens)
    )
    facts: dict[str, JSON] = {"community": community.slug, "n": n}
    audit.record(subject=assessment.reference, action=Act.INVITATIONS_MADE, by=by, facts=facts)
    return tokens


def invited_to(assessment: Assessment, token: str) -> Invitation | None:
    """The unused invitation of this token, for the page that asks; it is claimed only with the answers."""
    rows = Invitation.objects.filter(assessment=assessment, token_digest=digest_of(token), is_used=False)
    return rows.select_related("community").first()


@transaction.atomic
def claim(*, assessment: Assessment, token: str) -> Invitation:
    """Use the link, in the transaction that stores the answers. Two at once: one of them is ``Refused``."""
    mine = Invitation.objects.filter(assessment=assessment, token_digest=digest_of(token))
    if not mine.filter(is_used=False).update(is_used=True):
        raise Refused(_("This invitation was used already, or it is for something else."))
    return mine.select_related("community").get()


@transaction.atomic
def claim_account(*, assessment: Assessment, person: User) -> None:
    """Note that the account has answered, under the key of the assessment; ``Refused`` the second time."""
    try:
        with transaction.atomic():
            AnsweredOnce.objects.create(assessment=assessment, person_digest=_person_digest(assessment, person))
    except IntegrityError as error:
        raise Refused(_("You have answered already. With your code you can take the answers back.")) from error


def has_answered(*, assessment: Assessment, person: User) -> bool:
    """Whether the account has answered; known only while the assessment is open."""
    if not assessment.once_key:
        return False
    return assessment.answered_once.filter(person_digest=_person_digest(assessment, person)).exists()


def digest_of(token: str) -> str:
    # Tokens are long and random, so a plain digest cannot be guessed back.
    return hashlib.sha256(token.encode()).hexdigest()


def _person_digest(assessment: Assessment, person: User) -> str:
    if not assessment.once_key:
        raise Refused(_("This assessment is closed. It takes no more answers."))
    return hmac.new(bytes(assessment.once_key), str(person.public_id).encode(), hashlib.sha256).hexdigest()
