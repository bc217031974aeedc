"""Agreements over the store: each once, whatever and however many articles tell it.

The same entry of the knowledge base makes one agreement of two tellings; so does the same name with a party in common,
and the same day with the same parties. What was only described ("the ceasefire") is the same where its parties are and
the reports are of the same weeks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from dragoman.query import claims, rows
from dragoman.query.claims import StoredClaim
from dragoman.query.columns import PLACE, AnyRow, Location, Parties, Party, given, identity, location, words
from dragoman.query.conditions import Where
from dragoman.query.filters import KNOWN, Filter
from dragoman.query.names import has_words, is_id
from dragoman.query.pages import Page, batches
from dragoman.query.rows import Kind, StoredCommitment
from dragoman.store import Store, tables
from dragoman.store.days import days
from dragoman.store.folding import fold

_WEEKS_TOLD = 60  # days between two reports of one agreement that has no name


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldAgreement:
    """An agreement as one article tells it."""

    id: str  # document id, colon, the agreement's id in its record
    name: str
    kind: str
    entry: str | None  # in the knowledge base
    party: tuple[Party, ...]
    mediator: tuple[Party, ...]
    date: str | None
    place: Location | None
    status: str | None
    words: str  # all that refers to it
    title: str | None
    source: str | None
    published: str | None
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredAgreement:
    """One agreement, from every article that tells it."""

    id: str  # of its first telling
    name: str
    kind: str
    entry: str | None
    party: tuple[Party, ...]
    mediator: tuple[Party, ...]
    date: str | None
    place: Location | None
    status: str | None  # the latest that an article says of it
    status_by: str | None  # id of that telling
    status_source: str | None  # whose article it is
    status_published: str | None
    tellings: tuple[ToldAgreement, ...]  # the earliest first


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementInFull:
    """One agreement with what is owed under it, and what is said of that."""

    agreement: StoredAgreement
    commitments: tuple[StoredCommitment, ...]
    claims: tuple[StoredClaim, ...]


def agreements(
    store: Store, wanted: Filter, limit: int | None = None, name: str | None = None
) -> Page[StoredAgreement]:
    """Agreements that fit, the latest first, those without a date at the end.

    ``wanted.actor`` is a party. ``name``: an id of a telling, an entry of the knowledge base, or words of a name.
    """
    found = [group for _, group in _groups(store, wanted, name)]
    if wanted.status:
        found = [one for one in found if one.status in wanted.status]
    dated = [one for one in found if _is_within(one.date, wanted)]
    undated = sum(one.date is None for one in found) if wanted.since or wanted.until else 0
    dated.sort(key=lambda one: (_first_day(one.date), one.tellings[-1].published or ""), reverse=True)
    return Page(total=len(dated), undated=undated, rows=iter(dated[:limit]))


def agreement_in_full(store: Store, name: str) -> list[AgreementInFull]:
    """Every agreement of this id or name, with all that is owed under it."""
    with store.reading() as connection:
        return [_in_full(store, connection, keys, agreement) for keys, agreement in _groups(store, Filter(), name)]


def _in_full(store: Store, connection: Connection, keys: list[int], agreement: StoredAgreement) -> AgreementInFull:
    own = tables.commitments.c
    owed = connection.execute(select(own.key).where(own.agreement.in_(keys)).order_by(own.key)).scalars().all()
    duties = [duty for some in batches(owed) for duty in rows.COMMITMENT.fetch(connection, some)]
    said = {claim.id: claim for row, duty in duties for claim in claims.of_commitment(store, row.key, duty.action)}
    return AgreementInFull(
        agreement=agreement, commitments=tuple(duty for _, duty in duties), claims=tuple(said.values())
    )


def _groups(store: Store, wanted: Filter, name: str | None) -> list[tuple[list[int], StoredAgreement]]:
    """Every agreement of which a telling fits, with the keys of all its tellings."""
    where = Where(
        replace(wanted, status=(), since=None, until=None),
        "agreement",
        KNOWN["agreement"],
        actor="party",
        recipient="mediator",
    )
    condition = where.dated() if name is None else and_(where.dated(), _named(name))
    with store.reading() as connection:
        fitting = set(connection.execute(select(tables.agreements.c.key).where(condition)).scalars())
        groups = _joined(_told(connection, _with_kin(connection, fitting)))
    return [
        ([key for key, _ in group], _agreement([told for _, told in group]))
        for group in groups
        if not fitting.isdisjoint(key for key, _ in group)
    ]


def _named(name: str) -> ColumnElement[bool]:
    """Agreements of this entry of the knowledge base, this id, or with these words in their name."""
    main = tables.agreements.alias()
    told = select(main.c.key).join(tables.documents, tables.documents.c.key == main.c.document)
    own = tables.agreements.c
    return or_(is_id(own.entry, name), own.key.in_(told.where(identity(main) == name)), has_words(own.folded, name))


def _with_kin(connection: Connection, keys: set[int]) -> set[int]:
    """The same rows and all that could be tellings of the same: of their entry, their name or their date."""
    found = set(keys)
    one, other = tables.agreements.alias(), tables.agreements.alias()
    for column in ("entry", "folded", "date"):
        kin = select(other.c.key).join_from(one, other, other.c[column] == one.c[column])
        for some in batches(list(keys)):
            found.update(connection.execute(kin.where(one.c.key.in_(some))).scalars())
    return found


def _telling(row: AnyRow, parties: Parties) -> ToldAgreement:
    return ToldAgreement(
        **given(row),
        name=row.name,
        kind=row.kind,
        entry=row.entry,
        party=parties.of(row, "party"),
        mediator=parties.of(row, "mediator"),
        date=row.date,
        place=location(row),
        status=row.status,
        words=words(row, row.content),
    )


_AGREEMENT = Kind(
    tables.agreements,
    rows.of_article(tables.agreements, tables.places, PLACE, "place"),
    tables.agreement_actors,
    _telling,
)


def _told(connection: Connection, keys: Iterable[int]) -> list[tuple[int, ToldAgreement]]:
    return [(row.key, told) for some in batches(sorted(keys)) for row, told in _AGREEMENT.fetch(connection, some)]


_Group = list[tuple[int, ToldAgreement]]
_Mark = tuple[Any, ...]


def _joined(told: Iterable[tuple[int, ToldAgreement]]) -> list[_Group]:
    """Tellings of the same agreement together, the earliest first."""
    groups: dict[int, _Group] = {}  # by the order in which they came to be
    with_mark: dict[_Mark, set[int]] = defaultdict(set)
    for number, (key, telling) in enumerate(sorted(told, key=lambda one: (one[1].published or "", one[0]))):
        near = sorted({group for mark in _marks(telling) for group in with_mark[mark]})
        same = [group for group in near if any(_is_same(other, telling) for _, other in groups[group])]
        groups[number] = [*(entry for group in same for entry in groups.pop(group)), (key, telling)]
        for mark in {mark for _, one in groups[number] for mark in _marks(one)}:
            with_mark[mark] = with_mark[mark].difference(same) | {number}
    return list(groups.values())


def _marks(told: ToldAgreement) -> Iterator[_Mark]:
    """What two tellings have in common, some of it at least, if they are of the same agreement: see ``_is_same``."""
    name = fold(told.name)
    yield "parties", name, _sides(told)
    if told.kind != "described":
        yield "name", name
    if told.entry:
        yield "entry", told.entry
    if told.date:
        yield "date", told.date


def _is_same(one: ToldAgreement, other: ToldAgreement) -> bool:
    if one.entry and other.entry:
        return one.entry == other.entry
    if one.date and other.date and not _meet(one.date, other.date):
        return False
    mine, theirs = _sides(one), _sides(other)
    if one.date and one.date == other.date and len(one.date) > len("2025-09"):
        return len(mine) > 1 and mine == theirs
    if fold(one.name) != fold(other.name):
        return False
    if "described" in (one.kind, other.kind):
        return len(mine) > 1 and mine == theirs and _are_of_one_time(one, other)
    return bool(mine & theirs) or not mine or not theirs


def _sides(told: ToldAgreement) -> frozenset[str]:
    """Parties, states and whoever acts for them by country."""
    states = ("state", "government", "person")
    return frozenset(one.country if one.country and one.kind in states else one.id for one in told.party)


def _meet(one: str, other: str) -> bool:
    mine, theirs = days(one), days(other)
    return mine is None or theirs is None or (mine[0] <= theirs[1] and theirs[0] <= mine[1])


def _are_of_one_time(one: ToldAgreement, other: ToldAgreement) -> bool:
    if one.published is None or other.published is None:
        return False
    apart = date.fromisoformat(_day(one.published)) - date.fromisoformat(_day(other.published))
    return abs(apart.days) <= _WEEKS_TOLD


def _day(published: str) -> str:
    """The first day of a date that may be a month or a year."""
    return f"{published}-01-01"[:10]


def _agreement(tellings: list[ToldAgreement]) -> StoredAgreement:
    """What all tellings together say; the latest article that says how it stands is believed."""
    first = max(tellings, key=lambda one: (one.kind != "described", len(one.name)))
    last = next((one for one in reversed(tellings) if one.status), None)
    dated = sorted((one.date for one in tellings if one.date), key=len, reverse=True)
    sides = _each(one.party for one in tellings)
    taken = {party.id for party in sides}
    return StoredAgreement(
        id=tellings[0].id,
        name=first.name,
        kind=first.kind,
        entry=next((one.entry for one in tellings if one.entry), None),
        party=sides,
        mediator=tuple(m for m in _each(one.mediator for one in tellings) if m.id not in taken),
        date=dated[0] if dated else None,
        place=next((one.place for one in tellings if one.place), None),
        status=last.status if last else None,
        status_by=last.id if last else None,
        status_source=(last.source or last.title or last.address) if last else None,
        status_published=last.published if last else None,
        tellings=tuple(tellings),
    )


def _each(roles: Iterable[tuple[Party, ...]]) -> tuple[Party, ...]:
    found: dict[str, Party] = {}
    for role in roles:
        for party in role:
            found.setdefault(party.id, party)
    return tuple(found.values())


def _first_day(value: str | None) -> int:
    found = days(value) if value else None
    return found[0] if found else 0


def _is_within(value: str | None, wanted: Filter) -> bool:
    """Whether a date is of the time asked for; one that is not known is of none."""
    if not wanted.since and not wanted.until:
        return True
    own = days(value) if value else None
    since, until = (days(edge) if edge else None for edge in (wanted.since, wanted.until))
    return own is not None and (since is None or own[1] >= since[0]) and (until is None or own[0] <= until[1])
