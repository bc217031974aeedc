"""Positions: where a speaker, and the state or group spoken for, stands on each topic of what is said.

Comes in: an annotated document with its statements and events. Goes out: one position for each topic of a statement,
for each topic of a verbal event that no statement holds, and for what other clauses tell of a stance, with ids
``p1``, ``p2``, ... in text order. The words of the topic and those of the stance are its evidence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dragoman.annotate.annotation import Annotation
from dragoman.coding.circumstances import last_day
from dragoman.coding.lexicon import Lexicon
from dragoman.coding.positions.grammar import VERBS
from dragoman.coding.positions.sides import Side, Sides
from dragoman.coding.positions.stance_words import stance_words
from dragoman.coding.positions.stances import Reading, StanceReader
from dragoman.coding.topic_finder import TopicFinder
from dragoman.coding.topics import Named, Topics
from dragoman.model.events import Event, Status
from dragoman.model.statements import Position, Stance, Statement
from dragoman.model.syntax import Token
from dragoman.model.text import Attested, Basis, Evidence

_TOLD = ("stance.verb", "stance.noun", "stance.adjective", "stance.predicate")  # not what a narrator foresees
_WARNED_OF = ("statement.against", "statement.of", "statement.about")
_DONE = (Status.ACTUAL, Status.ONGOING, Status.HISTORICAL, Status.NEGATED)
_NEGATED = {Stance.SUPPORTS: Stance.OPPOSES, Stance.OPPOSES: Stance.SUPPORTS, Stance.OFFERS: Stance.OPPOSES}


@dataclass(frozen=True)
class PositionCoder:
    """Finds the positions in one document."""

    lexicon: Lexicon
    topics: Topics

    def code(
        self, annotation: Annotation, statements: tuple[Statement, ...], events: tuple[Event, ...]
    ) -> tuple[Position, ...]:
        """Every position of the document, in text order."""
        finder = _Finder(annotation, self.lexicon, self.topics)
        found = [p for statement in statements for p in finder.of_statement(statement)]
        for position in (p for event in events for p in finder.of_event(event, statements)):
            if not any(_is_told_already(position, known) for known in found):
                found.append(position)
        found += finder.of_clauses(statements, found)
        found.sort(key=lambda p: (p.content[0].start, p.topic.evidence[0].start, p.topic.value))
        return tuple(replace(position, id=f"p{n}") for n, position in enumerate(found, start=1))


class _Finder:
    def __init__(self, annotation: Annotation, lexicon: Lexicon, topics: Topics) -> None:
        self.annotation = annotation
        self.parse = annotation.parse
        self.lexicon = lexicon
        self.topics = topics
        self.named = TopicFinder(annotation, topics)
        self.words = stance_words()
        self.stances = StanceReader(annotation, lexicon.words)
        self.sides = Sides(annotation)

    # Statements

    def of_statement(self, statement: Statement) -> Iterator[Position]:
        """One position for each topic that is named in what is said."""
        if not statement.speaker or statement.act == "no comment":
            return
        tokens = self._tokens(statement.content)
        side = self.sides.of(statement.speaker)
        for named, reading in self._kept(self._read(tokens, side)):
            self._by_cue(statement, named, reading, side)
            yield Position(
                id="",
                holder=statement.speaker,
                represents=side.represents,
                topic=self._topic(named),
                stance=self._stance(reading),
                content=self._said(statement, [named.head, *reading.words]),
                date=statement.date or self.annotation.document.published,
                statement=statement.id,
            )

    def _read(self, tokens: list[Token], side: Side) -> list[tuple[Named, Reading]]:
        """Each naming of a topic among the words said, with the stance that the sentence shows."""
        inside = frozenset(t.i for t in tokens)
        found: list[tuple[Named, Reading]] = []
        before: list[tuple[Named, Reading]] = []
        for sentence in dict.fromkeys(t.sentence for t in tokens):
            here = [
                (named, self.stances.read(named.head, side.actors, inside, ill=named.topic.ill))
                for named in self.named.in_sentence(sentence)
                if named.words <= inside
            ]
            self._take_up(before, [t for t in tokens if t.sentence == sentence], side, inside)
            found += here
            before = here
        return found

    def _take_up(
        self, before: list[tuple[Named, Reading]], tokens: list[Token], side: Side, inside: frozenset[int]
    ) -> None:
        """ "The plan is known. We reject it": a stance taken in the sentence after the one that names the topic."""
        open_ones = [(named, r) for named, r in before if r.stance is None and not r.background]
        for token in tokens if open_ones else ():
            if self._is_anaphor(token):
                taken = self.stances.read(token, side.actors, inside)
                if taken.stance is not None:
                    for _, reading in open_ones:
                        reading.take(taken.stance, f"{taken.rule}-of-{token.lower}", [token, *taken.words])
                    return

    def _is_anaphor(self, token: Token) -> bool:
        if token.pos == "NOUN":
            marks = [c.lower for c in self.parse.children(token) if c.dep in ("det", "predet", "amod")]
            return token.lemma in self.words["anaphoric-nouns"] and not self.words["anaphors"].isdisjoint(marks)
        alone = token.lower in self.words["anaphors"] and token.tag in ("DT", "PRP", "PDT") and token.dep != "det"
        return alone and self.annotation.reference_at(token) is None

    def _kept(self, read: list[tuple[Named, Reading]]) -> list[tuple[Named, Reading]]:
        """One reading for each topic, the first that shows a stance; wider topics than those named are left out."""
        best: dict[str, tuple[Named, Reading]] = {}
        for named, reading in read:
            known = best.get(named.topic.id)
            if known is None or (known[1].stance is None and reading.stance is not None):
                best[named.topic.id] = (named, reading)
        wider = {above for id in best for above in self.topics.above(id)}
        return [one for id, one in best.items() if id not in wider]

    def _by_cue(self, statement: Statement, named: Named, reading: Reading, side: Side) -> None:
        """What the verb of saying shows: it warns, it asks, it denies what is said."""
        cue = self._head_of(statement.cue) if statement.cue else None
        lemma = cue.lemma if cue is not None else ""
        if reading.stance is None and lemma in self.words.said:
            if self.words.said[lemma] is Stance.WARNS:
                reading.reversed = reading.reversed and statement.rule in _WARNED_OF
            reading.take(self.words.said[lemma], "stance.cue", [cue] if cue else [])
        if reading.stance is None:
            self.stances.at_last(named.head, side.actors, reading, ill=named.topic.ill)
        if statement.act == "denial" or lemma in self.words["denied"]:
            if reading.stance is not None:
                reading.stance = _NEGATED.get(reading.stance, reading.stance)
            elif not named.topic.ill or self.stances.ask.is_own(named.head, side.actors):
                reading.take(Stance.OPPOSES, "stance.denied", [])
            reading.words += [cue] if cue else []

    def _said(self, statement: Statement, words: list[Token]) -> tuple[Evidence, ...]:
        """The words of a statement in the sentences that name the topic and show the stance."""
        parts: list[Evidence] = []
        for sentence in sorted({t.sentence for t in words}):
            span = self.parse.sentence_span(sentence)
            for part in statement.content:
                start, end = max(part.start, span.start), min(part.end, span.end)
                if start < end:
                    parts.append(self.annotation.document.evidence(start, end))
        return tuple(parts)

    # Verbal events

    def of_event(self, event: Event, statements: tuple[Statement, ...]) -> Iterator[Position]:
        """Positions in what somebody asks for, refuses, supports or blames without a statement."""
        stance = self._of_type(event)
        if stance is None or not event.actor or event.status.value not in _DONE:
            return
        side = self.sides.of(event.actor)
        for words in event.triggers:
            trigger = self._head_of(words)
            if trigger is None or any(_holds(statement, words) for statement in statements):
                continue
            inside = frozenset(t.i for t in self.parse.subtree(trigger)) - self._subjects(trigger)
            read = []
            for named in self.named.in_sentence(trigger.sentence):
                reading = self.stances.read(named.head, side.actors, inside, ill=named.topic.ill)
                if named.words <= inside and (named.head is trigger or trigger in reading.passed):
                    read.append((named, reading))
            for named, reading in self._kept(read):
                if reading.stance is None:
                    negated = event.status.value is Status.NEGATED
                    reading.take(_NEGATED.get(stance, stance) if negated else stance, "stance.event", [trigger])
                yield Position(
                    id="",
                    holder=event.actor,
                    represents=side.represents,
                    topic=self._topic(named),
                    stance=self._stance(reading),
                    content=(self._clause(trigger),),
                    date=self._when(event),
                    event=event.id,
                )

    def _subjects(self, trigger: Token) -> set[int]:
        """Words of those who do it, which name no topic of theirs."""
        doers = self.stances.ask.doers(trigger)
        return {t.i for doer in doers for t in self.parse.subtree(doer)} if trigger.pos in VERBS else set()

    def _of_type(self, event: Event) -> Stance | None:
        """The stance that events of a type take; in another scheme that of the frame's own type."""
        frame = self.lexicon.frame_by_id.get(event.trace.frame)
        known = self.words.events
        return known.get(event.type.value) or (known.get(frame.code) if frame else None)

    def _clause(self, trigger: Token) -> Evidence:
        span = self.parse.span(trigger)
        return self.annotation.document.evidence(span.start, span.end)

    def _when(self, event: Event) -> Attested[str] | None:
        """The event's date, unless it is a day to come: then it is that of what is asked or offered."""
        published = self.annotation.document.published
        if event.date is None or published is None:
            return event.date or published
        told, done = last_day(published.value), last_day(event.date.value)
        return event.date if told and done and done <= told else published

    # Clauses

    def of_clauses(self, statements: tuple[Statement, ...], known: list[Position]) -> Iterator[Position]:
        """Positions in clauses that tell of them and are neither statement nor event: "Oslo is against the ban"."""
        said = {t.i for statement in statements for t in self._tokens(statement.content)}
        told = {(p.topic.value, t.sentence) for p in known for t in self._tokens(p.topic.evidence)}
        for sentence in range(len(self.parse.sentences)):
            here = self.named.in_sentence(sentence)
            wider = {above for named in here for above in self.topics.above(named.topic.id)}
            for named in here:
                fresh = said.isdisjoint(named.words) and (named.topic.id, sentence) not in told
                position = self._of_clause(named) if fresh and named.topic.id not in wider else None
                if position is not None:
                    told.add((named.topic.id, sentence))
                    yield position

    def _of_clause(self, named: Named) -> Position | None:
        for verb in self.parse.ancestors(named.head):
            holders = self.stances.ask.subjects(verb)
            if not holders:
                continue
            side = self.sides.of(holders)
            inside = frozenset(t.i for t in self.parse.subtree(verb)) - self._subjects(verb)
            if named.head.i not in inside:
                continue
            reading = self.stances.read(named.head, side.actors, inside, ill=named.topic.ill)
            own = [w for w in reading.words if w is verb or self.parse.head(w) is verb]
            if verb in own and verb.lemma in self.words["deeds"] and len(own) == 1:
                continue
            if reading.stance is not None and own and reading.rule in _TOLD:
                return Position(
                    id="",
                    holder=holders,
                    represents=side.represents,
                    topic=self._topic(named),
                    stance=self._stance(reading),
                    content=(self._clause(verb),),
                    date=self.annotation.document.published,
                )
        return None

    # Fields

    def _tokens(self, evidence: tuple[Evidence, ...]) -> list[Token]:
        return [token for words in evidence for token in self.parse.tokens_in(words.start, words.end)]

    def _head_of(self, words: Evidence) -> Token | None:
        """The token on which the others of some words hang."""
        tokens = self.parse.tokens_in(words.start, words.end)
        inside = {t.i for t in tokens}
        return next((t for t in tokens if t.head not in inside or t.head == t.i), None)

    def _evidence(self, first: Token, last: Token) -> Evidence:
        return self.annotation.document.evidence(first.start, last.end)

    def _topic(self, named: Named) -> Attested[str]:
        words = tuple(self._evidence(p.first, p.last) for p in sorted(named.phrases, key=lambda p: p.first.i))
        return Attested(value=named.topic.id, basis=Basis.STATED, rule="topic.words", evidence=words)

    def _stance(self, reading: Reading) -> Attested[Stance]:
        if reading.stance is None:
            return Attested(value=Stance.NEUTRAL, basis=Basis.ASSUMED, rule="stance.none-shown")
        words = sorted({t.i: t for t in reading.words}.values(), key=lambda t: t.i)
        return Attested(
            value=reading.stance,
            basis=Basis.DERIVED,
            rule=reading.rule,
            evidence=tuple(self._evidence(t, t) for t in words),
        )


def _holds(statement: Statement, words: Evidence) -> bool:
    """Whether a statement has the words in its content or as its cue."""
    parts = [*statement.content, *([statement.cue] if statement.cue else [])]
    return bool(statement.speaker) and any(part.span.overlaps(words.span) for part in parts)


def _is_told_already(position: Position, known: Position) -> bool:
    """Whether the same words have already given a position of the same holder."""
    return position.topic == known.topic and not {h.value for h in position.holder}.isdisjoint(
        h.value for h in known.holder
    )
