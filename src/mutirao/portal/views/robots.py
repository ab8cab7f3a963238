"""For programs that read the whole site: what they may, and where to find it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from mutirao.accounts.addresses import absolute, contact_address
from mutirao.base import clock
from mutirao.portal import sitemap

MOST_PAGES = 10_000
XML = "application/xml; charset=utf-8"
# Own pages, forms, and lists of people: whoever is named here did not ask to be found by a search for their name.
PRIVATE = (
    "/me/",
    "/action-lines/people/",
    "/action-lines/sign-up",
    "/action-lines/claim/",
    "/discussion/endorse/",
    "/translate/",
)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """A demonstration and somebody's own machine are to be read by nobody's program."""
    is_for_the_world = not settings.LOCAL and not settings.MUTIRAO["DEMONSTRATION"]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in (PRIVATE if is_for_the_world else ("/",)))]
    lines += ["", f"Sitemap: {absolute(reverse('portal:sitemap'))}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """RFC 9116: whom to tell about a weakness. It has to say until when it holds: read it again within the month."""
    contact = contact_address()
    if not contact:
        raise Http404
    until = (clock.now() + timedelta(days=30)).strftime("%Y-%m-%dT00:00:00Z")
    lines = [f"Contact: {contact}", f"Expires: {until}", "Preferred-Languages: en"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The pages of the sitemap."""
    pages = [reverse("portal:sitemap_lists")]
    pages += [reverse("portal:sitemap_page", args=page) for page in sitemap.pages_of_sections()]
    return render(request, "portal/sitemap_index.xml", {"addresses": map(absolute, pages)}, content_type=XML)


@require_safe
def lists(request: HttpRequest) -> HttpResponse:
    return _listed(request, sitemap.addresses_of_lists())


@require_safe
def page(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    section = sitemap.section_named(kind)
    if section is None or not 0 < number < MOST_PAGES:
        raise Http404
    found = sitemap.addresses_of(section, number)
    # The first page of an empty section stands in the index all the same.
    if not found and number > 1:
        raise Http404
    return _listed(request, found)


def _listed(request: HttpRequest, paths: Iterable[str]) -> HttpResponse:
    context = {"addresses": map(absolute, paths), "languages": [code for code, _name in settings.LANGUAGES]}
    return render(request, "portal/sitemap.xml", context, content_type=XML)
