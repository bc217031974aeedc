"""A name that several things bear: the state or the man called Jordan, the two Congos, bodies that share an acronym.

In: the names of an article, its places and role phrases. Out: nothing new; each name's readings are put in order, the
likeliest first, and those that lost are kept with the name. What speaks for a reading is named in
``data/roles/readings.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dragoman.annotate.actors import tree
from dragoman.annotate.actors.anchors import POSSESSIVE, RolePhrase
from dragoman.annotate.actors.cast import slug
from dragoman.annotate.actors.proper_name import ProperName
from dragoman.annotate.actors.roles import ClassNoun, GenericBody, Population, RoleBook, Title
from dragoman.annotate.actors.weighing import SURE, Weighed, kept, weigh
from dragoman.knowledge.base import Knowledge
from dragoman.knowledge.entries import Body, Facet, Sense
from dragoman.knowledge.spelling import fold
from dragoman.model.entities import ActorCandidate, Place, PlaceCandidate
from dragoman.model.syntax import Parse

_TERRITORY = frozenset({Facet.NAME, Facet.CAPITAL})
_SETTLED = ("city", "region", "area")  # kinds of places that a name may be of, besides a state
_LONGEST_TITLE = 4  # words
_SHORT = 3  # letters of an acronym that means many things
_SUPPORT = frozenset({"spelled-out", "country-spoken-of"})
_TOWN_LEAST = 0.05  # score from which a town that lost to a capital is told of; to a country, any is


class Homonyms:
    """Settles the readings of one article's names."""

    def __init__(self, parse: Parse, names: list[ProperName], knowledge: Knowledge, book: RoleBook) -> None:
        self.parse = parse
        self.names = names
        self.knowledge = knowledge
        self.book = book
        self.full = [name for name in names if self._is_full(name)]
        self.spoken_of = self._countries()

    def _is_full(self, name: ProperName) -> bool:
        """Whether the name is a person's, in full."""
        if name.organization is not None or name.last - name.first < 2:
            return False
        return all(sense.entry in self.knowledge.people for sense in name.senses)

    def _countries(self) -> dict[str, set[str]]:
        """Every country the article speaks of, with the words that have no other reading."""
        found: dict[str, set[str]] = {}
        for name in self.names:
            countries = {self._country(sense) for sense in name.senses}
            if len(countries) == 1 and (country := countries.pop()) is not None:
                found.setdefault(country, set()).add(self._words(name))
        return found

    def _country(self, sense: Sense) -> str | None:
        entry = self.knowledge.entry(sense.entry)
        return entry.country if entry is not None else None

    def _words(self, name: ProperName) -> str:
        return fold(self.parse.words(name.first, name.last))

    # States, people and places of one name

    def settle_states(self, places: Iterable[Place]) -> None:
        """Names of states and capitals that may be a person's, or another place's."""
        located = {
            span: place
            for place in places
            for mention in place.mentions
            if (span := self.parse.tokens_of(mention.start, mention.end))
        }
        for name in self.names:
            sense = next((s for s in name.senses if s.entry in self.knowledge.countries), None)
            if sense is None or sense.facet not in _TERRITORY:
                continue
            place = located.get((name.first, name.last))
            if place is not None and not self._has_national_office(name):
                self._by_place(name, sense, place)
            bearer = self._bearer(name)
            if bearer is not None and sense in name.senses:
                self._against_person(name, sense, bearer)

    def _has_national_office(self, name: ProperName) -> bool:
        """Whether an office stands beside it that only a country has: "Georgia's president", "army chief of X"."""
        tokens = self.parse.tokens
        if name.last < len(tokens) and tokens[name.last].lower in POSSESSIVE:
            first = name.last + 1
            return any(self._is_national(first, last) for last in range(first + 1, first + _LONGEST_TITLE + 1))
        joint = name.first - 1
        if joint < 1 or tokens[joint].lower not in self.book.words["owner"]:
            return False
        return any(self._is_national(first, joint) for first in range(max(0, joint - _LONGEST_TITLE), joint))

    def _is_national(self, first: int, last: int) -> bool:
        tokens = self.parse.tokens[first:last]
        words = self.parse.text[tokens[0].start : tokens[-1].end] if tokens else ""
        return any(isinstance(sense, Title) and sense.one for sense in self.book.index.lookup(words))

    def _by_place(self, name: ProperName, sense: Sense, place: Place) -> None:
        """Where the article's places say it is another place, the name is a town's or region's."""
        country = self.knowledge.countries[sense.entry]
        seat = sense.facet is Facet.CAPITAL and place.kind == "city"
        same = place.country == country.country and (place.kind == "country" or seat)
        if same or place.country not in self.knowledge.countries or place.kind not in _SETTLED:
            least = 0.0 if sense.facet is Facet.NAME else _TOWN_LEAST
            others = [o for o in place.alternatives if o.country != country.country and o.score >= least][:2]
            name.rivals = tuple(map(_place_candidate, others)) if same else ()
            return
        score = sum(other.score for other in place.alternatives if other.country == country.country)
        loser = ActorCandidate(
            id=sense.entry, name=country.name, country=country.country, score=round(score, 3), rule="lacks.place-nearby"
        )
        name.senses = (Sense(place.country, Facet.CITY),)
        name.rivals, name.certain = (loser,), 1.0 - sum(o.score for o in place.alternatives) >= SURE

    def _bearer(self, name: ProperName) -> ProperName | None:
        """Somebody in the article who has this name, as a surname or else as a given name."""
        if name.last - name.first != 1:
            return None
        word = self._words(name)
        ending = (full for full in self.full if self._words(full).split()[-1] == word)
        beginning = (full for full in self.full if self._words(full).split()[0] == word)
        return next(ending, None) or next(beginning, None)

    def _against_person(self, name: ProperName, sense: Sense, bearer: ProperName) -> None:
        word, full = self._words(name), self._words(bearer).split()
        person = bearer.senses[0].entry if bearer.senses else slug(" ".join(full))
        state, human = ["state-by-default"], []
        human.append("surname-in-article" if full[-1] == word else "given-name-in-article")
        if self._calls_for_place(name):
            state.append("as-a-place")
        if self.spoken_of.get(self.knowledge.countries[sense.entry].country, set()) - {word}:
            state.append("of-a-state")
        if self._speaks(name):
            human.append("speaks")
        best, other = weigh({sense.entry: state, person: human})
        written = " ".join(t.text for t in self.parse.tokens[bearer.first : bearer.last])
        country = self.knowledge.countries[sense.entry]
        names = {sense.entry: (country.name, country.country), person: (written, None)}
        name.rivals += (_candidate(other, names),)
        name.certain = best.score >= SURE
        if best.id == person:
            name.senses, name.short_for = (), bearer

    def _calls_for_place(self, name: ProperName) -> bool:
        before = self.parse.tokens[name.first - 1] if name.first else None
        return before is not None and before.lower in self.book.words["locative"]

    def _speaks(self, name: ProperName) -> bool:
        token = self.parse.tokens[name.head]
        return tree.is_subject(token) and self.parse.head(token).lemma in self.book.words["of_persons"]

    # Bodies and states of one name

    def settle_bodies(self, phrases: Mapping[int, RolePhrase]) -> None:
        """Names and acronyms that several bodies or states bear; ``phrases``: role phrases by their first token."""
        for name in self.names:
            senses = [s for s in name.senses if s.entry not in self.knowledge.people]
            if name.same_as is not None:
                continue
            if len({sense.entry for sense in senses}) < 2:
                self._drop_unsupported(name, phrases.get(name.last))
                continue
            beside = self._sectors(phrases.get(name.last))
            by_entry = {sense.entry: sense for sense in reversed(senses)}
            weighed = weigh({id: self._reasons(name, id, list(by_entry)[-1], beside) for id in reversed(by_entry)})
            entries = {id: self.knowledge.entry(id) for id in by_entry}
            names = {id: (entry.name, entry.country) for id, entry in entries.items() if entry is not None}
            rest = tuple(sense for sense in name.senses if sense.entry != weighed[0].id)
            name.senses = (by_entry[weighed[0].id], *rest)
            name.rivals += tuple(_candidate(loser, names) for loser in kept(weighed[1:]))
            name.certain = weighed[0].score >= SURE

    def _drop_unsupported(self, name: ProperName, phrase: RolePhrase | None) -> None:
        """Two or three letters that mean much else besides: "PA" is the authority where something says so."""
        entry = self.knowledge.entry(name.senses[0].entry) if name.senses else None
        short = name.has(Facet.ACRONYM) and len(self._words(name)) <= _SHORT
        if not short or not isinstance(entry, Body) or not entry.ambiguous:
            return
        if not set(self._reasons(name, entry.id, "", self._sectors(phrase))) & _SUPPORT:
            name.senses, name.certain = (), False

    def _reasons(self, name: ProperName, id: str, first: str, beside: set[str]) -> list[str]:
        entry = self.knowledge.entry(id)
        word = self._words(name)
        held = {
            "listed-first": id == first,
            "known-by-it": fold(id) == word,
            "state-by-default": id in self.knowledge.countries,
            "spelled-out": any(self._means_only(other, id) and self._words(other) != word for other in self.names),
            "country-spoken-of": entry is not None and bool(self.spoken_of.get(entry.country or "", set()) - {word}),
            "sector-beside": isinstance(entry, Body) and bool(beside.intersection(entry.sectors)),
        }
        return [reason for reason, holds in held.items() if holds]

    def _means_only(self, name: ProperName, id: str) -> bool:
        facets = (Facet.NAME, Facet.ACRONYM, Facet.CAPITAL)
        return {sense.entry for sense in name.senses} == {id} and name.has(*facets)

    def _sectors(self, phrase: RolePhrase | None) -> set[str]:
        """Sectors of the noun after a name: "fighters" are rebels, "researchers" are of education."""
        found: set[str] = set()
        for sense in phrase.senses if phrase is not None else ():
            if isinstance(sense, Population | Title) and sense.sector:
                found.add(sense.sector)
            elif isinstance(sense, GenericBody):
                found.update(sense.sectors)
            elif isinstance(sense, ClassNoun):
                found.update({"REB"} if "armed_group" in sense.kinds else ())
        return found | ({"REB"} if "MIL" in found else set())  # rebels have commanders and troops as well


def _candidate(loser: Weighed, names: Mapping[str, tuple[str, str | None]]) -> ActorCandidate:
    name, country = names[loser.id]
    return ActorCandidate(id=loser.id, name=name, country=country, score=round(loser.score, 3), rule=loser.rule)


def _place_candidate(place: PlaceCandidate) -> ActorCandidate:
    return ActorCandidate(
        id=place.gazetteer_id, name=place.name, country=place.country, score=place.score, rule="lacks.place-nearby"
    )
