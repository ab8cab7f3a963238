"""Resources that may be one and the same: for curators, who decide."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import Count, Q, QuerySet

from mutirao.learning.models import Resource, address_key, prepared
from mutirao.learning.queries.resources import listed

MOST_GROUPS = 100


def duplicates() -> list[list[Resource]]:
    """Groups of listed resources with the same address or the same words in their titles; four queries."""
    groups = [group for column in ("address_key", "title_key") for group in _sharing(column)]
    told = {tuple(resource.pk for resource in group): group for group in groups}
    return list(told.values())


def may_be_same(*, title: str, address: str) -> QuerySet[Resource]:
    """Listed resources at this address or with these words for a title."""
    title_key = prepared(title=title, address=address)["title_key"]
    same = Q(address_key=address_key(address)) | (Q(title_key=title_key) if title_key else Q())
    return listed().filter(same)


def _sharing(column: str) -> list[list[Resource]]:
    shared = listed().exclude(**{column: ""}).order_by().values(column).annotate(n=Count("pk")).filter(n__gt=1)
    keys = list(shared.order_by(column).values_list(column, flat=True)[:MOST_GROUPS])
    groups = defaultdict(list)
    for resource in listed().filter(**{f"{column}__in": keys}).order_by(column, "pk"):
        groups[getattr(resource, column)].append(resource)
    return list(groups.values())
