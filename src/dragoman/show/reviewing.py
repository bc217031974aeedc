"""An event as a reviewer sees it: the words in their paragraph, and the coded fields."""

from __future__ import annotations

from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from dragoman.model.events import Event
from dragoman.model.record import Record
from dragoman.model.text import Attested, Evidence
from dragoman.show import words
from dragoman.show.words import Names

_MARGIN = 350  # characters of the article on either side of the event's words
_STYLES = {"trigger": "bold underline", "actor": "green", "recipient": "magenta"}
_MARKS = {"trigger": ("«", "»"), "actor": ("<", ">"), "recipient": ("[", "]")}


def event_card(record: Record, event: Event, console: Console) -> None:
    """Print an event of a record. Without colours, «» are round its words, <> round who did it, [] round to whom."""
    names = Names.of(record)
    published = record.document.published
    title = words.headline(record.document) + (f", {published.value}" if published else "")
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    confidence = f"{event.confidence:.2f}" if event.confidence is not None else "not known"
    for label, value in (
        ("type", words.kind(event)),
        ("actor", names.of_actors(event.actor) or words.NOT_NAMED),
        ("recipient", names.of_actors(event.recipient) or "–"),
        ("status", event.status.value.value),
        ("date", words.date(event) or "–"),
        ("place", names.place(event.place) or "–"),
        ("numbers", "; ".join(map(words.magnitude, event.magnitudes))),
        ("contexts", words.values(event.contexts)),
        ("confidence", confidence),
    ):
        if value:
            grid.add_row(label, Text(value))
    console.print(Group(Text(title, "italic"), Text(), _passage(record, event, console), Text(), grid))


def _passage(record: Record, event: Event, console: Console) -> Text:
    """The event's words with what stands around them, roles marked."""
    document = record.document
    found = words.excerpt(document, event.triggers[0], _MARGIN)
    first = max(0, event.triggers[0].start - len(found.before))
    last = min(len(document.text), event.triggers[0].end + len(found.after))
    marked: list[tuple[int, int, str]] = []
    for role, evidence in (
        ("trigger", event.triggers),
        ("actor", _words(event.actor)),
        ("recipient", _words(event.recipient)),
    ):
        for one in evidence:
            inside = one.document == document.id and first <= one.start and one.end <= last
            if inside and not any(one.start < end and start < one.end for start, end, _ in marked):
                marked.append((one.start, one.end, role))
    passage, at = Text(), first
    for start, end, role in sorted(marked):
        left, right = _MARKS[role] if console.color_system is None else ("", "")
        passage.append(_line(document.text[at:start]), "dim")
        passage.append(left + _line(document.text[start:end]) + right, _STYLES[role])
        at = end
    passage.append(_line(document.text[at:last]), "dim")
    return passage


def _words(role: tuple[Attested[str], ...]) -> list[Evidence]:
    return [words for one in role for words in one.evidence]


def _line(text: str) -> str:
    return words.without_controls(text).replace("\n", " ")
