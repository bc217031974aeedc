"""Which country is meant where nothing says so: of "the government", "police", "the minister".

In: what was referred to before, the dateline, the speaker. Out: a country with the rule and the
words it was read from, never more than a guess.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dragoman.annotate.actors import tree
from dragoman.annotate.actors.anchors import RolePhrase
from dragoman.annotate.actors.cast import HOST_RULES
from dragoman.annotate.actors.discourse import Discourse
from dragoman.annotate.actors.reading import Reading
from dragoman.model.entities import ActorKind
from dragoman.model.syntax import Token
from dragoman.model.text import Attested, Basis, Evidence

_COUNTRY_LIKE = frozenset({ActorKind.STATE, ActorKind.GOVERNMENT, ActorKind.ORGANIZATION, ActorKind.PERSON})


class Context:
    """Country guesses for one article."""

    def __init__(self, reading: Reading, discourse: Discourse) -> None:
        self.reading = reading
        self.discourse = discourse
        self.cast = reading.cast
        self.speakers: dict[int, str] = {}  # quoted token -> actor id of who speaks
        self.main: Attested[str] | None = None  # the country most of the article is about
        self.only: Attested[str] | None = None  # the same, where the article is about no other
        self.named: list[tuple[Evidence, str]] = []  # mentions of countries and of what is theirs, in text order

    def settle(self) -> None:
        """Fix the article's main country, once all names are in."""
        counts: Counter[str] = Counter()
        first: dict[str, Evidence] = {}
        self.named = sorted(self._countries_named(), key=lambda named: named[0].start)
        for evidence, code in self.named:
            counts[code] += 1
            first.setdefault(code, evidence)
        if counts:
            code, number = max(counts.items(), key=lambda item: item[1])
            if number > sum(counts.values()) / 2:
                self.main = _derived(code, "actor.country-of-article", first[code])
                self.only = self.main if len(counts) == 1 else None

    def _countries_named(self) -> Iterator[tuple[Evidence, str]]:
        """Every mention of a country or of something that is a country's, "Syrian" in "the Syrian army" included."""
        countries = self.reading.knowledge.countries
        for reference in self.cast.references.values():
            for id in reference.actors:
                if (code := self.cast.drafts[id].code) in countries:
                    yield self.reading.document.evidence(reference.start, reference.end), code
        for name in self.reading.names:
            if name.first in self.reading.absorbed and name.senses:
                yield self.cast.evidence(name.first, name.last), countries[name.senses[0].entry].country

    def beside(self, start: int) -> Attested[str] | None:
        """The country named last before a position in its sentence, else the first named after it.

        Who is named at the end as having said it all speaks for the country named first.
        """
        parse = self.reading.parse
        token = next(iter(parse.tokens_in(start, start + 1)))
        while token.dep in ("compound", "nmod", "amod") and token.head != token.i:
            token = parse.head(token)
        first, last = (
            parse.tokens[i] for i in (parse.sentences[token.sentence][0], parse.sentences[token.sentence][1] - 1)
        )
        near = [named for named in self.named if first.start <= named[0].start < last.end]
        speaks = tree.is_subject(token) and parse.head(token).dep == "ROOT"
        named = near[:1] if speaks else [n for n in near if n[0].start < start][-1:] or near[:1]
        return _derived(named[0][1], "actor.country-named-beside", named[0][0]) if named else None

    def of(self, phrase: RolePhrase) -> Attested[str] | None:
        """The country of a body or people without one: of what it stands beside, of the place, of the article."""
        return self._of_coordinate(phrase) or self._of_sender(phrase) or self._of_place(phrase) or self.main

    def of_definite(self, phrase: RolePhrase) -> Attested[str] | None:
        """The country "the government" or "the minister" belongs to: the speaker's, the subject's, the last one's."""
        return (
            self._of_coordinate(phrase)
            or self.of_speaker(phrase)
            or self._of_subject(phrase)
            or self._of_place(phrase)
            or self._of_last(phrase)
            or self.main
        )

    def of_speaker(self, phrase: RolePhrase) -> Attested[str] | None:
        speaker = self.speakers.get(phrase.head)
        return self._from_actor(speaker, "actor.country-of-speaker") if speaker else None

    def _of_coordinate(self, phrase: RolePhrase) -> Attested[str] | None:
        """ "Syria's President X and other senior officials": the country of the first noun of the row."""
        token = self.reading.parse.tokens[phrase.head]
        while token.dep == "conj":
            token = self.reading.parse.head(token)
            reference = self.cast.references.get(token.i)
            if reference is not None:
                return self._from_actor(reference.actors[0], "actor.country-of-coordinate", token)
        return None

    def _of_sender(self, phrase: RolePhrase) -> Attested[str] | None:
        """ "Turkey sent more troops": a verb whose object is the subject's own."""
        token = self.reading.parse.tokens[phrase.head]
        verb = self.reading.parse.head(token)
        if token.dep not in ("dobj", "nsubjpass") or verb.lemma not in self.reading.book.words["sending"]:
            return None
        subject = tree.subject_of(self.reading.parse, verb)
        reference = self.cast.references.get(subject.i) if subject is not None else None
        return self._from_actor(reference.actors[0], "actor.country-of-sender", subject) if reference else None

    def _of_place(self, phrase: RolePhrase) -> Attested[str] | None:
        first, last = self.reading.parse.sentences[self.reading.parse.tokens[phrase.head].sentence]
        for i in range(first, last):
            reference = self.cast.references.get(i)
            if reference is not None and reference.rule in HOST_RULES and self._is_location(i):
                return self._from_actor(reference.actors[0], "actor.country-of-place", self.reading.parse.tokens[i])
        return None

    def _is_location(self, i: int) -> bool:
        """Whether something happens at the place, rather than coming from there or going there."""
        above = self.reading.parse.head(self.reading.parse.tokens[i])
        return above.lower in self.reading.book.words["locative"]

    def _of_subject(self, phrase: RolePhrase) -> Attested[str] | None:
        for subject in tree.governing_subjects(self.reading.parse, self.reading.parse.tokens[phrase.head]):
            reference = self.cast.references.get(subject.i)
            if reference is not None and subject.i < phrase.head:
                return self._from_actor(reference.actors[0], "actor.country-of-subject", subject)
        return None

    def _of_last(self, phrase: RolePhrase) -> Attested[str] | None:
        id = self.discourse.recent(
            lambda draft: draft.code in self.reading.knowledge.countries, phrase.head, sentences=2
        )
        return self._from_actor(id, "actor.country-of-context") if id else None

    def country_meant(self, phrase: RolePhrase) -> str | None:
        """ "the country": the last country talked about that is not the doer of this very clause."""
        token = self.reading.parse.tokens[phrase.head]
        verb = tree.governor(self.reading.parse, token)
        subject = tree.subject_of(self.reading.parse, verb) if verb is not None else None
        doer = self.cast.references.get(subject.i) if subject is not None and subject.i != token.i else None
        own = doer.actors if doer is not None else ()
        countries = self.reading.knowledge.countries
        rival: str | None = None
        for talk in reversed(self.discourse.talks):
            if token.sentence - talk.sentence > 3:
                break
            draft = self.cast.drafts[talk.actors[0]] if len(talk.actors) == 1 else None
            if draft is None or talk.token >= token.i or draft.kind not in _COUNTRY_LIKE:
                continue
            adjective = token.dep == "poss" and self.reading.parse.tokens[talk.token].dep == "amod"
            if draft.code in countries and draft.code not in own and not adjective:
                self.cast.known(draft.code, self.cast.evidence(talk.token, talk.token + 1))
                return draft.code
            rival = rival or (draft.code if draft.code in countries else None)
        return rival if rival in self.cast.drafts else None

    def _from_actor(self, id: str, rule: str, token: Token | None = None) -> Attested[str] | None:
        draft = self.cast.drafts[id]
        if draft.country is None or draft.country.value not in self.reading.knowledge.countries:
            return None
        evidence = (self.cast.evidence(token.i, token.i + 1),) if token else draft.country.evidence
        return Attested(value=draft.country.value, basis=Basis.DERIVED, rule=rule, evidence=evidence)


def _derived(code: str, rule: str, evidence: Evidence) -> Attested[str]:
    return Attested(value=code, basis=Basis.DERIVED, rule=rule, evidence=(evidence,))
