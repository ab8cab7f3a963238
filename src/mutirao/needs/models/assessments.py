"""Assessments: one time of asking, whom, how privately, with which consent; and who was invited."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mutirao.accounts.models import User
from mutirao.base.fields import TextByLanguage
from mutirao.base.models import PublicModel, TimestampedModel, VersionedModel
from mutirao.movement.models import Community
from mutirao.needs.models.questionnaires import Questionnaire
from mutirao.needs.states import AssessmentState, Design, Mode, Privacy, Recruitment


class ConsentText(TimestampedModel):
    """What people agree to before they answer; a change is a new row, so each answer names the words it saw."""

    number = models.PositiveIntegerField(unique=True)
    privacy = models.CharField(max_length=20, choices=Privacy.choices)
    text = TextByLanguage(_("consent"), max_length=6000)
    # Added where people below 18 may answer: what a parent or guardian agrees to.
    guardian_text = TextByLanguage(_("consent of a parent or guardian"), max_length=6000)

    class Meta:
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"{self.privacy} {self.number}"


class Assessment(PublicModel, VersionedModel):
    """One time of asking one or more communities with one version of a questionnaire."""

    kind = "assessment"
    title = TextByLanguage(_("title"), max_length=300)
    purpose = TextByLanguage(_("what the answers are for"), max_length=2000)
    # Who asks; those who are asked are rows of AskedCommunity, this one usually among them.
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="assessments")
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="assessments")
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    mode = models.CharField(_("who answers"), max_length=20, choices=Mode.choices, default=Mode.INDIVIDUAL)
    design = models.CharField(_("which skills"), max_length=20, choices=Design.choices, default=Design.COMMON)
    privacy = models.CharField(_("privacy"), max_length=20, choices=Privacy.choices, default=Privacy.ANONYMOUS)
    recruitment = models.CharField(max_length=20, choices=Recruitment.choices, default=Recruitment.OPEN)
    consent = models.ForeignKey(ConsentText, on_delete=models.PROTECT, null=True, related_name="assessments")
    languages = models.JSONField(_("languages"), default=list)
    minimum_age = models.PositiveSmallIntegerField(_("minimum age"), default=18)
    # Slugs of the skills of a common list; empty: all of the questionnaire.
    skills = models.JSONField(_("skills"), default=list)
    # Drawn blocks: how many skills a person is asked about, the core ones among them.
    skills_each = models.PositiveSmallIntegerField(default=12)
    opens_on = models.DateField(_("opens on"), null=True)
    closes_on = models.DateField(_("closes on"), null=True)
    state = models.CharField(max_length=20, choices=AssessmentState.choices, default=AssessmentState.DRAFT)
    state_reason = models.CharField(_("reason"), max_length=500, blank=True)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    seed = models.PositiveBigIntegerField(default=0)
    # Digests of who has answered are keyed with it; erased at closing, so that they say nothing from then on.
    once_key = models.BinaryField(max_length=32, default=bytes)

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["state", "closes_on"], name="assessment_state")]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("needs:assessment", args=[self.public_id])


class AskedCommunity(models.Model):
    """A community that an assessment asks, with what the planner was told."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="asked")
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="asked_in")
    n_expected = models.PositiveIntegerField(_("answers expected"))
    n_people = models.PositiveIntegerField(_("people who could answer"), null=True)
    # Lists of skills given out so far, so that drawn blocks stay balanced; it counts sheets, not people.
    n_drawn = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["community__slug"]
        constraints = [models.UniqueConstraint(fields=["assessment", "community"], name="asked_once")]

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.community_id}"


class Invitation(models.Model):
    """A link that lets somebody answer once. Nothing leads from it to the answers: used is all that it knows."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="invitations")
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="+")
    token_digest = models.CharField(max_length=64, unique=True)
    is_used = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.assessment_id} {'used' if self.is_used else 'open'}"


class AnsweredOnce(models.Model):
    """That an account has answered: a digest under the key of the assessment, never beside the answers."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="answered_once")
    person_digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "person_digest"], name="answered_once")]

    def __str__(self) -> str:
        return str(self.assessment_id)
