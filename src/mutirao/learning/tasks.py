"""What happens by itself: links are followed again, a few an hour."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings

from mutirao.base.tasks import scheduled, task
from mutirao.learning import actions, queries
from mutirao.learning.links import Visitor
from mutirao.learning.models import Resource

# The task must be done before its lease could be thought lost: one link takes a minute and a half at the very worst.
LINKS_AN_HOUR = 15


def check_links(*, most: int, visitor: Visitor | None = None) -> Iterator[Resource]:
    """Follow links that are due, one after the other; gives each resource once its finding is stored."""
    asking = visitor or Visitor(contact=settings.MUTIRAO["CONTACT"] or "no contact given")
    for resource in list(queries.due_for_check()[:most]):
        yield actions.record_check(resource=resource, finding=asking.follow(resource.address))


@scheduled(every=timedelta(hours=1))
@task
def check_due_links() -> int:
    """Returns how many were followed: none unless the operator switched it on."""
    if not settings.MUTIRAO["CHECK_LINKS"]:
        return 0
    return len(list(check_links(most=LINKS_AN_HOUR)))
