"""The log by itself: which corrections hold, which articles they speak of, what is the same and what is not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from dragoman.model.corrections import Anchor, Correction


def holding(log: Sequence[Correction]) -> tuple[Correction, ...]:
    """The corrections that were not undone, without the undoings themselves."""
    undone = undoings(log)
    return tuple(one for one in log if one.kind != "undo" and one.id not in undone)


def undoings(log: Sequence[Correction]) -> dict[str, str]:
    """For each correction that does not hold, the id of the undoing that took it back and holds itself."""
    undone: dict[str, str] = {}
    for one in reversed(log):
        if one.kind == "undo" and one.undoes is not None and one.id not in undone:
            undone.setdefault(one.undoes, one.id)
    return undone


def addresses(one: Correction) -> tuple[str, ...]:
    """The articles that a correction speaks of, each once."""
    anchors = (*([one.target] if one.target else []), *one.others)
    return tuple(dict.fromkeys(anchor.address for anchor in anchors))


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person says of two reports: that they tell of one deed, or that they do not."""

    correction: str  # its id
    same: bool
    one: tuple[str, str]  # ids of the document and the event; of the two, the smaller one
    other: tuple[str, str]


def judgements(log: Sequence[Correction], found: Callable[[Anchor], tuple[str, str] | None]) -> tuple[Judgement, ...]:
    """What holds of pairs of reports; of two judgements on one pair, the later one.

    ``found`` gives the document and the event that an anchor holds today, or None where it holds none.
    """
    judged: dict[tuple[tuple[str, str], tuple[str, str]], Judgement] = {}
    for one in holding(log):
        if one.kind not in ("merge", "split") or one.target is None:
            continue
        report = found(one.target)
        for other in map(found, one.others):
            if report is not None and other is not None and report != other:
                pair = (min(report, other), max(report, other))
                judged.pop(pair, None)
                judged[pair] = Judgement(one.id, one.kind == "merge", *pair)
    return tuple(judged.values())


def actor_names(log: Sequence[Correction]) -> dict[str, str]:
    """The id that an actor goes by, for each actor who was merged into another."""
    leads: dict[str, str] = {}
    for kept, other in _actor_pairs(log, "merge-actors"):
        joined = {kept, other, leads.get(kept, kept), leads.get(other, other)}
        joined |= {id for id, lead in leads.items() if lead in joined}
        leads |= dict.fromkeys(joined, kept)
    return {id: lead for id, lead in leads.items() if id != lead}


def kept_apart(log: Sequence[Correction]) -> frozenset[tuple[str, str]]:
    """Pairs of ids of actors who are two, the smaller id first."""
    return frozenset((min(pair), max(pair)) for pair in _actor_pairs(log, "keep-apart"))


def _actor_pairs(log: Sequence[Correction], kind: str) -> Iterable[tuple[str, str]]:
    """The pairs that corrections of this kind name, unless a later one says the opposite."""
    last: dict[frozenset[str], tuple[str, tuple[str, str]]] = {}
    for one in holding(log):
        if one.kind in ("merge-actors", "keep-apart"):
            first, *others = (actor.id for actor in one.actors)
            for other in others:
                pair = frozenset((first, other))
                last.pop(pair, None)
                last[pair] = one.kind, (first, other)
    return [pair for said, pair in last.values() if said == kind]
