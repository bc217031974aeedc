"""Markdown to a draft: front matter becomes metadata, the rest is the text as it stands.

Markup stays in the text, so that offsets are those of the file below its front matter.
"""

from __future__ import annotations

import re

import yaml

from dragoman.reading.dates import iso_date
from dragoman.reading.draft import Draft, given
from dragoman.reading.found import Found
from dragoman.reading.kinds import Kind

RULE = "given.metadata"
_FRONT_MATTER = re.compile(r"\A---[^\S\n]*\r?\n(?P<yaml>.*?)^---[^\S\n]*(?:\r?\n)+", re.DOTALL | re.MULTILINE)


def read_markdown(text: str) -> Draft:
    """Front matter keys read: title, date (or published), source, author, language (or lang)."""
    match = _FRONT_MATTER.match(text)
    entry = _entries(match["yaml"]) if match else None
    if match is None or entry is None:
        return Draft(text=text, media_type=Kind.MARKDOWN)
    day = iso_date(entry.get("date") or entry.get("published") or "")
    return Draft(
        text=text[match.end() :],
        media_type=Kind.MARKDOWN,
        title=given(entry.get("title"), RULE),
        published=Found(day, RULE) if day else None,
        byline=given(entry.get("author"), RULE),
        source=given(entry.get("source"), RULE),
        language=entry.get("language") or entry.get("lang"),
    )


def _entries(front_matter: str) -> dict[str, str] | None:
    """The keys and values as text, or None where what looks like front matter is none."""
    try:
        entry = yaml.load(front_matter, Loader=yaml.BaseLoader)  # leaves dates as written
    except yaml.YAMLError:
        return None
    if not isinstance(entry, dict):
        return None
    return {key.lower(): value for key, value in entry.items() if isinstance(key, str) and isinstance(value, str)}
