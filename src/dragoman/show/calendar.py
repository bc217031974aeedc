"""Deadlines as a calendar file (iCalendar, RFC 5545), one all-day entry for each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event


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
        event.add("summary", entry.summary)
        event.add("description", entry.description)
        event.add("transp", "TRANSPARENT")  # a deadline does not make anybody busy
        if entry.url:
            event.add("url", entry.url)
        if entry.categories:
            event.add("categories", list(entry.categories))
        file.add_component(event)
    return bytes(file.to_ical())
