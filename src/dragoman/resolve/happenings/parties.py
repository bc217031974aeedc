"""Whether those who take part in two reports are the same, and how surely."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.knowledge.spelling import fold
from dragoman.resolve.happenings.sketches import Party, Sketch

Parties = tuple[Party, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """What those who take part share; `bar` where they cannot be the same."""

    features: tuple[tuple[str, str], ...] = ()  # names of features, and the sides
    bar: str | None = None
    disputed: bool = False  # holds only if time, place and victims agree


def match(a: Sketch, b: Sketch, *, disputed: bool) -> Match:
    """Compare the parties of two reports of one type; `disputed`: sources may name different doers."""
    if a.behaves == "meeting" or a.mutual or _both_do_it(a) or _both_do_it(b):
        return _together(a, b)
    actor, recipient = _grade(a.actors, b.actors), _grade(a.recipients, b.recipients)
    weak = ("unnamed", "country")
    if actor is not None and recipient is not None:
        features = _as_features(actor, recipient, a, b)
        if actor == recipient == "unnamed":
            return Match(features, disputed=True) if disputed else Match(bar="neither side is named in both")
        if actor in weak and recipient in weak and "unnamed" in (actor, recipient) and not (a.place and b.place):
            return Match(bar="neither side is surely the same")
        return Match(features)
    if not disputed:
        return Match(bar=f"{_named(a)} is not {_named(b)}")
    crossed = _grade(a.actors, b.recipients), _grade(a.recipients, b.actors)
    if all(grade in ("actor", "side") for grade in crossed):
        features = (("roles-reversed", f"{_named(a)}; {_named(b)}"), ("same-side", ""), ("same-recipient-side", ""))
        return Match(features, disputed=True)
    if actor is None and recipient is not None:
        doers = f"{_listed(a.actors)} or {_listed(b.actors)}"
        return Match((("other-doer", doers), _feature("recipient", recipient, a.recipients)), disputed=True)
    return Match(bar=f"{_named(a)} is not {_named(b)}")


def sides(parties: Iterable[Party]) -> set[str]:
    """The sides of those named."""
    return {party.side for party in parties}


def _both_do_it(report: Sketch) -> bool:
    """Whether several sides do it to each other."""
    return not report.recipients and len(sides(report.actors)) > 1


def _together(a: Sketch, b: Sketch) -> Match:
    """The same sides, in whatever roles; no side of a meeting is spoken for by others."""
    ours, theirs = sides(a.parties), sides(b.parties)
    shared = ours & theirs
    few = min(len(ours), len(theirs))
    if not shared or len(shared) < min(2, few) or 2 * len(shared) < few:
        return Match(bar=f"{_named(a)} is not {_named(b)}")
    if shared not in (ours, theirs) and 2 * len(shared) < max(len(ours), len(theirs)):
        return Match(bar=f"{_named(a)} is not {_named(b)}")
    people = False
    for side in shared:
        one, other = _people(a, side), _people(b, side)
        if one and other:
            if not one & other and a.behaves == "meeting":
                return Match(bar=f"{_listed_names(a, one)} is not {_listed_names(b, other)}")
            people = people or bool(one & other)
    told = ", ".join(sorted(shared))
    features = [("same-side", told)]
    features += [("same-recipient-side", "")] if len(shared) > 1 else [("unnamed-side", "")]
    features += [("same-persons", _common(a, b))] if people else []
    return Match(tuple(features))


def _grade(ours: Parties, theirs: Parties) -> str | None:
    """How surely two lists of parties share somebody; None if they cannot, "unnamed" where one names nobody."""
    if not ours or not theirs:
        return "unnamed"
    pairs = [(p, q) for p in ours for q in theirs if not _are_others(p, q)]
    named = [(p, q) for p, q in pairs if not p.unnamed and not q.unnamed]
    if any(p.id == q.id for p, q in named):
        return "actor"
    if any(p.side == q.side for p, q in named):
        return "side"
    if any(p.country and p.country == q.country for p, q in pairs):
        return "country"
    countries = {party.country for party in (*ours, *theirs)}
    return "unnamed" if "" in countries and any(party.unnamed for party in (*ours, *theirs)) else None


def _are_others(one: Party, other: Party) -> bool:
    """Whether two are surely two people: not one with a title and one without, not one whose first name is left out."""
    if not (one.person and other.person) or one.id == other.id:
        return False
    return fold(one.name).split()[-1:] != fold(other.name).split()[-1:]


def _as_features(actor: str, recipient: str, a: Sketch, b: Sketch) -> tuple[tuple[str, str], ...]:
    found = [_feature("actor", actor, _shared(a.actors, b.actors))]
    if a.recipients or b.recipients:
        found.append(_feature("recipient", recipient, _shared(a.recipients, b.recipients)))
    return tuple(found)


def _feature(role: str, grade: str, parties: Parties) -> tuple[str, str]:
    told = _listed(parties)
    if grade == "unnamed":
        return "unnamed-side", ""
    if role == "actor":
        return f"same-{grade}", told
    return ("same-recipient" if grade == "actor" else f"same-recipient-{grade}"), told


def _shared(ours: Parties, theirs: Parties) -> Parties:
    known = {party.id for party in theirs} | sides(theirs)
    return tuple(party for party in ours if party.id in known or party.side in known)


def _people(report: Sketch, side: str) -> set[str]:
    return {party.id for party in report.parties if party.person and party.side == side}


def _common(a: Sketch, b: Sketch) -> str:
    ids = {party.id for party in b.parties}
    return ", ".join(sorted({party.name for party in a.parties if party.person and party.id in ids}))


def _listed(parties: Parties) -> str:
    return ", ".join(dict.fromkeys(party.name for party in parties))


def _listed_names(report: Sketch, ids: set[str]) -> str:
    return _listed(tuple(party for party in report.parties if party.id in ids))


def _named(report: Sketch) -> str:
    doers, others = _listed(report.actors) or "somebody", _listed(report.recipients)
    return f"{doers} to {others}" if others else doers
