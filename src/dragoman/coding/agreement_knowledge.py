"""What the knowledge base knows of an agreement and the article leaves out: parties, date, place.

Comes in: agreements with their entries. Goes out: the same, completed, with the actors and places that the article does
not name. Such values are derived, by the rule ``agreement.from-base``; what the text says is never contradicted.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from dragoman.annotate.actors.cast import Cast
from dragoman.annotate.annotation import Annotation
from dragoman.coding.agreement_entries import KnownAgreements
from dragoman.coding.agreements import FoundAgreement
from dragoman.knowledge.entries import KnownAgreement
from dragoman.knowledge.gazetteer import Gazetteer
from dragoman.knowledge.spelling import key
from dragoman.model.agreements import Agreement
from dragoman.model.entities import Actor, Place
from dragoman.model.text import Attested, Basis, Evidence

FROM_BASE = "agreement.from-base"


@dataclass(frozen=True, slots=True)
class Completed:
    """Agreements with what is known of them, and all actors and places of the article and of theirs."""

    agreements: tuple[Agreement, ...]
    actors: tuple[Actor, ...]
    places: tuple[Place, ...]


class Completion:
    """Completes the agreements of one document."""

    def __init__(self, annotation: Annotation, known: KnownAgreements, gazetteer: Gazetteer) -> None:
        self.annotation = annotation
        self.known = known
        self.gazetteer = gazetteer
        self._actors = {actor.id: actor for actor in annotation.actors}
        self._places = {place.id: place for place in annotation.places}
        self._cast = Cast(annotation.document, annotation.parse, known.knowledge)

    def complete(self, found: list[FoundAgreement]) -> Completed:
        """All agreements, those with an entry completed."""
        agreements = tuple(self._completed(one.agreement) for one in found)
        return Completed(agreements, tuple(self._actors.values()), tuple(self._places.values()))

    def _completed(self, agreement: Agreement) -> Agreement:
        if agreement.entry is None:
            return agreement
        known = self.known[agreement.entry.value]
        words = agreement.entry.evidence
        return replace(
            agreement,
            parties=(*agreement.parties, *self._parties(agreement, known, words[0])),
            date=agreement.date or (_from_base(known.date, words) if known.date else None),
            place=agreement.place or self._place(known, words),
        )

    def _parties(self, agreement: Agreement, known: KnownAgreement, words: Evidence) -> list[Attested[str]]:
        """The parties that the text leaves out; none where it names others than the base has."""
        told = {party.value for party in agreement.parties}
        countries = {self._country(id) for id in told}
        theirs = self.known.countries_of(known)
        if not all(id in known.parties or self._country(id) in theirs for id in told):
            return []
        mediators = {mediator.value for mediator in agreement.mediators}
        missing = [id for id in known.parties if id not in told | mediators and self.known.country(id) not in countries]
        return [_from_base(self._entered(id, words), (words,)) for id in missing if self.known.is_actor(id)]

    def _country(self, id: str) -> str | None:
        actor = self._actors.get(id)
        return actor.country.value if actor is not None and actor.country else None

    def _entered(self, id: str, words: Evidence) -> str:
        """The id of an actor that is in the record from now on."""
        if id not in self._actors:
            self._actors[id] = self._cast.known(id, words).finish()
        return id

    def _place(self, known: KnownAgreement, words: tuple[Evidence, ...]) -> Attested[str] | None:
        """Where it was made, as the article's place of that name or the best known one."""
        if not known.place:
            return None
        for place in self._places.values():
            if key(place.name) == key(known.place):
                return _from_base(place.id, words)
        entries = self.gazetteer.lookup(known.place)
        if not entries:
            return None
        entry = next((one for one in entries if one.kind == "city"), entries[0])
        self._places.setdefault(
            entry.id,
            Place(
                id=entry.id,
                name=entry.name,
                kind=entry.kind,
                country=entry.country,
                admin1=self.gazetteer.division_name(entry.admin1) if entry.admin1 else None,
                latitude=entry.latitude,
                longitude=entry.longitude,
                rule=FROM_BASE,
                mentions=(),
            ),
        )
        return _from_base(entry.id, words)


def _from_base(value: str, words: tuple[Evidence, ...]) -> Attested[str]:
    return Attested(value=value, basis=Basis.DERIVED, rule=FROM_BASE, evidence=words)
