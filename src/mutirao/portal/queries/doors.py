"""The eight promises as doors: what is here, what is not, and who can bring it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from mutirao.action_lines.counts import LiveCount, live_counts
from mutirao.action_lines.models import Promise

# Which kinds of records keep a promise, the most telling first; a kind that nothing holds yet shows as missing.
PROMISE_KINDS: Mapping[str, tuple[str, ...]] = {
    "community-needs": ("communities", "needs", "assessments"),
    "means": ("resources", "packs", "activities", "peers", "mentors", "badges"),
    "society-needs": ("societies",),
    "methods": ("methods",),
    "action-lines": ("open_tasks", "sign_ups"),
    "grants": ("programmes",),
    "community-projects": ("projects",),
    "resources-and-discussions": ("discussions", "resources"),
}
WHO_BRINGS_IT: Mapping[str, Lazy] = {
    "community-needs": _("No needs are shown until a community has been asked. A coordinator can prepare that."),
    "means": _("Who signs up says what they can teach. Anybody can suggest a resource; a curator decides."),
    "society-needs": _(
        "We know who speaks which language where. What holds people back is not known; a community can tell."
    ),
    "methods": _("Who has used a method can tell of it in the discussion of an action line."),
    "action-lines": _("Some demands have no owner. Anybody who signs up to lead can take one on."),
    "grants": _("Nobody can apply here. Each programme's own page takes applications; we say which are open."),
    "community-projects": _(
        "The list is incomplete: it holds what we found. Anybody can suggest a project; a curator decides."
    ),
    "resources-and-discussions": _(
        "The list is incomplete: it holds what we found. Anybody can suggest a discussion; a curator decides."
    ),
}


@dataclass(frozen=True)
class Door:
    """One promise: what of it is here, the kinds of which nothing is, and who can bring them."""

    promise: Promise
    here: list[LiveCount]
    not_here: list[Any]
    who_brings_it: str | Lazy


def doors() -> list[Door]:
    """The eight promises in order; two queries, or one within a minute of the last."""
    counts = live_counts(name for names in PROMISE_KINDS.values() for name in names)
    return [_door(promise, counts) for promise in Promise.objects.all()]


def door_at(address: str) -> Door | None:
    """The door that opens at ``address``."""
    promise = Promise.objects.filter(address=address).first()
    return None if promise is None else _door(promise, live_counts(PROMISE_KINDS.get(promise.slug, ())))


def _door(promise: Promise, counts: Mapping[str, LiveCount]) -> Door:
    kept_with = [counts[name] for name in PROMISE_KINDS.get(promise.slug, ())]
    here = [count for count in kept_with if count.n]
    not_here = [count.label for count in kept_with if count.n is None]
    return Door(promise, here, not_here, WHO_BRINGS_IT.get(promise.slug, ""))
