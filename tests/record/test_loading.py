"""The 38 discussions that ship, and what came of them."""

from pathlib import Path

import pytest
from django.conf import settings

from mutirao.base import clock
from mutirao.record.models import Discussion, Outcome
from mutirao.sources.loading import load_files, loader_named
from mutirao.sources.models import Edition

pytestmark = pytest.mark.django_db

NEEDED = ("sources", "languages", "action_lines", "discussions", "discussion_outcomes")


def load(name):
    chosen = loader_named(name)
    return load_files(chosen, {file: Path(settings.FACTS) / file for file in chosen.files})


@pytest.fixture
def loaded(db):
    for name in NEEDED:
        load(name)


def test_all_discussions_are_loaded_with_their_lines(loaded):
    assert Discussion.objects.count() == 38
    plan = Discussion.objects.get(external_id="D033")
    assert [line.slug for line in plan.action_lines.all()] == ["leadership-plan"]
    assert (plan.start_date, plan.venue_kind, str(plan.participants)) == (
        "2023-05",
        "several",
        "86 responses; 27+ language projects",
    )


def test_what_came_of_them_is_loaded(loaded):
    outcomes = {str(outcome.subject) for outcome in Outcome.objects.filter(discussion__external_id="D029")}

    assert outcomes == {"demand:leadership-by-context", "resource:leadership-definition-revised"}
    assert Outcome.objects.count() == 15


def test_what_a_person_corrected_survives_a_new_reading_of_the_file(loaded):
    discussion = Discussion.objects.get(external_id="D029")
    discussion.title, discussion.corrected_at = "A better title", clock.now()
    discussion.save()
    discussion.outcomes.all().delete()
    Edition.objects.filter(loader__in=["discussions", "discussion_outcomes"]).update(is_current=False)

    load("discussions")
    load("discussion_outcomes")

    discussion.refresh_from_db()
    assert (discussion.title, discussion.outcomes.count()) == ("A better title", 0)
    assert Outcome.objects.count() == 13
