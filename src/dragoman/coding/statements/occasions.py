"""The occasion on which something was said: to whom, where or by which means, and when.

Comes in: the cue of a statement and its content. Goes out: the words and values beside the cue that tell its
occasion, never those inside the content.
"""

from __future__ import annotations

from dragoman.annotate.annotation import Annotation
from dragoman.coding.statements.attribution import Attribution
from dragoman.coding.statements.cues import Cues
from dragoman.model.syntax import Token
from dragoman.model.text import Attested, Basis, Evidence


class Occasions:
    """Reads the occasions of the statements of one document."""

    def __init__(self, annotation: Annotation, cues: Cues) -> None:
        self.annotation = annotation
        self.parse = annotation.parse
        self.document = annotation.document
        self.cues = cues

    def addressee(self, cue: Token) -> Token | None:
        """The head of the phrase that names who was spoken to: "told reporters", "said to the court"."""
        if cue.lower in self.cues.sources:
            return None
        for verb in self._governed(cue):
            for child in self.parse.children(verb):
                if child.dep in ("dobj", "dative") and verb.lemma in self.cues.words["addressing"]:
                    return child
                if child.dep == "prep" and child.lower == "to":
                    named = [o for o in self.parse.children(child) if o.dep == "pobj"]
                    if named:
                        return named[0]
        return None

    def venue(self, attribution: Attribution) -> Evidence | None:
        """ "In a statement", "at a news conference", "on X", "on his return from Doha"."""
        for verb in self._governed(attribution.cue):
            prepositions = [c for c in self.parse.children(verb) if c.dep == "prep"]
            prepositions += [c for p in prepositions for o in self.parse.children(p) for c in self.parse.children(o)]
            for preposition in prepositions:
                for token in self.parse.children(preposition):
                    if token.dep == "pobj" and token.lemma.rstrip(".") in self.cues.words["venues"]:
                        return self._venue_words(preposition, token, attribution)
        return None

    def _venue_words(self, preposition: Token, noun: Token, attribution: Attribution) -> Evidence | None:
        """From the preposition on, without the day and without what is said."""
        tokens = [
            t
            for t in self.parse.subtree(preposition)
            if not any(t.end > p.start and t.start < p.end for p in attribution.content)
        ]
        days = [
            self.parse.subtree(c)[0].i
            for c in self.parse.children(noun)
            if c.i > noun.i and any(t.entity in ("DATE", "TIME") for t in (c, *self.parse.children(c)))
        ]
        kept = [t for t in tokens if not days or t.i < min(days)]
        if not kept or kept[0] is not preposition:
            return None
        end = kept[-1].end
        while self.parse.text[end - 1] in ".,":
            end -= 1
        return self.document.evidence(preposition.start, end)

    def date(self, attribution: Attribution) -> Attested[str] | None:
        """A day stated beside the cue, outside what is said."""
        for timex in self.annotation.timexes:
            span = timex.evidence.span
            if timex.type != "DATE" or timex.begin is None or any(p.overlaps(span) for p in attribution.content):
                continue
            tokens = self.parse.tokens_in(span.start, span.end)
            heads = {h.i for t in tokens for h in self.parse.ancestors(t)[:3]}
            if attribution.cue.i in heads:
                day = timex.begin if timex.begin == timex.end or timex.end is None else f"{timex.begin}/{timex.end}"
                return Attested(
                    value=day, basis=Basis.STATED, rule="statement.date-beside-cue", evidence=(timex.evidence,)
                )
        return None

    def _governed(self, cue: Token) -> list[Token]:
        """The cue and the words of occasion beside it ("speaking to reporters")."""
        beside = [c for c in self.parse.children(cue) if c.dep in ("advcl", "acl")]
        subjects = [c for c in self.parse.children(cue) if c.dep == "nsubj"]
        beside += [c for s in subjects for c in self.parse.children(s) if c.dep in ("acl", "advcl")]
        return [cue, *(b for b in beside if b.lemma in self.cues.words["occasion-verbs"])]
