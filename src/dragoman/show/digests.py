"""A digest as Markdown, as one page of HTML, and as plain text: the same lines in the same words.

Text from articles is escaped for each of them. Only addresses of the web become links.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from dragoman.model.digests import Digest, Line, Section, Source
from dragoman.show import words
from dragoman.show.marking import plain
from dragoman.show.page import inline, linked, listed, page, section, web_address

NOTHING_NEW = "Nothing new."


def title(digest: Digest) -> str:
    """What it is a digest of."""
    since = f"what is new since {_moment(digest.since)}" if digest.since else "all there is"
    return f"{words.tidy(digest.name)}: {since}"


def markdown(digest: Digest) -> str:
    """A digest as Markdown (CommonMark)."""
    lines = [f"# {plain(title(digest))}", "", *map(plain, _facts(digest))]
    for one in digest.sections:
        lines += ["", f"## {plain(heading(one))}", ""]
        for line in one.lines:
            lines.append(f"- **{plain(line.sentence)}**")
            lines += [f"  - {plain(change)}" for change in line.changes]
            lines.append(f"  - “{plain(line.quotation)}” {_markdown_source(line)}")
        lines += ["", f"{plain(cut)} `{digest.all_of_it}`"] if (cut := _cut(one)) else []
    return "\n".join(lines) + "\n"


def html(digest: Digest) -> str:
    """A digest as a page that stands by itself."""
    parts = [f"<p>{inline(fact)}</p>" for fact in _facts(digest)]
    for one in digest.sections:
        cut = _cut(one)
        more = f'\n<p class="note">{inline(cut)} <code>{escape(digest.all_of_it)}</code></p>' if cut else ""
        parts.append(section(escape(heading(one)), listed(map(_html_line, one.lines)) + more))
    return page(title(digest), "\n".join(parts))


def plain_text(digest: Digest) -> str:
    """A digest as plain text, for letters."""
    return "\n".join(_plain_lines(digest)) + "\n"


def heading(one: Section) -> str:
    """What a section holds and how much of it: entries and articles are counted apart."""
    count = f"{len(one.lines):,} of {one.total:,}" if len(one.lines) < one.total else f"{one.total:,}"
    return f"{one.heading}: {count}, from {words.counted(len(one.documents), 'article')}"


def _facts(digest: Digest) -> list[str]:
    came = f"{words.counted(digest.stored, 'article')} came in"
    news = f". {NOTHING_NEW}" if digest.is_empty else f"; what is new comes from {digest.articles:,} of them."
    return [f"Followed: {words.tidy(digest.asked)}. {came}{news}"]


def _cut(one: Section) -> str:
    return f"{one.total - len(one.lines):,} more:" if len(one.lines) < one.total else ""


def _moment(iso: str) -> str:
    """A time to the minute, or a day.

    >>> _moment("2025-09-20T07:00:12+00:00"), _moment("2025-09-20")
    ('2025-09-20 07:00 UTC', '2025-09-20')
    """
    day, _, time = iso.partition("T")
    return f"{day} {time[:5]} UTC" if time else day


def _markdown_source(line: Line) -> str:
    source, label = line.source, plain(_label(line.source))
    target = web_address(source.address)
    link = f"[{label}](<{target}>)" if target else f"{label}, {plain(source.address)}"
    return ", ".join([link, *map(plain, _circumstances(line))])


def _html_line(line: Line) -> str:
    changes = listed(map(inline, line.changes)) if line.changes else ""
    source = linked(line.source.address, inline(_label(line.source)))
    if web_address(line.source.address) is None:
        source += f", {inline(line.source.address)}"
    origin = ", ".join([source, *map(inline, _circumstances(line))])
    quoted = f'“{inline(line.quotation)}” <span class="note">{origin}</span>'
    return f"<strong>{inline(line.sentence)}</strong>{changes}<br>{quoted}"


def _plain_lines(digest: Digest) -> Iterator[str]:
    yield from (title(digest), "", *_facts(digest))
    for one in digest.sections:
        yield from ("", heading(one).upper(), "")
        for line in one.lines:
            yield f"* {line.sentence}"
            yield from (f"  - {change}" for change in line.changes)
            yield f"  “{line.quotation}”"
            yield "  " + ", ".join([_label(line.source), *_circumstances(line)])
            yield f"  {words.tidy(line.source.address)}"
        if cut := _cut(one):
            yield f"{cut} {digest.all_of_it}"


def _label(source: Source) -> str:
    return words.tidy(source.title or source.address) or "untitled"


def _circumstances(line: Line) -> list[str]:
    """Outlet and date of its source, how many more tell it, and its id."""
    parts = [words.tidy(part) for part in (line.source.outlet, line.source.published) if part]
    parts += [f"and {words.counted(line.others, 'further article')}"] if line.others > 0 else []
    return [*parts, line.id]
