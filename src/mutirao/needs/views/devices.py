"""Answering on a device: the whole form as one document that works offline, and the door that takes what it sends."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from secrets import randbelow
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from mutirao.base.errors import Refused
from mutirao.base.languages import direction
from mutirao.base.text import ShownText, Text
from mutirao.movement.models import Community
from mutirao.needs.actions import invitations
from mutirao.needs.actions.submissions import Sheet, WrongAnswers, submit_answers
from mutirao.needs.blocks import drawn_skills
from mutirao.needs.forms.answering import FormPage, answers_from, pages_of
from mutirao.needs.forms.filling import StartForm
from mutirao.needs.forms.showing import ShownQuestion, condition_of, questions_of
from mutirao.needs.models import Assessment
from mutirao.needs.queries import submissions as queries
from mutirao.needs.rules import submissions as rules
from mutirao.needs.rules.assessments import can_answer
from mutirao.needs.states import Channel
from mutirao.needs.views.answering import assessment_to_answer
from mutirao.needs.views.answering_frame import frame, is_too_long, language_of, may_send

KEY = re.compile("[0-9a-f]{64}")
# Lists of drawn skills that a device gets at once: so many people may follow each other without a connection.
N_DRAWS = 24


@dataclass(frozen=True)
class DevicePage:
    title: ShownText
    relevant: str
    questions: tuple[ShownQuestion, ...]


@require_safe
def device(request: HttpRequest, public_id: UUID) -> HttpResponse:
    assessment = assessment_to_answer(public_id)
    if rules.needs_account(assessment):
        return redirect("answering:answer", public_id)
    token = request.GET.get("invitation", "")
    invitation = invitations.invited_to(assessment, token) if token else None
    communities = [invitation.community] if invitation else queries.asked_communities(assessment)
    context = {
        "form": StartForm(None, assessment=assessment, communities=communities),
        "pages": _pages(assessment, language_of(request, assessment)),
        "draws": json.dumps(_draws(assessment)),
        "invitation": token,
        "refusal": can_answer(assessment).reason,
    }
    page = {**frame(request, assessment, invitation=token), **context}
    document = render_to_string("needs/answering/device.html", page, request)
    return HttpResponse(_shortened(document, assessment))


# No account counts here, and whoever can send a forged post can send one of their own as well.
@csrf_exempt
@require_POST
def send(request: HttpRequest, public_id: UUID) -> JsonResponse:
    """``{"stored": key}``, or ``{"refused": reason}`` with ``errors`` by question; anything else is tried again."""
    assessment = assessment_to_answer(public_id)
    if is_too_long(request):
        return _refused(_("That was more than we can take at once."), 413)
    key = request.POST.get("sheet:key", "")
    if not KEY.fullmatch(key):
        return _refused(_("This page is out of date. Please open it again while you have a connection."), 422)
    # Neither is a refusal: the device keeps it and tries again later. What has no end was cut on its way.
    if "sheet:end" not in request.POST:
        return JsonResponse({}, status=400)
    if not may_send(request):
        return JsonResponse({}, status=429)
    try:
        submit_answers(assessment=assessment, sheet=_sheet(assessment, key, request.POST))
    except Refused as refused:
        return _refused(refused.reason, 409)
    except WrongAnswers as wrong:
        return JsonResponse({"refused": _("Some answers need another look."), "errors": dict(wrong.errors)}, status=422)
    return JsonResponse({"stored": key})


@require_safe
def manifest(request: HttpRequest, public_id: UUID) -> JsonResponse:
    """What makes the page one that can be installed."""
    assessment = assessment_to_answer(public_id)
    language = language_of(request, assessment)
    address = reverse("answering:device", args=[public_id])
    title = str(assessment.title.shown(language))
    described = {
        "name": title,
        "short_name": title[:20],
        "lang": language,
        "dir": direction(language),
        "start_url": f"{address}?uselang={language}",
        "scope": reverse("answering:answer", args=[public_id]),
        "display": "standalone",
        "icons": [{"src": static("mutirao/icon.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    return JsonResponse(described, content_type="application/manifest+json")


@require_safe
def worker(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Under the address of the assessment, since a worker serves only what lies below its own address."""
    scripts = json.dumps([static("needs/queue.js"), static("needs/worker.js")])
    return HttpResponse(f"importScripts(...{scripts});", content_type="text/javascript")


def _pages(assessment: Assessment, language: str) -> list[DevicePage]:
    form, _layout = queries.form_of(assessment)
    everybody, drawn = queries.skills_to_ask(assessment)
    pages = pages_of(form, [*everybody, *drawn])
    # Conditions are decided on the device, so nothing is left out here.
    here = frozenset(name for page in pages for name in page.names)
    return [
        DevicePage(
            page.title.shown(language),
            condition_of(page),
            questions_of(page, form, answers={}, errors={}, language=language, here=here),
        )
        for page in pages
    ]


def _shortened(document: str, assessment: Assessment) -> str:
    """Fields of a card named after ``~`` in place of its question; the script writes the names again.

    Cards are alike then, so that those of a whole framework compress to half: people pay for each kilobyte.
    """
    form, _layout = queries.form_of(assessment)
    for name in (item.name for item in form.walk() if item.skill):
        document = document.replace(f'"{name}:', '"~:').replace(f'"id_{name}:', '"id_~:')
    return document


def _draws(assessment: Assessment) -> dict[str, object]:
    """Names of the cards that not everybody sees, and lists of them, one for each person who follows on the device."""
    everybody, drawn = queries.skills_to_ask(assessment)
    if not drawn:
        return {"cards": [], "lists": []}
    form, _layout = queries.form_of(assessment)
    names = {item.skill: item.name for item in form.walk() if item.skill}
    first = randbelow(1000) * N_DRAWS
    lists = [
        drawn_skills(
            seed=assessment.seed, community="", counter=turn, core=[], others=drawn,
            each=max(assessment.skills_each - len(everybody), 0),
        )
        for turn in range(first, first + N_DRAWS)
    ]  # fmt: skip
    return {"cards": [names[skill] for skill in drawn], "lists": [[names[skill] for skill in each] for each in lists]}


def _sheet(assessment: Assessment, key: str, post: QueryDict) -> Sheet:
    if post.get("sheet:questionnaire") != str(assessment.questionnaire.public_id):
        raise Refused(_("The questions have changed since this page was opened."))
    form, _layout = queries.form_of(assessment)
    everybody, drawn = queries.skills_to_ask(assessment)
    skills = {item.name: item.skill for item in form.walk() if item.skill}
    said = post.getlist("sheet:asked")[: len(skills)]
    asked = [*everybody, *(skills[name] for name in said if name in skills)] if drawn else []
    return Sheet(
        key=key,
        answers=answers_from(FormPage(1, Text(), Text(), form.items), post),
        community=_community(assessment, post),
        language=post.get("sheet:language", ""),
        consent_number=_number(post, "sheet:consent_number"),
        is_old_enough=bool(post.get("sheet:age") and post.get("sheet:consent")),
        asked_skills=asked,
        seconds=_number(post, "sheet:seconds"),
        channel=Channel.DEVICE,
        invitation=post.get("sheet:invitation", "")[:100],
    )


def _community(assessment: Assessment, post: QueryDict) -> Community | None:
    token = post.get("sheet:invitation", "")[:100]
    if token and (invitation := invitations.invited_to(assessment, token)):
        return invitation.community
    asked = queries.asked_communities(assessment)
    said = post.get("sheet:community", asked[0].slug if len(asked) == 1 else "")
    return next((community for community in asked if community.slug == said), None)


def _number(post: QueryDict, name: str) -> int | None:
    said = post.get(name, "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else None


def _refused(reason: str, status: int) -> JsonResponse:
    return JsonResponse({"refused": reason}, status=status)
