"""States of demands, open tasks and sign-ups."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mutirao.base.acts import Act as BaseAct


class DemandState(models.TextChoices):
    """How far a demand is met."""

    OPEN = "open", _("nobody has taken it on")
    UNDER_WAY = "under_way", _("under way")
    MET = "met", pgettext_lazy("demand", "met")


class TaskState(models.TextChoices):
    """From a gap to a confirmed mend; a gap that closed by itself ends its task."""

    OPEN = "open", pgettext_lazy("open task", "open")
    CLAIMED = "claimed", pgettext_lazy("open task", "claimed")
    DONE = "done", _("done, to be confirmed")
    CONFIRMED = "confirmed", pgettext_lazy("open task", "confirmed")
    GONE = "gone", _("no longer needed")


class SignUpRole(models.TextChoices):
    """How somebody takes part."""

    LEAD = "lead", _("help to lead")
    PARTICIPATE = "participate", _("take part")


class SignUpState(models.TextChoices):
    """Unclaimed ones were read from a wiki page; waiting ones wait for a place."""

    UNCLAIMED = "unclaimed", _("signed on a wiki, not claimed")
    WAITING = "waiting", _("waiting for a place")
    ACTIVE = "active", _("signed up")
    WITHDRAWN = "withdrawn", pgettext_lazy("sign-up", "withdrawn")


class PinKind(models.TextChoices):
    """What stands on an action line's page from outside."""

    RESOURCE = "resource", _("resource")
    DISCUSSION = "discussion", _("discussion")
    PROJECT = "project", _("project")


class ProjectStatus(models.TextChoices):
    """What our source saw of a project's application; empty where it is no project."""

    DRAFT = "draft", _("a draft")
    UNDER_REVIEW = "under_review", _("under review")
    FUNDED = "funded", pgettext_lazy("project", "funded")
    NOT_FUNDED = "not_funded", pgettext_lazy("project", "not funded")
    WITHDRAWN = "withdrawn", pgettext_lazy("project", "withdrawn")
    NOT_VERIFIED = "not_verified", _("outcome not known")


class Act(BaseAct):
    """What the audit chain keeps of this context."""

    SIGNED_UP = "action_lines.signed_up", _("somebody signed up")
    SIGN_UP_EDITED = "action_lines.sign_up_edited", _("sign-up changed")
    SIGN_UP_WITHDRAWN = "action_lines.sign_up_withdrawn", _("sign-up withdrawn")
    SIGN_UP_HIDDEN = "action_lines.sign_up_hidden", _("sign-up made private")
    SIGN_UP_MERGED = "action_lines.sign_up_merged", _("sign-up moved to the community that its own was merged into")
    SIGN_UP_ANSWERED = "action_lines.sign_up_answered", _("sign-up answered")
    SIGN_UP_HANDED_OVER = "action_lines.sign_up_handed_over", _("sign-up handed to another owner")
    SIGN_UP_TAKEN_OVER = "action_lines.sign_up_taken_over", _("sign-up taken over from an owner who did not reply")
    SIGN_UP_WRITTEN_BACK = "action_lines.sign_up_written_back", _("letter to who looks after a sign-up")
    NEXT_STEP_DONE = "action_lines.next_step_done", _("next step done")
    SIGNATURES_IMPORTED = "action_lines.signatures_imported", _("signatures read from a wiki page")
    SIGNATURE_CLAIMED = "action_lines.signature_claimed", _("signature claimed")
    SIGNATURE_REMOVED = "action_lines.signature_removed", _("signature removed")
    DEMAND_TAKEN = "action_lines.demand_taken", _("demand taken on")
    DEMAND_GIVEN_BACK = "action_lines.demand_given_back", _("demand given back")
    DEMAND_MET = "action_lines.demand_met", _("demand said to be met")
    DEMAND_NOT_MET = "action_lines.demand_not_met", _("demand said not to be met any more")
    PLACES_SET = "action_lines.places_set", _("number of places changed")
    PLACE_GIVEN = "action_lines.place_given", _("place given to who waited")
    TASK_CLAIMED = "action_lines.task_claimed", _("open task claimed")
    TASK_GIVEN_BACK = "action_lines.task_given_back", _("open task given back")
    TASK_DONE = "action_lines.task_done", _("open task said to be done")
    TASK_SENT_BACK = "action_lines.task_sent_back", _("open task sent back")
    TASK_CONFIRMED = "action_lines.task_confirmed", _("open task confirmed")
    PINNED = "action_lines.pinned", _("resource named for an action line")
    UNPINNED = "action_lines.unpinned", _("resource taken off an action line")


# Older rows bear these names; they are hashed and stay as they are.
FORMER_ACTS = {
    **{act.removeprefix("action_lines."): act for act in Act},
    "withdrawn": Act.SIGN_UP_WITHDRAWN,
    "hidden": Act.SIGN_UP_HIDDEN,
    "answered": Act.SIGN_UP_ANSWERED,
    "handed_over": Act.SIGN_UP_HANDED_OVER,
}
