"""One thing the API does: what it takes, who may, what it gives. The server and its description both read it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import msgspec

from dragoman.model.problems import DragomanError
from dragoman.query import Behind, Filter, Page
from dragoman.query.order import OtherOrder
from dragoman.serve import cursors, parameters
from dragoman.serve.parameters import Parameter
from dragoman.serve.problems import missing
from dragoman.serve.vocabulary import Vocabulary
from dragoman.store import Store
from dragoman.store.roles import Caller, Role

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from dragoman.review import Reviewer
    from dragoman.serve.server import Server
    from dragoman.serve.settings import Settings

T = TypeVar("T")
_AT_ONCE = 500  # rows of a long list that are looked up together


class Listing(msgspec.Struct, Generic[T], frozen=True, kw_only=True):
    """A part of a list."""

    total: int  # rows that fit; counted with the first page, and the same on all of its pages
    undated: int  # that would fit, but have no date to compare
    next: str | None  # the cursor of the next page; null on the last one
    rows: list[T]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What is asked, by whom, of what."""

    store: Store
    vocabulary: Vocabulary
    parameters: Sequence[Parameter]
    given: dict[str, Any]
    path: dict[str, str]
    caller: Caller | None
    reviewer: Callable[[str], Reviewer]
    body: Any = None

    @property
    def filter(self) -> Filter:
        return parameters.filtered(self.given, self.parameters)

    @property
    def author(self) -> Caller:
        """Who writes, or asks for what is his: such routes need to know."""
        assert self.caller is not None
        return self.caller

    def document(self, name: str = "id") -> str:
        """The full id of the document in the path. Raises Problem if there is none."""
        return self.found(self.path[name])

    @contextmanager
    def not_found(self) -> Iterator[None]:
        """What the program does not find is a 404."""
        try:
            yield
        except DragomanError as fault:
            raise missing(str(fault)) from fault

    def found(self, beginning: str) -> str:
        """The full id of the one document whose id begins so. Raises Problem if there is none."""
        with self.not_found():
            return self.store.find(beginning)

    def entry(self, name: str = "id") -> tuple[str, str]:
        """The document, in full, and the entry of an id like ``3f2a91:e4``. Raises Problem if it is none."""
        return self.entry_of(self.path[name])

    def entry_of(self, words: str) -> tuple[str, str]:
        """The same of an id that stands elsewhere."""
        document, colon, entry = words.rpartition(":")
        if not colon or not document:
            raise missing(f"{words!r}: an id is that of a document, a colon, and that of an entry: 3f2a91:e4")
        return self.found(document), entry

    def page(self, question: Callable[[int, Behind | None], Page[T]]) -> Listing[T]:
        """A page of rows that the database sorts. ``question``: how many, and behind which."""
        try:
            found = question(self.given["limit"], self.given["cursor"])
        except OtherOrder as fault:
            raise cursors.unfit() from fault
        rows = list(found.rows)
        behind = found.last and Behind(position=found.last, total=found.total, undated=found.undated)
        after = cursors.written(behind) if behind else None
        return Listing(total=found.total, undated=found.undated, next=after, rows=rows)

    def part(self, found: Page[T], id: Callable[[T], str]) -> Listing[T]:
        """A page of rows that had to be worked out all together: behind the last row, wherever it is now."""
        rows = list(found.rows)
        cursor: Behind | None = self.given["cursor"]
        start = 0
        if cursor is not None:
            start = _start(cursor, [id(row) for row in rows])
        shown = list(islice(rows, start, start + self.given["limit"]))
        after = None
        if shown and start + len(shown) < len(rows):
            position = (start + len(shown), id(shown[-1]))
            after = cursors.written(Behind(position=position, total=len(rows), undated=found.undated))
        return Listing(total=len(rows), undated=found.undated, next=after, rows=shown)


def _start(cursor: Behind, ids: list[str]) -> int:
    match cursor.position:
        case int(number), str(last) if number >= 0:
            return ids.index(last) + 1 if last in ids else number
    raise cursors.unfit()


def every(question: Callable[[int, Behind | None], Page[T]]) -> Iterator[T]:
    """All rows of a list, some at a time, whatever its length."""
    behind = None
    while True:
        found = question(_AT_ONCE, behind)
        yield from found.rows
        if found.last is None:
            return
        behind = Behind(position=found.last, total=found.total, undated=found.undated)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What a write made or changed."""

    value: Any
    subject: str  # for the audit log
    location: str | None = None  # address below the API where it is from now on
    later: Callable[[], Any] | None = None  # the value as soon as it is complete; None until then


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One thing the API does."""

    path: str
    name: str  # in one word or two: what it is, for programs
    about: str
    gives: Any  # type of what it gives; several for one of them; None for nothing
    # What it gives; of a route that writes: ``Made``; of a long one: an iterable.
    answer: Callable[[Ask], Any] | None = None
    # Instead of that: what answers where the store is not enough, such as for cookies.
    own: Callable[[Server, Request], Awaitable[Response]] | None = None
    # Of a route that writes: what takes long and needs no store. It is done before, with the body, and gives it anew.
    before: Callable[[Settings, Any], Any] | None = None
    method: str = "GET"
    role: Role = Role.READER
    filter: str | None = None  # the kind of rows whose parameters it takes
    only: frozenset[str] | None = None  # of these parameters
    more: tuple[Parameter, ...] = ()
    paged: bool = False
    long: bool = False  # lines, one row each
    daily: bool = False  # the answer depends on the day, too
    body: type | None = None  # of the JSON it takes
    raw: tuple[str, ...] = ()  # media types that it takes as they are
    status: int = 200
    also: tuple[int, ...] = ()  # other statuses of what went well
    personal: bool = False  # the answer depends on who asks
    known: bool = False  # only people who are known ask this
    anybody: bool = False  # whatever it does, nobody needs to be known for it

    @property
    def writes(self) -> bool:
        return self.method != "GET"

    @property
    def needs_caller(self) -> bool:
        """Whether who asks has to be known, even where anybody may read."""
        return not self.anybody and (self.writes or self.known or self.role is not Role.READER)

    @property
    def tagged(self) -> bool:
        """Whether the answer is the same until something is written that queries tell."""
        return not self.needs_caller and not self.anybody

    def parameters(self, vocabulary: Vocabulary) -> tuple[Parameter, ...]:
        """All names that may stand in the query."""
        asked = parameters.of_filter(self.filter, vocabulary, self.only) if self.filter else ()
        return (*asked, *self.more, *(parameters.PAGING if self.paged else ()))
