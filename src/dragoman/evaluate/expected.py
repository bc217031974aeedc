"""A person's annotation of one article: what a right record of it holds.

Reads the JSON form that ``dragoman eval record`` takes. Spans are ``[start, end)`` in code points
into the article; ``null`` means that the annotator leaves a field open, and it is not scored.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from dragoman.model.entities import ActorKind
from dragoman.model.events import Status
from dragoman.model.problems import DragomanError
from dragoman.model.text import Span

Pair = tuple[int, int]


class _Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Every entry may carry a note in prose; a misspelt field is a fault, not a note."""

    note: str | None = None


class ExpectedDocument(_Entry, frozen=True, kw_only=True):
    """What is known of the article itself."""

    title: str | None = None
    published: str | None = None
    dateline: str | None = None
    language: str | None = None
    year_inferred: int | None = None
    year_rule: str | None = None


class ExpectedOffice(_Entry, frozen=True, kw_only=True):
    """A post as the article states it."""

    title: str
    organization: str | None = None
    country: str | None = None


class ExpectedActor(_Entry, frozen=True, kw_only=True):
    """An actor; it is found where its mentions are."""

    id: str
    name: str
    some_mentions: tuple[Pair, ...]
    kind: ActorKind | None = None
    country: str | None = None
    sectors: tuple[str, ...] | None = None
    office: ExpectedOffice | None = None


class ExpectedEvent(_Entry, frozen=True, kw_only=True):
    """An event; ``optional`` ones count neither for nor against."""

    id: str
    type: str
    actor: tuple[str, ...]
    triggers: tuple[Pair, ...]
    recipient: tuple[str, ...] | None = None
    modes: tuple[str, ...] | None = None
    contexts: tuple[str, ...] | None = None
    status: Status | None = None
    date: str | None = None
    place: str | None = None
    optional: bool = False


class ExpectedStatement(_Entry, frozen=True, kw_only=True):
    """Something said."""

    id: str
    speaker: tuple[str, ...]
    content: tuple[Pair, ...]
    kind: str | None = None
    cue: Pair | None = None


class ExpectedCommitment(_Entry, frozen=True, kw_only=True):
    """Who must do what by when."""

    id: str
    debtor: tuple[str, ...]
    action: Pair
    beneficiary: tuple[str, ...] | None = None
    deadline: str | None = None
    deadline_span: Pair | None = None
    status_claim: str | None = None


class ExpectedAgreement(_Entry, frozen=True, kw_only=True):
    """A named agreement with the commitments in it."""

    id: str
    name: str
    name_span: Pair
    parties: tuple[str, ...] | None = None
    date: str | None = None
    status: str | None = None
    commitments: tuple[ExpectedCommitment, ...] = ()


class Expected(msgspec.Struct, frozen=True, kw_only=True):
    """The whole annotation. Top-level parts not named here (notes, an agenda) are left alone."""

    document: ExpectedDocument = ExpectedDocument()
    actors: tuple[ExpectedActor, ...]
    events: tuple[ExpectedEvent, ...]
    statements: tuple[ExpectedStatement, ...] = ()
    agreements: tuple[ExpectedAgreement, ...] = ()
    commitments_without_agreement: tuple[ExpectedCommitment, ...] = ()

    def commitments(self) -> Iterator[tuple[str, ExpectedCommitment]]:
        """Every commitment with its path in the file."""
        for i, agreement in enumerate(self.agreements):
            for j, one in enumerate(agreement.commitments):
                yield f"$.agreements[{i}].commitments[{j}]", one
        for i, one in enumerate(self.commitments_without_agreement):
            yield f"$.commitments_without_agreement[{i}]", one


class ExpectedFault(DragomanError):
    """An annotation that is not in the form; lists the faults with their paths."""


def load_expected(path: Path) -> Expected:
    """Read an annotation.

    Raises ExpectedFault naming the path of what is wrong.
    """
    try:
        expected = msgspec.json.decode(path.read_bytes(), type=Expected)
    except OSError as fault:
        raise ExpectedFault(f"{path}: {fault.strerror or fault}") from fault
    except (msgspec.DecodeError, UnicodeDecodeError) as fault:
        raise ExpectedFault(f"{path}: {fault}") from fault
    faults = [*_bad_spans(expected, None), *_unknown_actors(expected), *_repeated_ids(expected)]
    if faults:
        raise ExpectedFault("\n".join(f"{path}: {fault}" for fault in faults))
    return expected


def check_against(expected: Expected, text: str) -> None:
    """Raise ExpectedFault if a span lies outside the article it is meant for."""
    faults = list(_bad_spans(expected, len(text)))
    if faults:
        raise ExpectedFault("\n".join([*faults, "Is this the article the annotation was made for?"]))


def spans(pairs: Iterable[Pair]) -> list[Span]:
    """Pairs of numbers as spans."""
    return [Span(*pair) for pair in pairs]


def _spans_with_paths(expected: Expected) -> Iterator[tuple[str, Pair]]:
    for i, actor in enumerate(expected.actors):
        yield from ((f"$.actors[{i}].some_mentions[{n}]", p) for n, p in enumerate(actor.some_mentions))
    for i, event in enumerate(expected.events):
        yield from ((f"$.events[{i}].triggers[{n}]", p) for n, p in enumerate(event.triggers))
    for i, statement in enumerate(expected.statements):
        yield from ((f"$.statements[{i}].content[{n}]", p) for n, p in enumerate(statement.content))
    for i, agreement in enumerate(expected.agreements):
        yield f"$.agreements[{i}].name_span", agreement.name_span
    for path, commitment in expected.commitments():
        yield f"{path}.action", commitment.action


def _bad_spans(expected: Expected, length: int | None) -> Iterator[str]:
    for path, (start, end) in _spans_with_paths(expected):
        if not 0 <= start < end:
            yield f"{path}: [{start}, {end}] is not a span; give [start, end] with start before end"
        elif length is not None and end > length:
            yield f"{path}: [{start}, {end}] ends beyond the article, which has {length} characters"


def _unknown_actors(expected: Expected) -> Iterator[str]:
    known = {actor.id for actor in expected.actors}
    used: list[tuple[str, tuple[str, ...] | None]] = []
    for i, event in enumerate(expected.events):
        used += [(f"$.events[{i}].actor", event.actor), (f"$.events[{i}].recipient", event.recipient)]
    used += [(f"$.statements[{i}].speaker", one.speaker) for i, one in enumerate(expected.statements)]
    used += [(f"$.agreements[{i}].parties", one.parties) for i, one in enumerate(expected.agreements)]
    for path, commitment in expected.commitments():
        used += [(f"{path}.debtor", commitment.debtor), (f"{path}.beneficiary", commitment.beneficiary)]
    for path, ids in used:
        for id in ids or ():
            if id not in known:
                yield f"{path}: there is no actor {id!r} in $.actors"


def _repeated_ids(expected: Expected) -> Iterator[str]:
    for entries in (
        [(f"$.actors[{i}]", one.id) for i, one in enumerate(expected.actors)],
        [(f"$.events[{i}]", one.id) for i, one in enumerate(expected.events)],
        [(f"$.statements[{i}]", one.id) for i, one in enumerate(expected.statements)],
        [(f"$.agreements[{i}]", one.id) for i, one in enumerate(expected.agreements)],
        [(path, one.id) for path, one in expected.commitments()],
    ):
        seen: set[str] = set()
        for path, id in entries:
            if id in seen:
                yield f"{path}.id: {id!r} is used twice"
            seen.add(id)
