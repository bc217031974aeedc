"""What is new of a saved query since its last digest, made from the answers to queries."""

from __future__ import annotations

import shlex
from dataclasses import fields
from datetime import UTC, date, datetime

from dragoman import query
from dragoman.digest.before import Before
from dragoman.digest.sections import Question, sections
from dragoman.model.digests import Digest
from dragoman.model.follows import Follow, Mark
from dragoman.ontology import Ontology
from dragoman.query import Filter
from dragoman.store import Store

SHOWN = 40  # lines of a section, unless asked otherwise


def make(
    store: Store,
    follow: Follow,
    ontology: Ontology,
    *,
    since: Mark | None,
    today: date | None = None,
    limit: int | None = SHOWN,
) -> Digest:
    """The digest of a follow, from one view of the store.

    ``since``: how far the last one went; None for all there is. ``today``: the day from which deadlines are counted,
    by default that of the computer's clock.
    """
    after = since.document if since else 0
    with store.reading():
        mark = Mark(document=query.newest(store), made=datetime.now(UTC).isoformat(timespec="seconds"))
        came = query.came_since(store, after)
        question = Question(
            store=store,
            wanted=query.from_json(follow.filter),
            after=after,
            since=since.made if since else None,
            before=Before(came, store.load, ontology),
            ontology=ontology,
            today=today or date.today(),
            limit=limit,
        )
        made = tuple(sections(question, follow.what))
    return Digest(
        name=follow.name,
        asked=asked(question.wanted),
        since=question.since,
        mark=mark,
        stored=len(came),
        articles=len(came.keys() & frozenset[str]().union(*(section.documents for section in made))),
        sections=made,
        all_of_it=_command(follow.name, question.since),
    )


def asked(wanted: Filter) -> str:
    """A query in words.

    >>> asked(Filter(dyad=("TUR", "SYR"), type=("CONSULT", "AGREE"), since="2025"))
    'dyad: TUR, SYR; type: CONSULT, AGREE; since: 2025'
    """
    values = {field.name: getattr(wanted, field.name) for field in fields(wanted)}
    told = {name: ", ".join(one) if isinstance(one, tuple) else one for name, one in values.items() if one}
    parts = (f"{name.replace('_', ' ')}: {one}" for name, one in told.items())
    return "; ".join(parts) or "everything"


def _command(name: str, since: str | None) -> str:
    """A command that shows what a digest leaves out, and does not count as one."""
    begin = f"--since {since[:10]}" if since else "--all"
    return f"dragoman digest {shlex.quote(name)} {begin} --limit 0 --keep"
