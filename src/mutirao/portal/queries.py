"""What the hub shows: doors with live counts, and the stops of the tour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from mutirao.action_lines.counts import LiveCount, live_counts
from mutirao.action_lines.models import OpenTask, Promise, SignUp
from mutirao.action_lines.states import SignUpRole, TaskState
from mutirao.discussion.models import Thread
from mutirao.movement.models import Community
from mutirao.portal.models import StateRelease

# Which kinds of records keep a promise; a kind that nothing holds yet shows as missing.
PROMISE_KINDS: Mapping[str, tuple[str, ...]] = {
    "community-needs": ("communities", "assessments"),
    "means": ("resources", "packs", "activities", "mentors", "peers"),
    "society-needs": ("societies",),
    "methods": ("methods",),
    "action-lines": ("open_tasks", "sign_ups"),
    "grants": ("programmes",),
    "community-projects": ("projects",),
    "resources-and-discussions": ("resources", "discussions"),
}
# The fictional community that the tour of the demonstration follows.
TOUR_COMMUNITY = "riverbank-user-group"


@dataclass(frozen=True)
class Door:
    """One promise on the hub: what exists here for it, and what is missing."""

    promise: Promise
    counts: list[LiveCount]
    missing: str | Lazy


@dataclass(frozen=True)
class TourStops:
    """What the tour of the demonstration opens."""

    community: Community
    task: OpenTask
    sign_up: SignUp
    thread: Thread


def visible_releases(user: Any) -> QuerySet[StateRelease]:
    """Every frozen state: all of it is public."""
    return StateRelease.objects.all()


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
    counts = live_counts(kind for kinds in PROMISE_KINDS.values() for kind in kinds)
    return [_door(promise, counts) for promise in Promise.objects.all()]


def _door(promise: Promise, counts: Mapping[str, LiveCount]) -> Door:
    own = [counts[kind] for kind in PROMISE_KINDS.get(promise.slug, ())]
    return Door(promise, [count for count in own if count.n], MISSING.get(promise.slug, ""))


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
