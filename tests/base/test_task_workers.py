"""Workers as real processes: killed, racing, slow."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import OperationalError, connection
from django.tasks import TaskResultStatus

from mutirao.base import clock
from mutirao.base.models import TaskRun
from mutirao.base.tasks import run_next, running
from mutirao.base.tasks.running import claim

from . import errands
from .threads import at_once

pytestmark = pytest.mark.slow


def kill_in_the_middle(process):
    assert process.stdout.readline() == "in the middle\n"
    process.kill()
    process.wait()


def let_lease_pass():
    TaskRun.objects.update(lease_until=clock.now() - dt.timedelta(seconds=1))


@pytest.mark.parametrize("errand", [errands.linger, errands.linger_between_transactions])
def test_task_of_a_killed_worker_is_finished_by_another_with_one_effect(
    shared_database, start_worker, tmp_path, errand
):
    errand.enqueue("errand", str(tmp_path / "marker"))

    kill_in_the_middle(start_worker("killed"))
    run = TaskRun.objects.get()
    assert (run.state, run.workers) == (TaskResultStatus.RUNNING, ["killed"])

    let_lease_pass()
    assert start_worker("next").wait() == 0

    run.refresh_from_db()
    assert (run.state, run.workers) == (TaskResultStatus.SUCCESSFUL, ["killed", "next"])
    assert errands.n_acts("errand") == 1


def test_killed_transaction_leaves_nothing(shared_database, start_worker, tmp_path):
    errands.linger.enqueue("errand", str(tmp_path / "marker"))
    kill_in_the_middle(start_worker("killed"))
    assert errands.n_acts("errand") == 0


def test_task_is_not_taken_over_while_its_transaction_lives(shared_database, start_worker, tmp_path):
    errands.linger.enqueue("errand", str(tmp_path / "marker"))
    slow = start_worker("slow")
    assert slow.stdout.readline() == "in the middle\n"

    with clock.at(clock.now() + dt.timedelta(days=1)):  # long after the lease
        assert not taken_over()
    slow.stdin.write("go on\n")
    slow.stdin.flush()
    assert slow.wait() == 0

    run = TaskRun.objects.get()
    assert (run.state, run.workers, errands.n_acts("errand")) == (TaskResultStatus.SUCCESSFUL, ["slow"], 1)


def taken_over() -> bool:
    if connection.vendor == "postgresql":
        return claim(worker="thief") is not None
    with connection.cursor() as cursor:
        cursor.execute("pragma busy_timeout = 100")
    try:
        return claim(worker="thief") is not None
    except OperationalError:  # SQLite's one write lock is held by the task
        return False


def test_two_workers_run_each_task_once(shared_database, start_worker):
    names = [f"errand {n}" for n in range(60)]
    for name in names:
        errands.run.enqueue(name)

    workers = [start_worker("one"), start_worker("two")]
    assert [worker.wait() for worker in workers] == [0, 0]

    assert [errands.n_acts(name) for name in names] == [1] * 60
    assert {(run.state, run.attempts) for run in TaskRun.objects.all()} == {(TaskResultStatus.SUCCESSFUL, 1)}


def test_racing_claims_lease_each_run_to_one_worker(shared_database):
    for n in range(3):
        errands.run.enqueue(f"errand {n}")

    claimed = [run.pk for run in at_once(6, lambda: claim(worker="one")) if run]

    assert len(claimed) == len(set(claimed))
    assert TaskRun.objects.filter(state=TaskResultStatus.RUNNING, attempts=1).count() == len(claimed)


def test_heartbeat_renews_the_lease_of_a_long_task(shared_database, monkeypatch):
    monkeypatch.setattr(running, "HEARTBEAT", dt.timedelta(milliseconds=10))
    errands.await_heartbeat.enqueue()

    assert run_next(worker="one").error is None
