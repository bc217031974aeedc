"""The words of an article that a sentence is read from: those of the deed, and those that name its actors."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from dragoman.model.briefs import Support
from dragoman.model.digests import Source
from dragoman.model.entities import Actor, MentionForm
from dragoman.model.record import Record
from dragoman.model.text import Evidence, Span

_END = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z])|\n")
_BARE = frozenset({MentionForm.PRONOUN, MentionForm.SET, MentionForm.NOMINAL})  # they need a name beside them


class Evidences:
    """Gathers the words for entries of records; each record is loaded once."""

    def __init__(self, load: Callable[[str], Record]) -> None:
        self._load = load
        self._records: dict[str, Record] = {}

    def record(self, entry: str) -> Record:
        """The record of an entry ("document:id")."""
        document = entry.rpartition(":")[0]
        if document not in self._records:
            self._records[document] = self._load(document)
        return self._records[document]

    def support(
        self, entry: str, cues: Iterable[Evidence], named: Iterable[str], fields: Iterable[Evidence] = ()
    ) -> Support:
        """The sentences of the cues, the words of the fields, and where they lack an actor, words that name it.

        ``named``: ids of the actors of the sentence.
        """
        record = self.record(entry)
        told = tuple(cues)
        spans = [_sentence(record.document.text, one.span) for one in told]
        spans += [one.span for one in fields]
        actors = {actor.id: actor for actor in record.actors}
        mentioned: set[str] = set()
        for id in named:
            words = _naming(actors[id], spans) if id in actors else None
            if words is not None:
                spans.append(words)
                mentioned.add(id)
        document = record.document
        return Support(
            entry=entry,
            source=Source(
                outlet=document.source.value if document.source else None,
                published=document.published.value if document.published else None,
                title=document.title.value if document.title else None,
                address=document.address,
            ),
            words=tuple(document.evidence(span.start, span.end) for span in _joined(spans)),
            cues=told,
            actors=frozenset(mentioned),
        )


def _sentence(text: str, span: Span) -> Span:
    """The sentence of a span, by its punctuation; that of the whole text where there is none."""
    start = max((one.end() for one in _END.finditer(text, 0, span.start + 1) if one.end() <= span.start), default=0)
    end = next((one.start() for one in _END.finditer(text, span.end - 1) if one.start() >= span.end - 1), len(text))
    stop = end if text[end : end + 1] == "\n" else end + 1
    closing = re.compile(r"[\"”’')\]]*").match(text, stop)
    stop = max(span.end, min(closing.end() if closing else stop, len(text)))
    while text[start].isspace() and start < span.start:
        start += 1
    return Span(start, stop)


def _naming(actor: Actor, spans: Iterable[Span]) -> Span | None:
    """A mention of an actor by name, inside the spans if there is one, else the nearest before them."""
    clear = [one.evidence.span for one in actor.mentions if one.form not in _BARE]
    usable = clear or [one.evidence.span for one in actor.mentions]
    known = list(spans)
    inside = next((one for one in usable if any(span.contains(one) for span in known)), None)
    if inside is not None or not usable:
        return inside
    first = min((span.start for span in known), default=0)
    earlier = [one for one in usable if one.end <= first]
    return max(earlier) if earlier else min(usable)


def _joined(spans: Iterable[Span]) -> list[Span]:
    """The spans in their order, those that overlap as one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found
