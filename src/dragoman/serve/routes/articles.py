"""Articles and their records; sending articles to be coded."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Connection

from dragoman import explain, query
from dragoman.explain import Explanation, PartExplanation
from dragoman.model.record import Record, json_schema
from dragoman.query import StoredDocument, StoredOutlet, StoredStory
from dragoman.reading.kinds import Kind
from dragoman.serve import fetching, parameters
from dragoman.serve.problems import busy, missing, wrong
from dragoman.serve.route import Ask, Listing, Made, Route
from dragoman.serve.vocabulary import Words
from dragoman.store import codings, jobs
from dragoman.store.codings import Version
from dragoman.store.jobs import Job, Sent
from dragoman.store.roles import Role

_WAITING = 10_000  # articles at most that wait to be coded
_NAMES = ("address", "title", "source", "published", "name")


class Article(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """An article, as text."""

    text: str
    address: str | None = None  # where it stands; what was stored under it becomes an earlier version
    title: str | None = None
    source: str | None = None
    published: str | None = None  # ISO day, month or year


class Versions(msgspec.Struct, frozen=True):
    """The versions of the coder that have coded articles here."""

    rows: list[Version]


class Jobs(msgspec.Struct, frozen=True):
    """Articles that were sent, the last first."""

    rows: list[Job]


def _explanation(ask: Ask) -> Explanation | PartExplanation:
    record = ask.store.load(ask.document())
    known = explain.explained(record)
    if ask.path["entry"] not in known:
        raise missing(f"{record.document.id} has no {ask.path['entry']}; its entries: {', '.join(known) or 'none'}")
    return explain.explain(record, ask.path["entry"])


def _record(ask: Ask) -> Record:
    document, version = ask.document(), ask.given["version"]
    with ask.not_found():
        return ask.store.load(document, version)


def _articles(ask: Ask) -> Listing[StoredDocument]:
    asked = {"text": ask.given["text"], "versions": ask.given["versions"]}
    return ask.page(lambda limit, behind: query.documents(ask.store, **asked, limit=limit, behind=behind))


def _stories(ask: Ask) -> Listing[StoredStory]:
    asked = {name: ask.given[name] for name in ("least", "since", "until")}
    return ask.page(lambda limit, behind: query.stories(ask.store, **asked, limit=limit, behind=behind))


def _send(ask: Ask) -> Made:
    said = {name: ask.given[name] for name in _NAMES}
    if isinstance(ask.body, Article):
        sent = Sent(
            content=ask.body.text.encode("utf-8", "replace"),
            name="article.txt",
            **{name: getattr(ask.body, name) or said[name] for name in _NAMES if name != "name"},
        )
    else:
        sent = Sent(content=ask.body, **{name: value for name, value in said.items() if value is not None})
    for name in ("address", "title", "source"):
        if not (getattr(sent, name) or "x").isprintable():
            raise wrong(f"{name} has characters that cannot be printed", parameter=name)
    if not sent.content.strip():
        raise wrong("the article is empty")
    return _taken(ask, sent, sent.title or ask.given["name"] or sent.address or "pasted text")


def _fetch(ask: Ask) -> Made:
    sent: Sent = ask.body
    return _taken(ask, sent, sent.address or "")


def _taken(ask: Ask, sent: Sent, name: str) -> Made:
    """Take in what was sent."""
    with ask.store.writing(quiet=True) as connection:
        if jobs.waiting(connection) >= _WAITING:
            raise busy(f"{_WAITING:,} articles wait to be coded", 60)
        made = jobs.add(connection, ask.author.name, sent, name)

    def ended() -> Job | None:
        with ask.store.reading() as connection:
            job = jobs.find(connection, made.id)
        return job if job and job.state != "waiting" else None

    return Made(value=made, subject=made.id, location=f"/jobs/{made.id}", later=ended)


def _job(ask: Ask) -> Job:
    with ask.store.reading() as connection:
        return _found(ask, connection)


def _cancel(ask: Ask) -> Made:
    with ask.store.writing(quiet=True) as connection:
        job = _found(ask, connection)
        jobs.cancel(connection, job.id)
        return Made(value=_found(ask, connection), subject=job.id)


def _found(ask: Ask, connection: Connection) -> Job:
    found = jobs.find(connection, ask.path["id"])
    if found is None or (found.author != ask.author.name and not ask.author.role.may(Role.ADMIN)):
        raise missing(f"there is no job {ask.path['id']} of yours")
    return found


def _jobs(ask: Ask) -> Jobs:
    everybody = ask.author.role.may(Role.ADMIN)
    with ask.store.reading() as connection:
        author = None if everybody else ask.author.name
        return Jobs(jobs.latest(connection, author, ask.given["limit"], ask.given["parent"]))


def _schema(_: Ask) -> dict[str, Any]:
    return json_schema()


_SINCE, _UNTIL = (
    parameters.date("since", "published on this day or later"),
    parameters.date("until", "published up to this day"),
)

ROUTES = (
    Route(
        path="/articles",
        name="articles",
        about="Stored articles, the last stored first",
        gives=Listing[StoredDocument],
        answer=_articles,
        more=(
            parameters.words("text", "words that are all in the article"),
            parameters.flag("versions", "superseded versions, too"),
        ),
        paged=True,
    ),
    Route(
        path="/articles",
        name="article",
        about="Send an article, as JSON or as the file it is; it is kept at once, and coded as soon as may be. "
        "Of a file with many articles (an archive, a table, a mailbox) each is a job of its own",
        gives=Job,
        answer=_send,
        method="POST",
        role=Role.CODER,
        more=(
            parameters.words("address", "where it stands; what was stored under it becomes an earlier version"),
            parameters.words("title", "its headline"),
            parameters.words("source", "the outlet"),
            parameters.date("published", "when it was published"),
            parameters.words("name", "of the file; its suffix helps to tell what it is"),
            parameters.whole("wait", "seconds to wait for its record", 0, 60),
        ),
        body=Article,
        raw=(Kind.TEXT.value, Kind.MARKDOWN.value, Kind.HTML.value, Kind.PDF.value, "application/octet-stream"),
        status=202,
        also=(200,),
    ),
    Route(
        path="/pages",
        name="page",
        about="Have a page fetched by its address and coded; only where the server does that (serve --fetch)",
        gives=Job,
        answer=_fetch,
        before=fetching.fetched,
        method="POST",
        role=Role.CODER,
        body=fetching.Wanted,
        more=(parameters.whole("wait", "seconds to wait for its record", 0, 60),),
        status=202,
        also=(200,),
    ),
    Route(
        path="/articles/{id}",
        name="record",
        about="The record of an article, its text included: everything it tells, with the words that say so",
        gives=Record,
        answer=_record,
        more=(parameters.words("version", "as this version of the coder made it, without corrections"),),
    ),
    Route(
        path="/articles/{id}/explain/{entry}",
        name="explanation",
        about="Why an entry of a record is as it is: the words, the rule for each field, what lost",
        gives=(Explanation, PartExplanation),
        answer=_explanation,
    ),
    Route(
        path="/jobs",
        name="jobs",
        about="What you sent, the last first; for admins that of everybody",
        gives=Jobs,
        answer=_jobs,
        role=Role.CODER,
        more=(
            parameters.whole("limit", "rows at most", 1, 1001, 50),
            parameters.words("parent", "what was in the file that this job is of"),
        ),
    ),
    Route(
        path="/jobs/{id}",
        name="job",
        about="What became of an article you sent",
        gives=Job,
        answer=_job,
        role=Role.CODER,
    ),
    Route(
        path="/jobs/{id}",
        name="job",
        about="Cancel what waits; of a file with many articles, those that are left",
        gives=Job,
        answer=_cancel,
        method="DELETE",
        role=Role.CODER,
    ),
    Route(
        path="/stories",
        name="stories",
        about="Texts that several articles print, those of the most articles first",
        gives=Listing[StoredStory],
        answer=_stories,
        more=(parameters.whole("least", "articles at least", 1, 10**6, 1), _SINCE, _UNTIL),
        paged=True,
    ),
    Route(
        path="/outlets",
        name="outlets",
        about="Outlets: how much of each is in the store, and when one was silent",
        gives=Listing[StoredOutlet],
        answer=lambda ask: ask.part(query.outlets(ask.store), lambda row: row.outlet),
        paged=True,
    ),
    Route(
        path="/versions",
        name="versions",
        about="The versions of the coder that have coded articles here",
        gives=Versions,
        answer=lambda ask: Versions(codings.versions(ask.store)),
    ),
    Route(
        path="/schema",
        name="schema",
        about="The JSON Schema of a record",
        gives=dict[str, Any],
        answer=_schema,
    ),
    Route(
        path="/vocabulary",
        name="vocabulary",
        about="The types, modes, contexts and other codes that events may have and queries may name",
        gives=Words,
        answer=lambda ask: ask.vocabulary.words,
    ),
)
