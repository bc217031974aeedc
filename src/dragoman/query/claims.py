"""What later reports say of a commitment: kept, broken, put off, disputed.

A claim is linked to a commitment by stated rules, which every linked claim names. The program does not
decide who is right.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.query.columns import ARTICLE, Party, given, parties, parties_column, words
from dragoman.store import Store
from dragoman.store.tables import ROLES
from dragoman.store.folding import fold

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


_CLAIM = f"""
SELECT {ARTICLE}, main.status, main.deadline, main.date, main.content, agreements.name AS agreement,
    {parties_column("claim", "claimant")}, {parties_column("claim", "debtor")}
FROM claims AS main JOIN documents ON documents.key = main.document
    LEFT JOIN agreements ON agreements.key = main.agreement WHERE main.key = ?
"""

_DEBTOR = ROLES.index("debtor")

# Debtors are the same actor, or stand for the same state.
_SAME_DEBTOR = f"""
EXISTS (SELECT 1 FROM commitment_actors AS a JOIN actors AS x ON x.key = a.actor
    JOIN claim_actors AS b ON b.claim = claims.key AND b.role = {_DEBTOR} JOIN actors AS y ON y.key = b.actor
    WHERE a.commitment = commitments.key AND a.role = {_DEBTOR} AND (x.id = y.id OR
        (x.country = y.country AND x.country <> '' AND 'state' IN (x.kind, y.kind))))
"""
_NO_DEBTOR = f"NOT EXISTS (SELECT 1 FROM claim_actors AS b WHERE b.claim = claims.key AND b.role = {_DEBTOR})"

# Claims about the agreement that a commitment is in, under whatever name the base or the article knows it.
_ABOUT_AGREEMENT = f"""
SELECT claims.key, claims.commitment FROM commitments
    JOIN agreements AS own ON own.key = commitments.agreement
    JOIN agreements AS other ON other.entry = own.entry
        OR (other.folded = own.folded AND (own.entry IS NULL OR other.entry IS NULL))
    JOIN claims ON claims.agreement = other.key
WHERE commitments.key = ? AND ({_SAME_DEBTOR} OR {_NO_DEBTOR})
"""
# Claims about deeds of the same debtor; whether it is the same deed, the words must say.
_BY_DEBTOR = f"""
SELECT claims.key FROM commitments JOIN documents AS told ON told.key = commitments.document, claims
    JOIN documents AS later ON later.key = claims.document
WHERE commitments.key = ? AND {_SAME_DEBTOR} AND (later.published IS NULL OR later.published >= told.published)
"""
_NAMES = """
SELECT agreements.content, text FROM commitments JOIN agreements ON agreements.key = commitments.agreement
    JOIN documents ON documents.key = agreements.document WHERE commitments.key = ?
"""


def of_commitment(store: Store, key: int, action: str) -> list[StoredClaim]:
    """Claims about the commitment of a row, the earliest first; ``action`` is the deed owed, in words."""
    cursor = store.connection.cursor()
    cursor.row_factory = sqlite3.Row
    rules: dict[int, str] = {}
    for claim, commitment in store.connection.execute(_ABOUT_AGREEMENT, (key,)):
        if commitment in (None, key):
            rules[claim] = "claim.same-agreement"
    for (claim,) in store.connection.execute("SELECT key FROM claims WHERE commitment = ?", (key,)):
        rules[claim] = "claim.same-article"
    for (claim,) in store.connection.execute(_BY_DEBTOR, (key,)):
        rules.setdefault(claim, "")
    names = _names(cursor, key)
    found: list[StoredClaim] = []
    for claim, rule in rules.items():
        row = cursor.execute(_CLAIM, (claim,)).fetchone()
        if row is not None and (rule := rule or _told_of(words(row), action, names)):
            found.append(_claim(row, rule))
    return sorted(found, key=lambda c: (c.date or c.published or "", c.id))


def _claim(row: sqlite3.Row, rule: str) -> StoredClaim:
    return StoredClaim(
        **given(row),
        status=row["status"],
        claimant=parties(row, "claimant"),
        debtor=parties(row, "debtor"),
        deed=words(row),
        deadline=row["deadline"],
        date=row["date"],
        agreement=row["agreement"],
        rule=rule,
    )


def _names(cursor: sqlite3.Cursor, key: int) -> list[str]:
    """What tells the agreement that a commitment is in from others: its names without the word "agreement"."""
    row = cursor.execute(_NAMES, (key,)).fetchone()
    named = words(row).split(" … ") if row is not None else []
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


def state_of(claims: Iterable[StoredClaim]) -> str:
    """What the claims together come to: the one status they all have, "disputed" where they differ.

    A postponement says nothing of keeping: it counts only where nothing else is claimed.
    """
    statuses = {claim.status for claim in claims}
    kept = statuses - {"postponed"}
    if not kept:
        return "postponed" if statuses else "pending"
    return kept.pop() if len(kept) == 1 else "disputed"
