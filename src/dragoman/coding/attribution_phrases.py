"""Who says what, told by nouns, adjectives and fixed phrases instead of verbs.

Comes in: a parsed text and the cue lexicon. Goes out: attributions for "the minister's claim that ...",
"is willing to ...", "according to ..." and "Minister: ...".
"""

from __future__ import annotations

from dragoman.annotate.annotation import Annotation
from dragoman.annotate.paragraphs import paragraphs
from dragoman.coding.attribution import Attribution, runs
from dragoman.coding.clause import Grammar
from dragoman.coding.cues import Cues
from dragoman.model.syntax import Token
from dragoman.model.text import Span

_OBJECTS = ("dobj", "obj", "attr", "oprd")
_NAME_WORDS = 5
_SPEAKING = ("PERSON", "ORG", "GPE", "NORP")


class PhraseAttributor:
    """Finds the attributions of nouns, adjectives and fixed phrases in one text."""

    def __init__(self, annotation: Annotation, cues: Cues, grammar: Grammar) -> None:
        self.annotation = annotation
        self.parse = annotation.parse
        self.cues = cues
        self.grammar = grammar
        self.paragraphs = list(paragraphs(annotation.document.text))

    def find(self) -> list[Attribution]:
        """Every such attribution, in text order."""
        found: list[Attribution] = []
        for token in self.parse.tokens:
            if token.lower in self.cues.sources:
                found += self._source(token)
            elif token.pos == "NOUN":
                found += self._noun(token)
            elif token.pos == "ADJ":
                found += self._adjective(token)
            elif token.text == ":":
                found += self._turn(token)
        return found

    def _noun(self, noun: Token) -> list[Attribution]:
        """ "The minister's claim that ...", "their support for ..."."""
        takes = self.cues.nouns.get(noun.lemma, {})
        for child in self.parse.children(noun):
            name = self._complement(child) if child.i > noun.i else None
            if name in takes:
                content = self._inside(child) if child.dep == "prep" else self.parse.span(child)
                return [Attribution(noun, takes[name], name, self._owner(noun), (content,), "statement.noun")]
        return []

    def _adjective(self, adjective: Token) -> list[Attribution]:
        """ "The minister is confident that ..."."""
        takes = self.cues.adjectives.get(adjective.lemma, {})
        for child in self.parse.children(adjective):
            name = self._complement(child) if child.i > adjective.i else None
            if name in takes:
                content = self._inside(child) if child.dep == "prep" else self.parse.span(child)
                subjects = self.grammar.clause(adjective).get("subject")
                speaker = subjects[0] if subjects else None
                return [Attribution(adjective, takes[name], name, speaker, (content,), "statement.adjective")]
        return []

    def _complement(self, child: Token) -> str:
        """The name of what follows a noun or an adjective, or nothing."""
        if child.dep == "prep":
            return child.lower
        marks = {c.lower: c.dep for c in self.parse.children(child)}
        if child.dep in ("acl", "xcomp") and child.tag == "VB" and "to" in marks:
            return "to"
        if child.dep in ("acl", "ccomp") and (marks.get("that") == "mark" or child.dep == "ccomp"):
            return "that"
        return ""

    def _inside(self, preposition: Token) -> Span:
        tokens = self.parse.subtree(preposition)
        return Span(tokens[min(1, len(tokens) - 1)].start, tokens[-1].end)

    def _owner(self, noun: Token) -> Token | None:
        """Whose words a noun stands for: "X's claim", "a claim by X", "X voiced support for"."""
        owners = [c for c in self.parse.children(noun) if c.dep == "poss"]
        owners += [o for c in self.parse.children(noun) if c.lower in ("by", "from") for o in self.parse.children(c)]
        head = self.parse.head(noun)
        if not owners and noun.dep in _OBJECTS and head.pos == "VERB":
            owners = self.grammar.subjects(head)
        return owners[0] if owners else None

    def _turn(self, colon: Token) -> list[Attribution]:
        """A headline or a turn of a conversation: "Minister: No talks before June"."""
        start, end = next((a, b) for a, b in self.paragraphs if colon.start < b)
        name = self.parse.tokens_in(start, colon.start)
        rest = self.parse.tokens_in(colon.end, end)
        named = [t for t in name if t.entity in _SPEAKING or self.annotation.reference_at(t)]
        if not named or len(name) > _NAME_WORDS or not rest or any(t.pos not in ("PROPN", "ADP") for t in name):
            return []
        heads = [t for t in named if self.parse.head(t) not in named]
        content = (Span(rest[0].start, rest[-1].end),)
        return [Attribution(colon, "say", "signature", (heads or named)[-1], content, "statement.turn")]

    def _source(self, word: Token) -> list[Attribution]:
        """ "According to the ministry, ..."."""
        phrase = self._source_object(word)
        if phrase is None:
            return []
        host = self.parse.head(word)
        while host.pos not in ("VERB", "AUX") and host.head != host.i:
            host = self.parse.head(host)
        own = {t.i for t in self.parse.subtree(word)}
        said = {t.i for t in self.parse.subtree(host)} - own
        if host.dep != "ROOT":
            said = {i for i in said if not self.parse.tokens[i].tag.startswith("W") or i > word.i}
        content = runs(self.parse, sorted(said))
        return [Attribution(word, "source", "sentence", phrase, content, "statement.source")] if content else []

    def _source_object(self, word: Token) -> Token | None:
        preposition = self.cues.sources[word.lower]
        if word.dep not in ("prep", "advcl", "ROOT"):
            return None
        for child in self.parse.children(word):
            if child.dep == "prep" and child.lower == preposition:
                return next((o for o in self.parse.children(child) if o.dep in ("pobj", "pcomp")), None)
            if child.dep == "pobj" and not preposition:
                return child
        return None
