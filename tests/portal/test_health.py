"""What a monitor reads."""

import datetime as dt

import pytest
from django.db import OperationalError
from tests.factories.sources import EditionFactory

import mutirao
from mutirao.base import clock
from mutirao.base.models import TaskRun
from mutirao.base.tasks import purge_finished_runs

pytestmark = pytest.mark.django_db


def test_health_says_what_there_is(client, noon, django_assert_num_queries):
    EditionFactory(n_rows=12)
    EditionFactory(n_rows=30)
    EditionFactory(n_rows=500, is_current=False)
    with django_assert_num_queries(2):
        response = client.get("/health/")
    assert response.headers["Cache-Control"].startswith("max-age=0, no-cache")
    assert response.json() == {
        "status": "ok",
        "version": mutirao.__version__,
        "tasks": {"due": 0, "running": 0, "failed_last_month": 0, "longest_wait_seconds": 0},
        "facts": {"editions": 2, "rows": 42, "loaded_at": "2026-11-22T12:00:00Z"},
    }


def test_health_of_an_empty_instance(client):
    found = client.get("/health/").json()
    assert (found["status"], found["facts"]) == ("ok", {"editions": 0, "rows": 0, "loaded_at": None})


def test_work_that_nobody_does_is_late(client, noon):
    with clock.at(noon - dt.timedelta(minutes=6)):
        purge_finished_runs.enqueue()
    found = client.get("/health/").json()
    assert (found["status"], found["tasks"]["due"], found["tasks"]["longest_wait_seconds"]) == ("late", 1, 360)


def test_work_that_was_given_up_is_counted(client, noon):
    purge_finished_runs.enqueue()
    TaskRun.objects.update(state="FAILED", finished_at=noon)
    found = client.get("/health/").json()
    assert (found["status"], found["tasks"]["failed_last_month"]) == ("ok", 1)


def test_database_that_is_away_is_said(client, monkeypatch, caplog):
    def fail():
        raise OperationalError("password of the server")

    monkeypatch.setattr("mutirao.portal.views.health.queue_health", fail)
    response = client.get("/health/")
    assert (response.status_code, response.json()) == (503, {"status": "away", "version": mutirao.__version__})
    assert "password" not in response.text


def test_health_is_only_read(client):
    assert client.post("/health/").status_code == 405
