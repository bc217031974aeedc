"""Quotation marks and attributions joined.

Comes in: the attributions of the syntax and the quotations of the marks. Goes out: attributions whose
content is whole quotations where it is quoted, and one for each quotation that is spoken but that syntax
does not tie to a cue: beside a cue, after a colon, or going on from the quotation before.
"""

from __future__ import annotations
from collections.abc import Iterable
from itertools import pairwise

from dragoman.annotate.annotation import Annotation, Quotation
from dragoman.annotate.parser import paragraphs
from dragoman.annotate.quotations import MARKS
from dragoman.coding.attribution import Attribution, Attributor
from dragoman.coding.attribution_content import ContentTrimmer
from dragoman.coding.cues import Cues
from dragoman.model.syntax import Token
from dragoman.model.text import Span

_DASHES = ("―", "—", "–", "-", "--")
_STOPS = (".", "!", "?")
_NAME_WORDS = 9
_UTTERED = ("that", "quotation", "parenthesis", "signature", "sentence")
_REACH = 120  # characters between a quotation and its cue
_ADJACENT = 3  # characters between a cue and the word or two it quotes
_SPOKEN_WORDS = 4  # fewer words between marks, with no cue, are a name or a turn of phrase


class QuoteJoiner:
    """Joins the quotations of one text to its attributions."""

    def __init__(self, annotation: Annotation, cues: Cues, attributor: Attributor) -> None:
        self.text = annotation.document.text
        self.parse = annotation.parse
        self.cues = cues
        self.attributor = attributor
        self.trimmer = ContentTrimmer(annotation)
        self.quotations = self.trimmer.quotations
        self.paragraphs = list(paragraphs(self.text))

    def join(self, attributions: list[Attribution]) -> list[Attribution]:
        """All attributions of the text, trimmed, in text order."""
        outside = [a for a in attributions if not self._is_spoken(a.cue)]
        found = self._once([a.with_content(parts) for a in outside if (parts := self.trimmer.parts(a.content, a.cue))])
        for quotation in self.quotations:
            self.ff=found
            if not self._covered(quotation, found):
                found = self._place(quotation, sorted(found, key=lambda a: a.start))
        return sorted(found, key=lambda a: (a.start, -a.size))

    def _is_spoken(self, cue: Token) -> bool:
        """What is reported inside a spoken quotation is part of what its speaker says."""
        quotation = self.trimmer.quotation_at(cue.start)
        return quotation is not None and self._has_clause(quotation)

    def _once(self, found: list[Attribution]) -> list[Attribution]:
        """Of several readings of the same words the outermost cue's stays."""
        kept: list[Attribution] = []
        for one in sorted(found, key=lambda a: -a.size):
            if not any(one.content == other.content for other in kept):
                kept.append(one)
        return kept

    # Quotations that syntax left over

    def _covered(self, quotation: Quotation, found: list[Attribution]) -> bool:
        """Whether the quotation is content already (a comma or full stop more or less), and not by its own cue."""
        span = self.trimmer.spoken(quotation)
        return any(
            part.start <= span.start + 1 and span.end - 2 <= part.end
            for a in found
            if not quotation.start <= a.cue.start < quotation.end
            for part in a.content
        )

    def _place(self, quotation: Quotation, found: list[Attribution]) -> list[Attribution]:
        span = self.trimmer.spoken(quotation)
        paragraph = self._paragraph(quotation.start)
        last = self._last_before(quotation, paragraph, found)
        cue, before = self._cue_after(quotation), self._cue_before(quotation)
        if cue is None or (before is not None and self._introduces(before, quotation)):
            cue = before
            if last is not None and cue is not None and self._goes_on(last, quotation, cue):
                cue = last.cue
        if cue is not None:
            return self._given(cue, self._with_that(quotation, span) if cue is before else span, found)
        uttered = self._speaks(quotation) or self._is_sentence(quotation)
        signed = self._signature(quotation, paragraph) if uttered else None
        if signed is not None:
            return [*found, signed]
        if last is None or not uttered or last.rule == "statement.signature":
            return found
        runs_on = self._paragraph(last.content[-1].end - 1) == paragraph or self._unclosed_before(quotation)
        if runs_on:
            return self._given(last.cue, span, found)
        return [
            *found,
            Attribution(last.cue, last.cue_class, "quotation", last.speaker, (span,), "statement.continued"),
        ]

    def _with_that(self, quotation: Quotation, span: Span) -> Span:
        """The quotation and a "that" before it, which belongs to content as it does without marks."""
        tokens = self.parse.tokens_in(max(0, quotation.start - len("that “")), quotation.start)
        conjunction = next((t for t in tokens if t.lower == "that"), None)
        if conjunction is None or self.text[conjunction.end : quotation.start].strip(MARKS + " "):
            return span
        return self.trimmer.parts((Span(conjunction.start, quotation.end),), None)[0]

    def _given(self, cue: Token, span: Span, found: list[Attribution]) -> list[Attribution]:
        """The attributions with a quotation given to a cue."""
        same = next((a for a in found if a.cue is cue and a.complement in _UTTERED), None)
        if same is not None:
            content = tuple(sorted((*same.content, span)))
            return [a.with_content(content, "statement.split") if a is same else a for a in found]
        takes = self.cues.verb(cue.lemma)
        speaker = self.attributor.speaker_of(cue)
        new = Attribution(cue, takes["quotation"], "quotation", speaker, (span,), "statement.beside-cue")
        return [*(a for a in found if a.cue is not cue), new]

    # The cue of a quotation

    def _cue_after(self, quotation: Quotation) -> Token | None:
        """ `"Go," said the envoy`: the first verb of saying after it, in its sentence."""
        if self._is_finished(quotation):
            return None
        further = [q.start for q in self.quotations if q.start > quotation.end and self._has_clause(q)]
        end = min([self._paragraph_end(quotation), *further])
        tokens = self.parse.tokens_in(quotation.end, min(end, quotation.end + _REACH))
        near = [t for t in self._up_to_stop(tokens, quotation.end) if self._quotes(t) and not self._is_participle(t)]
        near = [t for t in near if self._close_enough(quotation, t.start - quotation.end)]
        main = [t for t in near if t.dep not in ("acl", "relcl", "amod")]
        return next(iter([*main, *near]), None)

    def _cue_before(self, quotation: Quotation) -> Token | None:
        """ `The envoy said: "Go"`: the last verb of saying before it, in its sentence."""
        paragraph = self.paragraphs[self._paragraph(quotation.start)][0]
        start = max([paragraph, *(q.end for q in self.quotations if q.end < quotation.start)])
        tokens = self.parse.tokens_in(max(start, quotation.start - _REACH), quotation.start)
        before = self._up_to_stop(tokens[::-1], -1)
        if not before or not self.text[start : quotation.start].strip(MARKS + " "):
            before = self._introduction(quotation)
        near = [t for t in before if self._quotes(t)]
        return next((t for t in near if self._close_enough(quotation, quotation.start - t.end)), None)

    def _introduces(self, cue: Token, quotation: Quotation) -> bool:
        """ `He asked: "Why?"`: a cue and a sign before a quotation that is a sentence of its own."""
        between = self.text[cue.end : quotation.start].rstrip(MARKS + " ")
        return between.endswith((",", ":")) and self._is_sentence(quotation)

    def _introduction(self, quotation: Quotation) -> list[Token]:
        """The last sentence of the paragraph before, if it ends in a colon; its words from the last to the first."""
        number = self._paragraph(quotation.start)
        if not number or self.text[self.paragraphs[number - 1][1] - 1] != ":":
            return []
        start, end = self.paragraphs[number - 1]
        if not self.text[start:quotation.start].strip():
            return []
        return self._up_to_stop(self.parse.tokens_in(start, end)[::-1], -1)

    def _up_to_stop(self, tokens: Iterable[Token], start: int) -> list[Token]:
        """Tokens before the first that ends a sentence."""
        kept: list[Token] = []
        for token in tokens:
            if token.text in _STOPS and token.start >= start:
                break
            kept.append(token)
        return kept

    def _quotes(self, token: Token) -> bool:
        takes = self.cues.verb(token.lemma)
        return "quotation" in takes and token.pos in ("VERB", "AUX") and not self.trimmer.quotation_at(token.start)

    def _is_participle(self, token: Token) -> bool:
        """ "..., adding that": not the cue of what stands before it."""
        return token.tag == "VBG" and not any(c.dep == "aux" for c in self.parse.children(token))

    def _close_enough(self, quotation: Quotation, gap: int) -> bool:
        """A quoted word or two is speech only close to its cue."""
        return self._has_clause(quotation) or gap <= _ADJACENT

    def _goes_on(self, last: Attribution, quotation: Quotation, cue: Token) -> bool:
        """ `"Go," he said, stressing his point, "but come back"`: whether an earlier cue than the nearest speaks."""
        return self._direct(last) and cue is not last.cue and last.content[-1].end <= last.cue.start < cue.start < quotation.start and last.cue.sentence==cue.sentence and self._has_own(cue,quotation)
    def _has_own(self,cue,q):
        return any(a.cue is cue and cue.start < a.start and a.content[-1].end <= q.start for a in self.ff)

    def _speaks(self, quotation: Quotation) -> bool:
        return self._has_clause(quotation) and self.text[quotation.start].isupper()

    def _has_clause(self, quotation: Quotation) -> bool:
        words = [t for t in self.parse.tokens_in(quotation.start, quotation.end) if t.pos not in ("PUNCT", "SPACE")]
        return len(words) >= _SPOKEN_WORDS and any(t.pos in ("VERB", "AUX") for t in words)

    def _is_finished(self, quotation: Quotation) -> bool:
        """Whether a full stop ends it and the sentence, so that what follows is another."""
        text = self.text[quotation.start : quotation.end]
        after = self.text[quotation.end :].lstrip(MARKS + " \u00a0")[:1]
        return text.endswith(".") and not text.endswith("..") and not after.islower()

    def _is_sentence(self, quotation: Quotation) -> bool:
        """A few words that stand as a sentence of their own: `"Go," he said. "At once."`"""
        text = self.text[quotation.start : quotation.end]
        return text[:1].isupper() and text.endswith(_STOPS)

    def _signature(self, quotation: Quotation, paragraph: int) -> Attribution | None:
        """A name before a colon, or after a dash: `Smith: "No."`, `"No." - John Smith`."""
        start, end = self.paragraphs[paragraph]
        if not self.text[quotation.end : end].strip(MARKS + " .") and paragraph + 1 < len(self.paragraphs):
            end = self.paragraphs[paragraph + 1][1]
        after = self.parse.tokens_in(
            quotation.end, min([end, *(q.start for q in self.quotations if q.start > quotation.end)])
        )
        after = [t for t in after if t.text.strip(MARKS + " .\n")]
        before = [t for t in self.parse.tokens_in(start, quotation.start) if t.text.strip(MARKS)]
        if after and after[0].text.strip(MARKS + ".") in _DASHES and 1 < len(after) <= _NAME_WORDS:
            mark, name = after[0], [t for t in after[1:] if t.pos == "PROPN"]
        elif before and before[-1].text == ":":
            mark, name = before[-1], [t for t in before if t.sentence == before[-1].sentence and t.dep == "nsubj"]
            name = name or [t for t in before[-_NAME_WORDS:-1] if t.pos == "PROPN"]
        else:
            return None
        if not name:
            return None
        heads = [t for t in name if self.parse.head(t) not in name] or name
        return Attribution(
            mark, "say", "signature", heads[0], (self.trimmer.spoken(quotation),), "statement.signature"
        )

    # What stands before it

    def _last_before(self, quotation: Quotation, paragraph: int, found: list[Attribution]) -> Attribution | None:
        """The last attribution of this paragraph, or one that ends the paragraph before with a quotation."""
        before = [a for a in found if a.cue.start < quotation.start and a.start < quotation.start]
        before = [a for a in before if a.complement in _UTTERED and self.trimmer.quotation_at(a.cue.start) is None]
        if not before:
            return None
        last = max(before, key=lambda a: max(a.cue.start, a.content[-1].end))
        direct = [a for a in before if self._direct(a) and self._stops(a.content[-1].end, quotation.start) <= 1]
        if direct:
            last = direct[-1]
        distance = paragraph - self._paragraph(max(last.cue.start, last.content[-1].start))
        return last if distance == 0 or (distance == 1 and self._direct(last)) else None

    def _stops(self, start: int, end: int) -> int:
        return sum(t.text in _STOPS for t in self.parse.tokens_in(start, end) if t.start >= start)

    def _unclosed_before(self, quotation: Quotation) -> bool:
        return any(b == quotation and not a.closed for a, b in pairwise(self.quotations))

    def _direct(self, attribution: Attribution) -> bool:
        return all(self.trimmer.is_quoted(part) for part in attribution.content)

    def _paragraph_end(self, quotation: Quotation) -> int:
        return self.paragraphs[self._paragraph(quotation.end - 1)][1]

    def _paragraph(self, place: int) -> int:
        return next((n for n, (_, end) in enumerate(self.paragraphs) if place < end), len(self.paragraphs) - 1)


def unattributed(annotation: Annotation, found: list[Attribution]) -> list[Span]:
    """Quotations that stand as sentences of their own and that no attribution holds."""
    trimmer = ContentTrimmer(annotation)
    kept = []
    for quotation in trimmer.quotations:
        span = trimmer.spoken(quotation)
        held = any(part.overlaps(span) for a in found for part in a.content)
        if not held and is_utterance(annotation, quotation):
            kept.append(span)
    return kept


def is_utterance(annotation: Annotation, quotation: Quotation) -> bool:
    """Whether a quotation is a sentence of its own with a verb, and no heading."""
    text = annotation.document.text
    words = [t for t in annotation.parse.tokens_in(quotation.start, quotation.end) if t.pos not in ("PUNCT", "SPACE")]
    ends = text[quotation.end - 1] in _STOPS or text[quotation.end :].lstrip(MARKS)[:1] in _STOPS
    before = text[: quotation.start].rstrip(MARKS + " \u00a0")
    begins = not before or before[-1] in ".!?:\n"
    title = all(t.text[:1].isupper() for t in words if len(t.text) > 3)
    verb = any(t.pos in ("VERB", "AUX") for t in words)
    return ends and begins and verb and not title and len(words) >= _SPOKEN_WORDS and text[quotation.start].isupper()
