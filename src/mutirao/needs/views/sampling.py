"""Whom to ask in a large community: a page that works it out and keeps nothing."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mutirao.base.errors import InputError
from mutirao.needs.analysis.sampling import Sample, allocate
from mutirao.needs.forms.sampling import SamplingForm


@require_safe
def whom_to_ask(request: HttpRequest) -> HttpResponse:
    """How many to ask in each group, and how well each will be known."""
    form = SamplingForm(request.GET if "parts" in request.GET else None)
    sample = _sample(form) if form.is_valid() else None
    names = [name for name, _people in form.cleaned_data["parts"]] if sample else []
    context: dict[str, Any] = {
        "form": form,
        "sample": sample,
        "rows": list(zip(names, sample.strata, strict=True)) if sample else [],
    }
    return render(request, "needs/whom_to_ask.html", context, status=422 if form.errors else 200)


def _sample(form: SamplingForm) -> Sample | None:
    typed = form.cleaned_data
    try:
        return allocate(
            [n for _name, n in typed["parts"]],
            total=typed["total"],
            least=typed["least"],
            evenness=float(typed["evenness"]),
            response=typed["response"] / 100,
        )
    except InputError:
        # The form has checked all but this: many groups at the least number each are more than the whole.
        form.add_error("total", _("That is fewer than the least number in all groups together."))
        return None
