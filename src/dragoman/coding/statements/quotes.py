"""Quotation marks and attributions joined.

Comes in: the attributions of the syntax and the quotations of the marks. Goes out: attributions whose
content is whole quotations where it is quoted, and one for each quotation that is spoken but that syntax
does not tie to a cue: beside a cue, after a colon, or going on from the quotation before.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from dragoman.annotate.annotation import Annotation, Quotation
from dragoman.annotate.quotations import MARKS
from dragoman.coding.statements.attribution import Attribution, Attributor
from dragoman.coding.statements.content import ContentTrimmer
from dragoman.coding.statements.cues import Cues
from dragoman.coding.statements.quotation_cues import QuotationCues
from dragoman.model.syntax import Token
from dragoman.model.text import Span

_MARK_WIDE = 1
_UTTERED = ("that", "quotation", "parenthesis", "signature", "sentence")


class QuoteJoiner:
    """Joins the quotations of one text to its attributions."""

    def __init__(self, annotation: Annotation, cues: Cues, attributor: Attributor) -> None:
        self.text = annotation.document.text
        self.parse = annotation.parse
        self.cues = cues
        self.attributor = attributor
        self.trimmer = ContentTrimmer(annotation)
        self.quotations = self.trimmer.quotations
        self.beside = QuotationCues(annotation, cues, self.trimmer)

    def join(self, attributions: list[Attribution]) -> list[Attribution]:
        """All attributions of the text, trimmed, in text order."""
        outside = [a for a in attributions if not self._is_spoken(a.cue)]
        found = self._once([a.with_content(parts) for a in outside if (parts := self.trimmer.parts(a.content, a.cue))])
        for step in (self._by_cue, self._by_chain, self._by_course):
            found = step(found)
        return sorted(map(self._with_speaker, found), key=lambda a: (a.start, -a.size))

    def _is_spoken(self, cue: Token) -> bool:
        """What is reported inside a spoken quotation is part of what its speaker says."""
        quotation = self.trimmer.quotation_at(cue.start)
        return quotation is not None and self.beside.has_clause(quotation)

    def _once(self, found: list[Attribution]) -> list[Attribution]:
        """Of several readings of the same words the outermost cue's stays."""
        kept: list[Attribution] = []
        for one in sorted(found, key=lambda a: -a.size):
            if not any(one.content == other.content for other in kept):
                kept.append(one)
        return kept

    def _with_speaker(self, attribution: Attribution) -> Attribution:
        """A subject that the parser found among the words quoted gives way to the name beside the cue."""
        speaker, cue = attribution.speaker, attribution.cue
        quoted = [p for p in attribution.content if self.trimmer.is_quoted(p)]
        if speaker is None or not any(p.start < speaker.end and speaker.start < p.end + _MARK_WIDE for p in quoted):
            return attribution
        before = [p.end for p in quoted if p.end <= cue.start]
        beside = (
            self.parse.tokens_in(max(before, default=cue.start), cue.start) or self.parse.tokens[cue.i + 1 : cue.i + 2]
        )
        named = [t for t in beside if t.pos in ("NOUN", "PROPN", "PRON") and t.text.strip(MARKS)]
        names = [t for t in named if t.start >= max(before, default=0)]
        heads = [t for t in names if self.parse.head(t) not in names and not self._is_inside(self.parse.head(t), names)]
        return replace(attribution, speaker=next(iter(heads or names), None))

    def _is_inside(self, token: Token, names: list[Token]) -> bool:
        """ "A spokesman for the ministry": what hangs on a preposition that hangs on a name."""
        return token.pos == "ADP" and self.parse.head(token) in names

    # Quotations that syntax left over

    def _by_cue(self, found: list[Attribution]) -> list[Attribution]:
        """A quotation goes to the cue beside it, or to the name that signs it."""
        for quotation in self._uncovered(found):
            cue = self.beside.of(quotation)
            if cue is not None:
                last = self._last_before(quotation, found)
                resumed = last is not None and cue.end <= quotation.start and self._resumes(last, cue, quotation, found)
                span = self._with_that(quotation) if cue.end <= quotation.start else self.trimmer.spoken(quotation)
                found = self._given(last.cue if last is not None and resumed else cue, span, found)
            elif self.beside.is_uttered(quotation):
                signed = self.beside.signature(quotation)
                found = [*found, signed] if signed else found
        return found

    def _by_chain(self, found: list[Attribution]) -> list[Attribution]:
        """A quotation that runs on into the next paragraph goes to whoever speaks there."""
        left = self._uncovered(found)
        for one, following in reversed(list(pairwise(self.quotations))):
            if one.closed or one not in left:
                continue
            span = self.trimmer.spoken(following)
            holder = next((a for a in found if any(p.contains(span) for p in a.content)), None)
            if holder is not None and holder.cue.start > one.end:
                found = self._given(holder.cue, self.trimmer.spoken(one), found)
        return found

    def _by_course(self, found: list[Attribution]) -> list[Attribution]:
        """A quotation with no cue of its own goes on from the last speaker."""
        for quotation in self._uncovered(found):
            last = self._last_before(quotation, found)
            if last is None or not self.beside.is_uttered(quotation) or last.rule == "statement.signature":
                continue
            span = self.trimmer.spoken(quotation)
            here = self.beside.paragraph(last.content[-1].end - 1) == self.beside.paragraph(quotation.start)
            if here or any(b == quotation and not a.closed for a, b in pairwise(self.quotations)):
                found = self._given(last.cue, span, found)
            else:
                rule = "statement.continued"
                found = [*found, Attribution(last.cue, last.cue_class, "quotation", last.speaker, (span,), rule)]
        return found

    def _uncovered(self, found: list[Attribution]) -> list[Quotation]:
        return [q for q in self.quotations if not self._is_covered(q, found)]

    def _is_covered(self, quotation: Quotation, found: list[Attribution]) -> bool:
        """Whether the quotation is content already (a comma or full stop more or less), and not by its own cue."""
        span = self.trimmer.spoken(quotation)
        return any(
            part.start <= span.start + 1 and span.end - 2 <= part.end
            for a in found
            if not quotation.start <= a.cue.start < quotation.end
            for part in a.content
        )

    def _given(self, cue: Token, span: Span, found: list[Attribution]) -> list[Attribution]:
        """The attributions with a quotation given to a cue."""
        same = next((a for a in found if a.cue is cue and a.complement in _UTTERED), None)
        if same is not None:
            content = tuple(sorted((*same.content, span)))
            return [a.with_content(content, "statement.split") if a is same else a for a in found]
        cue_class = self.cues.verb(cue.lemma).get("quotation", "say")
        speaker = self.attributor.speaker_of(cue)
        new = Attribution(cue, cue_class, "quotation", speaker, (span,), "statement.beside-cue")
        return [*(a for a in found if a.cue is not cue), new]

    def _with_that(self, quotation: Quotation) -> Span:
        """The quotation and a "that" before it, which belongs to content as it does without marks."""
        tokens = self.parse.tokens_in(max(0, quotation.start - len("that “")), quotation.start)
        conjunction = next((t for t in tokens if t.lower == "that"), None)
        if conjunction is None or self.text[conjunction.end : quotation.start].strip(MARKS + " "):
            return self.trimmer.spoken(quotation)
        return self.trimmer.parts((Span(conjunction.start, quotation.end),), None)[0]

    # What stands before

    def _last_before(self, quotation: Quotation, found: list[Attribution]) -> Attribution | None:
        """The last attribution of this paragraph, or one that ends the paragraph before with a quotation."""
        before = [a for a in found if a.cue.start < quotation.start and a.start < quotation.start]
        before = [a for a in before if a.complement in _UTTERED and self.trimmer.quotation_at(a.cue.start) is None]
        if not before:
            return None
        last = max(before, key=lambda a: max(a.cue.start, a.content[-1].end))
        start = self.beside.paragraphs[self.beside.paragraph(quotation.start)][0]
        near = [a for a in before if a.content[-1].end > start and self._is_direct(a)]
        direct = [a for a in near if self.beside.stops(a.content[-1].end, quotation.start) <= 1]
        last = max(direct, key=lambda a: a.start, default=last)
        place = max(last.cue.start, last.content[-1].start)
        distance = self.beside.paragraph(quotation.start) - self.beside.paragraph(place)
        return last if distance == 0 or (distance == 1 and self._is_direct(last)) else None

    def _resumes(self, last: Attribution, cue: Token, quotation: Quotation, found: list[Attribution]) -> bool:
        """`"Go," he said, adding that time was short, "but come back"`: the nearest cue has content of its own."""
        between = last.content[-1].end <= last.cue.start < cue.start
        own = any(a.cue is cue and cue.start < a.start and a.content[-1].end <= quotation.start for a in found)
        return self._is_direct(last) and between and own and last.cue.sentence == cue.sentence

    def _is_direct(self, attribution: Attribution) -> bool:
        return all(self.trimmer.is_quoted(part) for part in attribution.content)
