"""An article's places: named, resolved, with coordinates and every mention.

Comes in: a document and its parse. Goes out: one ``Place`` for each gazetteer entry the article names, countries
included, and one without coordinates for each name that only the parser takes for a place. Peoples and adjectives
("Israeli") and names within names of bodies ("Boston University") are toponyms, but make no place of the record.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from dragoman.annotate.places.cues import Cues
from dragoman.annotate.places.resolution import Resolution, Resolver
from dragoman.annotate.places.toponyms import Recognizer
from dragoman.knowledge.gazetteer import Gazetteer
from dragoman.model.entities import Place, PlaceCandidate
from dragoman.model.syntax import Parse
from dragoman.model.text import Document, Evidence


class PlaceFinder:
    """Finds and resolves places; loaded once."""

    def __init__(self, gazetteer: Gazetteer, cues: Cues) -> None:
        self.gazetteer = gazetteer
        self._cues = cues

    @classmethod
    def load(cls, user_folder: Path | None = None) -> PlaceFinder:
        """Load the gazetteer, with a user's places over it; raises KnowledgeFault if those are wrong."""
        return cls(Gazetteer.load(user_folder), Cues.load())

    def resolutions(self, parse: Parse) -> list[Resolution]:
        """Every toponym of the text with what it means, in text order."""
        # Demonyms and embedded names are among them: they show what country the article speaks of.
        toponyms = Recognizer(parse, self.gazetteer, self._cues).find()
        return Resolver(toponyms, self._cues.resolution).resolve()

    def find(self, document: Document, parse: Parse) -> tuple[Place, ...]:
        """The article's places in the order of their first mention."""
        groups: dict[str, list[Resolution]] = defaultdict(list)
        for resolution in self.resolutions(parse):
            if not (resolution.toponym.is_demonym or resolution.toponym.embedded):
                groups[_identifier(resolution)].append(resolution)
        return tuple(self._place(name, group, document, parse) for name, group in groups.items())

    def _place(self, identifier: str, group: list[Resolution], document: Document, parse: Parse) -> Place:
        first, entry = group[0], group[0].entry
        mentions = tuple(_evidence(r, document, parse) for r in group)
        return Place(
            id=identifier,
            name=mentions[0].text,
            kind=entry.kind if entry else first.toponym.kind or "area",
            country=entry.country if entry else None,
            admin1=self.gazetteer.division_name(entry.admin1) if entry and entry.admin1 else None,
            latitude=entry.latitude if entry else None,
            longitude=entry.longitude if entry else None,
            rule=first.rule,
            mentions=mentions,
            alternatives=tuple(
                PlaceCandidate(gazetteer_id=loser.id, name=loser.name, country=loser.country, score=score)
                for loser, score in first.losers
            ),
        )


def _identifier(resolution: Resolution) -> str:
    return resolution.entry.id if resolution.entry else f"place:{resolution.toponym.key}"


def _evidence(resolution: Resolution, document: Document, parse: Parse) -> Evidence:
    toponym = resolution.toponym
    return document.evidence(parse.tokens[toponym.first].start, parse.tokens[toponym.last - 1].end)
