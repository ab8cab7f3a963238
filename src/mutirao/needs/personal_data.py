"""What this context holds about a person, and what becomes of it when they leave. Answers are nobody's."""

from __future__ import annotations

from mutirao.accounts.models import User
from mutirao.base.canonical_json import JSON
from mutirao.needs.models import Assessment, ConsensusForm


def collect(person: User) -> JSON:
    """Assessments that the person prepared, group forms that they began or signed."""
    forms = ConsensusForm.objects.select_related("community")
    return {
        "assessments_prepared": [
            {"community": each.community.slug, "title": each.title.as_json(), "state": each.state}
            for each in Assessment.objects.filter(made_by=person).select_related("community")
        ],
        "group_forms_begun": [
            {"community": each.community.slug, "state": each.state} for each in forms.filter(made_by=person)
        ],
        "group_forms_signed": [
            {
                "community": each.community.slug,
                "signed_as": each.signed_as,
                "shown": each.is_signature_public,
                "at": each.signed_at.isoformat() if each.signed_at else None,
            }
            for each in forms.filter(signed_by=person)
        ],
    }


def erase(person: User) -> None:
    """What groups did stays, of nobody; in which office somebody signed goes with their name."""
    Assessment.objects.filter(made_by=person).update(made_by=None)
    ConsensusForm.objects.filter(made_by=person).update(made_by=None)
    ConsensusForm.objects.filter(signed_by=person).update(signed_by=None, signed_as="", is_signature_public=False)
