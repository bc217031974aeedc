"""Questions in keyword arguments: each becomes a ``query.Filter``, or a fault that says what could be asked.

What may be asked stands in ``query.Filter`` and ``query.KNOWN`` alone; a new field there can be asked for at once.
``Asked`` repeats it for those whose editors and type checkers read it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import fields
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, TypedDict, get_args, get_type_hints

import msgspec

from dragoman.model.agreements import AgreementKind, AgreementStatus, ClaimedStatus
from dragoman.model.choices import spelled
from dragoman.model.events import Status
from dragoman.model.problems import DragomanError
from dragoman.model.statements import Stance
from dragoman.query import Filter
from dragoman.store.days import days

if TYPE_CHECKING:
    from dragoman.coding.topics import Topics
    from dragoman.knowledge.base import Knowledge
    from dragoman.ontology import Ontology
    from dragoman.scheme import Scheme

Values: TypeAlias = str | Iterable[str]  # one value, or several of which any will do
Day: TypeAlias = str | date  # a day, a month ("2025-09") or a year


class Asked(TypedDict, total=False):
    """What rows are asked by; ``query.Filter`` says what each means, ``query.KNOWN`` which kind of row has which."""

    actor: Values
    recipient: Values
    dyad: tuple[str, str]
    party: Values
    sector: Values
    actor_sector: Values
    recipient_sector: Values
    mediator: Values
    about: Values
    type: Values
    quad: Values
    mode: Values
    context: Values
    status: Values
    kind: Values
    topic: Values
    stance: Values
    place: Values
    near: str
    within: float
    source: Values
    least_confidence: float
    least_sources: int
    level: Values
    form: Values
    since: Day
    until: Day
    text: str


_TYPES = get_type_hints(Filter)
_DATES = ("since", "until")
_TAKES = {
    tuple[str, ...]: "a text, or several in a list",
    tuple[str, str] | None: "two texts, one for each side",
    str | None: "a text",
    int | None: "a whole number",
    float | None: "a number",
}
_CALLED = {"due": "things due", "stance": "positions"}  # kinds of rows whose plural says something else


class Asking:
    """Makes filters, with values spelled as a coding scheme and the topics of a knowledge folder have them."""

    def __init__(self, scheme: str | Path | None = None, knowledge: Path | None = None) -> None:
        self._name = scheme
        self._knowledge = knowledge

    def filter(self, what: str, known: Set[str], asked: Mapping[str, Any]) -> Filter:
        """The filter for a kind of row ("event") that can be asked by some fields.

        Raises DragomanError naming what there is, if a keyword is none of them or a value is none of the scheme's.
        """
        own = [field.name for field in fields(Filter) if field.name in known]
        for name in asked:
            if name not in own:
                raise DragomanError(f"{_CALLED.get(what, f'{what}s')} cannot be asked by {name!r}; by {', '.join(own)}")
        given = {name: self._value(what, name, value) for name, value in asked.items() if value is not None}
        return Filter(**given)

    def _value(self, what: str, name: str, value: Any) -> Any:
        if isinstance(value, date):
            value = value.isoformat()
        if _TYPES[name] == tuple[str, ...]:
            value = (value,) if isinstance(value, str) else value
        if isinstance(value, Iterable) and not isinstance(value, str):
            value = tuple(value)
        try:
            value = msgspec.convert(value, _TYPES[name])
        except msgspec.ValidationError as fault:
            raise DragomanError(f"{name}={value!r}: it takes {_TAKES.get(_TYPES[name], fault)}") from fault
        if name in _DATES and days(value) is None:
            raise DragomanError(f"{name}={value!r} is not a date: write 2025, 2025-09 or 2025-09-17")
        try:
            return self._spelled(what, name, value)
        except DragomanError as fault:
            raise DragomanError(f"{name}: {fault}") from fault

    def _spelled(self, what: str, name: str, value: Any) -> Any:
        """The value as it is stored; fields that have no list of values take any."""
        choices = self._choices.get(name) or self._choices.get(f"{what} {name}")
        if choices is not None:
            return tuple(spelled(value, choices()))
        if name == "type":
            types, roots = self._ontology.types, self._ontology.roots
            chosen = spelled(value, [*types, *roots])
            return tuple(one.name for name in chosen for one in types.values() if name in (one.name, one.root))
        if name == "topic":
            return tuple(id for one in spelled(value, self.topics.by_id) for id in self.topics.below(one))
        return value

    def ids_of(self, name: str) -> tuple[str, ...]:
        """Ids of the actors that the knowledge base has by a name."""
        from dragoman.knowledge import lookup

        return tuple(entry.id for entry in lookup.named(self._base, name))

    @cached_property
    def _base(self) -> Knowledge:
        from dragoman.knowledge.base import Knowledge

        return Knowledge.load(self._knowledge)

    @cached_property
    def _choices(self) -> dict[str, Callable[[], Iterable[str]]]:
        """What there is to choose from, by field, or by kind of row and field; looked up when asked for."""
        return {
            "mode": lambda: self._ontology.modes,
            "sector": lambda: self._ontology.sectors,
            "actor_sector": lambda: self._ontology.sectors,
            "recipient_sector": lambda: self._ontology.sectors,
            "quad": lambda: {type.quad for type in self._ontology.types.values()},
            "context": lambda: self._ontology.contexts,
            "stance": lambda: [stance.value for stance in Stance],
            "kind": lambda: get_args(AgreementKind),
            "level": _levels,
            "form": _forms,
            "event status": lambda: [status.value for status in Status],
            "agreement status": lambda: get_args(AgreementStatus),
            "commitment status": lambda: get_args(ClaimedStatus),
        }

    @cached_property
    def scheme(self) -> Scheme:
        """Whose codes events have."""
        from dragoman.scheme import Scheme

        return Scheme.load(self._name)

    @property
    def _ontology(self) -> Ontology:
        return self.scheme.ontology

    @cached_property
    def topics(self) -> Topics:
        """What positions are taken on."""
        from dragoman.coding.topics import Topics

        return Topics.load(self.scheme.rule_file("contexts.yaml"), self.scheme.coded, self._knowledge)


def _levels() -> Iterable[str]:
    from dragoman.resolve.meetings import levels

    return [level.name for level in levels()]


def _forms() -> Iterable[str]:
    from dragoman.resolve.meetings import forms

    return forms()
