"""Who wrote what through a server, in the same transaction as the write itself. Rows are only ever added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, func, insert, select

from dragoman.store import keys
from dragoman.store.roles import Caller
from dragoman.store.serving_tables import audit


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One write."""

    number: int  # counts up
    time: str  # ISO 8601, UTC
    author: str
    role: str
    operation: str
    subject: str  # id of what was made or changed


def add(connection: Connection, by: Caller, operation: str, subject: str) -> None:
    """Note a write."""
    row = {
        "key": next(keys.following(connection, audit)),
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "author": by.name,
        "role": by.role.value,
        "operation": operation,
        "subject": subject,
    }
    connection.execute(insert(audit).values(row))


def count(connection: Connection) -> int:
    """How many there are."""
    return int(connection.execute(select(func.count()).select_from(audit)).scalar_one())


def before(connection: Connection, number: int | None, limit: int) -> Sequence[Written]:
    """The latest writes, or those before one of them, the latest first."""
    question = select(audit).order_by(audit.c.key.desc()).limit(limit)
    if number is not None:
        question = question.where(audit.c.key < number)
    return [
        Written(
            number=row.key,
            time=row.time,
            author=row.author,
            role=row.role,
            operation=row.operation,
            subject=row.subject,
        )
        for row in connection.execute(question)
    ]
