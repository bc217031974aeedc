"""ZIP archives: the members that are of a kind we read, one after the other, nothing written to disk.

An archive is untrusted. Its path names are only names; it may not hold archives, nor swell beyond limits.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, BinaryIO
from urllib.parse import quote

from dragoman.model.problems import Failure, UnreadableArticle
from dragoman.reading.containers.gzips import FREE, RATIO
from dragoman.reading.kinds import SUFFIXES, Kind, suffix_of

_MEMBERS = 100_000
_TOTAL = 20_000_000_000  # bytes of all members together


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive."""

    name: str
    archive: zipfile.ZipFile
    info: zipfile.ZipInfo

    @property
    def fragment(self) -> str:
        """The name as the part of an address after ``#``."""
        return quote(self.name)

    def open(self) -> IO[bytes]:
        """Its content as a stream; never longer than the archive says."""
        return self.archive.open(self.info)


FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError)


def members(stream: BinaryIO, shown: str) -> Iterator[Member | Failure]:
    """What there is to read in an archive, in its own order; hidden files and unknown kinds are left out."""
    try:
        archive = zipfile.ZipFile(stream)
    except FAULTS as fault:
        raise UnreadableArticle(f"is a damaged ZIP archive: {fault}; get it again") from fault
    with archive:
        found = archive.infolist()
        if len(found) > _MEMBERS:
            raise UnreadableArticle(f"holds more than {_MEMBERS:,} files; unpack it and read the folder")
        if sum(info.file_size for info in found) > _TOTAL:
            raise UnreadableArticle(
                f"unpacks to more than {_TOTAL // 1_000_000_000} GB; unpack what you need and read the folder"
            )
        empty = True
        for info in found:
            name = info.filename.encode(errors="replace").decode()
            if _is_wanted(name):
                empty = False
                reason = _refusal(info)
                yield Failure(address=f"{shown}#{name}", reason=reason) if reason else Member(name, archive, info)
        if empty:
            raise UnreadableArticle(f"holds nothing to read; articles end in {', '.join(SUFFIXES)}")


def _is_wanted(name: str) -> bool:
    parts = name.split("/")
    hidden = any(part.startswith((".", "__MACOSX")) and part not in (".", "..") for part in parts)
    return bool(parts[-1]) and not hidden and suffix_of(name) in SUFFIXES


def _refusal(info: zipfile.ZipInfo) -> str | None:
    """Why a member is not to be opened."""
    if SUFFIXES[suffix_of(info.filename)] is Kind.ZIP:
        return "is an archive within an archive; unpack the outer one and read that"
    if info.flag_bits & 1:
        return "is encrypted; unpack it with its password and read the folder"
    if info.file_size > FREE and info.file_size > RATIO * info.compress_size:
        return f"unpacks to more than {RATIO} times its size, as no text does; left out"
    return None
