"""Noun phrases that name or describe agreements: "the March 10 agreement", "resolution 425", "a US-brokered truce".

Comes in: an annotated document and the agreements known by name. Goes out: one AgreementMention for each phrase, with
its extent and what names it. Whether a phrase without a name is an agreement is for its parties to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from dragoman.annotate.annotation import Annotation
from dragoman.coding.agreements.entries import KnownAgreements
from dragoman.coding.agreements.wording import Wording
from dragoman.coding.agreements.words import cues, lemma
from dragoman.coding.circumstances import Circumstances
from dragoman.coding.clause import Grammar
from dragoman.coding.fillers import Filled
from dragoman.model.agreements import AgreementKind, AgreementStatus
from dragoman.model.entities import ActorKind, Place, Timex
from dragoman.model.syntax import Token
from dragoman.model.text import Attested

_DEFINITE = frozenset({"the", "this", "that", "its", "their", "these", "those", "both"})
_LONGEST_ACRONYM = 8  # letters


@dataclass(slots=True)
class AgreementMention:
    """A noun phrase that names or describes an agreement."""

    noun: Token
    start: int
    end: int
    family: str  # of data/coding/agreements.yaml
    kind: AgreementKind
    named: bool  # it has a date, a number or a proper name; else its parties make it one
    definite: bool
    number: str | None = None
    when: Timex | None = None
    place: Place | None = None  # in the name
    entries: tuple[str, ...] = ()  # known under this name
    topic: frozenset[str] = frozenset()  # lemmas that say what it is about: "trade", "nuclear"
    has_subject: bool = False  # what it is about is told, and the business of states
    needs_sides: bool = False  # "a charter" is one only between sides
    another: bool = False  # "a new deal": not the one told before
    stands_for: AgreementMention | None = None  # what an acronym is short for
    date: Attested[str] | None = None  # these five are what its clause says
    site: Attested[str] | None = None
    status: Attested[AgreementStatus] | None = None
    parties: list[Filled] = field(default_factory=list)
    own: list[Filled] = field(default_factory=list)  # of the parties, those in the phrase itself
    mediators: list[Filled] = field(default_factory=list)

    def covers(self, token: Token) -> bool:
        """Whether a word is part of the name."""
        return self.start <= token.start < self.end


class AgreementNames:
    """Finds the phrases of one document."""

    def __init__(
        self, annotation: Annotation, grammar: Grammar, circumstances: Circumstances, known: KnownAgreements
    ) -> None:
        self.annotation = annotation
        self.parse = annotation.parse
        self.grammar = grammar
        self.circumstances = circumstances
        self.known = known
        self.wording = Wording(annotation, circumstances)

    def find(self) -> Iterator[AgreementMention]:
        """All phrases in text order."""
        names = {}
        covered: set[int] = set()
        for first, last, entries in self.known.in_text(self.parse):
            head = self._head(first, last)
            names[head.i] = (first, last, entries)
            covered.update(range(first, last))
        acronyms: dict[str, AgreementMention] = {}
        for token in self.parse.tokens:
            mention: AgreementMention | None
            if token.i in names:
                mention = self._known(token, *names[token.i])
            elif token.text in acronyms and self._acronym_at(token.i) is None:
                mention = self._short(token, acronyms[token.text])
            elif token.i in covered or self._lemma(token) not in cues()["nouns"] or not self.grammar.is_nominal(token):
                continue
            else:
                mention = self._described(token)
            if mention is None:
                continue
            acronym = self._acronym_after(mention)
            if acronym is not None:
                acronyms[acronym] = mention
            yield mention
            yield from self._further(mention)

    def _further(self, mention: AgreementMention) -> Iterator[AgreementMention]:
        """ "Resolutions 242 and 338": the second and later numbers."""
        if mention.number is None or not mention.noun.is_plural_noun:
            return
        for token in self.parse.tokens_in(mention.end, self.parse.sentence_span(mention.noun.sentence).end):
            if token.text.isdigit():
                yield replace(mention, start=token.start, end=token.end, number=token.text, entries=())
            elif token.lower not in (",", "and"):
                return

    def _lemma(self, noun: Token) -> str:
        return lemma(self.parse, noun)

    # Names that are known

    def _head(self, first: int, last: int) -> Token:
        """The word of a name that the rest of the sentence speaks of."""
        inside = self.parse.tokens[first:last]
        after = self.parse.tokens[last : last + 2]  # "the Trans-Pacific Partnership trade pact"
        inside += [t for t in after if t.i == inside[-1].head]
        nouns = [t for t in inside if self._lemma(t) in cues()["nouns"]]
        outside = [t for t in inside if not first <= t.head < last or t.head == t.i]
        both = [t for t in nouns if t in outside]
        return (both or nouns or outside or inside)[0]

    def _known(self, noun: Token, first: int, last: int, entries: tuple[str, ...]) -> AgreementMention:
        own = self._phrase(noun)
        start, end = self.parse.tokens[first].start, self.parse.tokens[last - 1].end
        family = cues()["nouns"].get(self._lemma(noun), "pact")
        legal = any(self.known.is_legal(entry) for entry in entries)
        own.family = "resolution" if legal and any(self.known.is_resolution(e) for e in entries) else family
        if own.when is not None:
            start = min(start, own.when.evidence.start)
        if own.family == "resolution":  # whose it is stands before it
            start = min(start, own.start)
        own.start, own.end = start, max(own.end, end)
        own.named, own.definite, own.entries = True, True, entries
        own.kind = "legal" if legal else "named"
        return own

    def _short(self, token: Token, long: AgreementMention) -> AgreementMention:
        return AgreementMention(
            noun=token,
            start=token.start,
            end=token.end,
            family=long.family,
            kind=long.kind,
            named=True,
            definite=True,
            stands_for=long,
        )

    def _acronym_after(self, mention: AgreementMention) -> str | None:
        """The short form that a name brings with it: "a free trade agreement (FTA)"."""
        following = self.parse.tokens_in(mention.end, len(self.parse.text))[:3]
        if [t.text for t in following[:2]] == [",", "or"] and len(following) == 3:
            return following[2].text if _is_acronym(following[2].text) else None
        return self._acronym_at(following[1].i) if following[0:1] and following[0].text == "(" else None

    def _acronym_at(self, i: int) -> str | None:
        """The word in brackets at a place, if it is in capitals."""
        tokens = self.parse.tokens[max(i - 1, 0) : i + 2]
        if len(tokens) != 3 or (tokens[0].text, tokens[2].text) != ("(", ")"):
            return None
        return tokens[1].text if _is_acronym(tokens[1].text) else None

    # Names and descriptions that are not

    def _described(self, noun: Token) -> AgreementMention | None:
        """The phrase around an agreement noun; None where it is no agreement between sides."""
        before = self.parse.tokens[noun.i - 1] if noun.i else None
        if (before is not None and before.lower in cues()["never"]) or self._is_person(noun) or self._is_idiom(noun):
            return None
        if noun.dep == "compound" and self._is_part_of_another(noun):
            return None
        mention = self._phrase(noun)
        words = {t.lower for t in self.parse.tokens_in(mention.start, mention.end) if t is not noun}
        words |= {w.lower for w in (*self.wording.told_of(noun), *self.parse.children(noun))}
        if noun.lemma == "resolution":
            domestic = words.intersection(cues()["domestic-bodies"])
            council = words.intersection(cues()["councils"])
            if domestic or not (mention.number or council or mention.family != "resolution" or self._has_maker(noun)):
                return None
        elif noun.lemma in cues()["named-only"]:
            if not words.isdisjoint(cues()["assemblies"]) and not self._is_exact(mention):
                return None
            mention.needs_sides = not self._is_exact(mention) and (not mention.named or noun.text[0].islower())
        elif not mention.named or noun.lemma == "contract":
            needed = cues()["needing"].get(noun.lemma)
            if needed is not None and words.isdisjoint(needed):
                return None
            if noun.dep == "compound" and self.parse.head(noun).lemma not in cues()["status-nouns"]:
                return None
        return mention

    def _is_exact(self, mention: AgreementMention) -> bool:
        """Whether the words are just the name of a known one, whatever their case."""
        return self.known.exactly(self.parse.text[mention.start : mention.end])

    def _is_person(self, noun: Token) -> bool:
        """Governor Nathan Deal."""
        reference = self.annotation.reference_at(noun)
        actors = [self.annotation.actor_by_id.get(id) for id in reference.actors] if reference is not None else []
        return noun.entity == "PERSON" or any(a is not None and a.kind is ActorKind.PERSON for a in actors)

    def _is_idiom(self, noun: Token) -> bool:
        """ "Seal the deal" for anything that is settled, "a new deal" of a programme."""
        before = self.parse.words(max(noun.i - 3, 0), noun.i + 1).lower()
        after = self.parse.tokens[noun.i + 1 : noun.i + 2]
        return not (after and after[0].lower in ("with", "between")) and before.endswith(tuple(cues()["idioms"]))

    def _has_maker(self, noun: Token) -> bool:
        """ "The Council adopted a resolution": the clause says whose it is."""
        head = self.parse.head(noun)
        return head.pos == "VERB" and head.lemma in cues()["adopting"]

    def _is_part_of_another(self, noun: Token) -> bool:
        """ "A ceasefire deal": the head is the agreement; "deal talks" name one only where it has a name."""
        return self._lemma(self.parse.head(noun)) in cues()["nouns"]

    def _phrase(self, noun: Token) -> AgreementMention:
        naming = self.wording.naming(noun)
        behind = self.wording.behind(noun)
        dates = [c for p in self.parse.children(noun) if p.lower == "of" for c in self.parse.children(p)]
        dated = self.circumstances.timexes_at(naming)
        dated += self.circumstances.timexes_at([t for c in dates for t in self.parse.subtree(c)])
        owners = [t for c in self.parse.children(noun) if c.dep == "poss" for t in self.parse.subtree(c)]
        dated += self.circumstances.timexes_at(t for t in owners if self.annotation.reference_at(t) is None)
        dated = [(token, timex) for token, timex in dated if timex.type == "DATE"]
        about = self.wording.about(noun)
        number = self.wording.number(noun)
        proper = [t for t in naming if t.pos == "PROPN" and t.text[0].isupper()]
        places = [place for _, place in self.circumstances.places_at(proper) if place.kind != "country"]
        hyphen = len(self._lemma(noun)) - len(noun.lemma)
        start = min([noun.start - hyphen, *(t.start for t in naming)])
        end = max([noun.end, *(t.end for t in (*number, *behind)), *(timex.evidence.end for _, timex in dated)])
        titled = noun.text[0].isupper() and noun.text != noun.text.upper() and bool(proper or self.wording.title(noun))
        named = bool(dated or number or places) or titled
        children = self.parse.children(noun)
        articles = [c.lower for c in children if c.dep in ("det", "poss")]
        return AgreementMention(
            noun=noun,
            start=start,
            end=end,
            family=cues()["nouns"].get(self._lemma(noun), "pact"),
            kind="legal" if self._is_legal(noun, named) else "named" if named else "described",
            named=named,
            definite=bool(_DEFINITE.intersection(articles)) or any(c.dep == "poss" for c in children),
            number=number[0].text if number else None,
            when=dated[0][1] if dated else None,
            place=places[0] if places else None,
            entries=self._entries(start, end, dated[0][1] if dated else None) if named else (),
            topic=frozenset(self._lemma(t) for t in (*naming, *about) if t.pos in ("NOUN", "ADJ") and t.tag != "VBN"),
            has_subject=any(self.annotation.reference_at(t) is not None for t in about)
            or self.wording.is_political(noun),
            another=any(c.lower in cues()["another"] for c in children),
        )

    def _entries(self, start: int, end: int, when: Timex | None) -> tuple[str, ...]:
        """Entries of a name, with its date or without."""
        words = self.parse.text[start:end]
        bare = words.replace(when.evidence.text, "") if when is not None else words
        return self.known.by_name(words) or self.known.by_name(bare)

    def _is_legal(self, noun: Token, named: bool) -> bool:
        return noun.lemma in cues()["legal"] and (named or noun.lemma not in ("armistice",))


def _is_acronym(word: str) -> bool:
    """ "FTA", "MoU"."""
    return 2 <= len(word) <= _LONGEST_ACRONYM and word[0].isupper() and sum(c.isupper() for c in word) >= 2
