"""Tasks and handlers that tests give to workers. An effect is an audit row: each time counts."""

from __future__ import annotations

import os
import signal
import sys
import uuid
from pathlib import Path

from django.db import transaction
from django.tasks import task as django_task

from mutirao.base.audit import history, record
from mutirao.base.models import TaskRun
from mutirao.base.news import News
from mutirao.base.references import Reference
from mutirao.base.tasks import confirm_lease, task


def act(name: str) -> None:
    record(subject=Reference("errand", name), action="done", by=None, facts={"pid": os.getpid()})


def n_acts(name: str) -> int:
    return history(Reference("errand", name)).count()


@task
def run(name: str) -> str:
    act(name)
    return f"{name} done"


@task(max_attempts=3)
def fail(name: str) -> None:
    act(name)
    raise ValueError("not today")


@django_task(takes_context=True)
def count_attempts(context) -> int:
    if context.attempt == 1:
        raise ValueError("once more")
    return context.attempt


@task
def interrupt(name: str) -> None:
    os.kill(os.getpid(), signal.SIGTERM)
    act(name)


@task
def linger(name: str, marker: str) -> None:
    """Act, and the first time stay in the middle of it until killed or told to go on."""
    act(name)
    _stay_the_first_time(marker)


@task(in_transaction=False)
def linger_between_transactions(name: str, marker: str) -> None:
    with transaction.atomic():
        confirm_lease()
        if not n_acts(name):
            act(name)
    _stay_the_first_time(marker)


@task(in_transaction=False)
def act_after_take_over(name: str) -> None:
    TaskRun.objects.update(lease_token=uuid.uuid4())
    with transaction.atomic():
        confirm_lease()
        act(name)


@task(max_attempts=1)
def act_until_take_over(name: str) -> None:
    act(name)
    TaskRun.objects.update(lease_token=uuid.uuid4())


@task(in_transaction=False)
def await_heartbeat() -> None:
    """Return once somebody else has renewed the lease of the only run."""
    begun_with = TaskRun.objects.get().lease_until
    for _ in range(10_000):
        if TaskRun.objects.get().lease_until > begun_with:
            return
    raise TimeoutError


def hear(news: News) -> None:
    record(subject=news.subject, action=f"heard {news.name}", by=None, facts=dict(news.payload))


def hear_too(news: News) -> None:
    record(subject=news.subject, action=f"heard {news.name} too", by=None, facts=dict(news.payload))


def mishear(news: News) -> None:
    hear(news)
    raise ValueError("misheard")


def _stay_the_first_time(marker: str) -> None:
    if Path(marker).exists():
        return
    Path(marker).touch()
    print("in the middle", flush=True)
    sys.stdin.readline()
