"""Answering page by page, without a script: start, questions, a last look, thanks.

No page here needs a token against forged posts: what a post may do is in its signed state, which only the person
who began has, and an account counts only if the state names it. So nothing is lost when a cookie is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from mutirao.accounts.models import User
from mutirao.base import clock
from mutirao.base.errors import Refused
from mutirao.base.verdicts import Verdict, first_refusal
from mutirao.movement.models import Community
from mutirao.needs.actions import invitations
from mutirao.needs.actions.assessment_steps import next_draw
from mutirao.needs.actions.submissions import WrongAnswers, new_code, submit_answers
from mutirao.needs.checking import check_answers
from mutirao.needs.forms.answering import FormPage, answers_from, is_page_asked, pages_of
from mutirao.needs.forms.filling import Filling, StartForm, read_filling
from mutirao.needs.forms.showing import questions_of
from mutirao.needs.forms.summary import summary
from mutirao.needs.models import Assessment
from mutirao.needs.queries import submissions as queries
from mutirao.needs.queries.plans import skills_for
from mutirao.needs.rules import submissions as rules
from mutirao.needs.rules.assessments import can_answer
from mutirao.needs.states import Design
from mutirao.needs.views.answering_frame import frame, is_too_long, language_of, may_send, too_long


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    assessment = assessment_to_answer(public_id)
    if request.method != "POST":
        return start_page(request, assessment)
    if is_too_long(request):
        return too_long(request)
    if "sheet:state" not in request.POST:
        return _begin(request, assessment)
    filling = read_filling(request.POST["sheet:state"], assessment)
    if filling is None:
        return start_page(request, assessment, status=422)
    return _step(request, assessment, replace(filling, language=language_of(request, assessment)))


def assessment_to_answer(public_id: UUID) -> Assessment:
    assessment = queries.to_answer(public_id)
    if assessment is None:
        raise Http404
    return assessment


def start_page(
    request: HttpRequest, assessment: Assessment, *, form: StartForm | None = None, status: int = 200
) -> HttpResponse:
    token = request.GET.get("invitation", "") or request.POST.get("sheet:invitation", "")
    form = form or StartForm(None, assessment=assessment, communities=_communities(assessment, token))
    verdict = _can_begin(request, assessment, token)
    context = {
        "form": form,
        "refusal": verdict.reason,
        "must_sign_in": rules.needs_account(assessment) and not isinstance(request.user, User),
        "can_keep": not rules.needs_account(assessment),
        "invitation": token,
    }
    page = {**frame(request, assessment, invitation=token), **context}
    return render(request, "needs/answering/start.html", page, status=status)


def _can_begin(request: HttpRequest, assessment: Assessment, token: str) -> Verdict:
    invitation = invitations.invited_to(assessment, token) if token else None
    way_in = rules.has_way_in(assessment, token, invitation)
    if rules.needs_account(assessment) and isinstance(request.user, User):
        has_answered = invitations.has_answered(assessment=assessment, person=request.user)
        way_in = first_refusal(rules.is_first_answer(has_answered), way_in)
    return first_refusal(can_answer(assessment), way_in)


def _communities(assessment: Assessment, token: str) -> list[Community]:
    invitation = invitations.invited_to(assessment, token) if token else None
    return [invitation.community] if invitation else queries.asked_communities(assessment)


def _begin(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    token = request.POST.get("sheet:invitation", "")[:100]
    form = StartForm(request.POST, assessment=assessment, communities=_communities(assessment, token))
    is_account_missing = rules.needs_account(assessment) and not isinstance(request.user, User)
    if not form.is_valid() or form.community is None or is_account_missing:
        return start_page(request, assessment, form=form, status=422)
    if not _can_begin(request, assessment, token):
        return start_page(request, assessment, form=form, status=409)
    filling = Filling(
        assessment=str(assessment.public_id),
        code=new_code(),
        community=form.community.slug,
        language=language_of(request, assessment),
        began=int(clock.now().timestamp()),
        consent=assessment.consent.number if assessment.consent else None,
        asked=_dealt_skills(assessment, form.community),
        invitation=token,
        person=_account(request) if rules.needs_account(assessment) else "",
    )
    return _show(request, assessment, filling, _following(_pages(assessment, filling), filling, 0))


def _account(request: HttpRequest) -> str:
    return str(request.user.public_id) if isinstance(request.user, User) else ""


def _dealt_skills(assessment: Assessment, community: Community) -> list[str]:
    is_drawn = assessment.design == Design.BLOCKS
    counter = next_draw(assessment=assessment, community_id=community.pk) if is_drawn else 0
    return skills_for(assessment, community=community.slug, counter=counter)


def _step(request: HttpRequest, assessment: Assessment, filling: Filling) -> HttpResponse:
    """One post: take the answers of the page that was shown, then go where the button leads."""
    pages = _pages(assessment, filling)
    number = _page_number(request.POST.get("sheet:page", ""), len(pages))
    go = request.POST.get("sheet:go", "stay")
    if number > len(pages) and go == "send":
        return _send(request, assessment, filling)
    if number <= len(pages):
        page = pages[number - 1]
        filling = filling.with_page(page, answers_from(page, request.POST))
    if go == "next" and number <= len(pages):
        if errors := _errors(assessment, filling, pages[number - 1]):
            return _show(request, assessment, filling, number, errors=errors, status=422)
        number = _following(pages, filling, number)
    elif go == "back":
        number = _preceding(pages, filling, number)
    elif go.startswith("page-"):
        number = _page_number(go.removeprefix("page-"), len(pages))
    return _show(request, assessment, filling, number)


def _pages(assessment: Assessment, filling: Filling) -> tuple[FormPage, ...]:
    form, _layout = queries.form_of(assessment)
    return pages_of(form, filling.asked)


def _page_number(said: str, n_pages: int) -> int:
    """From 1; one more than there are pages is the last look."""
    number = int(said) if said.isascii() and said.isdigit() and len(said) < 5 else 1
    return min(max(number, 1), n_pages + 1)


def _following(pages: tuple[FormPage, ...], filling: Filling, number: int) -> int:
    asked = (page.number for page in pages[number:] if is_page_asked(page, filling.answers))
    return next(asked, len(pages) + 1)


def _preceding(pages: tuple[FormPage, ...], filling: Filling, number: int) -> int:
    asked = (page.number for page in reversed(pages[: number - 1]) if is_page_asked(page, filling.answers))
    return next(asked, number)


def _errors(assessment: Assessment, filling: Filling, page: FormPage) -> dict[str, str]:
    form, _layout = queries.form_of(assessment)
    checked = check_answers(
        form, filling.answers, language=filling.language, asked_skills=filling.asked, only=page.names
    )
    return checked.errors


def _show(
    request: HttpRequest,
    assessment: Assessment,
    filling: Filling,
    number: int,
    *,
    errors: Mapping[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    pages = _pages(assessment, filling)
    if number > len(pages):
        return _last_look(request, assessment, filling)
    form, _layout = queries.form_of(assessment)
    page = pages[number - 1]
    questions = questions_of(page, form, answers=filling.answers, errors=errors or {}, language=filling.language)
    asked = [each.number for each in pages if is_page_asked(each, filling.answers)]
    context = {
        "page": page,
        "title": page.title.shown(filling.language),
        "questions": questions,
        "n_errors": len(errors or {}),
        "place": sum(each <= number for each in asked),
        "n_pages": len(asked),
        "state": filling.signed(),
        "page_number": number,
        "has_page_before": bool(asked) and number > asked[0],
    }
    shown = {**frame(request, assessment), **context}
    return render(request, "needs/answering/page.html", shown, status=status)


def _last_look(
    request: HttpRequest, assessment: Assessment, filling: Filling, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    pages = _pages(assessment, filling)
    form, _layout = queries.form_of(assessment)
    context: dict[str, Any] = {
        "answered": summary(pages, form, answers=filling.answers, language=filling.language),
        "state": filling.signed(),
        "page_number": len(pages) + 1,
        "refusal": refusal,
    }
    return render(request, "needs/answering/last_look.html", {**frame(request, assessment), **context}, status=status)


def _send(request: HttpRequest, assessment: Assessment, filling: Filling) -> HttpResponse:
    community = next((each for each in queries.asked_communities(assessment) if each.slug == filling.community), None)
    is_who_began = filling.person != "" and filling.person == _account(request)
    by = request.user if isinstance(request.user, User) and is_who_began else None
    try:
        may_send(request).or_refuse()
        submit_answers(assessment=assessment, sheet=filling.sheet(community, now=int(clock.now().timestamp()), by=by))
    except Refused as refused:
        return _last_look(request, assessment, filling, refusal=refused.reason, status=409)
    except WrongAnswers as wrong:
        return _show(
            request, assessment, filling, _page_of(assessment, filling, wrong), errors=wrong.errors, status=422
        )
    context = {**frame(request, assessment), "code": filling.code}
    response = render(request, "needs/answering/thanks.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def _page_of(assessment: Assessment, filling: Filling, wrong: WrongAnswers) -> int:
    """The first page with something wrong on it."""
    names = {key.split(":")[0] for key in wrong.errors}
    return next((page.number for page in _pages(assessment, filling) if names & page.names), 1)
