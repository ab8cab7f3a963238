"""Writing down what happened when a link was followed."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from mutirao.base import clock
from mutirao.learning.links import Finding
from mutirao.learning.models import Resource
from mutirao.learning.states import LinkFault, LinkState

# A link that works is followed again after a month; one that fails after 1, 3, 9 and 27 days, then it counts as gone.
USUAL_WAIT = timedelta(days=30)
FAILURES_TO_GONE = 4
LONGEST_ASKED_WAIT = timedelta(days=7)
# A server that is busy is still there.
NEVER_GONE = {LinkFault.TOO_BUSY, LinkFault.SERVER_ERROR}


@transaction.atomic
def record_check(*, resource: Resource, finding: Finding) -> Resource:
    """Store what was found, unless the address changed meanwhile; returns the row as it stands."""
    resource = Resource.objects.select_for_update().get(pk=resource.pk)
    if resource.address != finding.address:
        return resource
    resource.link_state, resource.link_fault = finding.state, finding.fault or ""
    resource.link_target = finding.target
    resource.link_checked_at = clock.now()
    wait = USUAL_WAIT
    if finding.state == LinkState.FAILING:
        wait = max(timedelta(days=3**resource.link_failures), min(finding.come_back_after, LONGEST_ASKED_WAIT))
        resource.link_failures = min(resource.link_failures + 1, FAILURES_TO_GONE)
        if resource.link_failures == FAILURES_TO_GONE and finding.fault not in NEVER_GONE:
            resource.link_state, wait = LinkState.GONE, USUAL_WAIT
    else:
        resource.link_failures = 0
    resource.link_due_at = clock.now() + wait
    resource.save(
        update_fields=[
            *("link_state", "link_fault", "link_target", "link_checked_at", "link_due_at", "link_failures"),
            "updated_at",
        ]
    )
    return resource
