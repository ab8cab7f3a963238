"""Facts for machines inside a page (JSON-LD), as data that no browser runs: a strict content policy lets it stand."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# What could end the element or start a comment in it.
_ESCAPED = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.simple_tag
def structured_data(facts: Mapping[str, Any]) -> SafeString:
    """A block of schema.org facts; empty ones are left out."""
    stated = {"@context": "https://schema.org", **{name: value for name, value in facts.items() if value}}
    written = json.dumps(stated, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(written))  # noqa: S308 escaped above
