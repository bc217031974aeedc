"""The record in the forms that other programs read."""

from __future__ import annotations

from functools import cache
from typing import BinaryIO

from dragoman.export import linked, tabular
from dragoman.export.form import Exporter
from dragoman.query import Filter
from dragoman.store import Store

__all__ = ["Exporter", "exporters", "write"]


@cache
def exporters() -> dict[str, Exporter]:
    """Every form there is, by its name."""
    return {one.name: one for one in (*tabular.EXPORTERS, *linked.EXPORTERS)}


def write(store: Store, exporter: Exporter, wanted: Filter, file: BinaryIO) -> int:
    """Write what fits, as the store is at this moment, whatever others write meanwhile; how many rows or entries.

    Raises ValueError if the filter asks for what the form does not have, and DragomanError if the form cannot be made.
    """
    with store.reading():
        return exporter.write(store, wanted, file)
