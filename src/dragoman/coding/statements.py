"""Who said what: statements of an annotated document.

Comes in: an annotation. Goes out: its statements in text order, with ids ``s1``, ``s2``, ...: what was said,
by whom, to whom, about whom, in which words. Views and wishes nobody uttered are attributions, no statements.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dragoman import data
from dragoman.annotate.annotation import Annotation
from dragoman.coding.attribution import Attribution, Attributor
from dragoman.coding.attribution_headlines import HeadlineAttributor
from dragoman.coding.attribution_phrases import PhraseAttributor
from dragoman.coding.attribution_quotes import QuoteJoiner
from dragoman.coding.clause import Grammar
from dragoman.coding.cues import Cues
from dragoman.coding.lexicon import Words
from dragoman.model.statements import Statement
from dragoman.model.syntax import Token
from dragoman.model.text import Attested, Basis, Evidence, Span

_HEAVY = ("relcl", "acl", "appos", "punct", "advcl")


@dataclass(frozen=True)
class StatementCoder:
    """Finds statements by a lexicon of cues."""

    cues: Cues
    words: Words

    @classmethod
    def load(cls) -> StatementCoder:
        return cls(cues=Cues.load(), words=Words.load(data.path("lexicon")))

    def attributions(self, annotation: Annotation) -> list[Attribution]:
        """Everything attributed to somebody, said or only thought."""
        grammar = Grammar(annotation.parse, self.words)
        attributor = Attributor(annotation, self.cues, grammar)
        phrases = PhraseAttributor(annotation, self.cues, grammar)
        headlines = HeadlineAttributor(annotation, self.cues)
        found = [*attributor.find(), *phrases.find(), *headlines.find()]
        return QuoteJoiner(annotation, self.cues, attributor).join(found)

    def code(self, annotation: Annotation) -> tuple[Statement, ...]:
        """Every statement of the document, in text order."""
        said = [a for a in self.attributions(annotation) if self.cues.makes_statement(a.cue_class, a.complement)]
        writer = _Writer(annotation, self.cues)
        return tuple(writer.statement(f"s{n}", a) for n, a in enumerate(said, start=1))


class _Writer:
    """Attributions of one document as statements."""

    def __init__(self, annotation: Annotation, cues: Cues) -> None:
        self.annotation = annotation
        self.parse = annotation.parse
        self.document = annotation.document
        self.cues = cues

    def statement(self, identity: str, attribution: Attribution) -> Statement:
        cue = attribution.cue
        speaker = self._actors(attribution.speaker)
        return Statement(
            id=identity,
            kind=kind_of(self.annotation, attribution.content),
            speaker=speaker,
            speaker_words=self._phrase(attribution.speaker),
            content=tuple(self.document.evidence(part.start, part.end) for part in attribution.content),
            cue=self.document.evidence(cue.start, cue.end),
            addressee=self._addressee(cue),
            venue=self._venue(cue),
            date=self._date(attribution),
            about=self._about(attribution, {s.value for s in speaker}),
            rule=attribution.rule,
        )

    def _phrase(self, head: Token | None) -> Evidence | None:
        if head is None:
            return None
        span = phrase_span(self.annotation, head)
        return self.document.evidence(span.start, span.end)

    def _actors(self, head: Token | None) -> tuple[Attested[str], ...]:
        """The actors that a phrase refers to, or that the phrases joined to it do."""
        found: dict[str, Attested[str]] = {}
        queue = [head] if head is not None else []
        for token in queue:
            reference = self.annotation.reference_at(token)
            if reference is not None:
                words = self.document.evidence(reference.start, reference.end)
                for actor in reference.actors:
                    found.setdefault(
                        actor, Attested(value=actor, basis=Basis.STATED, rule=reference.rule, evidence=(words,))
                    )
            elif token is head:
                found |= {a.value: a for a in self._behind(token)}
            queue += [c for c in self.parse.children(token) if c.dep == "conj" and c.pos not in ("VERB", "AUX")]
        return tuple(found.values())

    def _behind(self, head: Token) -> list[Attested[str]]:
        """ "A spokesman for the ministry", "Iran's statement": the actor inside a phrase that names none itself."""
        for child in self.parse.children(head):
            inside = [o for o in self.parse.children(child) if o.dep == "pobj"] if child.dep == "prep" else [child]
            for token in inside:
                reference = self.annotation.reference_at(token)
                if reference is not None and child.dep in ("prep", "poss", "compound", "appos", "amod", "nmod"):
                    words = self.document.evidence(reference.start, reference.end)
                    return [
                        Attested(value=actor, basis=Basis.DERIVED, rule="statement.speaks-for", evidence=(words,))
                        for actor in reference.actors
                    ]
        return []

    def _governed(self, cue: Token) -> list[Token]:
        """The cue and the words of occasion beside it ("speaking to reporters")."""
        beside = [c for c in self.parse.children(cue) if c.dep in ("advcl", "acl")]
        subjects = [c for c in self.parse.children(cue) if c.dep == "nsubj"]
        beside += [c for s in subjects for c in self.parse.children(s) if c.dep in ("acl", "advcl")]
        return [cue, *(b for b in beside if b.lemma in self.cues.words["occasion-verbs"])]

    def _addressee(self, cue: Token) -> tuple[Attested[str], ...]:
        for verb in self._governed(cue):
            for child in self.parse.children(verb):
                if child.dep in ("dobj", "dative") and verb.lemma in self.cues.words["addressing"]:
                    return self._actors(child)
                if child.dep == "prep" and child.lower == "to":
                    named = [o for o in self.parse.children(child) if o.dep == "pobj"]
                    if named:
                        return self._actors(named[0])
        return ()

    def _venue(self, cue: Token) -> Evidence | None:
        """ "In a statement", "at a news conference", "on his return from Doha"."""
        for verb in self._governed(cue):
            prepositions = [c for c in self.parse.children(verb) if c.dep == "prep"]
            prepositions += [c for p in prepositions for o in self.parse.children(p) for c in self.parse.children(o)]
            for preposition in prepositions:
                for token in self.parse.children(preposition):
                    if token.dep == "pobj" and token.lemma in self.cues.words["venues"]:
                        span = self.parse.span(preposition)
                        return self.document.evidence(span.start, span.end)
        return None

    def _date(self, attribution: Attribution) -> Attested[str] | None:
        """A day stated beside the cue, outside what is said."""
        cue = attribution.cue
        for timex in self.annotation.timexes:
            span = timex.evidence.span
            if timex.type != "DATE" or timex.begin is None or any(p.overlaps(span) for p in attribution.content):
                continue
            tokens = self.parse.tokens_in(span.start, span.end)
            heads = {h.i for t in tokens for h in self.parse.ancestors(t)[:3]}
            if cue.i in heads:
                day = timex.begin if timex.begin == timex.end or timex.end is None else f"{timex.begin}/{timex.end}"
                return Attested(
                    value=day, basis=Basis.STATED, rule="statement.date-beside-cue", evidence=(timex.evidence,)
                )
        return None

    def _about(self, attribution: Attribution, speakers: set[str]) -> tuple[Attested[str], ...]:
        found: dict[str, Attested[str]] = {}
        for reference in self.annotation.references:
            span = Span(reference.start, reference.end)
            if any(part.contains(span) for part in attribution.content):
                words = self.document.evidence(span.start, span.end)
                for actor in reference.actors:
                    if actor not in speakers:
                        found.setdefault(
                            actor, Attested(value=actor, basis=Basis.STATED, rule="statement.named", evidence=(words,))
                        )
        return tuple(found.values())


def phrase_span(annotation: Annotation, head: Token) -> Span:
    """The noun phrase of a head, without clauses and appositions that hang on it."""
    parse = annotation.parse
    last = head.end
    first = head.start
    for child in parse.children(head):
        span = parse.span(child)
        if child.i < head.i and child.dep not in ("punct",):
            first = min(first, span.start)
        elif child.i > head.i:
            if child.dep in _HEAVY or child.dep == "cc":
                break
            last = max(last, span.end)
    return Span(first, last)


def kind_of(annotation: Annotation, content: tuple[Span, ...]) -> Literal["direct", "indirect", "mixed"]:
    """By the marks: all of it quoted, part of it, none."""
    inside = [any(q.start <= part.start and part.end <= q.end for q in annotation.quotations) for part in content]
    if all(inside):
        return "direct"
    touched = any(Span(q.start, q.end).overlaps(part) for q in annotation.quotations for part in content)
    return "mixed" if touched else "indirect"
