"""Languages, territories, wikis, communities and what communities declare."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mutirao.accounts.models import User
from mutirao.base.fields import TextByLanguage
from mutirao.base.languages import interface_language, territory_name
from mutirao.base.models import PublicModel, SlugModel, VersionedModel
from mutirao.movement.names import name_of_language
from mutirao.movement.states import (
    CommunityKind,
    CommunityState,
    DeclarationState,
    MergeState,
    Project,
    Region,
    SizeBand,
)
from mutirao.sources.models import SourcedModel


class Language(SlugModel, SourcedModel):
    """A language by its BCP 47 tag, which is the slug."""

    kind = "language"
    wikimedia_codes = models.JSONField(default=list)
    name_en = models.CharField(max_length=200)
    autonym = models.CharField(_("own name"), max_length=200, blank=True)
    script = models.CharField(_("script"), max_length=4, blank=True)
    direction = models.CharField(max_length=3, default="ltr")

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return name_of_language(self.slug, interface_language()) or self.name_en

    def get_absolute_url(self) -> str:
        return f"{reverse('movement:communities')}?language={self.slug}"


class Territory(SlugModel, SourcedModel):
    """A country or territory by its ISO 3166 code, which is the slug."""

    kind = "territory"
    name_en = models.CharField(max_length=200)
    region = models.CharField(_("Wikimedia region"), max_length=100, blank=True, choices=Region.choices)
    subcontinent = models.CharField(max_length=100, blank=True)
    is_protected = models.BooleanField(_("on the protection list"), default=False)
    risk_score = models.FloatField(null=True)
    wikidata_id = models.CharField(max_length=20, blank=True)
    tile_row = models.PositiveSmallIntegerField(null=True)
    tile_column = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ["slug"]
        verbose_name_plural = "territories"

    def __str__(self) -> str:
        shown = territory_name(self.slug, interface_language())
        return self.name_en if shown == self.slug else shown

    def get_absolute_url(self) -> str:
        # The page belongs to a higher context, which owns this path.
        return f"/societies/{self.slug}/"


class Wiki(SlugModel, SourcedModel):
    """A wiki of the movement by its database name, which is the slug; its community has the same slug."""

    kind = "wiki"
    domain = models.CharField(max_length=200)
    project = models.CharField(_("project"), max_length=40, choices=Project.choices)
    wikimedia_code = models.CharField(max_length=40, blank=True)
    language = models.ForeignKey(Language, on_delete=models.PROTECT, null=True, related_name="wikis")
    is_open = models.BooleanField(_("open"), default=True)
    is_public = models.BooleanField(default=True)

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.domain

    def get_absolute_url(self) -> str:
        return reverse("movement:community", args=[self.slug])

    @property
    def address(self) -> str:
        return f"https://{self.domain}/"


class Community(SlugModel, VersionedModel, SourcedModel):
    """A group of Wikimedians."""

    kind = "community"
    community_kind = models.CharField(_("kind"), max_length=30, choices=CommunityKind.choices)
    name = TextByLanguage(_("name"), max_length=200)
    description = TextByLanguage(_("what it is"), max_length=2000)
    website = models.URLField(_("page"), max_length=500, blank=True)
    wiki = models.OneToOneField(Wiki, on_delete=models.PROTECT, null=True, related_name="community")
    state = models.CharField(max_length=20, choices=CommunityState.choices, default=CommunityState.LISTED)
    state_reason = models.CharField(max_length=500, blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged")
    proposed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    # The community asked that no estimate about it be published; its page says so.
    declines_estimates = models.BooleanField(default=False)
    # Prepared for lists by evidence, through actions.set_sizes; not known stays null.
    active_editors = models.FloatField(null=True)
    size_band = models.CharField(_("size"), max_length=10, choices=SizeBand.choices, blank=True)
    # Folded by names.folded. What the community is called, for the search box; and by language, for sorting.
    search_text = models.TextField(blank=True)
    sort_names = models.JSONField(default=dict)
    # The names of what it declares, apart from the rest: loaders write the rest anew.
    declared_text = models.TextField(blank=True)

    class Meta:
        ordering = ["slug"]
        verbose_name_plural = "communities"
        indexes = [
            models.Index(fields=["state", "community_kind"], name="community_list"),
            models.Index(fields=["state", "size_band"], name="community_size"),
        ]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return reverse("movement:community", args=[self.slug])

    @property
    def is_from_source(self) -> bool:
        """A wiki or a recognised affiliate, public already; its name comes from a file."""
        return self.edition_id is not None

    @property
    def address(self) -> str:
        """Its page elsewhere, empty when not known."""
        return self.wiki.address if self.wiki else self.website


class Declaration(PublicModel):
    """Something that a community says of itself: exactly one territory, language or wiki, with a source.

    Who holds no role there proposes it, and one of its people decides.
    """

    kind = "declaration"
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="declarations")
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, null=True, related_name="declarations")
    language = models.ForeignKey(Language, on_delete=models.PROTECT, null=True, related_name="declarations")
    wiki = models.ForeignKey(Wiki, on_delete=models.PROTECT, null=True, related_name="declarations")
    source_url = models.URLField(_("page that shows it"), max_length=500)
    declared_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=20, choices=DeclarationState.choices, default=DeclarationState.DECLARED)
    decided_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    state_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(
                    models.Q(territory__isnull=False, language__isnull=True, wiki__isnull=True)
                    | models.Q(territory__isnull=True, language__isnull=False, wiki__isnull=True)
                    | models.Q(territory__isnull=True, language__isnull=True, wiki__isnull=False)
                ),
                name="declaration_of_one_thing",
            ),
            *(
                models.UniqueConstraint(
                    fields=["community", thing],
                    condition=models.Q(state="declared"),
                    name=f"declaration_{thing}_once",
                )
                for thing in ("territory", "language", "wiki")
            ),
            *(
                models.UniqueConstraint(
                    fields=["community", thing],
                    condition=models.Q(state="proposed"),
                    name=f"declaration_{thing}_proposed_once",
                )
                for thing in ("territory", "language", "wiki")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.community}: {self.thing}"

    @property
    def thing(self) -> Territory | Language | Wiki:
        """What is declared."""
        found = self.territory or self.language or self.wiki
        assert found is not None  # noqa: S101 the constraint declaration_of_one_thing holds it
        return found


class MergeProposal(PublicModel):
    """Somebody's word that two listed communities are one: ``community`` would go, ``into`` would stay."""

    kind = "merge_proposal"
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+")
    into = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(_("reason"), max_length=500)
    state = models.CharField(max_length=20, choices=MergeState.choices, default=MergeState.WAITING)
    proposed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    decision = models.CharField(_("reason of the decision"), max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "into"], condition=models.Q(state="waiting"), name="merge_proposed_once"
            ),
            models.CheckConstraint(condition=~models.Q(community=models.F("into")), name="merge_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.community} into {self.into}"
