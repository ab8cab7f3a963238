"""For whoever watches over the server: does it live, is work done, are the facts there."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

import mutirao
from mutirao.base.tasks import queue_health
from mutirao.sources.queries import loaded_facts

# A worker looks once a second: work that is due for longer waits for one that is not there.
LATE = timedelta(minutes=5)

logger = logging.getLogger(__name__)


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """``status`` is ok, late (no worker does what is due) or away (no database; status 503). Two queries."""
    try:
        queue, facts = queue_health(), loaded_facts()
    except DatabaseError:
        logger.exception("the database is away")
        return JsonResponse({"status": "away", "version": mutirao.__version__}, status=503)
    return JsonResponse(
        {
            "status": "late" if queue.longest_wait > LATE else "ok",
            "version": mutirao.__version__,
            "tasks": {
                "due": queue.n_due,
                "running": queue.n_running,
                "failed_last_month": queue.n_failed,
                "longest_wait_seconds": round(queue.longest_wait.total_seconds()),
            },
            "facts": {"editions": facts.n_editions, "rows": facts.n_rows, "loaded_at": facts.loaded_at},
        }
    )
