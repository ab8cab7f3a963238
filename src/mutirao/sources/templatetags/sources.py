"""Saying beside a figure where it comes from."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from mutirao.base.templatetags.text import text
from mutirao.sources.models import Edition, SourcedModel
from mutirao.sources.queries import provenance_of

register = template.Library()


@register.simple_tag
def source(edition: Edition | None) -> SafeString:
    """Name of the source and label of the edition, as a link; no query if ``edition__source`` was joined."""
    if edition is None:
        return SafeString("")
    name, label = text(edition.source.name), edition.shown_label
    return format_html('<a href="{}">{}, {}</a>', edition.get_absolute_url(), name, label)


@register.inclusion_tag("sources/partials/provenance.html")
def provenance(row: SourcedModel) -> dict[str, Any]:
    """Source, edition and line of a row; nothing for a row that came from no file."""
    return {"provenance": provenance_of(row)}
