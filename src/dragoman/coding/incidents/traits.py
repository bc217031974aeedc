"""What speaks for a thing's part in an incident: the words around its mentions, as named traits.

Comes in: the things of a document. Goes out: for each a set of traits such as ``object of kill`` or
``head bomb``. Traits are made of words, grammar, the frames of the lexicon and the kinds of actor, and
nothing else; what each is worth is learned (``weights``).
"""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.annotate.annotation import Annotation
from dragoman.coding.clause import Grammar
from dragoman.coding.frames import AnchorKind
from dragoman.coding.incidents.things import Phrase, Thing
from dragoman.coding.lexicon import Lexicon
from dragoman.model.syntax import Token

_FORCE = frozenset({"ASSAULT", "COERCE"})
_NEAR = 1  # sentences around a mention whose deeds are looked at


class Traits:
    """Makes the traits of the things of one document."""

    def __init__(self, annotation: Annotation, grammar: Grammar, lexicon: Lexicon) -> None:
        self.annotation = annotation
        self.parse = annotation.parse
        self.lexicon = lexicon
        self.governors = _governors(annotation, grammar)
        self.deeds = [self._deeds_of(s) for s in range(len(self.parse.sentences))]

    def of(self, thing: Thing) -> set[str]:
        """Traits of a thing: those of each of its mentions, and how often and where it is mentioned."""
        found: set[str] = set()
        for phrase in thing.phrases:
            found.update(self._of_phrase(phrase, thing))
        found.add(f"mentions {min(len(thing.phrases), 4)}")
        found.add(f"first sentence {min(thing.phrases[0].head.sentence, 6)}")
        return found

    def _kind(self, phrase: Phrase, thing: Thing) -> str:
        if thing.actor is not None:
            sector = thing.actor.sectors[0].value if thing.actor.sectors else ""
            return f"{thing.actor.kind.value}/{sector}"
        return phrase.head.entity or phrase.head.pos

    def _of_phrase(self, phrase: Phrase, thing: Thing) -> Iterator[str]:
        head = phrase.head
        word = "NAME" if phrase.named else head.lemma
        kind = self._kind(phrase, thing)
        yield f"head {head.lower}"
        yield f"kind {kind}"
        yield f"ending {head.lower[-3:]}"
        yield f"entity {head.entity}/{head.tag}"
        for token in self.parse.tokens[phrase.first : phrase.head.i]:
            yield f"before {token.lower}"
            if token.pos != "PROPN":
                yield f"before {token.lower} {word}"
        yield f"words {min(phrase.last - phrase.first, 4)} {head.pos}"
        for predicate, slot in self.governors.get(head.i, ()):
            yield f"{slot} of {predicate.lemma}"
            yield f"{slot} of {predicate.lemma} {kind}"
            for code in self._codes(predicate):
                yield f"{slot} of {code}"
                yield f"{slot} of {code} {kind}"
                yield f"{slot} of {code} {word}"
        for distance in range(-_NEAR, _NEAR + 1):
            sentence = head.sentence + distance
            if not 0 <= sentence < len(self.deeds):
                continue
            for lemma, code in self.deeds[sentence]:
                near = "with" if distance == 0 else "near"
                yield f"{near} {lemma} {kind}"
                yield f"{near} {code} {word}"
        following = self.parse.tokens[head.i + 1] if head.i + 1 < len(self.parse.tokens) else None
        if following is not None:
            yield f"then {following.lower}"
        if phrase.first > 0:
            yield f"after {self.parse.tokens[phrase.first - 1].lower}"

    def _codes(self, token: Token) -> set[str]:
        """Types of force whose frames a word may evoke."""
        kind: AnchorKind = "verb" if token.pos in ("VERB", "AUX") else "noun"
        return {frame.code for _, frame in self.lexicon.candidates(kind, token.lemma)} & _FORCE

    def _deeds_of(self, sentence: int) -> list[tuple[str, str]]:
        """Words of force in a sentence, with the type."""
        return [
            (token.lemma, code)
            for token in self.parse.sentence_tokens(sentence)
            if token.pos in ("VERB", "NOUN")
            for code in self._codes(token)
        ]


def _governors(annotation: Annotation, grammar: Grammar) -> dict[int, list[tuple[Token, str]]]:
    """For each noun the verbs and nouns it depends on, and in which slot."""
    found: dict[int, list[tuple[Token, str]]] = {}
    for token in annotation.parse.tokens:
        if token.pos not in ("VERB", "NOUN", "AUX") or token.dep in ("aux", "auxpass"):
            continue
        for slot, fillers in grammar.clause(token).slots.items():
            for filler in fillers:
                for part in grammar.coordinated(filler):
                    entry = (token, slot)
                    if entry not in found.setdefault(part.i, []):
                        found[part.i].append(entry)
    return found
