"""Time expressions as TIMEX3 annotations, for scoring against annotated corpora.

Rows with ``doc_id``, ``text`` and ``dct`` (the creation time of the document, or null) come in; rows
with ``doc_id`` and ``timex`` go out, in the form that the scorers of TempEval-3 and WikiWars read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from dragoman.annotate import parser
from dragoman.annotate.times import TimeFinder
from dragoman.model.entities import Timex
from dragoman.model.text import Attested, Basis, Document


@dataclass(frozen=True, slots=True)
class TimexRow:
    """One predicted expression, offsets in code points."""

    start: int
    end: int
    type: str
    value: str | None
    mod: str | None
    text: str

    @classmethod
    def of(cls, timex: Timex) -> TimexRow:
        words = timex.evidence
        return cls(words.start, words.end, timex.type, timex.value, timex.mod, words.text)


def predict(gold_rows: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """What the time finder reads in each row's text, one prediction row for each."""
    finder = TimeFinder.load()
    for row in gold_rows:
        document = document_of(row)
        timexes = finder.find(document, parser.parse(document.text))
        yield {"doc_id": row["doc_id"], "timex": [asdict(TimexRow.of(timex)) for timex in timexes]}


def document_of(row: Mapping[str, Any]) -> Document:
    """The row's text as a document published on the day of its creation time."""
    created = row.get("dct")
    published = Attested(value=created[:10], basis=Basis.STATED, rule="given.dct") if created else None
    return Document(id=str(row["doc_id"]), address="", text=row["text"], digest="", published=published)
