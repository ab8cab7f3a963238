"""What leaves of earlier assessments: all of them are public."""

from __future__ import annotations

from mutirao.needs.models import EarlierAssessment
from mutirao.needs.queries import earlier
from mutirao.sources.exporting import ORIGIN, Column, register_export

ASSESSMENTS = {
    "assessment": Column("slug", "Short name; the table earlier_assessment_territories points to it."),
    "name": Column("name", "What it was called."),
    "place": Column("place", "Where, in words."),
    "start_date": Column("start_date", "Day, month or year in which asking began; empty: not known."),
    "end_date": Column("end_date", "Day, month or year in which it ended; empty: not known."),
    "date_note": Column("date_note", "What else is said of the time."),
    "procedure": Column("procedure", "How people were asked."),
    "n_asked": Column("n_asked", "People who were asked; empty: the source gives no single number."),
    "n_answered": Column("n_answered", "People who answered; empty: the source gives no single number."),
    "sample": Column("sample", "Who was asked, in the words of the source."),
    "response": Column("response", "Who answered, in the words of the source."),
    "languages": Column("languages", "Languages in which people were asked, BCP 47; empty: not stated."),
    "languages_note": Column("languages_note", "What else is said of languages."),
    "privacy": Column("privacy", "What was promised about answers; empty: not stated."),
    "scale": Column("scale", "How answers were weighed or ranked; empty: not stated."),
    "finding": Column("finding", "What people said; empty: our source does not state it."),
    "used_for": Column("used_for", "What the results were used for."),
    "page": Column("source_url", "Page that describes it."),
    **ORIGIN,
}
TERRITORIES = {
    "assessment": Column("earlierassessment__slug", "The assessment, see the table earlier_assessments."),
    "territory": Column("territory__slug", "Territory that it names, ISO 3166 two letters."),
}


def register_exports() -> None:
    register_export(
        "earlier_assessments",
        lambda: EarlierAssessment.objects.order_by("slug"),
        ASSESSMENTS,
        description="Assessments of needs that others made before this platform, as their pages describe them.",
    )
    register_export(
        "earlier_assessment_territories",
        earlier.places_for_export,
        TERRITORIES,
        description="Territories that an earlier assessment names.",
    )
