"""What the knowledge base knows of an agreement and the article leaves out; and what a treaty says of itself.

Comes in: agreements with their entries, and the text's own parties, day and place where it is a treaty. Goes out: the
same, completed, with the actors and places that the article does not name. What is from the base is derived, by the
rule ``agreement.from-base``; what the text says is never contradicted.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from dragoman.annotate.actors.cast import Cast
from dragoman.annotate.annotation import Annotation
from dragoman.coding.agreements.coder import FoundAgreement
from dragoman.coding.agreements.entries import KnownAgreements
from dragoman.coding.agreements.treaties import Treaty
from dragoman.knowledge.entries import KnownAgreement
from dragoman.knowledge.gazetteer import Gazetteer
from dragoman.knowledge.spelling import key
from dragoman.model.agreements import FROM_BASE, Agreement
from dragoman.model.entities import Actor, Place
from dragoman.model.text import Attested, Basis, Evidence, Span


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

    def complete(self, found: list[FoundAgreement], treaty: Treaty | None) -> Completed:
        """All agreements, those with an entry completed; the document itself among them if it is a treaty."""
        agreements = [self._completed(one.agreement) for one in found]
        if treaty is not None and treaty.parties:
            itself = next((n for n, one in enumerate(agreements) if _is_titled(one, treaty)), None)
            if itself is None:
                agreements.append(self._signed(self._untitled(treaty, f"a{len(agreements) + 1}"), treaty))
            else:
                agreements[itself] = self._signed(agreements[itself], treaty)
        return Completed(tuple(agreements), tuple(self._actors.values()), tuple(self._places.values()))

    # The document itself

    def _untitled(self, treaty: Treaty, id: str) -> Agreement:
        """A treaty whose title is no noun phrase of ours, by its title line or else its first party."""
        span = treaty.title or treaty.parties[0].span
        words = self.annotation.document.evidence(span.start, span.end)
        name = " ".join(words.text.split())
        return Agreement(
            id=id,
            name=Attested(value=name, basis=Basis.STATED, rule="treaty.title", evidence=(words,)),
            kind="legal",
            parties=(),
            date=None,
            status=None,
            mentions=(words,),
        )

    def _signed(self, agreement: Agreement, treaty: Treaty) -> Agreement:
        """The treaty with the parties, day and place that its own text gives."""
        evidence = self.annotation.document.evidence
        parties = tuple(
            Attested(
                value=self._entered(party.entry, words),
                basis=Basis.STATED,
                rule="treaty.party",
                evidence=(words,),
            )
            for party in treaty.parties
            for words in (evidence(party.span.start, party.span.end),)
        )
        date, place, status = agreement.date, agreement.place, agreement.status
        if treaty.signed is not None:
            words = (evidence(treaty.signed.words.start, treaty.signed.words.end),)
            date = Attested(value=treaty.signed.day, basis=Basis.DERIVED, rule="treaty.done-at", evidence=words)
            status = Attested(value="signed", basis=Basis.DERIVED, rule="treaty.done-at", evidence=words)
            place = self._place_at(treaty.signed.place) if treaty.signed.place else None
        return replace(
            agreement,
            kind="legal",
            parties=parties,
            mediators=(),
            date=date,
            place=place,
            status=status,
            rule="agreement.document-is-treaty",
        )

    def _place_at(self, span: Span) -> Attested[str] | None:
        words = self.annotation.document.evidence(span.start, span.end)
        id = self._place_id(words.text)
        return Attested(value=id, basis=Basis.STATED, rule="treaty.done-at", evidence=(words,)) if id else None

    # What the base knows

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
        countries = {country for id in told if (country := self._country(id))}
        theirs = self.known.countries_of(known)
        if not all(id in known.parties or self._country(id) in theirs for id in told):
            return []
        between = {mediator.value for mediator in agreement.mediators}
        # Who mediates, by the text, is no side for being known as one.
        countries |= {country for id in between if (country := self._country(id))}
        missing = [id for id in known.parties if id not in told | between and self.known.country(id) not in countries]
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
        id = self._place_id(known.place) if known.place else None
        return _from_base(id, words) if id else None

    def _place_id(self, name: str) -> str | None:
        """The article's place of a name, or the best known one, which is in the record from now on."""
        for place in self._places.values():
            if key(place.name) == key(name):
                return place.id
        entries = self.gazetteer.lookup(name)
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
                rule="place.of-agreement",
                mentions=(),
            ),
        )
        return entry.id


def _is_titled(agreement: Agreement, treaty: Treaty) -> bool:
    """Whether an agreement is named in the title of the document."""
    return treaty.title is not None and any(treaty.title.overlaps(words.span) for words in agreement.mentions)


def _from_base(value: str, words: tuple[Evidence, ...]) -> Attested[str]:
    return Attested(value=value, basis=Basis.DERIVED, rule=FROM_BASE, evidence=words)
