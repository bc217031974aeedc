"""Statements as sentences, in the very words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman import query
from dragoman.brief import ranking
from dragoman.brief.question import Question, Told, ids_of
from dragoman.brief.wording import listed, named, sentence, when
from dragoman.model.briefs import Sentence
from dragoman.model.text import Evidence
from dragoman.query import Filter, StoredMeeting, StoredStatement
from dragoman.show import words
from dragoman.store.folding import fold


def statements(question: Question, events: Sequence[Told], meetings: Sequence[StoredMeeting]) -> Iterator[Sentence]:
    """What was said, in the very words, each once with the articles that quote it; somebody's own words first.

    One without a date counts as said when its article came out. Of a dyad: what one side says to or about the
    other, and what either says in the articles on both.
    """
    groups: dict[tuple[frozenset[str], str], list[StoredStatement]] = {}
    articles = {report.id.rpartition(":")[0] for _, reports in events for report in reports}
    articles |= {id.rpartition(":")[0] for row in meetings for id in row.articles}
    asked = [(wanted, False) for wanted in question.filters("actor", "about")]
    if len(question.sides) == 2:
        asked += [(Filter(actor=(side,)), True) for side in question.sides]
    for wanted, here in asked:
        for row in query.statements(question.store, replace(wanted, since=None, until=None)).rows:
            told_here = not here or row.id.rpartition(":")[0] in articles
            if row.speaker and told_here and question.covers(row.date or row.published):
                group = groups.setdefault((ids_of(row.speaker), fold(row.content)), [])
                if all(one.id != row.id for one in group):
                    group.append(row)
    best = sorted(groups.values(), key=lambda rows: (rows[0].kind == "indirect", -len(rows)))
    for rows in best:
        row = rows[0]
        one = next(s for s in question.evidence.record(row.id).statements if s.id == row.id.rpartition(":")[2])
        actors = ids_of(row.speaker)
        support = tuple(
            question.evidence.support(told.id, _said(question, told), sorted(actors))
            for told in rows[: int(ranking.settings()["references"])]
        )
        dated = f" {when(row.date)}" if row.date else ""
        quoted = words.shorten(row.content.strip("“”\"' "), int(ranking.settings()["words"]))
        if one.act == "denial":
            verb = f"denied{dated}"
        elif row.kind == "indirect":
            cue = f" (“{words.tidy(one.cue.text)}”)" if one.cue and fold(one.cue.text) != "said" else ""
            verb = f"said{dated}, as reported{cue}"
        else:
            verb = f"said{dated}"
        text = f"{_speaker(question, row)} {verb}: “{quoted}”"
        yield Sentence(text=sentence(text), actors=actors, support=support)


def _said(question: Question, row: StoredStatement) -> list[Evidence]:
    record = question.evidence.record(row.id)
    one = next(s for s in record.statements if s.id == row.id.rpartition(":")[2])
    return [*one.content, *([one.cue] if one.cue else ())]


def _speaker(question: Question, row: StoredStatement) -> str:
    """Speakers with the office that the article gives them."""
    actors = {one.id: one for one in question.evidence.record(row.id).actors}
    found = []
    for party in row.speaker:
        office = next(iter(actors[party.id].offices), None) if party.id in actors else None
        title = words.tidy(office.title) if office else ""
        if office and office.organization:
            found.append(f"{words.tidy(party.name)}, {title} of {words.tidy(office.organization)},")
        else:
            found.append(f"{title} {named([party])}".strip())
    return listed(found)
