"""What people decide on records: the log, the queue, and decisions."""

from __future__ import annotations

from typing import Annotated

import msgspec

from dragoman import query, review
from dragoman.model.corrections import Correction, EntryKind
from dragoman.query import StoredCorrection, StoredEvent
from dragoman.review import FieldAgreement
from dragoman.serve import parameters
from dragoman.serve.route import Ask, Listing, Made, Route
from dragoman.store import correction_log
from dragoman.store.roles import Role

_STATES = ("applied", "undone", "stranded", "idle")


class Edit(msgspec.Struct, tag_field="kind", tag="edit", forbid_unknown_fields=True):
    """Give fields of an entry other values; none to empty one."""

    entry: str  # document, colon, entry: "3f2a91:e4"
    fields: dict[str, list[str]]
    reason: str = ""
    near: Annotated[int, msgspec.Meta(ge=0)] | None = None  # where given words stand, in code points of the article


class Swap(msgspec.Struct, tag_field="kind", tag="swap", forbid_unknown_fields=True):
    """Turn actor and recipient of an event round."""

    entry: str
    reason: str = ""


class Confirm(msgspec.Struct, tag_field="kind", tag="confirm", forbid_unknown_fields=True):
    """An entry is right as it stands."""

    entry: str
    reason: str = ""


class Reject(msgspec.Struct, tag_field="kind", tag="reject", forbid_unknown_fields=True):
    """An entry should not be there."""

    entry: str
    reason: str = ""


class Add(msgspec.Struct, tag_field="kind", tag="add", forbid_unknown_fields=True):
    """An entry is missing that these words of the article tell."""

    article: str
    of: EntryKind
    words: str
    fields: dict[str, list[str]] = {}
    reason: str = ""


class Merge(msgspec.Struct, tag_field="kind", tag="merge", forbid_unknown_fields=True):
    """Reports tell of one deed."""

    entry: str
    others: list[str]
    reason: str = ""


class Split(msgspec.Struct, tag_field="kind", tag="split", forbid_unknown_fields=True):
    """A report does not tell of the deed of the others."""

    entry: str
    others: list[str]
    reason: str = ""


class MergeActors(msgspec.Struct, tag_field="kind", tag="merge-actors", forbid_unknown_fields=True):
    """Actors are one, and go by the first one's id."""

    actor: str
    others: list[str]
    reason: str = ""


class KeepApart(msgspec.Struct, tag_field="kind", tag="keep-apart", forbid_unknown_fields=True):
    """Actors are not the same, however alike their names."""

    actor: str
    others: list[str]
    reason: str = ""


class Undo(msgspec.Struct, tag_field="kind", tag="undo", forbid_unknown_fields=True):
    """Take a correction back; of an undoing, bring back what it took back."""

    correction: str
    reason: str = ""


Decision = Edit | Swap | Confirm | Reject | Add | Merge | Split | MergeActors | KeepApart | Undo


class Queue(msgspec.Struct, frozen=True):
    """Events that you have not judged yet, the least certain first, and how far you have come."""

    judged: int
    total: int
    next: str | None
    rows: list[StoredEvent]


class Reviewers(msgspec.Struct, frozen=True):
    """How far reviewers agree, field by field."""

    rows: list[FieldAgreement]


def _decide(ask: Ask) -> Made:
    reviewer = ask.reviewer(ask.author.name)
    body: Decision = ask.body
    match body:
        case Edit():
            made = reviewer.edit(*ask.entry_of(body.entry), body.fields, body.reason, body.near)
        case Swap():
            made = reviewer.swap(*ask.entry_of(body.entry), body.reason)
        case Confirm():
            made = reviewer.confirm(*ask.entry_of(body.entry), body.reason)
        case Reject():
            made = reviewer.reject(*ask.entry_of(body.entry), body.reason)
        case Add():
            made = reviewer.add(ask.found(body.article), body.of, body.words, body.fields, body.reason)
        case Merge():
            others = [ask.entry_of(other) for other in body.others]
            made = reviewer.merge(ask.entry_of(body.entry), others, body.reason)
        case Split():
            others = [ask.entry_of(other) for other in body.others]
            made = reviewer.split(ask.entry_of(body.entry), others, body.reason)
        case MergeActors():
            made = reviewer.merge_actors(body.actor, body.others, body.reason)
        case KeepApart():
            made = reviewer.keep_apart(body.actor, body.others, body.reason)
        case Undo():
            made = reviewer.undo(body.correction, body.reason)
    return Made(value=made, subject=made.id, location=f"/corrections/{made.id}")


def _correction(ask: Ask) -> Correction:
    with ask.not_found(), ask.store.reading() as connection:
        return correction_log.find(connection, ask.path["id"])


def _corrections(ask: Ask) -> Listing[StoredCorrection]:
    rows = query.corrections(ask.store, author=ask.given["author"], state=ask.given["state"])
    if ask.given["article"]:
        rows = [row for row in rows if row.entry and row.entry.partition(":")[0].startswith(ask.given["article"])]
    page = query.Page(total=len(rows), undated=0, rows=reversed(rows))
    return ask.part(page, lambda row: row.id)


def _queue(ask: Ask) -> Queue:
    author = ask.given["author"] or (ask.caller.name if ask.caller else "")
    judged = 0

    def page(limit: int, behind: query.Behind | None) -> query.Page[StoredEvent]:
        nonlocal judged
        found, judged = review.waiting(ask.store, author, ask.filter, limit, behind)
        return found

    rows = ask.page(page)
    return Queue(judged=judged, total=rows.total + judged, next=rows.next, rows=rows.rows)


def _reviewers(ask: Ask) -> Reviewers:
    with ask.store.reading() as connection:
        return Reviewers(list(review.agreement(correction_log.every(connection))))


ROUTES = (
    Route(
        path="/corrections",
        name="corrections",
        about="The log of corrections with what became of each, the last made first",
        gives=Listing[StoredCorrection],
        answer=_corrections,
        more=(
            parameters.words("author", "those of one person"),
            parameters.choice("state", "those that came to this", _STATES),
            parameters.words("article", "those of entries of one article, by its id or how it begins"),
        ),
        paged=True,
    ),
    Route(
        path="/corrections",
        name="decision",
        about="Decide on an entry: edit, swap, confirm, reject, add, merge, split, undo; or on actors",
        gives=Correction,
        answer=_decide,
        method="POST",
        role=Role.EDITOR,
        body=Decision,  # type: ignore[arg-type]
        status=201,
    ),
    Route(
        path="/corrections/{id}",
        name="correction",
        about="One correction, whole",
        gives=Correction,
        answer=_correction,
    ),
    Route(
        path="/review",
        name="review queue",
        about="Reports that one person has not judged yet, those first of which the program is least sure",
        gives=Queue,
        answer=_queue,
        filter="event",
        more=(parameters.words("author", "who judges; by default whose token it is"),),
        paged=True,
        personal=True,
    ),
    Route(
        path="/reviewers",
        name="reviewers",
        about="How far reviewers agree on entries that several judged: Krippendorff's alpha for each field",
        gives=Reviewers,
        answer=_reviewers,
    ),
)
