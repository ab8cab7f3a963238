"""Translating a questionnaire: a table on pages, or a file of texts out and in."""

from __future__ import annotations

import csv
import io
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mutirao.accounts.requests import PersonRequest
from mutirao.base.errors import Conflict
from mutirao.base.forms import PlainText
from mutirao.base.gates import get_for
from mutirao.base.languages import direction
from mutirao.needs.actions import questionnaires as actions
from mutirao.needs.forms.questionnaires import known_language
from mutirao.needs.instrument.texts import Placed, texts_of
from mutirao.needs.models import Questionnaire
from mutirao.needs.queries import questionnaires as queries
from mutirao.needs.rules import questionnaires as rules
from mutirao.needs.views.questionnaire_making import refuse_conflict
from mutirao.needs.views.questionnaires import SHOWN_WITH

PAGE_SIZE = 60
LARGEST_FILE = 2_000_000
_TYPED = PlainText(max_length=4000, required=False)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def translate(request: PersonRequest, public_id: UUID, language: str) -> HttpResponse:
    """Sixty texts a page, the original beside each."""
    shown = _translatable(request, public_id, language)
    page = Paginator(list(texts_of(queries.whole(shown))), PAGE_SIZE).get_page(request.GET.get("page"))
    typed = {placed.place: request.POST.get(f"text:{placed.place}") for placed in page.object_list}
    errors: dict[str, str] = {}
    version = shown.version
    if request.method == "POST":
        given, errors = _cleaned({place: words for place, words in typed.items() if words is not None})
        seen = request.POST.get("version", "")
        if not errors and _is_saved(request, shown, language, given, seen):
            return redirect(f"{request.path}?page={page.number}")
    rows = [_row(placed, language, typed.get(placed.place), errors) for placed in page.object_list]
    status = 200 if request.method != "POST" else 422 if errors else 409
    context = {"questionnaire": shown, "rows": rows, "page": page, "page_query": "?", "version": version}
    context |= {"language": language, "direction": direction(language)}
    return render(request, "needs/questionnaires/translate.html", context, status=status)


@require_safe
def texts(request: HttpRequest, public_id: UUID, language: str) -> HttpResponse:
    """All texts as CSV: place, original, translation."""
    shown = get_for(request.user, Questionnaire, public_id)
    _check(language)
    rows = io.StringIO()
    writer = csv.writer(rows)
    writer.writerow(["place", "original", "translation"])
    for placed in texts_of(queries.whole(shown)):
        writer.writerow(
            [_safe(cell) for cell in (placed.place, placed.text.original, placed.text.texts.get(language, ""))]
        )
    headers = {"Content-Disposition": f'attachment; filename="texts-{language}.csv"'}
    return HttpResponse("\ufeff" + rows.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


@login_required
@require_POST
def take_texts(request: PersonRequest, public_id: UUID, language: str) -> HttpResponse:
    """The file of texts comes back; all of it or nothing."""
    shown = _translatable(request, public_id, language)
    given = request.FILES.get("texts")
    back = redirect("needs:translate_questionnaire", shown.public_id, language)
    try:
        if given is None or (given.size or 0) > LARGEST_FILE:
            raise ValidationError(_("Please give a file of at most 2 MB."))
        wanted, errors = _cleaned(_read(given.read()))
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return back
    except (UnicodeDecodeError, csv.Error):
        messages.error(request, _("The file is no CSV in UTF-8."))
        return back
    for place, reason in list(errors.items())[:5]:
        messages.error(request, f"{place}: {reason}")
    if not errors:
        _is_saved(request, shown, language, wanted, str(shown.version))
    return back


def _translatable(request: PersonRequest, public_id: UUID, language: str) -> Questionnaire:
    shown = get_for(request.user, Questionnaire, public_id, rules.can_translate, related=SHOWN_WITH)
    _check(language)
    if language == shown.title.source and shown.frozen_at is not None:
        raise Http404
    return shown


def _check(language: str) -> None:
    try:
        known_language(language.replace("\x00", "")[:20])
    except ValidationError:
        raise Http404 from None


def _is_saved(request: PersonRequest, shown: Questionnaire, language: str, texts: dict[str, str], seen: str) -> bool:
    try:
        n_changed = actions.translate_questionnaire(
            questionnaire=shown,
            language=language,
            texts=texts,
            seen_version=int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else 0,
            by=request.user,
        )
    except Conflict:
        refuse_conflict(request)
        shown.refresh_from_db(fields=["version"])
        return False
    message = ngettext("%(n)d text was changed.", "%(n)d texts were changed.", n_changed)
    messages.success(request, message % {"n": n_changed})
    return True


def _cleaned(given: dict[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Clean texts, and what is wrong by place."""
    clean: dict[str, str] = {}
    errors: dict[str, str] = {}
    for place, words in given.items():
        try:
            clean[place] = _TYPED.clean(words)
        except ValidationError as error:
            errors[place] = " ".join(error.messages)
    return clean, errors


def _row(placed: Placed, language: str, typed: str | None, errors: dict[str, str]) -> dict[str, object]:
    return {
        "place": placed.place,
        "original": placed.text.shown(placed.text.source),
        "typed": placed.text.texts.get(language, "") if typed is None else typed,
        "is_outdated": language in placed.text.outdated,
        "error": errors.get(placed.place, ""),
    }


def _read(content: bytes) -> dict[str, str]:
    reader = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    if not {"place", "translation"} <= set(reader.fieldnames or ()):
        raise ValidationError(_("The file needs the columns place and translation."))
    return {row["place"] or "": _unsafe(row["translation"] or "") for row in reader}


def _safe(cell: str) -> str:
    """A spreadsheet would run a cell that begins like a formula."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell


def _unsafe(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:2] in {"=", "+", "-", "@", "\t", "\r"} else cell
