"""What the portal reads of the contexts below."""

from mutirao.portal.queries.changes import lately
from mutirao.portal.queries.doors import PROMISE_KINDS, door_at, doors
from mutirao.portal.queries.releases import visible_releases
from mutirao.portal.queries.tour import TOUR_COMMUNITY, tour_stops

__all__ = ["PROMISE_KINDS", "TOUR_COMMUNITY", "door_at", "doors", "lately", "tour_stops", "visible_releases"]
