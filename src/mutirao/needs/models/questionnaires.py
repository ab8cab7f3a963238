"""Questionnaires and their questions; the rows follow an XLSForm, so that forms travel in and out."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mutirao.accounts.models import User
from mutirao.base.fields import TextByLanguage
from mutirao.base.models import PublicModel, VersionedModel
from mutirao.movement.models import Community
from mutirao.needs.states import Purpose, QuestionType
from mutirao.skills.models import Skill


class Questionnaire(PublicModel, VersionedModel):
    """One version of a questionnaire. Frozen once an assessment opens with it: the next version is a row of its own."""

    kind = "questionnaire"
    # The form_id of an XLSForm; versions share it.
    name = models.CharField(_("short name"), max_length=100)
    number = models.PositiveSmallIntegerField(_("version"), default=1)
    previous = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="next_versions")
    title = TextByLanguage(_("title"), max_length=300)
    introduction = TextByLanguage(_("introduction"), max_length=4000)
    languages = models.JSONField(_("languages"), default=list)
    # Whose it is; without one, it is everybody's and administrators keep it.
    community = models.ForeignKey(Community, on_delete=models.PROTECT, null=True, related_name="questionnaires")
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    # The questionnaire that this product ships: the core framework, the learning profile and the background.
    is_standard = models.BooleanField(default=False)
    frozen_at = models.DateTimeField(null=True)
    retired_at = models.DateTimeField(null=True)
    # Of the settings sheet of an imported form, what we do not use ourselves but give back.
    settings = models.JSONField(default=dict)

    class Meta:
        ordering = ["-is_standard", "name", "-number"]
        constraints = [models.UniqueConstraint(fields=["name", "number"], name="questionnaire_version_once")]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("needs:questionnaire", args=[self.public_id])


class Question(models.Model):
    """A row of the survey sheet. ``name`` is the key of its answer; a skill card answers with five values under it."""

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveIntegerField()
    # The group, matrix or repeat that it stands in.
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="children")
    name = models.CharField(_("short name"), max_length=100)
    question_type = models.CharField(_("type"), max_length=20, choices=QuestionType.choices)
    purpose = models.CharField(max_length=20, choices=Purpose.choices, default=Purpose.OWN)
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, null=True, related_name="questions")
    # Asked of everybody even where the rest is drawn in blocks.
    is_core = models.BooleanField(default=True)
    label = TextByLanguage(_("question"), max_length=2000)
    hint = TextByLanguage(_("hint"), max_length=2000)
    choice_list = models.CharField(_("list of choices"), max_length=100, blank=True)
    is_required = models.BooleanField(_("must be answered"), default=False)
    required_message = TextByLanguage(max_length=500)
    # Expressions in the subset of XPath that docs/needs.md lists.
    relevant = models.CharField(_("asked if"), max_length=1000, blank=True)
    constraint = models.CharField(_("allowed if"), max_length=1000, blank=True)
    constraint_message = TextByLanguage(max_length=500)
    calculation = models.CharField(max_length=1000, blank=True)
    default = models.CharField(max_length=500, blank=True)
    # start, end, step of a range; appearance; whatever else an imported form says, given back on export.
    parameters = models.JSONField(default=dict)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "name"], name="question_name_once"),
            models.UniqueConstraint(fields=["questionnaire", "position"], name="question_position_once"),
            models.CheckConstraint(
                condition=models.Q(question_type="skill", skill__isnull=False)
                | ~models.Q(question_type="skill") & models.Q(skill__isnull=True),
                name="question_skill_has_skill",
            ),
        ]

    def __str__(self) -> str:
        return str(self.label) or self.name


class Choice(models.Model):
    """A row of the choices sheet."""

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="choices")
    choice_list = models.CharField(max_length=100)
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=100)
    label = TextByLanguage(_("choice"), max_length=1000)
    parameters = models.JSONField(default=dict)

    class Meta:
        ordering = ["choice_list", "position"]
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "choice_list", "name"], name="choice_name_once"),
        ]

    def __str__(self) -> str:
        return str(self.label) or self.name
