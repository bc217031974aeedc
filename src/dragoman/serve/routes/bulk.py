"""Everything of a kind, one line of JSON each, from one moment of the store, whatever its length."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from dragoman import query
from dragoman.model.record import Record
from dragoman.query import Behind, Page
from dragoman.serve.route import Ask, Route, every


def _filtered(question: Callable[..., Page[Any]]) -> Callable[[Ask], Iterator[Any]]:
    def rows(ask: Ask) -> Iterator[Any]:
        return every(lambda limit, behind: question(ask.store, ask.filter, limit, behind=behind))

    return rows


def _of_events(question: Callable[..., Page[Any]]) -> Callable[[Ask], Iterator[Any]]:
    def rows(ask: Ask) -> Iterator[Any]:
        codes = ask.vocabulary.ontology  # whose quad classes are meant
        return every(lambda limit, behind: question(ask.store, ask.filter, limit, codes, behind))

    return rows


def _documents(ask: Ask) -> Iterator[query.StoredDocument]:
    def page(limit: int, behind: Behind | None) -> Page[query.StoredDocument]:
        return query.documents(ask.store, limit=limit, behind=behind)

    return every(page)


def _records(ask: Ask) -> Iterator[Record]:
    return (ask.store.load(row.id) for row in _documents(ask))


def _bulk(name: str, gives: Any, answer: Callable[[Ask], Iterator[Any]], kind: str | None = None) -> Route:
    about = f"All {name}, as lines of JSON"
    return Route(
        path=f"/bulk/{name}", name=f"bulk {name}", about=about, gives=gives, answer=answer, filter=kind, long=True
    )


ROUTES = (
    _bulk("events", query.StoredHappening, _of_events(query.events_told), "event"),
    _bulk("reports", query.StoredEvent, _of_events(query.events), "event"),
    _bulk("statements", query.StoredStatement, _filtered(query.statements), "statement"),
    _bulk("positions", query.StoredPosition, _filtered(query.positions), "stance"),
    _bulk("commitments", query.StoredCommitment, _filtered(query.commitments), "commitment"),
    _bulk("articles", query.StoredDocument, _documents),
    _bulk("records", Record, _records),
)
