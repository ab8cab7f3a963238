"""Asking on paper: what to know, sheets to print, and a page to type them in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mutirao.accounts.requests import PersonRequest
from mutirao.base.errors import Refused
from mutirao.base.gates import get_for
from mutirao.base.languages import interface_language, language_name
from mutirao.needs.actions.paper import type_in_sheet
from mutirao.needs.actions.submissions import Sheet, WrongAnswers, digest_of, new_code
from mutirao.needs.blocks import drawn_skills
from mutirao.needs.forms.answering import FormPage, answers_from, pages_of
from mutirao.needs.forms.showing import ShownQuestion, questions_of
from mutirao.needs.forms.submissions import PaperForm
from mutirao.needs.models import Assessment
from mutirao.needs.queries import submissions as queries
from mutirao.needs.rules import submissions as rules
from mutirao.needs.views.answering_frame import frame

# Drawn blocks: so many different sheets, named by a letter that many sheets share.
LETTERS = "ABCDEFGH"
RELATED = ("community", "questionnaire", "consent")


@login_required
@require_safe
def paper(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """What to know before asking on paper."""
    assessment = get_for(request.user, Assessment, public_id, rules.can_type_paper, related=RELATED)
    languages = [(code, language_name(code)) for code in assessment.languages]
    context = {"assessment": assessment, "languages": languages, "letters": _letters(assessment)}
    return render(request, "needs/paper/paper.html", context)


@login_required
@require_safe
def print_sheets(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """One sheet for each letter, in the language that was asked for."""
    assessment = get_for(request.user, Assessment, public_id, rules.can_type_paper, related=RELATED)
    shown = frame(request, assessment)
    sheets = [
        {"letter": letter, "pages": _shown_pages(assessment, letter, shown["language"])}
        for letter in _letters(assessment) or [""]
    ]
    communities = queries.asked_communities(assessment)
    return render(request, "needs/paper/sheets.html", {**shown, "sheets": sheets, "communities": communities})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def type_in(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """The whole sheet on one page. Sent twice, it is one sheet: its key is made with the page."""
    assessment = get_for(request.user, Assessment, public_id, rules.can_type_paper, related=RELATED)
    letters = _letters(assessment)
    letter = request.GET.get("sheet", "") if request.GET.get("sheet", "") in letters else (letters or [""])[0]
    pages = pages_of(queries.form_of(assessment)[0], _asked(assessment, letter))
    form = _paper_form(request, assessment)
    answers: dict[str, Any] = {}
    for page in pages if form.is_bound else ():
        answers |= answers_from(page, request.POST)
    errors: dict[str, str] = {}
    if form.is_valid():
        try:
            type_in_sheet(assessment=assessment, sheet=_sheet(assessment, form, answers, letter), by=request.user)
        except WrongAnswers as wrong:
            errors = dict(wrong.errors)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("The sheet is stored. You can type in the next one."))
            return redirect(_next_sheet(public_id, form, letter))
    context = {
        "assessment": assessment,
        "form": form,
        "letters": letters,
        "letter": letter,
        "pages": _shown(assessment, pages, form.shown_language, answers, errors),
        "n_errors": len(errors),
    }
    return render(request, "needs/paper/type_in.html", context, status=422 if form.is_bound else 200)


def _paper_form(request: PersonRequest, assessment: Assessment) -> PaperForm:
    language = request.GET.get("language", interface_language())
    return PaperForm(
        request.POST if request.method == "POST" else None,
        communities=queries.asked_communities(assessment),
        languages=assessment.languages,
        initial={
            "key": digest_of(new_code()),
            "community": request.GET.get("community", ""),
            "language": language,
        },
    )


def _next_sheet(public_id: UUID, form: PaperForm, letter: str) -> str:
    """The page for the next sheet, which mostly is like the last one."""
    kept = {"sheet": letter, **{name: form.cleaned_data.get(name, "") for name in ("language", "community")}}
    return f"{reverse('needs:type_in_paper', args=[public_id])}?{urlencode(kept)}"


def _sheet(assessment: Assessment, form: PaperForm, answers: dict[str, Any], letter: str) -> Sheet:
    return Sheet(
        key=form.cleaned_data["key"],
        answers=answers,
        community=form.community,
        language=form.cleaned_data["language"],
        is_old_enough=form.cleaned_data["consented"],
        asked_skills=_asked(assessment, letter) if letter else (),
    )


def _letters(assessment: Assessment) -> list[str]:
    """None where everybody is asked the same."""
    _everybody, drawn = queries.skills_to_ask(assessment)
    return list(LETTERS) if drawn else []


def _asked(assessment: Assessment, letter: str) -> list[str]:
    everybody, drawn = queries.skills_to_ask(assessment)
    if not drawn:
        return everybody
    counter = LETTERS.index(letter)
    return drawn_skills(
        seed=assessment.seed, community="", counter=counter, core=everybody, others=drawn, each=assessment.skills_each
    )


def _shown_pages(assessment: Assessment, letter: str, language: str) -> list[dict[str, Any]]:
    form, _layout = queries.form_of(assessment)
    return _shown(assessment, pages_of(form, _asked(assessment, letter)), language, {}, {})


def _shown(
    assessment: Assessment,
    pages: tuple[FormPage, ...],
    language: str,
    answers: dict[str, Any],
    errors: dict[str, str],
) -> list[dict[str, Any]]:
    form, _layout = queries.form_of(assessment)
    here = frozenset(name for page in pages for name in page.names)

    def questions(page: FormPage) -> tuple[ShownQuestion, ...]:
        return questions_of(page, form, answers=answers, errors=errors, language=language, here=here)

    return [
        {"title": page.title.shown(language), "is_conditional": bool(page.relevant), "questions": questions(page)}
        for page in pages
    ]
