"""Who said what: statements of an annotated document.

Comes in: an annotation. Goes out: its statements in text order, with ids ``s1``, ``s2``, ...: what was said,
by whom, to whom, about whom, in which words. Views and wishes nobody uttered are attributions, no statements.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from dragoman import data
from dragoman.annotate.annotation import Annotation
from dragoman.coding.clause import Grammar
from dragoman.coding.lexicon import Words
from dragoman.coding.statements.attribution import Attribution, Attributor
from dragoman.coding.statements.content import ContentTrimmer
from dragoman.coding.statements.cues import Cues
from dragoman.coding.statements.headlines import HeadlineAttributor
from dragoman.coding.statements.occasions import Occasions
from dragoman.coding.statements.phrases import PhraseAttributor
from dragoman.coding.statements.quotation_cues import QuotationCues
from dragoman.coding.statements.quotes import QuoteJoiner
from dragoman.coding.statements.refusals import CLASS as REFUSAL
from dragoman.coding.statements.refusals import RefusalFinder
from dragoman.model.statements import Act, Statement
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
        refusals = RefusalFinder(annotation, self.cues, grammar)
        found = [*refusals.find(), *attributor.find(), *phrases.find(), *headlines.find()]
        return QuoteJoiner(annotation, self.cues, attributor).join(found)

    def code(self, annotation: Annotation) -> tuple[Statement, ...]:
        """Every statement of the document, in text order; a quotation that nobody is named for has no cue."""
        found = self.attributions(annotation)
        said = [a for a in found if self._is_statement(annotation, a, found)]
        writer = _Writer(annotation, self.cues)
        quotations = QuotationCues(annotation, self.cues, ContentTrimmer(annotation))
        written = [*map(writer.statement, said), *map(writer.loose, quotations.unattributed(found))]
        written.sort(key=lambda statement: statement.content[0].start)
        return tuple(replace(statement, id=f"s{n}") for n, statement in enumerate(written, start=1))

    def _is_statement(self, annotation: Annotation, one: Attribution, found: list[Attribution]) -> bool:
        """Whether something was uttered: not denied to have been, nor part of a refusal to speak or of a denial."""
        if not self.cues.makes_statement(one.cue_class, one.complement):
            return False
        if one.cue_class != REFUSAL and any(c.dep == "neg" for c in annotation.parse.children(one.cue)):
            return False
        cue = Span(one.cue.start, one.cue.end)
        closed = [a for a in found if a is not one and (a.cue_class == REFUSAL or a.complement == "claim")]
        return not any(part.contains(cue) or a.cue is one.cue for a in closed for part in a.content)


class _Writer:
    """Attributions of one document as statements."""

    def __init__(self, annotation: Annotation, cues: Cues) -> None:
        self.annotation = annotation
        self.parse = annotation.parse
        self.document = annotation.document
        self.cues = cues
        self.occasions = Occasions(annotation, cues)

    def statement(self, attribution: Attribution) -> Statement:
        cue = attribution.phrase or Span(attribution.cue.start, attribution.cue.end)
        speaker = self._actors(attribution.speaker)
        return Statement(
            id="",
            kind=kind_of(self.annotation, attribution.content),
            act=self._act(attribution),
            speaker=speaker,
            speaker_words=self._speaker_words(attribution),
            content=tuple(self.document.evidence(part.start, part.end) for part in attribution.content),
            cue=self.document.evidence(cue.start, cue.end),
            addressee=self._actors(self.occasions.addressee(attribution.cue)),
            venue=self.occasions.venue(attribution),
            date=self.occasions.date(attribution),
            about=self._about(attribution.content, {s.value for s in speaker}),
            rule=attribution.rule,
        )

    def loose(self, quotation: tuple[Span, ...]) -> Statement:
        """A quotation that nobody is named for."""
        return Statement(
            id="",
            kind="direct",
            speaker=(),
            speaker_words=None,
            content=tuple(self.document.evidence(part.start, part.end) for part in quotation),
            cue=None,
            about=self._about(quotation, set()),
            rule="statement.unattributed",
        )

    def _act(self, attribution: Attribution) -> Act:
        said = " ".join(self.document.text[part.start : part.end] for part in attribution.content)
        if attribution.cue_class == REFUSAL or said.strip(" .!").lower() in self.cues.words["no-comment"]:
            return "no comment"
        return "denial" if attribution.cue_class == "deny" else "assertion"

    def _speaker_words(self, attribution: Attribution) -> Evidence | None:
        """The words that name the speaker, on the speaker's side of a colon or dash."""
        if attribution.speaker is None:
            return None
        span = phrase_span(self.annotation, attribution.speaker)
        sign = attribution.cue
        if attribution.complement == "signature" and span.start < sign.start < span.end:
            tokens = self.parse.tokens_in(span.start, span.end)
            right = attribution.speaker.i > sign.i
            kept = [t for t in tokens if (t.i > sign.i if right else t.i < sign.i)]
            span = Span(kept[0].start, kept[-1].end)
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

    def _about(self, content: tuple[Span, ...], speakers: set[str]) -> tuple[Attested[str], ...]:
        found: dict[str, Attested[str]] = {}
        for reference in self.annotation.references:
            span = Span(reference.start, reference.end)
            if any(part.contains(span) for part in content):
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
        elif child.i > head.i and child.dep != "case":
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
