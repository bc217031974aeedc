"""Reads news on diplomacy, conflict and security into a sourced, queryable record.

``read`` a text, ``read_file`` a file or page, ``open`` a database; docs/python.md shows how. What they need is loaded
when they are first called: importing the package costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dragoman.corpus import Added, Corpus, Rows, open, read, read_file
    from dragoman.model.problems import DragomanError, Failure
    from dragoman.model.record import Record

__all__ = ["Added", "Corpus", "DragomanError", "Failure", "Record", "Rows", "open", "read", "read_file"]

_HOME = {
    "corpus": ("Added", "Corpus", "Rows", "open", "read", "read_file"),
    "model.problems": ("DragomanError", "Failure"),
    "model.record": ("Record",),
}


def __getattr__(name: str) -> Any:
    """A public name, when it is first asked for."""
    module = next((module for module, names in _HOME.items() if name in names), None)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{module}"), name)


def __dir__() -> list[str]:
    return [*globals(), *__all__]
