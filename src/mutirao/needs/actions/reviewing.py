"""Looking at answers again: flags of quality, and what reviewers say. No row of the audit chain names a sheet."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from mutirao.accounts.models import User
from mutirao.base import audit
from mutirao.base.canonical_json import JSON
from mutirao.base.errors import Refused
from mutirao.needs.models import Assessment, ReviewComment, Submission
from mutirao.needs.quality import Flagging
from mutirao.needs.queries.answers import sheets_of
from mutirao.needs.queries.questionnaires import whole
from mutirao.needs.queries.reviewing import answered
from mutirao.needs.rules import reviewing as rules
from mutirao.needs.states import Act, ReviewState

AT_ONCE = 500


@transaction.atomic
def flag_answers(*, assessment: Assessment) -> int:
    """Write which rules of quality each sheet met; returns how many met one. Runs again without harm."""
    form = whole(assessment.questionnaire)
    flagging = Flagging()
    for _key, sheet, _flags in answered(assessment, form):
        flagging.look(sheet)
    n_flagged, changed = 0, []
    for key, sheet, before in answered(assessment, form):
        flags = flagging.flags_of(sheet)
        n_flagged += bool(flags)
        if flags != before:
            changed.append(Submission(pk=key, quality_flags=flags))
    Submission.objects.bulk_update(changed, ["quality_flags"], batch_size=AT_ONCE)
    return n_flagged


@transaction.atomic
def review_answers(
    *, assessment: Assessment, keys: Collection[int], state: ReviewState, comment: str = "", by: User
) -> int:
    """Put sheets into a state, with a comment on each; returns how many changed.

    Only excluded ones do not count. Questioning and excluding need a comment: the others must know why.
    """
    rules.can_review(by, assessment).or_refuse()
    if state in {ReviewState.QUESTIONED, ReviewState.EXCLUDED} and not comment:
        raise Refused(_("Please say why. Other reviewers read it."))
    shown = set(keys) & set(sheets_of(assessment).keys)
    rows = Submission.objects.filter(assessment=assessment, pk__in=shown).exclude(review_state=state)
    changed = list(rows.values_list("pk", flat=True))
    Submission.objects.filter(pk__in=changed).update(review_state=state)
    if comment:
        comments = [ReviewComment(submission_id=key, by=by, text=comment) for key in changed]
        ReviewComment.objects.bulk_create(comments, batch_size=AT_ONCE)
    if changed:
        facts: dict[str, JSON] = {"state": str(state), "n_answers": len(changed)}
        audit.record(subject=assessment.reference, action=Act.ANSWERS_REVIEWED, by=by, facts=facts)
    return len(changed)


def note_export(*, assessment: Assessment, form: str, by: User) -> None:
    """Write down who took single answers away, and in which form."""
    rules.can_read_answers(by, assessment).or_refuse()
    audit.record(subject=assessment.reference, action=Act.ANSWERS_EXPORTED, by=by, facts={"form": form})
