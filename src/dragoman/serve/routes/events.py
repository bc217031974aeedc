"""What happened, what was said, what was agreed and what is owed."""

from __future__ import annotations

from datetime import date
from typing import TypeVar, get_args

import msgspec

from dragoman import query
from dragoman.model.agreements import ClaimedStatus
from dragoman.query import (
    AgreementInFull,
    Counts,
    Due,
    HappeningInFull,
    StoredAgreement,
    StoredCommitment,
    StoredEvent,
    StoredHappening,
    StoredMeeting,
    StoredPosition,
    StoredStatement,
)
from dragoman.query.count_rows import By
from dragoman.serve import parameters
from dragoman.serve.problems import missing
from dragoman.serve.route import Ask, Listing, Route

T = TypeVar("T")


class Agreements(msgspec.Struct, frozen=True):
    """All agreements of one id or name."""

    rows: list[AgreementInFull]


def _event(ask: Ask) -> HappeningInFull:
    document, entry = ask.entry()
    with ask.not_found():
        return query.event_in_full(ask.store, f"{document}:{entry}")


def _agreement(ask: Ask) -> Agreements:
    found = query.agreement_in_full(ask.store, ask.path["id"])
    if not found:
        raise missing(f"no agreement is called {ask.path['id']!r}")
    return Agreements(found)


def _counts(ask: Ask) -> Counts:
    by, fill = ask.given["by"], ask.given["fill"]
    return query.counts(ask.store, ask.filter, by, fill=fill, ontology=ask.vocabulary.ontology)


def _due(ask: Ask) -> Listing[Due]:
    on = ask.given["today"]
    found = query.due(
        ask.store,
        ask.filter,
        today=date.fromisoformat(on) if on else date.today(),
        within=ask.given["within_days"],
        overdue=ask.given["overdue"],
    )
    if ask.given["state"]:
        rows = [row for row in found.rows if row.status == ask.given["state"]]
        found = query.Page(total=len(rows), undated=found.undated, rows=iter(rows))
    return ask.part(found, lambda row: row.id)


def _meetings(ask: Ask) -> Listing[StoredMeeting]:
    found = query.meetings(ask.store, ask.filter, ask.vocabulary.ontology, planned=ask.given["planned"])
    return ask.part(found, lambda row: row.id)


class Found(msgspec.Struct, frozen=True):
    """What has the words that were asked for: how much of each kind, and the first of each."""

    events: Listing[StoredHappening]
    statements: Listing[StoredStatement]
    articles: Listing[query.StoredDocument]


def _search(ask: Ask) -> Found:
    wanted, few = query.Filter(text=ask.given["q"]), ask.given["limit"]
    return Found(
        events=_first(query.events_told(ask.store, wanted, few)),
        statements=_first(query.statements(ask.store, wanted, few)),
        articles=_first(query.documents(ask.store, text=ask.given["q"], limit=few)),
    )


def _first(page: query.Page[T]) -> Listing[T]:
    return Listing(total=page.total, undated=page.undated, next=None, rows=list(page.rows))


ROUTES = (
    Route(
        path="/events",
        name="events",
        about="Events, each once however many articles report it; the latest first",
        gives=Listing[StoredHappening],
        answer=lambda ask: ask.page(
            lambda limit, behind: query.events_told(ask.store, ask.filter, limit, ask.vocabulary.ontology, behind)
        ),
        filter="event",
        paged=True,
    ),
    Route(
        path="/events/{id}",
        name="event",
        about="One event in full: what is taken for true and why, all its reports, and how they differ",
        gives=HappeningInFull,
        answer=_event,
    ),
    Route(
        path="/counts",
        name="counts",
        about="How many events there are, by time, countries, types or quad classes; articles and scores beside them",
        gives=Counts,
        answer=_counts,
        filter="event",
        more=(
            parameters.choices(
                "by", "what they are counted by: one period, one kind of countries, types, quads", get_args(By)
            ),
            parameters.flag("fill", "a row for every period and group, also where there are no events"),
        ),
    ),
    Route(
        path="/places",
        name="places",
        about="Where on a map events took place; those known by their country only are counted, not placed",
        gives=query.Spots,
        answer=lambda ask: query.spots(ask.store, ask.filter, ask.vocabulary.ontology),
        filter="event",
    ),
    Route(
        path="/reports",
        name="reports",
        about="Events as single articles report them, the latest first",
        gives=Listing[StoredEvent],
        answer=lambda ask: ask.page(
            lambda limit, behind: query.events(ask.store, ask.filter, limit, ask.vocabulary.ontology, behind)
        ),
        filter="event",
        paged=True,
    ),
    Route(
        path="/statements",
        name="statements",
        about="What was said; actor is the speaker, recipient the addressee. The latest first",
        gives=Listing[StoredStatement],
        answer=lambda ask: ask.page(lambda limit, behind: query.statements(ask.store, ask.filter, limit, behind)),
        filter="statement",
        paged=True,
    ),
    Route(
        path="/positions",
        name="positions",
        about="Who stood where on a topic; those of one side on one topic together, the oldest first",
        gives=Listing[StoredPosition],
        answer=lambda ask: ask.page(lambda limit, behind: query.positions(ask.store, ask.filter, limit, behind)),
        filter="stance",
        paged=True,
    ),
    Route(
        path="/agreements",
        name="agreements",
        about="Agreements, each once; the latest first",
        gives=Listing[StoredAgreement],
        answer=lambda ask: ask.part(query.agreements(ask.store, ask.filter), lambda row: row.id),
        filter="agreement",
        paged=True,
    ),
    Route(
        path="/agreements/{id}",
        name="agreement",
        about="The agreements of an id, an entry of the knowledge base or words of a name, with all that is owed",
        gives=Agreements,
        answer=_agreement,
    ),
    Route(
        path="/commitments",
        name="commitments",
        about="Commitments as single articles tell them; actor owes, recipient benefits. The first to fall due first",
        gives=Listing[StoredCommitment],
        answer=lambda ask: ask.page(lambda limit, behind: query.commitments(ask.store, ask.filter, limit, behind)),
        filter="commitment",
        paged=True,
    ),
    Route(
        path="/due",
        name="due",
        about="The ledger: what is owed, each thing once, with what is said of its keeping. The first due first",
        gives=Listing[Due],
        answer=_due,
        filter="due",
        more=(
            parameters.day("today", "the day from which deadlines are counted; by default that of the server"),
            parameters.whole("within_days", "only what falls due in so many days", 0, 36_500),
            parameters.flag("overdue", "only what should have been done by today"),
            parameters.choice("state", "only what the claims come to this for", get_args(ClaimedStatus)),
        ),
        paged=True,
        daily=True,
    ),
    Route(
        path="/meetings",
        name="meetings",
        about="Meetings, visits, calls and talks, each once; the latest first",
        gives=Listing[StoredMeeting],
        answer=_meetings,
        filter="meeting",
        more=(parameters.flag("planned", "those that are planned, not those that were held"),),
        paged=True,
    ),
    Route(
        path="/search",
        name="search",
        about="Words in all that is stored: how much of each kind has them, and the first of each",
        gives=Found,
        answer=_search,
        more=(
            parameters.words("q", "words that are all in the article, or in what was said", needed=True),
            parameters.whole("limit", "rows of each kind", 1, 100, 10),
        ),
    ),
)
