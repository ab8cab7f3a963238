"""How well a questionnaire measures: reliability of its scales, what each question adds, languages, a shorter form.

Reads the answers of all closed assessments that asked it; figures are about scales, never about a community.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mutirao.needs.models import Questionnaire, Submission
from mutirao.needs.queries.questionnaires import whole
from mutirao.needs.scales import Scale, scales_of
from mutirao.needs.states import AssessmentState, ReviewState
from mutirao_science import InputError, alpha, graded_response, omega, ordinal_dif, shortest_form

PROCEDURE = "1"
CHUNK = 1000
# Below these, figures move too much from one year to the next to say anything of a questionnaire.
FEWEST_PEOPLE = 50
FEWEST_FOR_ITEMS = 200
FEWEST_OF_A_LANGUAGE = 100
# A scale mean is worth publishing from here on.
RELIABLE = 0.70
FEWEST_ITEMS_KEPT = 3

type Codes = NDArray[np.int64]


def audit_of(questionnaire: Questionnaire) -> dict[str, Any]:
    """Everything that the page of an audit says, ready to be stored as JSON; ``fingerprint`` is of the answers."""
    form = whole(questionnaire)
    scales = scales_of(form)
    answers, languages, fingerprint = _read(questionnaire, scales)
    compared = _compared_languages(languages)
    audited = [_scale(scale, codes, languages, compared) for scale, codes in zip(scales, answers, strict=True)]
    return {
        "procedure": PROCEDURE,
        "fingerprint": fingerprint,
        "n_answers": len(languages),
        "languages": compared,
        "scales": audited,
        # Skills that releases mark: their translation may mislead.
        "doubted": sorted(
            {item["skill"] for scale in audited for item in scale["items"] if item["skill"] and item.get("bias")}
        ),
    }


def _read(questionnaire: Questionnaire, scales: list[Scale]) -> tuple[list[Codes], NDArray[np.str_], str]:
    """For each scale the codes (people, items), -1 missing; the language of each person; a digest of all of it."""
    rows = Submission.objects.filter(
        assessment__questionnaire=questionnaire, assessment__state=AssessmentState.CLOSED
    ).exclude(review_state=ReviewState.EXCLUDED)
    digest = hashlib.sha256(PROCEDURE.encode())
    languages: list[str] = []
    codes: list[list[list[int]]] = [[] for _scale in scales]
    for language, answers in rows.order_by("pk").values_list("language", "answers").iterator(chunk_size=CHUNK):
        languages.append(language)
        digest.update(language.encode())
        for scale, people in zip(scales, codes, strict=True):
            given = _codes(scale, answers)
            people.append(given)
            digest.update(bytes(code + 1 for code in given))
    arrays = [
        np.array(people, dtype=np.int64).reshape(-1, len(scale.items))
        for scale, people in zip(scales, codes, strict=True)
    ]
    return arrays, np.array(languages, dtype=np.str_), digest.hexdigest()


def _codes(scale: Scale, answers: Mapping[str, Any]) -> list[int]:
    return [scale.code(answers.get(item.name)) for item in scale.items]


def _compared_languages(languages: NDArray[np.str_]) -> dict[str, int]:
    """Those with enough answers to compare, the one with most of them first; none where it would be alone."""
    names, counts = np.unique(languages, return_counts=True)
    enough = {str(name): int(n) for name, n in zip(names, counts, strict=True) if n >= FEWEST_OF_A_LANGUAGE}
    ordered = dict(sorted(enough.items(), key=lambda pair: (-pair[1], pair[0])))
    return ordered if len(ordered) > 1 else {}


def _scale(scale: Scale, codes: Codes, languages: NDArray[np.str_], compared: Mapping[str, int]) -> dict[str, Any]:
    answered = (codes >= 0).sum(axis=1) > 1
    found: dict[str, Any] = {
        "key": scale.key,
        "title": scale.title.shown().text,
        "title_texts": scale.title.as_json(),
        "part": scale.part,
        "n_people": int(answered.sum()),
        "alpha": None,
        "omega": None,
        "misfit": None,
        "shortest": None,
        "items": [{"name": item.name, "label": item.label.as_json(), "skill": item.skill} for item in scale.items],
    }
    if answered.sum() < FEWEST_PEOPLE:
        return found
    used = codes[answered]
    for key, figures in _figures(used):
        found[key] = figures if isinstance(figures, float) else found.get(key)
        if isinstance(figures, list):
            for item, figure in zip(found["items"], figures, strict=True):
                item[key] = figure
    if compared:
        _add_bias(found, used, languages[answered], list(compared))
    found["shortest"] = _shortest(found)
    return found


def _figures(codes: Codes) -> Iterator[tuple[str, Any]]:
    """Figures of the scale as numbers, of its items as lists; what the answers do not allow is left out."""
    held = np.where(codes >= 0, codes, np.nan)
    try:
        reliability = alpha(held)
        yield "alpha", _number(reliability.value)
        yield "without", [_number(value) for value in reliability.without]
        if codes.shape[1] < FEWEST_ITEMS_KEPT:
            return
        one = omega(codes)
        yield "omega", _number(one.value)
        yield "misfit", _number(one.misfit)
        yield "loading", [_number(value) for value in one.loadings]
        if len(codes) >= FEWEST_FOR_ITEMS:
            yield "slope", [_number(value) for value in graded_response(codes).slopes]
    except InputError:
        # An item that everybody answered alike, or pairs that nobody answered together.
        return


def _add_bias(found: dict[str, Any], codes: Codes, languages: NDArray[np.str_], compared: list[str]) -> None:
    """Which items work differently in a language, beside the most frequent one."""
    if codes.shape[1] < FEWEST_ITEMS_KEPT:
        return
    group = np.array([compared.index(each) if each in compared else -1 for each in languages])
    inside = group >= 0
    try:
        bias = ordinal_dif(codes[inside], group[inside])
    except InputError:
        return
    for place, item in enumerate(found["items"]):
        item["bias"] = "large" if bias.is_large[place] else "moderate" if bias.is_moderate[place] else ""
        item["bias_change"] = _number(bias.change[place])


def _shortest(found: Mapping[str, Any]) -> dict[str, Any] | None:
    """The fewest items whose omega is still reliable; None where all are needed."""
    loadings = {item["name"]: item.get("loading") for item in found["items"]}
    if found["omega"] is None or found["omega"] < RELIABLE or any(value is None for value in loadings.values()):
        return None
    try:
        short = shortest_form(list(loadings.values()), at_least=RELIABLE, fewest=FEWEST_ITEMS_KEPT)
    except InputError:
        return None
    if short.kept.all():
        return None
    names = [name for name, is_kept in zip(loadings, short.kept, strict=True) if is_kept]
    return {"names": names, "omega": _number(short.value)}


def _number(value: float) -> float | None:
    return round(float(value), 4) if math.isfinite(value) else None
