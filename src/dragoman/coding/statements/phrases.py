"""Who says what, told by nouns, adjectives and fixed phrases instead of verbs.

Comes in: a parsed text and the cue lexicon. Goes out: attributions for "the minister's claim that ...",
"is willing to ...", "according to ..." and "in a poll, ...".
"""

from __future__ import annotations

from dragoman.annotate.annotation import Annotation
from dragoman.coding.clause import Grammar
from dragoman.coding.statements.attribution import Attribution, runs
from dragoman.coding.statements.cues import Cues, Source
from dragoman.coding.statements.extent import OBJECTS
from dragoman.model.syntax import Token
from dragoman.model.text import Span


class PhraseAttributor:
    """Finds the attributions of nouns, adjectives and fixed phrases in one text."""

    def __init__(self, annotation: Annotation, cues: Cues, grammar: Grammar) -> None:
        self.annotation = annotation
        self.parse = annotation.parse
        self.cues = cues
        self.grammar = grammar

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
        if not owners and noun.dep in OBJECTS and head.pos == "VERB" and "claim" not in self.cues.verb(head.lemma):
            owners = self.grammar.subjects(head)
        if not owners and noun.dep == "nsubj" and head.lemma == "come":  # "the warning came from"
            froms = [c for c in self.parse.children(head) if c.lower == "from"]
            owners = [o for c in froms for o in self.parse.children(c) if o.dep == "pobj"]
        return owners[0] if owners else None

    def _source(self, word: Token) -> list[Attribution]:
        """ "According to the ministry, ..."."""
        source = self.cues.sources[word.lower]
        phrase = self._source_object(word, source)
        if phrase is None:
            return []
        host = self._host(word)
        own = {t.i for t in self.parse.subtree(word)}
        said = {t.i for t in self.parse.subtree(host)} - own
        if host.dep != "ROOT":
            said = {i for i in said if not self.parse.tokens[i].tag.startswith("W") or i > word.i}
        if any(i < word.i for i in said) and host.i < word.i:
            said = {i for i in said if i < word.i}
        content = runs(self.parse, sorted(said))
        return [Attribution(word, source.cue_class, "sentence", phrase, content, "statement.source")] if content else []

    def _host(self, word: Token) -> Token:
        """The verb of the sentence or clause that a word is about."""
        host = self.parse.head(word)
        while host.pos not in ("VERB", "AUX") and host.head != host.i:
            host = self.parse.head(host)
        while host.dep in ("conj", "advcl") and self.parse.head(host).pos in ("VERB", "AUX"):
            host = self.parse.head(host)
        return host

    def _source_object(self, word: Token, source: Source) -> Token | None:
        first = self.parse.sentences[word.sentence][0]
        if word.dep not in ("prep", "advcl", "ROOT") or (source.nouns and word.i != first):
            return None
        holder: Token | None = word
        if source.preposition:
            children = self.parse.children(word)
            holder = next((c for c in children if c.dep == "prep" and c.lower == source.preposition), None)
        if holder is None:
            return None
        for phrase in self.parse.children(holder):
            if phrase.dep in ("pobj", "pcomp"):
                fits = not source.nouns or phrase.lemma in source.nouns
                return phrase if fits and (not source.names_only or phrase.pos == "PROPN") else None
        return None
