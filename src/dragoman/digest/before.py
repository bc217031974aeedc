"""What a reader knew before: the articles of the last digest, and the earlier versions of those that came in since.

An article that its outlet changed is a new version. What its earlier version told already is not new, and what it told
otherwise is a correction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from dragoman.model.agreements import Agreement
from dragoman.model.events import Event
from dragoman.model.record import Record
from dragoman.model.text import Attested, Evidence
from dragoman.ontology import Ontology
from dragoman.query import (
    Location,
    Party,
    Quantity,
    StoredEvent,
    StoredPosition,
    StoredStatement,
    ToldAgreement,
)
from dragoman.query.claims import same_deed
from dragoman.query.columns import around
from dragoman.resolve.meetings import meetings_of, same_meeting
from dragoman.store.folding import fold


class Before:
    """Tells what is new from what was known."""

    def __init__(self, came: Mapping[str, str | None], load: Callable[[str], Record], ontology: Ontology) -> None:
        """``came``: ids of the current articles that came in since, each with that of its version known before.

        ``load`` gives the record of an article.
        """
        self.came = came
        self._load = load
        self._ontology = ontology
        self._records: dict[str, Record] = {}

    def came_since(self, id: str) -> bool:
        """Whether the article of a row came in since."""
        return _document(id) in self.came

    def event(self, row: StoredEvent) -> StoredEvent | None:
        """The event as the earlier version of its article told it: same type, and the most parties in common."""
        record = self._earlier(row.id)
        told = [_row(record, one) for one in record.events if one.type.value == row.type] if record else []
        near = max(told, key=lambda one: (_shared(one, row), one.quote == row.quote), default=None)
        return near if near is not None and _shared(near, row) else None

    def told_statement(self, row: StoredStatement) -> bool:
        """Whether the article said before that these words were said."""
        record = self._earlier(row.id)
        return record is not None and any(
            fold(_words(one.content)) == fold(row.content) and _same_ids(one.speaker, row.speaker)
            for one in record.statements
        )

    def told_position(self, row: StoredPosition) -> bool:
        """Whether the article showed this stance before."""
        record = self._earlier(row.id)
        return record is not None and any(
            (one.topic.value, one.stance.value.value) == (row.topic, row.stance) and _same_ids(one.holder, row.holder)
            for one in record.positions
        )

    def agreement(self, row: ToldAgreement) -> Agreement | None:
        """The agreement as the earlier version of its article named it."""
        record = self._earlier(row.id)
        named = (one for one in record.agreements if fold(one.name.value) == fold(row.name)) if record else iter(())
        return next(named, None)

    def told_commitment(self, id: str, action: str) -> bool:
        """Whether the article told before that this deed is owed."""
        record = self._earlier(id)
        return record is not None and any(same_deed(one.action.text, action) for one in record.commitments)

    def told_claim(self, id: str, status: str, deed: str) -> bool:
        """Whether the article told this claim before."""
        record = self._earlier(id)
        return record is not None and any(
            one.status.value == status and fold(one.deed.text) == fold(deed) for one in record.claims
        )

    def told_meeting(self, id: str) -> bool:
        """Whether the article told this meeting before."""
        record = self._earlier(id)
        if record is None:
            return False
        document, _, event = id.rpartition(":")
        now = next((one for one in meetings_of(self._load(document), self._ontology) if one.id == event), None)
        return now is not None and any(
            one.planned is now.planned and same_meeting(one, now) for one in meetings_of(record, self._ontology)
        )

    def _earlier(self, id: str) -> Record | None:
        """The record of the version that was known before of the article of a row."""
        known = self.came.get(_document(id))
        if known is None:
            return None
        if known not in self._records:
            self._records[known] = self._load(known)
        return self._records[known]


def _document(id: str) -> str:
    return id.rpartition(":")[0]


def _words(content: Iterable[Evidence]) -> str:
    return " … ".join(part.text for part in content)


def _same_ids(told: Iterable[Attested[str]], parties: Iterable[Party]) -> bool:
    return {one.value for one in told} == {one.id for one in parties}


def _shared(one: StoredEvent, other: StoredEvent) -> int:
    """How many parties two events have in common, in the same role."""
    return sum(
        len({party.id for party in ours} & {party.id for party in theirs})
        for ours, theirs in ((one.actor, other.actor), (one.recipient, other.recipient))
    )


def _row(record: Record, event: Event) -> StoredEvent:
    """An event of a record in the form in which the store gives those of current articles."""
    document = record.document
    actors = {actor.id: actor for actor in record.actors}
    places = {place.id: place for place in record.places}

    def parties(role: Iterable[Attested[str]]) -> tuple[Party, ...]:
        found = (actors[one.value] for one in role)
        return tuple(
            Party(id=a.id, name=a.name, kind=a.kind.value, country=a.country.value if a.country else None)
            for a in found
        )

    place = places[event.place.value] if event.place else None
    return StoredEvent(
        id=f"{document.id}:{event.id}",
        type=event.type.value,
        modes=tuple(mode.value for mode in event.modes),
        contexts=tuple(context.value for context in event.contexts),
        actor=parties(event.actor),
        recipient=parties(event.recipient),
        status=event.status.value.value,
        date=event.date.value if event.date else None,
        place=Location(
            id=place.id,
            name=place.name,
            country=place.country,
            admin1=place.admin1,
            latitude=place.latitude,
            longitude=place.longitude,
        )
        if place
        else None,
        magnitudes=tuple(Quantity(kind=m.kind, value=m.value, unit=m.unit, bound=m.bound) for m in event.magnitudes),
        confidence=event.confidence,
        quote=around(document.text, event.triggers[0].start, event.triggers[0].end),
        title=document.title.value if document.title else None,
        source=document.source.value if document.source else None,
        published=document.published.value if document.published else None,
        address=document.address,
    )
