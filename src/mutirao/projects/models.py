"""Projects and what they cost."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mutirao.action_lines.models import ActionLine, Demand
from mutirao.action_lines.states import ProjectStatus
from mutirao.base.fields import TextByLanguage
from mutirao.base.models import SlugModel, VersionedModel
from mutirao.base.text import Text
from mutirao.movement.models import Community, Territory
from mutirao.projects.states import AmountKind, LeadKind, Listing, ReportStatus, ScopeKind
from mutirao.sources.models import SourcedModel


class Project(SlugModel, VersionedModel, SourcedModel):
    """Work under way or done, funded or not; dates may be a year, a month or a day as text.

    ``title`` stays as published, in ``language``. Only an organisation that leads has its name here.
    """

    kind = "project"
    # The id in the file that ships, by which action lines pin it; empty for what people add.
    external_id = models.CharField(max_length=20, blank=True)
    title = models.CharField(_("title"), max_length=300)
    language = models.CharField(_("language of the title"), max_length=20, default="en")
    topic = TextByLanguage(_("what it is about"), max_length=500)
    lead = models.CharField(_("who leads it"), max_length=200, blank=True)
    lead_kind = models.CharField(max_length=20, choices=LeadKind.choices)
    communities = models.ManyToManyField(Community, related_name="projects", blank=True)
    territories = models.ManyToManyField(Territory, related_name="projects", blank=True)
    scope = TextByLanguage(_("where"), max_length=300)
    # Slugs: programmes and tracks belong to a higher context.
    programme = models.CharField(max_length=100, blank=True)
    tracks = models.JSONField(default=list)
    action_lines = models.ManyToManyField(ActionLine, related_name="projects", blank=True)
    demands = models.ManyToManyField(Demand, related_name="projects", blank=True)
    start_date = models.CharField(_("from"), max_length=10, blank=True)
    end_date = models.CharField(_("to"), max_length=10, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=ProjectStatus.choices)
    status_note = TextByLanguage(_("note on the status"), max_length=500)
    status_url = models.URLField(max_length=500, blank=True)
    report_status = models.CharField(_("report"), max_length=20, choices=ReportStatus.choices, blank=True)
    address = models.URLField(_("its page"), max_length=500)
    scope_kind = models.CharField(max_length=20, choices=ScopeKind.choices)
    note = TextByLanguage(_("note"), max_length=1000)
    state = models.CharField(max_length=20, choices=Listing.choices, default=Listing.LISTED)
    state_reason = models.CharField(_("reason"), max_length=500, blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged")
    # A file that is read again leaves alone what a person corrected since.
    corrected_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-start_date", "slug"]
        indexes = [
            models.Index(fields=["state", "-start_date", "slug"], name="project_list"),
            models.Index(fields=["external_id"], name="project_external_id"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(lead="") | models.Q(lead_kind=LeadKind.ORGANISATION),
                name="project_names_organisations_only",
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into=None) | models.Q(state=Listing.MERGED), name="project_merged_into"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("projects:project", args=[self.slug])

    @property
    def is_by_people(self) -> bool:
        """Whether people lead it, who could be at risk where they live."""
        return self.lead_kind != LeadKind.ORGANISATION

    @property
    def shown_territories(self) -> list[Territory]:
        """Without protected ones, if people lead it."""
        return [each for each in self.territories.all() if not (self.is_by_people and each.is_protected)]

    @property
    def shown_scope(self) -> Text:
        """Where it works in words; nothing if people lead it in a protected territory."""
        is_at_risk = self.is_by_people and any(each.is_protected for each in self.territories.all())
        return Text() if is_at_risk else self.scope


class Amount(SourcedModel):
    """What one page says about a project's money; an empty currency is one that the page does not name."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="amounts")
    amount_kind = models.CharField(max_length=20, choices=AmountKind.choices)
    value = models.DecimalField(max_digits=16, decimal_places=2)
    currency = models.CharField(max_length=3, blank=True)
    source_url = models.URLField(max_length=500)
    stated_on = models.CharField(max_length=10, blank=True)

    class Meta:
        ordering = ["project", "amount_kind", "currency"]
        constraints = [
            models.UniqueConstraint(fields=["project", "amount_kind", "currency"], name="amount_once_per_currency"),
            models.CheckConstraint(condition=models.Q(value__gt=0), name="amount_is_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.get_amount_kind_display()}: {self.value} {self.currency}".rstrip()
