"""Tables of answers that wait to be put in, and what audits of questionnaires found."""

from __future__ import annotations

from django.db import models

from mutirao.accounts.models import User
from mutirao.base.models import PublicModel
from mutirao.movement.models import Community
from mutirao.needs.models.assessments import Assessment
from mutirao.needs.models.questionnaires import Questionnaire


class AnswerFile(PublicModel):
    """A table whose columns somebody is explaining. Holds nobody's name or address; gone once it is in, or in a day."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="answer_files")
    made_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    # Of the file as it was sent, so that the same rows are not put in twice.
    digest = models.CharField(max_length=64)
    read_as = models.CharField(max_length=200)
    header = models.JSONField(default=list)
    # Names of the columns that were not kept, because they say who somebody is.
    identifying = models.JSONField(default=list)
    # Rows with their numbers in the file, as compressed JSON.
    content = models.BinaryField()
    n_rows = models.PositiveIntegerField()
    # For each column the key of what it holds, empty where it is left out.
    columns = models.JSONField(default=list)
    # By column and cell: the answer that a person said the cell means.
    values = models.JSONField(default=dict)
    # For rows that do not say it themselves.
    community = models.ForeignKey(Community, on_delete=models.CASCADE, null=True, related_name="+")
    language = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.n_rows}"


class QuestionnaireAudit(models.Model):
    """How well a questionnaire measured, over all closed assessments that asked it; a new audit is a new row."""

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="audits")
    made_at = models.DateTimeField()
    # Of the answers that it read: the same answers make no second audit.
    fingerprint = models.CharField(max_length=64)
    results = models.JSONField(default=dict)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["questionnaire", "fingerprint"], name="audit_once")]

    def __str__(self) -> str:
        return f"{self.questionnaire_id} {self.made_at:%Y-%m-%d}"
