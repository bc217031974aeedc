"""The ledger: what is due by when, told by however many articles, and what is said of its keeping."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import msgspec
from sqlalchemy import select

from dragoman.query import claims, rows
from dragoman.query.anchors import Settled, settle
from dragoman.query.claims import StoredClaim
from dragoman.query.columns import AnyRow, Party, Term
from dragoman.query.conditions import Where
from dragoman.query.filters import KNOWN, Filter
from dragoman.query.pages import Page, batches
from dragoman.query.rows import StoredCommitment
from dragoman.store import Store
from dragoman.store.days import days
from dragoman.store.packing import unpack_text
from dragoman.store.tables import commitments


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One thing owed, with every article that tells it."""

    id: str  # of the first telling
    deadline: str | None  # ISO, the last day or the month or year it is in
    last_day: str | None
    deadline_words: str | None
    deadline_by: str  # "stated"; or "hangs on", "put off to" or "settled by", and what
    debtor: tuple[Party, ...]
    action: str
    beneficiary: tuple[Party, ...]
    condition: str | None
    agreement: str | None
    status: str  # what the claims come to; "disputed" where they differ
    overdue: bool  # the last day has passed, and nobody says that it was kept
    claims: tuple[StoredClaim, ...]
    tellings: tuple[str, ...]  # ids of all commitments that tell it
    title: str | None
    source: str | None
    published: str | None
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """One telling, and what the store makes of its deadline."""

    row: StoredCommitment
    settled: Settled | None
    claims: tuple[StoredClaim, ...]


def due(
    store: Store,
    wanted: Filter,
    *,
    today: date,
    within: int | None = None,
    overdue: bool = False,
    limit: int | None = None,
) -> Page[Due]:
    """What is owed, the first to fall due first, what has no date at the end.

    ``wanted.party``: who owes, or to whom; ``actor`` and ``recipient`` say which. ``within``: only what falls due in
    so many days from today. ``overdue``: only what should have been done by today, and is not said to have been. The
    same thing told by several articles is one entry: same debtor and last day, and deeds that share half their words.
    """
    entries = [_entry(tellings, today) for tellings in _joined(_told(store, wanted))]
    if within is not None:
        until = (today + timedelta(days=within)).isoformat()
        entries = [e for e in entries if e.last_day is not None and today.isoformat() <= e.last_day <= until]
    if overdue:
        entries = [e for e in entries if e.overdue]
    entries.sort(key=lambda e: (e.last_day is None, e.last_day or "", e.id))
    return Page(total=len(entries), undated=0, rows=iter(entries[:limit]))


def _told(store: Store, wanted: Filter) -> list[_Told]:
    where = Where(wanted, "commitment", KNOWN["due"], actor="debtor", recipient="beneficiary")
    own = commitments.c.key
    with store.reading() as connection:
        keys = connection.execute(select(own).where(where.dated()).order_by(own)).scalars().all()
        return [
            _told_of(store, row, telling)
            for some in batches(keys)
            for row, telling in rows.COMMITMENT.fetch(connection, some)
        ]


def _told_of(store: Store, row: AnyRow, telling: StoredCommitment) -> _Told:
    settled = None
    if telling.deadline is None and row.term is not None:
        settled = settle(store, row.key, msgspec.json.decode(row.term, type=Term), unpack_text(row.text))
    said = tuple(claims.of_commitment(store, row.key, telling.action))
    return _Told(row=telling, settled=settled, claims=said)


def _joined(told: list[_Told]) -> list[list[_Told]]:
    """Tellings of the same thing owed, together; the earliest first."""
    groups: list[list[_Told]] = []
    by_debtor: dict[tuple[frozenset[str], str | None], list[list[_Told]]] = {}
    for telling in sorted(told, key=lambda t: (t.row.published or "", t.row.id)):
        key = frozenset(p.id for p in telling.row.debtor), telling.row.deadline
        near = by_debtor.setdefault(key, [])
        same = next((g for g in near if claims.same_deed(g[0].row.action, telling.row.action)), None)
        if same is not None:
            same.append(telling)
        else:
            near.append([telling])
            groups.append(near[-1])
    return groups


def _entry(tellings: list[_Told], today: date) -> Due:
    first = tellings[0].row
    said = {claim.id: claim for telling in tellings for claim in telling.claims}
    found = tuple(sorted(said.values(), key=lambda c: (c.date or c.published or "", c.id)))
    deadline, by = _deadline(tellings, found)
    covered = days(deadline) if deadline else None
    last_day = date.fromisoformat(str(covered[1])).isoformat() if covered else None
    status = claims.state_of(found)
    if status == "pending" and first.status is not None:
        status = first.status
    return Due(
        id=first.id,
        deadline=deadline,
        last_day=last_day,
        deadline_words=first.deadline_words,
        deadline_by=by,
        debtor=first.debtor,
        action=first.action,
        beneficiary=first.beneficiary,
        condition=first.condition,
        agreement=next((t.row.agreement for t in tellings if t.row.agreement), None),
        status=status,
        overdue=last_day is not None and last_day < today.isoformat() and status != "fulfilled",
        claims=found,
        tellings=tuple(t.row.id for t in tellings),
        title=first.title,
        source=first.source,
        published=first.published,
        address=first.address,
    )


def _deadline(tellings: list[_Told], found: tuple[StoredClaim, ...]) -> tuple[str | None, str]:
    """The date that holds now, and what settled it: a later date claimed, the text, or the event it hangs on."""
    put_off = [claim for claim in found if claim.status == "postponed" and claim.deadline]
    if put_off:
        return put_off[-1].deadline, f"put off to by {put_off[-1].id}"
    stated = next((t.row.deadline for t in tellings if t.row.deadline), None)
    if stated:
        return stated, "stated"
    settled = next((t.settled for t in tellings if t.settled), None)
    if settled:
        return settled.deadline, f"settled by {settled.by}"
    hangs_on = next((t.row.depends_on for t in tellings if t.row.depends_on), None)
    return None, f"hangs on: {hangs_on}" if hangs_on else "none"
