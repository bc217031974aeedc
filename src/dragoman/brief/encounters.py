"""Meetings as sentences."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from dragoman import query
from dragoman.brief import ranking
from dragoman.brief.question import Question, supports
from dragoman.brief.wording import SOMEBODY, listed, sentence, when
from dragoman.model.briefs import Sentence
from dragoman.query import StoredMeeting, StoredSide
from dragoman.show import words

_HELD = {  # by telephone or not, planned or held
    (False, False): "met",
    (False, True): "{} to meet",
    (True, False): "spoke by telephone with",
    (True, True): "{} to speak by telephone with",
}


def meetings_of(question: Question) -> list[StoredMeeting]:
    """Meetings held and planned, the highest and the best told first."""
    ask = partial(query.meetings, question.store, ontology=question.ontology, counted=False)
    found = {
        row.id: row
        for wanted in question.filters("party")
        for planned in (False, True)
        for row in ask(wanted, planned=planned).rows
    }

    def points(row: StoredMeeting) -> float:
        near = float(ranking.settings()["points"]["recency"]) * question.window.nearness(row.date)
        return ranking.level(row.level) + float(ranking.settings()["points"]["source"]) * len(row.articles) + near

    return sorted(found.values(), key=lambda row: (-points(row), row.id))


def meeting(question: Question, row: StoredMeeting) -> Sentence | None:
    """Who met or is to meet whom, where, when and about what; nothing where only one side is named."""
    if len(row.sides) < 2 and not row.third_parties:
        return None
    sides = list(map(_side, row.sides))
    many = len(row.sides[0].participants) > 1 if row.sides else True
    verb = _HELD[row.form == "call", row.planned].format("are" if many else "is")
    if len(sides) == 2:
        held = f"{sides[0]} {verb} {sides[1]}"
    else:
        held = f"{listed(sides) or SOMEBODY} {verb.removesuffix(' with')}"
    place = f" in {words.tidy(row.place.name)}" if row.place else ""
    through = f", with {listed(map(_side, row.third_parties))} between them" if row.third_parties else ""
    agenda = f", about {listed(map(words.tidy, row.agenda))}" if row.agenda else ""
    text = f"{held}{place} {when(row.date)}".rstrip() + through + agenda
    actors = frozenset(id for side in (*row.sides, *row.third_parties) for id in _people(side))
    return Sentence(
        text=sentence(text), actors=actors, support=supports(question, row.events, actors), articles=len(row.articles)
    )


def _people(side: StoredSide) -> Iterator[str]:
    yield from (one.id for one in side.participants) if side.participants else (side.id,)


def _side(side: StoredSide) -> str:
    """Its people and whom they stand for; or the side alone."""
    people = listed(words.tidy(one.name) for one in side.participants)
    name = words.tidy(side.name)
    return f"{people} of {name}" if people and people != name else name
