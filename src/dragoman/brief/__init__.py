"""A brief on two sides, or on one: the most important of what is stored, each sentence with its sources."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from dragoman.brief import figures, ranking
from dragoman.brief.evidence import Evidences
from dragoman.brief.question import Question, Told, dated, happenings, ranked
from dragoman.brief.ranking import Window
from dragoman.brief.sections import sections
from dragoman.brief.wording import day
from dragoman.knowledge.base import Knowledge
from dragoman.model.briefs import Brief, Reference, Section, Support
from dragoman.model.problems import DragomanError
from dragoman.ontology import Ontology
from dragoman.store import Store
from dragoman.store.days import days


def make(
    store: Store,
    sides: tuple[str, ...],
    ontology: Ontology,
    *,
    since: str | None = None,
    until: str | None = None,
    today: date | None = None,
) -> Brief:
    """The brief on one actor or two, from one view of the store.

    ``today``: the day from which deadlines are counted, by default that of the computer's clock.
    Raises DragomanError where nothing is stored of them.
    """
    with store.reading():
        now = today or date.today()
        begin, end = _bound(since, 0), _bound(until, 1)
        question = Question(
            store=store,
            sides=sides,
            since=since,
            until=until,
            today=now,
            window=Window(now.toordinal(), now.toordinal()),
            ontology=ontology,
            evidence=Evidences(store.load),
        )
        every = happenings(question)
        on = sorted(found for one in every if question.covers(dated(one)) and (found := figures.first_day(one)))
        first, last = begin or (on[0] if on else now), end or (on[-1] if on else now)
        question = replace(question, window=Window(first.toordinal(), max(first, last).toordinal()))
        told = ranked(question, every)
        made = tuple(sections(question, told))
        before = _before(question, every, first, end or now) if begin else []
    if not made:
        raise DragomanError(
            f"{store.name}: nothing on {' and '.join(sides)} in this period; 'dragoman events' shows more"
        )
    numbered, references = _numbered(made)
    earlier = figures.period("period before", before, ontology) if begin else None
    return Brief(
        title=" and ".join(_name(side, told) for side in sides),
        period=_in_words(since, until, first, last),
        sections=numbered,
        series=figures.series(told, first, last, ontology),
        now=figures.period("this period", told, ontology),
        before=earlier,
        silent=tuple(sorted(_outlets(before) - _outlets(told))),
        references=references,
        notes=_notes(made),
    )


def _bound(value: str | None, side: int) -> date | None:
    covered = days(value) if value else None
    return date.fromisoformat(str(covered[side])) if covered else None


def _before(question: Question, every: list[Told], first: date, last: date) -> list[Told]:
    """The events of as many days before."""
    length = (last - first).days + 1
    begin, end = first - timedelta(days=length), first - timedelta(days=1)
    return ranked(replace(question, since=begin.isoformat(), until=end.isoformat()), every)


def _outlets(told: list[Told]) -> set[str]:
    return {report.source for _, reports in told for report in reports if report.source}


def _in_words(since: str | None, until: str | None, first: date, last: date) -> str:
    if since and not until:
        return f"since {day(since)}"
    begin = day(since) if since else day(first.isoformat())
    end = day(until) if until else day(last.isoformat())
    return f"{begin} to {end}" if begin != end else begin


def _name(side: str, told: list[Told]) -> str:
    """What a side is called that is given by its id; else as it is given."""
    parties = (party for row, _ in told for party in (*row.actor, *row.recipient))
    found = next((party.name for party in parties if party.id.casefold() == side.casefold()), None)
    if found is None and (entry := Knowledge.load().entry(side.upper())):
        return entry.name
    return found or side


def _numbered(made: tuple[Section, ...]) -> tuple[tuple[Section, ...], tuple[Reference, ...]]:
    """Each quotation under one number; those of one article stand together, in the order in which articles come in."""
    every = [support for section in made for one in section.sentences for support in one.support]
    articles = list(dict.fromkeys(support.entry.rpartition(":")[0] for support in every))
    unique: dict[tuple[str, object], Support] = {}
    for support in sorted(every, key=lambda one: articles.index(one.entry.rpartition(":")[0])):
        unique.setdefault(_key(support), support)
    number = {key: at for at, key in enumerate(unique, 1)}
    sections = tuple(
        replace(
            section,
            sentences=tuple(
                replace(one, references=tuple(sorted({number[_key(support)] for support in one.support})))
                for one in section.sentences
            ),
        )
        for section in made
    )
    return sections, tuple(Reference(number=number[key], support=support) for key, support in unique.items())


def _key(support: Support) -> tuple[str, object]:
    return support.entry.rpartition(":")[0], support.words


def _notes(made: tuple[Section, ...]) -> tuple[str, ...]:
    """How it was chosen, and how much of it is shown."""
    of = ranking.settings()["points"]
    chosen = (
        f"Chosen by points: {of['source']} for each independent source (at most {of['sources']}), up to "
        f"{max(map(float, of['level'].values())):g} for the level of a meeting, {of['score']} for each point of the "
        f"PLOVER score, up to {of['recency']} for recency; what is only planned, denied or possible, "
        "or done to nobody named, loses some. Statements: somebody's own words first, then what most "
        "articles quote. What has no date counts as of the day on which its article came out."
    )
    counts = "; ".join(f"{one.heading.lower()} {len(one.sentences):,} of {one.total:,}" for one in made)
    return (chosen, f"Shown: {counts}.")
