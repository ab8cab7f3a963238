"""Languages, territories, wikis, communities and what communities declare."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mutirao.accounts.models import User
from mutirao.base.fields import TextByLanguage
from mutirao.base.languages import interface_language, language_name, territory_name
from mutirao.base.models import PublicModel, SlugModel, VersionedModel
from mutirao.movement.states import CommunityKind, CommunityState, DeclarationState, SizeBand
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
        shown = language_name(self.slug, interface_language())
        return self.name_en if shown == self.slug and self.name_en else shown


class Territory(SlugModel, SourcedModel):
    """A country or territory by its ISO 3166 code, which is the slug."""

    kind = "territory"
    name_en = models.CharField(max_length=200)
    region = models.CharField(_("Wikimedia region"), max_length=100, blank=True)
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


class Wiki(SlugModel, SourcedModel):
    """A wiki of the movement by its database name, which is the slug; its community has the same slug."""

    kind = "wiki"
    domain = models.CharField(max_length=200)
    project = models.CharField(_("project"), max_length=40)
    wikimedia_code = models.CharField(max_length=40, blank=True)
    language = models.ForeignKey(Language, on_delete=models.PROTECT, null=True, related_name="wikis")
    is_open = models.BooleanField(_("open"), default=True)
    is_public = models.BooleanField(default=True)

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.domain

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
    # Name in all languages, folded, for the search box of the list.
    search_text = models.TextField(blank=True)

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


class Declaration(PublicModel):
    """Something that a community says of itself: exactly one territory, language or wiki, with a source."""

    kind = "declaration"
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="declarations")
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, null=True, related_name="declarations")
    language = models.ForeignKey(Language, on_delete=models.PROTECT, null=True, related_name="declarations")
    wiki = models.ForeignKey(Wiki, on_delete=models.PROTECT, null=True, related_name="declarations")
    source_url = models.URLField(_("page that shows it"), max_length=500)
    declared_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=20, choices=DeclarationState.choices, default=DeclarationState.DECLARED)

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
        ]

    def __str__(self) -> str:
        return f"{self.community}: {self.territory or self.language or self.wiki}"
