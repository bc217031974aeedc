"""What ``dragoman actors`` tells of actors whom several articles name."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman import query
from dragoman.cli import app
from dragoman.model.entities import Actor, ActorKind
from dragoman.model.entities import Office as StatedOffice
from dragoman.model.record import Record
from dragoman.model.text import Attested, Basis
from dragoman.review import Reviewer
from dragoman.store import Store
from stories.articles import BODIES, TALKS, article


def governor(id: str, name: str, title: str = "governor") -> Actor:
    post = StatedOffice(title=title, organization="Harn province", country="SYR", basis=Basis.STATED, rule="test")
    country = Attested(value="SYR", basis=Basis.STATED, rule="test")
    return Actor(id=id, name=name, kind=ActorKind.PERSON, country=country, sectors=(), offices=(post,))


FIRST = governor("abdul-rahman-al-ahmed", "Abdul Rahman al-Ahmed")
SECOND = governor("abdulrahman-al-ahmad", "Abdulrahman al Ahmad")


@pytest.fixture
def path(fresh: Callable[[], Path | str]) -> Path | str:
    path = fresh()
    with Store.open(path, create=True) as store:
        for address, text, day, actor in (
            ("https://courier.example/1", TALKS, "2025-03-04", FIRST),
            ("https://herald.example/1", TALKS + " More is known.", "2025-03-05", FIRST),
            ("https://herald.example/2", BODIES["grain"], "2025-04-05", FIRST),
            ("https://wire.example/1", BODIES["railway"], "2025-05-05", SECOND),
        ):
            store.save(Record(document=article(text, address, published=day), actors=(actor,), version="1"))
    return path


def run(path: Path | str, *words: object) -> str:
    return CliRunner().invoke(app, ["actors", *map(str, words), "--db", str(path)], env={"COLUMNS": "200"}).output


def test_an_actor_of_many_articles_is_one_entry(path: Path | str):
    [first, second] = json.loads(run(path, "new", "--format", "json"))
    assert (first["id"], first["articles"], first["first"], first["last"]) == (FIRST.id, 3, "2025-03-04", "2025-04-05")
    assert first["sources"] == 2, "the two copies are one source"
    assert first["offices"][0]["office"]["title"] == "governor"
    assert second["articles"] == 1
    shown = run(path, "new", "--min-articles", 2)
    assert "Abdul Rahman al-Ahmed (SYR)" in shown
    assert "governor, Harn province (2025-03-04 to 2025-04-05)" in shown
    assert SECOND.name not in shown


def test_a_merge_is_suggested_with_its_reasons(path: Path | str):
    [pair] = json.loads(run(path, "suggest", "--format", "json"))
    assert (pair["one"], pair["other"]) == (FIRST.id, SECOND.id)
    assert {reason["name"] for reason in pair["reasons"]} >= {"spelling", "country", "office", "organization"}
    assert "Harn province" in run(path, "suggest")
    assert run(path, "suggest", "--format", "csv").startswith("one,one_name,")


def test_what_people_decided_is_kept_and_can_be_undone(path: Path | str):
    with Store.open(path) as store:
        reviewer = Reviewer(store, "jane")
        made = reviewer.merge_actors(FIRST.id, [SECOND.id])
        [merged] = query.newcomers(store).rows
        assert (merged.articles, merged.last, merged.ids) == (4, "2025-05-05", (FIRST.id, SECOND.id))
        assert query.suggestions(store).total == 0
        [renamed] = [one for one in query.documents(store).rows if one.address == "https://wire.example/1"]
        assert [actor.id for actor in store.load(renamed.id).actors] == [FIRST.id]
        reviewer.undo(made.id)
        assert len(list(query.newcomers(store).rows)) == 2
        assert [actor.id for actor in store.load(renamed.id).actors] == [SECOND.id]
        reviewer.keep_apart(FIRST.id, [SECOND.id])
        assert query.suggestions(store).total == 0


def test_a_new_version_of_an_article_replaces_what_the_old_one_said(path: Path | str):
    with Store.open(path) as store:
        changed = article(BODIES["railway"] + " It rained.", "https://wire.example/1", published="2025-05-06")
        store.save(Record(document=changed, version="1"))
        assert [one.id for one in query.newcomers(store).rows] == [FIRST.id]
        before = list(query.newcomers(store).rows)
        store.rebuild()
        assert list(query.newcomers(store).rows) == before
