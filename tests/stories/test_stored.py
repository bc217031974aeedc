"""The stories in the database are those of all its articles, whatever the order in which they came and went."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from dragoman.model.record import Record
from dragoman.resolve.stories import groups, signature, stories
from dragoman.resolve.stories.settings import settings as figures
from dragoman.store import Outcome, Store
from dragoman.store import stories as stored
from dragoman.store.story_tables import stories as story_rows
from dragoman.store.story_tables import story_articles, story_bands
from dragoman.store.tables import documents
from stories.articles import BODIES, TALKS, article

SENTENCES = [sentence for text in (TALKS, *BODIES.values()) for sentence in text.replace("\n\n", " ").split(". ")]


def save(store: Store, address: str, text: str, version: str = "1") -> str:
    return store.save(Record(document=article(text, address), version=version)).id


def content(store: Store) -> list[list[tuple[object, ...]]]:
    """All rows of stories, with documents by their ids."""
    with store.reading() as connection:
        ids = dict(connection.execute(select(documents.c.key, documents.c.id)).all())
        return [
            sorted(
                tuple(ids[value] if name in ("document", "lead") else value for name, value in row._mapping.items())
                for row in connection.execute(select(table))
            )
            for table in (story_articles, story_bands, story_rows)
        ]


@pytest.fixture
def small_fronts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bands with a front of two, so that a few articles are enough to push others out."""
    small = replace(figures(), front=2)
    for module in (stored, groups):
        monkeypatch.setattr(module, "settings", lambda: small)


EXAMPLES = count()
Fresh = Callable[[], Path | str]
Step = tuple[int, list[str]]
steps = st.lists(
    st.tuples(st.integers(0, 7), st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=7)), min_size=1, max_size=14
)


@pytest.fixture(scope="module")
def shared_store(fresh: Fresh) -> Iterator[Store]:
    with Store.open(fresh(), create=True) as store:
        yield store


@given(steps, st.randoms(use_true_random=False))
@settings(
    deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_kept_in_step_or_made_anew_in_any_order_stories_are_the_same(
    shared_store: Store, small_fronts: None, changes: list[Step], order: random.Random
):
    """Articles come, and are replaced by other versions; the last version of each counts."""
    store, example = shared_store, next(EXAMPLES)
    records: dict[str, Record] = {}
    with store.writing() as connection:  # what another example has left
        for key in connection.execute(select(story_articles.c.document)).scalars().all():
            stored.withdraw(connection, key)
    for number, sentences in changes:
        address = f"{example}-{number}"
        record = Record(document=article(". ".join(sentences), address), version="1")
        if store.save(record).outcome is not Outcome.KNOWN:  # an older version does not come back
            records[address] = record
    kept = content(store)
    signatures = {one.document.id: signature(one.document) for one in records.values()}
    assert stories(signatures) == {document: lead for document, _, lead, *_ in kept[0]}
    with store.writing() as connection:
        found = select(documents.c.key, documents.c.address).where(documents.c.current)
        keys = {address: key for key, address in connection.execute(found) if address in records}
        addresses = list(keys)
        order.shuffle(addresses)
        for address in addresses:
            stored.withdraw(connection, keys[address])
    assert content(store) == [[], [], []]
    with store.writing() as connection:
        order.shuffle(addresses)
        for address in addresses:
            stored.place(connection, keys[address], records[address])
    assert content(store) == kept


def test_a_story_has_its_articles_counted_and_its_origin(fresh: Fresh):
    with Store.open(fresh(), create=True) as store:
        save(store, "https://courier.example/1", TALKS)
        save(store, "https://herald.example/1", f"PORT VAREN (AFP) - {TALKS}")
        save(store, "https://courier.example/2", BODIES["grain"])
        with store.reading() as connection:
            rows = connection.execute(
                select(story_rows.c.articles, story_rows.c.origin_kind, story_rows.c.origin)
            ).all()
    assert sorted(tuple(row) for row in rows) == [
        (1, "outlet", "courier.example"),
        (2, "wire", "Agence France-Presse"),
    ]


def test_an_article_that_is_read_otherwise_by_a_newer_program_gets_its_place_anew(fresh: Fresh):
    document = article(TALKS, "https://courier.example/1", title="Talks")
    with Store.open(fresh(), create=True) as store:
        store.save(Record(document=document, version="1"))
        before = content(store)
        store.save(Record(document=document, version="2"))
        assert content(store) == before
        start = TALKS.index("Fishermen")
        named = replace(document, byline=replace(document.title, evidence=(document.evidence(start, len(TALKS)),)))
        store.save(Record(document=named, version="3"))
        kept = content(store)
        assert kept != before
        store.rebuild()
        assert content(store) == kept
