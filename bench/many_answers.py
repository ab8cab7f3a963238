"""Writes 150,000 people's answers to 100 skill cards as CSV, as a page streams it; prints what it took.

Runs in a process of its own, so that its memory is that of the export. Another number of people may be given.
"""

from __future__ import annotations

import json
import os
import random
import resource
import sys
import tempfile
import time

N_PEOPLE = 150_000
N_CARDS = 100
# So many different people are made; all others are copies of theirs.
N_DIFFERENT = 500
COPY = """
insert into needs_submission (id, assessment_id, community_id, idempotency_key, answers, ratings, background,
    asked_skills, language, channel, received_on, withdrawal_digest, quality_flags, review_state)
with recursive n(i) as (select %s union all select i + 1 from n where i + 1 < %s)
select 1000000 + i, assessment_id, community_id, 'copy-' || i, answers, ratings, background,
    asked_skills, language, channel, received_on, withdrawal_digest, quality_flags, review_state
from n join (select *, row_number() over (order by id) - 1 as place from needs_submission) as made
on made.place = i %% %s
"""


def main() -> None:
    n_people = int(sys.argv[1]) if len(sys.argv) > 1 else N_PEOPLE
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MUTIRAO_VAR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "mutirao.settings"
        os.environ.pop("MUTIRAO_DATABASE_URL", None)
        import django

        django.setup()
        from django.core.management import call_command

        from bench.million import OwnMemory

        call_command("migrate", verbosity=0)
        assessment = make(n_people)
        from mutirao.needs.exporting.files import csv_of
        from mutirao.needs.exporting.variables import variables_of
        from mutirao.needs.queries.answers import sheets_of

        memory = OwnMemory()
        began = time.monotonic()
        sheets = sheets_of(assessment)
        n_bytes, first = 0, 0.0
        for piece in csv_of(sheets):
            first = first or time.monotonic() - began
            n_bytes += len(piece.encode())
        print(
            json.dumps(
                {
                    "people": n_people,
                    "columns": len(variables_of(sheets.form, sheets.items)),
                    "seconds": round(time.monotonic() - began, 1),
                    "first_seconds": round(first, 2),
                    "megabytes": round(n_bytes / 1_000_000),
                    "own_megabytes": memory.most_megabytes(),
                    "most_megabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
                }
            )
        )


def make(n_people: int):  # type: ignore[no-untyped-def] # Django is not set up when this file is read
    """A closed anonymous assessment with so many answers."""
    from django.db import connection

    from mutirao.base.text import text_of
    from mutirao.movement.models import Community
    from mutirao.needs.models import Assessment

    community = Community.objects.create(slug="bench", name=text_of(en="Bench"), state="listed")
    assessment = Assessment.objects.create(
        title=text_of(en="Bench"), community=community, questionnaire=_questionnaire(), state="closed", languages=["en"]
    )
    _make_different(assessment, min(N_DIFFERENT, n_people))
    if n_people > N_DIFFERENT:
        with connection.cursor() as cursor:
            cursor.execute(COPY, [N_DIFFERENT, n_people, N_DIFFERENT])
    return assessment


def _questionnaire():  # type: ignore[no-untyped-def] # as above
    from mutirao.base.text import text_of
    from mutirao.needs.models import Question, Questionnaire
    from mutirao.skills.models import Framework, Skill

    framework = Framework.objects.create(slug="bench", name=text_of(en="Bench"))
    made = Questionnaire.objects.create(name="bench", title=text_of(en="Bench"), languages=["en"])
    for place in range(N_CARDS):
        skill = Skill.objects.create(
            framework=framework, slug=f"bench-{place}", entry_kind="skill", name=text_of(en=f"Skill {place}")
        )
        Question.objects.create(
            questionnaire=made, position=place, name=f"skill_{place}", question_type="skill", skill=skill
        )
    return made


def _make_different(assessment, n_people):  # type: ignore[no-untyped-def] # as above
    from mutirao.base import clock
    from mutirao.needs.models import Submission
    from mutirao.needs.packing import pack_background, pack_ratings
    from mutirao.needs.queries.questionnaires import layout_of, whole

    layout = layout_of(whole(assessment.questionnaire))
    chance = random.Random(4)
    for number in range(n_people):
        answers = {f"skill_{place}": _card(chance) for place in range(N_CARDS)}
        Submission.objects.create(
            assessment=assessment,
            community=assessment.community,
            idempotency_key=f"made-{number}",
            answers=answers,
            ratings=pack_ratings(layout, answers),
            background=pack_background(layout, answers),
            language="en",
            received_on=clock.today(),
        )


def _card(chance):  # type: ignore[no-untyped-def] # as above
    return {
        "importance": chance.randint(1, 5),
        "competence": chance.choice([1, 2, 3, 4, 5, "do_not_know"]),
        "help": chance.choice(["training", "tools", "people"]),
        "want": chance.choice(["yes", "no"]),
        "teach": chance.choice(["yes", "no"]),
    }


if __name__ == "__main__":
    main()
