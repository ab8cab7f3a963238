"""What the search knows of earlier assessments."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mutirao.base.search import Document, Searchable, register_search
from mutirao.base.text import text_of
from mutirao.needs.models import EarlierAssessment
from mutirao.needs.queries import earlier

PRIOR = 30


def document(assessment: EarlierAssessment) -> Document:
    return Document(
        text_of(en=assessment.name),
        text=assessment.finding or assessment.procedure,
        keywords=tuple(filter(None, (assessment.place.original, assessment.used_for.original))),
        languages=tuple(assessment.languages),
        prior=PRIOR,
    )


register_search(Searchable("earlier_assessment", _("Earlier assessments"), lambda: earlier.visible_to(None), document))
