"""What stands in a person's private calendar: each context registers its entries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from icalendar import Calendar, Event

from mutirao.accounts.addresses import absolute
from mutirao.accounts.models import User
from mutirao.base import clock


@dataclass(frozen=True)
class CalendarEntry:
    """``uid`` stays the same for the same thing; a ``starts`` without a time is a whole day; ``address`` is a path."""

    uid: str
    title: str
    starts: dt.datetime | dt.date
    ends: dt.datetime | dt.date | None = None
    address: str = ""


type Entries = Callable[[User], Iterable[CalendarEntry]]

_entries: dict[str, Entries] = {}


def register_calendar_entries(name: str, entries: Entries) -> None:
    """Called from the owning context's ``AppConfig.ready``; ``entries(person)`` makes at most one query."""
    _entries[name] = entries


def calendar_entries(person: User) -> list[CalendarEntry]:
    """All of the person's entries, the earliest first."""
    found = [entry for name in sorted(_entries) for entry in _entries[name](person)]
    return sorted(found, key=lambda entry: (str(entry.starts), entry.uid))


def icalendar_file(entries: Iterable[CalendarEntry], *, name: str) -> bytes:
    """``entries`` as an iCalendar file (RFC 5545) that shows as ``name``."""
    found = Calendar()
    found.add("prodid", "-//Mutirao//EN")
    found.add("version", "2.0")
    found.add("x-wr-calname", name)
    for entry in entries:
        found.add_component(_event(entry))
    written: bytes = found.to_ical()
    return written


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
