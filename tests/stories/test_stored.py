"""The stories in the database are those of all its articles, whatever the order in which they came and went."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from dragoman.model.record import Record
from dragoman.resolve.stories import groups, signature, stories
from dragoman.resolve.stories.settings import settings as figures
from dragoman.store import Store
from dragoman.store import stories as stored
from dragoman.store.story_tables import stories as story_rows
from dragoman.store.story_tables import story_articles, story_bands
from dragoman.store.tables import documents
from stories.articles import BODIES, TALKS, article

SENTENCES = [sentence for text in (TALKS, *BODIES.values()) for sentence in text.replace("\n\n", " ").split(". ")]


def save(store: Store, address: str, text: str, version: str = "1") -> str:
    return store.save(Record(document=article(text, address), version=version)).id


def leads(store: Store) -> dict[str, str]:
    """Address of every article → that of its lead."""
    with store.reading() as connection:
        keys = dict(connection.execute(select(documents.c.key, documents.c.address)).all())
        rows = connection.execute(select(story_articles.c.document, story_articles.c.lead)).all()
    return {keys[document]: keys[lead] for document, lead in rows}


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


Step = tuple[int, list[str]]
steps = st.lists(
    st.tuples(st.integers(0, 7), st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=7)), min_size=1, max_size=14
)


@given(steps, st.randoms(use_true_random=False))
@settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_kept_in_step_or_made_anew_in_any_order_stories_are_the_same(
    tmp_path_factory: pytest.TempPathFactory, small_fronts: None, changes: list[Step], order: random.Random
):
    """Articles come, and are replaced by other versions; the last version of each counts."""
    folder = tmp_path_factory.mktemp("stores")
    texts: dict[str, str] = {}
    with Store.open(folder / "grown.db", create=True) as grown:
        for number, sentences in changes:
            texts[f"a{number}"] = ". ".join(sentences)
            save(grown, f"a{number}", texts[f"a{number}"])
        kept = content(grown)
        found = leads(grown)
        grown.rebuild()
        assert content(grown) == kept
    shuffled = list(texts)
    order.shuffle(shuffled)
    with Store.open(folder / "at-once.db", create=True) as at_once:
        for address in shuffled:
            save(at_once, address, texts[address])
        assert content(at_once) == kept
    ids = {article(text, address).id: address for address, text in texts.items()}
    alone = stories({id: signature(article(texts[address], address)) for id, address in ids.items()})
    assert {ids[one]: ids[lead] for one, lead in alone.items()} == found


def test_a_story_has_its_articles_counted_and_its_origin(tmp_path: Path):
    with Store.open(tmp_path / "news.db", create=True) as store:
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
