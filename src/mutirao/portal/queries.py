"""What the hub shows: doors with live counts, and the stops of the tour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from mutirao.action_lines.models import OpenTask, Pin, Promise, SignUp
from mutirao.action_lines.states import PinKind, SignUpRole, TaskState
from mutirao.discussion.models import Thread
from mutirao.grants.models import Programme
from mutirao.grants.states import ProgrammeStatus
from mutirao.movement import queries as movement
from mutirao.movement.models import Community
from mutirao.societies.models import Society

# The fictional community that the tour of the demonstration follows.
TOUR_COMMUNITY = "riverbank-user-group"


@dataclass(frozen=True)
class Door:
    """One promise on the hub: its count, what the count counts, and what is missing."""

    promise: Promise
    count: int
    counted: str
    missing: str | Lazy


@dataclass(frozen=True)
class TourStops:
    """What the tour of the demonstration opens."""

    community: Community
    task: OpenTask
    sign_up: SignUp
    thread: Thread


def tour_stops() -> TourStops | None:
    """The pages of the story; None where it was not told, or not to its end."""
    about = {"subject_kind": Community.kind, "subject_id": TOUR_COMMUNITY}
    community = Community.objects.filter(slug=TOUR_COMMUNITY).first()
    tasks = OpenTask.objects.filter(**about, state=TaskState.CONFIRMED, action_line__isnull=False)
    task = tasks.select_related("action_line").first()
    sign_up = SignUp.objects.filter(community=community, role=SignUpRole.LEAD).first()
    thread = Thread.objects.filter(**about).first()
    if community is None or task is None or sign_up is None or thread is None:
        return None
    return TourStops(community, task, sign_up, thread)


def doors() -> list[Door]:
    """The eight promises in order, each with what is here and what is not."""
    counts = _counts()
    return [_door(promise, counts) for promise in Promise.objects.all()]


def _counts() -> Mapping[str, int]:
    pins = Pin.objects.values("pin_kind", "external_id").distinct()
    return {
        "community-needs": movement.public().count(),
        "means": pins.filter(pin_kind=PinKind.RESOURCE).count(),
        "society-needs": Society.objects.count(),
        "methods": 0,
        "action-lines": OpenTask.objects.filter(state=TaskState.OPEN).count(),
        "grants": Programme.objects.filter(status=ProgrammeStatus.OPEN).count(),
        "community-projects": pins.filter(pin_kind=PinKind.PROJECT).count(),
        "resources-and-discussions": pins.filter(pin_kind=PinKind.DISCUSSION).count(),
    }


def _door(promise: Promise, counts: Mapping[str, int]) -> Door:
    n = counts.get(promise.slug, 0)
    counted = {
        "community-needs": ngettext("community", "communities", n),
        "means": ngettext("resource on an action line", "resources on action lines", n),
        "society-needs": ngettext("society", "societies", n),
        "methods": ngettext("method", "methods", n),
        "action-lines": ngettext("open task", "open tasks", n),
        "grants": ngettext("programme that takes applications", "programmes that take applications", n),
        "community-projects": ngettext("project on an action line", "projects on action lines", n),
        "resources-and-discussions": ngettext("discussion on an action line", "discussions on action lines", n),
    }
    return Door(promise, n, counted.get(promise.slug, ""), MISSING.get(promise.slug, ""))


# Honest gaps: what the door does not hold yet, and who can bring it.
MISSING: Mapping[str, Lazy] = {
    "community-needs": _(
        "No community has been asked here yet, so no needs are shown. A coordinator can sign up to lead and prepare it."
    ),
    "means": _("Only resources that an action line recommends are listed. Curators of an action line can name more."),
    "society-needs": _(
        "We know who speaks which language where. What holds people back is not known; a community can tell."
    ),
    "methods": _("No method is described here yet. Somebody who used one can offer it on an action line."),
    "action-lines": _("Some demands have no owner. Anybody who signs up to lead can take one on."),
    "grants": _("Nobody can apply here. Each programme's own page takes applications; we say which are open."),
    "community-projects": _("The list is incomplete: only projects that belong to an action line."),
    "resources-and-discussions": _("The list is incomplete: only discussions that belong to an action line."),
}
