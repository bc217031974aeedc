"""Which frames stand: the best for each predicate, and which events are only what others are about."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.coding.fillers import Filled
from dragoman.coding.frames import Frame, Pattern
from dragoman.coding.lexicon import Words
from dragoman.coding.match import Match, Matcher, Reason, Refusal
from dragoman.model.syntax import Parse, Token

#: Slots in which a deed of the same type is the same deed: "the raid killed ten", "ten died in the raid".
_DEED_SLOTS = ("subject", "by", "in", "during")

#: Roles whose words tell of deeds that are asked, agreed, refused or talked about, not done.
_ABSORBING = ("content", "topic")


@dataclass(slots=True)
class Chosen:
    """A match that stands, the events it is about, and the readings that lost against it."""

    match: Match
    hollow: bool = False  # its words fit but a role it needs names nobody: no event, yet its parts are none either
    content: list[Match] = field(default_factory=list)
    lost: list[Refusal] = field(default_factory=list)
    others: list[Match] = field(default_factory=list)  # of other types, outranked


def choose(matcher: Matcher, speakers_at: dict[int, list[Filled]]) -> tuple[list[Chosen], list[Refusal]]:
    """Every event told in the document, in text order, and the refusals that no event took over.

    ``speakers_at``: for a token inside reported speech, who is reported as saying it.
    """
    chosen: dict[int, Chosen] = {}
    refused: list[Refusal] = []
    for token in matcher.annotation.parse.tokens:
        candidates = matcher.candidates(token)
        if candidates:
            best = _best(matcher, token, candidates, speakers_at.get(token.i, []), refused)
            if best is not None:
                chosen[token.i] = best
    _drop_shared_words(chosen, refused)
    _count_tolls(matcher, chosen, refused)
    _absorb(matcher, chosen, refused)
    return [item for item in chosen.values() if not item.hollow], refused


def _best(
    matcher: Matcher,
    token: Token,
    candidates: list[tuple[Pattern, Frame]],
    speakers: list[Filled],
    refused: list[Refusal],
) -> Chosen | None:
    """The frame that fits a predicate best; ties go to the one that stands first in the lexicon."""
    matches: list[Match] = []
    lost: list[Refusal] = []
    for pattern, frame in candidates:
        result = matcher.match(token, pattern, frame, speakers)
        if isinstance(result, Match):
            matches.append(result)
        elif result.reason != Reason.WORDS:  # a frame whose words are not there was never a reading
            lost.append(result)
    if not matches:
        refused += lost
        hollow = matcher.evoked(token) if any(r.reason == Reason.ROLE_EMPTY for r in lost) else None
        return Chosen(hollow, hollow=True) if hollow is not None else None
    matches.sort(key=lambda m: -m.rank)
    best, *others = matches
    lost += [Refusal(o.frame, token, Reason.OUTRANKED) for o in others if o.frame.id != best.frame.id]
    return Chosen(best, lost=lost, others=[o for o in others if o.frame.code != best.frame.code])


def _drop_shared_words(chosen: dict[int, Chosen], refused: list[Refusal]) -> None:
    """One event for one set of words: fixed expressions win over their parts.

    A deed that is the subject or setting of another of its type is one with it. Of a noun and
    the verb that carries it, the verb's frame stays only if its object is a condition of the frame.
    """
    for index, item in sorted(chosen.items(), key=lambda pair: -pair[1].match.rank):
        if index not in chosen:
            continue
        deeds = [token for _, token in item.match.phrases.get("deed", [])]
        for word in (*item.match.words, *(t for t in item.match.conditioned if t not in deeds)):
            if word.i != index and word.i in chosen:
                _yield_to(chosen, word.i, item, refused)
    for index, item in list(chosen.items()):
        for phrase in (p for slot in _DEED_SLOTS for p in item.match.clause.get(slot)):
            noun = chosen.get(phrase.i)
            if index in chosen and noun is not None and noun.match.frame.code == item.match.frame.code:
                _unite(chosen, index, phrase.i, refused)
    for index, item in list(chosen.items()):
        carrier = item.match.clause.carrier
        if index not in chosen or carrier is None or carrier.i not in chosen:
            continue
        verb = chosen[carrier.i]
        specific = any("object" in c.slots for c in verb.match.frame.when)
        if specific:
            _yield_to(chosen, index, verb, refused)
        else:
            _yield_to(chosen, carrier.i, item, refused)


def _count_tolls(matcher: Matcher, chosen: dict[int, Chosen], refused: list[Refusal]) -> None:
    """ "Struck a block, killing three and wounding ten" is one deed; those hurt are whom it was done to."""
    parse, tolls = matcher.annotation.parse, matcher.lexicon.words["toll"]
    for index, item in sorted(chosen.items()):
        verb = parse.tokens[index]
        if verb.tag != "VBG" or verb.lemma not in tolls:
            continue
        while verb.dep == "conj" and verb.tag == "VBG":
            verb = parse.head(verb)
        deed = chosen.get(verb.head) if verb.dep == "advcl" else None
        if deed is None or deed.match.frame.code != item.match.frame.code or deed.hollow or item.hollow:
            continue
        hurt = item.match.recipient
        known = {filled.actor for filled in hurt}
        deed.match.recipient = [*hurt, *(f for f in deed.match.recipient if f.actor not in known)]
        _yield_to(chosen, index, deed, refused)


def _unite(chosen: dict[int, Chosen], verb: int, noun: int, refused: list[Refusal]) -> None:
    """Make one event of a deed and the verb it is subject of; the one that says more names it."""
    deed, doing = chosen[noun].match, chosen[verb].match
    doing.actor = deed.actor = doing.actor or deed.actor
    known = {filled.actor for filled in (*doing.actor, *deed.recipient)}
    others = [filled for filled in doing.recipient if filled.actor not in known]
    acting = {filled.actor for filled in doing.actor}
    doing.recipient = deed.recipient = [f for f in (*deed.recipient, *others) if f.actor not in acting]
    if doing.frame.modes and not deed.frame.modes:
        _yield_to(chosen, noun, chosen[verb], refused)
    else:
        deed.clause.carrier = deed.clause.carrier or doing.predicate
        _yield_to(chosen, verb, chosen[noun], refused)


def _yield_to(chosen: dict[int, Chosen], index: int, winner: Chosen, refused: list[Refusal]) -> None:
    loser = chosen.pop(index)
    refusal = Refusal(loser.match.frame, loser.match.predicate, Reason.SAME_WORDS, winner.match.frame.id)
    winner.lost.append(refusal)
    refused.append(refusal)


def depth_of(parse: Parse, token: Token) -> int:
    """Steps from the token up to the root of its sentence."""
    return len(parse.ancestors(token))


def _told_of(parse: Parse, phrase: Token, words: Words) -> list[Token]:
    """Words of a phrase from its head downwards, without what it only sets as background.

    "Agreed to withdraw after weeks of attacks", "free the men who had raided the town": the attacks and the
    raid did happen.
    """
    found: list[Token] = []
    queue = [phrase]
    for current in queue:
        found.append(current)
        for child in parse.children(current):
            background = child.dep in ("prep", "advcl") and (
                child.lower in words["background"]
                or any(c.dep in ("mark", "advmod") and c.lower in words["background"] for c in parse.children(child))
            )
            if not background and child.dep != "relcl":
                queue.append(child)
    return found


def _absorb(matcher: Matcher, chosen: dict[int, Chosen], refused: list[Refusal]) -> None:
    """Take events out that another event asks for, agrees to, refuses or talks about."""
    parse = matcher.annotation.parse
    for index in sorted(chosen, key=lambda i: depth_of(parse, parse.tokens[i])):
        if index not in chosen:
            continue
        item = chosen[index]
        for role in _ABSORBING:
            for _, phrase in item.match.phrases.get(role, []):
                for part in matcher.grammar.coordinated(phrase):
                    for word in _told_of(parse, part, matcher.lexicon.words):
                        if word in item.match.words:
                            continue
                        inner = chosen.pop(word.i, None)
                        if inner is not None:
                            item.content += [inner.match, *inner.content]
                            refused.append(
                                Refusal(inner.match.frame, inner.match.predicate, Reason.ABSORBED, item.match.frame.id)
                            )
                        elif (deed := matcher.evoked(word)) is not None:
                            item.content.append(deed)
