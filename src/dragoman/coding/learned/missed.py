"""Deeds that no frame saw: the main verb of a sentence, its subject, and another actor in what it governs.

Comes in: the matcher of a document and what the frames see in it. Goes out: matches of a frame made up for the
occasion, whose type is the learned model's. Only sentences whose news no frame has coded are looked at, and
only what the model is sure of is kept.
"""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.coding.choose import Chosen
from dragoman.coding.fillers import Filled
from dragoman.coding.frames import Frame, Pattern
from dragoman.coding.learned.candidate import Candidate, Evoked
from dragoman.coding.learned.model import NO_EVENT, EventTypeModel
from dragoman.coding.match import Match, Matcher
from dragoman.coding.status import PLAIN, read_status
from dragoman.model.entities import ActorKind
from dragoman.model.events import Status
from dragoman.model.syntax import Token
from dragoman.model.text import Span

LOCATION = "event-types.npz"
_LEAST_EVENT = 0.6  # probability that there is an event at all
_LEAST_TYPE = 0.5  # probability of its type, if there is one
_SPEAKS_ONLY = frozenset({ActorKind.MEDIA})


def missed(matcher: Matcher, sights: tuple[Evoked, ...], told: set[int], model: EventTypeModel) -> Iterator[Chosen]:
    """Events of sentences whose news no frame tells.

    ``told``: sentences whose news is an event already.
    """
    parse = matcher.annotation.parse
    for number, (first, last) in enumerate(parse.sentences):
        if number in told:
            continue
        root = next((t for t in parse.tokens[first:last] if t.dep == "ROOT"), None)
        verb = _news(matcher, root) if root is not None else None
        pair = _pair(matcher, verb) if verb is not None else None
        if verb is None or pair is None or read_status(matcher.grammar.clause(verb), parse).status in _NOT_DONE:
            continue
        actor, recipient = pair
        candidate = Candidate(
            parse, Span(actor[0].start, actor[0].end), Span(recipient[0].start, recipient[0].end), sights
        )
        shares = model.probabilities(candidate)
        nothing = shares.pop(NO_EVENT)
        code = max(shares, key=lambda name: shares[name])
        if 1 - nothing >= _LEAST_EVENT and shares[code] >= _LEAST_TYPE * (1 - nothing):
            pattern = Pattern(verb.lemma, "verb", verb.lemma)
            match = Match(_frame(code, pattern), pattern, matcher.grammar.clause(verb), (verb,))
            match.actor, match.recipient = actor, recipient
            yield Chosen(match)


#: Of deeds only imagined the model knows nothing; negation and tense it has learned with the types.
_NOT_DONE = frozenset({Status.HYPOTHETICAL, *(s for s, plain in PLAIN.items() if plain == Status.HYPOTHETICAL)})


def _news(matcher: Matcher, verb: Token) -> Token | None:
    """The verb that tells the news: what is reported, not the reporting."""
    while True:
        said = [c for c in matcher.annotation.parse.children(verb) if c.dep == "ccomp" and c.pos in ("VERB", "AUX")]
        if not said:
            return verb if verb.pos in ("VERB", "AUX") else None
        verb = said[0]


def _pair(matcher: Matcher, verb: Token) -> tuple[list[Filled], list[Filled]] | None:
    """Who does it and the first other actor that the verb governs; None if either is missing."""
    clause = matcher.grammar.clause(verb)
    actors = [f for s in clause.get("subject") for f in matcher.fillers.resolve(s, "subject")]
    known = matcher.annotation.actor_by_id
    if not actors or any(known[f.actor].kind in _SPEAKS_ONLY for f in actors):
        return None
    doers = {f.actor for f in actors} | {a for f in actors if (a := known[f.actor].acts_for)}
    for slot, phrases in clause.slots.items():
        if slot == "subject":
            continue
        for phrase in phrases:
            for found in matcher.fillers.named_in(phrase, slot, f"slot.{slot}", host=True):
                if found.actor not in doers:
                    return actors, [found]
    return None


def _frame(code: str, pattern: Pattern) -> Frame:
    return Frame(
        id=f"model.{code.lower()}", gloss="Seen by the learned model; no frame has these words.", code=code, codes={},
        patterns=(pattern,), roles={}, noun_roles={}, modes=(), contexts=(), when=(), unless=(), needs=(),
        reciprocal=False, reported=True, status=None, positive=(), negative=(), file=LOCATION, line=0,
    )  # fmt: skip
