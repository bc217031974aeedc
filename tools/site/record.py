"""Every field of the record: its type, and what the model's source says of it."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import io
import tokenize
import typing
from collections.abc import Iterator
from enum import Enum
from typing import Any

from dragoman.model.record import Record


@dataclasses.dataclass(frozen=True)
class Field:
    """One field of a part of the record."""

    name: str
    type: str
    meaning: str


def page() -> str:
    """The parts of a record, the record itself first."""
    lines = [
        "# The record, field by field",
        "",
        "What `dragoman show --format json` prints, `dragoman.read` returns and the API calls a record. "
        "`dragoman schema` prints its JSON Schema. Offsets count Unicode code points in `document.text`. "
        "`Attested` values carry their ground, rule and words. A field without a remark is what its type says.",
        "",
    ]
    for part in parts():
        lines += [f"## {part.__name__}", "", inspect.getdoc(part) or "", ""]
        if issubclass(part, Enum):
            lines += [", ".join(f"`{one.value}`" for one in part), ""]
            continue
        rows = [f"| `{field.name}` | `{_cell(field.type)}` | {_cell(field.meaning)} |" for field in fields(part)]
        lines += ["| field | type | |", "| --- | --- | --- |", *rows, ""]
    return "\n".join(lines)


def parts() -> list[type[Any]]:
    """The record and all that it is made of, each once, in the order in which one meets them."""
    found: dict[type[Any], None] = {}
    waiting: list[type[Any]] = [Record]
    while waiting:
        part = waiting.pop(0)
        if part in found:
            continue
        found[part] = None
        if dataclasses.is_dataclass(part):
            for kind in typing.get_type_hints(part).values():
                waiting += _inside(kind)
    return list(found)


def fields(part: type[Any]) -> list[Field]:
    """The fields of a part; the meaning is the comment behind a field, or those above it."""
    source = inspect.getsource(part)
    remarks = _remarks(source)
    body = ast.parse(inspect.cleandoc(source) if source[0].isspace() else source).body[0]
    assert isinstance(body, ast.ClassDef)
    found = []
    for statement in body.body:
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            end = statement.end_lineno or statement.lineno
            meaning = remarks.get(end) or _above(remarks, statement.lineno)
            found.append(Field(statement.target.id, ast.unparse(statement.annotation), meaning))
    return found


def _inside(kind: Any) -> Iterator[type[Any]]:
    """The dataclasses and enumerations that a type is made of."""
    for one in (kind, typing.get_origin(kind)):
        if isinstance(one, type) and (dataclasses.is_dataclass(one) or issubclass(one, Enum)):
            yield one
    for argument in typing.get_args(kind):
        yield from _inside(argument)


def _remarks(source: str) -> dict[int, str]:
    """The comments by line."""
    return {
        token.start[0]: token.string.lstrip("#: ")
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type == tokenize.COMMENT
    }


def _above(remarks: dict[int, str], line: int) -> str:
    told: list[str] = []
    while line - 1 in remarks:
        line -= 1
        told.insert(0, remarks[line])
    return " ".join(told)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")
