"""The cue of a quotation that syntax does not tie to one: beside it, before a colon, or a name after a dash.

Comes in: a quotation of a parsed text. Goes out: the verb that reports it, by where it stands, or the name that
signs it; and whether a quotation is speech at all or only a name or a turn of phrase in marks.
"""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.annotate.annotation import Annotation, Quotation
from dragoman.annotate.paragraphs import paragraphs
from dragoman.annotate.quotations import MARKS
from dragoman.coding.statements.attribution import Attribution
from dragoman.coding.statements.content import ContentTrimmer
from dragoman.coding.statements.cues import Cues
from dragoman.model.syntax import Token
from dragoman.model.text import Span

STOPS = (".", "!", "?")
_DASHES = ("―", "—", "–", "-", "--")
_BLANKS = " \u00a0"
_MODIFIERS = ("acl", "relcl", "amod")
_NAME_WORDS = 9
_REACH = 120  # characters between a quotation and its cue
_NEAR = 60  # the same, where the verb is none of saying
_ADJACENT = 3  # characters between a cue and the word or two it quotes
_SPOKEN_WORDS = 4  # fewer words between marks, with no cue, are a name or a turn of phrase
_LONG_WORD = 3  # letters of words that a heading in capitals may leave small


class QuotationCues:
    """Finds the cues of quotations in one text."""

    def __init__(self, annotation: Annotation, cues: Cues, trimmer: ContentTrimmer) -> None:
        self.text = annotation.document.text
        self.parse = annotation.parse
        self.cues = cues
        self.trimmer = trimmer
        self.quotations = trimmer.quotations
        self.paragraphs = list(paragraphs(self.text))

    # What is speech

    def has_clause(self, quotation: Quotation) -> bool:
        """Some words with a verb among them."""
        words = self._words(quotation)
        return len(words) >= _SPOKEN_WORDS and any(t.pos in ("VERB", "AUX") for t in words)

    def is_uttered(self, quotation: Quotation) -> bool:
        """A clause that begins a sentence, or a few words that end one: `"Go," he said. "At once."`"""
        words = self.text[quotation.start : quotation.end]
        sentence = words.endswith(STOPS) and self._begins_sentence(quotation)
        return not words[:1].islower() and (self.has_clause(quotation) or sentence)

    def _begins_sentence(self, quotation: Quotation) -> bool:
        before = self.text[: quotation.start].rstrip(MARKS + _BLANKS)
        return not before or before[-1] in ".!?:,\n"

    def unattributed(self, found: list[Attribution]) -> list[tuple[Span, ...]]:
        """Quotations that stand as sentences of their own and that no attribution holds, each with what goes on."""
        loose: list[tuple[Span, ...]] = []
        open_before = False
        for quotation in self.quotations:
            span = self.trimmer.spoken(quotation)
            held = any(part.overlaps(span) for a in found for part in a.content)
            alone = not held and self._stands_alone(quotation)
            if alone and open_before:
                loose[-1] = (*loose[-1], span)
            elif alone:
                loose.append((span,))
            open_before = alone and not quotation.closed
        return loose

    def _stands_alone(self, quotation: Quotation) -> bool:
        """A clause that is a sentence or paragraph of its own and no heading."""
        after = self.text[quotation.end :].lstrip(MARKS + _BLANKS)
        ends = self.text[quotation.end - 1] in STOPS or not after or after[0] in ".!?\n"
        heading = all(not t.text[0].islower() for t in self._words(quotation) if len(t.text) > _LONG_WORD)
        begins = self._begins_sentence(quotation)
        return begins and ends and not heading and self.has_clause(quotation) and self.is_uttered(quotation)

    def _words(self, quotation: Quotation) -> list[Token]:
        tokens = self.parse.tokens_in(quotation.start, quotation.end)
        return [t for t in tokens if t.pos not in ("PUNCT", "SPACE")]

    # Verbs

    def of(self, quotation: Quotation) -> Token | None:
        """The verb of saying that stands nearest by, in the sentence of the quotation."""
        after, before = self._after(quotation), self._before(quotation)
        if before is not None and (after is None or self._introduces(before, quotation)):
            return before
        return after

    def _after(self, quotation: Quotation) -> Token | None:
        """`"Go," said the envoy`: the first verb of saying after it."""
        if self._is_finished(quotation):
            return None
        further = [q.start for q in self.quotations if q.start > quotation.end and self.has_clause(q)]
        end = min([self.paragraph_end(quotation), quotation.end + _REACH, *further])
        tokens = _up_to_stop(self.parse.tokens_in(quotation.end, end), quotation.end)
        near = [t for t in tokens if self._quotes(t) and not self._is_participle(t)]
        near = [t for t in near if self._close_enough(quotation, t.start - quotation.end)]
        main = [t for t in near if t.dep not in _MODIFIERS]
        return next(iter([*main, *near]), None) or self._unknown(quotation, tokens)

    def _unknown(self, quotation: Quotation, tokens: list[Token]) -> Token | None:
        """`"We go home," barked the general`: any verb, after a sentence that a comma ties to it."""
        tied = self.text[quotation.end - 1] == "," or self.text[quotation.end :].lstrip(MARKS)[:1] == ","
        if not tied or not self.has_clause(quotation) or not self.text[quotation.start].isupper():
            return None
        verbs = [t for t in tokens if t.tag in ("VBD", "VBZ", "VBP") and t.dep not in _MODIFIERS and t.pos == "VERB"]
        return verbs[0] if verbs and verbs[0].start - quotation.end <= _NEAR else None

    def _before(self, quotation: Quotation) -> Token | None:
        """`The envoy said: "Go"`: the last verb of saying before it."""
        paragraph = self.paragraphs[self.paragraph(quotation.start)][0]
        start = max([paragraph, quotation.start - _REACH, *(q.end for q in self.quotations if q.end < quotation.start)])
        before = _up_to_stop(self.parse.tokens_in(start, quotation.start)[::-1])
        if not self.text[paragraph : quotation.start].strip(MARKS + _BLANKS):
            before = self._introduction(quotation)
        near = [t for t in before if self._quotes(t)]
        found = next((t for t in near if self._close_enough(quotation, quotation.start - t.end)), None)
        return found or self._carrier(quotation, before)

    def _carrier(self, quotation: Quotation, before: list[Token]) -> Token | None:
        """`The palace issued a statement: "..."`: the verb that a noun of saying before a sign belongs to."""
        words = [t for t in before if t.text.strip(MARKS + _BLANKS + "\n\r")]
        if len(words) < 2 or words[0].text not in (",", ":") or "that" not in self.cues.nouns.get(words[1].lemma, {}):
            return None
        verb = self.parse.head(words[1])
        carried = words[1].dep == "dobj" and verb.pos == "VERB" and self.has_clause(quotation)
        return verb if carried and not self.trimmer.quotation_at(verb.start) else None

    def _introduction(self, quotation: Quotation) -> list[Token]:
        """The last sentence of the paragraph before, if it ends in a colon; its words from the last to the first."""
        number = self.paragraph(quotation.start)
        if not number or self.text[self.paragraphs[number - 1][1] - 1] != ":":
            return []
        return _up_to_stop(self.parse.tokens_in(*self.paragraphs[number - 1])[::-1])

    def _introduces(self, cue: Token, quotation: Quotation) -> bool:
        """`He asked: "Why?"`: a cue and a sign before a quotation that is a sentence of its own."""
        between = self.text[cue.end : quotation.start].rstrip(MARKS + _BLANKS)
        words = self.text[quotation.start : quotation.end]
        return between.endswith((",", ":")) and words[:1].isupper() and words.endswith(STOPS)

    def _is_finished(self, quotation: Quotation) -> bool:
        """Whether a full stop ends it and the sentence, so that what follows is another."""
        text = self.text[quotation.start : quotation.end]
        after = self.text[quotation.end :].lstrip(MARKS + _BLANKS)[:1]
        return text.endswith(".") and not text.endswith("..") and not after.islower()

    def _quotes(self, token: Token) -> bool:
        takes = self.cues.verb(token.lemma)
        named = token.tag == "VBN" and token.dep in _MODIFIERS  # "a paper called ..."
        speaks = "quotation" in takes and token.pos in ("VERB", "AUX") and not named
        return speaks and not self.trimmer.quotation_at(token.start)

    def _is_participle(self, token: Token) -> bool:
        """ "..., adding that": not the cue of what stands before it."""
        return token.tag == "VBG" and not any(c.dep == "aux" for c in self.parse.children(token))

    def _close_enough(self, quotation: Quotation, gap: int) -> bool:
        """A quoted word or two is speech only close to its cue."""
        return gap <= _ADJACENT or self.has_clause(quotation) or self._is_answer(quotation)

    def _is_answer(self, quotation: Quotation) -> bool:
        """A word or two that begin a sentence and lead to their cue: `"No comment," the envoy said`."""
        words = self.text[quotation.start : quotation.end]
        before = self.text[: quotation.start].rstrip(MARKS + _BLANKS)
        return (
            not before.endswith(",")
            and self._begins_sentence(quotation)
            and words[:1].isupper()
            and words.endswith((",", "!", "?"))
        )

    # Names

    def signature(self, quotation: Quotation) -> Attribution | None:
        """A name before a colon, or after a dash: `Smith: "No."`, `"No." - John Smith`."""
        number = self.paragraph(quotation.start)
        start, end = self.paragraphs[number]
        if not self.text[quotation.end : end].strip(MARKS + " .") and number + 1 < len(self.paragraphs):
            end = self.paragraphs[number + 1][1]
        end = min([end, *(q.start for q in self.quotations if q.start > quotation.end)])
        after = [t for t in self.parse.tokens_in(quotation.end, end) if t.text.strip(MARKS + " .\n")]
        before = [t for t in self.parse.tokens_in(start, quotation.start) if t.text.strip(MARKS)]
        if after and after[0].text.strip(MARKS + ".") in _DASHES and 1 < len(after) <= _NAME_WORDS:
            sign, name = after[0], [t for t in after[1:] if t.pos == "PROPN"]
        elif before and before[-1].text == ":":
            sign, name = before[-1], [t for t in before if t.sentence == before[-1].sentence and t.dep == "nsubj"]
            name = name or [t for t in before[-_NAME_WORDS:-1] if t.pos == "PROPN"]
        else:
            return None
        if not name:
            return None
        heads = [t for t in name if self.parse.head(t) not in name] or name
        content = (self.trimmer.spoken(quotation),)
        return Attribution(sign, "say", "signature", heads[0], content, "statement.signature")

    # Places

    def stops(self, start: int, end: int) -> int:
        """How many sentences end in a stretch of text."""
        return sum(t.text in STOPS for t in self.parse.tokens_in(start, end) if t.start >= start)

    def paragraph_end(self, quotation: Quotation) -> int:
        return self.paragraphs[self.paragraph(quotation.end - 1)][1]

    def paragraph(self, place: int) -> int:
        """The number of the paragraph that a character is in."""
        return next((n for n, (_, end) in enumerate(self.paragraphs) if place < end), len(self.paragraphs) - 1)


def _up_to_stop(tokens: Iterable[Token], start: int = 0) -> list[Token]:
    """Tokens before the first that ends a sentence, counted from a place in the text."""
    kept: list[Token] = []
    for token in tokens:
        if token.text in STOPS and token.start >= start:
            break
        kept.append(token)
    return kept
