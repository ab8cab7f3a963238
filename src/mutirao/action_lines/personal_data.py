"""What we hold about a person: for the download, and for their private calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from mutirao.accounts.calendar import CalendarEntry
from mutirao.accounts.models import User
from mutirao.action_lines.models import Demand, NextStep, OpenTask, Pin, SignUp
from mutirao.action_lines.queries import STANDING, sign_ups_of
from mutirao.base.canonical_json import JSON


def collect(person: User) -> JSON:
    """The person's part of the download."""
    sign_ups = sign_ups_of(person).prefetch_related("offers", "wants", "next_steps__open_task")
    tasks = OpenTask.objects.filter(claimed_by=person).order_by("claimed_at")
    confirmed = OpenTask.objects.filter(confirmed_by=person).order_by("confirmed_at")
    replies = NextStep.objects.filter(by=person).order_by("created_at")
    return {
        "sign_ups": [_sign_up(sign_up) for sign_up in sign_ups],
        "open_tasks": [_task(task) for task in tasks],
        "open_tasks_confirmed": [{"gap": task.gap, "at": _at(task.confirmed_at)} for task in confirmed],
        "replies_written": [{"at": _at(step.created_at), "text": step.text.as_json()} for step in replies],
        "demands_taken_on": list(Demand.objects.filter(owner=person).values_list("slug", flat=True)),
        "resources_named": [
            {"action_line": pin.action_line.slug, "title": pin.title}
            for pin in Pin.objects.filter(pinned_by=person).select_related("action_line")
        ],
        "sign_ups_looked_after": SignUp.objects.filter(owner=person).count(),
    }


def calendar_entries(person: User) -> Iterator[CalendarEntry]:
    """The day by which each unanswered sign-up gets a reply."""
    waiting = SignUp.objects.filter(STANDING, person=person, answered_at=None).select_related("action_line")
    return (entry for sign_up in waiting if (entry := calendar_entry(sign_up)))


def calendar_entry(sign_up: SignUp) -> CalendarEntry | None:
    """None once it is answered."""
    if sign_up.next_step_due is None or sign_up.answered_at is not None:
        return None
    title = _("Reply to your sign-up is due: %(line)s") % {"line": sign_up.action_line}
    day, uid = sign_up.next_step_due.date(), f"sign-up-{sign_up.public_id}"
    return CalendarEntry(uid, title, day, address=sign_up.get_absolute_url())


def _sign_up(sign_up: SignUp) -> JSON:
    return {
        "id": str(sign_up.public_id),
        "action_line": sign_up.action_line.slug,
        "role": sign_up.role,
        "state": sign_up.state,
        "community": sign_up.community.slug if sign_up.community else None,
        "offers": [skill.slug for skill in sign_up.offers.all()],
        "wants": [skill.slug for skill in sign_up.wants.all()],
        "hours_a_month": sign_up.hours_a_month,
        "languages": sign_up.languages,
        "remark": sign_up.remark.as_json(),
        "is_public": sign_up.is_public,
        "name_on_the_wiki": sign_up.wiki_name,
        "signed_on": sign_up.signed_on_url,
        "signed_at": _at(sign_up.signed_at),
        "made_at": _at(sign_up.created_at),
        "reply_due": _at(sign_up.next_step_due),
        "answered_at": _at(sign_up.answered_at),
        "withdrawn_at": _at(sign_up.withdrawn_at),
        "next_steps": [_step(step) for step in sign_up.next_steps.all()],
    }


def _step(step: NextStep) -> JSON:
    return {
        "text": step.text.as_json(),
        "open_task": step.open_task.gap if step.open_task else None,
        "at": _at(step.created_at),
        "done_at": _at(step.done_at),
    }


def _task(task: OpenTask) -> JSON:
    return {
        "gap": task.gap,
        "state": task.state,
        "claimed_at": _at(task.claimed_at),
        "done_at": _at(task.done_at),
        "note": task.done_note,
    }


def _at(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
