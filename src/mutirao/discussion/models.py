"""Threads, comments, endorsements, polls and the moderation log."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mutirao.accounts.models import User
from mutirao.base.fields import TextByLanguage
from mutirao.base.models import PublicModel, ReferenceColumns, VersionedModel
from mutirao.discussion.states import Audience, CommentState, PollKind, Voters


class Thread(PublicModel, ReferenceColumns):
    """The talk about one subject for one audience."""

    kind = "thread"
    audience = models.CharField(max_length=20, choices=Audience.choices, default=Audience.PUBLIC)
    frozen_at = models.DateTimeField(null=True)
    frozen_reason = models.CharField(_("why it is closed"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject_kind", "subject_id", "audience"], name="thread_one_per_audience")
        ]

    def __str__(self) -> str:
        return f"{self.subject} ({self.audience})"

    def get_absolute_url(self) -> str:
        return reverse("discussion:thread", args=[self.public_id])


class Comment(PublicModel, VersionedModel):
    """What one person said; ``author`` is empty once they erased their account."""

    kind = "comment"
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="comments")
    reply_to = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="replies")
    text = TextByLanguage(_("your comment"), max_length=4000)
    state = models.CharField(max_length=20, choices=CommentState.choices, default=CommentState.SHOWN)

    class Meta:
        ordering = ["created_at", "id"]
        indexes = [models.Index(fields=["thread", "state"], name="comment_by_thread")]

    def __str__(self) -> str:
        return str(self.text)[:60]


class CommentReport(models.Model):
    """A reader asks a moderator to look."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="reports")
    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(_("what is wrong"), max_length=500)
    created_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "by"], name="comment_reported_once_each")]

    def __str__(self) -> str:
        return self.reason


class ModerationEntry(models.Model):
    """The public log of moderation: what was done, by whom, why."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="moderation")
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=20, choices=CommentState.choices)
    reason = models.CharField(_("reason"), max_length=500)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.state}: {self.reason}"


class Endorsement(PublicModel, ReferenceColumns):
    """A person stands behind something, with a statement if they like."""

    kind = "endorsement"
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="endorsements")
    statement = TextByLanguage(_("why you support it"), max_length=1000)
    is_public = models.BooleanField(_("show my name"), default=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "person"],
                condition=models.Q(withdrawn_at=None),
                name="endorsement_once_each",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.subject}"


class Poll(PublicModel, ReferenceColumns):
    """A question to people, hidden until it closes; afterwards the record of the decision."""

    kind = "poll"
    question = TextByLanguage(_("question"), max_length=500)
    poll_kind = models.CharField(_("kind"), max_length=20, choices=PollKind.choices)
    options = models.JSONField(default=list)
    voters = models.CharField(_("who can vote"), max_length=20, choices=Voters.choices, default=Voters.SIGNED_IN)
    opened_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    closes_at = models.DateTimeField(_("closes at"))
    closed_at = models.DateTimeField(null=True)
    n_eligible = models.PositiveIntegerField(null=True)
    # Frozen at closing: {"turnout": n, "counts": {...}, "passed": bool}.
    result = models.JSONField(null=True)
    minority_note = TextByLanguage(_("note of those who disagreed"), max_length=2000)

    def __str__(self) -> str:
        return str(self.question)

    def get_absolute_url(self) -> str:
        return reverse("discussion:poll", args=[self.public_id])


class Ballot(models.Model):
    """One person's answer; it can change until the poll closes."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="ballots")
    voter = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    choice = models.CharField(max_length=60)
    reason = models.CharField(_("reason"), max_length=1000, blank=True)
    cast_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["poll", "voter"], name="ballot_once_each")]

    def __str__(self) -> str:
        return self.choice
