"""Periodic tasks: each due time exactly once."""

from __future__ import annotations

import datetime as dt

import pytest

from mutirao.base import clock
from mutirao.base.errors import InputError
from mutirao.base.models import RateCount, TaskRun
from mutirao.base.tasks import drain as run_due
from mutirao.base.tasks import enqueue_due, purge_ended_counts, purge_finished_runs, schedule, scheduled

from . import errands
from .threads import at_once

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def schedules(monkeypatch):
    found = {}
    monkeypatch.setattr(schedule, "_schedules", found)
    return found


@pytest.mark.parametrize(
    ("rule", "due"),
    [
        ({"every": 5 * HOUR}, dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC)),
        ({"every": HOUR}, dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)),
        ({"daily_at": dt.time(11, 59)}, dt.datetime(2026, 11, 22, 11, 59, tzinfo=dt.UTC)),
        ({"daily_at": dt.time(12)}, dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)),
        ({"daily_at": dt.time(12, 1)}, dt.datetime(2026, 11, 21, 12, 1, tzinfo=dt.UTC)),
    ],
)
def test_latest_due_time_is_at_or_before_now(schedules, noon, rule, due):
    scheduled(**rule)(errands.run)
    assert schedules[errands.run.module_path].latest_due(noon) == due


@pytest.mark.parametrize(
    "rule", [{}, {"every": HOUR, "daily_at": dt.time(3)}, {"every": dt.timedelta(0)}, {"every": dt.timedelta(days=8)}]
)
def test_unclear_schedule_is_refused(schedules, rule):
    with pytest.raises(InputError):
        scheduled(**rule)
    assert schedules == {}


def test_due_time_is_enqueued_once_and_missed_ones_not_at_all(schedules, db, noon, django_assert_num_queries):
    scheduled(every=HOUR)(errands.run)

    assert enqueue_due() == 1
    with django_assert_num_queries(1):
        assert enqueue_due() == 0
    with clock.at(noon + HOUR - dt.timedelta(seconds=1)):
        assert enqueue_due() == 0
    with clock.at(noon + 5 * HOUR):
        assert enqueue_due() == 1
    assert TaskRun.objects.count() == 2


def test_racing_workers_enqueue_a_due_time_once(schedules, shared_database):
    scheduled(every=dt.timedelta(days=7))(errands.run)

    made = at_once(4, enqueue_due)

    assert (sum(made), TaskRun.objects.count()) == (1, 1)


def test_base_purges_by_schedule():
    registered = schedule._schedules
    assert {purge_ended_counts.module_path, purge_finished_runs.module_path} <= registered.keys()


def test_runs_are_purged_a_month_after_they_finished(database, noon):
    for days, name in ((31, "old"), (29, "young")):
        with clock.at(noon - dt.timedelta(days=days)):
            errands.run.enqueue(name)
            run_due()
    errands.run.enqueue("waiting")

    assert purge_finished_runs.call() == 1
    assert [run.args for run in TaskRun.objects.order_by("pk")] == [["young"], ["waiting"]]


def test_rate_counts_are_purged_after_their_window(db, noon):
    RateCount.objects.create(key="past", n_uses=1, ends_at=noon - HOUR)
    RateCount.objects.create(key="present", n_uses=1, ends_at=noon)

    assert purge_ended_counts.call() == 1
    assert [count.key for count in RateCount.objects.all()] == ["present"]
