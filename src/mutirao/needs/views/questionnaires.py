"""Questionnaires: the list, one of them, how it looks to who answers, and as an XLSForm."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.text import slugify
from django.utils.translation import override
from django.views.decorators.http import require_safe

from mutirao.base.gates import get_for
from mutirao.base.languages import direction, language_name, nearest
from mutirao.base.paging import address_without_page, page_of
from mutirao.needs.forms.answering import pages_of
from mutirao.needs.forms.showing import ShownQuestion, questions_of
from mutirao.needs.instrument import Form
from mutirao.needs.instrument.minutes import expected_minutes
from mutirao.needs.instrument.problems import problems_of
from mutirao.needs.instrument.texts import completeness
from mutirao.needs.models import Questionnaire
from mutirao.needs.queries import questionnaires as queries
from mutirao.needs.rules import questionnaires as rules
from mutirao.needs.xlsform import written_xlsform

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN_WITH = ("community",)


@require_safe
def questionnaires(request: HttpRequest) -> HttpResponse:
    """Those that are public and one's own drafts."""
    context = {
        "page": page_of(queries.listed(request.user), request),
        "page_query": address_without_page(request),
        "communities": queries.coordinated_by(request.user),
        "is_administrator": bool(rules.can_make(request.user, None)),
    }
    return render(request, "needs/questionnaires/list.html", context)


@require_safe
def questionnaire(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """All questions, languages with how much of them is there, and what may be done."""
    shown = get_for(request.user, Questionnaire, public_id, related=SHOWN_WITH)
    form = queries.whole(shown)
    context = {
        "questionnaire": shown,
        "form": form,
        "languages": languages_of(form),
        "minutes": expected_minutes(form),
        "problems": problems_of(form) if shown.frozen_at is None else [],
        "can_make": bool(rules.can_make(request.user, shown.community)),
        "can_edit": bool(rules.can_edit(request.user, shown)),
        "can_translate": bool(rules.can_translate(request.user, shown)),
        "can_make_version": bool(rules.can_make_version(request.user, shown)),
        "can_retire": bool(rules.can_retire(request.user, shown)),
    }
    return render(request, "needs/questionnaires/one.html", context)


@require_safe
def preview(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One page as a person sees it, in any of its languages; nothing can be sent."""
    shown = get_for(request.user, Questionnaire, public_id, related=SHOWN_WITH)
    form = queries.whole(shown)
    pages = pages_of(form)
    asked_for = request.GET.get("page", "")[:5]
    number = min(max(int(asked_for) if asked_for.isascii() and asked_for.isdigit() else 1, 1), max(len(pages), 1))
    language = nearest(request.GET.get("language", "")[:20], form.languages) or form.title.source
    page = pages[number - 1] if pages else None
    questions = questions_of(page, form, answers={}, errors={}, language=language) if page else ()
    context = {
        "questionnaire": shown,
        "form": form,
        "title": form.title.shown(language),
        "page_title": page.title.shown(language) if page and page.title else None,
        "questions": _in_words_of(questions, language),
        "number": number,
        "numbers": range(1, len(pages) + 1),
        "language": language,
        "direction": direction(language),
        "languages": [(tag, language_name(tag)) for tag in form.languages],
    }
    return render(request, "needs/questionnaires/preview.html", context)


@require_safe
def xlsform(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The workbook for other tools."""
    shown = get_for(request.user, Questionnaire, public_id)
    content, _report = written_xlsform(queries.whole(shown))
    name = slugify(shown.name) or "questionnaire"
    headers = {"Content-Disposition": f'attachment; filename="{name}-{shown.number}.xlsx"'}
    return HttpResponse(content, content_type=XLSX, headers=headers)


def _in_words_of(questions: tuple[ShownQuestion, ...], language: str) -> str:
    """The questions with our own words, such as those of scales, in the language of the person who answers."""
    spoken = nearest(language, [code for code, _name in settings.LANGUAGES]) or settings.LANGUAGE_CODE
    with override(spoken):
        return render_to_string("needs/questions/page.html", {"questions": questions, "page_language": language})


def languages_of(form: Form) -> list[dict[str, Any]]:
    """Languages that have a text, with their share, then those of the interface that have none."""
    shares = completeness(form)
    tags = [*shares, *(code for code, _name in settings.LANGUAGES if code not in shares)]
    return [{"tag": tag, "share": shares.get(tag, 0.0), "is_source": tag == form.title.source} for tag in tags]
