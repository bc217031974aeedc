"""Which words of a parsed article name a place.

Comes in: a parse and the gazetteer. Goes out: toponyms with every reading, not yet resolved. Each candidate is
judged by named, weighted features (``data/places/weights.yaml``); overlapping candidates give way to the best.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman.annotate.places.cues import Cues, total
from dragoman.annotate.places.surroundings import Neighbour, Surroundings, fitting
from dragoman.knowledge.gazetteer import Form, Gazetteer, Reading, contains
from dragoman.knowledge.spelling import key
from dragoman.model.syntax import Name, Parse, Token

_PLACE_LABELS = ("GPE", "LOC", "FAC")
_LABELS = {"GPE": "gpe", "LOC": "loc", "FAC": "fac", "PERSON": "person", "ORG": "org", "NORP": "norp"}
_LONGEST = 6  # tokens in a name
_MOST_READINGS = 40
_SURE = 1.5  # log odds


@dataclass(frozen=True, slots=True)
class Toponym:
    """Words that name a place: tokens ``[first, last)`` and what they may mean."""

    first: int
    last: int
    key: str
    readings: tuple[Reading, ...]
    kind: str | None  # what the words around it say it is ("the city of X")
    container: tuple[Reading, ...]  # of the places around it, the readings that hold one of its own
    neighbours: tuple[Neighbour, ...]  # what it is said to lie in or beside
    embedded: bool  # part of the name of a body: "Boston University"
    next_in_list: int | None = None  # the token where the next member of a list may begin

    @property
    def is_demonym(self) -> bool:
        return bool(self.readings) and all(r.form is Form.DEMONYM for r in self.readings)


class Recognizer:
    """Finds toponyms in one parse; made anew for each article."""

    def __init__(self, parse: Parse, gazetteer: Gazetteer, cues: Cues) -> None:
        self._parse = parse
        self._tokens = parse.tokens
        self._gazetteer = gazetteer
        self._cues = cues
        self.surroundings = Surroundings(parse, gazetteer, cues)
        self._name_at: dict[int, Name] = {i: name for name in parse.names for i in range(name.first, name.last)}
        self._surnames = Counter(
            self._tokens[i].lower
            for name in parse.names
            if name.label == "PERSON" and name.last - name.first > 1
            for i in range(name.first, name.last)
        )
        self._small = {t.lower for t in self._tokens if t.text.islower()}
        self._named = Counter(key(parse.words(n.first, n.last)) for n in parse.names if n.label in _PLACE_LABELS)

    def find(self) -> list[Toponym]:
        """Toponyms in text order; none overlap."""
        taken: set[int] = set()
        found = []
        judged = self.judge(self.candidates())
        judged.sort(key=lambda pair: (-(pair[1].last - pair[1].first), pair[1].first))
        for score, candidate in judged:
            span = range(candidate.first, candidate.last)
            if score > 0 and taken.isdisjoint(span):
                taken.update(span)
                found.append(self.toponym(candidate))
        found.sort(key=lambda toponym: toponym.first)
        return found

    def judge(self, candidates: list[Candidate]) -> list[tuple[float, Candidate]]:
        """Log odds of each candidate; a name that is surely a place once is more likely one elsewhere."""
        scores = [total(self.features(c), self._cues.recognition) for c in candidates]
        sure = {c.key for score, c in zip(scores, candidates, strict=True) if score > _SURE}
        bonus = self._cues.recognition["sure-elsewhere"]
        return [
            (score + bonus if c.key in sure and score <= _SURE else score, c)
            for score, c in zip(scores, candidates, strict=True)
        ]

    def at(self, start: int, end: int) -> Toponym | None:
        """The toponym at given characters, whatever is thought of it; None where there is no word."""
        span = self._parse.tokens_of(start, end)
        return self.toponym(self._candidate(*span)) if span else None

    def _candidate(self, first: int, last: int) -> Candidate:
        """These words, or the longest name in them that the gazetteer knows."""
        parts = [(a, b) for a in range(first, last) for b in range(a + 1, last + 1)]
        parts.sort(key=lambda part: (part[0] - part[1], -part[1]))
        known = self._gazetteer.readings({self._written(*part) for part in parts})
        for a, b in parts:
            text = self._written(a, b)
            if (readings := fitting(known.get(key(text), ()), text)) and self._tokens[a].text[0].isupper():
                return Candidate(a, b, key(text), readings[:_MOST_READINGS])
        return Candidate(first, last, key(self._written(first, last)), ())

    # Candidates

    def candidates(self) -> list[Candidate]:
        """Names the gazetteer knows, and what the parser calls a place though the gazetteer does not know it."""
        spans = list(self._spans())
        texts = {span: self._written(*span) for span in spans}
        known = self._gazetteer.readings(set(texts.values()))
        found = []
        for span, text in texts.items():
            readings = fitting(known.get(key(text), ()), text)[:_MOST_READINGS]
            if readings:
                found.append(Candidate(*span, key(text), readings))
        covered = {i for c in found for i in range(c.first, c.last)}
        for name in self._parse.names:
            first = self._without_article(name)
            if name.label in _PLACE_LABELS and covered.isdisjoint(range(first, name.last)):
                found.append(Candidate(first, name.last, key(self._written(first, name.last)), ()))
        return found + self._described(spans, {i for c in found for i in range(c.first, c.last)})

    def _described(self, spans: list[tuple[int, int]], covered: set[int]) -> list[Candidate]:
        """Names that nothing knows but a description calls a place: "Tuleh, a village in Y"."""
        found = []
        for first, last in sorted(spans, key=lambda span: span[0] - span[1]):
            whole = covered.isdisjoint(range(first, last)) and self._tokens[first].text[0].isupper()
            if whole and any(n.how == "noun" or n.kilometres for n in self.surroundings.neighbours(first, last)):
                covered |= set(range(first, last))
                found.append(Candidate(first, last, key(self._written(first, last)), ()))
        return found

    def _without_article(self, name: Name) -> int:
        begins_small = self._tokens[name.first].lower == "the" and name.last - name.first > 1
        return name.first + 1 if begins_small else name.first

    def _written(self, first: int, last: int) -> str:
        return self._parse.words(first, last)

    def _spans(self) -> Iterator[tuple[int, int]]:
        inner, openers = self._cues.words["inner"], self._cues.words["openers"]
        tokens = self._tokens
        for first, token in enumerate(tokens):
            if not (token.text[0].isupper() or (token.lower in openers and first + 1 < len(tokens))):
                continue
            for last in range(first + 1, min(first + _LONGEST, len(tokens)) + 1):
                word = tokens[last - 1]
                if word.sentence != token.sentence:
                    break
                if word.text[0].isupper() or word.text.isdigit() or (word.lower in inner and last - 1 > first):
                    yield first, last
                elif not (word.text in "-–'’" or (word.lower in openers and last - 1 == first)):
                    break

    # Judgement

    def features(self, candidate: Candidate) -> dict[str, float]:
        """What speaks for and against this being a place name, by name of the weight."""
        found = self._by_label(candidate)
        found |= self._by_entry(candidate)
        found |= self._by_neighbours(candidate)
        found |= self._by_article(candidate)
        return found

    def _by_label(self, c: Candidate) -> dict[str, float]:
        name = self._name_at.get(c.first) or self._name_at.get(c.last - 1)
        if name is None:
            return {"label-none": 1.0}
        exact = self._without_article(name) >= c.first and name.last <= c.last
        return {f"label-{_LABELS.get(name.label, 'other')}-{'whole' if exact else 'part'}": 1.0}

    def _by_entry(self, c: Candidate) -> dict[str, float]:
        if not c.readings:
            return {"unknown": 1.0}
        best, form = c.readings[0].entry, min(r.form for r in c.readings)
        found = {"prominence": best.prominence, f"form-{form.name.lower()}": 1.0, f"kind-{best.kind}": 1.0}
        if c.last - c.first > 1:
            found["several-words"] = 1.0
        if best.listed:
            found["listed"] = 1.0
        if len({(r.entry.country, r.entry.admin1) for r in c.readings}) == 1:
            found["one-place-only"] = 1.0
        if len(c.key) <= 3 and best.kind != "country":
            found["short"] = 1.0
        return found

    def _by_neighbours(self, c: Candidate) -> dict[str, float]:
        words, before, after = self._cues.words, self.surroundings.before(c.first), self._after(c)
        found: dict[str, float] = {}
        if before is None:
            found["opens-sentence"] = 1.0
        else:
            lower = before.lower.rstrip(".")
            for cue in ("locative", "directional", "before-place", "person-titles"):
                if lower in words[cue]:
                    found[cue] = 1.0
            if before.text[0].isupper() and before.pos == "PROPN" and lower not in words["before-place"]:
                found["name-before"] = 1.0
        if after is not None:
            if after.lower.rstrip(".") in words["not-a-place-with"] and after.text[0].isupper():
                found["body-after"] = 1.0
            elif after.text[0].isupper() and after.pos == "PROPN":
                found["name-after"] = 1.0
            if after.lower == "-" or after.lower == "–":
                found["hyphen-after"] = 1.0
            if after.tag == "POS":
                found["possessive"] = 1.0
        if self.surroundings.kind(c.first, c.last):
            found["kind-cue"] = 1.0
        if any(n.how == "noun" or n.kilometres for n in self.surroundings.neighbours(c.first, c.last)):
            found["described"] = 1.0
        if self._holders(c):
            found["in-container"] = 1.0
        if self._contains_previous(c):
            found["is-container"] = 1.0
        if before is None and self._is_dateline(c):
            found["dateline"] = 1.0
        return found

    def _by_article(self, c: Candidate) -> dict[str, float]:
        head = self._tokens[c.last - 1]
        found: dict[str, float] = {}
        if head.pos != "PROPN":
            found["not-proper"] = 1.0
        if c.last - c.first == 1 and head.lower in self._cues.words["words"]:
            found["english-word"] = 1.0
        if c.last - c.first == 1 and head.lower in self._small:
            found["small-elsewhere"] = 1.0
        if c.last - c.first == 1 and not self._named[c.key] and head.lower in self._surnames:
            found["in-a-person's-name"] = 1.0
        if self._named[c.key] > 1:
            found["labelled-elsewhere"] = 1.0
        governor = self._parse.head(head)
        if head.dep == "nsubj" and governor.lemma in self._cues.words["person-verbs"]:
            found["person-verb"] = 1.0
        return found

    def _after(self, c: Candidate) -> Token | None:
        after = self._tokens[c.last] if c.last < len(self._tokens) else None
        return after if after and after.sentence == self._tokens[c.first].sentence else None

    def _is_dateline(self, c: Candidate) -> bool:
        """Whether capitals open the paragraph and a dash or an agency's name comes soon after."""
        following = self._tokens[c.last : c.last + 4]
        return self._written(c.first, c.last).isupper() and any(
            t.text in self._cues.words["dateline"] for t in following
        )

    def _holders(self, c: Candidate) -> tuple[Reading, ...]:
        """Readings of the places beside it that hold a reading of it: Y in "X, Y" or "X, a village in Y"."""
        return _holding(self.surroundings.neighbours(c.first, c.last), c.readings)

    def _contains_previous(self, c: Candidate) -> bool:
        """Whether the name is the Y of a pair "X, Y"."""
        if c.first < 2 or self._tokens[c.first - 1].text not in (",", "("):
            return False
        for first in range(c.first - 2, max(c.first - 5, -1), -1):
            text = self._written(first, c.first - 1)
            inner = self._gazetteer.readings([text]).get(key(text), ())
            if any(contains(y.entry, x.entry) for y in c.readings for x in inner[:_MOST_READINGS]):
                return True
        return False

    def toponym(self, c: Candidate) -> Toponym:
        """A candidate with what is said around it."""
        embedded = bool(self.features(c).keys() & {"label-org-part", "body-after"})
        beside = tuple(self.surroundings.neighbours(c.first, c.last))
        kind = self.surroundings.kind(c.first, c.last)
        holding, following = _holding(beside, c.readings), self.surroundings.next_in_list(c.last)
        return Toponym(c.first, c.last, c.key, c.readings, kind, holding, beside, embedded, following)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that may name a place."""

    first: int
    last: int
    key: str
    readings: tuple[Reading, ...]


def _holding(beside: Iterable[Neighbour], readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """Readings of the places around a name that hold one of its own readings."""
    return tuple(
        outer
        for neighbour in beside if neighbour.holds
        for outer in neighbour.readings
        if any(contains(outer.entry, reading.entry) for reading in readings)
    )  # fmt: skip
