"""Measures collecting answers: 500 devices send to the real web server, some twice, some cut off in the middle.

Run beside PostgreSQL, which here writes to the disk before it answers: ``FSYNC=on tools/postgres python -m bench
submissions``. Count and time are bounded, and everything stays on this machine.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from urllib.parse import urlencode

from bench.figures import Figure
from bench.report import ROOT
from bench.starting import free_port, wait_for

N_CLIENTS, N_EACH = 500, 8
N_QUESTIONS, N_CHOICES = 250, 6
N_WORKERS = 2
# Of all sheets: sent again although the first was taken; given up in the middle and sent anew.
SHARE_TWICE, SHARE_CUT = 0.1, 0.1
MOST_SECONDS = 300
SEED = 2030


@dataclass
class Count:
    """What the clients saw."""

    acknowledged: set[str] = field(default_factory=set)
    seconds: list[float] = field(default_factory=list)
    n_retries: int = 0
    n_refused: int = 0


def measure() -> list[Figure]:
    """On the empty PostgreSQL that ``tools/postgres`` put into MUTIRAO_DATABASE_URL."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MUTIRAO_VAR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "mutirao.settings"
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        return _measured()


def _measured() -> list[Figure]:
    from mutirao.needs.models import Submission

    path, sheets = make_assessment(), N_CLIENTS * N_EACH
    with server() as port:
        count = Count()
        began = time.monotonic()
        asyncio.run(asyncio.wait_for(_crowd(port, path, count), MOST_SECONDS))
        seconds = time.monotonic() - began
    stored = list(Submission.objects.values_list("idempotency_key", flat=True))
    latencies = statistics.quantiles(count.seconds, n=100)
    return [
        Figure("sheets stored a second, sustained", len(set(stored)) / seconds, "/s", bar=60, more_is_better=True),
        Figure("sheets acknowledged", len(count.acknowledged), "", bar=sheets, more_is_better=True),
        Figure("acknowledged and not stored", len(count.acknowledged - set(stored)), "", bar=0),
        Figure("stored twice", len(stored) - len(set(stored)), "", bar=0),
        Figure("refused", count.n_refused, "", bar=0),
        Figure("sent again or cut off in the middle", count.n_retries),
        Figure("answer, median", latencies[49], "s"),
        Figure("answer, 95th percentile", latencies[94], "s"),
    ]


def make_assessment() -> str:
    """An open one with 250 questions, mostly one choice of six; returns where answers go."""
    from mutirao.base import clock
    from mutirao.base.text import text_of
    from mutirao.movement.models import Community
    from mutirao.needs.models import AskedCommunity, Assessment, Choice, ConsentText, Question, Questionnaire
    from mutirao.needs.states import AssessmentState, QuestionType

    asked = Questionnaire.objects.create(name="bench", title=text_of(en="Bench"), frozen_at=clock.now())
    Choice.objects.bulk_create(
        Choice(questionnaire=asked, choice_list="c", position=place, name=f"c{place}", label=text_of(en=f"C {place}"))
        for place in range(N_CHOICES)
    )
    kinds = [QuestionType.ONE] * 6 + [QuestionType.MANY, QuestionType.INTEGER, QuestionType.TEXT, QuestionType.ONE]
    Question.objects.bulk_create(
        Question(
            questionnaire=asked,
            position=place,
            name=f"q{place}",
            question_type=kinds[place % len(kinds)],
            label=text_of(en=f"Question {place}"),
            choice_list="c" if kinds[place % len(kinds)] in {QuestionType.ONE, QuestionType.MANY} else "",
        )
        for place in range(N_QUESTIONS)
    )
    community = Community.objects.create(slug="bench", community_kind="group", name=text_of(en="Bench"), state="listed")
    assessment = Assessment.objects.create(
        title=text_of(en="Bench"),
        community=community,
        questionnaire=asked,
        consent=ConsentText.objects.create(number=9000, privacy="anonymous", text=text_of(en="Yes.")),
        languages=["en"],
        state=AssessmentState.OPEN,
        opens_on=clock.today(),
        once_key=b"k" * 32,
    )
    AskedCommunity.objects.create(assessment=assessment, community=community, n_expected=N_CLIENTS)
    return f"/answer/{assessment.public_id}/send/?{asked.public_id}"


@contextmanager
def server() -> Iterator[int]:
    """The web server as ``mutirao serve`` starts it, on the database of this process; gives its port."""
    from mutirao.sources.processes import web_command

    port = free_port()
    # Each client has an address of its own, as the limits count addresses.
    process = subprocess.Popen(
        web_command("127.0.0.1", port, N_WORKERS), cwd=ROOT, env={**os.environ, "MUTIRAO_TRUSTED_PROXIES": "1"}
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/health/", process)
        yield port
    finally:
        process.terminate()
        process.wait()


async def _crowd(port: int, path: str, count: Count) -> None:
    await asyncio.gather(*(_client(number, port, path, count) for number in range(N_CLIENTS)))


async def _client(number: int, port: int, path: str, count: Count) -> None:
    chance = Random(SEED + number)
    address, _, questionnaire = path.partition("?")
    for sheet in range(N_EACH):
        key = f"{number:032x}{sheet:032x}"
        request = _request(address, number, _body(key, questionnaire, chance))
        if chance.random() < SHARE_CUT:
            count.n_retries += 1
            await _cut(port, request)
        again = chance.random() < SHARE_TWICE
        count.n_retries += again
        for _try in range(1 + again):
            began = time.monotonic()
            answer = await _exchange(port, request)
            count.seconds.append(time.monotonic() - began)
            if f'"stored": "{key}"'.encode() in answer:
                count.acknowledged.add(key)
            else:
                count.n_refused += 1
                print(answer[:300], file=sys.stderr)


def _body(key: str, questionnaire: str, chance: Random) -> bytes:
    fields = [("sheet:key", key), ("sheet:questionnaire", questionnaire), ("sheet:language", "en")]
    fields += [("sheet:age", "on"), ("sheet:consent", "on"), ("sheet:seconds", str(chance.randrange(200, 2000)))]
    for place in range(N_QUESTIONS):
        kind = place % 10
        answer = f"c{chance.randrange(N_CHOICES)}"
        answer = str(chance.randrange(100)) if kind == 7 else "Some words of usual length." if kind == 8 else answer
        fields.append((f"q{place}", answer))
    return urlencode([*fields, ("sheet:end", "yes")]).encode()


def _request(address: str, number: int, body: bytes) -> bytes:
    head = (
        f"POST {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
        f"X-Forwarded-For: 10.0.{number // 250}.{number % 250}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def _exchange(port: int, request: bytes) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    answer = await reader.read()
    writer.close()
    return answer


async def _cut(port: int, request: bytes) -> None:
    _reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request[: len(request) // 2])
    await writer.drain()
    writer.close()
