"""Deadlines as a calendar file (iCalendar, RFC 5545), one all-day entry for each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")  # that no text of the format may hold


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One deadline in a calendar."""

    id: str  # the same in every file, so that a calendar updates its entry
    day: date
    summary: str
    description: str
    url: str | None
    categories: tuple[str, ...] = ()


def calendar(entries: Iterable[Entry], *, made: datetime | None = None) -> bytes:
    """A calendar file with these entries; ``made`` is its time stamp, now by default."""
    stamp = made or datetime.now(UTC)
    file = Calendar()
    file.add("prodid", "-//Dragoman//deadlines//EN")
    file.add("version", "2.0")
    file.add("x-wr-calname", "Dragoman: what is due")
    for entry in entries:
        event = Event()
        event.add("uid", f"{entry.id}@dragoman")
        event.add("dtstamp", stamp)
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + timedelta(days=1))  # all-day entries end before this day
        event.add("summary", _legal(entry.summary))
        event.add("description", _legal(entry.description))
        event.add("transp", "TRANSPARENT")  # a deadline does not make anybody busy
        if entry.url:
            event.add("url", entry.url)
        if entry.categories:
            event.add("categories", [_legal(name) for name in entry.categories])
        file.add_component(event)
    return bytes(file.to_ical())


def _legal(text: str) -> str:
    """Text with U+FFFD for control characters (RFC 5545, section 3.1)."""
    return _CONTROL.sub("\ufffd", text)
