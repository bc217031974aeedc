"""Who says what with which verb, read from the syntax of sentences.

Comes in: a parsed text and the cue lexicon. Goes out: attributions, each with its cue, the head of the
phrase that names the speaker, and the spans of what is said, before quotation marks are looked at.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from dragoman.annotate.annotation import Annotation
from dragoman.coding.clause import Grammar
from dragoman.coding.statements.cues import Cues
from dragoman.coding.statements.extent import OBJECTS, Extent
from dragoman.model.syntax import Parse, Token
from dragoman.model.text import Span

_ASIDE = 8  # words of a clause that interrupts what is said
_MARKS_WIDE = 4  # characters of marks and blanks between a quotation and its cue
_BREAKS = (",", "—", "–", "--")
_BESIDE = ("nsubj", "aux", "advmod", "neg", "npadvmod")  # what may stand beside a cue in an aside
_CLAUSES = ("ccomp", "xcomp")


@dataclass(frozen=True)
class Attribution:
    """Something said or thought, by whom, in which words."""

    cue: Token
    cue_class: str
    complement: str
    speaker: Token | None
    content: tuple[Span, ...]
    rule: str
    phrase: Span | None = None  # the words of the cue, where they are more than its token

    @property
    def start(self) -> int:
        return self.content[0].start

    @property
    def size(self) -> int:
        return sum(part.end - part.start for part in self.content)

    def with_content(self, content: tuple[Span, ...], rule: str | None = None) -> Attribution:
        return replace(self, content=content, rule=rule or self.rule)


class Attributor:
    """Finds the attributions of reporting verbs in one text."""

    def __init__(self, annotation: Annotation, cues: Cues, grammar: Grammar) -> None:
        self.annotation = annotation
        self.parse = annotation.parse
        self.cues = cues
        self.grammar = grammar
        self.extent = Extent(annotation.parse, cues)

    def find(self) -> list[Attribution]:
        """Every attribution that a verb and its complement show, in text order."""
        found: list[Attribution] = []
        for token in self.parse.tokens:
            if token.pos in ("VERB", "AUX") and token.lower not in self.cues.sources:
                found += self._verb(token)
        return found

    # Verbs

    def _verb(self, verb: Token) -> list[Attribution]:
        takes = self.cues.verb(verb.lemma)
        if not takes:
            return []
        inverted = self._inverted(verb)
        children = [c for c in self.parse.children(verb) if c is not inverted]
        before = [c for c in children if c.dep in ("ccomp", "parataxis") and c.i < verb.i]
        if "parenthesis" in takes and (round_it := self._interruption(verb)):
            return [self._attribution(verb, "parenthesis", takes, round_it)]
        after = [c for c in children if c.i > verb.i]
        held = [(c, name) for c in after if (name := self._complement(c, takes))]
        quoted = any(q.start <= c.start < q.end for c in before for q in self.annotation.quotations)
        if before and (quoted or not held) and "parenthesis" in takes:
            return [self._attribution(verb, "parenthesis", takes, self._around(verb, before[0]))]
        if not held:
            return self._impersonal(verb, takes)
        first, name = held[0]
        if name in ("object", "object-as") and self._names(verb):
            return []
        end = self.extent.end(verb, held[-1][0] if name != "that" else first)
        content = Span(self._begin(first, name), end)
        return [self._attribution(verb, name, takes, (content,))] if content.start < content.end else []

    def _complement(self, child: Token, takes: dict[str, str]) -> str | None:
        """The name of a complement, if the cue takes it."""
        name = None
        if child.dep in _CLAUSES:
            marks = [c.lower for c in self.parse.children(child)]
            if child.dep == "xcomp" and child.tag == "VB" and "to" in marks:
                name = "to"
            elif child.dep == "xcomp" and child.tag == "VBG":
                name = "doing"
            elif child.dep == "ccomp":
                name = "to" if child.tag == "VB" and "to" in marks and "to" in takes else "that"
            elif "object" in takes:
                name = "object"
        elif child.dep in OBJECTS:
            name = "object"
            if "claim" in takes and child.lemma in self.cues.words["claims"]:
                name = "claim"
            elif "object-as" in takes and self._is_called(child):
                name = "object-as"
        elif child.dep == "prep":
            name = child.lower
        return name if name in takes else None

    def _names(self, verb: Token) -> bool:
        """ "A group called the Lions": a participle that only gives a name."""
        carried = any(c.dep in ("aux", "auxpass") for c in self.parse.children(verb))
        return verb.tag == "VBN" and verb.dep in ("acl", "relcl", "amod") and not carried

    def _is_called(self, thing: Token) -> bool:
        """ "Described the talks as useful"."""
        near = [*self.parse.children(self.parse.head(thing)), *self.parse.children(thing)]
        return any(c.dep == "prep" and c.lower == "as" and c.i > thing.i for c in near)

    def _impersonal(self, verb: Token, takes: dict[str, str]) -> list[Attribution]:
        """ "Talks seem to stall", "talks are expected to stall": nobody says so."""
        children = self.parse.children(verb)
        passive = any(c.dep == "auxpass" for c in children)
        name = "clause-passive" if passive else "clause"
        subjects = [c for c in children if c.dep in ("nsubj", "nsubjpass")]
        held = [c for c in children if c.i > verb.i and c.dep in ("xcomp", "ccomp", "acomp", "oprd", "advcl")]
        if name not in takes or not subjects or not held:
            return []
        content = (self.parse.span(subjects[0]), Span(self.parse.span(held[0]).start, self.extent.end(verb, held[0])))
        return [Attribution(verb, takes[name], name, None, content, f"statement.{name}")]

    def _begin(self, first: Token, name: str) -> int:
        if name in ("that", "to", "doing", "object", "object-as", "claim"):
            return self.parse.span(first).start
        inside = [t for t in self.parse.subtree(first) if t.i > first.i]
        return inside[0].start if inside else first.end

    def _interruption(self, verb: Token) -> tuple[Span, ...]:
        """ "Talks, he said, will go on": the sentence round a short clause between commas."""
        kept = [verb]
        for child in self.parse.children(verb):
            if child.dep in _BESIDE and abs(child.i - verb.i) <= _ASIDE:
                kept += self.parse.subtree(child)
        first, last = min(t.i for t in kept), max(t.i for t in kept)
        begin, end = self.parse.sentences[verb.sentence]
        subject = any(t.dep == "nsubj" and self.parse.head(t) is verb for t in kept)
        if not subject or last - first >= _ASIDE or len({t.i for t in kept}) != last - first + 1:
            return ()
        if first - 1 <= begin or last + 1 >= end or not all(self._is_break(i) for i in (first - 1, last + 1)):
            return ()
        if self._opens_sentence(last + 2) and not self._opens_sentence(begin):  # "Smiling, he said, 'Yes.'"
            return ()
        return runs(self.parse, [*range(begin, first - 1), *range(last + 2, end)])

    def _opens_sentence(self, place: int) -> bool:
        """Whether a quotation that begins a sentence of its own opens at a token."""
        token = self.parse.tokens[min(place, len(self.parse.tokens) - 1)]
        opened = [q for q in self.annotation.quotations if token.start <= q.start <= token.end]
        return any(self.parse.text[q.start].isupper() for q in opened)

    def _is_break(self, place: int) -> bool:
        return self.parse.tokens[place].text in _BREAKS

    def _around(self, verb: Token, host: Token) -> tuple[Span, ...]:
        """The sentence round a cue that stands inside or after it."""
        said = {t.i for t in self.parse.subtree(host)}
        own = {verb.i}
        for child in self.parse.children(verb):
            if child is not host:
                own |= {t.i for t in self.parse.subtree(child)}
        return runs(self.parse, sorted(said - own))

    def _inverted(self, verb: Token) -> Token | None:
        """`"Why?" asked the mayor`: a subject after the verb that the parser takes for its object."""
        children = self.parse.children(verb)
        objects = [c for c in children if c.dep == "dobj" and self.parse.subtree(c)[0].i == verb.i + 1]
        if not objects or "quotation" not in self.cues.verb(verb.lemma) or any(c.dep == "nsubj" for c in children):
            return None
        follows = any(0 < verb.start - q.end <= _MARKS_WIDE for q in self.annotation.quotations)
        return objects[0] if follows else None

    def _attribution(
        self, cue: Token, complement: str, takes: dict[str, str], content: tuple[Span, ...]
    ) -> Attribution:
        return Attribution(cue, takes[complement], complement, self.speaker_of(cue), content, f"statement.{complement}")

    def speaker_of(self, verb: Token) -> Token | None:
        """The head of the phrase that names who speaks."""
        children = self.parse.children(verb)
        if any(c.dep in ("nsubjpass", "auxpass") for c in children):
            agents = [o for c in children if c.dep == "agent" for o in self.parse.children(c) if o.dep == "pobj"]
            return agents[0] if agents else None
        subjects = self.grammar.subjects(self.extent.governor(verb) or verb)
        inverted = self._inverted(verb)
        if inverted is not None:
            return inverted
        return subjects[0] if subjects else None


def runs(parse: Parse, places: Iterable[int]) -> tuple[Span, ...]:
    """Spans of tokens that follow one another; lone marks of punctuation are nothing."""
    found: list[list[Token]] = []
    for place in places:
        token = parse.tokens[place]
        if found and found[-1][-1].i + 1 == place:
            found[-1].append(token)
        else:
            found.append([token])
    spoken = [run for run in found if any(t.pos not in ("PUNCT", "SPACE") for t in run)]
    return tuple(Span(run[0].start, run[-1].end) for run in spoken)
