"""Which entries of two codings of one article are the same entry: those that were read from the same words.

The ids of entries are given anew whenever an article is coded, and play no part.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from dragoman.model.agreements import Agreement, Claim, Commitment
from dragoman.model.events import Event
from dragoman.model.statements import Position, Statement
from dragoman.model.text import Evidence
from dragoman.resolve.assignment import assign

Entry = Event | Statement | Position | Agreement | Commitment | Claim
E = TypeVar("E", bound=Entry)

#: The fields of a record that hold entries, by what one of them is called.
PARTS = {
    "event": "events",
    "statement": "statements",
    "position": "positions",
    "agreement": "agreements",
    "commitment": "commitments",
    "claim": "claims",
}

#: Fields that say who takes part, whatever the entry.
_ROLES = ("actor", "recipient", "speaker", "holder", "parties", "debtor", "beneficiary", "claimant")
_SAME_TYPE = 0.25  # beside the share of words in common, at most 1
_SAME_SIDES = 0.1


def words_of(entry: Entry) -> tuple[Evidence, ...]:
    """The words an entry was read from; of a position those that name its topic, for a statement may take several."""
    match entry:
        case Event():
            return entry.triggers
        case Statement():
            return entry.content
        case Position():
            return entry.topic.evidence or entry.content
        case Agreement():
            return entry.mentions or entry.name.evidence
        case Commitment():
            return (entry.action,)
        case Claim():
            return (entry.deed,)


def type_of(entry: Entry) -> str:
    """What kind of event, statement ... an entry is; nothing for a commitment."""
    match entry:
        case Event():
            return entry.type.value
        case Statement() | Agreement():
            return entry.kind
        case Position():
            return entry.topic.value
        case Claim():
            return entry.status.value
        case Commitment():
            return ""


def sides_of(entry: Entry) -> frozenset[tuple[str, str]]:
    """Who takes part, by role."""
    return frozenset(
        (role, filled.value) for role in _ROLES for filled in _listed(getattr(entry, role, ())) if filled is not None
    )


def paired(old: Sequence[E], new: Sequence[E]) -> list[tuple[E | None, E | None]]:
    """Every entry of both codings, once: beside its counterpart, or beside None; in the order of the text.

    Counterparts share words. Of all ways to pair one with one, that with the greatest worth is taken: the share
    of characters in common (Dice), then the same type, then the same sides.
    """
    partner: dict[int, int] = {}
    for lefts, rights in _overlapping(old, new):
        found = assign([old[i] for i in lefts], [new[j] for j in rights], _worth)
        partner |= {lefts[i]: rights[j] for i, j in found.items()}
    taken = set(partner.values())
    pairs: list[tuple[E | None, E | None]] = [
        (one, new[partner[i]] if i in partner else None) for i, one in enumerate(old)
    ]
    pairs += [(None, other) for j, other in enumerate(new) if j not in taken]
    return sorted(pairs, key=lambda pair: _begin(pair[0] or pair[1]))


def _overlapping(old: Sequence[E], new: Sequence[E]) -> Iterator[tuple[list[int], list[int]]]:
    """Positions of entries that hang together by shared words, group by group, so that each pairing stays small."""
    spans = [(part.start, part.end, 0, i) for i, one in enumerate(old) for part in words_of(one)]
    spans += [(part.start, part.end, 1, j) for j, one in enumerate(new) for part in words_of(one)]
    group: dict[tuple[int, int], set[tuple[int, int]]] = {}
    reach, current = -1, set[tuple[int, int]]()
    for start, end, side, position in sorted(spans):
        if start >= reach:
            current = set()
        reach = max(reach, end)
        known = group.get((side, position), current)
        if known is not current:  # an entry of several passages joins what stands at all of them
            known |= current
            group |= dict.fromkeys(current, known)
            current = known
        current.add((side, position))
        group[side, position] = current
    yield [i for i, one in enumerate(old) if not words_of(one)], [j for j, one in enumerate(new) if not words_of(one)]
    for members in {id(one): one for one in group.values()}.values():
        yield [i for side, i in sorted(members) if side == 0], [j for side, j in sorted(members) if side == 1]


def _worth(one: Entry, other: Entry) -> float:
    share = _shared(words_of(one), words_of(other))
    if share == 0:
        return 0
    sides, others = sides_of(one), sides_of(other)
    same = len(sides & others) / len(sides | others) if sides | others else 1.0
    return share + _SAME_TYPE * (type_of(one) == type_of(other)) + _SAME_SIDES * same


def _shared(one: Sequence[Evidence], other: Sequence[Evidence]) -> float:
    """The share of characters in common, 0 to 1; what has no words at all may only be the same as its like."""
    if not one and not other:
        return 1.0
    mine, theirs = ({place for part in words for place in range(part.start, part.end)} for words in (one, other))
    return 2 * len(mine & theirs) / ((len(mine) + len(theirs)) or 1)


def _begin(entry: Entry | None) -> tuple[int, int]:
    assert entry is not None
    return min(((part.start, part.end) for part in words_of(entry)), default=(0, 0))


def _listed(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)
