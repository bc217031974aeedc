"""Refusals to speak: "declined to comment", "would not say whether", "did not respond to a request for comment".

Comes in: a parsed text and the cue lexicon. Goes out: attributions whose content is what was not said or not
answered.
"""

from __future__ import annotations

from dragoman.annotate.annotation import Annotation
from dragoman.coding.clause import Grammar
from dragoman.coding.statements.attribution import Attribution
from dragoman.coding.statements.cues import Cues
from dragoman.model.syntax import Token
from dragoman.model.text import Span

CLASS = "refuse"
_HELD = ("ccomp", "dobj", "prep", "xcomp")


class RefusalFinder:
    """Finds the refusals to speak in one text."""

    def __init__(self, annotation: Annotation, cues: Cues, grammar: Grammar) -> None:
        self.parse = annotation.parse
        self.words = cues.refusals
        self.grammar = grammar
        kinds = ("refusing", "missing", "ignoring", "telling")
        self.heads = frozenset({"have"}).union(*(self.words[kind] for kind in kinds))

    def find(self) -> list[Attribution]:
        """Every refusal, in text order."""
        found = (self._refusal(token) for token in self.parse.tokens if token.lemma in self.heads)
        return [refusal for refusal in found if refusal is not None]

    def _refusal(self, word: Token) -> Attribution | None:
        if word.lemma in self.words["refusing"]:
            return self._declined(word)
        if word.lemma == "have":
            return self._had_none(word)
        negation = self._negation(word)
        if word.lemma in self.words["missing"]:
            return self._missing(word, negation)
        if negation is None:
            return None
        return self._ignored(word, negation) or self._would_not(word, negation)

    def _declined(self, verb: Token) -> Attribution | None:
        """ "Declined to comment"."""
        told = next((c for c in self.parse.children(verb) if c.dep == "xcomp" and self._is_telling(c)), None)
        return self._attribution(verb, Span(verb.start, verb.end), self.parse.span(told)) if told else None

    def _would_not(self, verb: Token, negation: Token) -> Attribution | None:
        """ "Would not comment", "would not say whether"; not "did not say", which nobody need have refused."""
        modal = next((c for c in self.parse.children(verb) if c.dep == "aux" and c.i < verb.i), None)
        silent = modal is not None and (modal.tag == "MD" or verb.lemma in self.words["comment"])
        held = [c for c in self.parse.children(verb) if c.i > verb.i and c.dep in _HELD]
        open_question = any(self._asks(c) for c in held)
        if modal is None or not silent or not self._is_telling(verb):
            return None
        if verb.lemma not in self.words["comment"] and not open_question and verb.lemma not in ("discuss", "elaborate"):
            return None
        end = self.parse.span(held[-1]).end if held else verb.end
        return self._attribution(verb, Span(modal.start, negation.end), Span(verb.start, end))

    def _asks(self, clause: Token) -> bool:
        """ "Whether he would go": a question within a sentence."""
        first = self.parse.subtree(clause)[0]
        return clause.dep == "ccomp" and (first.tag.startswith("W") or first.lower in ("if", "whether", "how"))

    def _ignored(self, verb: Token, negation: Token) -> Attribution | None:
        """ "Did not respond to requests for comment", "did not return calls"."""
        if verb.lemma not in self.words["ignoring"]:
            return None
        for child in self.parse.children(verb):
            held = self.parse.children(child) if child.dep == "prep" and child.lower == "to" else [child]
            for asked in held:
                if asked.dep in ("dobj", "pobj") and asked.lemma in self.words["asked"]:
                    return self._attribution(verb, self._phrase(verb, negation), self.parse.span(asked))
        return None

    def _missing(self, word: Token, negation: Token | None) -> Attribution | None:
        """ "Could not be reached for comment", "was unavailable for comment"."""
        if negation is None and not word.lemma.startswith("un"):
            return None
        for child in self.parse.children(word):
            for phrase in self.parse.children(child) if child.lower == "for" else ():
                if phrase.lemma in self.words["comment"]:
                    start = negation or word
                    return self._attribution(word, self._phrase(word, start), self.parse.span(phrase))
        return None

    def _had_none(self, verb: Token) -> Attribution | None:
        """ "Had no comment"."""
        for child in self.parse.children(verb):
            none = any(c.lower == "no" for c in self.parse.children(child))
            if none and child.dep == "dobj" and child.lemma in self.words["comment"]:
                return self._attribution(verb, Span(verb.start, verb.end), self.parse.span(child))
        return None

    def _is_telling(self, verb: Token) -> bool:
        if verb.lemma not in self.words["telling"]:
            return False
        given = [c.lemma in self.words["told"] for c in self.parse.children(verb) if c.dep == "dobj"]
        return verb.lemma not in self.words["giving"] or any(given)

    def _negation(self, word: Token) -> Token | None:
        """The "not" of a verb, or of the verb that carries an adjective."""
        carriers = [word, self.parse.head(word)] if word.pos == "ADJ" else [word]
        return next((c for t in carriers for c in self.parse.children(t) if c.dep == "neg"), None)

    def _phrase(self, verb: Token, negation: Token) -> Span:
        """The verb with its auxiliaries: "did not immediately respond"."""
        carriers = [c.start for c in self.parse.children(verb) if c.dep in ("aux", "auxpass") and c.i < verb.i]
        return Span(min([*carriers, negation.start, verb.start]), verb.end)

    def _attribution(self, cue: Token, phrase: Span, content: Span) -> Attribution:
        clause = self.grammar.clause(cue)
        subjects = clause.get("subject") or (clause.get("object") if clause.passive else [])
        speaker = subjects[0] if subjects else None
        return Attribution(cue, CLASS, "refusal", speaker, (content,), "statement.refusal", phrase)
