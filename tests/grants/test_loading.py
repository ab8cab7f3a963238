"""Programmes of money come with their true status, and the page of support says it."""

from pathlib import Path

import pytest
from django.conf import settings

from mutirao.grants.models import Programme, Track
from mutirao.grants.states import ProgrammeStatus
from mutirao.sources.errors import LoadError
from mutirao.sources.loading import load_files, loader_named

pytestmark = pytest.mark.django_db

STRATEGY_GRANTS = "movement-strategy-implementation-grants"


def load_shipped(name: str) -> list[object]:
    chosen = loader_named(name)
    return list(load_files(chosen, {file: Path(settings.FACTS) / file for file in chosen.files}))


@pytest.fixture
def programmes() -> None:
    load_shipped("programmes")
    load_shipped("tracks")


def test_shipped_programmes_load_once(programmes):
    assert Programme.objects.count() == 11
    assert list(Track.objects.values_list("slug", flat=True)) == [
        "needs-assessment",
        "resource-translation",
        "resource-creation",
    ]
    assert load_shipped("programmes") == load_shipped("tracks") == []


def test_strategy_grants_are_closed_and_name_what_to_use_instead(programmes):
    closed = Programme.objects.get(slug=STRATEGY_GRANTS)

    assert closed.status == ProgrammeStatus.CLOSED
    assert closed.instead.exists()
    assert closed.tracks.count() == 3


def test_support_page_says_that_strategy_grants_take_no_applications(programmes, client):
    html = client.get("/support/").content.decode()

    card = html.split(f'id="{STRATEGY_GRANTS}"')[1].split('<li class="card"')[0]
    assert "takes no new applications" in card
    assert "Instead, look at:" in card


def test_programme_that_points_nowhere_is_refused(tmp_path):
    text = (Path(settings.FACTS) / "programmes.csv").read_text()
    path = tmp_path / "programmes.csv"
    path.write_text(text.replace(",hub,\n", ",hub,no-such-programme\n", 1))

    with pytest.raises(LoadError, match='column "instead"'):
        load_files(loader_named("programmes"), {"programmes.csv": path})

    assert not Programme.objects.exists()
