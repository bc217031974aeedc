"""Whether a deed took place: actual, ongoing, future, hypothetical, negated, with the words that say so.

The cue words are in ``data/coding/status.yaml``. Three statuses are inner ones, which conventions turn into a
code: ``refused`` (negation of something willed: "will not meet", "failed to agree"), ``ultimatum`` ("will leave
unless") and ``attempted`` ("tried to").
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from dragoman import data
from dragoman.coding.clause import Clause
from dragoman.data import marked_yaml
from dragoman.model.events import Status
from dragoman.model.syntax import Parse, Token

REFUSED = "refused"
ULTIMATUM = "ultimatum"
ATTEMPTED = "attempted"

#: What an inner status comes to where no convention makes more of it.
PLAIN = {REFUSED: Status.NEGATED, ULTIMATUM: Status.HYPOTHETICAL, ATTEMPTED: Status.HYPOTHETICAL}

_FINITE_PAST = ("VBD", "VBN")
_FINITE = ("VBD", "VBZ", "VBP")
_MAX_GOVERNORS = 4
_GOVERNED = frozenset({"xcomp", "acl", "conj", "pcomp", "advcl", "prep", "pobj", "dobj"})


@dataclass(frozen=True, slots=True)
class StatusReading:
    """A status, the rule that gave it, and its cue (None where nothing marks it: actual)."""

    status: str
    rule: str
    cue: Token | None = None


ACTUAL = StatusReading(Status.ACTUAL, "status.told-as-fact")


@cache
def _cues() -> dict[str, Any]:
    cues: dict[str, Any] = marked_yaml.load(data.path("coding", "status.yaml"))
    return cues


def read_status(clause: Clause, parse: Parse) -> StatusReading:
    """The status of what a predicate tells."""
    predicate = clause.predicate
    if predicate.pos in ("VERB", "AUX"):
        return _of_verb(predicate, parse)
    if predicate.pos == "ADJ":
        copula = parse.head(predicate)
        return _of_verb(copula, parse) if copula.pos in ("VERB", "AUX") else ACTUAL
    return _of_noun(clause, parse)


def _of_verb(verb: Token, parse: Parse) -> StatusReading:
    own = _auxiliaries(verb, parse)
    if own.status != Status.ACTUAL:
        return own
    return _of_governors(verb, parse)


def _auxiliaries(verb: Token, parse: Parse) -> StatusReading:
    """Negation, modals and tense on the verb itself."""
    cues = _cues()
    children = parse.children(verb)
    negator = next(
        (c for c in children if c.dep == "neg" or (c.dep in ("det", "cc", "preconj") and c.lower in cues["negators"])),
        None,
    )
    if negator is None:
        negator = _negated_argument(verb, parse)
    modal = next((c for c in children if c.dep == "aux" and (c.tag == "MD" or c.lower in ("'d", "'ll"))), None)
    if negator is not None:
        willed = modal is not None and (modal.lower in ("ca", "can", "could") or _is_future(modal, verb, parse))
        return StatusReading(REFUSED if willed else Status.NEGATED, "status.negated", negator)
    if modal is not None:
        if _is_future(modal, verb, parse):
            unless = next((w for w in _marks(verb, parse) if w.lower in cues["ultimatums"]), None)
            if unless is not None:
                return StatusReading(ULTIMATUM, "status.ultimatum", unless)
            return StatusReading(Status.FUTURE, "status.future-auxiliary", modal)
        if modal.lower in cues["hypothetical-auxiliaries"] or modal.lower in cues["would"]:
            return StatusReading(Status.HYPOTHETICAL, "status.modal", modal)
    mark = next((c for c in children if c.dep == "mark" and c.lower in cues["conditionals"]), None)
    if mark is not None:
        return StatusReading(Status.HYPOTHETICAL, "status.condition", mark)
    if verb.dep == "ROOT" and any(c.dep == "nsubj" for c in children):
        infinitive = next((c for c in children if c.dep == "aux" and c.lower == "to"), None)
        if infinitive is not None:  # "Lavrov to visit Pyongyang"
            return StatusReading(Status.FUTURE, "status.headline-infinitive", infinitive)
    progressive = next((c for c in children if c.dep == "aux" and c.lemma == "be"), None)
    if progressive is not None and verb.tag == "VBG" and progressive.tag in ("VBZ", "VBP", "VBN"):
        going = next((c for c in children if c.dep == "xcomp"), None)
        if verb.lemma == "go" and going is not None:
            return StatusReading(Status.FUTURE, "status.going-to", verb)
        return StatusReading(Status.ONGOING, "status.progressive", progressive)
    return ACTUAL


def _marks(verb: Token, parse: Parse) -> list[Token]:
    """The conjunctions that open clauses under a verb."""
    return [w for c in parse.children(verb) if c.dep == "advcl" for w in parse.children(c) if w.dep == "mark"]


def _negated_argument(verb: Token, parse: Parse) -> Token | None:
    """ "No agreement was reached", "met with no success"."""
    for child in parse.children(verb):
        if child.dep in ("nsubj", "nsubjpass", "dobj"):
            for word in parse.children(child):
                if word.dep == "det" and word.lower == "no":
                    return word
    return None


def _is_future(modal: Token, verb: Token, parse: Parse) -> bool:
    cues = _cues()
    if modal.lower in cues["future-auxiliaries"]:
        return True
    if modal.lower not in cues["would"]:
        return False
    governor = parse.head(verb)
    return verb.dep in ("ccomp", "conj", "parataxis") and governor.tag in (*_FINITE_PAST, "VBZ", "VBP", "VBG")


def _of_governors(verb: Token, parse: Parse) -> StatusReading:
    """What the verbs and nouns above it make of it: "plans to", "failed to", "a threat to"."""
    cues = _cues()
    current = verb
    for _ in range(_MAX_GOVERNORS):
        head = parse.head(current)
        infinitive = current.dep == "relcl" and current.tag == "VB"  # "a grant to finance": the parser's slip
        if head is current or not (current.dep in _GOVERNED or infinitive):
            return ACTUAL
        if current.dep == "advcl" and current.tag != "VB":
            mark = next(
                (c for c in parse.children(current) if c.dep == "mark" and c.lower in cues["conditionals"]),
                None,
            )
            if mark:
                return StatusReading(Status.HYPOTHETICAL, "status.condition", mark)
            return _under_way(head, parse) if current.tag == "VBG" else ACTUAL
        if current.dep == "conj":
            if current.tag in _FINITE and head.tag == "VB":
                return ACTUAL  # "said it had acted to drive them off and blamed Manila": misread as part of "to drive"
            inherited = _auxiliaries(head, parse) if head.pos in ("VERB", "AUX") else ACTUAL
            own_auxiliary = any(c.dep == "aux" for c in parse.children(current))
            if (
                inherited.status in (Status.FUTURE, REFUSED, Status.HYPOTHETICAL)
                and not own_auxiliary
                and current.tag == "VB"
            ):
                return inherited
        if current.dep == "xcomp" or (current.dep == "advcl" and current.tag == "VB"):
            reading = _under(head, parse, purpose=current.dep == "advcl")
            if reading is not None and reading.status == Status.ONGOING:  # "prepared to resume shelling"
                above = _of_governors(head, parse)
                return reading if above.status == Status.ACTUAL else above
            if reading is not None:
                return reading
        elif current.dep in ("acl", "relcl") and head.pos == "NOUN" and current.tag == "VB":
            for status, nouns in cues["governing-nouns"].items():
                if status != marked_yaml.LINE and head.lemma in nouns:
                    return StatusReading(Status(status), "status.governing-noun", head)
            return StatusReading(Status.HYPOTHETICAL, "status.infinitive", head)
        current = head
    return ACTUAL


def _under_way(governor: Token, parse: Parse) -> StatusReading:
    """A participle shares what its governor says of being under way ("has begun to X while Y-ing")."""
    if governor.lemma in _cues()["governors"]["ongoing"]:
        return StatusReading(Status.ONGOING, "status.governing-verb", governor)
    reading = _auxiliaries(governor, parse)
    if reading.status == Status.ONGOING:
        return reading
    return _under_way(parse.head(governor), parse) if governor.dep == "xcomp" else ACTUAL


def _under(governor: Token, parse: Parse, *, purpose: bool) -> StatusReading | None:
    """The status of an infinitive or -ing form from the verb or adjective that governs it."""
    cues = _cues()
    for status, lemmas in cues["governors"].items():
        if status != marked_yaml.LINE and governor.lemma in lemmas:
            return StatusReading(status, "status.governing-verb", governor)
    if governor.pos == "ADJ" and governor.lemma in cues["future-adjectives"]:
        return StatusReading(Status.FUTURE, "status.future-adjective", governor)
    if governor.pos in ("VERB", "AUX"):
        reading = _auxiliaries(governor, parse)
        if reading.status != Status.ACTUAL:
            return reading
        if governor.lemma == "be":
            return StatusReading(Status.FUTURE, "status.be-to", governor)
        if purpose:
            return StatusReading(Status.HYPOTHETICAL, "status.purpose", governor)
    return None


def _of_noun(clause: Clause, parse: Parse) -> StatusReading:
    """An event noun: its adjectives, the verb that carries it, the noun it depends on."""
    cues = _cues()
    noun = clause.predicate
    for child in parse.children(noun):
        if child.dep == "det" and child.lower == "no":
            return StatusReading(Status.NEGATED, "status.negated", child)
        if child.dep == "nummod" or child.pos == "PROPN":
            continue
        for status, words in cues["adjectives"].items():
            if status == Status.HYPOTHETICAL and clause.carrier is not None:
                continue  # "mounted its long-threatened invasion": it took place
            if status != marked_yaml.LINE and child.dep in ("amod", "det", "compound") and child.lower in words:
                return StatusReading(Status(status), "status.adjective", child)
    if clause.carrier is not None:
        if clause.carrier.lemma in ("continue", "resume", "intensify", "renew"):
            return StatusReading(Status.ONGOING, "status.governing-verb", clause.carrier)
        return _of_verb(clause.carrier, parse)
    head = parse.head(noun)
    if noun.dep == "pobj" and (ahead := _ahead(head, parse)) is not None:
        return StatusReading(Status.FUTURE, "status.ahead", ahead)
    if noun.dep == "pobj" and head.lower in ("of", "for", "against", "on", "to", "from"):
        governor = parse.head(head)
        for status, nouns in cues["governing-nouns"].items():
            if status != marked_yaml.LINE and governor.lemma in nouns:
                return StatusReading(Status(status), "status.governing-noun", governor)
    if noun.dep in ("dobj", "pobj", "nsubjpass") and head.lower not in cues["settings"]:
        verb = head if head.pos == "VERB" else parse.head(head)
        if verb.pos == "VERB":
            for status in ("hypothetical", "negated", "ongoing", "future"):
                if verb.lemma in cues["governors"][status]:
                    return StatusReading(Status(status), "status.governing-verb", verb)
            if noun.dep != "pobj":
                reading = _of_verb(verb, parse)
                if reading.status in (Status.HYPOTHETICAL, Status.FUTURE, Status.NEGATED):
                    return reading
    return ACTUAL


def _ahead(preposition: Token, parse: Parse) -> Token | None:
    """The word that sets a deed ahead of what is told: "on the eve of a summit", "ahead of talks"."""
    above = parse.head(preposition)
    return above if preposition.lower == "of" and above.lower in _cues()["ahead"] else None
