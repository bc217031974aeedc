"""The year of a document that gives no published date, from dated facts in its text.

Refuses where nothing is dated to the month and told as past, and where the dates without a year could
lie in more than one year after it: a guess would shift every date that counts from it.
"""

from __future__ import annotations

from dataclasses import replace

from dragoman.annotate.times import values
from dragoman.annotate.times.parts import UNKNOWN_YEAR
from dragoman.annotate.times.tense import Tenses
from dragoman.model.entities import Timex
from dragoman.model.syntax import Parse
from dragoman.model.text import Attested, Basis, Document

_ENOUGH = 2  # dates without a year that make a text news
_CLOSE = 30  # days
_FEW = 3  # years that news may state
RULE = "time.year-of-dated-events"


def as_read(document: Document) -> Document:
    """The document without a date that an earlier coding inferred: each coding infers it anew."""
    inferred = document.published is not None and document.published.rule.startswith("time.")
    return replace(document, published=None) if inferred else document


def infer_published(document: Document, parse: Parse, timexes: tuple[Timex, ...]) -> Attested[str] | None:
    """The year the text was published in, if its dated facts fix it.

    News leaves out its own year and says that of other years. So where its dates without a year all lie
    earlier in the calendar than the last event told as past with month and year, they lie in the year
    after it ("Sept. 17", after "the fall in December 2024"). Only a full date may be of the year of the
    news: it is where others lie close to it ("on Sept. 1, 2025 ... on Sept. 3"). A text that states many
    years is history, and may be of any year after.
    """
    stated = [t for t in timexes if _states_year(t)]
    yearless = [t for t in timexes if _is_yearless(t)]
    last = max((t for t in stated if not _is_future(parse, t)), key=lambda t: t.end or "", default=None)
    if last is None or last.end is None or _is_history(stated, yearless):
        return None
    year, size = int(last.end[:4]), values.grain(last.value or "")
    if size == values.MONTH:
        told = [t for t in yearless if not _is_future(parse, t)]
        if len(yearless) < _ENOUGH or not all(_is_earlier_in_the_year(news, last) for news in told):
            return None
        year += 1
    elif size != values.DAY or not any(_is_close(news, last) for news in yearless):
        return None
    evidence = (last.evidence, *(t.evidence for t in yearless))
    return Attested(value=f"{year:04d}", basis=Basis.DERIVED, rule=RULE, evidence=evidence)


def _is_history(stated: list[Timex], yearless: list[Timex]) -> bool:
    return len(stated) > len(yearless) or len({(t.value or "")[:4] for t in stated}) > _FEW


def _states_year(timex: Timex) -> bool:
    """Whether the words themselves give a year."""
    return "/" not in timex.rule and timex.begin is not None and values.year_of(timex.value or "") is not None


def _is_yearless(timex: Timex) -> bool:
    """Whether the words leave the year of a day or month to the reader: "Sept. 17", "this year"."""
    size = values.grain((timex.value or "").replace(UNKNOWN_YEAR, "2000"))
    is_partial = "/year-" in timex.rule and size in (values.MONTH, values.DAY)
    return is_partial or timex.rule.startswith("time.this-year")


def _is_future(parse: Parse, timex: Timex) -> bool:
    return Tenses.load().of(parse, timex.evidence.start, timex.evidence.end) == "future"


def _is_close(news: Timex, last: Timex) -> bool:
    """Whether a day without a year lies close to a full date, were it of the same year."""
    day = values.day_of((last.value or "")[:4] + _calendar(news))
    full = values.day_of(last.value or "")
    return day is not None and full is not None and abs((day - full).days) <= _CLOSE


def _is_earlier_in_the_year(news: Timex, last: Timex) -> bool:
    shared = min(len(_calendar(news)), len(_calendar(last)))
    return _calendar(news)[:shared] < _calendar(last)[:shared] or shared == 0


def _calendar(timex: Timex) -> str:
    """Month and day of a value: "-09-17", "-12"; nothing for a year."""
    return (timex.value or "")[4:10]
