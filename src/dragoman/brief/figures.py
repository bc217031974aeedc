"""What is counted for a brief: events by quad class, articles, sources, scores; by week or month, and before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from dragoman.brief.question import Told, dated, score
from dragoman.brief.wording import day
from dragoman.model.briefs import Period
from dragoman.ontology import Ontology
from dragoman.store.days import days

_WEEKS = 20  # from more weeks on, months are counted


def period(label: str, told: Iterable[Told], ontology: Ontology) -> Period:
    """The counts over some events."""
    quads: dict[str, int] = {}
    scores: list[float] = []
    articles: set[str] = set()
    sources = 0
    for row, reports in told:
        known = ontology.types.get(row.type)
        if known and known.quad:
            quads[known.quad] = quads.get(known.quad, 0) + 1
        points = score(ontology, row)
        scores += [points] if points is not None and row.status in ("actual", "ongoing") else []
        articles |= {report.id.rpartition(":")[0] for report in reports}
        sources += row.sources
    mean = round(sum(scores) / len(scores), 2) if scores else None
    return Period(label=label, quads=quads, score=mean, articles=len(articles), sources=sources)


def first_day(told: Told) -> date | None:
    """The first day an event may have been on, or its article came out."""
    when = dated(told)
    covered = days(when) if when else None
    return date.fromisoformat(str(covered[0])) if covered else None


def series(told: Sequence[Told], first: date, last: date, ontology: Ontology) -> tuple[Period, ...]:
    """Every week of the period, from Monday on, or every month; those without events too."""
    monthly = (last - first).days > 7 * _WEEKS
    starts: list[date] = []
    start = first.replace(day=1) if monthly else first - timedelta(days=first.weekday())
    while start <= last:
        starts.append(start)
        start = (start + timedelta(days=32)).replace(day=1) if monthly else start + timedelta(days=7)
    held: list[list[Told]] = [[] for _ in starts]
    for one in told:
        on = first_day(one)
        if on is not None and on <= last:
            held[max(1, sum(begin <= on for begin in starts)) - 1].append(one)
    labels = [day(begin.isoformat()[: 7 if monthly else 10]) for begin in starts]
    return tuple(period(label, some, ontology) for label, some in zip(labels, held, strict=True))
