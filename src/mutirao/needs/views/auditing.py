"""What the yearly audit of a questionnaire found, in words first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mutirao.accounts.requests import PersonRequest
from mutirao.base import numbers
from mutirao.base.errors import Refused
from mutirao.base.gates import get_for
from mutirao.base.languages import language_name
from mutirao.base.text import Text
from mutirao.needs.actions.auditing import ask_for_audit
from mutirao.needs.analysis.auditing import FEWEST_FOR_ITEMS, FEWEST_OF_A_LANGUAGE, FEWEST_PEOPLE, RELIABLE
from mutirao.needs.exporting.variables import CARD_LABELS
from mutirao.needs.models import Questionnaire
from mutirao.needs.queries.auditing import latest_audit, n_answers
from mutirao.needs.rules.questionnaires import can_make


@dataclass(frozen=True)
class ShownItem:
    """A question of a scale, its figures written for a reader; ``bias`` is empty, moderate or large."""

    text: Text
    name: str
    bias: str
    loading: str
    slope: str
    without: str


@dataclass(frozen=True)
class ShownScale:
    """A scale of an audit for a reader; ``best`` is omega, or alpha where there are too few items for it."""

    title: Text
    part: str
    n_people: int
    best: float | None
    omega: str
    alpha: str
    items: list[ShownItem]
    shortest: list[ShownItem]

    @property
    def is_reliable(self) -> bool:
        return self.best is not None and self.best >= RELIABLE

    @property
    def doubted(self) -> list[ShownItem]:
        return [item for item in self.items if item.bias]


@require_safe
def questionnaire_audit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Reliability, what each question adds, languages, and a shorter form."""
    questionnaire = get_for(request.user, Questionnaire, public_id)
    found = latest_audit(questionnaire)
    context = {
        "questionnaire": questionnaire,
        "audit": found,
        "scales": list(_scales(found.results)) if found else [],
        "languages": [language_name(tag) for tag in found.results["languages"]] if found else [],
        "can_ask": bool(can_make(request.user, questionnaire.community)),
        "enough": n_answers(questionnaire) >= FEWEST_PEOPLE,
        "fewest": FEWEST_PEOPLE,
        "fewest_for_items": FEWEST_FOR_ITEMS,
        "fewest_of_a_language": FEWEST_OF_A_LANGUAGE,
    }
    return render(request, "needs/questionnaire_audit.html", context)


@login_required
@require_POST
def ask_for_questionnaire_audit(request: PersonRequest, public_id: UUID) -> HttpResponse:
    questionnaire = get_for(request.user, Questionnaire, public_id)
    try:
        ask_for_audit(questionnaire=questionnaire, by=request.user)
    except Refused as refused:
        can_make(request.user, questionnaire.community).or_refuse()
        messages.error(request, refused.reason)
    else:
        messages.success(request, _("The audit is being made. Please look again in a minute."))
    return redirect("needs:questionnaire_audit", public_id)


def _scales(results: dict[str, Any]) -> Iterator[ShownScale]:
    for scale in results["scales"]:
        items = [_item(item) for item in scale["items"]]
        kept = set((scale["shortest"] or {}).get("names", ()))
        yield ShownScale(
            title=_text(scale["title_texts"], scale["key"]),
            part=str(CARD_LABELS.get(scale["part"], "")),
            n_people=scale["n_people"],
            best=scale["alpha"] if scale["omega"] is None else scale["omega"],
            omega=_figure(scale["omega"]),
            alpha=_figure(scale["alpha"]),
            items=items,
            shortest=[item for item in items if item.name in kept],
        )


def _item(item: dict[str, Any]) -> ShownItem:
    return ShownItem(
        text=_text(item["label"], item["name"]),
        name=item["name"],
        bias=item.get("bias", ""),
        loading=_figure(item.get("loading")),
        slope=_figure(item.get("slope")),
        without=_figure(item.get("without")),
    )


def _figure(value: float | None) -> str:
    return "" if value is None else numbers.decimal(round(value, 2), "0.00")


def _text(stored: dict[str, Any], otherwise: str) -> Text:
    return Text.from_json(stored) or Text("en", {"en": otherwise})
