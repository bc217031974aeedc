"""The description of the API (OpenAPI 3.1), made from its routes and from the types of what they take and give."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from importlib.metadata import version
from typing import Any

import msgspec

from dragoman.serve import problems, streams
from dragoman.serve.parameters import Parameter
from dragoman.serve.problems import Details
from dragoman.serve.route import Route

_REF = "#/components/schemas/{name}"
_ETAG = {"ETag": {"description": "the state of the store that this tells", "schema": {"type": "string"}}}
_ALWAYS = (400, 401, 403, 421, 422, 429, 500, 503)


@dataclass(frozen=True, slots=True)
class Described:
    """An address to get that is no route."""

    path: str
    name: str
    about: str
    security: list[dict[str, Any]]
    parameters: tuple[dict[str, Any], ...] = ()
    gives: Any = None
    files: tuple[str, ...] = ()  # media types of what it gives, if that is no JSON
    also: tuple[int, ...] = ()  # refusals of its own


def document(routes: Sequence[tuple[Route, tuple[Parameter, ...]]], beside: Sequence[Described] = ()) -> dict[str, Any]:
    """The description of these routes, and of what answers beside them."""
    types: list[Any] = [Details, *(also.gives for also in beside if also.gives is not None)]
    for route, _ in routes:
        types += [*_types(route.gives), *([route.body] if route.body else [])]
    schemas, components = msgspec.json.schema_components(types, ref_template=_REF)
    of = dict(zip(map(repr, types), schemas, strict=True))
    paths: dict[str, dict[str, Any]] = {}
    for route, known in routes:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route, known, of)
    for also in beside:
        paths.setdefault(also.path, {})["get"] = _described(also, of)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Dragoman",
            "version": version("dragoman"),
            "summary": "A sourced record of events, statements, agreements and commitments, read from the news",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/api/v1"}],
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _types(gives: Any) -> tuple[Any, ...]:
    if gives is None:
        return ()
    return gives if isinstance(gives, tuple) else (gives,)


def _operation(route: Route, known: Iterable[Parameter], of: dict[str, Any]) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": f"{route.method.lower()}-{route.name.replace(' ', '-')}",
        "summary": route.about,
        "parameters": [*map(_in_path, re.findall(r"{(\w+)}", route.path)), *map(in_query, known)],
        "responses": {str(status): answer for status, answer in _responses(route, of)},
        "security": [{"token": []}] if route.needs_caller else [{}, {"token": []}],
        "x-role": route.role.value,
    }
    content: dict[str, Any] = {}
    if route.body is not None:
        content["application/json"] = {"schema": of[repr(route.body)]}
    for kind in route.raw:
        content[kind] = {}  # any bytes
    if content:
        operation["requestBody"] = {"required": True, "content": content}
    return operation


def _in_path(name: str) -> dict[str, Any]:
    schema = {"type": "string", "minLength": 1, "maxLength": 200}
    return {"name": name, "in": "path", "required": True, "schema": schema}


def in_query(one: Parameter) -> dict[str, Any]:
    """The description of a parameter."""
    return {
        "name": one.name,
        "in": "query",
        "required": one.needed,
        "description": one.about,
        "schema": one.schema,
        **({"style": "form", "explode": True} if one.schema["type"] == "array" else {}),
    }


def _responses(route: Route, of: dict[str, Any]) -> Iterable[tuple[int, dict[str, Any]]]:
    schemas = [of[repr(one)] for one in _types(route.gives)]
    media = streams.MEDIA_TYPE if route.long else "application/json"
    fine: dict[str, Any] = {"description": "what was asked for"}
    if schemas and not route.long:
        fine["content"] = {media: {"schema": schemas[0] if len(schemas) == 1 else {"anyOf": schemas}}}
    elif schemas:
        # Each line is one such value.
        fine["content"] = {media: {"schema": {"type": "string"}, "itemSchema": schemas[0]}}
    if route.tagged:
        fine["headers"] = _ETAG
        yield 304, {"description": "the client has it already"}
    for status in sorted({route.status, *route.also}):
        yield status, fine
    more = [404] if "{" in route.path or route.writes else []
    more += [408, 413, 415] if route.body or route.raw else []
    yield from _refusals(more, of)


def _refusals(more: Iterable[int], of: dict[str, Any]) -> Iterable[tuple[int, dict[str, Any]]]:
    details = {problems.MEDIA_TYPE: {"schema": of[repr(Details)]}}
    return ((status, {"description": HTTPStatus(status).phrase, "content": details}) for status in (*_ALWAYS, *more))


def _described(one: Described, of: dict[str, Any]) -> dict[str, Any]:
    fine: dict[str, Any] = {"description": "what was asked for"}
    if one.files:
        fine["content"] = {media: {} for media in one.files}
    elif one.gives is not None:
        fine["content"] = {"application/json": {"schema": of[repr(one.gives)]}}
    responses = {200: fine, **dict(_refusals(one.also, of))}
    return {
        "operationId": one.name,
        "summary": one.about,
        "parameters": list(one.parameters),
        "responses": {str(status): responses[status] for status in sorted(responses)},
        "security": one.security,
    }
