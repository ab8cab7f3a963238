"""What happens to assessments without anybody asking."""

from __future__ import annotations

from datetime import time, timedelta

from mutirao.base.tasks import scheduled, task
from mutirao.needs.actions import assessment_steps, auditing, consensus, importing, releases


@scheduled(daily_at=time(0, 10))
@task
def close_due_assessments() -> int:
    """An assessment closes after its last day."""
    return assessment_steps.close_due()


@scheduled(daily_at=time(3, 10))
@task
def remind_of_group_forms() -> int:
    """A group form that nears its date: its coordinators hear of it once."""
    return consensus.remind_of_expiry()


@scheduled(daily_at=time(3, 25))
@task
def throw_away_forgotten_files() -> int:
    """Tables of answers that nobody put in."""
    return importing.throw_away_forgotten()


@scheduled(every=timedelta(days=7))
@task
def make_weekly_release() -> int:
    """Once a week at most, so that figures do not follow single answers; 0 when nothing has closed."""
    made = releases.make_due_release()
    return made.number if made else 0


@scheduled(daily_at=time(3, 40))
@task
def audit_due_questionnaires() -> int:
    """Each questionnaire with enough answers is audited once a year."""
    return auditing.audit_due()
