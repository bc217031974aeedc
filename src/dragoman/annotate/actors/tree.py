"""Questions about a parsed text that the actor finders share; nothing here knows actors."""

from __future__ import annotations

from dragoman.model.syntax import Parse, Token

_BEFORE_NOUN = frozenset(
    {"det", "amod", "compound", "nummod", "poss", "case", "nmod", "predet", "punct", "quantmod", "npadvmod"}
)
SUBJECT = frozenset({"nsubj", "nsubjpass", "csubj"})
_CLAUSE = frozenset({"VERB", "AUX"})
OPENING = frozenset("“«„")
CLOSING = frozenset("”»")
PLAIN_MARKS = frozenset({'"', "''", "``"})


def head_of(parse: Parse, first: int, last: int) -> int:
    """The token of ``[first, last)`` that hangs on something outside it; the last such word."""
    for token in reversed(parse.tokens[first:last]):
        outside = token.head == token.i or not first <= token.head < last
        if outside and token.dep not in ("punct", "case", "det") and token.text[:1].isalnum():
            return token.i
    return last - 1


def left_edge(parse: Parse, first: int, last: int) -> int:
    """Where the noun phrase around ``[first, last)`` begins: its determiners, adjectives, possessors."""
    edge = first
    sentence = parse.tokens[first].sentence
    while edge > 0:
        token = parse.tokens[edge - 1]
        if token.sentence != sentence or token.dep not in _BEFORE_NOUN or _is_mark(token):
            break
        if not edge <= token.head < last:
            break
        edge -= 1
    return edge


def _is_mark(token: Token) -> bool:
    return token.dep == "punct" and token.text != "-"


def governor(parse: Parse, token: Token) -> Token | None:
    """The verb (or copula) of the clause a token is in."""
    for above in parse.ancestors(token):
        if above.pos in _CLAUSE:
            return above
    return None


def subject_of(parse: Parse, verb: Token) -> Token | None:
    """The verb's own subject, or that of the verb it is coordinated with or depends on."""
    seen: set[int] = set()
    while verb.i not in seen:
        seen.add(verb.i)
        for child in parse.children(verb):
            if child.dep in SUBJECT:
                return child
        if verb.dep not in ("conj", "xcomp", "advcl", "acl", "pcomp", "aux", "prep") or verb.head == verb.i:
            return None
        above = governor(parse, verb)
        if above is None:
            return None
        verb = above
    return None


def governing_subjects(parse: Parse, token: Token) -> list[Token]:
    """Subjects of the clauses around a token, innermost first."""
    found: list[Token] = []
    for above in parse.ancestors(token):
        if above.pos in _CLAUSE:
            subject = next((c for c in parse.children(above) if c.dep in SUBJECT and c.i != token.i), None)
            if subject is not None and subject not in found:
                found.append(subject)
    return found


def is_subject(token: Token) -> bool:
    """Whether the token is the subject of a clause, active or passive."""
    return token.dep in SUBJECT


def conjuncts(parse: Parse, token: Token) -> list[Token]:
    """The token and everything coordinated with it."""
    found = [token]
    for child in parse.children(token):
        if child.dep == "conj" and child.i > token.i:
            found.extend(conjuncts(parse, child))
    return found


def quoted(parse: Parse) -> list[bool]:
    """For each token whether it stands inside quotation marks; a quotation ends with its paragraph."""
    inside = False
    flags: list[bool] = []
    previous_end = 0
    for token in parse.tokens:
        if parse.text.count("\n", previous_end, token.start) > 1:
            inside = False
        previous_end = token.end
        if token.text in OPENING:
            inside = True
        elif token.text in CLOSING:
            inside = False
        elif token.text in PLAIN_MARKS:
            inside = not inside
        flags.append(inside)
    return flags
