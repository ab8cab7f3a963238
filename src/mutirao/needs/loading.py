"""The readers of earlier assessments, consent texts and the standard questionnaire."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mutirao.movement.models import Language, Territory
from mutirao.needs.actions.questionnaires import write_standard
from mutirao.needs.instrument.standard import standard_form
from mutirao.needs.models import ConsentText, EarlierAssessment
from mutirao.needs.queries.questionnaires import rated_skills
from mutirao.needs.states import Privacy, Purpose, QuestionType
from mutirao.sources.loading import (
    OURS,
    Load,
    code,
    ids_of,
    integer,
    known,
    list_of,
    loader,
    short_date,
    slug,
    text,
    texts,
    web_address,
)

COPIED = (
    *("slug", "name", "place", "start_date", "end_date", "date_note", "n_asked", "n_answered", "sample", "response"),
    *("languages", "languages_note", "privacy", "scale", "finding", "source_url"),
)


@loader(
    "needs_assessments",
    feeds=_("what earlier work found out about needs"),
    files=("needs_assessments.csv",),
    source=OURS,
    order=105,
)
def load_needs_assessments(load: Load) -> None:
    columns = {
        "id": text(required=True),
        "slug": slug(required=True),
        "name": text(required=True),
        "territories": list_of(known(ids_of(Territory), "a territory")),
        "start_date": short_date(),
        "end_date": short_date(),
        "n_asked": integer(minimum=1),
        "n_answered": integer(minimum=1),
        "languages": list_of(known({tag: tag for tag in ids_of(Language)}, "a language")),
        "source_url": web_address(),
        "place": texts(required=True),
        "instrument": texts(required=True),
        **{
            name: texts()
            for name in (
                *("date_note", "sample", "response", "languages_note", "privacy", "scale", "finding", "result_use"),
            )
        },
    }
    read = list(load.table("needs_assessments.csv", columns, key=("id",)))
    rows = (
        {
            "procedure": row["instrument"],
            "used_for": row["result_use"],
            **{name: row[name] for name in COPIED},
            **row.origin,
        }
        for row in read
    )
    load.replace(EarlierAssessment, rows, key=("slug",), removed="delete")
    ids = ids_of(EarlierAssessment)
    places = (
        {"earlierassessment_id": ids[row["slug"]], "territory_id": territory}
        for row in read
        for territory in row["territories"]
    )
    through = EarlierAssessment.territories.through
    load.replace(through, places, key=("earlierassessment_id", "territory_id"), removed="delete")


@loader("consent_texts", feeds=_("what people agree to before they answer"), files=("consent_texts.csv",), source=OURS)
def load_consent_texts(load: Load) -> None:
    """Only new numbers are taken: answers name the words that people read, so no row ever changes."""
    columns = {
        "number": integer(required=True, minimum=1),
        "privacy": code(Privacy, required=True),
        "text": texts(required=True),
        "guardian": texts(required=True),
    }
    known_numbers = set(ConsentText.objects.values_list("number", flat=True))
    rows = [
        {"number": row["number"], "privacy": row["privacy"], "text": row["text"], "guardian_text": row["guardian"]}
        for row in load.table("consent_texts.csv", columns, key=("number",))
        if row["number"] not in known_numbers
    ]
    load.replace(ConsentText, rows, key=("number",), removed="keep")


@loader(
    "questionnaire",
    feeds=_("the standard questionnaire"),
    # Its cards are the skills of the core framework: it is made again when either changes.
    files=("questionnaire.csv", "skills.csv"),
    source=OURS,
    order=106,
)
def load_questionnaire(load: Load) -> None:
    columns = {
        "kind": code(("form", "core", "group", "question", "choice"), required=True),
        "parent": text(),
        "name": text(required=True),
        "type": code(QuestionType),
        "purpose": code(Purpose),
        "label": texts(),
        "hint": texts(),
    }
    table = load.table("questionnaire.csv", columns, key=("kind", "parent", "name"))
    rows = [{name: row[name] for name in columns} for row in table]
    write_standard(form=standard_form(rows, rated_skills()))
