"""The two kinds of tables that a terminal gets."""

from rich import box
from rich.table import Table


def columned() -> Table:
    """A table with headings."""
    return Table(box=box.SIMPLE_HEAD, padding=(0, 1), pad_edge=False, show_edge=False, header_style="dim", expand=True)


def numbered() -> Table:
    """Entries with their id in front."""
    grid = Table.grid(padding=(0, 2), expand=True)
    grid.add_column(no_wrap=True, style="green")
    grid.add_column(ratio=1)
    return grid
