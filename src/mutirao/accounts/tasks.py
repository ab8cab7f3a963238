"""What happens to roles and letters without anybody asking."""

from __future__ import annotations

from datetime import time, timedelta

from mutirao.accounts import actions
from mutirao.accounts.queries import people_waiting_for_mail
from mutirao.base.tasks import scheduled, task


@scheduled(daily_at=time(2, 40))
@task
def expire_roles() -> int:
    return actions.expire_roles()


@scheduled(every=timedelta(minutes=10))
@task(in_transaction=False)
def send_letters() -> int:
    """One letter per person with all that came together; returns how many notices went out."""
    return sum(actions.send_waiting_letter(person=person) for person in people_waiting_for_mail())
