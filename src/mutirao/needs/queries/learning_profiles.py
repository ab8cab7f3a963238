"""How people of a community can and like to learn, in the words of the questionnaire."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from mutirao.base.prepared import prepared
from mutirao.base.text import Text
from mutirao.needs.models import Choice, Question
from mutirao.needs.queries.community_needs import CommunityNeeds
from mutirao.needs.states import Purpose


@dataclass(frozen=True)
class Said:
    """One question: what it is about, and the share of each choice, the largest first."""

    about: str
    shares: list[tuple[str, float]]


def learning_profile(needs: CommunityNeeds) -> list[Said]:
    """No query where the release says nothing; else two."""
    profile = needs.result.learning_profile if needs.result else {}
    if not profile:
        return []
    labels = _labels()
    return [
        Said(
            str(Purpose(purpose).label),
            [
                (str(labels.get((purpose, name), name)), share)
                for name, share in sorted(told.items(), key=lambda each: (-each[1], each[0]))
            ],
        )
        for purpose, told in profile.items()
        if purpose in Purpose.values
    ]


def _labels() -> dict[tuple[str, str], Text]:
    """By purpose and short name of a choice; the newest standard questionnaire has the last word."""
    choices: dict[tuple[int, str], list[tuple[str, Text]]] = {}
    for questionnaire, choice_list, name, label in _choices():
        choices.setdefault((questionnaire, choice_list), []).append((name, label))
    return {
        (purpose, name): label
        for questionnaire, purpose, choice_list in _questions()
        for name, label in choices.get((questionnaire, choice_list), [])
    }


@prepared()
def _questions() -> QuerySet[Question, tuple[int, str, str]]:
    rows = Question.objects.filter(questionnaire__is_standard=True).exclude(choice_list="")
    told = rows.exclude(purpose__in=(Purpose.OWN, Purpose.SKILL)).order_by("questionnaire__number", "position")
    return told.values_list("questionnaire_id", "purpose", "choice_list")


@prepared()
def _choices() -> QuerySet[Choice, tuple[int, str, str, Text]]:
    rows = Choice.objects.filter(questionnaire__is_standard=True).order_by("questionnaire__number", "position")
    return rows.values_list("questionnaire_id", "choice_list", "name", "label")
