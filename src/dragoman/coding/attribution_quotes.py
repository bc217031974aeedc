"""Quotation marks and attributions joined.

Comes in: the attributions of the syntax and the quotations of the marks. Goes out: attributions whose
content is whole quotations where it is quoted, and one for each quotation that is spoken but that syntax
does not tie to a cue: beside a cue, after a colon, or going on from the quotation before.
"""

from __future__ import annotations

from itertools import pairwise

from dragoman.annotate.annotation import Annotation, Quotation
from dragoman.annotate.paragraphs import paragraphs
from dragoman.coding.attribution import Attribution, Attributor
from dragoman.coding.cues import Cues
from dragoman.model.syntax import Token
from dragoman.model.text import Span

_MARKS = "\"'“”„‟‘’‚«»‹›`"
_LOOSE = " \t\r\n\u00a0,;:—–-"
_DASHES = ("―", "—", "–", "-", "--")
_NAME_WORDS = 9
_UTTERED = ("that", "quotation", "parenthesis", "signature")
_ADJACENT = 3  # characters between a cue and the word or two it quotes
_SPOKEN_WORDS = 4  # fewer words between marks, with no cue, are a name or a turn of phrase


class QuoteJoiner:
    """Joins the quotations of one text to its attributions."""

    def __init__(self, annotation: Annotation, cues: Cues, attributor: Attributor) -> None:
        self.text = annotation.document.text
        self.parse = annotation.parse
        self.cues = cues
        self.attributor = attributor
        self.quotations = [q for q in annotation.quotations if q.depth == 0]
        self.paragraphs = list(paragraphs(self.text))

    def join(self, attributions: list[Attribution]) -> list[Attribution]:
        """All attributions of the text, trimmed, in text order."""
        outside = [a for a in attributions if not self._is_spoken(a.cue)]
        found = self._once([snapped for a in outside if (snapped := self._snapped(a)) is not None])
        for quotation in self.quotations:
            if not self._covered(quotation, found):
                found = self._place(quotation, sorted(found, key=lambda a: a.start))
        return sorted(found, key=lambda a: (a.start, -a.size))

    # Content as the marks have it

    def _snapped(self, attribution: Attribution) -> Attribution | None:
        """Content that begins or ends inside a quotation takes all of it; marks round it are left out."""
        parts = [part for p in attribution.content if (part := self._part(p, attribution.cue))]
        parts = [p for n, p in enumerate(sorted(set(parts))) if not any(o.contains(p) and o != p for o in parts)]
        return attribution.with_content(tuple(parts)) if parts else None

    def _is_spoken(self, cue: Token) -> bool:
        """What is reported inside a spoken quotation is part of what its speaker says."""
        quotation = self._quotation_at(cue.start)
        return quotation is not None and self._speaks(quotation)

    def _part(self, part: Span, cue: Token) -> Span | None:
        start, end = part.start, part.end
        for q in self.quotations:
            if q.start < end and start < q.end and not q.start <= cue.start < q.end:
                start, end = min(start, q.start - 1 if start < q.start else q.start), max(end, q.end)
        return self._trim(start, end)

    def _trim(self, start: int, end: int) -> Span | None:
        text = self.text
        while start < end and text[start] in _LOOSE:
            start += 1
        while start < end and text[end - 1] in _LOOSE:
            end -= 1
        for q in self.quotations:
            bare = text[start:end].strip(_MARKS + _LOOSE + ".")
            if bare and bare == text[q.start : q.end].strip(_MARKS + _LOOSE + ".") and q.start < end and start < q.end:
                return self._spoken(q)
        if end > start and text[end - 1] == "." and not self._abbreviates(end):
            end -= 1
        return Span(start, end) if any(c.isalnum() for c in text[start:end]) else None

    def _abbreviates(self, end: int) -> bool:
        tokens = self.parse.tokens_in(end - 1, end)
        return bool(tokens) and len(tokens[0].text) > 1

    def _spoken(self, quotation: Quotation) -> Span:
        """A quotation without the comma that only leads to its attribution."""
        end = quotation.end
        while end > quotation.start and self.text[end - 1] in ", ":
            end -= 1
        return Span(quotation.start, end)

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
        span = self._spoken(quotation)
        return any(
            part.start <= span.start + 1 and span.end - 2 <= part.end
            for a in found
            if not quotation.start <= a.cue.start < quotation.end
            for part in a.content
        )

    def _place(self, quotation: Quotation, found: list[Attribution]) -> list[Attribution]:
        span = self._spoken(quotation)
        paragraph = self._paragraph(quotation.start)
        cue = self._cue_beside(quotation, paragraph)
        if cue is not None:
            same = next((a for a in found if a.cue is cue and self._quotes(a)), None)
            if same is not None:
                return [a.with_content((*a.content, span)) if a is same else a for a in found]
            return [*(a for a in found if a.cue is not cue or a.start < span.start), self._new(cue, span)]
        signed = self._signature(quotation, paragraph) if self._speaks(quotation) else None
        if signed is not None:
            return [*found, signed]
        if not (self._speaks(quotation) or self._is_sentence(quotation)):
            return found
        last = self._last_before(quotation, paragraph, found)
        if last is None:
            return found
        runs_on = self._paragraph(last.content[-1].end - 1) == paragraph or self._unclosed_before(quotation)
        if runs_on and self._direct(last):
            return [a.with_content((*a.content, span), "statement.split") if a is last else a for a in found]
        return [
            *found,
            Attribution(last.cue, last.cue_class, "quotation", last.speaker, (span,), "statement.continued"),
        ]

    def _new(self, cue: Token, span: Span) -> Attribution:
        takes = self.cues.verb(cue.lemma)
        return Attribution(
            cue, takes["quotation"], "quotation", self.attributor.speaker_of(cue), (span,), "statement.beside-cue"
        )

    def _signature(self, quotation: Quotation, paragraph: int) -> Attribution | None:
        """A name before a colon, or after a dash: `Smith: "No."`, `"No." - John Smith`."""
        start, end = self.paragraphs[paragraph]
        if not self.text[quotation.end : end].strip(_MARKS + " .") and paragraph + 1 < len(self.paragraphs):
            end = self.paragraphs[paragraph + 1][1]
        after = self.parse.tokens_in(
            quotation.end, min([end, *(q.start for q in self.quotations if q.start > quotation.end)])
        )
        after = [t for t in after if t.text.strip(_MARKS)]
        before = [t for t in self.parse.tokens_in(start, quotation.start) if t.text.strip(_MARKS)]
        if after and after[0].text in _DASHES and 1 < len(after) <= _NAME_WORDS:
            mark, name = after[0], [t for t in after[1:] if t.pos == "PROPN"]
        elif before and before[-1].text == ":":
            mark, name = before[-1], [t for t in before if t.sentence == before[-1].sentence and t.dep == "nsubj"]
            name = name or [t for t in before[-_NAME_WORDS:-1] if t.pos == "PROPN"]
        else:
            return None
        if not name:
            return None
        heads = [t for t in name if self.parse.head(t) not in name] or name
        return Attribution(mark, "say", "signature", heads[0], (self._spoken(quotation),), "statement.signature")

    def _cue_beside(self, quotation: Quotation, paragraph: int) -> Token | None:
        """The nearest verb that takes a quotation, outside any, in the sentences the quotation touches."""
        start, end = self.paragraphs[paragraph]
        touched = {
            t.sentence for t in self.parse.tokens_in(max(start, quotation.start - 3), min(end, quotation.end + 3))
        }
        near: list[tuple[int, Token]] = []
        for sentence in touched:
            for token in self.parse.sentence_tokens(sentence):
                if "quotation" not in self.cues.verb(token.lemma) or token.pos not in ("VERB", "AUX"):
                    continue
                if not start <= token.start < end or self._quotation_at(token.start) is not None:
                    continue
                gap = token.start - quotation.end if token.start >= quotation.end else quotation.start - token.end
                between = self.text[min(token.end, quotation.end) : max(token.start, quotation.start)]
                if gap <= 120 and not (token.end <= quotation.start and ". " in between):
                    near.append((gap, token))
        return min(near, key=lambda pair: pair[0])[1] if near and self._speaks_beside(quotation, near) else None

    def _speaks_beside(self, quotation: Quotation, near: list[tuple[int, Token]]) -> bool:
        """A quoted word or two is speech only close to its cue."""
        return self._speaks(quotation) or min(gap for gap, _ in near) <= _ADJACENT

    def _speaks(self, quotation: Quotation) -> bool:
        words = [t for t in self.parse.tokens_in(quotation.start, quotation.end) if t.pos not in ("PUNCT", "SPACE")]
        verb = any(t.pos in ("VERB", "AUX") for t in words)
        return len(words) >= _SPOKEN_WORDS and verb and words[0].text[:1].isupper()

    def _is_sentence(self, quotation: Quotation) -> bool:
        """A few words that stand as a sentence of their own: `"Go," he said. "At once."`"""
        text = self.text[quotation.start : quotation.end]
        return text[:1].isupper() and text.endswith((".", "!", "?"))

    def _last_before(self, quotation: Quotation, paragraph: int, found: list[Attribution]) -> Attribution | None:
        """The last attribution of this paragraph, or one that ends the paragraph before with a quotation."""
        before = [a for a in found if a.cue.start < quotation.start and a.start < quotation.start]
        before = [a for a in before if a.complement in _UTTERED and self._quotation_at(a.cue.start) is None]
        if not before:
            return None
        last = max(before, key=lambda a: max(a.cue.start, a.content[-1].end))
        distance = paragraph - self._paragraph(max(last.cue.start, last.content[-1].start))
        return last if distance == 0 or (distance == 1 and self._direct(last)) else None

    def _unclosed_before(self, quotation: Quotation) -> bool:
        return any(b == quotation and not a.closed for a, b in pairwise(self.quotations))

    def _quotes(self, attribution: Attribution) -> bool:
        return any(self._quotation_at(part.start) is not None for part in attribution.content)

    def _direct(self, attribution: Attribution) -> bool:
        return all(self._quotation_at(part.start) is not None for part in attribution.content)

    def _quotation_at(self, place: int) -> Quotation | None:
        return next((q for q in self.quotations if q.start <= place < q.end), None)

    def _paragraph(self, place: int) -> int:
        return next((n for n, (_, end) in enumerate(self.paragraphs) if place < end), len(self.paragraphs) - 1)
