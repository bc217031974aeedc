"""Who is reported as saying each word of a document."""

from __future__ import annotations

from dragoman.annotate.annotation import Annotation
from dragoman.coding.fillers import Filled
from dragoman.model.statements import Statement
from dragoman.model.text import Basis


def told_by(annotation: Annotation, statements: tuple[Statement, ...]) -> dict[int, list[Filled]]:
    """By token index, the speakers of the innermost statement around it."""
    found: dict[int, list[Filled]] = {}
    by_size = sorted(statements, key=lambda s: -sum(c.end - c.start for c in s.content))
    for statement in by_size:
        speakers = [
            Filled(s.value, "speaker", words.start, words.end, "slot.speaker", Basis.DERIVED)
            for s in statement.speaker
            for words in [*s.evidence, *([statement.speaker_words] if statement.speaker_words else [])][:1]
        ]
        if speakers:
            for content in statement.content:
                for token in annotation.parse.tokens_in(content.start, content.end):
                    found[token.i] = speakers
    return found


def said_by_unknown(annotation: Annotation, statements: tuple[Statement, ...], posts: frozenset[str]) -> frozenset[int]:
    """Indices of tokens that somebody in one of the posts (lemmas) says who is no actor of the record."""
    known: dict[int, bool] = {}
    parse = annotation.parse
    for statement in sorted(statements, key=lambda s: -sum(c.end - c.start for c in s.content)):
        words = statement.speaker_words
        named = parse.tokens_in(words.start, words.end) if words is not None and not statement.speaker else []
        unknown = any(token.lemma in posts for token in named)
        for content in statement.content:
            for token in parse.tokens_in(content.start, content.end):
                known[token.i] = not unknown
    return frozenset(i for i, resolved in known.items() if not resolved)
