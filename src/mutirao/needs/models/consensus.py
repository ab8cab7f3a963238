"""Group consensus forms: how well a group thinks it can do what, signed and disputable."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mutirao.accounts.models import User
from mutirao.base.fields import TextByLanguage
from mutirao.base.models import PublicModel, VersionedModel
from mutirao.movement.models import Community
from mutirao.needs.models.assessments import Assessment
from mutirao.needs.states import ConsensusState, Importance, Level, Robustness
from mutirao.skills.models import Skill


class ConsensusForm(PublicModel, VersionedModel):
    """What a group says together; public once signed, until it expires, is replaced or withdrawn."""

    kind = "consensus_form"
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="consensus_forms")
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, null=True, related_name="consensus_forms")
    note = TextByLanguage(_("note"), max_length=2000)
    n_people = models.PositiveIntegerField(_("people who took part"), null=True)
    state = models.CharField(max_length=20, choices=ConsensusState.choices, default=ConsensusState.DRAFT)
    state_reason = models.CharField(_("reason"), max_length=500, blank=True)
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    signed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    signed_as = models.CharField(_("speaking for the group as"), max_length=200, blank=True)
    # Names of signatories are private by default in protected places.
    is_signature_public = models.BooleanField(default=True)
    signed_at = models.DateTimeField(null=True)
    expires_on = models.DateField(_("valid until"), null=True)

    class Meta:
        ordering = ["-signed_at", "-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["community"], condition=models.Q(state="signed"), name="consensus_one_signed_each"
            ),
        ]

    def __str__(self) -> str:
        return str(self.community)

    def get_absolute_url(self) -> str:
        return reverse("needs:consensus_form", args=[self.public_id])


class ConsensusLevel(models.Model):
    """What the group says of one skill: level 1 to 5, importance 1 to 5, and how robust it is."""

    form = models.ForeignKey(ConsensusForm, on_delete=models.CASCADE, related_name="levels")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="+")
    # Level and robustness may be missing as long as the form is in preparation.
    level = models.PositiveSmallIntegerField(_("level"), null=True)
    importance = models.PositiveSmallIntegerField(_("importance"), null=True)
    robustness = models.PositiveSmallIntegerField(_("robustness"), choices=Robustness.choices, null=True)
    note = models.CharField(_("note"), max_length=500, blank=True)

    class Meta:
        ordering = ["skill__position"]
        constraints = [
            models.UniqueConstraint(fields=["form", "skill"], name="consensus_level_once"),
            models.CheckConstraint(condition=models.Q(level__range=(1, 5)), name="consensus_level_range"),
            models.CheckConstraint(
                condition=models.Q(importance__isnull=True) | models.Q(importance__range=(1, 5)),
                name="consensus_importance_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.skill_id} {self.level}"

    @property
    def level_label(self) -> str:
        return str(Level(self.level).label) if self.level else "–"

    @property
    def importance_label(self) -> str:
        return str(Importance(self.importance).label) if self.importance else "–"
