"""Resources, the languages and audiences that they serve."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mutirao.action_lines.models import ActionLine
from mutirao.base.fields import TextByLanguage
from mutirao.base.languages import direction
from mutirao.base.models import SlugModel, VersionedModel
from mutirao.learning.states import Audience, Format, LinkFault, LinkState, ResourceState, Verification
from mutirao.movement.names import folded
from mutirao.skills.models import Skill
from mutirao.sources.models import SourcedModel

# A translation of half the text and more is of use; below, the list would promise too much.
USEFUL_PERCENT = 50
# Words that do not tell two titles apart.
_SMALL = """
a an and the of to for in on how
de da do del des du e y et la le les el los las
"""
_SMALL_WORDS = frozenset(_SMALL.split())


class Resource(SlugModel, VersionedModel, SourcedModel):
    """Something to learn from, somewhere on the web. What is empty or null is not known."""

    kind = "resource"
    # The id in the file that it came from, such as R041; action lines recommend resources by it.
    short_id = models.CharField(max_length=20, unique=True)
    title = models.CharField(_("title"), max_length=300)
    # BCP 47; a title stays as it was published.
    title_language = models.CharField(max_length=20, default="en")
    summary = TextByLanguage(_("what it offers"), max_length=1000)
    address = models.URLField(_("address"), max_length=1000)
    maintainer = models.CharField(_("who made it"), max_length=200, blank=True)
    format = models.CharField(_("format"), max_length=20, choices=Format.choices)
    # Format, subject and audience in the words of who described it first, in English.
    format_note = models.CharField(max_length=200, blank=True)
    subject_note = models.CharField(max_length=300, blank=True)
    audience_note = models.CharField(max_length=300, blank=True)
    note = models.CharField(max_length=1000, blank=True)
    minutes = models.PositiveIntegerField(_("minutes"), null=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True)
    licence = models.CharField(_("licence"), max_length=100, blank=True)
    # Kept for the record: newer guidance exists, or what it describes has ended.
    is_old_version = models.BooleanField(default=False)
    verification = models.CharField(max_length=40, choices=Verification.choices)
    action_line = models.ForeignKey(ActionLine, on_delete=models.SET_NULL, null=True, related_name="resources")
    skills = models.ManyToManyField(Skill, related_name="resources")
    state = models.CharField(max_length=20, choices=ResourceState.choices, default=ResourceState.LISTED)
    state_reason = models.CharField(max_length=500, blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged")
    link_state = models.CharField(max_length=20, choices=LinkState.choices, default=LinkState.UNCHECKED)
    link_fault = models.CharField(max_length=20, choices=LinkFault.choices, blank=True)
    link_target = models.URLField(_("where it leads now"), max_length=1000, blank=True)
    link_checked_at = models.DateTimeField(_("link checked"), null=True)
    link_due_at = models.DateTimeField(null=True)
    link_failures = models.PositiveSmallIntegerField(default=0)
    # Prepared by ``prepared``: what lists sort and search by, and what tells that two are one.
    sort_title = models.CharField(max_length=300, blank=True)
    search_text = models.TextField(blank=True)
    address_key = models.CharField(max_length=1000, blank=True)
    title_key = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["sort_title", "pk"]
        indexes = [
            models.Index(fields=["state", "sort_title", "id"], name="resource_by_title"),
            models.Index(fields=["state", "-year", "id"], name="resource_by_year"),
            models.Index(fields=["state", "is_old_version", "-year", "sort_title", "id"], name="resource_to_use"),
            models.Index(fields=["address_key"], name="resource_by_address"),
            models.Index(fields=["title_key"], name="resource_by_title_key"),
            models.Index(fields=["link_due_at"], name="resource_link_due"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("learning:resource", args=[self.slug])

    @property
    def title_direction(self) -> str:
        return direction(self.title_language)

    @property
    def host(self) -> str:
        """The server that keeps it, as people name it."""
        return (urlsplit(self.address).hostname or "").removeprefix("www.")


class ResourceLanguage(models.Model):
    """A language that the resource is in; ``percent`` of the text, null where not known."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="languages")
    # BCP 47.
    language = models.CharField(max_length=20)
    percent = models.PositiveSmallIntegerField(null=True)
    is_original = models.BooleanField(default=False)

    class Meta:
        ordering = ["-is_original", "language"]
        constraints = [
            models.UniqueConstraint(fields=["resource", "language"], name="resource_language_once"),
            models.CheckConstraint(
                condition=models.Q(percent=None) | models.Q(percent__lte=100), name="resource_language_percent"
            ),
        ]
        # Holds all that is asked to find what people of a language can use.
        indexes = [models.Index(fields=["language", "percent", "resource"], name="resource_by_language")]

    def __str__(self) -> str:
        return self.language

    @property
    def is_useful(self) -> bool:
        return self.percent is None or self.percent >= USEFUL_PERCENT

    @property
    def share(self) -> float | None:
        return None if self.percent is None else self.percent / 100


class ResourceAudience(models.Model):
    """People for whom the resource is made."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="audiences")
    audience = models.CharField(max_length=20, choices=Audience.choices)

    class Meta:
        ordering = ["audience"]
        constraints = [models.UniqueConstraint(fields=["resource", "audience"], name="resource_audience_once")]
        indexes = [models.Index(fields=["audience", "resource"], name="resource_by_audience")]

    def __str__(self) -> str:
        return self.get_audience_display()


def prepared(*, title: str, address: str, words: str = "") -> dict[str, str]:
    """The columns that follow from title, address and other ``words`` that people search by."""
    plain = folded(title)
    return {
        "sort_title": plain[:300],
        "search_text": f"{plain} {folded(words)}".strip(),
        "address_key": address_key(address),
        # The same words in another order, or with other signs and small words between them, are the same title.
        "title_key": " ".join(sorted(set(re.findall(r"\w+", plain)) - _SMALL_WORDS))[:300],
    }


def address_key(address: str) -> str:
    """``address`` as it is compared: without scheme, www, closing slash, fragment and campaign tags."""
    parts = urlsplit(address.strip())
    host = (parts.hostname or "").removeprefix("www.").replace(".m.", ".", 1)
    query = "&".join(sorted(each for each in parts.query.split("&") if each and not each.startswith("utm_")))
    return f"{host}{parts.path.rstrip('/')}{'?' if query else ''}{query}"[:1000]
