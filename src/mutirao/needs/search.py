"""What the search knows of earlier assessments and of questionnaires."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mutirao.base.search import Document, Searchable, register_search
from mutirao.base.text import text_of
from mutirao.needs.models import EarlierAssessment, Questionnaire
from mutirao.needs.queries import earlier, questionnaires

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


def questionnaire_document(questionnaire: Questionnaire) -> Document:
    return Document(
        questionnaire.title,
        text=questionnaire.introduction,
        keywords=(questionnaire.name,),
        languages=tuple(questionnaire.languages),
        prior=PRIOR,
    )


register_search(
    Searchable("questionnaire", _("Questionnaires"), lambda: questionnaires.listed(None), questionnaire_document)
)
