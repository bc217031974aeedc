"""What later reports say of a commitment: kept, broken, put off, disputed.

A claim is linked to a commitment by stated rules, which every linked claim names. The program does not
decide who is right.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from sqlalchemy import ColumnElement, Connection, FromClause, Select, and_, bindparam, exists, or_, select

from dragoman.query.columns import AnyRow, Parties, Party, given, words
from dragoman.query.pages import batches
from dragoman.query.rows import Kind, of_article
from dragoman.store import Store
from dragoman.store.folding import fold
from dragoman.store.tables import (
    KEY,
    ROLES,
    actors,
    agreements,
    claim_actors,
    claims,
    commitment_actors,
    commitments,
    documents,
)

_STEM = 5  # characters by which words of deeds are compared: "released", "releasing", "release"
_SAME = 0.5  # share of the shorter deed's words from which two deeds are the same


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredClaim:
    """One claim of one article about a commitment."""

    id: str
    status: str
    claimant: tuple[Party, ...]  # nobody where the article itself says so
    debtor: tuple[Party, ...]
    deed: str
    deadline: str | None  # the new one of what was put off
    date: str | None
    agreement: str | None
    rule: str  # why it is taken to be about the commitment
    title: str | None
    source: str | None
    published: str | None
    address: str


def _claim(row: AnyRow, parties: Parties) -> StoredClaim:
    return StoredClaim(
        **given(row),
        status=row.status,
        claimant=parties.of(row, "claimant"),
        debtor=parties.of(row, "debtor"),
        deed=words(row, row.content),
        deadline=row.deadline,
        date=row.date,
        agreement=row.agreement_name,
        rule="",
    )


_CLAIM = Kind(
    claims,
    of_article(claims, agreements, [agreements.c.name.label("agreement_name")], "agreement"),
    claim_actors,
    _claim,
)
_DEBTOR = ROLES.index("debtor")


def _same_debtor() -> ColumnElement[bool]:
    """Whether debtors of a commitment and a claim are the same actor, or stand for the same state."""
    a, b = commitment_actors.alias(), claim_actors.alias()
    x, y = actors.alias(), actors.alias()
    of_one_state = and_(x.c.country == y.c.country, x.c.country != "", or_(x.c.kind == "state", y.c.kind == "state"))
    joined = a.join(x, x.c.key == a.c.actor).join(y, or_(x.c.id == y.c.id, of_one_state)).join(b, b.c.actor == y.c.key)
    return (
        exists()
        .select_from(joined)
        .where(a.c.commitment == commitments.c.key, a.c.role == _DEBTOR, b.c.claim == claims.c.key, b.c.role == _DEBTOR)
        .correlate(commitments, claims)
    )


def same_agreement(one: FromClause, other: FromClause) -> ColumnElement[bool]:
    """Whether two tellings are of one agreement, under whatever name the base or the article knows it."""
    unknown = or_(one.c.entry.is_(None), other.c.entry.is_(None))
    return or_(other.c.entry == one.c.entry, and_(other.c.folded == one.c.folded, unknown))


# Building a question takes far longer than its answer, and a ledger asks for every commitment.
_COMMITMENT = bindparam("asked_for", type_=KEY)


@cache
def _about_agreement() -> Select[int, int | None]:
    """Claims about the agreement that a commitment is in, of its debtor or of nobody."""
    own, other, anybody = agreements.alias(), agreements.alias(), claim_actors.alias()
    of_nobody = ~exists().where(anybody.c.claim == claims.c.key, anybody.c.role == _DEBTOR)
    joined = (
        commitments.join(own, own.c.key == commitments.c.agreement)
        .join(other, same_agreement(own, other))
        .join(claims, claims.c.agreement == other.c.key)
    )
    found = select(claims.c.key, claims.c.commitment).select_from(joined)
    return found.where(commitments.c.key == _COMMITMENT, or_(_same_debtor(), of_nobody))


@cache
def _by_debtor() -> Select[int]:
    """Claims about deeds of the same debtor; whether it is the same deed, the words must say."""
    told, later = documents.alias(), documents.alias()
    return select(claims.c.key).where(
        commitments.c.key == _COMMITMENT,
        told.c.key == commitments.c.document,
        later.c.key == claims.c.document,
        or_(later.c.published.is_(None), later.c.published >= told.c.published),
        _same_debtor(),
    )


def of_commitment(store: Store, key: int, action: str) -> list[StoredClaim]:
    """Claims about the commitment of a row, the earliest first; ``action`` is the deed owed, in words."""
    rules: dict[int, str] = {}
    asked = {_COMMITMENT.key: key}
    with store.reading() as connection:
        for claim, commitment in connection.execute(_about_agreement(), asked):
            if commitment in (None, key):
                rules[claim] = "claim.same-agreement"
        for claim in connection.execute(select(claims.c.key).where(claims.c.commitment == key)).scalars():
            rules[claim] = "claim.same-article"
        for claim in connection.execute(_by_debtor(), asked).scalars():
            rules.setdefault(claim, "")
        names = _names(connection, key) if rules else []
        found = [pair for some in batches(list(rules)) for pair in _CLAIM.fetch(connection, some)]
    told = ((claim, rules[row.key] or _told_of(claim.deed, action, names)) for row, claim in found)
    named = (replace(claim, rule=rule) for claim, rule in told if rule)
    return sorted(named, key=lambda c: (c.date or c.published or "", c.id))


def _names(connection: Connection, key: int) -> list[str]:
    """What tells the agreement that a commitment is in from others: its names without the word "agreement"."""
    joined = commitments.join(agreements, agreements.c.key == commitments.c.agreement).join(
        documents, documents.c.key == agreements.c.document
    )
    told = select(agreements.c.content, documents.c.text).select_from(joined).where(commitments.c.key == key)
    row = connection.execute(told).first()
    named = words(row, row.content).split(" … ") if row is not None else []
    return [f" {telling} " for name in named if (telling := fold(name).rpartition(" ")[0])]


def _told_of(deed: str, action: str, names: list[str]) -> str:
    """The rule by which a claim about the same debtor is about a commitment; "" where none holds."""
    if same_deed(deed, action):
        return "claim.same-debtor-and-deed"
    folded = f" {fold(deed)} "
    return "claim.same-debtor-and-agreement" if any(name in folded for name in names) else ""


def same_deed(one: str, other: str) -> bool:
    """Whether two deeds share half of the words of the shorter, and two at least.

    >>> same_deed("failed to release the detained sailors", "release the sailors")
    True
    >>> same_deed("released the report", "release the sailors")
    False
    """
    some, others = _stems(one), _stems(other)
    shared = len(some & others)
    return shared >= 2 and shared >= _SAME * min(len(some), len(others))


def _stems(text: str) -> set[str]:
    """The beginnings of the words that carry meaning; short words hardly do."""
    return {word[:_STEM] for word in fold(text).split() if len(word) > 3 or word.isdigit()}


def state_of(said: Iterable[StoredClaim]) -> str:
    """What the claims together come to: the one status they all have, "disputed" where they differ.

    A postponement says nothing of keeping: it counts only where nothing else is claimed.
    """
    statuses = {claim.status for claim in said}
    kept = statuses - {"postponed"}
    if not kept:
        return "postponed" if statuses else "pending"
    return kept.pop() if len(kept) == 1 else "disputed"
