"""The inbox as an Atom feed and what comes as a calendar, at addresses that only their owner knows."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from mutirao.accounts import queries
from mutirao.accounts.addresses import absolute
from mutirao.accounts.calendar import CalendarEntry, calendar_entries
from mutirao.accounts.models import User
from mutirao.base import clock

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
        found = Calendar()
        found.add("prodid", "-//Mutirao//EN")
        found.add("version", "2.0")
        found.add("x-wr-calname", "Mutirão")
        for entry in calendar_entries(person):
            found.add_component(_event(entry))
        return _private(HttpResponse(found.to_ical(), content_type="text/calendar; charset=utf-8"))


def _event(entry: CalendarEntry) -> Event:
    event = Event()
    event.add("uid", f"{entry.uid}@mutirao")
    event.add("dtstamp", clock.now())
    event.add("summary", entry.title)
    event.add("dtstart", entry.starts)
    if entry.ends:
        event.add("dtend", entry.ends)
    if entry.address:
        event.add("url", absolute(entry.address))
    return event


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
