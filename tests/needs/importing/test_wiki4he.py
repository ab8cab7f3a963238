"""The one open table of answers about Wikipedia in an institution: from a file to a questionnaire and answers."""

from pathlib import Path

import numpy as np
import pytest
from tests.factories.movement import CommunityFactory
from tests.factories.needs_assessments import OpenAssessmentFactory, coordinator_of

from mutirao.needs.actions.importing import keep_file, put_in, try_out
from mutirao.needs.actions.questionnaires import make_questionnaire
from mutirao.needs.analysis.auditing import audit_of
from mutirao.needs.importing.drafting import draft_from
from mutirao.needs.importing.reading import read_table

FILE = Path(__file__).parents[4] / "shared" / "data" / "wiki4he" / "wiki4HE.csv"
# As published with the data, for the blocks of questions that share a code.
ALPHAS = {"PU": 0.86, "SA": 0.83, "Use": 0.87, "BI": 0.93, "Inc": 0.84, "PEU": 0.59, "Vis": 0.56}


@pytest.mark.django_db
def test_913_teachers_come_in_and_give_the_published_reliabilities():
    if not FILE.exists():
        pytest.skip("NOT CHECKED: ../shared/data is not here.")
    community = CommunityFactory()
    by = coordinator_of(community)
    draft = draft_from(read_table(FILE.read_bytes()), title="Wikipedia in teaching", language="en")
    questionnaire = make_questionnaire(form=draft, community=community, by=by)
    assessment = OpenAssessmentFactory(questionnaire=questionnaire, community=community, languages=["en"])
    waiting = keep_file(assessment=assessment, data=FILE.read_bytes(), by=by)
    assert waiting.columns == list(
        questionnaire.questions.exclude(question_type="group").values_list("name", flat=True)
    )
    assert try_out(waiting).faults == []
    assert put_in(file=waiting, by=by) == 913

    assessment.state = "closed"
    assessment.save()
    found = audit_of(questionnaire)
    alphas = {scale["title"]: scale["alpha"] for scale in found["scales"]}
    assert {code: alphas[code] for code in ALPHAS} == pytest.approx(ALPHAS, abs=0.01)
    assert found["n_answers"] == 913
    assert all(np.isfinite(scale["alpha"]) for scale in found["scales"])
