"""Score event coding on sentences annotated with PLOVER types and actor codes.

Comes in: rows of a gold file (``id``, ``text``, ``events``). Goes out: prediction rows in the form its
scorer reads: event types with actor and recipient country codes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dragoman.model.events import Event, Status
from dragoman.model.record import Record
from dragoman.model.text import Attested
from dragoman.pipeline import Pipeline
from dragoman.reading import read_text

#: A deed that was denied or only imagined is recorded, but counts for nobody.
_UNCOUNTED = frozenset({Status.NEGATED, Status.HYPOTHETICAL})

#: The gold has one code for all intergovernmental bodies; PLOVER of 2023 tells the UN and the EU apart.
_ONE_CODE = {"UNO": "IGO", "EUR": "IGO"}


def predict(rows: Iterable[dict[str, Any]], pipeline: Pipeline) -> Iterator[dict[str, Any]]:
    """One prediction row for each gold row."""
    for row in rows:
        record = pipeline.code(read_text(row["text"], address=row["id"]))
        told = [event for event in record.events if event.status.value not in _UNCOUNTED]
        # The gold holds the news of each sentence, and not what it gives as background.
        news = [event for event in told if event.trace.background is None] or told
        yield {"id": row["id"], "events": [_event(event, record) for event in news]}


def _event(event: Event, record: Record) -> dict[str, Any]:
    # The scorer calls the roles by the names of the older standard.
    return {
        "event_type": event.type.value,
        "source": _codes(event.actor, record),
        "target": _codes(event.recipient, record),
    }


def _codes(role: tuple[Attested[str], ...], record: Record) -> list[str]:
    """Country codes of the actors in a role, each once."""
    countries = {actor.id: actor.country.value for actor in record.actors if actor.country is not None}
    return list(
        dict.fromkeys(_ONE_CODE.get(countries[a.value], countries[a.value]) for a in role if a.value in countries)
    )
