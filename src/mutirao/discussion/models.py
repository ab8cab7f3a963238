"""Threads, comments, endorsements, polls, the moderation log and suggestions."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mutirao.accounts.models import User
from mutirao.base import clock
from mutirao.base.fields import TextByLanguage
from mutirao.base.models import PublicModel, ReferenceColumns, VersionedModel
from mutirao.base.references import Reference, kind_named
from mutirao.base.text import Text
from mutirao.discussion.states import (
    Audience,
    CommentState,
    ConsentChoice,
    ModerationAct,
    PollKind,
    SuggestionState,
    Voters,
)

# Smaller numbers of people are published as "fewer than five".
SMALLEST_COUNT = 5


class HeldInSpace(ReferenceColumns):
    """Hangs on a subject; members and moderators are those who hold roles in its space."""

    space_kind = models.CharField(max_length=40)
    space_id = models.CharField(max_length=100)

    class Meta:
        abstract = True

    @property
    def space(self) -> Reference:
        return Reference(self.space_kind, self.space_id)

    @space.setter
    def space(self, reference: Reference) -> None:
        self.space_kind, self.space_id = reference.kind, reference.public_id


class Thread(PublicModel, HeldInSpace):
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

    def get_absolute_url(self) -> str:
        return reverse("discussion:comment", args=[self.public_id])


class CommentReport(models.Model):
    """A reader asks a moderator to look."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="reports")
    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(_("what is wrong"), max_length=500)
    created_at = models.DateTimeField(default=clock.now)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "by"], name="comment_reported_once_each")]

    def __str__(self) -> str:
        return self.reason


class ModerationEntry(models.Model):
    """The log of moderation: what was done, by whom, why. An appeal's words are read by moderators only."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="moderation")
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, null=True, related_name="moderation")
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    act = models.CharField(max_length=20, choices=ModerationAct.choices)
    reason = models.CharField(_("reason"), max_length=500)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"{self.act}: {self.reason}"


class Endorsement(PublicModel, HeldInSpace):
    """A person stands behind something, with a statement if they like."""

    kind = "endorsement"
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="endorsements")
    statement = TextByLanguage(_("why you support it"), max_length=1000)
    is_public = models.BooleanField(_("show my name"), default=True)
    # The person was told that people in this place may be at risk, and gave their name all the same.
    is_public_despite_risk = models.BooleanField(default=False)
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


class Poll(PublicModel, HeldInSpace):
    """A question to people, hidden until it closes; afterwards the record of the decision."""

    kind = "poll"
    question = TextByLanguage(_("question"), max_length=500)
    poll_kind = models.CharField(_("kind"), max_length=20, choices=PollKind.choices)
    # Of a straw poll: each a stored ``Text``; a ballot names its place, "1" being the first.
    options = models.JSONField(default=list)
    voters = models.CharField(_("who can vote"), max_length=20, choices=Voters.choices, default=Voters.SIGNED_IN)
    opened_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    closes_at = models.DateTimeField(_("closes at"))
    closed_at = models.DateTimeField(null=True)
    n_eligible = models.PositiveIntegerField(null=True)
    # Frozen at closing: {"turnout": n, "counts": {choice: n}, "passed": true, false or, in a straw poll, null}.
    result = models.JSONField(null=True)
    minority_note = TextByLanguage(_("note of those who disagreed"), max_length=2000)

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"], name="poll_by_subject"),
            models.Index(fields=["closes_at"], condition=models.Q(closed_at=None), name="poll_to_close"),
        ]

    def __str__(self) -> str:
        return str(self.question)

    def get_absolute_url(self) -> str:
        return reverse("discussion:poll", args=[self.public_id])

    @property
    def choices(self) -> list[tuple[str, str]]:
        """What a ballot can say, with its words in the reader's language."""
        if self.poll_kind == PollKind.CONSENT:
            return [(choice.value, str(choice.label)) for choice in ConsentChoice]
        return [(str(place), str(Text.from_json(option))) for place, option in enumerate(self.options, 1)]

    @property
    def public_result(self) -> dict[str, Any]:
        """What everybody may know after closing. In a vote of fewer than five, the counts would tell who voted what."""
        if self.result is None:
            return {}
        n_eligible = self.n_eligible if (self.n_eligible or 0) >= SMALLEST_COUNT else None
        if self.result["turnout"] < SMALLEST_COUNT:
            return {"passed": self.result["passed"], "turnout": None, "counts": None, "n_eligible": n_eligible}
        return {**self.result, "n_eligible": n_eligible}


class Ballot(models.Model):
    """One person's answer; it can change until the poll closes, and nobody else ever reads it."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="ballots")
    voter = models.ForeignKey(User, on_delete=models.CASCADE, related_name="ballots")
    choice = models.CharField(max_length=20)
    cast_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["poll", "voter"], name="ballot_once_each")]

    def __str__(self) -> str:
        # Not the choice: a log or an error page must not tell it.
        return f"ballot {self.pk}"


class Suggestion(PublicModel, ReferenceColumns):
    """Facts that somebody suggests for our lists: they wait here as data until a curator accepts them."""

    kind = "suggestion"
    # A new thing has no id until it is accepted.
    is_new = models.BooleanField()
    # What the thing is called: a new one by its first fact.
    title = models.CharField(max_length=300)
    # What was suggested; of a correction only the facts that it changes, and in ``seen`` what they were.
    values = models.JSONField()
    seen = models.JSONField(default=dict)
    source_address = models.URLField(_("where this can be checked"), max_length=500)
    note = models.CharField(_("a word to the curator"), max_length=500, blank=True)
    proposed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="suggestions")
    state = models.CharField(max_length=20, choices=SuggestionState.choices, default=SuggestionState.WAITING)
    decided_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["subject_kind", "created_at"],
                condition=models.Q(state=SuggestionState.WAITING),
                name="suggestion_waiting",
            ),
            models.Index(fields=["subject_kind", "subject_id"], name="suggestion_by_subject"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("discussion:suggestion", args=[self.public_id])

    @property
    def kind_label(self) -> str:
        """What sort of thing it is about."""
        return str(kind_named(self.subject_kind).label)
