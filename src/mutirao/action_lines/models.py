"""Recommendation, action lines, demands, pins, open tasks, sign-ups and next steps."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mutirao.accounts.models import User
from mutirao.action_lines.gaps import gap_kind_named
from mutirao.action_lines.states import DemandState, PinKind, ProjectStatus, SignUpRole, SignUpState, TaskState
from mutirao.base.fields import TextByLanguage
from mutirao.base.models import PublicModel, ReferenceColumns, SlugModel, VersionedModel
from mutirao.movement.models import Community
from mutirao.skills.models import Skill
from mutirao.sources.models import SourcedModel


class RecommendationSection(SlugModel, SourcedModel):
    """One section of the page that tells the recommendation in full."""

    kind = "recommendation_section"
    position = models.PositiveSmallIntegerField()
    heading = TextByLanguage(_("heading"), max_length=200)
    body = TextByLanguage(_("text"))

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return str(self.heading)

    def get_absolute_url(self) -> str:
        return f"/recommendation/#{self.slug}"


class Promise(SlugModel, SourcedModel):
    """One of the eight promises, a door of the hub."""

    kind = "promise"
    position = models.PositiveSmallIntegerField()
    name = TextByLanguage(_("name"), max_length=200)
    summary = TextByLanguage(_("summary"), max_length=500)
    address = models.CharField(max_length=100)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return self.address


class ActionLine(SlugModel, SourcedModel):
    """One of the three initiatives; its numbers changed, its slug never does."""

    kind = "action_line"
    position = models.PositiveSmallIntegerField()
    number_first = models.PositiveSmallIntegerField()
    number_second = models.PositiveSmallIntegerField()
    name = TextByLanguage(_("name"), max_length=200)
    summary = TextByLanguage(_("summary"), max_length=500)
    description = TextByLanguage(_("description"))
    source_url = models.URLField(max_length=500, blank=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return reverse("action_lines:action_line", args=[self.slug])


class RolePlaces(models.Model):
    """How many places a role has on an action line; no row means no limit."""

    action_line = models.ForeignKey(ActionLine, on_delete=models.CASCADE, related_name="role_places")
    role = models.CharField(max_length=20, choices=SignUpRole.choices)
    n_places = models.PositiveIntegerField(_("places"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["action_line", "role"], name="role_places_once")]

    def __str__(self) -> str:
        return f"{self.action_line_id} {self.role}: {self.n_places}"


class Demand(SlugModel, SourcedModel):
    """What an action line asks for."""

    kind = "demand"
    action_line = models.ForeignKey(ActionLine, on_delete=models.CASCADE, related_name="demands")
    position = models.PositiveSmallIntegerField()
    name = TextByLanguage(_("name"), max_length=300)
    description = TextByLanguage(_("description"), max_length=1000)
    what_counts = models.JSONField(default=list)
    state = models.CharField(max_length=20, choices=DemandState.choices, default=DemandState.OPEN)
    owner = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="demands")

    class Meta:
        ordering = ["action_line", "position"]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return f"{self.action_line.get_absolute_url()}#{self.slug}"


class Pin(SourcedModel):
    """A resource, discussion or project that belongs on an action line's page, with the reason.

    From our files, or named by a curator: then it has no edition.
    """

    action_line = models.ForeignKey(ActionLine, on_delete=models.CASCADE, related_name="pins")
    pin_kind = models.CharField(max_length=20, choices=PinKind.choices)
    external_id = models.CharField(max_length=20)
    title = models.CharField(max_length=500)
    address = models.URLField(max_length=1000, blank=True)
    # Who made it and when, as the source writes it.
    detail = models.CharField(max_length=500, blank=True)
    status = models.CharField(max_length=20, choices=ProjectStatus.choices, blank=True)
    position = models.PositiveSmallIntegerField()
    reason = TextByLanguage(_("reason"), max_length=500)
    pinned_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    # Our own page of it, where there is one; filled in by ``queries.pins_by_kind``.
    page: str = ""

    class Meta:
        ordering = ["action_line", "pin_kind", "position"]
        constraints = [models.UniqueConstraint(fields=["action_line", "pin_kind", "external_id"], name="pin_once")]

    def __str__(self) -> str:
        return self.title


class OpenTask(PublicModel, ReferenceColumns):
    """Something small that mends a real gap in the subject; ``gap`` names the gap, so that it is listed once."""

    kind = "open_task"
    gap = models.CharField(max_length=200, db_index=True)
    gap_kind = models.CharField(max_length=60)
    # What the wording of its kind needs, for example {"title": ..., "language": "sw"}.
    details = models.JSONField(default=dict)
    address = models.CharField(max_length=1000)
    action_line = models.ForeignKey(ActionLine, on_delete=models.CASCADE, null=True, related_name="open_tasks")
    skill = models.ForeignKey(Skill, on_delete=models.SET_NULL, null=True, related_name="+")
    language = models.CharField(_("language"), max_length=20, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    state = models.CharField(max_length=20, choices=TaskState.choices, default=TaskState.OPEN)
    claimed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="open_tasks")
    claimed_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    done_note = models.CharField(_("what you did"), max_length=1000, blank=True)
    # Why somebody who looked found that it is not done yet.
    sent_back_reason = models.CharField(_("what is missing"), max_length=1000, blank=True)
    confirmed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["minutes", "id"]
        indexes = [models.Index(fields=["state", "action_line", "minutes"], name="open_task_list")]
        constraints = [
            # A gap that opens again gets a new task; the old one stays with whoever mended it then.
            models.UniqueConstraint(
                fields=["gap"],
                condition=models.Q(state__in=["open", "claimed", "done"]),
                name="open_task_once_per_gap",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """What to do, in the reader's language."""
        return str(gap_kind_named(self.gap_kind).title(self.details))

    @property
    def steps(self) -> str:
        """How to do it, in the reader's language."""
        return str(gap_kind_named(self.gap_kind).steps(self.details))

    def get_absolute_url(self) -> str:
        return reverse("action_lines:open_task", args=[self.public_id])


class SignUp(PublicModel, VersionedModel):
    """A commitment to one action line; a form that names several makes one each."""

    kind = "sign_up"
    action_line = models.ForeignKey(ActionLine, on_delete=models.PROTECT, related_name="sign_ups")
    person = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="sign_ups")
    # Of an unclaimed one: the name as signed, the page it was read from and when it was signed there.
    wiki_name = models.CharField(max_length=255, blank=True)
    # Keeps a name that was removed on request from being read in again.
    wiki_name_digest = models.CharField(max_length=64, blank=True, db_index=True)
    signed_on_url = models.URLField(max_length=1000, blank=True)
    signed_at = models.DateTimeField(null=True)
    role = models.CharField(_("how"), max_length=20, choices=SignUpRole.choices)
    community = models.ForeignKey(Community, on_delete=models.SET_NULL, null=True, related_name="sign_ups")
    offers = models.ManyToManyField(Skill, related_name="+", blank=True)
    wants = models.ManyToManyField(Skill, related_name="+", blank=True)
    hours_a_month = models.PositiveSmallIntegerField(_("hours a month"), null=True)
    languages = models.JSONField(default=list)
    remark = TextByLanguage(_("remark"), max_length=1000)
    is_public = models.BooleanField(_("public"), default=True)
    # The person was warned that being seen there can be dangerous, and still wants to be public.
    is_public_despite_risk = models.BooleanField(default=False)
    state = models.CharField(max_length=20, choices=SignUpState.choices, default=SignUpState.ACTIVE)
    owner = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="owned_sign_ups")
    owner_since = models.DateTimeField(null=True)
    next_step_due = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["created_at"]
        indexes = [
            models.Index(fields=["action_line", "is_public", "role", "created_at", "id", "state"], name="sign_up_list"),
            # Holds all that the public number of sign-ups asks for.
            models.Index(fields=["action_line", "is_public", "state"], name="sign_up_count_in_line"),
            models.Index(fields=["is_public", "created_at", "id"], name="sign_up_latest"),
            # Holds all that the public number of overdue ones asks for.
            models.Index(
                fields=["action_line", "answered_at", "next_step_due", "is_public", "state", "person"],
                name="sign_up_overdue_in_line",
            ),
            models.Index(fields=["owner", "answered_at"], name="sign_up_by_owner"),
            models.Index(fields=["state", "answered_at", "next_step_due"], name="sign_up_overdue"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["action_line", "person"],
                condition=models.Q(state__in=["waiting", "active"], community=None),
                name="sign_up_once_per_line",
            ),
            models.UniqueConstraint(
                fields=["action_line", "person", "community"],
                condition=models.Q(state__in=["waiting", "active"]),
                name="sign_up_once_per_community",
            ),
            models.UniqueConstraint(
                fields=["action_line", "wiki_name_digest"],
                condition=~models.Q(wiki_name_digest=""),
                name="sign_up_once_per_signature",
            ),
            models.CheckConstraint(
                condition=models.Q(person__isnull=False) | ~models.Q(wiki_name="") | models.Q(state="withdrawn"),
                name="sign_up_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.action_line}"

    @property
    def name(self) -> str:
        """Who signed up, as shown."""
        return str(self.person) if self.person else self.wiki_name

    def get_absolute_url(self) -> str:
        return reverse("action_lines:sign_up", args=[self.public_id])


class NextStep(PublicModel):
    """What comes next for somebody who signed up: an open task that fits, or a person's reply."""

    kind = "next_step"
    sign_up = models.ForeignKey(SignUp, on_delete=models.CASCADE, related_name="next_steps")
    open_task = models.ForeignKey(OpenTask, on_delete=models.SET_NULL, null=True, related_name="next_steps")
    # The receipt of a proposed task: what spoke for it, for example {"language": "pt", "minutes": 20}.
    reasons = models.JSONField(default=dict)
    text = TextByLanguage(_("next step"), max_length=2000)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["created_at"]

    def __str__(self) -> str:
        return str(self.open_task) if self.open_task else str(self.text)
