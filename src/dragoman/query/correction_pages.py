"""The log of corrections for people and programs that ask for it."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.model.corrections import Anchor, Correction
from dragoman.resolve.correcting import holding
from dragoman.store import Store, correction_log, revised

_WORDS = 40  # characters of an entry's words


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCorrection:
    """One decision of one person."""

    id: str
    kind: str
    author: str
    time: str
    reason: str
    what: str  # in words: "edit type=ACCUSE"
    entry: str | None  # document, colon, id of the entry today; None where there is none
    address: str | None
    words: str | None  # of the entry
    undoes: str | None
    state: str  # applied, undone, stranded, idle


def corrections(store: Store, *, author: str | None = None, state: str | None = None) -> list[StoredCorrection]:
    """The log from its beginning, of one person and in one state if asked."""
    with store.reading() as connection:
        log = correction_log.every(connection)
        holds = {one.id for one in holding(log)}
        states = revised.states(connection)
        held = revised.Holding(connection)
        found: list[StoredCorrection] = []
        for one in log:
            if author not in (None, one.author):
                continue
            became = states.get(one.id) or ("applied" if one.id in holds or one.kind == "undo" else "undone")
            if state in (None, became):
                found.append(_row(one, became, held.entry(one.target) if one.target else None))
    return found


def _row(one: Correction, state: str, entry: tuple[str, str] | None) -> StoredCorrection:
    target: Anchor | None = one.target
    return StoredCorrection(
        id=one.id,
        kind=one.kind,
        author=one.author,
        time=one.time,
        reason=one.reason,
        what=_what(one),
        entry=":".join(entry) if entry else None,
        address=target.address if target else None,
        words=target.words.exact[:_WORDS] if target else None,
        undoes=one.undoes,
        state=state,
    )


def _what(one: Correction) -> str:
    """A correction in a few words."""
    if one.kind == "undo":
        return f"undo {one.undoes}"
    if one.kind in ("merge-actors", "keep-apart"):
        return f"{one.kind} {', '.join(actor.id for actor in one.actors)}"
    if one.kind in ("edit", "add"):
        values = (
            f"{change.field}={_value(change.value)}" if change.value is not None else change.field
            for change in one.changes
        )
        return f"{one.kind} {' '.join(values)}"
    return one.kind


def _value(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else ",".join(value)
