"""Answers from a file, in four steps: send it, say what its columns are, what its cells mean, look, put it in."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from mutirao.accounts.requests import PersonRequest
from mutirao.base.errors import Refused
from mutirao.base.gates import get_for
from mutirao.needs.actions import importing as actions
from mutirao.needs.forms.importing import ColumnsForm, FileForm, PutInForm, ValuesForm
from mutirao.needs.importing.reading import UnreadableFile
from mutirao.needs.models import AnswerFile, Assessment
from mutirao.needs.queries import importing as queries
from mutirao.needs.queries.questionnaires import whole
from mutirao.needs.rules import reviewing as rules

READ_OR_ACT = require_http_methods(["GET", "HEAD", "POST"])
RELATED = ("community", "questionnaire", "consent")


@login_required
@READ_OR_ACT
def send_file(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """The file is read at once; nothing of it counts before its columns are explained."""
    assessment = get_for(request.user, Assessment, public_id, rules.can_put_in, related=RELATED)
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if form.is_valid():
        try:
            file = actions.keep_file(assessment=assessment, data=form.cleaned_data["file"].read(), by=request.user)
        except UnreadableFile as reason:
            form.add_error("file", str(reason))
        else:
            return redirect("needs:file_columns", file.public_id)
    waiting = queries.waiting_files(request.user, assessment)
    context = {"assessment": assessment, "form": form, "waiting": waiting}
    return render(request, "needs/file_send.html", context, status=422 if form.is_bound else 200)


@login_required
@READ_OR_ACT
def file_columns(request: PersonRequest, file_id: UUID) -> HttpResponse:
    """Which column is which question: we guess, a person corrects."""
    file = _file(request, file_id)
    targets = queries.targets_for(file.assessment, whole(file.assessment.questionnaire))
    form = ColumnsForm(request.POST if request.method == "POST" else None, file=file, targets=targets)
    if form.is_valid():
        actions.explain_columns(
            file=file,
            columns=form.columns,
            community=form.cleaned_data["community"],
            language=form.cleaned_data["language"],
            by=request.user,
        )
        return redirect("needs:file_values", file_id)
    table = queries.table_of(file)
    rows = [
        (name, example, form[field], targets.get(form[field].value() or ""))
        for name, example, field in zip(file.header, queries.examples_of(table), form.column_names, strict=True)
    ]
    context = {"file": file, "form": form, "rows": rows, "targets": targets.values(), "assessment": file.assessment}
    return render(request, "needs/file_columns.html", context, status=422 if form.is_bound else 200)


@login_required
@READ_OR_ACT
def file_values(request: PersonRequest, file_id: UUID) -> HttpResponse:
    """What cells mean that are none of the choices; where all are understood, the next step."""
    file = _file(request, file_id)
    targets = queries.targets_for(file.assessment, whole(file.assessment.questionnaire))
    unknown = queries.not_understood(queries.table_of(file), targets, file.columns)
    if not unknown:
        return redirect("needs:file_check", file_id)
    form = ValuesForm(request.POST if request.method == "POST" else None, unknown=unknown, said=file.values)
    if form.is_valid():
        actions.explain_values(file=file, values=form.values, by=request.user)
        return redirect("needs:file_check", file_id)
    context = {"file": file, "form": form, "assessment": file.assessment}
    return render(request, "needs/file_values.html", context, status=422 if form.is_bound else 200)


@login_required
@READ_OR_ACT
def file_check(request: PersonRequest, file_id: UUID) -> HttpResponse:
    """What would go in and every fault by row and column; then all of it goes in, or nothing."""
    file = _file(request, file_id)
    form = PutInForm(request.POST if request.method == "POST" else None)
    trial = None
    if form.is_valid():
        try:
            n_people = actions.put_in(file=file, by=request.user)
        except actions.FaultyFile as faulty:
            trial = faulty.trial
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            message = ngettext("The answers of %(n)d person are in.", "The answers of %(n)d people are in.", n_people)
            messages.success(request, message % {"n": n_people})
            return redirect(file.assessment)
    n_left_out = sum(not key for key in file.columns)
    context = {
        "file": file,
        "form": form,
        "trial": trial or actions.try_out(file),
        "n_left_out": n_left_out,
        "assessment": file.assessment,
    }
    return render(request, "needs/file_check.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def throw_file_away(request: PersonRequest, file_id: UUID) -> HttpResponse:
    file = _file(request, file_id)
    actions.throw_away(file=file)
    return redirect("needs:send_file", file.assessment.public_id)


def _file(request: PersonRequest, file_id: UUID) -> AnswerFile:
    """A waiting file of the person who asks, as long as it may be put in."""
    file = queries.waiting_file(request.user, file_id)
    if file is None:
        raise Http404
    rules.can_put_in(request.user, file.assessment).or_refuse()
    return file
