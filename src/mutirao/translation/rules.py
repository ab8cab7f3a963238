"""Who publishes translations, and who confirms them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from mutirao.accounts.models import RoleGrant
from mutirao.accounts.rules import held, is_administrator, is_member, is_signed_in
from mutirao.accounts.states import Role
from mutirao.base.references import Reference
from mutirao.base.verdicts import ALLOWED, Verdict, first_refusal, refuse
from mutirao.translation.models import TranslationOffer
from mutirao.translation.states import OfferState


def is_reader(user: Any, subject: Reference) -> Verdict:
    """Translators wherever they hold the role, members of the subject for its own texts, and administrators."""
    if is_administrator(user) or is_member(user, subject):
        return ALLOWED
    if is_signed_in(user) and RoleGrant.objects.filter(held(), person=user, role=Role.TRANSLATOR).exists():
        return ALLOWED
    return refuse(_("Only translators can do this."))


def can_publish(user: Any, offer: TranslationOffer) -> Verdict:
    """A second reader: never the one who offered it."""
    if offer.by_id is not None and offer.by_id == getattr(user, "pk", None):
        return refuse(_("Somebody else reads your translation."))
    return first_refusal(_waits(offer), is_reader(user, offer.subject))


def can_decline(user: Any, offer: TranslationOffer) -> Verdict:
    """A reader; or its author, who takes it back."""
    is_own = is_signed_in(user) and offer.by_id == user.pk
    return first_refusal(_waits(offer), ALLOWED if is_own else is_reader(user, offer.subject))


def _waits(offer: TranslationOffer) -> Verdict:
    if offer.state == OfferState.OFFERED:
        return ALLOWED
    return refuse(_("Somebody has decided about this translation already."))
