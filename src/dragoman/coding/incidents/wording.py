"""The words of a phrase in the extents readers use: short, with its numbers, with what belongs to it.

"The two offices of the bank" is "offices", "two offices" and "two offices of the bank"; "Mayor Ana Ruiz" is
"Mayor Ana Ruiz" and "Ana Ruiz".
"""

from __future__ import annotations

from dragoman.annotate.annotation import Annotation
from dragoman.coding.incidents.things import Phrase
from dragoman.model.entities import MentionForm
from dragoman.model.syntax import Token
from dragoman.model.text import Span

_COUNTING = frozenset({"nummod", "quantmod", "advmod"})


def extents(annotation: Annotation, phrase: Phrase) -> list[Span]:
    """Spans of the phrase, the shortest that still names the thing first."""
    tokens = annotation.parse.tokens
    whole = phrase.span(tokens)
    found: list[Span] = []
    reference = annotation.reference_at(phrase.head)
    if phrase.named:
        if reference is not None and reference.form in (MentionForm.NAME, MentionForm.ACRONYM):
            found.append(Span(reference.start, reference.end))
        found.append(Span(tokens[_name_start(tokens, phrase)].start, phrase.head.end))
    else:
        found.append(Span(tokens[_bare_start(tokens, phrase)].start, phrase.head.end))
    found.append(whole)
    end = _belonging_end(annotation, phrase.head)
    if end > phrase.head.end:
        found.append(Span(whole.start, end))
    owner = next((c for c in annotation.parse.children(phrase.head) if c.dep == "poss" and c.pos != "PRON"), None)
    if owner is not None:
        found.append(Span(annotation.parse.span(owner).start, phrase.head.end))
    return list(dict.fromkeys(found))


def _name_start(tokens: list[Token], phrase: Phrase) -> int:
    """Where the proper name at the end of a phrase begins."""
    first = phrase.head.i
    while first > phrase.first and tokens[first - 1].pos == "PROPN" and tokens[first - 1].entity == phrase.head.entity:
        first -= 1
    return first


def _bare_start(tokens: list[Token], phrase: Phrase) -> int:
    """Where a phrase begins without its numbers ("several", "about 20")."""
    first = phrase.first
    while first < phrase.head.i and (
        tokens[first].dep in _COUNTING or tokens[first].lemma in ("several", "many", "various", "other", "numerous")
    ):
        first += 1
    return first


def _belonging_end(annotation: Annotation, head: Token) -> int:
    """The end of the phrase with the "of" phrase that belongs to it."""
    for child in annotation.parse.children(head):
        if child.dep == "prep" and child.lower == "of" and child.i > head.i:
            inner = next((c for c in annotation.parse.children(child) if c.dep == "pobj"), None)
            if inner is not None:
                return max(inner.end, _belonging_end(annotation, inner))
    return head.end
