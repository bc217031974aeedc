"""A brief as Markdown, as one page of HTML, and as text for a terminal: the same sentences with the same references.

Text from articles is escaped for each of them. Only addresses of the web become links.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby

from dragoman.model.briefs import Brief, Period, Reference, Sentence
from dragoman.model.digests import Source
from dragoman.show import words
from dragoman.show.brief_charts import COLOURS, chart
from dragoman.show.marking import plain, row
from dragoman.show.page import inline, linked, page, section, web_address

CHANGED = "What changed"
SOURCES = "Sources"
_STYLE = """<style>
body { font-size: .95rem; line-height: 1.4; max-width: 50rem; }
h2 { font-size: 1.1rem; margin: 1.1rem 0 .2rem; } p, ul { margin: .25rem 0; } li { margin: .2rem 0; }
sup { line-height: 0; } svg { max-width: 100%; height: auto; background: #fff; } .sources { font-size: .8rem; }
td, th { padding: .1rem .6rem; }
@media print {
  @page { size: A4; margin: 13mm 15mm; }
  body { font-size: 9pt; line-height: 1.28; margin: 0; max-width: none; } h1 { font-size: 15pt; margin: 0; }
  h2 { font-size: 11pt; margin: .6rem 0 .1rem; break-after: avoid; } .sources { font-size: 6.8pt; columns: 2; }
  li, tr { break-inside: avoid; } svg { max-height: 38mm; }
}
</style>
"""


def title(brief: Brief) -> str:
    """What it is a brief of."""
    return f"{words.tidy(brief.title)}: brief, {brief.period}"


def markdown(brief: Brief) -> str:
    """A brief as Markdown (CommonMark, with tables)."""
    lines = [f"# {plain(title(brief))}"]
    for part in brief.sections:
        lines += ["", f"## {plain(part.heading)}", ""]
        lines += [f"- {plain(one.text)} {plain(numbers(one))}" for one in part.sentences]
    lines += ["", f"## {CHANGED}", ""]
    header, *rest = figures(brief)
    lines += [row(*map(plain, header)), row(*("---" for _ in header)), *(row(*map(plain, cells)) for cells in rest)]
    lines += ["", *(f"{plain(note)}\n" for note in notes(brief)), f"## {SOURCES}", ""]
    for source, quoted in by_article(brief):
        target, label = web_address(source.address), plain(label_of(source))
        link = f"[{label}](<{target}>)" if target else f"{label}, {plain(source.address)}"
        lines.append(f"- {', '.join([link, *map(plain, _circumstances(source))])}")
        lines += [f"  - {plain(f'[{one.number}]')} “{plain(quotation(one))}”" for one in quoted]
    return "\n".join(lines) + "\n"


def html(brief: Brief) -> str:
    """A brief as a page that stands by itself and prints to two."""
    parts = [_STYLE]
    for part in brief.sections:
        entries = "\n".join(
            f"<li>{inline(one.text)} <sup>{', '.join(map(_link, one.references))}{_others(one)}</sup></li>"
            for one in part.sentences
        )
        parts.append(section(escape(part.heading), f"<ul>\n{entries}\n</ul>"))
    header, *rest = figures(brief)
    table = f"<table><tr>{''.join(f'<th>{inline(cell)}</th>' for cell in header)}</tr>"
    table += "".join(f"<tr>{''.join(f'<td>{inline(cell)}</td>' for cell in cells)}</tr>" for cells in rest) + "</table>"
    remarks = "".join(f'\n<p class="note">{inline(note)}</p>' for note in notes(brief))
    parts.append(section(CHANGED, chart(brief.series) + table + remarks))
    sources = []
    for source, quoted in by_article(brief):
        label = linked(source.address, inline(label_of(source)))
        label += "" if web_address(source.address) else f", {inline(source.address)}"
        told = ", ".join([label, *map(inline, _circumstances(source))])
        quotes = "<br>".join(
            f'<span id="r{one.number}">[{one.number}] “{inline(quotation(one))}”</span>' for one in quoted
        )
        sources.append(f"<li>{told}<br>{quotes}</li>")
    parts.append(section(SOURCES, '<ul class="sources">\n' + "\n".join(sources) + "\n</ul>"))
    return page(title(brief), "\n".join(parts))


def plain_text(brief: Brief) -> str:
    """A brief for a terminal."""
    return "\n".join(_lines(brief)) + "\n"


def _lines(brief: Brief) -> Iterator[str]:
    yield title(brief)
    for part in brief.sections:
        yield from ("", part.heading.upper(), "")
        yield from (f"* {one.text} {numbers(one)}" for one in part.sentences)
    yield from ("", CHANGED.upper(), "")
    table = figures(brief)
    wide = [max(len(cells[at]) for cells in table) for at in range(len(table[0]))]
    yield from (
        "  ".join(cell.ljust(width) for cell, width in zip(cells, wide, strict=True)).rstrip() for cells in table
    )
    yield from ("", *notes(brief), "", SOURCES.upper())
    for source, quoted in by_article(brief):
        yield from ("", article(source))
        yield from (f"  [{one.number}] “{quotation(one)}”" for one in quoted)


def numbers(one: Sentence) -> str:
    """The references of a sentence: ``[1, 4]``, or ``[1, 4 and 2 further articles]``."""
    return f"[{', '.join(map(str, one.references))}{_others(one)}]"


def _others(one: Sentence) -> str:
    return f" and {words.counted(one.others, 'further article')}" if one.others else ""


def figures(brief: Brief) -> list[list[str]]:
    """A table of what is counted, this period beside the one before; the first row is its head."""
    columns = [brief.now, *([brief.before] if brief.before else [])]

    return [
        ["counted", *(one.label for one in columns)],
        *([quad, *(f"{one.quads.get(quad, 0):,}" for one in columns)] for quad in COLOURS),
        ["mean PLOVER score", *map(_score, columns)],
        ["articles", *(f"{one.articles:,}" for one in columns)],
        ["independent tellings", *(f"{one.sources:,}" for one in columns)],
    ]


def _score(one: Period) -> str:
    return "–" if one.score is None else f"{one.score:+.1f}"


def by_article(brief: Brief) -> Iterator[tuple[Source, list[Reference]]]:
    """Quotations of each article; their numbers follow each other."""
    articles = groupby(brief.references, key=lambda one: one.support.entry.rpartition(":")[0])
    for _, some in articles:
        quoted = list(some)
        yield quoted[0].support.source, quoted


def quotation(one: Reference) -> str:
    """The words, with a mark where others stand between them."""
    return " … ".join(words.tidy(part.text) for part in one.support.words)


def label_of(source: Source) -> str:
    """What an article is called."""
    return words.tidy(source.title or source.address) or "untitled"


def article(source: Source) -> str:
    """Title, outlet, date and address of an article."""
    return ", ".join(dict.fromkeys([label_of(source), *_circumstances(source), words.tidy(source.address)]))


def _circumstances(source: Source) -> list[str]:
    return [words.tidy(part) for part in (source.outlet, source.published) if part]


def notes(brief: Brief) -> list[str]:
    """What is said of the brief itself: gaps in what was read, how it was chosen, how much is shown."""
    silent = f"Outlets of the period before with nothing in this one: {', '.join(map(words.tidy, brief.silent))}."
    return [*([silent] if brief.silent else []), *brief.notes]


def _html_sentence(one: Sentence) -> str:
    return f"<li>{inline(one.text)} <sup>{', '.join(map(_link, one.references))}{_others(one)}</sup></li>"


def _link(number: int) -> str:
    return f'<a href="#r{number}">{number}</a>'
