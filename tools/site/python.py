"""The Python interface: what ``import dragoman`` gives, by mkdocstrings."""

from __future__ import annotations

import dragoman

_ORDER = ("read", "read_file", "open", "Corpus", "Rows", "Added", "Record", "Failure", "DragomanError")


def page() -> str:
    """A heading and a mark for each public name, which mkdocstrings fills in."""
    missing = set(dragoman.__all__) ^ set(_ORDER)
    if missing:
        raise ValueError(f"tools/site/python.py: public names and the order of the page differ: {sorted(missing)}")
    homes = {name: getattr(dragoman, name).__module__ for name in _ORDER}
    marks = [f"::: {homes[name]}.{name}\n" for name in _ORDER]
    return "\n".join(["# Python", "", "How they are used: [From Python](../python.md).", "", *marks])
