"""Reading: from files, folders, web addresses, standard input and strings to documents."""

from __future__ import annotations

from dragoman.reading.at_hand import is_packed, read_bytes, read_text
from dragoman.reading.counting import count
from dragoman.reading.draft import Overrides
from dragoman.reading.parts import Part, cut, read_part
from dragoman.reading.sources import read_all, read_packed
from dragoman.reading.tables import Fields, read_json_object

__all__ = [
    "Fields",
    "Overrides",
    "Part",
    "count",
    "cut",
    "is_packed",
    "read_all",
    "read_bytes",
    "read_json_object",
    "read_packed",
    "read_part",
    "read_text",
]
