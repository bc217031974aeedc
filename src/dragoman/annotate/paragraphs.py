"""The paragraphs of a text, hard-wrapped or not."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A blank line ends a paragraph. So does a line break after sentence-final punctuation, and one
# after a short line: running text that is hard-wrapped has lines longer than this.
_LINE_BREAK = re.compile("\r?\n|[\u2028\u2029]")
_BLANK_LINE = re.compile(rf"[^\S\n\u2028\u2029]*(?:{_LINE_BREAK.pattern})(?:\s*(?:{_LINE_BREAK.pattern}))+\s*")
_SHORT_LINE = 50
_FINAL = re.compile(r"""[.!?:]["”’')\]]*$""")


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the paragraphs of a text, without surrounding white space.

    >>> [(a, b) for a, b in paragraphs("HEADLINE\\n\\nFirst line.\\nSecond.")]
    [(0, 8), (10, 21), (22, 29)]
    """
    position = 0
    blocks = [match.span() for match in _BLANK_LINE.finditer(text)]
    for gap_start, gap_end in [*blocks, (len(text), len(text))]:
        yield from _lines(text, position, gap_start)
        position = gap_end


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Split one block at line breaks that end a paragraph rather than wrap a line."""
    begin = start
    line_start = start
    for match in _LINE_BREAK.finditer(text, start, end):
        line = text[line_start : match.start()].rstrip()
        if _FINAL.search(line) or len(line) < _SHORT_LINE:
            yield from _stripped(text, begin, match.start())
            begin = match.end()
        line_start = match.end()
    yield from _stripped(text, begin, end)


def _stripped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
