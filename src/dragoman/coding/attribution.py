"""Who says what in one sentence, read from its syntax.

Comes in: a parsed text and the cue lexicon. Goes out: attributions, each with its cue, the head of the
phrase that names the speaker, and the spans of what is said, before quotation marks are looked at.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from dragoman.annotate.annotation import Annotation
from dragoman.coding.clause import Grammar
from dragoman.coding.cues import Cues
from dragoman.model.syntax import Token
from dragoman.model.text import Span

_CLAUSES = ("ccomp", "xcomp")
_PHRASES = ("dobj", "obj", "attr", "oprd")


@dataclass(frozen=True)
class Attribution:
    """Something said or thought, by whom, in which words."""

    cue: Token
    cue_class: str
    complement: str
    speaker: Token | None
    content: tuple[Span, ...]
    rule: str

    @property
    def start(self) -> int:
        return self.content[0].start

    @property
    def size(self) -> int:
        return sum(part.end - part.start for part in self.content)

    def with_content(self, content: tuple[Span, ...], rule: str | None = None) -> Attribution:
        return replace(self, content=content, rule=rule or self.rule)


class Attributor:
    """Finds attributions in the syntax of one text."""

    def __init__(self, annotation: Annotation, cues: Cues, grammar: Grammar) -> None:
        self.annotation = annotation
        self.parse = annotation.parse
        self.cues = cues
        self.grammar = grammar

    def find(self) -> list[Attribution]:
        """Every attribution that a cue and its complement show, in text order."""
        found: list[Attribution] = []
        for token in self.parse.tokens:
            if token.lower in self.cues.sources:
                found += self._source(token)
            elif token.pos in ("VERB", "AUX"):
                found += self._verb(token)
            elif token.pos == "NOUN" and token.lemma in self.cues.nouns:
                found += self._noun(token)
        return found

    # Verbs

    def _verb(self, verb: Token) -> list[Attribution]:
        takes = self.cues.verb(verb.lemma)
        if not takes:
            return []
        children = self.parse.children(verb)
        before = [c for c in children if c.dep in ("ccomp", "parataxis") and c.i < verb.i]
        if before and "parenthesis" in takes:
            return [self._attribution(verb, "parenthesis", takes, self._around(verb, before[0]))]
        if "parenthesis" in takes and self._interrupts(verb):
            return [self._attribution(verb, "parenthesis", takes, self._around(verb, self.parse.head(verb)))]
        after = [c for c in children if c.i > verb.i]
        held = [(c, name) for c in after if (name := self._complement(c, takes))]
        if not held:
            return []
        first, name = held[0]
        end = self._end(verb, held[-1][0] if name != "that" else first)
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
        elif child.dep in _PHRASES:
            name = "object"
        elif child.dep == "prep":
            name = child.lower
        return name if name in takes else None

    def _begin(self, first: Token, name: str) -> int:
        if name in ("that", "to", "doing", "object"):
            return self.parse.span(first).start
        inside = [t for t in self.parse.subtree(first) if t.i > first.i]
        return inside[0].start if inside else first.end

    def _end(self, verb: Token, last: Token) -> int:
        """Where the content stops: before a further cue ("..., adding that"), after a clause that carries it on."""
        tokens = self.parse.subtree(last)
        for token in tokens:
            if token.i > last.i and self._is_further_cue(token):
                tokens = [t for t in tokens if t.i < token.i]
                break
        end = tokens[-1].end
        for clause in self.parse.children(verb):
            if clause.dep == "conj" and clause.i > last.i and self._carries_on(verb, clause):
                end = max(end, self.parse.span(clause).end)
        return end

    def _is_further_cue(self, token: Token) -> bool:
        takes = self.cues.verb(token.lemma)
        before = self.parse.tokens[token.i - 1]
        return token.tag == "VBG" and before.lower == "," and ("that" in takes or "quotation" in takes)

    def _carries_on(self, verb: Token, clause: Token) -> bool:
        """ "Said that talks had begun, but Iran is waiting": no report of its own, and not told in the past."""
        children = self.parse.children(clause)
        subject = any(c.dep in ("nsubj", "nsubjpass", "expl") for c in children)
        finite = [clause, *(c for c in children if c.dep in ("aux", "auxpass"))]
        past = any(t.tag == "VBD" for t in finite)
        return subject and verb.tag == "VBD" and not past and not self.cues.verb(clause.lemma)

    def _interrupts(self, verb: Token) -> bool:
        """ "Talks, he said, will go on"."""
        if verb.dep not in ("parataxis", "ccomp", "advcl") or not self.parse.children(verb):
            return False
        span = self.parse.subtree(verb)
        before = self.parse.tokens[span[0].i - 1] if span[0].i else None
        after = self.parse.tokens[span[-1].i + 1] if span[-1].i + 1 < len(self.parse.tokens) else None
        subject = any(c.dep == "nsubj" for c in self.parse.children(verb))
        closed = after is not None and after.lower in (",", ".", "”", '"')
        return subject and before is not None and before.lower in (",", "—", "-", "”") and closed and len(span) < 8

    def _around(self, verb: Token, host: Token) -> tuple[Span, ...]:
        """The sentence round a cue that stands inside or after it."""
        said = {t.i for t in self.parse.subtree(host)}
        own = {verb.i}
        for child in self.parse.children(verb):
            if child is not host:
                own |= {t.i for t in self.parse.subtree(child)}
        if verb.i in said:
            own = {t.i for t in self.parse.subtree(verb)}
        return self._runs(sorted(said - own))

    def _runs(self, places: list[int]) -> tuple[Span, ...]:
        """Spans of tokens that follow one another; lone marks of punctuation are nothing."""
        runs: list[list[Token]] = []
        for place in places:
            token = self.parse.tokens[place]
            if runs and runs[-1][-1].i + 1 == place:
                runs[-1].append(token)
            else:
                runs.append([token])
        spoken = [run for run in runs if any(t.pos not in ("PUNCT", "SPACE") for t in run)]
        return tuple(Span(run[0].start, run[-1].end) for run in spoken)

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
        subjects = self.grammar.subjects(verb)
        return subjects[0] if subjects else None

    # Nouns and phrases

    def _noun(self, noun: Token) -> list[Attribution]:
        """ "The minister's claim that ..."."""
        for child in self.parse.children(noun):
            marks = {c.lower for c in self.parse.children(child)}
            if child.i < noun.i or child.dep not in ("acl", "ccomp", "relcl"):
                continue
            if "that" in marks and not any(c.lower == "that" and c.dep != "mark" for c in self.parse.children(child)):
                return [self._by_noun(noun, "that", self.parse.span(child))]
            if child.tag == "VB" and "to" in marks and child.dep == "acl":
                return [self._by_noun(noun, "to", self.parse.span(child))]
        return []

    def _by_noun(self, noun: Token, complement: str, content: Span) -> Attribution:
        owners = [c for c in self.parse.children(noun) if c.dep == "poss"]
        owners += [o for c in self.parse.children(noun) if c.lower in ("by", "from") for o in self.parse.children(c)]
        head = self.parse.head(noun)
        if not owners and noun.dep in _PHRASES and head.pos == "VERB":
            owners = self.grammar.subjects(head)
        speaker = owners[0] if owners else None
        return Attribution(noun, self.cues.nouns[noun.lemma], complement, speaker, (content,), "statement.noun")

    def _source(self, word: Token) -> list[Attribution]:
        """ "According to the ministry, ..."."""
        phrase = self._source_object(word)
        if phrase is None:
            return []
        host = self.parse.head(word)
        while host.pos not in ("VERB", "AUX") and host.head != host.i:
            host = self.parse.head(host)
        own = {t.i for t in self.parse.subtree(word)}
        said = {t.i for t in self.parse.subtree(host)} - own
        if host.dep != "ROOT":
            said = {i for i in said if not self.parse.tokens[i].tag.startswith("W") or i > word.i}
        content = self._runs(sorted(said))
        return [Attribution(word, "source", "sentence", phrase, content, "statement.source")] if content else []

    def _source_object(self, word: Token) -> Token | None:
        preposition = self.cues.sources[word.lower]
        if word.dep not in ("prep", "advcl", "ROOT"):
            return None
        for child in self.parse.children(word):
            if child.dep == "prep" and child.lower == preposition:
                return next((o for o in self.parse.children(child) if o.dep in ("pobj", "pcomp")), None)
            if child.dep == "pobj" and not preposition:
                return child
        return None
