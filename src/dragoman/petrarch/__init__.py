"""Dictionaries in the format of PETRARCH from the user's disk, converted to our YAML and CSV files.

Comes in: a verb dictionary or an actor dictionary. Goes out: a folder for ``--lexicon`` or for
``--knowledge``, and a report of every line that has no counterpart. The formats are those of the
dictionary documentation of PETRARCH and PETRARCH2 (Open Event Data Alliance); nothing of theirs is
contained here.
"""

from __future__ import annotations

from pathlib import Path

from dragoman.model.problems import KnowledgeFault
from dragoman.petrarch import actors, verbs
from dragoman.petrarch.lines import Line, Report, read

__all__ = ["Report", "convert"]


def convert(dictionary: Path, out: Path) -> Report:
    """Convert a dictionary, verbs or actors as its content shows, into files in a folder.

    Raises KnowledgeFault if it is neither, or if the folder already holds the files.
    """
    lines = read(dictionary)
    if any(line.text.startswith("---") for line in lines):
        return verbs.convert(dictionary, lines, out)
    if any(_is_actor(line) for line in lines):
        return actors.convert(dictionary, lines, out)
    raise KnowledgeFault(
        f"{dictionary}: neither verbs (blocks that begin with `--- NAME [code] ---`) nor actors (`NAME_ [CODE]`)"
    )


def _is_actor(line: Line) -> bool:
    return line.text.endswith("]") and not line.text.startswith(("-", "&", "~"))
