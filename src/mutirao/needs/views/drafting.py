"""A questionnaire from a table of answers that somebody has already."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mutirao.accounts.requests import PersonRequest
from mutirao.base.gates import get_for
from mutirao.base.languages import interface_language
from mutirao.movement.models import Community
from mutirao.needs.actions.questionnaires import make_questionnaire
from mutirao.needs.forms.importing import DraftForm
from mutirao.needs.importing.drafting import draft_from
from mutirao.needs.importing.reading import UnreadableFile, read_table
from mutirao.needs.rules.questionnaires import can_make


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def draft_questionnaire(request: PersonRequest, slug: str) -> HttpResponse:
    """One question for each column; the person corrects the draft, and answers from the same file find their place."""
    community = get_for(request.user, Community, slug, can_make)
    form = DraftForm(request.POST, request.FILES) if request.method == "POST" else DraftForm()
    if form.is_valid():
        try:
            table = read_table(form.cleaned_data["file"].read())
        except UnreadableFile as reason:
            form.add_error("file", str(reason))
        else:
            draft = draft_from(table, title=form.cleaned_data["title"], language=interface_language())
            made = make_questionnaire(form=draft, community=community, by=request.user)
            messages.success(request, _("This is a draft. Please give its questions their full words."))
            return redirect(made)
    context = {"community": community, "form": form}
    return render(request, "needs/questionnaire_from_file.html", context, status=422 if form.is_bound else 200)
