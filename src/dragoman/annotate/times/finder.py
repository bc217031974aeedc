"""Time expressions of a document with their TIMEX3 values, and the year of a document that gives none.

Comes in: a document and its parse. Goes out: ``Timex`` values in text order. An expression that needs
an anchor neither the document nor its text gives keeps ``value`` None.
"""

from __future__ import annotations

from dataclasses import replace

from dragoman.annotate.times import values
from dragoman.annotate.times.anchor import Anchor, Meaning
from dragoman.annotate.times.feasts import Feasts
from dragoman.annotate.times.grammar import Atom, Grammar
from dragoman.annotate.times.published import infer_published
from dragoman.annotate.times.resolve import Resolver
from dragoman.annotate.times.scan import Scanner
from dragoman.annotate.times.spans import Interval, Spans
from dragoman.annotate.times.tense import Tenses
from dragoman.model.entities import Timex
from dragoman.model.syntax import Parse
from dragoman.model.text import Document

_HISTORY = 3  # history dates so many events far from its publication for each word like "Friday" or "last week"


class TimeFinder:
    """Finds and normalises the time expressions of English documents."""

    def __init__(self, scanner: Scanner, resolver: Resolver, tenses: Tenses, spans: Spans) -> None:
        self._scanner = scanner
        self._resolver = resolver
        self._tenses = tenses
        self._spans = spans

    @classmethod
    def load(cls) -> TimeFinder:
        return cls(Scanner(Grammar.load()), Resolver(Feasts.load()), Tenses.load(), Spans.load())

    def find(self, document: Document, parse: Parse) -> tuple[Timex, ...]:
        """The time expressions of a document, in text order.

        Where the document has no published date, its year is inferred from the text first.
        """
        atoms = self._scanner.expressions(document.text, parse)
        if not atoms:
            return ()
        published = document.published.value if document.published else None
        timexes = self._resolved(document, parse, atoms, published)
        if published is None and (inferred := infer_published(document, parse, timexes)):
            timexes = self._resolved(document, parse, atoms, inferred.value)
        return self._spans.anchored(document.text, parse, tuple(_settled(timex) for timex in timexes))

    def intervals(self, document: Document, timexes: tuple[Timex, ...]) -> tuple[Interval, ...]:
        """Stretches of days that two of a document's dates bound: "from 3 to 7 June"."""
        return tuple(self._spans.intervals(document.text, timexes))

    def _resolved(
        self, document: Document, parse: Parse, atoms: list[Atom], published: str | None
    ) -> tuple[Timex, ...]:
        published = published[:10] if published else None
        anchor = Anchor(published, narrative=_is_history(atoms, published))
        timexes, tense = [], None
        for atom in atoms:
            if not atom.leans:
                tense = self._tenses.of(parse, atom.start, atom.end)
            meaning = self._resolver.resolve(atom.sense, anchor, tense)
            timexes.append(_timex(document, atom, meaning))
            anchor.note(meaning, atom.sense)
        return tuple(timexes)


def _timex(document: Document, atom: Atom, meaning: Meaning) -> Timex:
    begin, end = meaning.days or (None, None)
    return Timex(
        evidence=document.evidence(atom.start, atom.end),
        type=meaning.type,
        value=meaning.value,
        mod=meaning.mod,
        begin=begin.isoformat() if begin else None,
        end=end.isoformat() if end else None,
        rule=f"{atom.rule}/{meaning.how}" if meaning.how else atom.rule,
    )


def _settled(timex: Timex) -> Timex:
    """A date whose year nothing gave has no value."""
    unknown = timex.type != "SET" and timex.value is not None and timex.value.startswith("XXXX")
    return replace(timex, value=None) if unknown else timex


def _is_history(atoms: list[Atom], published: str | None) -> bool:
    """Whether the text tells of a time that is not the time of its publication."""
    if published is None:
        return True
    known = values.year_of(published)
    years = [a.sense.year * (a.sense.era or 1) for a in atoms if a.sense.year is not None]
    away = sum(1 for year in years if known is None or abs(year - known) > 1)
    deictic = sum(1 for a in atoms if _is_deictic(a))
    return away >= _HISTORY * max(deictic, 1)


def _is_deictic(atom: Atom) -> bool:
    """Whether an expression counts from the day of publication."""
    sense = atom.sense
    return (sense.shift is not None and sense.base is None) or (sense.weekday is not None and sense.day is None)
