"""What a sentence says of two things it names: where somebody is, who leads what, which are the same.

In: an annotation and its mentions. Out: ties, read from prepositions, appositions, brackets and numerals
alone. Who fights, backs or meets whom is an event and is left to the coder.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.annotate.actors import tree
from dragoman.annotate.annotation import Annotation
from dragoman.annotate.mentions import book as things
from dragoman.model.mentions import MentionKind, ThingMention, Tie, TieKind
from dragoman.model.syntax import Token

_BEINGS = frozenset({MentionKind.PERSON, MentionKind.GROUP})
_PLACED = _BEINGS | {MentionKind.PLACE, MentionKind.PLATFORM, MentionKind.VEHICLE, MentionKind.WEAPON}


def find_ties(annotation: Annotation, mentions: Iterable[ThingMention]) -> tuple[Tie, ...]:
    """All ties of one article, in text order of their first thing."""
    found = dict.fromkeys(_Ties(annotation, mentions).find())
    return tuple(sorted(found, key=lambda tie: (tie.first.evidence.start, tie.second.evidence.start, tie.kind)))


class _Ties:
    def __init__(self, annotation: Annotation, mentions: Iterable[ThingMention]) -> None:
        self.annotation = annotation
        self.parse = annotation.parse
        self.words = things.load().words
        self.by_head: dict[int, list[ThingMention]] = {}
        for mention in mentions:
            self.by_head.setdefault(self._head(mention), []).append(mention)

    def _head(self, mention: ThingMention) -> int:
        """The noun that heads a mention, though a phrase at its end may hang elsewhere."""
        tokens = self.parse.tokens_in(mention.evidence.start, mention.evidence.end)
        inside = range(tokens[0].i, tokens[-1].i + 1)
        nouns = (t.i for t in tokens if t.head not in inside and t.pos in ("NOUN", "PROPN", "PRON"))
        return next(nouns, tree.head_of(self.parse, inside.start, inside.stop))

    def find(self) -> Iterator[Tie]:
        for i in list(self.by_head):
            token = self.parse.tokens[i]
            yield from self._located(token)
            yield from self._same(token)
            yield from self._bracketed(token)
            yield from self._headed(token)
            yield from self._described(token)
        yield from self._parts()

    def _at(self, token: Token, kinds: frozenset[MentionKind]) -> ThingMention | None:
        """The longest mention of one of the kinds that the token heads."""
        fitting = [mention for mention in self.by_head.get(token.i, ()) if mention.kind in kinds]
        return max(fitting, key=lambda mention: mention.evidence.end - mention.evidence.start, default=None)

    def _located(self, token: Token) -> Iterator[Tie]:
        """ "forces in Syria", "the minister arrived in Paris"."""
        place = self._at(token, frozenset({MentionKind.PLACE}))
        first = token
        while first.dep == "conj":
            first = self.parse.head(first)
        preposition = self.parse.head(first)
        if place is None or first.dep != "pobj" or preposition.lower not in self.words["located"]:
            return
        above = self.parse.head(preposition)
        if above.dep == "prep" or above.pos == "ADP":
            above = self.parse.head(above)
        for other in self._placed_by(above):
            if (thing := self._at(other, _PLACED)) is not None and thing is not place:
                yield Tie(kind=TieKind.LOCATED_IN, first=thing, second=place, rule="tie.preposition-of-place")

    def _placed_by(self, above: Token) -> list[Token]:
        """The noun a phrase of place hangs on, or who does or suffers what its verb tells."""
        if above.pos not in ("VERB", "AUX"):
            return [above]
        subject = tree.subject_of(self.parse, above)
        objects = [child for child in self.parse.children(above) if child.dep == "dobj"]
        return [token for token in (subject, *objects) if token is not None]

    def _same(self, token: Token) -> Iterator[Tie]:
        """ "X, commander of Y": one person or body named twice."""
        for child in self.parse.children(token):
            if child.dep == "appos":
                one, other = self._at(token, _BEINGS), self._at(child, _BEINGS)
                if one is not None and other is not None and one.kind is other.kind:
                    yield Tie(kind=TieKind.SAME_AS, first=one, second=other, rule="tie.apposition")
                    yield Tie(kind=TieKind.SAME_AS, first=other, second=one, rule="tie.apposition")

    def _bracketed(self, token: Token) -> Iterator[Tie]:
        """ "Syrian Democratic Forces (SDF)"."""
        tokens = self.parse.tokens
        if token.i < 2 or token.i + 1 >= len(tokens):
            return
        if tokens[token.i - 1].text != "(" or tokens[token.i + 1].text != ")" or not token.text.isupper():
            return
        before = next((m for i in range(token.i - 2, max(-1, token.i - 9), -1) for m in self.by_head.get(i, ())
                       if m.evidence.end == tokens[token.i - 2].end), None)  # fmt: skip
        short = self._at(token, _BEINGS | {MentionKind.PLATFORM})
        if before is not None and short is not None:
            yield Tie(kind=TieKind.SAME_AS, first=before, second=short, rule="tie.acronym-in-brackets")
            yield Tie(kind=TieKind.SAME_AS, first=short, second=before, rule="tie.acronym-in-brackets")

    def _headed(self, token: Token) -> Iterator[Tie]:
        """ "commander of U.S. Central Command"; where a name is in apposition, the name."""
        if token.lemma not in self.words["heads"]:
            return
        person = self._at(token, frozenset({MentionKind.PERSON}))
        if token.dep == "appos":
            person = self._at(self.parse.head(token), frozenset({MentionKind.PERSON})) or person
        named = (c for c in self.parse.children(token) if c.dep == "appos")
        person = next((m for c in named if (m := self._at(c, frozenset({MentionKind.PERSON})))), person)
        for preposition in self.parse.children(token):
            if person is not None and preposition.lower in ("of", "for") and preposition.dep == "prep":
                for noun in self.parse.children(preposition):
                    body = self._at(noun, frozenset({MentionKind.GROUP, MentionKind.PLACE}))
                    if body is not None:
                        yield Tie(kind=TieKind.HEADS, first=person, second=body, rule="tie.office-of-body")

    def _described(self, token: Token) -> Iterator[Tie]:
        """ "120 soldiers"; "the Swedish citizen X"."""
        thing = self._at(token, _PLACED | {MentionKind.DOCUMENT})
        for child in self.parse.children(token):
            number = self._at(child, frozenset({MentionKind.QUANTITY}))
            if thing is not None and number is not None and child.dep in ("nummod", "quantmod"):
                yield Tie(kind=TieKind.NUMBERS, first=thing, second=number, rule="tie.number-of")
            nation = self._at(child, frozenset({MentionKind.NATIONALITY}))
            if thing is not None and nation is not None and thing.kind is MentionKind.PERSON:
                yield Tie(kind=TieKind.IS_OF, first=thing, second=nation, rule="tie.nationality")

    def _parts(self) -> Iterator[Tie]:
        """What the record knows to be part of what, where one sentence names both."""
        groups = [m for mentions in self.by_head.values() for m in mentions if m.kind is MentionKind.GROUP]
        for relation in self.annotation.relations:
            if relation.kind not in ("part_of", "member_of"):
                continue
            for child in (m for m in groups if relation.child in m.actors):
                for parent in (m for m in groups if relation.parent in m.actors):
                    if self._sentence(child) == self._sentence(parent):
                        yield Tie(kind=TieKind.PART_OF, first=child, second=parent, rule=relation.rule)

    def _sentence(self, mention: ThingMention) -> int:
        return self.parse.tokens_in(mention.evidence.start, mention.evidence.end)[0].sentence
