"""Several reports of one deed, told together: what is taken for true, by which rule, and who tells it differently.

The rules stand in ``data/happenings/fusing.yaml``; the user may set others. Every value chosen is one that a report
tells: nothing is averaged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from dragoman import data
from dragoman.model.happenings import Field, Happening, Range, Version
from dragoman.model.problems import DragomanError
from dragoman.resolve.happenings import circumstances
from dragoman.resolve.happenings.circumstances import Conflict
from dragoman.resolve.happenings.sketches import Number, Party, Sketch, rank
from dragoman.resolve.happenings.voting import Vote, chosen, together

Parts = tuple[str, ...]


@cache
def allowed() -> dict[str, tuple[str, ...]]:
    """Field → the rules it may have, the first unless told otherwise."""
    return {field: tuple(rules) for field, rules in data.content("happenings", "fusing.yaml").items()}


def checked(settings: Mapping[str, str]) -> dict[str, str]:
    """The rule of every field, with those the user has set.

    Raises DragomanError naming a field or a rule that there is not.
    """
    known = allowed()
    for field, rule in settings.items():
        if field not in known:
            raise DragomanError(f"no field {field!r}; one of {', '.join(known)}")
        if rule not in known[field]:
            raise DragomanError(f"{field} cannot be {rule!r}; one of {', '.join(known[field])}")
    return {field: settings.get(field, rules[0]) for field, rules in known.items()}


def fuse(
    reports: Sequence[Sketch], origins: Mapping[str, str] | None = None, settings: Mapping[str, str] | None = None
) -> Happening:
    """One happening from its reports, the lead first.

    ``origins``: document → what stands for its source, the same for documents that count once; without it, the outlet,
    or the document itself. ``settings``: field → rule, where the user has set one.
    """
    return _Fusion(reports, origins or {}, checked(settings or {})).happening()


class _Fusion:
    """Chooses the fields of one happening."""

    def __init__(self, reports: Sequence[Sketch], origins: Mapping[str, str], rules: Mapping[str, str]) -> None:
        self.reports = [reports[0], *sorted(reports[1:], key=rank)]
        self.rules = rules
        self.origin = {r.id: origins.get(r.document) or r.source or r.document for r in self.reports}
        counts: dict[str, int] = defaultdict(int)
        for report in self.reports:
            counts[self.origin[report.id]] += 1
        self.weight = {r.id: 1 / counts[self.origin[r.id]] for r in self.reports}
        self.fields: list[Field] = []

    def happening(self) -> Happening:
        """The happening of all reports."""
        lead = self.reports[0]
        confidences = [report.confidence for report in self.reports if report.confidence is not None]
        return Happening(
            id=lead.id,
            reports=tuple(report.id for report in self.reports),
            articles=len({report.document for report in self.reports}),
            sources=len(set(self.origin.values())),
            type=self._one("type", lambda r: r.type) or lead.type,
            modes=self._several("modes", lambda r: r.modes),
            contexts=self._several("contexts", lambda r: r.contexts),
            status=self._one("status", lambda r: r.status) or lead.status,
            date=self._date(),
            place=self._place(),
            actor=self._parties("actor", lambda r: r.actors),
            recipient=self._parties("recipient", lambda r: r.recipients),
            magnitudes=tuple(self._numbers()),
            attribution=self._said_by(),
            confidence=max(confidences, default=None),
            fields=tuple(self.fields),
        )

    def _one(self, name: str, value: Callable[[Sketch], str | None]) -> str | None:
        return self._choose(name, [(r, told) for r in self.reports if (told := value(r)) is not None])

    def _date(self) -> str | None:
        told = [(r, r.date) for r in self.reports if r.date is not None]
        windows = {r.date: circumstances.window(r) for r, _ in told}
        return self._choose(
            "date",
            told,
            precision=lambda r: (r.first or 0) - (r.last or 0),
            agree=lambda a, b: _overlap(windows[a], windows[b]),
        )

    def _place(self) -> str | None:
        places = {r.place.id: r.place for r in self.reports if r.place}

        def agree(one: str, other: str) -> bool:
            try:
                told = circumstances.place(places[one], places[other])
            except Conflict:
                return False
            return told is None or told[0] != "other-town"

        return self._choose(
            "place",
            [(r, r.place.id) for r in self.reports if r.place],
            precision=lambda r: float(r.place is not None and (2 * r.place.exact + (r.place.kind != "country"))),
            agree=agree,
            shown=lambda id: f"{places[id].name} [{id}]",
        )

    def _said_by(self) -> str | None:
        names = {r.said_by.id: r.said_by.name for r in self.reports if r.said_by}
        return self._choose(
            "said by",
            [(r, r.said_by.id) for r in self.reports if r.said_by],
            rule=self.rules["event.said-by"],
            agree=lambda one, other: True,  # several may say so
            shown=lambda id: names[id],
        )

    def _several(self, name: str, value: Callable[[Sketch], Parts]) -> Parts:
        told = [(r, value(r)) for r in self.reports if value(r)]
        return self._parts(name, told, lambda one, other: bool(set(one) & set(other)), lambda parts: ", ".join(parts))

    def _parties(self, name: str, value: Callable[[Sketch], tuple[Party, ...]]) -> Parts:
        parties = {party.id: party for r in self.reports for party in value(r)}
        told = [(r, tuple(party.id for party in value(r))) for r in self.reports if value(r)]

        def agree(one: Parts, other: Parts) -> bool:
            ours, theirs = ({parties[id].side for id in ids} for ids in (one, other))
            countries, others = ({parties[id].country for id in ids} - {""} for ids in (one, other))
            vague = any(parties[id].unnamed for id in (*one, *other))
            return vague or bool(ours & theirs) or bool(countries & others)

        return self._parts(
            name, told, agree, lambda ids: ", ".join(parties[id].name for id in ids), lambda id: parties[id].side
        )

    def _parts(
        self,
        name: str,
        told: list[tuple[Sketch, Parts]],
        agree: Callable[[Parts, Parts], bool],
        shown: Callable[[Parts], str],
        group: Callable[[str], str] = str,
    ) -> Parts:
        """A field of several parts; ``group`` says which of them stand for the same."""
        rule = self.rules[f"event.{name}"]
        if not told:
            return ()
        votes = [self._vote(report, parts) for report, parts in told]
        value = together(rule, votes, group)
        within = [(report, value if set(parts) <= set(value) else parts) for report, parts in told]
        self._note(name, rule, value, within, agree, shown)
        return value

    def _numbers(self) -> Iterable[Range]:
        rule = self.rules["event.numbers"]
        for kind, unit in sorted({(n.kind, n.unit) for r in self.reports for n in r.numbers}):
            told = [(r, max(own, key=lambda n: n.value)) for r in self.reports if (own := _of_kind(r, kind, unit))]
            votes = [self._vote(report, number, size=number.value) for report, number in told]
            value = chosen(rule, votes)
            self._note(kind, rule, value, told, circumstances.agree, _quantity)
            sizes = [number.value for _, number in told]
            yield Range(kind=kind, value=value.value, unit=unit, bound=value.bound, least=min(sizes), most=max(sizes))

    def _choose(
        self,
        name: str,
        told: list[tuple[Sketch, str]],
        *,
        rule: str | None = None,
        precision: Callable[[Sketch], float] = lambda report: 0.0,
        agree: Callable[[str, str], bool] = lambda one, other: one == other,
        shown: Callable[[str], str] = str,
    ) -> str | None:
        rule = rule or self.rules[f"event.{name}"]
        if not told:
            return None
        votes = [self._vote(report, value, precision=precision(report)) for report, value in told]
        value: str = chosen("majority" if rule == "all" else rule, votes)
        self._note(name, rule, value, told, agree, shown)
        return value

    def _vote(self, report: Sketch, value: Any, *, precision: float = 0.0, size: float = 0.0) -> Vote[Any]:
        return Vote(value, self.weight[report.id], report.published or 0, report.official, precision, size, report.id)

    def _note(
        self,
        name: str,
        rule: str,
        value: Any,
        told: list[tuple[Sketch, Any]],
        agree: Callable[[Any, Any], bool],
        shown: Callable[[Any], str],
    ) -> None:
        """Write down a field with everything that was told of it, the chosen value first."""
        behind: dict[Any, list[Sketch]] = {value: []}
        for report, one in told:
            behind.setdefault(one, []).append(report)
        versions = tuple(
            Version(
                value=shown(one),
                reports=tuple(r.id for r in reports),
                sources=tuple(dict.fromkeys(r.source or r.document for r in reports)),
                agrees=one == value or agree(value, one),
            )
            for one, reports in behind.items()
        )
        self.fields.append(Field(name=name, value=shown(value), rule=rule, versions=versions))


def _of_kind(report: Sketch, kind: str, unit: str) -> list[Number]:
    return [number for number in report.numbers if (number.kind, number.unit) == (kind, unit)]


def _quantity(number: Number) -> str:
    """
    >>> _quantity(Number("killed", 7.0, "persons", "at_least"))
    'at least 7 persons'
    """
    bound = "" if number.bound == "exact" else f"{number.bound.replace('_', ' ')} "
    return f"{bound}{number.value:,.15g} {number.unit}"


def _overlap(one: tuple[int, int] | None, other: tuple[int, int] | None) -> bool:
    return one is None or other is None or (one[0] <= other[1] and other[0] <= one[1])
