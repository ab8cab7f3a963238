"""Answers for who runs the assessment: how many, what the rules of quality say, sheet by sheet, and as files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Page
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from mutirao.accounts.requests import PersonRequest
from mutirao.base.gates import get_for
from mutirao.base.paging import address_without_page, page_of
from mutirao.needs.actions import reviewing as actions
from mutirao.needs.exporting import codebook, files
from mutirao.needs.exporting.privacy import MINIMUM_CELL
from mutirao.needs.exporting.words import lines_of
from mutirao.needs.forms.reviewing import FilterForm, ReviewForm
from mutirao.needs.models import Assessment
from mutirao.needs.queries.answers import Sheets, sheets_of
from mutirao.needs.queries.reviewing import comments_on, review_of
from mutirao.needs.queries.submissions import asked_communities
from mutirao.needs.rules import reviewing as rules
from mutirao.needs.states import ReviewState

RELATED = ("community", "questionnaire")
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STREAMS: dict[str, tuple[str, str, Callable[[Sheets], Any]]] = {
    "csv": ("answers.csv", "text/csv; charset=utf-8", files.csv_of),
    "jsonl": ("answers.jsonl", "application/jsonl", files.json_lines_of),
    "codebook": ("codebook.csv", "text/csv; charset=utf-8", codebook.codebook_csv),
    "ddi": ("codebook.xml", "application/xml", lambda sheets: [codebook.codebook_xml(sheets)]),
}


@login_required
@require_safe
def answers(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Counts, rules in words, and the sheets; nothing in an order that says when they came."""
    shown = get_for(request.user, Assessment, public_id, rules.can_read_answers, related=RELATED)
    return _page(request, shown, ReviewForm(keys=[]))


@login_required
@require_POST
def review_answers(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Say the same of several sheets at once."""
    shown = get_for(request.user, Assessment, public_id, rules.can_review, related=RELATED)
    form = ReviewForm(request.POST, keys=sheets_of(shown).keys)
    if not form.is_valid():
        return _page(request, shown, form, status=422)
    typed = form.cleaned_data
    n_changed = actions.review_answers(
        assessment=shown,
        keys=typed["keys"],
        state=ReviewState(typed["state"]),
        comment=typed["comment"],
        by=request.user,
    )
    message = ngettext("%(n)d sheet changed.", "%(n)d sheets changed.", n_changed)
    messages.success(request, message % {"n": n_changed})
    return redirect("needs:answers", public_id)


@login_required
@require_safe
def answer_sheet(request: PersonRequest, public_id: UUID, key: int) -> HttpResponse:
    """One sheet in words, with what reviewers said of it. Its key is random and says nothing."""
    shown = get_for(request.user, Assessment, public_id, rules.can_read_answers, related=RELATED)
    sheets = sheets_of(shown)
    sheet = next(sheets.read([key]), None)
    if sheet is None:
        raise Http404
    form = ReviewForm(keys=[key], initial={"keys": [key], "state": ReviewState.ACCEPTED})
    form.fields["state"].label = _("What do you say of this sheet?")
    context = {
        "assessment": shown,
        "sheet": sheet,
        "community": next((each for each in asked_communities(shown) if each.slug == sheet.community), None),
        "state": ReviewState(sheet.review_state).label,
        "lines": list(lines_of(sheets.form, sheets.items, sheet.answers)),
        "met": [each.rule for each in review_of(sheets).flags if each.rule.name in sheet.quality_flags],
        "comments": comments_on(key),
        "form": form,
        "is_anonymous": sheets.is_anonymous,
    }
    return render(request, "needs/answer_sheet.html", context)


@login_required
@require_POST
def export_answers(request: PersonRequest, public_id: UUID, form: str) -> HttpResponseBase:
    """A file of all sheets that may be shown, or the codebook. A post, because it is written down who took it."""
    shown = get_for(request.user, Assessment, public_id, rules.can_read_answers, related=RELATED)
    sheets = sheets_of(shown)
    if form not in {*STREAMS, "xlsx"}:
        raise Http404
    try:
        answer = _workbook(sheets) if form == "xlsx" else _stream(sheets, form)
    except files.TooManyCells as refused:
        reason = _("A workbook of %(n)d cells would open on few machines. Please take the CSV file instead.")
        messages.error(request, reason % {"n": refused.n_cells})
        return redirect("needs:answers", public_id)
    actions.note_export(assessment=shown, form=form, by=request.user)
    answer["Cache-Control"] = "no-store"
    return answer


def _stream(sheets: Sheets, form: str) -> HttpResponseBase:
    name, media_type, pieces = STREAMS[form]
    answer = StreamingHttpResponse(pieces(sheets), content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _workbook(sheets: Sheets) -> HttpResponseBase:
    return FileResponse(files.workbook_of(sheets), as_attachment=True, filename="answers.xlsx", content_type=WORKBOOK)


def _page(request: PersonRequest, shown: Assessment, form: ReviewForm, status: int = 200) -> HttpResponse:
    sheets = sheets_of(shown)
    filters = FilterForm(request.GET)
    chosen = filters.cleaned_data if filters.is_valid() else {}
    review = review_of(sheets, state=chosen.get("state", ""), flag=chosen.get("flag", ""))
    page: Page[Any] = page_of(review.keys, request)
    on_page = {sheet.key: sheet for sheet in sheets.read(list(page.object_list))}
    communities = {each.slug: each for each in asked_communities(shown)}
    context = {
        "assessment": shown,
        "review": review,
        "page": page,
        "page_query": address_without_page(request),
        "sheets": [
            (sheet, ReviewState(sheet.review_state).label, communities.get(sheet.community))
            for key in page.object_list
            if (sheet := on_page.get(key))
        ],
        "filters": filters,
        "form": form,
        "notes": codebook.notes_of(sheets),
        "is_anonymous": sheets.is_anonymous,
        "hides_communities": sheets.hides_communities,
        "minimum": MINIMUM_CELL,
    }
    return render(request, "needs/answers.html", context, status=status)
