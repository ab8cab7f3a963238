"""One sign-up: its page, what its person does with it, and who looks after it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from icalendar import Calendar, Event

from mutirao.accounts.addresses import absolute
from mutirao.accounts.requests import PersonRequest
from mutirao.action_lines import actions, queries, rules
from mutirao.action_lines.forms import EditForm, HandOverForm, LetterForm, ReplyForm
from mutirao.action_lines.models import NextStep, SignUp
from mutirao.action_lines.personal_data import calendar_entry
from mutirao.action_lines.states import SignUpState
from mutirao.base import clock, rates
from mutirao.base.errors import Conflict
from mutirao.base.gates import get_for
from mutirao_wikitext import sign_up_wikitext

RELATED = ("person", "action_line", "community", "owner")
ACTS_AN_HOUR = 60


@never_cache
@require_safe
def sign_up(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _page(request, get_for(request.user, SignUp, public_id, related=RELATED), {})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Who edits an older version is told what stands there now, and loses nothing typed."""
    found = get_for(request.user, SignUp, public_id, rules.can_change, related=RELATED)
    form = EditForm(request.POST or None, sign_up=found, user=request.user)
    context: dict[str, Any] = {"form": form, "sign_up": found}
    if request.method != "POST":
        return render(request, "action_lines/edit.html", context)
    _limit(request)
    if not form.is_valid():
        return render(request, "action_lines/edit.html", context, status=422)
    try:
        actions.edit_sign_up(
            sign_up=found,
            commitment=form.commitment(),
            seen_version=form.cleaned_data["version"],
            by=request.user,
        )
    except Conflict:
        return _conflict(request, public_id)
    messages.success(request, _("Saved."))
    return redirect(found)


@login_required
@require_POST
def withdraw(request: PersonRequest, public_id: UUID) -> HttpResponse:
    found = get_for(request.user, SignUp, public_id, rules.can_change)
    actions.withdraw(sign_up=found, by=request.user)
    messages.success(request, _("You have withdrawn. You can sign up again at any time, here with one click."))
    return redirect(found)


@login_required
@require_POST
def sign_up_again(request: PersonRequest, public_id: UUID) -> HttpResponse:
    found = get_for(request.user, SignUp, public_id, rules.can_sign_up_again)
    _limit(request)
    result = actions.sign_up_again(sign_up=found, by=request.user)
    if result.new:
        messages.success(request, _("You are signed up again."))
    else:
        messages.info(request, _("You had signed up to this line already. Nothing was changed."))
    return redirect("action_lines:mine")


@login_required
@require_POST
def propose_another(request: PersonRequest, public_id: UUID) -> HttpResponse:
    found = get_for(request.user, SignUp, public_id, rules.can_change)
    _limit(request)
    if actions.propose_another(sign_up=found, by=request.user):
        messages.success(request, _("Here is another task."))
    else:
        messages.info(request, _("No other open task fits you now. We look for new gaps every night."))
    return redirect("action_lines:mine")


@login_required
@require_POST
def answer(request: PersonRequest, public_id: UUID) -> HttpResponse:
    found = get_for(request.user, SignUp, public_id, rules.can_look_after, related=RELATED)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return _page(request, found, {"reply": form})
    _limit(request)
    actions.answer(sign_up=found, text=form.cleaned_data["text"], by=request.user)
    messages.success(request, _("Your reply is in their inbox."))
    return redirect(found)


@login_required
@require_POST
def write_back(request: PersonRequest, public_id: UUID) -> HttpResponse:
    found = get_for(request.user, SignUp, public_id, rules.can_write_back, related=RELATED)
    form = LetterForm(request.POST)
    if not form.is_valid():
        return _page(request, found, {"letter": form})
    _limit(request)
    actions.write_back(sign_up=found, text=form.cleaned_data["text"], by=request.user)
    messages.success(request, _("Your letter is here, and who looks after you is told."))
    return redirect(found)


@login_required
@require_POST
def hand_over(request: PersonRequest, public_id: UUID) -> HttpResponse:
    found = get_for(request.user, SignUp, public_id, rules.can_look_after, related=RELATED)
    form = _hand_over_form(found, request.POST)
    if not form.is_valid():
        return _page(request, found, {"hand_over": form})
    actions.hand_over(sign_up=found, to=form.person(), by=request.user)
    messages.success(request, _("Somebody else looks after this sign-up now."))
    is_visible = queries.visible_to(request.user).filter(pk=found.pk).exists()
    return redirect(found if is_visible else "accounts:me")


@login_required
@require_POST
def finish_step(request: PersonRequest, public_id: UUID, step_id: UUID) -> HttpResponse:
    found = get_for(request.user, SignUp, public_id, rules.can_change)
    step = NextStep.objects.select_related("sign_up").filter(sign_up=found, public_id=step_id).first()
    if step is None:
        raise Http404
    actions.finish_next_step(step=step, by=request.user)
    messages.success(request, _("Well done."))
    return redirect("action_lines:mine")


@never_cache
@login_required
@require_safe
def calendar(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """The day by which the reply is due, for one's calendar."""
    found = get_for(request.user, SignUp, public_id, rules.can_read_next_steps, related=RELATED)
    entry = calendar_entry(found)
    if entry is None:
        raise Http404
    event = Event()
    event.add("uid", f"{entry.uid}@mutirao")
    event.add("dtstamp", clock.now())
    event.add("summary", entry.title)
    event.add("dtstart", entry.starts)
    event.add("url", absolute(entry.address))
    file = Calendar()
    file.add("prodid", "-//Mutirao//EN")
    file.add("version", "2.0")
    file.add_component(event)
    response = HttpResponse(file.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="next-step.ics"'
    return response


def _page(request: HttpRequest, found: SignUp, wrong: dict[str, Any]) -> HttpResponse:
    is_own = request.user.pk is not None and found.person_id == request.user.pk
    looks_after = bool(rules.can_look_after(request.user, found))
    reads_steps = bool(rules.can_read_next_steps(request.user, found))
    context = {
        "sign_up": found,
        "offers": found.offers.all(),
        "wants": found.wants.all(),
        "is_own": is_own,
        "can_change": is_own and bool(rules.can_change(request.user, found)),
        "can_sign_up_again": is_own and bool(rules.can_sign_up_again(request.user, found)),
        "reads_steps": reads_steps,
        "steps": queries.next_steps_of(found) if reads_steps else [],
        "wikitext": _wikitext(found) if is_own and found.is_public and found.state != SignUpState.WITHDRAWN else "",
        "letter": wrong.get("letter") or LetterForm(),
        "reply": wrong.get("reply") or ReplyForm(),
        "hand_over": (wrong.get("hand_over") or _hand_over_form(found, None)) if looks_after else None,
        "looks_after": looks_after,
    }
    return render(request, "action_lines/sign_up_page.html", context, status=422 if wrong else 200)


def _conflict(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """The form as typed, with the version that stands now, and what that version says."""
    now = get_for(request.user, SignUp, public_id, rules.can_change, related=RELATED)
    data = request.POST.copy()
    data["version"] = str(now.version)
    form = EditForm(data, sign_up=now, user=request.user)
    context = {"form": form, "sign_up": now, "present": EditForm(sign_up=now, user=request.user)}
    return render(request, "action_lines/edit.html", context, status=409)


def _hand_over_form(found: SignUp, data: Any) -> HandOverForm:
    people = queries.possible_owners(found.action_line, besides=found.person)
    return HandOverForm(data, people=[person for person in people if person.pk != found.owner_id])


def _wikitext(found: SignUp) -> str:
    return sign_up_wikitext(str(found.remark), kind=found.role)


def _limit(request: PersonRequest) -> None:
    rates.allow(f"sign-up acts {request.user.pk}", limit=ACTS_AN_HOUR, per=timedelta(hours=1)).or_refuse()
