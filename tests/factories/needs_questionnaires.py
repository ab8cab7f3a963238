"""A small questionnaire, and what tests do with one."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from mutirao.base.text import text_of
from mutirao.needs.actions import questionnaires as actions
from mutirao.needs.instrument import Form, Item, Option
from mutirao.needs.models import Questionnaire
from mutirao.needs.states import QuestionType


def small_form(title: str = "Our questions", questions: int = 2) -> Form:
    items = tuple(Item(f"q{n}", QuestionType.TEXT, label=text_of(en=f"Question {n}?")) for n in range(questions))
    one = Item("often", QuestionType.ONE, label=text_of(en="How often?"), choice_list="often")
    group = Item("g", QuestionType.GROUP, label=text_of(en="Group"), items=(one,))
    options = (Option("never", text_of(en="Never", pt="Nunca")), Option("daily", text_of(en="Daily")))
    return Form(
        "ours", title=text_of(en=title), items=(*items, group), choices={"often": options}, languages=("en", "pt")
    )


def frozen(draft: Questionnaire) -> Questionnaire:
    actions.freeze_questionnaire(questionnaire=draft, by=None)
    draft.refresh_from_db()
    return draft


def act(client: Any, name: str, *arguments: Any, data: dict[str, Any] | None = None, query: str = "") -> Any:
    address = reverse(f"needs:{name}", args=arguments) + query
    return client.get(address) if data is None else client.post(address, data)
