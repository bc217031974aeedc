"""Whether a sentence tells a deed as its news or only sets it in the background.

"Egypt opened the crossing (news) after the attack (background) on the town that rebels hold (background)."
Background deeds are recorded like others; who counts only the news of each sentence leaves them out.
"""

from __future__ import annotations

from dragoman.coding.clause import Clause
from dragoman.coding.lexicon import Words
from dragoman.model.syntax import Parse, Token

_NOUN_INSIDE = frozenset({"pobj", "poss", "compound", "amod", "nmod", "appos"})


def background(clause: Clause, parse: Parse, words: Words) -> Token | None:
    """The word that puts the deed in the background ("after", "who", "amid"); None for the news itself."""
    current = clause.carrier or clause.predicate
    if current is clause.predicate and current.pos in ("NOUN", "PROPN") and current.dep in _NOUN_INSIDE:
        return parse.head(current)
    while current.dep != "ROOT":
        opening = _opening(current, parse, words)
        if opening is not None:
            return opening
        above = parse.head(current)
        if above is current:
            return None
        current = above
    return None


def _opening(token: Token, parse: Parse, words: Words) -> Token | None:
    """The word that sets this clause or phrase apart from the one above it."""
    children = parse.children(token)
    if token.dep == "relcl":
        relative = (c for c in parse.subtree(token) if c.tag in ("WDT", "WP", "WRB"))
        return next(relative, token)
    if token.dep == "acl" and token.tag in ("VBN", "VBD"):
        return token
    if token.dep == "advcl":
        return next((c for c in children if c.dep in ("mark", "advmod") and c.lower in words["background"]), None)
    if token.dep == "prep" and token.lower in words["background"]:
        return token
    return None
