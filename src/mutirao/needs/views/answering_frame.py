"""What every answering page needs: its language, what is not translated, and limits that keep no address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from mutirao.base import rates
from mutirao.base.bodies import MEGABYTE
from mutirao.base.languages import interface_language, language_name, nearest
from mutirao.base.text import Text
from mutirao.base.verdicts import Verdict
from mutirao.needs.instrument import Form
from mutirao.needs.models import Assessment
from mutirao.needs.queries import submissions as queries
from mutirao.needs.states import Privacy

MOST_MEGABYTES = 1
ADULT_AGE = 18
PRIVACY_IN_WORDS = {
    Privacy.ANONYMOUS: _(
        "Anonymous. We keep no account, no address and no time of day beside your answers, only the week."
    ),
    Privacy.CONFIDENTIAL: _(
        "Confidential. We keep the day, and that your account has answered, but not which answers are yours."
    ),
}
# A class on one school connection answers within an hour.
MOST_SHEETS, WINDOW = 300, timedelta(hours=1)


def language_of(request: HttpRequest, assessment: Assessment) -> str:
    """The form's language that was asked for, else the one nearest to the page's."""
    asked: str = request.GET.get("uselang", "")
    languages = assessment.languages or ["en"]
    return asked if asked in languages else nearest(interface_language(), languages) or languages[0]


def frame(request: HttpRequest, assessment: Assessment, *, invitation: str = "") -> dict[str, Any]:
    form, _layout = queries.form_of(assessment)
    language = language_of(request, assessment)
    n_texts = n_untranslated(form, language)
    return {
        "assessment": assessment,
        "language": language,
        "languages": [(code, language_name(code, code)) for code in assessment.languages],
        "language_query": f"&invitation={invitation}" if invitation else "",
        "n_untranslated": n_texts,
        "minutes": queries.minutes_of(assessment),
        "consent": _paragraphs(assessment.consent.text, language) if assessment.consent else None,
        "guardian_consent": _guardian_text(assessment, language),
        "privacy": PRIVACY_IN_WORDS.get(Privacy(assessment.privacy), ""),
    }


@dataclass(frozen=True)
class Paragraphs:
    """A long text as it is read: its language, and its parts."""

    language: str
    parts: list[str]


def _paragraphs(text: Text, language: str) -> Paragraphs:
    shown = text.shown(language)
    return Paragraphs(shown.language, [line for line in shown.text.splitlines() if line.strip()])


def _guardian_text(assessment: Assessment, language: str) -> Paragraphs | None:
    if assessment.consent is None or assessment.minimum_age >= ADULT_AGE:
        return None
    return _paragraphs(assessment.consent.guardian_text, language)


def n_untranslated(form: Form, language: str) -> int:
    """Texts of the form that stand in another language for this reader."""
    return sum(text.shown(language).is_fallback for text in _texts(form) if text)


def may_send(request: HttpRequest) -> Verdict:
    """Counted in memory alone, by address and not by assessment: nothing of it can be found beside answers."""
    return rates.allow_reading(f"answers {rates.client_address(request)}", limit=MOST_SHEETS, per=WINDOW)


def is_too_long(request: HttpRequest) -> bool:
    return int(request.META.get("CONTENT_LENGTH") or 0) > MOST_MEGABYTES * MEGABYTE


def too_long(request: HttpRequest) -> HttpResponse:
    return render(request, "413.html", {"megabytes": MOST_MEGABYTES}, status=413)


def _texts(form: Form) -> list[Text]:
    items = list(form.walk())
    asked = [text for item in items for text in (item.label, item.hint)]
    return [*asked, *(option.label for options in form.choices.values() for option in options)]
