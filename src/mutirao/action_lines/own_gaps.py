"""The gaps that this context can find, and what is said to whoever mends one."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mutirao.accounts.models import RoleGrant
from mutirao.accounts.rules import held
from mutirao.accounts.states import Role
from mutirao.action_lines.gaps import Gap, register_gaps, shown
from mutirao.action_lines.models import ActionLine, Demand, Pin
from mutirao.action_lines.states import DemandState
from mutirao.base.references import Reference
from mutirao.movement.models import Community
from mutirao.movement.queries import public

# At most so many tasks about communities at once: more would hide the others.
COMMUNITIES_LISTED = 100
LINE_OF_COMMUNITIES = "leadership-plan"


def register_own_gaps() -> None:
    register_gaps(
        "demand_without_owner",
        label=_("a demand that nobody has taken on"),
        title=lambda details: gettext("Take on a demand: %(name)s") % {"name": shown(details, "name")},
        steps=lambda details: gettext(
            "Read what the demand asks for and what exists already. Sign up to lead the action line, then choose"
            ' "I take this on" beside the demand. People will ask you about it; you need not do it alone.'
        ),
        find=demands_without_owner,
        asks_to_lead=True,
    )
    register_gaps(
        "line_without_coordinator",
        label=_("an action line that nobody coordinates"),
        title=lambda details: gettext("Become coordinator: %(name)s") % {"name": shown(details, "name")},
        steps=lambda details: gettext(
            "Read the page of the action line. Coordinators reply to people who sign up and help them to begin. Ask"
            " for the role, with a link that shows what you have done; two members or an administrator confirm you."
        ),
        find=lines_without_coordinator,
        asks_to_lead=True,
    )
    register_gaps(
        "community_without_coordinator",
        label=_("a community that somebody added and nobody coordinates"),
        title=lambda details: gettext("Ask to coordinate: %(name)s") % {"name": shown(details, "name")},
        steps=lambda details: gettext(
            "Do you know this community? Coordinators say where it works, and people who want to help find them."
            " Ask for the role, with a link that shows what you have done; two members or an administrator confirm you."
        ),
        find=communities_without_coordinator,
        at_once=COMMUNITIES_LISTED,
        asks_to_lead=True,
    )
    _register_pin_gaps()


def _register_pin_gaps() -> None:
    register_gaps(
        "pin_without_address",
        label=_("a resource, discussion or project without a link"),
        title=lambda details: gettext("Name the source: %(title)s") % {"title": details["title"]},
        steps=lambda details: gettext(
            "It stands on the page of an action line, and we do not know where it can be read. Find its public"
            " page and write the address into your note."
        ),
        find=pins_without_address,
    )


def demands_without_owner() -> Iterator[Gap]:
    for demand in Demand.objects.filter(owner=None).exclude(state=DemandState.MET).select_related("action_line"):
        yield Gap(
            subject=demand.reference,
            address=demand.get_absolute_url(),
            minutes=15,
            details={"name": demand.name.as_json()},
            skill="project-management",
            action_line=demand.action_line.slug,
        )


def lines_without_coordinator() -> Iterator[Gap]:
    for line in ActionLine.objects.exclude(slug__in=_coordinated(ActionLine.kind)):
        yield Gap(
            subject=line.reference,
            address=_ask_to_coordinate(line.reference),
            minutes=10,
            details={"name": line.name.as_json()},
            skill="volunteer-coordination",
            action_line=line.slug,
        )


def communities_without_coordinator() -> Iterator[Gap]:
    """Those that people added, the oldest first. Wikis and affiliates have had people who care for them for years."""
    added = public().filter(edition=None).exclude(slug__in=_coordinated(Community.kind))
    for community in added.order_by("created_at", "pk"):
        yield Gap(
            subject=community.reference,
            address=_ask_to_coordinate(community.reference),
            minutes=10,
            details={"name": community.name.as_json()},
            skill="volunteer-coordination",
            action_line=LINE_OF_COMMUNITIES,
        )


def pins_without_address() -> Iterator[Gap]:
    for pin in Pin.objects.filter(address="").select_related("action_line"):
        yield Gap(
            subject=pin.action_line.reference,
            part=f"{pin.pin_kind}-{pin.external_id}",
            address=pin.action_line.get_absolute_url(),
            minutes=10,
            details={"title": pin.title},
            skill="sourcing",
            action_line=pin.action_line.slug,
        )


def _coordinated(kind: str) -> QuerySet[RoleGrant, str]:
    """Public ids of the subjects of ``kind`` that somebody coordinates today."""
    grants = RoleGrant.objects.filter(held(), role=Role.COORDINATOR, subject_kind=kind)
    return grants.values_list("subject_id", flat=True)


def _ask_to_coordinate(space: Reference) -> str:
    wanted = urlencode({"space": str(space), "role": Role.COORDINATOR.value})
    return f"{reverse('accounts:ask_for_role')}?{wanted}"
