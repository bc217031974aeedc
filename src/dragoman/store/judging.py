"""What people said of pairs of reports, laid over the happenings: worked out from the log whenever a record changes."""

from __future__ import annotations

from sqlalchemy import Connection, or_, select

from dragoman.resolve.happenings.groups import Judgement
from dragoman.store import happenings, revised
from dragoman.store.tables import report_judgements

_AFTER = chr(ord(":") + 1)  # ids of reports of one document lie between "document:" and this


def judge(connection: Connection, document: str, address: str) -> None:
    """Note what holds of the reports of a current article and all others, once its reports are in their happenings."""
    table = report_judgements.c
    of_article = or_(*(column.between(f"{document}:", f"{document}{_AFTER}") for column in (table.one, table.other)))
    noted = {
        (row.one, row.other): Judgement(bool(row.same), row.position)
        for row in connection.execute(select(report_judgements).where(of_article))
    }
    wanted = {
        _pair(":".join(found.one), ":".join(found.other)): Judgement(found.same, int(found.correction[1:]))
        for found in revised.judgements(connection, [address])
        if document in (found.one[0], found.other[0])
    }
    changed = {pair: wanted.get(pair) for pair in noted.keys() | wanted.keys() if noted.get(pair) != wanted.get(pair)}
    if changed:
        happenings.judge(connection, changed)


def _pair(one: str, other: str) -> tuple[str, str]:
    return min(one, other), max(one, other)
