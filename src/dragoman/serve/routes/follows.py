"""Saved queries and their digests."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime
from typing import Any, get_type_hints

import msgspec

from dragoman import digest, query
from dragoman.digest import kinds
from dragoman.model.digests import Digest
from dragoman.model.follows import Follow, Kind, Mark
from dragoman.serve import parameters
from dragoman.serve.problems import wrong
from dragoman.serve.route import Ask, Made, Route
from dragoman.store import follows
from dragoman.store.roles import Role

_HINTS = get_type_hints(query.Filter)
#: A query as JSON: the fields of ``query.Filter``.
Asked = msgspec.defstruct(
    "Asked",
    [(one.name, _HINTS[one.name], one.default) for one in fields(query.Filter) if one.name != "after"],
    forbid_unknown_fields=True,
    namespace={"__doc__": "What to look for. Several values of one field mean any of them; fields add up."},
)


class NewFollow(msgspec.Struct, forbid_unknown_fields=True):
    """A query to keep under a name."""

    name: str
    filter: Asked  # type: ignore[valid-type]
    what: list[Kind] = []  # all kinds that can be asked so, if none is named


class Told(msgspec.Struct, forbid_unknown_fields=True):
    """The mark of a digest that has been read: the next one begins there."""

    document: int
    made: str


class Follows(msgspec.Struct, frozen=True):
    """All saved queries, by name."""

    rows: list[Follow]


def _save(ask: Ask) -> Made:
    body: NewFollow = ask.body
    if not body.name.strip() or not body.name.isprintable() or "/" in body.name or len(body.name) > 100:
        raise wrong(f"{body.name!r} is no name: write up to 100 letters, digits, spaces or hyphens")
    wanted = _wanted(ask, body.filter)
    try:
        what = kinds.fitting(wanted, body.what)
    except ValueError as fault:
        raise wrong(str(fault)) from fault
    made = datetime.now(UTC).isoformat(timespec="seconds")
    follow = Follow(name=body.name, what=what, filter=query.to_json(wanted), made=made)
    follows.add(ask.store, follow)
    return Made(value=follow, subject=follow.name)


def _wanted(ask: Ask, asked: Any) -> query.Filter:
    """The query, checked as one in an address is."""
    everything = frozenset(field.name for field in fields(query.Filter))
    found: dict[str, Any] = {}
    for one in parameters.of_filter("", ask.vocabulary, everything - {"after"}):
        value = getattr(asked, one.name)
        if value:
            found[one.name] = parameters.checked(
                one, [str(v) for v in (value if isinstance(value, tuple) else [value])]
            )
    return query.Filter(**found)


def _digest(ask: Ask) -> Digest:
    with ask.not_found():
        follow = follows.find(ask.store, ask.path["name"])
    since = None if ask.given["all"] else follow.mark
    return digest.make(ask.store, follow, ask.vocabulary.ontology, since=since, limit=ask.given["limit"])


def _told(ask: Ask) -> Made:
    with ask.not_found():
        follow = follows.find(ask.store, ask.path["name"])
    if not 0 <= ask.body.document <= query.newest(ask.store):
        raise wrong("the mark is that of no digest")
    follows.advance(ask.store, follow.name, Mark(document=ask.body.document, made=ask.body.made))
    return Made(value=follows.find(ask.store, follow.name), subject=follow.name)


def _remove(ask: Ask) -> Made:
    with ask.not_found():
        follows.remove(ask.store, ask.path["name"])
    return Made(value=None, subject=ask.path["name"])


def _follow(ask: Ask) -> Follow:
    with ask.not_found():
        return follows.find(ask.store, ask.path["name"])


ROUTES = (
    Route(
        path="/follows",
        name="follows",
        about="Saved queries, by name",
        gives=Follows,
        answer=lambda ask: Follows(follows.every(ask.store)),
    ),
    Route(
        path="/follows",
        name="follow",
        about="Save a query under a name, for digests of what is new",
        gives=Follow,
        answer=_save,
        method="POST",
        role=Role.EDITOR,
        body=NewFollow,
        status=201,
    ),
    Route(path="/follows/{name}", name="follow", about="One saved query", gives=Follow, answer=_follow),
    Route(
        path="/follows/{name}",
        name="follow",
        about="Forget a saved query, and how far its digests went",
        gives=None,
        answer=_remove,
        method="DELETE",
        role=Role.EDITOR,
        status=204,
    ),
    Route(
        path="/follows/{name}/digest",
        name="digest",
        about="What is new of a saved query since the last digest that was told",
        gives=Digest,
        answer=_digest,
        more=(
            parameters.flag("all", "all there is, told before or not"),
            parameters.whole("limit", "lines of a section at most", 1, 1000, digest.SHOWN),
        ),
        daily=True,
    ),
    Route(
        path="/follows/{name}/told",
        name="told",
        about="Say that a digest has been read, by the mark that it gave",
        gives=Follow,
        answer=_told,
        method="POST",
        role=Role.EDITOR,
        body=Told,
    ),
)
