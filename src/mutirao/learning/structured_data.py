"""A resource as schema.org describes it, for search engines and tools that read pages."""

from __future__ import annotations

import json

from django.utils.safestring import SafeString, mark_safe

from mutirao.base.canonical_json import JSON
from mutirao.learning.models import Resource

# What could end the element or begin another, written so that no parser of HTML sees it.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def learning_resource(resource: Resource) -> SafeString:
    """An element of JSON-LD, type ``LearningResource``; what is not known is left out.

    No browser runs it: a block of data needs no leave of the Content-Security-Policy.
    """
    said = resource.summary.shown()
    stated: dict[str, JSON] = {
        "@context": "https://schema.org",
        "@type": "LearningResource",
        "name": resource.title,
        "description": said.text,
        "url": resource.address,
        "identifier": resource.short_id,
        "learningResourceType": resource.format,
        "inLanguage": [each.language for each in resource.languages.all() if each.is_useful],
        "audience": [
            {"@type": "EducationalAudience", "educationalRole": each.audience} for each in resource.audiences.all()
        ],
        "teaches": [skill.name.original for skill in resource.skills.all()],
        "timeRequired": f"PT{resource.minutes}M" if resource.minutes else "",
        "dateCreated": str(resource.year or ""),
        "license": resource.licence,
        "creator": {"@type": "Organization", "name": resource.maintainer} if resource.maintainer else "",
    }
    known = {name: value for name, value in stated.items() if value}
    text = json.dumps(known, ensure_ascii=False).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 escaped above
