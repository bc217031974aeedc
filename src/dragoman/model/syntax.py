"""A parsed text: tokens, sentences and the dependency tree, independent of any parser.

Dependency labels are those of the ClearNLP scheme that spaCy's English models use
(nsubj, dobj, prep, pobj, ...). Only ``coding.clause`` and the annotators read them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

from dragoman.model.text import Span


@dataclass(slots=True)
class Token:
    """One token; ``i`` and ``head`` index ``Parse.tokens`` (a root is its own head)."""

    i: int
    start: int
    end: int
    text: str
    lower: str
    lemma: str  # lower case
    pos: str  # universal part of speech
    tag: str  # Penn Treebank tag
    dep: str
    head: int
    entity: str  # OntoNotes entity type of the name this token is in, or ""
    sentence: int

    @property
    def is_plural_noun(self) -> bool:
        return self.tag in ("NNS", "NNPS")


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name or number found by the parser's entity recognizer (token range)."""

    first: int
    last: int  # exclusive
    label: str


class Parse:
    """Tokens of one text with quick access to the tree."""

    def __init__(self, text: str, tokens: list[Token], sentences: list[tuple[int, int]], names: list[Name]) -> None:
        self.text = text
        self.tokens = tokens
        self.sentences = sentences  # token ranges, half-open
        self.names = names

    @cached_property
    def _children(self) -> list[list[Token]]:
        children: list[list[Token]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                children[token.head].append(token)
        return children

    def children(self, token: Token) -> list[Token]:
        """Dependents in text order."""
        return self._children[token.i]

    def head(self, token: Token) -> Token:
        return self.tokens[token.head]

    def ancestors(self, token: Token) -> list[Token]:
        """From the token's head up to the root of its sentence."""
        path: list[Token] = []
        while token.head != token.i:
            token = self.tokens[token.head]
            path.append(token)
        return path

    def subtree(self, token: Token) -> list[Token]:
        """The token and everything below it, in text order."""
        found: list[Token] = []
        stack = [token]
        while stack:
            current = stack.pop()
            found.append(current)
            stack.extend(self._children[current.i])
        found.sort(key=lambda t: t.i)
        return found

    def span(self, token: Token) -> Span:
        """From the first to the last character of the token's subtree."""
        tokens = self.subtree(token)
        return Span(tokens[0].start, tokens[-1].end)

    def sentence_tokens(self, sentence: int) -> list[Token]:
        first, last = self.sentences[sentence]
        return self.tokens[first:last]

    def sentence_span(self, sentence: int) -> Span:
        first, last = self.sentences[sentence]
        return Span(self.tokens[first].start, self.tokens[last - 1].end)

    def tokens_in(self, start: int, end: int) -> list[Token]:
        """Tokens that overlap ``[start, end)``."""
        first = bisect_right(self._ends, start)
        last = bisect_left(self._starts, end)
        return self.tokens[first:last]

    def tokens_of(self, start: int, end: int) -> tuple[int, int] | None:
        """The same as a range ``[first, last)``; None where no token overlaps."""
        tokens = self.tokens_in(start, end)
        return (tokens[0].i, tokens[-1].i + 1) if tokens else None

    def words(self, first: int, last: int) -> str:
        """The text from one token to another, ``[first, last)``, as it is written."""
        return self.text[self.tokens[first].start : self.tokens[last - 1].end]

    @cached_property
    def _starts(self) -> list[int]:
        return [t.start for t in self.tokens]

    @cached_property
    def _ends(self) -> list[int]:
        return [t.end for t in self.tokens]
