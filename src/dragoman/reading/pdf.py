"""A PDF to a draft: running text without page headers and footers, lines joined to paragraphs.

Words broken at a line's end are joined. The file's own title and creation date are only taken where the
text gives none. Refuses files that are cut off, encrypted, or scanned.
"""

from __future__ import annotations

import io
import logging
import re
from collections import Counter

from dragoman.model.problems import UnreadableArticle
from dragoman.model.text import Basis
from dragoman.reading.dates import iso_date
from dragoman.reading.draft import Draft
from dragoman.reading.found import Found
from dragoman.reading.kinds import Kind

LIMIT = 100_000_000  # bytes of one file: pictures take room
_END = b"%%EOF"
_INFORMATION = ("/Title", "/CreationDate")
_MARGIN = 2  # lines at the top and at the bottom of a page that may be header or footer
_SHORT = 0.75  # of the usual line: a line shorter than this ends a paragraph
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010]$")

logging.getLogger("pypdf").setLevel(logging.ERROR)  # its warnings are about damage it has mended


def read_pdf(content: bytes) -> Draft:
    """The article in a PDF file."""
    # Loaded for PDF files only.
    from pypdf import PdfReader

    if _END not in content[-2048:]:
        raise UnreadableArticle("is a PDF that is cut off (its end mark is missing); get the file again")
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableArticle("is an encrypted PDF; save a copy without a password")
        pages = [page.extract_text().splitlines() for page in reader.pages]
        information = reader.metadata
        title, created = (str(information.get(key) or "") if information else "" for key in _INFORMATION)
    except UnreadableArticle:
        raise
    except Exception as fault:  # on a damaged file pypdf raises whatever its code runs into
        raise UnreadableArticle(
            f"is a damaged PDF ({type(fault).__name__}); get the file again, or print it to a new PDF"
        ) from fault
    text = _text(pages)
    if not text:
        raise UnreadableArticle("is a PDF without text, probably scanned; run text recognition (OCR) on it first")
    day = iso_date(created.removeprefix("D:")[:8])
    return Draft(
        text=text,
        media_type=Kind.PDF,
        title=Found(title, "read.pdf-title", Basis.ASSUMED) if title.strip() else None,
        published=Found(day, "read.pdf-created", Basis.ASSUMED) if day else None,
    )


def _text(pages: list[list[str]]) -> str:
    lines = [line for page in _without_margins(pages) for line in page]
    lengths = sorted(len(line) for line in lines if line)
    if not lengths:
        return ""
    usual = lengths[int(len(lengths) * 0.8)]
    paragraphs: list[str] = []
    ended = True
    for line in lines:
        if not line:
            ended = True
        elif ended:
            paragraphs.append(line)
            ended = len(line) < _SHORT * usual
        else:
            paragraphs[-1] = _joined(paragraphs[-1], line)
            ended = len(line) < _SHORT * usual
    return "\n\n".join(paragraphs)


def _joined(before: str, line: str) -> str:
    """Two lines as one; a hyphen before a small letter only broke the word."""
    if _HYPHEN.search(before) and line[0].islower():
        return before[:-1] + line
    return f"{before} {line}"


def _without_margins(pages: list[list[str]]) -> list[list[str]]:
    """Pages without the lines at top and bottom that come back on other pages, numbers aside."""
    stripped = [[" ".join(line.split()) for line in page] for page in pages]
    seen: Counter[str] = Counter()
    for page in stripped:
        seen.update({_numberless(page[i]) for i in _margin(page)})
    kept: list[list[str]] = []
    for page in stripped:
        dropped = {i for i in _margin(page) if page[i].isdigit() or seen[_numberless(page[i])] > len(pages) / 2 >= 1}
        kept.append([line for i, line in enumerate(page) if i not in dropped])
    return kept


def _margin(page: list[str]) -> list[int]:
    written = [i for i, line in enumerate(page) if line]
    return sorted({*written[:_MARGIN], *written[-_MARGIN:]})


def _numberless(line: str) -> str:
    return re.sub(r"\d+", "0", line)
