"""Gaps of the library that one person can mend in an hour: dead links, languages that are missing."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mutirao.action_lines.gaps import Gap, register_gaps
from mutirao.action_lines.models import Pin
from mutirao.action_lines.states import PinKind
from mutirao.base.languages import language_name
from mutirao.learning import queries
from mutirao.learning.models import ResourceLanguage
from mutirao.learning.states import LinkState

AT_ONCE = 30
TO_TRANSLATE = [code for code, _name in settings.LANGUAGES if code != "en"]


def register_library_gaps() -> None:
    register_gaps(
        "dead_link",
        label=_("a dead link in the library"),
        title=lambda details: gettext("Find the new address: %(title)s") % {"title": details["title"]},
        steps=lambda details: gettext(
            "Open the link and see whether it is really dead. Look for the page elsewhere or for a copy in a web"
            " archive, then suggest a correction. If it is gone for good, say so in your note."
        ),
        find=dead_links,
        at_once=AT_ONCE,
    )
    register_gaps(
        "moved_link",
        label=_("a link in the library that has moved"),
        title=lambda details: gettext("Confirm the new address: %(title)s") % {"title": details["title"]},
        steps=lambda details: gettext(
            "The old address forwards to a new one. Open it, see whether it is the same resource, and suggest the"
            " new address as a correction."
        ),
        find=moved_links,
        at_once=AT_ONCE,
    )
    register_gaps(
        "resource_language",
        label=_("a recommended resource that is missing in a language"),
        title=lambda details: (
            gettext("Is there a version in %(language)s? %(title)s")
            % {"language": language_name(details["language"]), "title": details["title"]}
        ),
        steps=lambda details: gettext(
            "Look whether somebody has translated it already, and suggest a correction that names the language. If"
            " nobody has, translate a first part where the page allows it."
        ),
        find=missing_languages,
        at_once=AT_ONCE,
    )


def dead_links() -> Iterator[Gap]:
    yield from _links(LinkState.GONE, minutes=15)


def moved_links() -> Iterator[Gap]:
    yield from _links(LinkState.MOVED, minutes=5)


def missing_languages() -> Iterator[Gap]:
    """Of what an action line recommends, in the languages of the interface."""
    pinned = Pin.objects.filter(pin_kind=PinKind.RESOURCE, external_id=OuterRef("short_id"))
    recommended = queries.listed().filter(Exists(pinned)).select_related("action_line").prefetch_related("languages")
    for resource in recommended.order_by("pk"):
        known: list[ResourceLanguage] = list(resource.languages.all())
        there = {each.language for each in known if each.is_useful}
        for language in TO_TRANSLATE if there else []:
            if not any(tag == language or tag.startswith(f"{language}-") for tag in there):
                yield Gap(
                    subject=resource.reference,
                    address=resource.get_absolute_url(),
                    minutes=45,
                    details={"title": resource.title, "language": language},
                    language=language,
                    action_line=resource.action_line.slug if resource.action_line else "",
                )


def _links(state: LinkState, *, minutes: int) -> Iterator[Gap]:
    rows = queries.listed().filter(link_state=state).select_related("action_line").order_by("link_checked_at", "pk")
    for resource in rows:
        yield Gap(
            subject=resource.reference,
            address=reverse("discussion:correct", args=[resource.kind, resource.slug]),
            minutes=minutes,
            details={"title": resource.title},
            action_line=resource.action_line.slug if resource.action_line else "",
        )
