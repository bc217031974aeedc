"""The REST API, from its OpenAPI document."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from dragoman.serve.app import described
from dragoman.serve.settings import Settings


def page() -> str:
    """Every operation with its parameters, its body and its answers; every schema with its fields."""
    document = msgspec.json.decode(described(Settings(db="dragoman.db")))
    lines = [
        "# REST",
        "",
        "All addresses begin with `/api/v1`; `/api/v1/openapi.json` of a server is the document this page is made from "
        "(OpenAPI 3.1). How it is used: [The API](../api.md).",
        "",
    ]
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            lines += _operation(f"{method.upper()} {path}", operation)
    lines += ["## Schemas", ""]
    for name, schema in document["components"]["schemas"].items():
        lines += _schema(name, schema)
    return "\n".join(lines)


def _operation(name: str, operation: dict[str, Any]) -> list[str]:
    lines = [f"## {name}", "", operation.get("summary", ""), "", operation.get("description", ""), ""]
    parameters = operation.get("parameters", [])
    if parameters:
        lines += ["| parameter | type | |", "| --- | --- | --- |"]
        lines += [
            f"| `{one['name']}` | {_type(one['schema'])} | {_cell(one.get('description', ''))} |" for one in parameters
        ]
        lines += [""]
    if "requestBody" in operation:
        content = operation["requestBody"]["content"]
        lines += ["Body: " + "; ".join(f"`{kind}` {_type(of.get('schema', {}))}" for kind, of in content.items()), ""]
    answers = [
        f"{status} ({', '.join(_type(of.get('schema', {})) for of in answer.get('content', {}).values()) or 'nothing'})"
        for status, answer in operation["responses"].items()
        if status.startswith("2")
    ]
    return [*lines, f"Answers: {'; '.join(answers)}", ""]


def _schema(name: str, schema: dict[str, Any]) -> list[str]:
    lines = [f"### {name} {{ #{_anchor(name)} }}", "", schema.get("description", ""), ""]
    if "enum" in schema:
        return [*lines, ", ".join(f"`{value}`" for value in schema["enum"]), ""]
    fields = schema.get("properties", {})
    needed = schema.get("required", [])
    rows = [f"| `{field}` | {_type(of)} | {'always' if field in needed else ''} |" for field, of in fields.items()]
    return [*lines, "| field | type | |", "| --- | --- | --- |", *rows, ""] if rows else lines


def _anchor(name: str) -> str:
    return re.sub(r"\W+", "-", f"schema-{name}").lower().strip("-")


def _type(schema: dict[str, Any]) -> str:
    """A schema in a few words."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[1]
        return f"[{name}](#{_anchor(name)})"
    for several in ("anyOf", "oneOf"):
        if several in schema:
            return " or ".join(_type(one) for one in schema[several])
    if "enum" in schema:
        return ", ".join(f"`{value}`" for value in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {_type(schema['items'])}" if isinstance(schema.get("items"), dict) else "list"
    kind = schema.get("type", "any")
    return " or ".join(kind) if isinstance(kind, list) else str(kind)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")
