"""What a higher context shows on a lower one's page, without the lower one knowing it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

# Builds the context of the panel's template from (subject, user), with at most one query; None leaves it out.
Builder = Callable[[Any, Any], dict[str, Any] | None]


@dataclass(frozen=True)
class Panel:
    """One registered panel; ``order`` follows look.md: needs 10, plan 20, learn 30, people 40, money 50, results 60."""

    slot: str
    order: int
    template: str
    build: Builder


_panels: dict[str, list[Panel]] = {}


def panel(slot: str, *, order: int, template: str) -> Callable[[Builder], Builder]:
    """Register the decorated builder for ``slot``, for example ``community``, ``inbox`` or ``hub``."""

    def add(build: Builder) -> Builder:
        shown = [known for known in _panels.get(slot, []) if known.template != template]
        _panels[slot] = sorted([*shown, Panel(slot, order, template, build)], key=lambda each: each.order)
        return build

    return add


def panels_for(slot: str) -> list[Panel]:
    return list(_panels.get(slot, []))


def render_panels(slot: str, *, subject: Any, user: Any, request: Any = None) -> list[SafeString]:
    """The HTML of each panel that has something to show, in order."""
    shown = []
    for registered in panels_for(slot):
        context = registered.build(subject, user)
        if context is not None:
            shown.append(render_to_string(registered.template, {"subject": subject, **context}, request))
    return shown
