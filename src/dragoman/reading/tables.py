"""JSON, CSV and Parquet: one object or row is one article, with its fields under names the user can choose.

The text is kept as the field has it, so that offsets fit the data it came from. Lines of JSON are read
one by one; a bad line is a failure of its own and the next one is read.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from typing import Any, BinaryIO

import msgspec

from dragoman.model.problems import Failure, UnreadableArticle
from dragoman.model.text import Document
from dragoman.reading.containers import columns
from dragoman.reading.containers.lines import bounded_lines
from dragoman.reading.containers.stretch import WHOLE, Stretch
from dragoman.reading.dates import iso_date
from dragoman.reading.decode import check_size, decode
from dragoman.reading.draft import Draft, Overrides, finish, given
from dragoman.reading.found import Found

RULE = "given.metadata"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """Under which name an object has each field; only the text must be there."""

    id: str = "id"
    text: str = "text"
    title: str = "title"
    published: str = "published"
    source: str = "source"
    url: str = "url"


def read_json_object(
    entry: object,
    *,
    address: str | None = None,
    fields: Fields | None = None,
    overrides: Overrides | None = None,
) -> Document:
    """The article in one JSON object; its address is its id, else its URL, else ``address``.

    Raises UnreadableArticle naming the field that is missing or wrong.
    """
    fields = fields or Fields()
    if not isinstance(entry, dict):
        raise UnreadableArticle(f"is not a JSON object; write one like {{{fields.text!r}: ...}} for each article")
    text = entry.get(fields.text)
    if not isinstance(text, str):
        state = "has no field" if text is None else "has no text in the field"
        raise UnreadableArticle(f"{state} {fields.text!r}; name the field that holds the text")
    check_size(text.encode(errors="replace"))
    draft = Draft(
        text=text,
        title=given(_string(entry, fields.title), RULE),
        published=_published(entry, fields.published),
        source=given(_string(entry, fields.source), RULE),
    )
    own_address = _string(entry, fields.id) or _string(entry, fields.url)
    return finish(draft, overrides or Overrides(), own_address or address)


def _string(entry: dict[str, Any], field: str) -> str | None:
    """A field as text; numbers may be ids or years."""
    value = entry.get(field)
    if value is None or value == "":
        return None
    if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
        return str(value)
    raise UnreadableArticle(f"has neither text nor a number in the field {field!r}; write it as a string")


def _published(entry: dict[str, Any], field: str) -> Found | None:
    value = _string(entry, field)
    if value is None:
        return None
    day = iso_date(value)
    if day is None:
        raise UnreadableArticle(f"has {value[:40]!r} in the field {field!r}, not a date; write it as 2025-09-17")
    return Found(day, RULE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A source of JSON objects; ``shown`` names it in failures, ``address`` its articles without an id."""

    shown: str
    address: str | None
    fields: Fields
    overrides: Overrides

    def read(self, content: bytes) -> Iterator[Document | Failure]:
        """The articles of a JSON file: one object, a list of objects, or objects one a line after all."""
        try:
            found = msgspec.json.decode(decode(content))
        except msgspec.DecodeError as fault:
            lines = content.splitlines()
            if len(lines) > 1 and any(_is_object(line) for line in lines):
                yield from self.read_lines(io.BytesIO(content))
                return
            raise UnreadableArticle(f"is not JSON: {fault}; check it with a JSON validator") from fault
        if isinstance(found, dict):
            yield self._document(found, self.address)
            return
        if not isinstance(found, list) or not found:
            raise UnreadableArticle("holds no JSON object; write one object for each article")
        for number, entry in enumerate(found, start=1):
            try:
                yield self._document(entry, self._address(number))
            except UnreadableArticle as fault:
                yield Failure(address=f"{self.shown}#{number}", reason=str(fault))

    def read_lines(self, stream: BinaryIO, stretch: Stretch = WHOLE) -> Iterator[Document | Failure]:
        """The articles of a JSONL file, read as they are asked for. Blank lines are passed over."""
        empty = stretch == WHOLE
        for number, (_, line) in stretch.of(bounded_lines(stream)):
            if line.strip():
                empty = False
                yield self._line(line, number)
        if empty:
            raise UnreadableArticle("holds no article; write one JSON object a line")

    def read_csv(self, stream: BinaryIO) -> Iterator[Document | Failure]:
        """The articles of a table in CSV, one a row. Columns we do not ask for are passed over."""
        yield from self._rows(columns.read_csv(stream, self.shown), ":")

    def read_parquet(self, stream: BinaryIO, stretch: Stretch = WHOLE) -> Iterator[Document | Failure]:
        """The articles of a Parquet file, one a row; the stream must be one that can be read from any place."""
        yield from self._rows(columns.read_parquet(stream, astuple(self.fields), stretch), "#")

    def _rows(self, rows: Iterable[columns.Row | Failure], mark: str) -> Iterator[Document | Failure]:
        for item in rows:
            if isinstance(item, Failure):
                yield item
                continue
            number, row = item
            try:
                yield self._document(row, self._address(number))
            except UnreadableArticle as fault:
                yield Failure(address=f"{self.shown}{mark}{number}", reason=str(fault))

    def _line(self, line: bytes, number: int) -> Document | Failure:
        try:
            check_size(line)
            return self._document(msgspec.json.decode(decode(line)), self._address(number))
        except UnreadableArticle as fault:
            reason = str(fault)
        except msgspec.DecodeError as fault:
            reason = f"is not JSON: {fault}; mend or remove the line"
        return Failure(address=f"{self.shown}:{number}", reason=reason)

    def _document(self, entry: object, address: str | None) -> Document:
        return read_json_object(entry, address=address, fields=self.fields, overrides=self.overrides)

    def _address(self, number: int) -> str | None:
        return f"{self.address}#{number}" if self.address else None


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(msgspec.json.decode(line), dict)
    except msgspec.DecodeError:
        return False
