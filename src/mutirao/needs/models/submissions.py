"""What people answered."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mutirao.accounts.models import User
from mutirao.base.fields import RandomKey
from mutirao.base.models import TimestampedModel
from mutirao.movement.models import Community
from mutirao.needs.models.assessments import Assessment, ConsentText
from mutirao.needs.states import Channel, ReviewState


class Submission(models.Model):
    """The answers of one person, whole: half an answer is never stored. No account, no address, no time of day."""

    id = RandomKey(editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="submissions")
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="+")
    # Made by the device before the first try, so that a second try is the same submission.
    idempotency_key = models.CharField(max_length=64)
    # {name of question: answer}; a skill card is {importance, competence, help, want, teach}.
    answers = models.JSONField(default=dict)
    # The same answers as the pipeline reads them (``needs.packing``), written with ``answers``, never alone.
    ratings = models.BinaryField(default=bytes)
    background = models.BinaryField(default=bytes)
    # Slugs of the skills that this person was asked about, in drawn blocks; empty: all of the assessment.
    asked_skills = models.JSONField(default=list)
    language = models.CharField(_("language"), max_length=20)
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.PAGE)
    consent = models.ForeignKey(ConsentText, on_delete=models.PROTECT, null=True, related_name="+")
    # The day in anonymous mode is the Monday of its week.
    received_on = models.DateField(_("received"))
    # Time that filling took, in seconds, in steps of ten; not known for paper and files.
    seconds = models.PositiveIntegerField(null=True)
    # Digest of the code with which a person takes the answers back.
    withdrawal_digest = models.CharField(max_length=64, blank=True, db_index=True)
    # Names of the rules of quality that it met: shown to who reviews, never dropped for them.
    quality_flags = models.JSONField(default=list)
    review_state = models.CharField(max_length=20, choices=ReviewState.choices, default=ReviewState.RECEIVED)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "idempotency_key"], name="submission_once")]
        indexes = [models.Index(fields=["assessment", "community"], name="submission_by_community")]

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.review_state}"


class TakenBack(models.Model):
    """That answers were taken back: a second try of the same device, late or repeated, must not bring them again.

    Holds nothing of them; goes when the assessment closes, as nothing is received from then on.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="taken_back")
    idempotency_key = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "idempotency_key"], name="taken_back_once")]

    def __str__(self) -> str:
        return str(self.assessment_id)


class ReviewComment(TimestampedModel):
    """What a reviewer says about answers, for other reviewers."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="comments")
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    text = models.TextField(_("comment"), max_length=2000)

    class Meta:
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return str(self.submission_id)
