"""Events whose articles have some words: the same, and as many, however few or many articles have these."""

import pytest

from dragoman import query
from dragoman.query import Filter
from dragoman.query.pages import Behind
from dragoman.store import Store, search

from .world import article, told


@pytest.fixture(scope="module")
def filled(fresh):
    with Store.open(fresh(), create=True) as store:
        for number in range(40):
            deed = told(
                ("CONSULT", "ASSAULT", "AID")[number % 3],
                actor=(("TUR",), ("ISR",), ("fidan", "SYR"))[number // 2 % 3],
                date=(f"2025-09-{1 + number % 17:02}", "2024", None)[number % 7 % 3],
            )
            words = f"Rain fell {'here ' * (number % 4 > 0)}{'in Suva' if number % 5 else ''}"
            store.save(article(f"https://example.org/{number}", deed, words=words, source=f"Paper {number % 9}"))
        yield store


def paged(store, wanted):
    """Pages of three until the end."""
    page = query.events_told(store, wanted, 3)
    found = [[*page.rows]]
    while page.last is not None:
        behind = Behind(position=page.last, total=page.total, undated=page.undated)
        page = query.events_told(store, wanted, 3, behind=behind)
        found.append([*page.rows])
    return [row.id for some in found for row in some], page.total, page.undated


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"actor": ("TUR",)},
        {"dyad": ("SYR", "TUR")},
        {"type": ("CONSULT",)},
        {"sector": ("MIL",)},
        {"actor_sector": ("GOV",), "recipient_sector": ("GOV",)},
        {"since": "2025", "until": "2025"},
        {"source": ("Paper 1",), "since": "2024-06"},
        {"actor": ("fidan",), "least_sources": 1},
    ],
)
@pytest.mark.parametrize("words", ["rain", "here suva", "consult", "snow"])
def test_frequent_words_find_what_rare_ones_do(filled, monkeypatch, words, more):
    wanted = Filter(text=words, **more)
    every = [row.id for row in query.events_told(filled, wanted).rows]
    rare = paged(filled, wanted)
    monkeypatch.setattr(search, "FREQUENT", 1)
    assert paged(filled, wanted) == rare
    assert rare[:2] == (every, len(every))
    plain = {row.id for row in query.events_told(filled, Filter(**more)).rows}
    with_words = {row.id for row in query.events_told(filled, Filter(text=words)).rows}
    assert set(every) == plain & with_words


def test_some_words_are_in_all_articles_and_some_in_none(filled):
    all_of_them = query.events_told(filled, Filter(), 0).total
    assert query.events_told(filled, Filter(text="rain fell"), 0).total == all_of_them > 3
    assert query.events_told(filled, Filter(text="snow"), 0).total == 0
