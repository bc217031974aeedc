"""What has been polled and fetched, kept in the database, so that nothing is fetched twice.

Three tables of record: ``feeds`` (when each was polled, and what its server said to ask with next time),
``fetches`` (what became of each address that was ever found) and ``hosts`` (robots.txt and back-off). All
times are seconds since 1970.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import msgspec
from sqlalchemy import Connection, func, insert, or_, select, update

from dragoman.gather.politeness import Robots, host_of
from dragoman.reading.containers.entries import Entry, Index
from dragoman.store import Store
from dragoman.store.keys import following
from dragoman.store.tables import feeds, fetches, hosts

_MANY = 500  # values in one statement


class Status(StrEnum):
    """What became of an address."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"
    REFUSED = "refused"  # by robots.txt, or because its address is private


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A source to poll: one that the user named, or a sitemap that such a one leads to."""

    url: str
    parent: str | None  # the user's source
    etag: str | None
    modified: str | None
    failures: int
    due: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An article to fetch."""

    address: str
    feed: str  # the user's source that named it
    entry: Entry
    tries: int
    due: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """What a poll brought, to be remembered in one go."""

    etag: str | None
    modified: str | None
    due: int  # the next poll
    entries: Collection[Entry] = ()
    indexes: Collection[Index] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedStatus:
    """How a source does; the sitemaps below it are counted with it."""

    url: str
    polled: str | None  # ISO 8601, UTC
    due: str
    failures: int
    error: str | None
    done: int
    waiting: int
    failed: int


class Memory:
    """The state of a watch, in the store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def know(self, urls: Iterable[str]) -> None:
        """Make a row for each source that has none; it is due at once."""
        with self._store.writing(quiet=True) as connection:
            for url in urls:
                _add_feed(connection, Index(url=url), None)

    def feeds_due(
        self, sources: Collection[str], now: float, busy: Collection[str], besides: Collection[str], limit: int
    ) -> list[Feed]:
        """Sources to poll now but for some, at most one of a host, with the sitemaps found below them."""
        table, resting = feeds, select(hosts.c.host).where(hosts.c.until > now)
        own = or_(table.c.url.in_(sources), table.c.parent.in_(sources))
        query = (
            select(table)
            .where(
                own,
                table.c.url.not_in(besides),
                table.c.due <= now,
                table.c.host.not_in(busy),
                table.c.host.not_in(resting),
            )
            .order_by(table.c.due, table.c.url)
        )
        found: dict[str, Feed] = {}
        with self._store.reading() as connection:
            for row in connection.execute(query):
                if len(found) < limit:
                    found.setdefault(row.host, _feed(row))
        return list(found.values())

    def articles_due(self, now: float, busy: Collection[str], limit: int) -> list[Waiting]:
        """Articles to fetch now, the one that was found first of each host."""
        table, resting = fetches, select(hosts.c.host).where(hosts.c.until > now)
        first = (
            select(func.min(table.c.key).label("key"))
            .where(table.c.status == Status.WAITING, table.c.due <= now)
            .where(table.c.host.not_in(busy), table.c.host.not_in(resting))
            .group_by(table.c.host)
            .order_by(func.min(table.c.key))
            .limit(limit)
        )
        query = select(table).where(table.c.key.in_(first)).order_by(table.c.key)
        with self._store.reading() as connection:
            return [
                Waiting(
                    address=row.address,
                    feed=row.feed,
                    entry=msgspec.json.decode(row.entry, type=Entry),
                    tries=row.tries,
                    due=row.due,
                )
                for row in connection.execute(query)
            ]

    def polled(self, feed: Feed, found: Polled, now: float) -> int:
        """Remember a poll and what it brought, all or nothing; the number of articles to fetch for it."""
        root, new = feed.parent or feed.url, 0
        with self._store.writing(quiet=True) as connection:
            for index in found.indexes:
                _add_feed(connection, index, root)
            entries = list({entry.url: entry for entry in found.entries}.values())
            keys = following(connection, fetches)
            for start in range(0, len(entries), _MANY):
                some = entries[start : start + _MANY]
                new += _add_fetches(connection, keys, root, some, int(now))
            said: dict[str, Any] = {"etag": found.etag, "modified": found.modified, "due": found.due}
            fine = {"polled": int(now), "failures": 0, "error": None}
            connection.execute(update(feeds).where(feeds.c.url == feed.url).values(**said, **fine))
        return new

    def poll_failed(self, feed: Feed, error: str, due: float, now: float) -> None:
        """Remember that a source could not be polled."""
        values = {"failures": feed.failures + 1, "error": error, "due": int(due), "polled": int(now)}
        with self._store.writing(quiet=True) as connection:
            connection.execute(update(feeds).where(feeds.c.url == feed.url).values(**values))

    def done(self, address: str, document: str, now: float, note: str | None = None) -> None:
        """Remember that an article is stored; ``note`` says what was odd about it."""
        self._finish(address, Status.DONE, now, document=document, error=note)

    def failed(self, address: str, status: Status, error: str, now: float) -> None:
        """Remember that an article is not to be had."""
        self._finish(address, status, now, error=error)

    def _finish(self, address: str, status: Status, now: float, **more: Any) -> None:
        values = {"status": status, "fetched": int(now), "entry": None, "tries": fetches.c.tries + 1, **more}
        with self._store.writing(quiet=True) as connection:
            connection.execute(update(fetches).where(fetches.c.address == address).values(**values))

    def again(self, address: str, error: str, due: float) -> None:
        """Remember to try an article again, and why."""
        values = {"tries": fetches.c.tries + 1, "error": error, "due": int(due)}
        with self._store.writing(quiet=True) as connection:
            connection.execute(update(fetches).where(fetches.c.address == address).values(**values))

    def robots(self, host: str) -> Robots | None:
        """The robots.txt of a host, if we have it, however old."""
        with self._store.reading() as connection:
            row = connection.execute(
                select(hosts.c.robots, hosts.c.robots_fetched).where(hosts.c.host == host)
            ).one_or_none()
        return Robots(row.robots, row.robots_fetched) if row and row.robots is not None else None

    def keep_robots(self, host: str, robots: Robots) -> None:
        """Remember a host's robots.txt."""
        self._host(host, robots=robots.text, robots_fetched=int(robots.fetched))

    def host_failures(self, host: str) -> int:
        """How often in a row a host has asked for rest or has not answered."""
        with self._store.reading() as connection:
            return connection.execute(select(hosts.c.failures).where(hosts.c.host == host)).scalar() or 0

    def rest(self, host: str, failures: int, until: float) -> None:
        """Remember to leave a host alone for a while."""
        self._host(host, failures=failures, until=int(until))

    def _host(self, host: str, **values: Any) -> None:
        with self._store.writing(quiet=True) as connection:
            if connection.execute(update(hosts).where(hosts.c.host == host).values(**values)).rowcount == 0:
                connection.execute(insert(hosts).values(host=host, **({"failures": 0, "until": 0} | values)))

    def next_due(self, sources: Collection[str]) -> int | None:
        """When there will be something to do, as far as is known now; None if never."""
        own = or_(feeds.c.url.in_(sources), feeds.c.parent.in_(sources))
        with self._store.reading() as connection:
            feed = connection.execute(select(func.min(feeds.c.due)).where(own)).scalar()
            waiting = select(func.min(fetches.c.due)).where(fetches.c.status == Status.WAITING)
            times = [time for time in (feed, connection.execute(waiting).scalar()) if time is not None]
        return min(times, default=None)

    def status(self) -> list[FeedStatus]:
        """How each source does, by address."""
        counts: dict[tuple[str, str], int] = {}
        with self._store.reading() as connection:
            query = select(fetches.c.feed, fetches.c.status, func.count()).group_by(fetches.c.feed, fetches.c.status)
            for feed, status, count in connection.execute(query):
                counts[feed, status] = count
            rows = connection.execute(select(feeds).order_by(feeds.c.url)).all()
        below: dict[str, list[Any]] = {}
        for row in rows:
            below.setdefault(row.parent or row.url, []).append(row)
        return [
            FeedStatus(
                url=row.url,
                polled=_time(row.polled) if row.polled else None,
                due=_time(min(other.due for other in below[row.url])),
                failures=max(other.failures for other in below[row.url]),
                error=next((other.error for other in below[row.url] if other.error), None),
                done=counts.get((row.url, Status.DONE), 0),
                waiting=counts.get((row.url, Status.WAITING), 0),
                failed=counts.get((row.url, Status.FAILED), 0) + counts.get((row.url, Status.REFUSED), 0),
            )
            for row in rows
            if row.parent is None
        ]


def _time(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


def _feed(row: Any) -> Feed:
    said = {"etag": row.etag, "modified": row.modified}
    return Feed(url=row.url, parent=row.parent, **said, failures=row.failures, due=row.due)


def _add_feed(connection: Connection, index: Index, parent: str | None) -> None:
    """A new source, due at once; one that says it has changed is due again."""
    known = connection.execute(select(feeds.c.updated).where(feeds.c.url == index.url)).one_or_none()
    if known is None:
        values = {"host": host_of(index.url), "parent": parent, "updated": index.updated, "due": 0, "failures": 0}
        connection.execute(insert(feeds).values(url=index.url, **values))
    elif index.updated is not None and index.updated != known.updated:
        connection.execute(update(feeds).where(feeds.c.url == index.url).values(updated=index.updated, due=0))


def _add_fetches(connection: Connection, keys: Iterator[int], feed: str, entries: list[Entry], now: int) -> int:
    """Articles to fetch, and how many there are: new ones, and those that say they have changed since."""
    query = select(fetches.c.address, fetches.c.updated)
    found = connection.execute(query.where(fetches.c.address.in_([entry.url for entry in entries])))
    known = {row.address: row.updated for row in found}
    new, changed = [], 0
    for entry in entries:
        updated = entry.updated
        waiting: dict[str, Any] = {"status": Status.WAITING, "updated": updated, "due": now, "tries": 0}
        waiting["entry"] = msgspec.json.encode(entry)
        if entry.url not in known:
            place = {"address": entry.url, "host": host_of(entry.url), "feed": feed, "found": now}
            new.append({"key": next(keys), **place, **waiting})
        elif updated is not None and updated != known[entry.url]:
            connection.execute(update(fetches).where(fetches.c.address == entry.url).values(**waiting))
            changed += 1
    if new:
        connection.execute(insert(fetches), new)
    return len(new) + changed
