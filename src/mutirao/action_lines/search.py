"""What the search knows of the recommendation, its action lines and what they demand."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mutirao.action_lines.models import ActionLine, Demand, RecommendationSection
from mutirao.base.search import Document, Searchable, register_search

FIRST = 99


def line_document(line: ActionLine) -> Document:
    text = line.description or line.summary
    numbers = (f"initiative {line.number_first}", f"initiative {line.number_second}")
    return Document(line.name, text=text, keywords=numbers, languages=tuple(line.name.languages), prior=FIRST)


def demand_document(demand: Demand) -> Document:
    return Document(demand.name, text=demand.description, languages=tuple(demand.name.languages), prior=FIRST)


def section_document(section: RecommendationSection) -> Document:
    return Document(section.heading, text=section.body, languages=tuple(section.heading.languages), prior=FIRST)


register_search(Searchable("action_line", _("Action lines"), lambda: ActionLine.objects.all(), line_document))
register_search(Searchable("demand", _("Demands of action lines"), lambda: Demand.objects.all(), demand_document))
register_search(
    Searchable(
        "recommendation_section", _("The recommendation"), lambda: RecommendationSection.objects.all(), section_document
    )
)
