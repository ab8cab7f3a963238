"""Estimates in words, in templates."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from mutirao.needs import wording
from mutirao.needs.models import CommunityResult, Estimate

register = template.Library()


@register.filter
def one_decimal(value: float | None) -> str:
    """A need, or that it is not known."""
    return _("not known") if value is None else wording.one_decimal(value)


@register.simple_tag
def sureness(estimate: Estimate) -> str:
    return wording.certainty_in_words(estimate)


@register.simple_tag
def moves(result: CommunityResult) -> str:
    """How many figures of a community moved."""
    return wording.moves_in_words(result)
