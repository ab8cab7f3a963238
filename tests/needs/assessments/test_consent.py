"""What people agree to: shipped in six languages, never changed once somebody has read it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from tests.factories.needs_assessments import ConsentTextFactory, DraftAssessmentFactory, coordinator_of

from mutirao.base.text import text_of
from mutirao.needs.actions import assessment_steps as steps
from mutirao.needs.models import ConsentText
from mutirao.needs.queries.assessments import consent_for
from mutirao.needs.states import Privacy
from mutirao.sources.loading import load_files, loader_named

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parents[3] / "data"
SHIPPED = DATA / "consent_texts.csv"


@pytest.fixture(autouse=True)
def sources(db):
    load_files(loader_named("sources"), {"sources.csv": DATA / "sources.csv"})


def load(path=SHIPPED):
    load_files(loader_named("consent_texts"), {"consent_texts.csv": path})


def test_each_privacy_mode_is_explained_in_six_languages():
    load()
    codes = sorted(code for code, _name in settings.LANGUAGES)
    for privacy in Privacy:
        consent = consent_for(privacy)
        assert consent.text.languages == codes
        assert consent.guardian_text.languages == codes


def test_words_that_people_have_read_never_change(tmp_path):
    load()
    before = ConsentText.objects.get(number=1).text
    changed = tmp_path / "consent_texts.csv"
    written = SHIPPED.read_text(encoding="utf-8")
    changed.write_text(written.replace("Taking part is your choice.", "You must take part."), encoding="utf-8")
    load(changed)
    assert ConsentText.objects.get(number=1).text == before
    assert ConsentText.objects.count() == len(Privacy)


def test_newest_words_are_fixed_at_opening():
    old = ConsentTextFactory(number=1)
    assessment = DraftAssessmentFactory()
    new = ConsentTextFactory(number=2, text=text_of(en="New words."))
    steps.open_assessment(assessment=assessment, by=coordinator_of(assessment.community))
    ConsentTextFactory(number=3, text=text_of(en="Newer words."))
    assessment.refresh_from_db()
    assert assessment.consent == new != old
