"""Typing in what stands on paper."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction

from mutirao.accounts.models import User
from mutirao.base import audit
from mutirao.needs.actions.submissions import Sheet, submit_answers
from mutirao.needs.models import Assessment
from mutirao.needs.rules import submissions as rules
from mutirao.needs.states import Act, Channel


@transaction.atomic
def type_in_sheet(*, assessment: Assessment, sheet: Sheet, by: User) -> bool:
    """Store a sheet of paper; False when this very page was sent before. Raises as ``submit_answers`` does.

    The chain keeps who typed and when: that is the typist's time, not the time of whoever answered.
    """
    rules.can_type_paper(by, assessment).or_refuse()
    is_new = submit_answers(assessment=assessment, sheet=replace(sheet, channel=Channel.PAPER, has_code=False))
    if is_new:
        audit.record(subject=assessment.reference, action=Act.PAPER_TYPED_IN, by=by, facts={})
    return is_new
