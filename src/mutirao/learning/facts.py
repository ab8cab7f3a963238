"""The facts of a resource under the names that its form uses."""

from __future__ import annotations

from typing import Any

from mutirao.learning.models import Resource


def present_facts(resource: Resource) -> dict[str, Any]:
    return {
        "title": resource.title,
        "title_language": [resource.title_language],
        "address": resource.address,
        "summary": resource.summary.original,
        "summary_language": resource.summary.source,
        "format": resource.format,
        "skills": {skill.slug for skill in resource.skills.all()},
        "audiences": {each.audience for each in resource.audiences.all()},
        "languages": {each.language for each in resource.languages.all()},
        "minutes": resource.minutes,
        "year": resource.year,
        "maintainer": resource.maintainer,
        "licence": resource.licence,
        "action_line": resource.action_line.slug if resource.action_line else "",
        "is_old_version": resource.is_old_version,
    }
