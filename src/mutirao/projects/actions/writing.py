"""Writing what somebody suggested and a curator accepted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from mutirao.accounts.models import User
from mutirao.action_lines.models import ActionLine, Demand
from mutirao.base import audit, clock
from mutirao.base.languages import interface_language
from mutirao.movement.models import Territory
from mutirao.projects import rules
from mutirao.projects.models import Amount, Project
from mutirao.projects.money import read_amounts, written_amounts
from mutirao.projects.slugs import free_slug
from mutirao.projects.states import Act, AmountKind

TEXTS = ("topic", "scope", "note")
PLAIN = (
    *("title", "language", "address", "lead_kind", "lead", "programme", "start_date", "end_date", "status"),
    *("status_url", "report_status", "scope_kind"),
)
PREFIX = "amount_"


def present_facts(project: Project) -> Mapping[str, Any]:
    """What the form of a correction is filled with."""
    amounts: dict[str, list[tuple[str, Any]]] = {}
    for each in project.amounts.all():
        amounts.setdefault(each.amount_kind, []).append((each.currency, each.value))
    return {
        **{name: getattr(project, name) for name in PLAIN},
        **{name: getattr(project, name).original for name in TEXTS},
        "territories": "; ".join(sorted(each.slug for each in project.shown_territories)),
        "action_lines": sorted(project.action_lines.values_list("slug", flat=True)),
        "demands": sorted(project.demands.values_list("slug", flat=True)),
        **{
            f"{PREFIX}{kind}": written_amounts(amounts.get(kind, []))
            for kind in AmountKind
            if kind not in {AmountKind.TOTAL, AmountKind.POOL}
        },
    }


@transaction.atomic
def write_suggested(*, subject: Project | None, values: dict[str, Any], source_address: str, by: User) -> Project:
    """List a project or correct one. What a file said of it before does not come back."""
    rules.is_curator(by).or_refuse()
    project = subject or Project(slug=free_slug(Project, slugify(values["title"]) or "project"))
    for name in PLAIN:
        setattr(project, name, values[name])
    for name in TEXTS:
        setattr(project, name, getattr(project, name).with_original(values[name], language=interface_language()))
    project.corrected_at = clock.now()
    if subject is not None:
        project.version += 1
    project.save()
    project.territories.set(Territory.objects.filter(slug__in=values["territories"].split("; ")))
    project.action_lines.set(ActionLine.objects.filter(slug__in=values["action_lines"]))
    project.demands.set(Demand.objects.filter(slug__in=values["demands"]))
    _write_amounts(project, values, source_address or project.address)
    act = Act.PROJECT_LISTED if subject is None else Act.PROJECT_CORRECTED
    audit.record(subject=project.reference, action=act, by=by, facts={"source": source_address})
    return project


def _write_amounts(project: Project, values: dict[str, Any], source_url: str) -> None:
    """Amounts that did not change keep the page that stated them."""
    stated = {
        (name.removeprefix(PREFIX), currency): value
        for name, written in values.items()
        if name.startswith(PREFIX)
        for currency, value in read_amounts(written).items()
    }
    kinds = [name.removeprefix(PREFIX) for name in values if name.startswith(PREFIX)]
    for amount in project.amounts.filter(amount_kind__in=kinds):
        if stated.get((amount.amount_kind, amount.currency)) == amount.value:
            del stated[(amount.amount_kind, amount.currency)]
        else:
            amount.delete()
    Amount.objects.bulk_create(
        Amount(project=project, amount_kind=kind, currency=currency, value=value, source_url=source_url)
        for (kind, currency), value in stated.items()
    )
