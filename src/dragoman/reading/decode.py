"""Bytes to text, without guessing.

UTF-8, or UTF-16 and UTF-32 with their byte order mark, or the encoding a web page declares. Anything
else is refused with the place and the way out: a wrong guess would turn İ into Ý in silence. A byte order
mark is dropped, line ends stay as they are.
"""

from __future__ import annotations

import codecs

from dragoman.model.problems import UnreadableArticle

LIMIT = 20_000_000  # bytes of one article; a novel has one million
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
_MOST_CONTROLS = 0.01  # of the bytes; a text may hold a stray one


def check_size(content: bytes | bytearray, limit: int = LIMIT) -> None:
    """Refuse an article of more than ``limit`` bytes."""
    if len(content) > limit:
        raise UnreadableArticle(
            f"is larger than {limit // 1_000_000} MB, the limit for one article; split it into articles "
            "(many articles go into one .jsonl file, one a line)"
        )


def decode(content: bytes, declared: str | None = None) -> str:
    """The text; raises UnreadableArticle naming the first byte that is none."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(content[len(mark) :], encoding, len(mark))
    _refuse_binary(content)
    if declared and _is_known(declared):
        return _strictly(content, declared, 0)
    return _strictly(content, "utf-8", 0)


def _is_known(encoding: str) -> bool:
    try:
        return codecs.lookup(encoding).name not in ("utf-16", "utf-32")  # these need their mark
    except LookupError:
        return False


def _refuse_binary(content: bytes) -> None:
    zero = content.find(0)
    controls = len(content) - len(content.translate(None, _CONTROLS))
    if zero >= 0 or controls > _MOST_CONTROLS * len(content):
        where = f" (byte {zero} is zero)" if zero >= 0 else ""
        raise UnreadableArticle(f"is binary, not text{where}; save it as .txt, .html or .pdf")


def _strictly(content: bytes, encoding: str, skipped: int) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as fault:
        raise UnreadableArticle(
            f"is not {encoding.upper()} at byte {fault.start + skipped}; convert it, for example with "
            "'iconv -f WINDOWS-1252 -t UTF-8 OLD > NEW' (WINDOWS-1254 for Turkish)"
        ) from fault
