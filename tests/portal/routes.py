"""Every address there is, as a pattern with places to fill."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from mutirao.accounts.views.roles import STEPS as ROLE_STEPS
from mutirao.action_lines.views.demands import STEPS as DEMAND_STEPS
from mutirao.action_lines.views.tasks import STEPS as TASK_STEPS

PLACE = re.compile(r"<(?:(\w+):)?(\w+)>")
STEPS = {
    "me/roles/": ROLE_STEPS,
    "action-lines/tasks/": TASK_STEPS,
    "action-lines/demands/": DEMAND_STEPS,
}


def patterns(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, str]]:
    """Name and route of every address."""
    for each in resolver.url_patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLPattern):
            yield f"{each.lookup_str}:{each.name}", route
        else:
            yield from patterns(each, route)


def _named(route: str) -> list[str]:
    """The address once for each step that it can name."""
    names = next((names for before, names in STEPS.items() if route.startswith(before)), ["x"])
    return [route.replace("<slug:name>", name) for name in names] if "<slug:name>" in route else [route]


def filled(route: str, values: dict[str, Any]) -> str:
    return "/" + PLACE.sub(lambda place: str(values.get(place[2], "x")), route)


ROUTES = [each for _name, route in patterns(get_resolver()) for each in _named(route)]
