"""Templates of violent incidents in the form of the fourth Message Understanding Conference (1992).

Comes in: gold rows (``doc_id``, ``text``, ``dct``). Goes out: rows with the incidents as ``templates`` and the
fillers of the document as ``roles``. Only the corpus's form is made here: its names of slots and kinds, its
dates, and for each filler the shorter and longer forms of its phrases, which the corpus takes as one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from dragoman.annotate.annotation import Annotation
from dragoman.coding.circumstances import first_day, last_day
from dragoman.coding.incidents.finder import Incident, IncidentFinder, Incidents, Role
from dragoman.model.text import Evidence
from dragoman.pipeline import Pipeline
from dragoman.reading import Overrides, read_text

SLOTS = {
    Role.PERPETRATOR: "PerpInd",
    Role.ORGANIZATION: "PerpOrg",
    Role.TARGET: "Target",
    Role.VICTIM: "Victim",
    Role.WEAPON: "Weapon",
}


def predict(rows: Iterable[dict[str, Any]], pipeline: Pipeline) -> Iterator[dict[str, Any]]:
    """One prediction row for each gold row."""
    finder = IncidentFinder.load()
    for row in rows:
        annotation = annotate(row, pipeline)
        yield _row(row["doc_id"], annotation, finder.find(annotation), pipeline)


def annotate(row: dict[str, Any], pipeline: Pipeline) -> Annotation:
    """The annotation of a row's text, published on its day."""
    overrides = Overrides(published=row.get("dct"))
    return pipeline.annotate(read_text(row["text"], address=row["doc_id"], overrides=overrides))


def words(phrase: Evidence) -> str:
    """A phrase as the corpus writes fillers: small letters, one blank between words."""
    return " ".join(phrase.text.lower().split())


def _row(identity: str, annotation: Annotation, found: Incidents, pipeline: Pipeline) -> dict[str, Any]:
    roles: dict[str, list[list[str]]] = {slot: [] for slot in SLOTS.values()}
    for participant in found.participants:
        roles[SLOTS[participant.role]].append(list(dict.fromkeys(words(p) for p in participant.phrases)))
    templates = [
        {
            "template": str(number),
            "incident_type": incident.kind.upper(),
            "date": _date(incident, annotation),
            "location": _country(incident, annotation, pipeline),
            "stage": "ACCOMPLISHED",
        }
        for number, incident in enumerate(found.incidents, start=1)
    ]
    return {"doc_id": identity, "roles": roles, "templates": templates}


def _country(incident: Incident, annotation: Annotation, pipeline: Pipeline) -> str | None:
    """The country the incident's own sentences name most, by places or actors, else the whole article."""
    parse = annotation.parse
    told = {t.sentence for deed in incident.deeds for t in parse.tokens_in(deed.start, deed.end)}
    named = [(place.country, m.start) for place in annotation.places if place.country for m in place.mentions]
    for reference in annotation.references:
        for actor in (annotation.actor_by_id.get(identity) for identity in reference.actors):
            if actor and actor.country and actor.country.value in pipeline.actors.knowledge.countries:
                named.append((actor.country.value, reference.start))
    near = Counter(c for c, start in named for t in parse.tokens_in(start, start + 1)[:1] if t.sentence in told)
    most = (near or Counter(country for country, _ in named)).most_common(1)
    return pipeline.actors.knowledge.countries[most[0][0]].name.upper() if most else None


def _date(incident: Incident, annotation: Annotation) -> str | None:
    """A day, an interval of days, or "on or before the day of publication"."""
    published = annotation.document.published
    if incident.date is not None:
        begin, end = first_day(incident.date.value), last_day(incident.date.value)
        if begin and end:
            return _day(begin) if begin == end else f"{_day(begin)} - {_day(end)}"
    day = first_day(published.value) if published else None
    return f"- {_day(day)}" if day else None


def _day(day: date) -> str:
    return day.strftime("%d %b %y").upper()
