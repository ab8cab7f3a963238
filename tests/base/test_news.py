"""News: announced with a change, heard after it, once by each handler."""

from __future__ import annotations

import uuid

import pytest
from django.db import IntegrityError, transaction

from mutirao.base import news
from mutirao.base.audit import history
from mutirao.base.errors import InputError
from mutirao.base.models import TaskRun
from mutirao.base.news import News, NotInTransaction, announce, on
from mutirao.base.references import Reference
from mutirao.base.tasks import drain as run_due
from mutirao.base.tasks import run_next

from . import errands

SUBJECT = Reference("release", "the-first")


@pytest.fixture
def handlers(monkeypatch):
    monkeypatch.setattr(news, "_handlers", {})
    return on


def heard() -> list[str]:
    return [row.action for row in history(SUBJECT)]


def test_every_handler_hears_the_news_once(database, handlers):
    on("tests.published")(errands.hear)
    on("tests.published")(errands.hear_too)
    on("tests.withdrawn")(errands.hear)

    with transaction.atomic():
        announce("tests.published", subject=SUBJECT, payload={"n_needs": 3})
    run_due()

    assert [(row.action, row.facts) for row in history(SUBJECT)] == [
        ("heard tests.published", {"n_needs": 3}),
        ("heard tests.published too", {"n_needs": 3}),
    ]


def test_handler_gets_what_was_announced(db, handlers, noon, monkeypatch):
    got = []
    monkeypatch.setattr(errands, "hear", got.append)
    news._handlers["tests.published"] = ["tests.base.errands.hear"]

    with transaction.atomic():
        announced = announce("tests.published", subject=SUBJECT, payload={"languages": ["pt", "hi"]})
    run_due()

    expected = News(announced.id, "tests.published", SUBJECT, {"languages": ["pt", "hi"]}, noon)
    assert (got, announced) == ([expected], expected)


def test_news_rolls_back_with_its_transaction(database, handlers):
    on("tests.published")(errands.hear)

    with transaction.atomic():
        announce("tests.published", subject=SUBJECT, payload={})
        transaction.set_rollback(True)

    assert (run_next(worker="one"), heard()) == (None, [])


def test_news_outside_a_transaction_is_refused(db, handlers):
    on("tests.published")(errands.hear)

    with pytest.raises(NotInTransaction):
        announce("tests.published", subject=SUBJECT, payload={})
    assert not TaskRun.objects.exists()


def test_one_failing_handler_does_not_keep_the_news_from_the_others(database, handlers):
    on("tests.published")(errands.mishear)
    on("tests.published")(errands.hear_too)

    with transaction.atomic():
        announce("tests.published", subject=SUBJECT, payload={})
    with pytest.RaisesGroup(ValueError):
        run_due()

    assert heard() == ["heard tests.published too"]


def test_second_run_of_a_handler_for_the_same_news_is_impossible(database, handlers):
    on("tests.published")(errands.hear)
    with transaction.atomic():
        announce("tests.published", subject=SUBJECT, payload={})

    copy = TaskRun.objects.get()
    copy.pk, copy.public_id = None, uuid.uuid4()

    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save(force_insert=True)


def test_announcing_takes_one_query_however_many_listen(db, handlers, django_assert_num_queries):
    with transaction.atomic():
        with django_assert_num_queries(0):
            announce("tests.published", subject=SUBJECT, payload={})
        for handler in (errands.hear, errands.hear_too, errands.mishear):
            on("tests.published")(handler)
        with django_assert_num_queries(1):
            announce("tests.published", subject=SUBJECT, payload={})


def test_handler_registered_twice_hears_once(handlers):
    on("tests.published")(errands.hear)
    on("tests.published")(errands.hear)
    assert news.handlers() == {"tests.published": ("tests.base.errands.hear",)}


def test_handler_that_no_worker_could_find_is_refused(handlers):
    with pytest.raises(InputError, match="top of its module"):
        on("tests.published")(lambda news: None)
