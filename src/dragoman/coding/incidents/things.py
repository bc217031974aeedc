"""The persons, bodies and objects an article speaks of, each with all the phrases that mention it.

Comes in: an annotated document. Goes out: things, in the order of their first mention. A name and the short
forms of it are one thing; nouns that name nobody are one thing where they share their head and number.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.annotate.annotation import Annotation
from dragoman.coding.clause import Grammar
from dragoman.knowledge.spelling import fold
from dragoman.model.entities import Actor, MentionForm
from dragoman.model.syntax import Token
from dragoman.model.text import Span

_BEFORE = frozenset({"amod", "compound", "nummod", "nmod", "quantmod", "advmod", "npadvmod", "punct"})
_TIMES = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "ORDINAL", "QUANTITY"})
_NAMED = frozenset({MentionForm.NAME, MentionForm.ACRONYM, MentionForm.OFFICE})


@dataclass(frozen=True, slots=True)
class Phrase:
    """One noun phrase: its head, and its words without article and without what follows the head."""

    head: Token
    first: int
    last: int  # token range, exclusive
    named: bool  # the head is a proper name

    def span(self, tokens: list[Token]) -> Span:
        return Span(tokens[self.first].start, tokens[self.last - 1].end)


@dataclass(slots=True)
class Thing:
    """Something the article mentions, by whatever phrases."""

    phrases: list[Phrase] = field(default_factory=list)
    actor: Actor | None = None


def find_things(annotation: Annotation, grammar: Grammar) -> list[Thing]:
    """Every person, body and object the nouns of a document mention."""
    found: dict[str, Thing] = {}
    surnames: dict[str, str] = {}
    for token in annotation.parse.tokens:
        if not _mentions(annotation, token):
            continue
        phrase = _phrase(annotation, token)
        actor = _actor(annotation, token)
        key = _key(annotation, phrase, actor, surnames)
        thing = found.setdefault(key, Thing())
        thing.actor = thing.actor or actor
        thing.phrases.append(phrase)
    return list(found.values())


def _mentions(annotation: Annotation, token: Token) -> bool:
    """Whether a noun mentions something: no time, no sum, no part of a longer name."""
    if token.pos not in ("NOUN", "PROPN") or token.entity in _TIMES or not any(c.isalpha() for c in token.text):
        return False
    if token.dep in ("compound", "nmod"):  # "a bomb attack", "FMLN guerrillas" mention the bomb and the FMLN
        return annotation.parse.head(token).pos == "NOUN"
    return token.dep != "npadvmod"


def _phrase(annotation: Annotation, head: Token) -> Phrase:
    tokens = annotation.parse.tokens
    first = head.i
    while first > 0:
        before = tokens[first - 1]
        if before.sentence != head.sentence or before.dep not in _BEFORE or not first <= before.head <= head.i:
            break
        if before.dep == "punct" and before.text not in ("-", "/"):
            break
        first -= 1
    return Phrase(head, first, head.i + 1, head.pos == "PROPN")


def _actor(annotation: Annotation, token: Token) -> Actor | None:
    reference = annotation.reference_at(token)
    if reference is None or len(reference.actors) != 1:
        return None
    return annotation.actor_by_id.get(reference.actors[0])


def _key(annotation: Annotation, phrase: Phrase, actor: Actor | None, surnames: dict[str, str]) -> str:
    """What tells things apart: the actor behind a name, a person's surname, or the bare words of a noun."""
    tokens = annotation.parse.tokens
    reference = annotation.reference_at(phrase.head)
    if actor is not None and reference is not None and reference.form in _NAMED:
        return f"actor {actor.id}"
    name = fold(phrase.head.text)
    if phrase.named:
        words = [fold(t.text) for t in tokens[phrase.first : phrase.last] if t.pos == "PROPN"]
        for word in reversed(words):
            if word in surnames:
                return surnames[word]
        key = " ".join(words)
        for word in words[-2:]:
            surnames.setdefault(word, key)
        return f"name {key}"
    number = "plural" if phrase.head.tag.endswith("S") else "single"
    return f"noun {phrase.head.lemma} {number} {name}"
