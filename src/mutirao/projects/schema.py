"""A project in the words of schema.org, for machines that read its page."""

from __future__ import annotations

from typing import Any

from mutirao.projects.models import Project
from mutirao.projects.states import AmountKind


def schema_of(project: Project, address: str) -> dict[str, Any]:
    """Facts of the page as schema.org's ``Project``; only what was awarded counts as its grant."""
    awarded = [each for each in project.amounts.all() if each.amount_kind == AmountKind.AWARDED and each.currency]
    grants = [
        {
            "@type": "MonetaryGrant",
            "amount": {"@type": "MonetaryAmount", "value": str(each.value), "currency": each.currency},
        }
        for each in awarded
    ]
    return {
        "@type": "Project",
        "name": {"@value": project.title, "@language": project.language},
        "description": str(project.topic),
        "url": address,
        "sameAs": project.address,
        "foundingDate": project.start_date,
        "dissolutionDate": project.end_date,
        "areaServed": [{"@type": "Place", "name": str(each)} for each in project.shown_territories],
        "member": {"@type": "Organization", "name": project.lead} if project.lead else None,
        "funding": grants,
    }
