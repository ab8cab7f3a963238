"""What the portal reads of the contexts below."""

from mutirao.portal.queries.changes import lately
from mutirao.portal.queries.doors import PROMISE_KINDS, door_at, doors
from mutirao.portal.queries.releases import visible_releases
from mutirao.portal.queries.tour import TOUR_COMMUNITY, tour_stops
from mutirao.portal.queries.words import all_support_kinds, all_terms, terms_in_order

__all__ = [
    "PROMISE_KINDS",
    "TOUR_COMMUNITY",
    "all_support_kinds",
    "all_terms",
    "door_at",
    "doors",
    "lately",
    "terms_in_order",
    "tour_stops",
    "visible_releases",
]
