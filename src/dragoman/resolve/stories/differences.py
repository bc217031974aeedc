"""What differs between two copies of an article: the headline, and figures that stand in the same words of both."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.model.text import Document
from dragoman.resolve.stories.words import Kind, body, slots


@dataclass(frozen=True, slots=True)
class Differences:
    """What a copy has otherwise."""

    headline: str | None  # the copy's, where it is another
    figures: tuple[tuple[str, str], ...]  # the figure of the one, that of the copy


def differences(one: Document, copy: Document) -> Differences:
    """What the copy has otherwise than the one.

    >>> talks = Document(id="1", address="a", digest="", text="Envoys spoke about 214 prisoners on Monday.")
    >>> later = Document(id="2", address="b", digest="", text="Envoys spoke about 241 prisoners on Monday.")
    >>> differences(talks, later).figures
    (('214', '241'),)
    """
    theirs = _figures(copy)
    changed = [(was, theirs[context]) for context, was in _figures(one).items() if context in theirs]
    return Differences(
        headline=_headline(copy) if _plain(_headline(copy)) not in ("", _plain(_headline(one))) else None,
        figures=tuple((was, now) for was, now in changed if was != now),
    )


def _figures(document: Document) -> dict[str, str]:
    """The words around each number → the number; without words that stand around several."""
    found: dict[str, set[str]] = {}
    for slot in slots(body(document)):
        if slot.kind is Kind.NUMBER:
            found.setdefault(slot.context, set()).add(slot.words)
    return {context: numbers.pop() for context, numbers in found.items() if len(numbers) == 1}


def _headline(document: Document) -> str:
    return document.title.value if document.title else ""


def _plain(headline: str) -> str:
    return " ".join(headline.casefold().split())
