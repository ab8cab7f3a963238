"""Making questionnaires: from the standard one, empty, from an XLSForm, or as a new version; and retiring one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mutirao.accounts.requests import PersonRequest
from mutirao.base.gates import get_for
from mutirao.base.languages import interface_language
from mutirao.base.text import Text
from mutirao.movement.models import Community
from mutirao.needs.actions import questionnaires as actions
from mutirao.needs.forms.questionnaires import NewQuestionnaireForm, UploadForm
from mutirao.needs.instrument import Form, Item
from mutirao.needs.instrument.texts import languages_in
from mutirao.needs.models import Questionnaire
from mutirao.needs.queries import questionnaires as queries
from mutirao.needs.rules import questionnaires as rules
from mutirao.needs.states import QuestionType
from mutirao.needs.xlsform import read_xlsform
from mutirao.skills.queries import core_skill_choices

READ_OR_ACT = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@READ_OR_ACT
def new_questionnaire(request: PersonRequest, slug: str) -> HttpResponse:
    return _new(request, get_for(request.user, Community, slug, rules.can_make))


@login_required
@READ_OR_ACT
def new_for_everybody(request: PersonRequest) -> HttpResponse:
    rules.can_make(request.user, None).or_refuse()
    return _new(request, None)


@login_required
@READ_OR_ACT
def import_questionnaire(request: PersonRequest, slug: str) -> HttpResponse:
    return _import(request, get_for(request.user, Community, slug, rules.can_make))


@login_required
@READ_OR_ACT
def import_for_everybody(request: PersonRequest) -> HttpResponse:
    rules.can_make(request.user, None).or_refuse()
    return _import(request, None)


@login_required
@require_POST
def new_version(request: PersonRequest, public_id: UUID) -> HttpResponse:
    shown = get_for(request.user, Questionnaire, public_id, rules.can_make_version, related=("community",))
    version = actions.make_version(questionnaire=shown, by=request.user)
    messages.success(request, _("This is the next version. It is a draft: nobody is asked with it yet."))
    return redirect(version)


@login_required
@require_POST
def retire(request: PersonRequest, public_id: UUID) -> HttpResponse:
    shown = get_for(request.user, Questionnaire, public_id, rules.can_retire, related=("community",))
    actions.retire_questionnaire(questionnaire=shown, by=request.user)
    messages.success(request, _("The questionnaire is retired. No assessment begins with it any more."))
    return redirect("needs:questionnaires")


def _new(request: PersonRequest, community: Community | None) -> HttpResponse:
    initial = {"language": interface_language()}
    form = NewQuestionnaireForm(request.POST or None, initial=initial, skills=core_skill_choices())
    if request.method == "POST" and form.is_valid():
        made = actions.make_questionnaire(form=_begun(form.cleaned_data), community=community, by=request.user)
        messages.success(request, _("The draft is made. Now look at its questions."))
        return redirect(made)
    context = {"form": form, "community": community}
    status = 422 if request.method == "POST" else 200
    return render(request, "needs/questionnaires/new.html", context, status=status)


def _begun(chosen: dict[str, Any]) -> Form:
    """The draft: of the standard questionnaire the chosen skills and the parts that are wanted."""
    language, skills = chosen["language"], set(chosen["skills"])
    parts = {name for name in ("learning", "background") if chosen[f"with_{name}"]}
    standard = queries.standard() or Form("")
    groups = [replace(group, items=_wanted(group, skills, parts)) for group in standard.items]
    items = tuple(group for group in groups if group.items)
    used = {each.choice_list for group in items for each in group.walk()}
    form = Form(
        name=slugify(chosen["title"])[:90] or "questionnaire",
        title=Text(language, {language: chosen["title"]}),
        introduction=standard.introduction if items else Text(),
        items=items,
        choices={name: options for name, options in standard.choices.items() if name in used},
    )
    return replace(form, languages=tuple(languages_in(form)))


def _wanted(group: Item, skills: set[str], parts: set[str]) -> tuple[Item, ...]:
    cards = tuple(item for item in group.items if item.question_type == QuestionType.SKILL and item.skill in skills)
    return group.items if group.name in parts else cards


def _import(request: PersonRequest, community: Community | None) -> HttpResponse:
    form = UploadForm(request.POST or None, request.FILES or None, initial={"language": interface_language()})
    context: dict[str, Any] = {"form": form, "community": community}
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "needs/questionnaires/import.html", context, status=status)
    skills = {skill.slug: skill.key for skill in queries.rated_skills()}
    content = form.cleaned_data["workbook"].read()
    read, report = read_xlsform(content, skills=skills, language=form.cleaned_data["language"])
    context |= {"report": report}
    if read is None:
        return render(request, "needs/questionnaires/import.html", context, status=422)
    if not read.title:
        read = replace(read, title=Text(form.cleaned_data["language"], {form.cleaned_data["language"]: read.name}))
    context["made"] = actions.make_questionnaire(form=read, community=community, by=request.user)
    return render(request, "needs/questionnaires/import.html", context)


def refuse_conflict(request: HttpRequest) -> None:
    messages.error(
        request, _("Somebody else changed the questionnaire meanwhile. What you typed is still here: save it again.")
    )
