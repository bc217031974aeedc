"""The description of what answers beside the routes: files."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dragoman.export import exporters
from dragoman.serve import parameters
from dragoman.serve.exports import FIELDS, Forms
from dragoman.serve.openapi import Described, in_query
from dragoman.serve.vocabulary import Vocabulary

_ANYBODY: list[dict[str, Any]] = [{}, {"token": []}]


def operations(vocabulary: Vocabulary) -> Iterable[Described]:
    """Each with its address, its method and what may become of it."""
    forms = exporters()
    name = {"name": "form", "in": "path", "required": True, "schema": {"type": "string", "enum": sorted(forms)}}
    fields = parameters.of_filter("", vocabulary, FIELDS)
    yield Described("/exports", "export-forms", "The forms of files that there are", _ANYBODY, gives=Forms)
    yield Described(
        "/exports/{form}",
        "export",
        "What fits a filter, as a file; 400 where the form does not have what the filter asks for",
        _ANYBODY,
        parameters=(name, *map(in_query, fields)),
        files=tuple(sorted({one.media_type for one in forms.values()})),
        also=(404,),
    )
