"""Background work: what is enqueued runs, once, and says what became of it."""

from __future__ import annotations

import datetime as dt
import uuid
from unittest.mock import Mock

import pytest
from django.db import OperationalError, transaction
from django.tasks import TaskResultStatus, task_backends
from django.tasks.exceptions import TaskResultDoesNotExist, TaskResultMismatch

from mutirao.base import clock
from mutirao.base.models import TaskRun
from mutirao.base.tasks import (
    LeaseLost,
    QueueHealth,
    enqueue_once,
    failed_runs,
    queue_health,
    run_next,
    running,
    schedule,
    work,
    worker,
)
from mutirao.base.tasks import drain as run_due
from mutirao.base.tasks.running import FIRST_DELAY, LEASE, LONGEST_DELAY, claim, retry_delay

from . import errands


@pytest.fixture
def no_schedule(monkeypatch):
    monkeypatch.setattr(schedule, "_schedules", {})


def test_result_tells_state_and_return_value(database):
    result = errands.run.enqueue("errand")
    assert (result.status, result.is_finished) == (TaskResultStatus.READY, False)

    n_attempts = run_due()

    result.refresh()
    assert (n_attempts, result.status, result.return_value) == (1, TaskResultStatus.SUCCESSFUL, "errand done")
    assert (result.worker_ids, result.errors, errands.n_acts("errand")) == (["drain"], [], 1)


def test_enqueued_task_rolls_back_with_its_caller(db):
    with transaction.atomic():
        errands.run.enqueue("errand")
        transaction.set_rollback(True)

    assert not TaskRun.objects.exists()


def test_task_waits_for_its_time(db, noon):
    later = noon + dt.timedelta(hours=1)
    errands.run.using(run_after=later).enqueue("errand")

    assert run_next(worker="one") is None
    with clock.at(later):
        assert run_next(worker="one") is not None


def test_most_urgent_task_runs_first_and_equals_in_order(database):
    errands.run.enqueue("first")
    errands.run.enqueue("second")
    errands.run.using(priority=10).enqueue("urgent")

    assert [run_next(worker="one").run.args for _ in range(3)] == [["urgent"], ["first"], ["second"]]


def test_failed_attempt_leaves_no_effect_and_is_tried_again_later(database, noon):
    errands.fail.enqueue("errand")

    attempt = run_next(worker="one")

    run = TaskRun.objects.get()
    assert errands.n_acts("errand") == 0
    assert (run.state, run.attempts, run.lease_token, run.finished_at) == (TaskResultStatus.READY, 1, None, None)
    assert run.run_after == noon + retry_delay(run)
    assert (run.error_class, run.error_message) == ("builtins.ValueError", "not today")
    assert run.error_traceback.rstrip().endswith("ValueError: not today")
    assert str(attempt.error) == "not today"


def test_task_is_given_up_after_its_last_attempt(database, noon):
    result = errands.fail.enqueue("errand")

    for hours in range(3):
        with clock.at(noon + dt.timedelta(hours=hours)):
            run_next(worker=f"worker {hours}")

    result.refresh()
    assert (result.status, result.attempts) == (TaskResultStatus.FAILED, 3)
    assert result.errors[0].exception_class is ValueError
    assert list(failed_runs()) == [TaskRun.objects.get()]
    with clock.at(noon + dt.timedelta(days=1)):
        assert run_next(worker="one") is None


def test_task_with_context_knows_its_attempt(db, noon):
    result = errands.count_attempts.enqueue()

    run_next(worker="one")
    with clock.at(noon + LONGEST_DELAY):
        run_next(worker="two")

    result.refresh()
    assert (result.return_value, result.worker_ids) == (2, ["one", "two"])


def test_retry_delay_doubles_up_to_an_hour_with_a_share_that_is_its_own():
    runs = [TaskRun(public_id=uuid.UUID(int=1), attempts=n) for n in range(1, 12)]
    delays = [retry_delay(run) for run in runs]

    steps = [min(FIRST_DELAY * 2**n, LONGEST_DELAY) for n in range(11)]
    assert all(step <= delay <= step * 1.5 for step, delay in zip(steps, delays, strict=True))
    assert delays == [retry_delay(run) for run in runs]
    assert retry_delay(TaskRun(public_id=uuid.UUID(int=2), attempts=1)) != delays[0]


def test_task_that_no_longer_exists_fails_and_does_not_stop_the_worker(db, no_schedule):
    errands.run.enqueue("gone")
    TaskRun.objects.update(path="tests.base.errands.gone")
    errands.run.enqueue("errand")

    assert work(until_empty=True) == 2
    assert TaskRun.objects.get(path="tests.base.errands.gone").error_class == "builtins.ImportError"
    assert errands.n_acts("errand") == 1


def test_run_of_a_lost_worker_is_taken_over_when_its_lease_is_over(database, noon):
    errands.run.enqueue("errand")
    lost = claim(worker="lost")

    with clock.at(noon + LEASE):
        assert run_next(worker="early") is None
    with clock.at(noon + LEASE + dt.timedelta(seconds=1)):
        taken = run_next(worker="next").run

    assert (taken.pk, taken.workers, taken.state) == (lost.pk, ["lost", "next"], TaskResultStatus.SUCCESSFUL)


def test_task_that_loses_every_worker_is_given_up(database, noon):
    errands.fail.enqueue("errand")

    for minutes in (0, 3, 6):
        with clock.at(noon + dt.timedelta(minutes=minutes)):
            assert claim(worker="lost")
    with clock.at(noon + dt.timedelta(minutes=9)):
        assert claim(worker="next") is None

    run = failed_runs().get()
    assert run.error_class.endswith(".LeaseLost")


def test_task_that_was_taken_over_has_no_effect(database):
    errands.act_until_take_over.enqueue("errand")

    assert isinstance(run_next(worker="one").error, LeaseLost)
    assert errands.n_acts("errand") == 0


def test_confirm_lease_refuses_once_another_worker_took_over(database):
    errands.act_after_take_over.enqueue("errand")

    assert isinstance(run_next(worker="one").error, LeaseLost)
    assert errands.n_acts("errand") == 0
    assert TaskRun.objects.get().state == TaskResultStatus.RUNNING  # the other worker's now


def test_confirm_lease_is_silent_when_a_task_is_called_directly(db):
    errands.linger_between_transactions.call("errand", __file__)
    assert errands.n_acts("errand") == 1


@pytest.mark.parametrize("result_id", [str(uuid.UUID(int=1)), "not an id"])
def test_unknown_result_is_refused(db, result_id):
    with pytest.raises(TaskResultDoesNotExist):
        task_backends["default"].get_result(result_id)


def test_result_of_another_task_is_refused(db):
    result = errands.run.enqueue("errand")
    with pytest.raises(TaskResultMismatch):
        errands.fail.get_result(result.id)


def test_arguments_that_json_cannot_say_are_refused(db):
    with pytest.raises(TypeError):
        errands.run.enqueue(object())


def test_once_key_is_enqueued_once(database):
    assert enqueue_once(errands.run, "the one", "errand") is True
    assert enqueue_once(errands.run, "the one", "errand") is False
    run_due()
    assert errands.n_acts("errand") == 1


def test_sigterm_lets_the_task_at_hand_finish_and_leaves_the_rest(db, no_schedule):
    errands.interrupt.enqueue("errand")
    errands.run.enqueue("next")

    assert work() == 1
    assert (errands.n_acts("errand"), errands.n_acts("next")) == (1, 0)


def test_long_transaction_is_warned_about(db, monkeypatch, caplog):
    monkeypatch.setattr(running, "LONG_TRANSACTION_SECONDS", -1)
    errands.run.enqueue("errand")
    run_due()
    assert "declare it in_transaction=False" in caplog.text


def test_worker_waits_while_the_database_is_away(db, no_schedule, monkeypatch, caplog):
    errands.interrupt.enqueue("errand")
    monkeypatch.setattr(worker, "IDLE_SECONDS", 0)
    monkeypatch.setattr(worker, "enqueue_due", away_once := Mock(side_effect=[OperationalError("locked"), 0]))

    assert work() == 1
    assert (away_once.call_count, errands.n_acts("errand")) == (2, 1)
    assert "the database is busy or away" in caplog.text


def test_worker_that_should_empty_the_queue_fails_when_the_database_is_away(db, no_schedule, monkeypatch):
    monkeypatch.setattr(worker, "enqueue_due", Mock(side_effect=OperationalError("locked")))
    with pytest.raises(OperationalError):
        work(until_empty=True)


def test_drain_runs_all_that_is_due_and_raises_what_went_wrong(db):
    errands.fail.enqueue("errand")
    errands.run.enqueue("errand")

    with pytest.RaisesGroup(pytest.RaisesExc(ValueError, match="not today")):
        run_due()
    assert errands.n_acts("errand") == 1


def test_queue_health_counts_by_state_and_tells_the_longest_wait(database, noon, django_assert_num_queries):
    errands.run.enqueue("errand")
    claim(worker="one")
    errands.run.using(run_after=noon + dt.timedelta(days=1)).enqueue("tomorrow")
    errands.fail.enqueue("errand")
    TaskRun.objects.filter(path=errands.fail.module_path).update(state=TaskResultStatus.FAILED, finished_at=noon)
    with clock.at(noon - dt.timedelta(minutes=5)):
        errands.run.enqueue("old")
    errands.run.enqueue("new")

    with django_assert_num_queries(1):
        health = queue_health()

    assert health == QueueHealth(n_due=2, n_running=1, n_failed=1, longest_wait=dt.timedelta(minutes=5))


def test_queue_health_of_an_empty_queue_has_no_wait(db):
    assert queue_health() == QueueHealth(n_due=0, n_running=0, n_failed=0, longest_wait=dt.timedelta(0))
