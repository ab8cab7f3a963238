"""Discussions, what came of them, and the posts that were read from a file."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mutirao.accounts.models import User
from mutirao.action_lines.models import ActionLine
from mutirao.base.fields import TextByLanguage
from mutirao.base.models import PublicModel, ReferenceColumns, SlugModel, VersionedModel
from mutirao.projects.states import Listing
from mutirao.record.states import Doubt, RequestState, VenueKind
from mutirao.sources.models import SourcedModel

LONGEST_POST = 20_000


class Discussion(SlugModel, VersionedModel, SourcedModel):
    """Something that was discussed elsewhere; dates may be a year, a month or a day as text."""

    kind = "discussion"
    # The id in the file that ships, by which action lines pin it; empty for what people add.
    external_id = models.CharField(max_length=20, blank=True)
    title = models.CharField(_("title"), max_length=300)
    start_date = models.CharField(_("from"), max_length=10, blank=True)
    end_date = models.CharField(_("to"), max_length=10, blank=True)
    date_note = TextByLanguage(_("note on the date"), max_length=200)
    venue_kind = models.CharField(max_length=20, choices=VenueKind.choices)
    venue = TextByLanguage(_("where"), max_length=200)
    address = models.URLField(_("its page"), max_length=500, blank=True)
    # BCP 47; empty is not known.
    language = models.CharField(_("language"), max_length=20, blank=True)
    participants = TextByLanguage(_("who took part"), max_length=300)
    topic = TextByLanguage(_("what it was about"), max_length=300)
    outcome = TextByLanguage(_("how it ended"), max_length=1000)
    # Written by a person, never by the platform.
    summary = TextByLanguage(_("summary"), max_length=4000)
    action_lines = models.ManyToManyField(ActionLine, related_name="discussions", blank=True)
    state = models.CharField(max_length=20, choices=Listing.choices, default=Listing.LISTED)
    state_reason = models.CharField(_("reason"), max_length=500, blank=True)
    # A file that is read again leaves alone what a person corrected since.
    corrected_at = models.DateTimeField(null=True)
    posts_read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-start_date", "slug"]
        indexes = [
            models.Index(fields=["state", "-start_date", "slug"], name="discussion_list"),
            models.Index(fields=["external_id"], name="discussion_external_id"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("record:discussion", args=[self.slug])


class Outcome(ReferenceColumns, SourcedModel):
    """What came of a discussion: a demand, project, resource or earlier assessment that names or follows it."""

    discussion = models.ForeignKey(Discussion, on_delete=models.CASCADE, related_name="outcomes")

    class Meta:
        ordering = ["subject_kind", "subject_id"]
        constraints = [
            models.UniqueConstraint(fields=["discussion", "subject_kind", "subject_id"], name="outcome_once")
        ]

    def __str__(self) -> str:
        return f"{self.discussion_id} {self.subject}"


class Post(PublicModel):
    """One post as its page has it: ``author`` as signed, empty where nobody did; after removal nothing of it stays.

    ``fingerprint`` is a keyed hash, so that a removed post is not read in again and nobody can find it by guessing.
    """

    kind = "post"
    discussion = models.ForeignKey(Discussion, on_delete=models.CASCADE, related_name="posts")
    position = models.PositiveIntegerField()
    level = models.PositiveSmallIntegerField(default=1)
    heading = models.CharField(max_length=500, blank=True)
    author = models.CharField(_("signed by"), max_length=255, blank=True, db_index=True)
    author_wiki = models.CharField(max_length=40, blank=True)
    # The name that the signature shows, where it is not the author's.
    shown_as = models.CharField(max_length=255, blank=True)
    signed_at = models.DateTimeField(null=True)
    text = models.TextField(max_length=LONGEST_POST, blank=True)
    doubt = models.CharField(max_length=20, choices=Doubt.choices, blank=True)
    fingerprint = models.CharField(max_length=64)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["discussion", "fingerprint"], name="post_once"),
            models.CheckConstraint(
                condition=models.Q(removed_at=None) | models.Q(author="", shown_as="", text="", signed_at=None),
                name="post_removed_is_empty",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.discussion_id} {self.position}"

    def get_absolute_url(self) -> str:
        return f"{self.discussion.get_absolute_url()}#post-{self.position}"


class RemovalRequest(PublicModel):
    """Somebody says that a post is theirs and asks that it goes."""

    kind = "removal_request"
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="removal_requests")
    asked_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="removal_requests")
    reason = models.CharField(_("how we can tell that it is yours"), max_length=1000, blank=True)
    state = models.CharField(max_length=20, choices=RequestState.choices, default=RequestState.WAITING)
    answer = models.CharField(_("answer"), max_length=1000, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["post"], condition=models.Q(state="waiting"), name="removal_request_one_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.post_id} {self.state}"

    def get_absolute_url(self) -> str:
        return reverse("record:removal_request", args=[self.public_id])
