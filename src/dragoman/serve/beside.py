"""The description of what answers beside the routes: files, who asks, signing in and out of pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dragoman.export import exporters
from dragoman.serve import parameters
from dragoman.serve.exports import FIELDS, Forms
from dragoman.serve.openapi import Described, in_query
from dragoman.serve.sessions import SignIn
from dragoman.serve.vocabulary import Vocabulary
from dragoman.store.tokens import Token

_ANYBODY: list[dict[str, Any]] = [{}, {"token": []}]
_FROM_PAGE = {
    "name": "X-Requested-With",
    "in": "header",
    "required": True,
    "description": "shows that a page of this server asks",
    "schema": {"type": "string", "enum": ["dragoman"]},
}


def operations(vocabulary: Vocabulary) -> Iterable[Described]:
    """Each with its address, its method and what may become of it."""
    forms = exporters()
    name = {"name": "form", "in": "path", "required": True, "schema": {"type": "string", "enum": sorted(forms)}}
    fields = parameters.of_filter("", vocabulary, FIELDS)
    yield Described("/exports", "get", "export-forms", "The forms of files that there are", _ANYBODY, gives=Forms)
    yield Described(
        "/exports/{form}",
        "get",
        "export",
        "What fits a filter, as a file; 400 where the form does not have what the filter asks for",
        _ANYBODY,
        parameters=(name, *map(in_query, fields)),
        files=tuple(sorted({one.media_type for one in forms.values()})),
        also=(404,),
    )
    yield Described("/me", "get", "me", "Who asks; null where that is nobody known", _ANYBODY, gives=Token | None)
    yield Described(
        "/session",
        "post",
        "sign-in",
        "Put a token into a cookie, for pages of this server",
        [],
        parameters=(_FROM_PAGE,),
        takes=SignIn,
        gives=Token | None,
        also=(408, 413),
    )
    yield Described("/session", "delete", "sign-out", "Take the cookie away", [], parameters=(_FROM_PAGE,), status=204)
