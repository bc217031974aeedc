"""The year of a document that gives no published date, from dated facts in its text.

Refuses where nothing is dated to the month and told as past, or no date without a year follows from
it: a guess would shift every date that counts from it.
"""

from __future__ import annotations

from dragoman.annotate.times import values
from dragoman.annotate.times.parts import UNKNOWN_YEAR
from dragoman.annotate.times.tense import Tenses
from dragoman.model.entities import Timex
from dragoman.model.syntax import Parse
from dragoman.model.text import Attested, Basis, Document

_ENOUGH = 2  # dates without a year that make a text news
RULE = "time.year-after-last-dated-event"


def infer_published(document: Document, parse: Parse, timexes: tuple[Timex, ...]) -> Attested[str] | None:
    """The year the text was published in, if its dated facts fix it.

    News states the year of what happened in another year and leaves out its own. So the year is the
    one after the last event that is told as past with its year, unless the news goes on from that
    event's very day ("On Sept. 1, 2025 ... On Sept. 3 ...").
    """
    past = [t for t in timexes if _states_year(t) and not _is_future(parse, t)]
    yearless = [t for t in timexes if _is_yearless(t)]
    last = max(past, key=lambda t: t.end or "", default=None)
    if last is None or not yearless or values.grain(last.value or "") not in (values.MONTH, values.DAY):
        return None
    year = int((last.end or "")[:4])
    if not any(_goes_on(news, last) for news in yearless):
        if len(yearless) < _ENOUGH:
            return None
        year += 1
    evidence = (last.evidence, *(t.evidence for t in yearless))
    return Attested(value=f"{year:04d}", basis=Basis.DERIVED, rule=RULE, evidence=evidence)


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


def _goes_on(news: Timex, last: Timex) -> bool:
    """Whether a date without a year continues from a full date before it in the text."""
    if values.grain(last.value or "") != values.DAY or len(news.value or "") != len("XXXX-09-03"):
        return False
    return news.evidence.start > last.evidence.end and (news.value or "")[4:] >= (last.value or "")[4:10]
