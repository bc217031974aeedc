"""What the model looks at: named features of a candidate, and the words of its parts.

Names of actors are never features: a name is replaced by its kind, so that the model learns deeds and not
countries. A feature's name tells what it is ("does=attack", "frame.pair=ACCUSE"); explanations render it.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass, field

from dragoman.coding.learned.candidate import Candidate, Evoked, head_of
from dragoman.model.syntax import Parse, Token
from dragoman.model.text import Span

#: Parts of a candidate whose words are looked up as vectors, in the order of the model's columns.
ZONES = ("core", "path", "objects", "sentence", "recipient")

_NAMES = frozenset({"PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"})
_NUMBERS = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"})
_CONTENT = frozenset({"VERB", "NOUN", "ADJ", "ADV", "PROPN"})
_SMALL = frozenset({"ADP", "AUX", "PART", "SCONJ"})
_MEANING = frozenset({"VERB", "NOUN", "ADJ", "ADV"})
_PREDICATES = frozenset({"VERB", "AUX"})
_COMPLEMENTS = frozenset({"xcomp", "ccomp", "pcomp"})
_OBJECTS = frozenset({"dobj", "attr", "acomp", "oprd", "nsubjpass"})
_TENSE = frozenset({"have", "be", "do"})
_LONGEST_ROUTE = 6
_DEEPEST = 4  # steps down ("said it would agree to send") or up ("a call for sanctions on")


@dataclass(slots=True)
class Features:
    """Features by name and words by zone, each with the tokens it was read from."""

    named: dict[str, list[Token]] = field(default_factory=lambda: defaultdict(list))
    zones: dict[str, list[Token]] = field(default_factory=lambda: defaultdict(list))

    def add(self, name: str, *tokens: Token) -> None:
        self.named[name] += tokens


def read(candidate: Candidate) -> Features:
    """The features of a candidate.

    Raises ValueError if it names neither an actor nor a recipient.
    """
    return _Reader(candidate).read()


def _is_name(token: Token) -> bool:
    return token.entity in _NAMES or token.entity in _NUMBERS


def _word(token: Token) -> str:
    """The lemma, or for a name or number its kind in capitals."""
    return token.entity if _is_name(token) else token.lemma


class _Reader:
    """Reads the features of one candidate."""

    def __init__(self, candidate: Candidate) -> None:
        self.candidate = candidate
        self.parse: Parse = candidate.parse
        self.actor = head_of(self.parse, candidate.actor)
        self.recipient = head_of(self.parse, candidate.recipient)
        anchor = self.actor or self.recipient
        if anchor is None:
            raise ValueError("a candidate needs an actor or a recipient")
        self.anchor = anchor
        self.sentence = self.parse.sentence_tokens(anchor.sentence)
        self.inside = {t.i for span in (candidate.actor, candidate.recipient) for t in self._tokens(span)}
        self.found = Features()

    def read(self) -> Features:
        self._ends()
        path = self._path()
        core = self._deed()
        self._zones(path, core)
        self._sentence_words()
        self._frames({t.i for t in path} | {t.i for t in core})
        return self.found

    def _tokens(self, span: Span | None) -> list[Token]:
        return self.parse.tokens_in(span.start, span.end) if span else []

    # The two ends

    def _ends(self) -> None:
        self._end("actor", self.candidate.actor, self.actor)
        self._end("recipient", self.candidate.recipient, self.recipient)
        if self.actor and self.recipient:
            self.found.add("order=" + ("actor first" if self.actor.i < self.recipient.i else "recipient first"))

    def _end(self, role: str, span: Span | None, head: Token | None) -> None:
        if head is None:
            self.found.add(f"{role}.missing")
            return
        self.found.add(f"{role}.kind={head.entity or head.pos}", head)
        self.found.add(f"{role}.dep={head.dep}", head)
        for token in self._tokens(span):
            if token.pos in ("NOUN", "ADJ") and token.entity not in _NAMES:
                self.found.add(f"{role}.word={token.lemma}", token)
                self.found.zones[role].append(token)

    # The way between them

    def _path(self) -> list[Token]:
        """Tokens between actor and recipient in the tree; their lowest common governor is the top."""
        if self.actor is None or self.recipient is None:
            return self.parse.ancestors(self.anchor)[:3]
        rising = [self.actor, *self.parse.ancestors(self.actor)]
        falling = [self.recipient, *self.parse.ancestors(self.recipient)]
        depths = {token.i: depth for depth, token in enumerate(falling)}
        meeting = next((n for n, token in enumerate(rising) if token.i in depths), None)
        if meeting is None:  # the two stand in different sentences
            return [*rising[1:3], *falling[1:3]]
        top = rising[meeting]
        rising, falling = rising[:meeting], falling[: depths[top.i]]
        self._route(rising, falling, top)
        middle = [top] if top not in (self.actor, self.recipient) else []
        path = [*rising[1:], *middle, *reversed(falling[1:])]
        for token in path:
            if token.i not in self.inside:
                self.found.add(f"path={_word(token)}", token)
        for first, second in itertools.pairwise(path):
            self.found.add(f"path={_word(first)} {_word(second)}", first, second)
        return path

    def _route(self, rising: list[Token], falling: list[Token], top: Token) -> None:
        route = " ".join([*(f"{t.dep}↑" for t in rising), *(f"{t.dep}↓" for t in reversed(falling))])
        length = len(rising) + len(falling)
        if length <= _LONGEST_ROUTE:
            self.found.add(f"route={route}")
            self.found.add(f"route={route} over {_word(top)}", top)
        self.found.add(f"route.length={min(length, _LONGEST_ROUTE + 2)}")
        self.found.add(f"top={_word(top)}", top)
        self.found.add(f"top.pos={top.pos}", top)

    # What is done

    def _deed(self) -> list[Token]:
        """The words of the deed: what the actor does, what the recipient stands under."""
        core: list[Token] = []
        if self.actor is not None:
            verb = self._governor(self.actor)
            while verb is not None and len(core) < _DEEPEST:
                self._predicate("then" if core else "does", verb)
                core.append(verb)
                verb = self._complement(verb)
        if self.recipient is not None:
            core += self._above(self.recipient)
        return core

    def _governor(self, token: Token) -> Token | None:
        """The verb above a token, or the noun it owns ("Iran's attack")."""
        owns = token.dep in ("poss", "amod", "compound")
        for above in self.parse.ancestors(token):
            if above.pos in _PREDICATES or (owns and above.pos == "NOUN"):
                return above
        return None

    def _complement(self, verb: Token) -> Token | None:
        children = self.parse.children(verb)
        return next((c for c in children if c.dep in _COMPLEMENTS and c.pos in _PREDICATES), None)

    def _predicate(self, name: str, verb: Token) -> None:
        self.found.add(f"{name}={_word(verb)}", verb)
        passive = False
        for child in self.parse.children(verb):
            passive = passive or child.dep in ("auxpass", "nsubjpass")
            if child.dep == "neg":
                self.found.add(f"{name}.not", child)
                self.found.add(f"{name}.not={_word(verb)}", child, verb)
            elif child.dep == "aux" and child.lemma not in _TENSE:
                self.found.add(f"{name}.aux={child.lower}", child)
            elif child.dep in _OBJECTS:
                self._object(name, verb, child)
            elif child.dep in ("prep", "prt", "agent", "dative"):
                self.found.add(f"{name}={_word(verb)} {child.lower}", verb, child)
                for inner in self.parse.children(child):
                    if inner.dep in ("pobj", "pcomp"):
                        self.found.add(f"{name}.prep={child.lower} {_word(inner)}", child, inner)
            elif child.dep in _COMPLEMENTS:
                self.found.add(f"{name}.takes={_word(verb)} {child.dep}", verb)
                self.found.add(f"{name}={_word(verb)} {_word(child)}", verb, child)
        self.found.add(f"{name}.form={'passive' if passive else verb.tag}", verb)

    def _object(self, name: str, verb: Token, thing: Token) -> None:
        self.found.add(f"{name}.object={_word(thing)}", thing)
        self.found.add(f"{name}={_word(verb)} {_word(thing)}", verb, thing)
        for inner in self.parse.children(thing):
            if inner.dep in ("compound", "amod", "nmod", "prep"):
                self.found.add(f"{name}.object={_word(inner)} {_word(thing)}", inner, thing)
                if inner.i not in self.inside:
                    for deep in self.parse.children(inner):
                        if deep.dep == "pobj":
                            self.found.add(f"{name}.object.prep={_word(deep)}", deep)

    def _above(self, token: Token) -> list[Token]:
        """What the recipient stands under: "sanctions on", "calls on", with the preposition between."""
        governors: list[Token] = []
        below, preposition = token, ""
        for above in self.parse.ancestors(token)[:_DEEPEST]:
            if above.pos == "ADP" or above.dep in ("prep", "agent", "dative"):
                preposition = above.lower
            elif above.pos in ("VERB", "NOUN", "ADJ", "AUX"):
                name = "around" if governors else "in"
                self.found.add(f"{name}={_word(above)}", above)
                self.found.add(f"{name}={_word(above)} {preposition or below.dep}", above)
                governors.append(above)
                if above.pos == "VERB" and name == "around":
                    break
                preposition = ""
            below = above
        return governors

    # Words

    def _zones(self, path: list[Token], core: list[Token]) -> None:
        things = [c for t in core for c in self.parse.children(t) if c.dep in _OBJECTS | {"xcomp", "ccomp"}]
        for zone, tokens in (("core", core), ("path", path), ("objects", things), ("sentence", self.sentence)):
            self.found.zones[zone] += [
                t for t in tokens if t.pos in _MEANING and not _is_name(t) and t.i not in self.inside
            ]

    def _sentence_words(self) -> None:
        ends = [t.i for t in (self.actor, self.recipient) if t is not None]
        first, last = min(ends, default=0), max(ends, default=len(self.parse.tokens))
        previous: Token | None = None
        for token in self.sentence:
            if token.i in self.inside:
                previous = None
            elif token.pos in _CONTENT or token.pos in _SMALL:
                if token.pos in _CONTENT:
                    self.found.add(f"word={_word(token)}", token)
                if token.i < last:
                    self.found.add(f"{'before' if token.i < first else 'between'}={_word(token)}", token)
                if previous is not None:
                    self.found.add(f"words={_word(previous)} {_word(token)}", previous, token)
                previous = token

    # Frames

    def _frames(self, core: set[int]) -> None:
        inside = {t.i for t in self.sentence}
        for seen in self.candidate.evoked:
            if seen.predicate in inside:
                token = self.parse.tokens[seen.predicate]
                kind = "frame" if seen.stands else "talk"
                names = [self._fit(seen), "any"]
                if seen.predicate in core:
                    names += ["core", f"core.{names[0]}"]
                for name in names:
                    self.found.add(f"{kind}.{name}={seen.type}", token)

    def _fit(self, seen: Evoked) -> str:
        """How the roles of a frame lie to the candidate's."""
        actor, recipient = self.candidate.actor, self.candidate.recipient
        acts, undergoes = _touches(actor, seen.actor), _touches(recipient, seen.recipient)
        if acts and (undergoes or _touches(recipient, seen.actor)):
            return "pair"
        if acts or undergoes:
            return "actor" if acts else "recipient"
        turned = _touches(actor, seen.recipient) or _touches(recipient, seen.actor)
        return "turned" if turned else "other"


def _touches(span: Span | None, others: tuple[Span, ...]) -> bool:
    return span is not None and any(span.overlaps(other) for other in others)
