"""A progress bar on standard error for batches that take more than a few seconds."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from time import monotonic
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

T = TypeVar("T")
_PATIENCE = 2.0  # seconds before the bar appears


class _Rate(ProgressColumn):
    """How many articles a second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.1f}/s" if task.speed else "–/s", "progress.data.speed")


def watched(items: Iterable[T], total: int | None, *, doing: str = "reading", quiet: bool = False) -> Iterator[T]:
    """The items, with a bar that shows how many are done, how fast, and the time left.

    Where standard error is not a terminal, or ``quiet`` is asked for, there is no bar.
    """
    console = Console(stderr=True)
    bar = Progress(
        TextColumn(doing),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        # Lines for a terminal go above the bar; lines for a file or a pipe must stay on their way.
        redirect_stdout=sys.stdout.isatty(),
        redirect_stderr=False,
        disable=quiet or not console.is_terminal,
    )
    task = bar.add_task("", total=total)
    begun = monotonic()
    try:
        for done, item in enumerate(items, 1):
            yield item
            # The total is an estimate: a file may hold more articles than it looks.
            bar.update(task, completed=done, total=total and max(total, done))
            if monotonic() - begun > _PATIENCE:
                bar.start()
    finally:
        bar.stop()
