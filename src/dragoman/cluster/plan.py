"""The plan of a run: its inputs cut into shards, each with a number that never changes, and how they are coded.

It is written before the first article is coded, and a run that is begun again goes by it: so a shard holds the same
articles whoever codes it, and however often.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from dragoman.cluster.folder import Folder, located
from dragoman.model.problems import DragomanError, Failure, UnreadableArticle
from dragoman.reading import Fields, Part, cut
from dragoman.reading.files import files_below, reason_of, shown_path
from dragoman.reading.kinds import suffix_of
from dragoman.reading.parts import SUFFIXES

FORMAT = 1
NAME = "plan.json"


@dataclass(frozen=True, slots=True)
class Source:
    """A file with articles."""

    where: str  # path or URL, as every worker can open it
    shown: str  # as failures name it
    address: str  # of articles that give none themselves
    size: int  # bytes


@dataclass(frozen=True, slots=True)
class Shard:
    """Some articles of a file, coded by one worker into one file of each table."""

    number: int
    source: Source
    part: Part

    @property
    def name(self) -> str:
        return shard_name(self.number)

    @property
    def shown(self) -> str:
        """The file, and which of its lines, rows or responses."""
        stretch = self.part.stretch
        return f"{self.source.shown}#{stretch.first}-{'' if stretch.end is None else stretch.end - 1}"


def shard_name(number: int) -> str:
    """The name of a shard's files, without ending: names sort as the shards do."""
    return f"{number:08}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """How articles are coded, and the version of the program and its knowledge that this gives."""

    scheme: str | None = None
    lexicon: str | None = None
    knowledge: str | None = None
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a run was asked for."""

    inputs: tuple[str, ...]
    coding: Coding
    fields: Fields = field(default_factory=Fields)
    shard: int = 2000  # lines, rows or responses of a shard
    piece: int = 50  # articles that are coded again, at most, where a worker is lost


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a run does."""

    format: int = FORMAT
    order: Order
    shards: tuple[Shard, ...]
    failures: tuple[Failure, ...]  # inputs that cannot be read at all


def load(folder: Folder) -> Plan | None:
    """The plan of the run in a folder; None where there is none.

    Raises DragomanError if a newer program wrote it, or if it is none.
    """
    content = folder.read(NAME)
    if content is None:
        return None
    try:
        plan = msgspec.json.decode(content, type=Plan)
    except msgspec.MsgspecError as fault:
        raise DragomanError(f"{folder.where}/{NAME} is no plan of a run: {fault}; give another folder") from fault
    if plan.format != FORMAT:
        raise DragomanError(f"{folder.where}: a newer Dragoman began this run (format {plan.format}): upgrade")
    return plan


def save(folder: Folder, plan: Plan) -> None:
    """Write the plan."""
    folder.write(NAME, msgspec.json.encode(plan))


def same_order(folder: Folder, plan: Plan, order: Order) -> None:
    """Raises DragomanError if a run was begun with another order than the one that is given now."""
    begun = plan.order
    if begun.coding.version != order.coding.version:
        raise DragomanError(
            f"{folder.where}: this run was begun by version {begun.coding.version}, this is {order.coding.version}; "
            "end it with that version, or give another folder"
        )
    if begun != order:
        raise DragomanError(
            f"{folder.where} holds a run of other inputs or with other options: {', '.join(begun.inputs)}; "
            "give the same again, or another folder"
        )


def sources(inputs: Iterable[str]) -> Iterator[Source | Failure]:
    """The files that inputs name, in the order in which ``dragoman read`` would read them."""
    for given in inputs:
        system, path = located(given)
        if "file" in system.protocol:
            yield from _on_disk(Path(path))
        else:
            yield from _in_store(system, path, given)


def _on_disk(path: Path) -> Iterator[Source | Failure]:
    found = [path]
    if path.is_dir():
        found = []
        for item in files_below(path):
            if isinstance(item, Failure):
                yield item
            elif suffix_of(item.name) in SUFFIXES:
                found.append(item)
        if not found:
            yield _nothing(shown_path(path))
    for file in found:
        try:
            size = file.stat().st_size
        except OSError as fault:
            yield Failure(address=shown_path(file), reason=reason_of(fault))
        else:
            yield Source(str(file), shown_path(os.path.relpath(file)), file.as_uri(), size)


def _in_store(system: object, path: str, given: str) -> Iterator[Source | Failure]:
    from fsspec import AbstractFileSystem

    assert isinstance(system, AbstractFileSystem)
    try:
        entries = system.find(path, detail=True)
    except OSError as fault:
        yield Failure(address=given, reason=reason_of(fault))
        return
    kept = {name: entry for name, entry in entries.items() if name == path or suffix_of(name) in SUFFIXES}
    if not kept:
        yield _nothing(given)
    for name in sorted(kept, key=_as_walked):
        url = system.unstrip_protocol(name)
        yield Source(url, url, url, int(kept[name]["size"] or 0))


def _nothing(shown: str) -> Failure:
    return Failure(address=shown, reason=f"holds nothing to read; files end in {', '.join(SUFFIXES)}, with .gz or not")


def _as_walked(name: str) -> list[tuple[bool, str]]:
    """Sorts names as folders are walked: the files of a folder before the folders in it."""
    *folders, file = name.split("/")
    return [*((True, folder) for folder in folders), (False, file)]


def cut_source(source: Source, articles: int) -> list[Part] | Failure:
    """The parts of a file; a failure where it has none."""
    system, path = located(source.where)
    try:
        with system.open(path, "rb") as stream:
            return cut(stream, path, articles)
    except UnreadableArticle as fault:
        return Failure(address=source.shown, reason=str(fault))
    except OSError as fault:
        return Failure(address=source.shown, reason=reason_of(fault))
