"""Changing a draft, question by question, without a script."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.forms import Form as WebForm
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from mutirao.accounts.requests import PersonRequest
from mutirao.base.errors import Conflict
from mutirao.base.gates import get_for
from mutirao.needs.actions import questionnaires as actions
from mutirao.needs.forms.questionnaires import AboutForm, QuestionForm, initial_of
from mutirao.needs.instrument import Form, editing
from mutirao.needs.instrument.problems import problems_of
from mutirao.needs.instrument.standard import skill_groups
from mutirao.needs.models import Questionnaire
from mutirao.needs.queries import questionnaires as queries
from mutirao.needs.rules import questionnaires as rules
from mutirao.needs.views.questionnaire_making import refuse_conflict
from mutirao.needs.views.questionnaires import SHOWN_WITH

READ_OR_ACT = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@READ_OR_ACT
def edit_questionnaire(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Title and introduction, and the questions with what can be done to each."""
    shown = get_for(request.user, Questionnaire, public_id, rules.can_edit, related=SHOWN_WITH)
    form = queries.whole(shown)
    first = {"title": form.title.original, "introduction": form.introduction.original, "version": shown.version}
    about = AboutForm(request.POST or None, initial=first)
    if request.method == "POST" and about.is_valid():
        data, language = about.cleaned_data, form.title.source
        changed = editing.with_about(form, data["title"], data["introduction"], language=language)
        if _is_saved(request, shown, changed, about):
            return redirect("needs:edit_questionnaire", shown.public_id)
    asked = {item.skill for item in form.walk()}
    skills = [skill for skill in queries.rated_skills() if skill.slug not in asked]
    context = {
        "questionnaire": shown,
        "form": form,
        "about": about,
        "problems": problems_of(form),
        "skills": skills,
    }
    return render(request, "needs/questionnaires/edit.html", context, status=_status(request, about))


@login_required
@require_POST
def arrange_questionnaire(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Move a question up or down, or remove it."""
    shown = get_for(request.user, Questionnaire, public_id, rules.can_edit, related=SHOWN_WITH)
    form = queries.whole(shown)
    name, act = request.POST.get("name", "")[:100], request.POST.get("act", "")
    steps = {"up": -1, "down": 1}
    if editing.found(form, name) is None or act not in {*steps, "remove"}:
        raise Http404
    changed = editing.without(form, name) if act == "remove" else editing.moved(form, name, by=steps[act])
    _arrange(request, shown, changed)
    return redirect("needs:edit_questionnaire", shown.public_id)


@login_required
@require_POST
def add_skill(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """A card for a skill of the core framework, in the group of its kind."""
    shown = get_for(request.user, Questionnaire, public_id, rules.can_edit, related=SHOWN_WITH)
    form = queries.whole(shown)
    wanted = request.POST.get("skill", "")
    skill = next((each for each in queries.rated_skills() if each.slug == wanted), None)
    if skill is None:
        raise Http404
    (group,) = skill_groups([skill], set())
    into = editing.found(form, group.name)
    if editing.found(form, skill.slug) is None:
        changed = editing.with_added(form, group.items[0], into=group.name) if into else editing.with_added(form, group)
        _arrange(request, shown, changed)
    return redirect("needs:edit_questionnaire", shown.public_id)


def _arrange(request: PersonRequest, shown: Questionnaire, changed: Form) -> None:
    about = AboutForm({**request.POST.dict(), "title": "-"})
    if about.is_valid():
        _is_saved(request, shown, changed, about)


@login_required
@READ_OR_ACT
def edit_question(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """One question: a new one, or the one that ``?name=`` names."""
    shown = get_for(request.user, Questionnaire, public_id, rules.can_edit, related=SHOWN_WITH)
    form = queries.whole(shown)
    name = request.GET.get("name", "")[:100]
    item = editing.found(form, name)
    if name and item is None:
        raise Http404
    initial = {"version": shown.version, **(initial_of(form, item) if item else {})}
    question = QuestionForm(request.POST or None, initial=initial, form=form, item=item)
    if request.method == "POST" and question.is_valid():
        changed = _with_question(form, question)
        problems = [problem for problem in problems_of(changed) if problem not in problems_of(form)]
        for problem in problems:
            question.add_error(problem.column if problem.column in question.fields else None, problem.reason)
        if not problems and _is_saved(request, shown, changed, question):
            return redirect("needs:edit_questionnaire", shown.public_id)
    context = {"questionnaire": shown, "form": question, "item": item}
    return render(request, "needs/questionnaires/question.html", context, status=_status(request, question))


def _with_question(form: Form, question: QuestionForm) -> Form:
    item, options = question.edited(form.title.source)
    if question.item is None:
        form = editing.with_added(form, item, into=question.cleaned_data.get("into", ""))
    else:
        form = editing.with_changed(form, item.name, item)
    if options is not None:
        choice_list = item.choice_list or item.items[0].choice_list
        form = editing.with_choices(form, choice_list, options)
    return editing.with_used_choices(form)


def _is_saved(request: PersonRequest, shown: Questionnaire, form: Form, typed: Any) -> bool:
    """Save; where somebody was faster, keep what was typed and let the person save it again."""
    try:
        actions.rewrite_questionnaire(
            questionnaire=shown, form=form, seen_version=typed.cleaned_data["version"], by=request.user
        )
    except Conflict:
        refuse_conflict(request)
        typed.data = {**typed.data.dict()} if hasattr(typed.data, "dict") else dict(typed.data)
        typed.data["version"] = Questionnaire.objects.values_list("version", flat=True).get(pk=shown.pk)
        return False
    return True


def _status(request: PersonRequest, form: WebForm) -> int:
    if request.method != "POST":
        return 200
    return 422 if form.errors else 409
