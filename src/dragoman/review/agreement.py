"""How far reviewers agree: Krippendorff's alpha for each field of the entries that several of them judged.

Nominal data: two values are alike or they are not; several actors, modes or contexts are one value. Krippendorff,
K. (2019): Content Analysis, 4th edition, chapter 12.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.model.corrections import Anchor, Change, Correction
from dragoman.resolve.correcting import holding

VERDICT = "verdict"  # kept or rejected


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldAgreement:
    """Agreement on one field."""

    entry: str  # event, statement, ...
    field: str
    units: int  # entries for which at least two gave it a value
    alike: float  # share of them where all gave the same
    alpha: float | None  # 1 for agreement, 0 for chance; None where only one value was ever given


def agreement(log: Sequence[Correction], authors: Sequence[str] = ()) -> tuple[FieldAgreement, ...]:
    """Agreement of the authors named, or of all in the log, the verdict on each kind of entry first."""
    judged = _judged(log)
    who = list(authors) or sorted({author for author, _ in judged})
    units = sorted(
        {anchor for _, anchor in judged}, key=lambda one: (one.address, one.entry, one.words.start, repr(one))
    )
    fields = dict.fromkeys(
        (anchor.entry, field)
        for (_, anchor), values in sorted(judged.items(), key=lambda one: repr(one[0]))
        for field in values
    )
    found: list[FieldAgreement] = []
    for entry, field in sorted(fields, key=lambda one: (one[0], one[1] != VERDICT, one[1])):
        rows = [[judged.get((author, unit), {}).get(field) for unit in units if unit.entry == entry] for author in who]
        if (one := _measured(entry, field, rows)) is not None:
            found.append(one)
    return tuple(found)


def _measured(entry: str, field: str, rows: list[list[str | None]]) -> FieldAgreement | None:
    columns = [[value for value in column if value is not None] for column in zip(*rows, strict=True)]
    shared = [column for column in columns if len(column) > 1]
    if not shared:
        return None
    alike = sum(len(set(column)) == 1 for column in shared) / len(shared)
    return FieldAgreement(entry=entry, field=field, units=len(shared), alike=alike, alpha=_alpha(shared))


def _alpha(units: Sequence[Sequence[str]]) -> float | None:
    """One less the share of pairs that differ within units over that of pairs that differ at all."""
    totals = Counter(value for values in units for value in values)
    count = totals.total()
    expected = (count**2 - sum(n**2 for n in totals.values())) / (count - 1)
    if not expected:
        return None
    observed = sum(
        (len(values) ** 2 - sum(n**2 for n in Counter(values).values())) / (len(values) - 1) for values in units
    )
    return 1 - observed / expected


def _judged(log: Sequence[Correction]) -> dict[tuple[str, Anchor], dict[str, str]]:
    """What each person says of each entry: the verdict, and the fields that he confirmed or gave a value."""
    found: dict[tuple[str, Anchor], dict[str, str]] = {}
    for one in holding(log):
        if one.target is None or one.kind not in ("edit", "confirm", "reject"):
            continue
        values = found.setdefault((one.author, one.target), {})
        if one.kind == "reject":
            values.clear()
        values |= {change.field: _value(change) for change in one.changes}
        values[VERDICT] = "rejected" if one.kind == "reject" else "kept"
    return found


def _value(change: Change) -> str:
    """A value as one word."""
    if isinstance(change.value, tuple):
        return " ".join(sorted(change.value))
    numbers = (f"{one.kind} {one.bound} {one.value:g} {one.unit}" for one in change.numbers)
    return change.value or " … ".join(words.exact for words in change.words) or "; ".join(sorted(numbers))
