"""What a model proposed, before a person at a terminal: the entries, what was refused and why, what it took."""

from __future__ import annotations

from collections import Counter

from rich.console import Console
from rich.text import Text

from dragoman.model.proposals import Inquiry, Refusal, Spent
from dragoman.model.record import Record
from dragoman.show.grids import numbered
from dragoman.show.terminal import entries
from dragoman.show.words import headline, tidy


def terminal(record: Record, inquiry: Inquiry, console: Console, *, id: str = "") -> None:
    """Print a proposal; ``id`` is that under which it is kept."""
    kept = f"{id}: proposed" if id else "Proposed"
    console.print(Text.assemble((f"{kept} by a model, not part of the record", "bold yellow"), f"  {record.version}"))
    console.print(Text(headline(record.document), "bold"))
    entries(record, console)
    if inquiry.refusals:
        console.print()
        console.print(Text(f"Refused: {refused(inquiry)}", "bold cyan"))
        grid = numbered()
        for one in inquiry.refusals:
            grid.add_row(Text(f"{one.part} {one.number}"), Text(_why(one)))
        console.print(grid)
    for reason in dict.fromkeys(inquiry.unanswered):
        console.print(
            Text(f"no answer for {inquiry.unanswered.count(reason)} of {inquiry.pieces} pieces: {reason}", "yellow")
        )
    console.print()
    console.print(Text(spent(inquiry.spent), "dim"))


def refused(inquiry: Inquiry) -> str:
    """How much was refused: ``2 of event, 1 field``."""
    whole = Counter(one.part for one in inquiry.refusals if one.whole)
    fields = sum(not one.whole for one in inquiry.refusals)
    parts = [f"{count:,} {part if count == 1 else f'{part}s'}" for part, count in whole.items()]
    parts += [f"{fields:,} field{'s' * (fields != 1)}"] if fields else []
    return ", ".join(parts) or "nothing"


def spent(one: Spent) -> str:
    """Calls, tokens and cost in a line."""
    calls = f"{one.calls:,} call{'s' * (one.calls != 1)}" + (f" ({one.failed:,} failed)" if one.failed else "")
    about = "about " * one.estimated
    cost = f"{one.cost:.4f} {tidy(one.currency)} by your prices" if one.cost is not None else "no prices given"
    return f"{calls}, {about}{one.tokens_in:,} tokens sent, {about}{one.tokens_out:,} received, {cost}"


def _why(one: Refusal) -> str:
    field = f"{one.field} " if one.field else ""
    given = f"“{tidy(one.given)}” " if one.given else ""
    return f"{field}{given}{one.reason}" + ("" if one.whole else " (left out; the entry stands)")
