"""Taking answers back with the code that was given after answering."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from mutirao.base import rates
from mutirao.needs.actions.submissions import take_back_answers
from mutirao.needs.forms.submissions import CodeForm

MOST_TRIES, WINDOW = 30, timedelta(hours=1)


# The code alone decides, so a forged post could do nothing that its sender cannot do.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        rates.allow_reading(f"codes {rates.client_address(request)}", limit=MOST_TRIES, per=WINDOW).or_refuse()
        if take_back_answers(code=form.cleaned_data["code"]):
            return render(request, "needs/answering/take_back.html", {"taken_back": True})
        form.no_answers()
    return render(request, "needs/answering/take_back.html", {"form": form}, status=422 if form.is_bound else 200)
