"""What is taken for true of an event, by which rule, and who tells it differently."""

from __future__ import annotations

from random import Random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.model.problems import DragomanError
from dragoman.resolve.happenings import fuse
from dragoman.resolve.happenings.sketches import Number
from happenings.strategies import PARTIES, PLACES, report, reports

PLAIN = msgspec.structs.replace(
    report(Random(1)),
    modes=(),
    actors=(PARTIES[0],),
    recipients=(PARTIES[3],),
    date=None,
    first=None,
    last=None,
    place=None,
    numbers=(),
    said_by=None,
    official=False,
)


def told(number, source, *, killed=None, published=739500, **more):
    numbers = () if killed is None else (Number("killed", killed, "persons", "exact"),)
    given = {"document": f"d{number}", "event": "e1", "source": source, "published": published, "numbers": numbers}
    return msgspec.structs.replace(PLAIN, **{**given, **more})


def killed(happening):
    return next(quantity for quantity in happening.magnitudes if quantity.kind == "killed")


def test_the_number_is_the_one_in_the_middle_with_the_range_beside_it():
    found = killed(fuse([told(1, "A", killed=3), told(2, "B", killed=7), told(3, "C", killed=4)]))
    assert (found.value, found.least, found.most) == (4, 3, 7)


def test_copies_count_once():
    reports = [told(n, f"Paper {n}", killed=3) for n in range(5)] + [told(7, "B", killed=7), told(8, "C", killed=7)]
    origins = {f"d{n}": "wire" for n in range(5)}
    assert killed(fuse(reports)).value == 3
    happening = fuse(reports, origins)
    assert killed(happening).value == 7
    assert (happening.articles, happening.sources) == (7, 3)


@pytest.mark.parametrize(
    ("rule", "expected"), [("median", 7), ("largest", 40), ("smallest", 3), ("most-recent", 7), ("official", 40)]
)
def test_the_user_sets_the_rule(rule, expected):
    reports = [
        told(1, "A", killed=3),
        told(2, "B", killed=40, official=True, published=739501),
        told(3, "C", killed=7, published=739502),
    ]
    assert killed(fuse(reports, settings={"event.numbers": rule})).value == expected


def test_a_rule_that_does_not_fit_is_refused_with_those_that_do():
    with pytest.raises(DragomanError, match=r"event.date cannot be 'median'; one of most-precise, majority"):
        fuse([PLAIN], settings={"event.date": "median"})
    with pytest.raises(DragomanError, match=r"no field 'date'; one of event.type"):
        fuse([PLAIN], settings={"date": "majority"})


def test_the_most_precise_place_is_chosen_and_the_wider_one_agrees():
    happening = fuse([told(1, "A", place=PLACES[4]), told(2, "B", place=PLACES[0]), told(3, "C", place=PLACES[4])])
    field = next(field for field in happening.fields if field.name == "place")
    assert happening.place == PLACES[0].id
    assert [(v.value, v.sources, v.agrees) for v in field.versions] == [
        ("Homs [g:1]", ("B",), True),
        ("Syria [g:5]", ("A", "C"), True),
    ]


def test_blame_is_shown_as_each_source_gives_it():
    happening = fuse([told(1, "A"), told(2, "B"), told(3, "C", actors=(PARTIES[4],))])
    field = next(field for field in happening.fields if field.name == "actor")
    assert happening.actor == ("ISR",)
    assert field.disputed
    assert [(v.value, v.sources, v.agrees) for v in field.versions] == [
        ("Israel", ("A", "B"), True),
        ("YPG", ("C",), False),
    ]


@given(st.lists(reports, min_size=1, max_size=6, unique_by=lambda r: r.id), st.randoms(use_true_random=False))
def test_every_value_chosen_is_told_and_every_report_is_behind_some_version(told, random):
    happening = fuse(told)
    assert happening.date is None or happening.date in {r.date for r in told}
    for field in happening.fields:
        behind = [id for version in field.versions for id in version.reports]
        assert len(behind) == len(set(behind))
        assert set(behind) <= {r.id for r in told}
    others = told[1:]
    random.shuffle(others)
    assert fuse([told[0], *others]) == happening
