"""What a person has set for a database; every change is kept, the last one of a name counts."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Connection, func, insert, select

from dragoman.resolve.happenings import allowed, checked
from dragoman.store import keys
from dragoman.store.tables import settings


def current(connection: Connection) -> dict[str, str]:
    """Name → value, where one is set."""
    latest = select(func.max(settings.c.key)).group_by(settings.c.name)
    found = select(settings.c.name, settings.c.value).where(settings.c.key.in_(latest), settings.c.value.is_not(None))
    return {row.name: row.value for row in connection.execute(found)}


def put(connection: Connection, name: str, value: str | None) -> None:
    """Set something; without a value it is as if it had never been set.

    Raises DragomanError if there is no such setting or it cannot have this value.
    """
    checked({name: allowed()[name][0] if value is None and name in allowed() else value or ""})
    made = datetime.now(UTC).isoformat(timespec="seconds")
    key = next(keys.following(connection, settings))
    connection.execute(insert(settings).values(key=key, name=name, value=value, made=made))


def fusing(connection: Connection) -> dict[str, str]:
    """The rules that are set for the fields of happenings."""
    return {name: value for name, value in current(connection).items() if name in allowed()}
