"""Assessments: the list, one of them, and preparing it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mutirao.accounts.requests import PersonRequest
from mutirao.base.errors import Conflict
from mutirao.base.gates import get_for
from mutirao.base.languages import interface_language, language_name
from mutirao.base.paging import address_without_page, page_of
from mutirao.movement.models import Community
from mutirao.movement.queries import is_protected
from mutirao.needs.actions import assessments as actions
from mutirao.needs.forms.assessments import AssessmentForm, SkillsForm
from mutirao.needs.models import Assessment
from mutirao.needs.queries import assessments as queries
from mutirao.needs.queries.progress import progress_of
from mutirao.needs.queries.releases_shown import first_with
from mutirao.needs.rules import assessments as rules
from mutirao.needs.states import Design, Mode, Privacy, Recruitment
from mutirao.needs.views.planning import plan_context

FIRST_GUESS = {
    "mode": Mode.INDIVIDUAL,
    "design": Design.COMMON,
    "skills_each": 12,
    "privacy": Privacy.ANONYMOUS,
    "recruitment": Recruitment.OPEN,
    "minimum_age": 18,
}
SHOWN_WITH = ("community", "questionnaire", "consent")


@require_safe
def assessments(request: HttpRequest) -> HttpResponse:
    """Those that ask now, those that are over, and one's own that are being prepared."""
    context = {
        "page": page_of(queries.listed(request.user), request),
        "page_query": address_without_page(request),
    }
    return render(request, "needs/assessments.html", context)


@require_safe
def assessment(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What it is about and how it goes; to who runs it also the plan and the next step."""
    shown = get_for(request.user, Assessment, public_id, related=SHOWN_WITH)
    answer_path = reverse("answering:answer", args=[shown.public_id])
    context = {
        "assessment": shown,
        "languages": [language_name(tag) for tag in shown.languages],
        "can_run": bool(rules.can_run(request.user, shown)),
        "answer_path": answer_path,
        "answer_address": request.build_absolute_uri(answer_path),
        "can_answer": bool(rules.can_answer(shown)),
        "counted_in": first_with(shown),
        "progress": progress_of(shown) if shown.state in queries.PUBLIC_STATES else None,
        **plan_context(shown),
    }
    return render(request, "needs/assessment.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_assessment(request: PersonRequest, slug: str) -> HttpResponse:
    """Prepare one for a community that the person speaks for."""
    community = get_for(request.user, Community, slug, rules.can_prepare)
    if request.method != "POST":
        form = AssessmentForm(initial=_first_guess(community), community=community)
        return _form_page(request, community, form)
    form = AssessmentForm(request.POST, community=community)
    if not form.is_valid():
        return _form_page(request, community, form, status=422)
    made = actions.prepare_assessment(
        community=community, draft=_draft(form), language=interface_language(), by=request.user
    )
    messages.success(request, _("Saved. Nobody is asked before you open it: look at the plan first."))
    return redirect(made)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_assessment(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Who saves second is told, and loses nothing typed."""
    changed = get_for(request.user, Assessment, public_id, rules.can_change, related=SHOWN_WITH)
    if request.method != "POST":
        form = AssessmentForm(initial=_stored(changed), community=changed.community)
        return _form_page(request, changed.community, form, changed)
    form = AssessmentForm(request.POST, community=changed.community)
    if not form.is_valid():
        return _form_page(request, changed.community, form, changed, status=422)
    try:
        actions.change_assessment(
            assessment=changed,
            seen_version=form.cleaned_data["version"] or 0,
            draft=_draft(form),
            language=interface_language(),
            by=request.user,
        )
    except Conflict:
        stored = get_for(request.user, Assessment, public_id, related=SHOWN_WITH)
        form = AssessmentForm({**_lists(request), "version": stored.version}, community=changed.community)
        return _form_page(request, changed.community, form, stored, is_conflict=True, status=409)
    messages.success(request, _("Saved."))
    return redirect(changed)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def assessment_skills(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Choose the common list: the same skills for everybody."""
    changed = get_for(request.user, Assessment, public_id, rules.can_change, related=SHOWN_WITH)
    skills = queries.skills_of(changed.questionnaire_id)
    posted = request.POST if request.method == "POST" else None
    initial = {"skills": changed.skills, "version": changed.version}
    form = SkillsForm(posted, initial=initial, skills=skills)
    status, is_conflict = 422 if form.is_bound else 200, False
    if form.is_valid():
        typed = form.cleaned_data
        try:
            actions.choose_skills(
                assessment=changed, seen_version=typed["version"], skills=typed["skills"], by=request.user
            )
        except Conflict:
            stored = get_for(request.user, Assessment, public_id)
            form = SkillsForm({**_lists(request), "version": stored.version}, skills=skills)
            status, is_conflict = 409, True
        else:
            messages.success(request, _("Saved."))
            return redirect(changed)
    context = {"assessment": changed, "form": form, "is_conflict": is_conflict}
    return render(request, "needs/assessment_skills.html", context, status=status)


def _form_page(
    request: PersonRequest,
    community: Community,
    form: AssessmentForm,
    assessment: Assessment | None = None,
    *,
    is_conflict: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {
        "community": community,
        "form": form,
        "assessment": assessment,
        "is_conflict": is_conflict,
        "is_protected": is_protected(community),
    }
    return render(request, "needs/assessment_form.html", context, status=status)


def _draft(form: AssessmentForm) -> actions.Draft:
    typed = {name: value for name, value in form.cleaned_data.items() if name != "version"}
    return actions.Draft(**typed)


def _first_guess(community: Community) -> dict[str, Any]:
    first = queries.usable_questionnaires(community).first()
    editors = community.active_editors
    return {
        **FIRST_GUESS,
        "questionnaire": first.public_id if first else None,
        "languages": first.languages if first else [],
        "n_people": round(editors) if editors and editors >= 1 else None,
    }


def _stored(assessment: Assessment) -> dict[str, Any]:
    language = interface_language()
    own = assessment.asked.filter(community=assessment.community_id).first()
    names = ("mode", "design", "skills_each", "privacy", "recruitment", "minimum_age", "opens_on", "closes_on")
    return {
        **{name: getattr(assessment, name) for name in names},
        "title": assessment.title.texts.get(language) or str(assessment.title),
        "purpose": assessment.purpose.texts.get(language) or str(assessment.purpose),
        "questionnaire": assessment.questionnaire.public_id,
        "languages": assessment.languages,
        "n_expected": own.n_expected if own else None,
        "n_people": own.n_people if own else None,
        "version": assessment.version,
    }


def _lists(request: PersonRequest) -> dict[str, Any]:
    """What was posted as a plain dictionary; fields with several values keep all of them."""
    posted: dict[str, Any] = request.POST.dict()
    for name in ("languages", "skills"):
        if name in request.POST:
            posted[name] = request.POST.getlist(name)
    return posted
