"""What is missing about communities and the people they serve, and can be mended in minutes."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mutirao.action_lines.gaps import Details, Gap, register_gaps, shown
from mutirao.movement.queries import declared, public
from mutirao.movement.states import Project

N_LARGEST = 100


def communities_without_territory() -> Iterator[Gap]:
    """The largest open Wikipedias that have not said where their people live; one query.

    The other wikis of a language have much the same people: asking each of them would bury every other task.
    """
    territories = declared().filter(community=OuterRef("pk"), territory__isnull=False)
    rows = public().filter(
        active_editors__isnull=False,
        wiki__is_open=True,
        wiki__project=Project.WIKIPEDIA,
        wiki__language__isnull=False,
    )
    largest = rows.filter(~Exists(territories)).order_by("-active_editors", "slug")[:N_LARGEST]
    for community in largest.select_related("wiki__language"):
        language = community.wiki.language if community.wiki else None
        yield Gap(
            subject=community.reference,
            address=reverse("movement:declare", args=[community.slug, "territory"]),
            minutes=10,
            details={"community": community.name.as_json()},
            skill="sourcing",
            language=language.slug if language else "",
            action_line="global-approach",
        )


def _title(details: Details) -> object:
    return gettext("Say where it works: %(community)s") % {"community": shown(details, "community")}


def _steps(details: Details) -> object:
    return _(
        "Ask in the community where its people live, or find a page that says it. Then propose each territory, with "
        "the address of that page; somebody who knows the community looks first. Leave a territory out if naming it "
        "could put people at risk."
    )


def register() -> None:
    register_gaps(
        "community_without_territory",
        label=_("communities that have not said where they work"),
        title=_title,
        steps=_steps,
        find=communities_without_territory,
    )
