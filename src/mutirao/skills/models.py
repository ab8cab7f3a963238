"""Frameworks, their entries and levels, and crosswalks."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mutirao.base.fields import TextByLanguage
from mutirao.base.models import SlugModel
from mutirao.skills.states import LeadershipAspect, Relation, RoleContext, SkillKind, Vocabulary
from mutirao.sources.models import SourcedModel


class Framework(SlugModel, SourcedModel):
    """A published tree of skills; ours is ``mutirao-core``."""

    kind = "framework"
    name = TextByLanguage(_("name"), max_length=300)
    description = TextByLanguage(_("description"))
    is_core = models.BooleanField(default=False)

    class Meta:
        ordering = ["-is_core", "slug"]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return reverse("skills:framework", args=[self.slug])


class Skill(SlugModel, SourcedModel):
    """An entry of a framework: a group, a skill or a capacity."""

    kind = "skill"
    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="skills")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="children")
    entry_kind = models.CharField(_("kind"), max_length=20, choices=SkillKind.choices)
    position = models.PositiveIntegerField(default=0)
    name = TextByLanguage(_("name"), max_length=300)
    description = TextByLanguage(_("description"))
    leadership_aspect = models.CharField(max_length=20, blank=True, choices=LeadershipAspect.choices)
    role_contexts = models.JSONField(default=list)
    # The id that the framework's publisher uses (an ESCO URI, a Capacity Exchange number).
    external_id = models.CharField(max_length=200, blank=True)
    wikidata_id = models.CharField(max_length=20, blank=True)
    is_current = models.BooleanField(default=True)

    class Meta:
        ordering = ["position", "slug"]
        indexes = [models.Index(fields=["framework", "parent", "position"], name="skill_tree")]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return reverse("skills:skill", args=[self.slug])

    @property
    def role_context_names(self) -> list[str]:
        """The roles that use it, in the reader's language."""
        return [str(RoleContext(context).label) for context in self.role_contexts]


class Level(SourcedModel):
    """A step of mastery in a framework."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="levels")
    position = models.PositiveSmallIntegerField()
    name = TextByLanguage(_("name"), max_length=200)
    description = TextByLanguage(_("description"))

    class Meta:
        ordering = ["framework", "position"]
        constraints = [models.UniqueConstraint(fields=["framework", "position"], name="level_once")]

    def __str__(self) -> str:
        return str(self.name)


class Crosswalk(SourcedModel):
    """A term of another vocabulary beside one of our skills; only where a source supports it."""

    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="crosswalks")
    vocabulary = models.CharField(max_length=60, choices=Vocabulary.choices)
    their_label = models.CharField(max_length=300)
    relation = models.CharField(max_length=20, choices=Relation.choices)
    source_url = models.URLField(max_length=500, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["skill", "vocabulary", "their_label"], name="crosswalk_once")]

    def __str__(self) -> str:
        return f"{self.skill_id} {self.relation} {self.their_label}"
