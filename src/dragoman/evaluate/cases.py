"""Run test cases that people's corrections make: does the program now code what they said?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from dragoman.model.problems import DragomanError
from dragoman.model.record import Record
from dragoman.pipeline import Pipeline
from dragoman.reading import Overrides, read_text
from dragoman.resolve.correcting import entry_of
from dragoman.resolve.correcting.anchors import Sought, find
from dragoman.resolve.correcting.fields import read
from dragoman.review.export import Case, ExpectedEntry, Said, said


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one entry of a case; ``fault`` is empty where it came out as it should."""

    address: str
    corrections: tuple[str, ...]
    fault: str


def load(path: Path) -> Iterator[Case]:
    """The cases of a file, one a line.

    Raises DragomanError naming the line that is not in the form.
    """
    decoder = msgspec.json.Decoder(Case)
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                yield decoder.decode(line)
            except msgspec.MsgspecError as fault:
                raise DragomanError(
                    f"{path}:{number}: {fault}; 'dragoman corrections --export' writes this form"
                ) from fault


def run(cases: Iterator[Case], pipeline: Pipeline) -> Iterator[Outcome]:
    """Code every article and hold its record against what people said of it."""
    for case in cases:
        overrides = Overrides(title=case.title, published=case.published)
        record = pipeline.code(read_text(case.text, address=case.address, overrides=overrides))
        for one in case.entries:
            yield Outcome(case.address, one.corrections, _fault(record, one))


def _fault(record: Record, expected: ExpectedEntry) -> str:
    type = expected.fields.get("type")
    sought = Sought(types=(type,) if isinstance(type, str) else (), only_typed=not expected.there)
    id = find(record, {expected.anchor: sought})[expected.anchor].entry
    words = f"{expected.anchor.entry} at “{expected.anchor.words.exact}”"
    if id is None:
        return f"there is no {words}" if expected.there else ""
    if not expected.there:
        return f"there should be no {words}"
    entry = entry_of(record, id)
    found: dict[str, Said] = {name: said(read(entry, name, record.document)) for name in expected.fields}
    wrong = [
        f"{name} {_told(found[name])}, expected {_told(value)}"
        for name, value in expected.fields.items()
        if found[name] != value
    ]
    return f"{words}: {'; '.join(wrong)}" if wrong else ""


def _told(value: Said) -> str:
    return (", ".join(value) if isinstance(value, list) else value) or "none"
