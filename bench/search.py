"""Measures the search at a hundred thousand documents, in the alphabets that people write in."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import accumulate
from random import Random

from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction

from bench.figures import Figure
from mutirao.base import search
from mutirao.base.models import SearchDocument, SearchPosting
from mutirao.base.text import Text
from mutirao.skills.models import Framework, Skill
from mutirao.skills.states import SkillKind

N_DOCUMENTS = 100_000
N_WORDS = 30_000
WORDS_IN_TEXT = 40
N_QUESTIONS = 40
# Stands in every second text.
EVERYWHERE = "encyclopaedia"
SEED = 2030
BATCH = 5_000
# Language, letters, and how long words are.
ALPHABETS = (
    ("en", "etaoinshrdlcumwfgypbvk", (3, 11)),
    ("pt", "aeosrindmutclpvgqbfzhãçé", (3, 12)),
    ("ru", "оеаинтсрвлкмдпуяызьбгчйхж", (3, 12)),
    ("ar", "ايلمنوتبرعهدسفكقحجشصط", (3, 9)),
    ("hi", "कखगचजटडतदनपबमयरलवसह", (2, 7)),
    ("ja", "日本語学習者共同体支援会議編集記事翻訳知識文化社地図書館", (2, 4)),
)


def measure() -> list[Figure]:
    """Wall time of a whole question, from words to objects that the reader may see: the best of three, so that what
    else the machine does stays out."""
    chance = Random(SEED)
    vocabularies = {language: _vocabulary(letters, lengths, chance) for language, letters, lengths in ALPHABETS}
    with transaction.atomic():
        _fill(vocabularies, chance)
        filled = time.monotonic()
        n_indexed = search.refresh_reading({Skill})
    indexed = time.monotonic()
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze" if connection.vendor == "postgresql" else "analyze")
    figures = [
        Figure("documents", SearchDocument.objects.count(), ""),
        Figure("postings", SearchPosting.objects.count(), ""),
        Figure("indexing a document, in bulk", 1000 * (indexed - filled) / n_indexed, "ms"),
    ]
    taken: list[float] = []
    for name, questions in _questions(vocabularies, chance).items():
        times = sorted(_milliseconds(question) for question in questions)
        taken += times
        figures.append(Figure(f"{name}: p95", _p95(times), "ms"))
    figures.append(Figure(f"all {len(taken)} questions: p95", _p95(sorted(taken)), "ms", bar=50))
    return figures


def _fill(vocabularies: dict[str, list[str]], chance: Random) -> None:
    framework = Framework.objects.create(slug="bench", name="Bench")
    rows = []
    for number in range(N_DOCUMENTS - SearchDocument.objects.count()):
        language = chance.choice(ALPHABETS)[0]
        name = " ".join(_drawn(vocabularies[language], chance.randint(2, 5), chance))
        text = " ".join([*([EVERYWHERE] * (number % 2)), *_drawn(vocabularies[language], WORDS_IN_TEXT, chance)])
        rows.append(
            Skill(
                slug=f"bench-{number}",
                framework=framework,
                entry_kind=SkillKind.SKILL,
                name=Text(language, {language: name}),
                description=Text(language, {language: text}),
            )
        )
    Skill.objects.bulk_create(rows, batch_size=BATCH)


def _questions(vocabularies: dict[str, list[str]], chance: Random) -> dict[str, list[str]]:
    """Forty of each sort; words of any rank, as people search for what is rare and for what is everywhere."""

    def word(first: int, last: int) -> str:
        return vocabularies[chance.choice(ALPHABETS)[0]][chance.randint(first, last)]

    def pair(first: int, last: int) -> str:
        return " ".join(_drawn(vocabularies[chance.choice(ALPHABETS)[0]], 2, chance, skipped=first))

    def slip(typed: str) -> str:
        place = chance.randrange(len(typed))
        return typed[:place] + typed[place + 1 :]

    def many(of_each: Iterator[str]) -> list[str]:
        return [next(of_each) for _ in range(N_QUESTIONS)]

    return {
        "a rare word": many(iter(lambda: word(2_000, 20_000), "")),
        "one of the hundred commonest words": many(iter(lambda: word(0, 99), "")),
        "one that half of all documents have": [EVERYWHERE] * N_QUESTIONS,
        "two words": many(iter(lambda: pair(0, 0), "")),
        "a common and a rare word": many(iter(lambda: f"{word(0, 20)} {word(2_000, 9_000)}", "")),
        "the beginning of a word, three letters": many(iter(lambda: word(100, 20_000)[:3], "")),
        "a word typed wrongly": many(iter(lambda: slip(vocabularies["en"][chance.randint(100, 3_000)]), "")),
    }


def _milliseconds(question: str) -> float:
    return min(_once(question) for _ in range(3))


def _once(question: str) -> float:
    began = time.perf_counter()
    search.find(question, user=AnonymousUser())
    return 1000 * (time.perf_counter() - began)


def _p95(times: list[float]) -> float:
    return times[-(-95 * len(times) // 100) - 1]


def _vocabulary(letters: str, lengths: tuple[int, int], chance: Random) -> list[str]:
    weights = [1 / (rank + 3) for rank in range(len(letters))]
    words = {"".join(chance.choices(letters, weights, k=chance.randint(*lengths))) for _ in range(2 * N_WORDS)}
    return chance.sample(sorted(words), min(N_WORDS, len(words)))


def _drawn(vocabulary: list[str], n: int, chance: Random, *, skipped: int = 0) -> list[str]:
    """``n`` words, the first ones most often, as in any text (Zipf)."""
    totals = _zipf(len(vocabulary))
    return chance.choices(vocabulary[skipped:], cum_weights=totals[: len(vocabulary) - skipped], k=n)


_totals: dict[int, list[float]] = {}


def _zipf(n: int) -> list[float]:
    if n not in _totals:
        _totals[n] = list(accumulate(1 / (rank + 10) for rank in range(n)))
    return _totals[n]
