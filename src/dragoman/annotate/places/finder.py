"""An article's places: named, resolved, with coordinates and every mention.

Comes in: a document and its parse. Goes out: one ``Place`` for each gazetteer entry the article names, countries
included, and one for each name that only the parser takes for a place, with the country and division the text says it
lies in and without coordinates where it says neither. Peoples and adjectives ("Israeli") and names within names of
bodies ("Boston University") are toponyms, but make no place of the record.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from dragoman.annotate.places.actors import countries_of_actors
from dragoman.annotate.places.cues import Cues
from dragoman.annotate.places.resolution import Resolution, Resolver
from dragoman.annotate.places.toponyms import Recognizer, Toponym
from dragoman.knowledge.base import Knowledge
from dragoman.knowledge.gazetteer import Entry, Gazetteer
from dragoman.knowledge.spelling import key
from dragoman.model.entities import Place, PlaceCandidate
from dragoman.model.syntax import Parse
from dragoman.model.text import Document, Evidence

_LONGEST_SHORT_FORM = 4  # letters


class PlaceFinder:
    """Finds and resolves places; loaded once."""

    def __init__(self, gazetteer: Gazetteer, cues: Cues, knowledge: Knowledge) -> None:
        self.gazetteer = gazetteer
        self._cues = cues
        self._knowledge = knowledge

    @classmethod
    def load(cls, user_folder: Path | None = None, knowledge: Knowledge | None = None) -> PlaceFinder:
        """Load the gazetteer, with a user's places over it; raises KnowledgeFault if those are wrong.

        ``knowledge``: the actors known, if they are loaded already.
        """
        return cls(Gazetteer.load(user_folder), Cues.load(), knowledge or Knowledge.load(user_folder))

    def resolutions(self, parse: Parse) -> list[Resolution]:
        """Every toponym of the text with what it means, in text order."""
        # Demonyms and embedded names are among them: they show what country the article speaks of.
        return self._resolved(parse, Recognizer(parse, self.gazetteer, self._cues).find())

    def resolutions_at(self, parse: Parse, spans: Iterable[tuple[int, int]]) -> list[Resolution | None]:
        """What the words at given characters mean, each taken for a place; None where there is no word."""
        recognizer = Recognizer(parse, self.gazetteer, self._cues)
        toponyms = [recognizer.at(*span) for span in spans]
        resolved = iter(self._resolved(parse, [t for t in toponyms if t is not None]))
        return [next(resolved) if t is not None else None for t in toponyms]

    def _resolved(self, parse: Parse, toponyms: list[Toponym]) -> list[Resolution]:
        of_actors = countries_of_actors(parse.text, self._knowledge)
        return Resolver(toponyms, self._cues.resolution, of_actors).resolve()

    def find(self, document: Document, parse: Parse) -> tuple[Place, ...]:
        """The article's places in the order of their first mention."""
        groups: dict[str, list[Resolution]] = defaultdict(list)
        for resolution in self.resolutions(parse):
            if not (resolution.toponym.is_demonym or resolution.toponym.embedded):
                groups[_identifier(resolution)].append(resolution)
        return tuple(self._place(name, group, document, parse) for name, group in groups.items())

    def _place(self, identifier: str, group: list[Resolution], document: Document, parse: Parse) -> Place:
        first, entry = group[0], group[0].entry
        known = entry or first.around
        exact = first.lies_at
        mentions = tuple(_evidence(r, document, parse) for r in group)
        return Place(
            id=identifier,
            name=_shown(mentions, entry),
            kind=entry.kind if entry else first.toponym.kind or "area",
            country=known.country if known else None,
            admin1=self.gazetteer.division_name(known.admin1) if known and known.admin1 else None,
            latitude=exact.latitude if exact else None,
            longitude=exact.longitude if exact else None,
            rule=first.rule,
            mentions=mentions,
            alternatives=tuple(
                PlaceCandidate(gazetteer_id=loser.id, name=loser.name, country=loser.country, score=score)
                for loser, score in first.losers
            ),
        )


def _identifier(resolution: Resolution) -> str:
    return resolution.entry.id if resolution.entry else f"place:{resolution.toponym.key}"


def _shown(mentions: tuple[Evidence, ...], entry: Entry | None) -> str:
    """As first written, but "Damascus" for the "DAMASCUS" of a dateline."""
    written = next((m.text for m in mentions if not _in_capitals(m.text)), None)
    if written is not None or entry is None:
        return written or mentions[0].text
    loud = mentions[0].text
    return entry.name if key(entry.name) == key(loud) else loud.title()


def _in_capitals(words: str) -> bool:
    """Whether words are in capitals, other than a short form: "U.S.", "DRC"."""
    return words.isupper() and len(words) > _LONGEST_SHORT_FORM and "." not in words


def _evidence(resolution: Resolution, document: Document, parse: Parse) -> Evidence:
    toponym = resolution.toponym
    return document.evidence(parse.tokens[toponym.first].start, parse.tokens[toponym.last - 1].end)
