"""Reading: from files, folders, web addresses, standard input and strings to documents."""

from __future__ import annotations

from dragoman.read.counting import count
from dragoman.read.draft import Overrides
from dragoman.read.sources import read_all, read_text
from dragoman.read.tables import Fields, read_json_object

__all__ = ["Fields", "Overrides", "count", "read_all", "read_json_object", "read_text"]
