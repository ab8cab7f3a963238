"""The inbox as an Atom feed and what comes as a calendar, at addresses that only their owner knows."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mutirao.accounts import queries
from mutirao.accounts.addresses import absolute
from mutirao.accounts.calendar import calendar_entries, icalendar_file
from mutirao.accounts.models import User

NOTICES_IN_FEED = 50


@never_cache
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    person = _owner(token)
    with translation.override(person.language or settings.LANGUAGE_CODE):
        atom = Atom1Feed(
            title=_("What waits for you at Mutirão"),
            link=absolute("/me/"),
            description="",
            language=translation.get_language(),
            feed_url=absolute(request.path),
        )
        for notice in queries.notices_of(person)[:NOTICES_IN_FEED]:
            atom.add_item(
                title=str(notice.text),
                link=absolute(notice.address or "/me/"),
                description="",
                unique_id=f"urn:uuid:{notice.public_id}",
                pubdate=notice.created_at,
                updateddate=notice.created_at,
            )
        return _private(HttpResponse(atom.writeString("utf-8"), content_type=atom.content_type))


@never_cache
@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    person = _owner(token)
    with translation.override(person.language or settings.LANGUAGE_CODE):
        file = icalendar_file(calendar_entries(person), name="Mutirão")
        return _private(HttpResponse(file, content_type="text/calendar; charset=utf-8"))


def _owner(token: str) -> User:
    person = queries.person_with_token(token)
    if person is None:
        raise Http404
    return person


def _private(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex"
    # The address is a key: it must not be told to the pages that it links to.
    response["Referrer-Policy"] = "no-referrer"
    return response
