"""Frozen releases of estimates. Rows are only ever added: triggers refuse changes and deletions."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mutirao.base import clock
from mutirao.base.references import Reference
from mutirao.movement.models import Community
from mutirao.movement.states import Region
from mutirao.needs.models.assessments import Assessment
from mutirao.needs.states import Certainty, Tier, WhyNotRaked
from mutirao.skills.models import Skill


class Release(models.Model):
    """One run over all closed assessments; what it took to make every number of it again."""

    kind = "needs_release"
    number = models.PositiveIntegerField(_("release"), unique=True)
    made_at = models.DateTimeField(default=clock.now)
    # Version of the procedure (docs/statistics) and of the code, seed, and a digest over every row that went in.
    procedure = models.CharField(max_length=40)
    code_version = models.CharField(max_length=60)
    seed = models.PositiveBigIntegerField()
    input_fingerprint = models.CharField(max_length=64)
    # The thresholds and allowances that were in force: analysis.parameters as JSON.
    parameters = models.JSONField(default=dict)
    # False until enough communities have answered: then there are direct figures and no model.
    has_model = models.BooleanField(default=False)
    n_communities = models.PositiveIntegerField(default=0)
    # Rounded to tens, so that two releases do not tell one answer.
    n_answers = models.PositiveIntegerField(default=0)
    # What moved since the release before: {reason: number of figures}; and whether figures may be compared with it.
    moved = models.JSONField(default=dict)
    is_comparable = models.BooleanField(default=False)

    class Meta:
        ordering = ["-number"]

    def __str__(self) -> str:
        return gettext("Release %(number)s of needs") % {"number": self.number}

    def get_absolute_url(self) -> str:
        return reverse("needs:release", args=[self.number])

    @property
    def reference(self) -> Reference:
        return Reference(self.kind, str(self.number))


class Estimate(models.Model):
    """The need of one community for one skill: importance minus competence, weighted; and all that hangs on it.

    Values are on the scale of Borich's score (-20 to 20). Null: not published, or not known.
    """

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="estimates")
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="+")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="+")
    value = models.FloatField()
    low = models.FloatField()
    high = models.FloatField()
    # Where the community's own answers to this skill came from; null below five.
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, null=True, related_name="+")
    # The score from own answers alone, and how many answers that cell has; null below five.
    direct = models.FloatField(null=True)
    n_answers = models.PositiveIntegerField(null=True)
    # Means on the scale of 1 to 5; null also where everybody said the same.
    importance = models.FloatField(null=True)
    competence = models.FloatField(null=True)
    # Share of the estimate that comes from own answers, 0 to 1; 0 below five.
    own_share = models.FloatField()
    rank = models.PositiveSmallIntegerField(null=True)
    rank_low = models.PositiveSmallIntegerField(null=True)
    rank_high = models.PositiveSmallIntegerField(null=True)
    tier = models.CharField(max_length=10, choices=Tier.choices)
    certainty = models.CharField(max_length=10, choices=Certainty.choices)
    cautions = models.JSONField(default=list)
    # {remedy: share of those who answered}; empty below five.
    remedies = models.JSONField(default=dict)
    # The asset map: who could teach, who wants to learn; null where suppressed.
    n_teach = models.PositiveIntegerField(null=True)
    n_want = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["release", "community", "skill"], name="estimate_once"),
        ]
        indexes = [models.Index(fields=["release", "skill", "tier"], name="estimate_by_skill")]

    def __str__(self) -> str:
        return f"{self.release_id} {self.community_id} {self.skill_id}"

    @property
    def tier_label(self) -> str:
        return str(Tier(self.tier).label)

    @property
    def certainty_label(self) -> str:
        return str(Certainty(self.certainty).label)


class CommunityResult(models.Model):
    """What a release says of a community as a whole."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="community_results")
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="needs_results")
    # Null below five.
    n_answers = models.PositiveIntegerField(null=True)
    was_raked = models.BooleanField(default=False)
    why_not_raked = models.CharField(max_length=40, choices=WhyNotRaked.choices, blank=True)
    bias_allowance = models.FloatField()
    # {question's purpose: {choice: share}}; only what may be published.
    learning_profile = models.JSONField(default=dict)
    # What moved since the release before: [{skill, from, to, why}].
    moved = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["release", "community"], name="community_result_once")]

    def __str__(self) -> str:
        return f"{self.release_id} {self.community_id}"


class SkillResult(models.Model):
    """What a release says of a skill in the whole movement."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="skill_results")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="+")
    n_answers = models.PositiveIntegerField(null=True)
    n_communities = models.PositiveIntegerField(default=0)
    direct = models.FloatField(null=True)
    discrepancy = models.FloatField(null=True)
    n_teach = models.PositiveIntegerField(null=True)
    n_want = models.PositiveIntegerField(null=True)
    # Leave one community out: what the model explains, and how often its 90 % intervals hold.
    r_squared = models.FloatField(null=True)
    coverage = models.FloatField(null=True)
    model_variance = models.FloatField(null=True)
    # False: below the limit, so that where nobody answered pages say "not known".
    is_modelled = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["release", "skill"], name="skill_result_once")]

    def __str__(self) -> str:
        return f"{self.release_id} {self.skill_id}"


class RegionResult(models.Model):
    """A skill in a region, over its communities with answers; none below five people or three communities."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="region_results")
    region = models.CharField(max_length=100)
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="+")
    n_answers = models.PositiveIntegerField()
    n_communities = models.PositiveIntegerField()
    value = models.FloatField()
    low = models.FloatField()
    high = models.FloatField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["release", "region", "skill"], name="region_result_once")]

    def __str__(self) -> str:
        return f"{self.release_id} {self.region} {self.skill_id}"

    @property
    def region_name(self) -> str:
        """In the reader's language; a region that the list has lost since keeps the name that it had."""
        return str(Region(self.region).label) if self.region in Region.values else self.region


class CountedAsking(models.Model):
    """What the answers of one community in one assessment came to when a release counted them; never published whole.

    Every later release starts from the newest such row, so that a figure moves by five answers or not at all. Holds
    only cells that may be published: nothing about four people or fewer.
    """

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="counted_askings")
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="+")
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="+")
    # Keys of skills, and one row of numbers for each (analysis.cells), as bytes.
    skills = models.BinaryField()
    cells = models.BinaryField()
    # People, weights and the learning profile (analysis.profiles).
    whole = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["release", "assessment", "community"], name="counted_asking_once"),
        ]
        indexes = [models.Index(fields=["assessment", "community"], name="counted_asking_lookup")]

    def __str__(self) -> str:
        return f"{self.release_id} {self.assessment_id} {self.community_id}"
