"""The sides of a deed as data sets of dyads have them: one actor facing one recipient."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice, product

from dragoman.export.tabular.layouts import vocabulary
from dragoman.model.entities import Actor, ActorKind
from dragoman.model.events import Event
from dragoman.model.record import Record
from dragoman.query import Party

MOST = 4096  # pairs of one event
Pair = tuple["Side | None", "Side | None"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """An actor in a deed, with what the record of the article knows of it."""

    party: Party
    actor: Actor | None  # None where another article names it
    words: str | None  # for it, at the deed
    start: int | None  # of those words in the text

    @property
    def sectors(self) -> tuple[str, ...]:
        """PLOVER's codes, the main one first."""
        return tuple(sector.value for sector in self.actor.sectors) if self.actor else ()

    @property
    def title(self) -> str | None:
        """The first office that the article gives."""
        return self.actor.offices[0].title if self.actor and self.actor.offices else None


def pairs(actors: Sequence[Party], recipients: Sequence[Party], record: Record, event: Event) -> Iterator[Pair]:
    """Each actor with each recipient; where all of several do the same thing and nobody is the recipient, each two.

    A deed without any side is one pair of nobodies, so that it is a row all the same.
    """
    doers: list[Side | None] = [_side(party, record, event) for party in actors]
    others: list[Side | None] = [_side(party, record, event) for party in recipients]
    mutual = not others and len(doers) > 1
    found: Iterator[Pair] = combinations(doers, 2) if mutual else product(doers or [None], others or [None])
    yield from islice(found, MOST)


def kind_of_side(side: Side | None) -> dict[str, str]:
    """What an actor is in data sets of violence: the rule of ``actors.yaml`` that fits, or an empty one."""
    if side is None:
        return {}
    main = side.sectors[0] if side.sectors else ""
    for rule in vocabulary("actors")["sides"]:
        if main in rule.get("sectors", [main]) and side.party.kind in rule.get("kinds", [side.party.kind]):
            return rule  # type: ignore[no-any-return]
    return {}


def is_state(side: Side | None) -> bool:
    """Whether it is a state itself."""
    return side is not None and side.party.kind == ActorKind.STATE


def _side(party: Party, record: Record, event: Event) -> Side:
    role = next((one for one in (*event.actor, *event.recipient) if one.value == party.id), None)
    words = role.evidence[0] if role and role.evidence and role.evidence[0].document == record.document.id else None
    return Side(
        party=party,
        actor=next((actor for actor in record.actors if actor.id == party.id), None),
        words=words.text if words else None,
        start=words.start if words else None,
    )
