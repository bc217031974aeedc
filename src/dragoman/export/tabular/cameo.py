"""Events of the record in CAMEO, by the scheme that comes with the program, and what data sets hang on its codes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, cached_property

from dragoman import scheme
from dragoman.coding.lexicon import Lexicon
from dragoman.export.tabular.layouts import codes, vocabulary
from dragoman.export.tabular.sides import Side
from dragoman.model.events import Event
from dragoman.model.problems import DragomanError
from dragoman.model.record import Record
from dragoman.model.text import Attested, Basis
from dragoman.petrarch.cameo import roles
from dragoman.resolve.recoding import Recoding

_NAMES = ("PLOVER", "CAMEO")


@dataclass(frozen=True, slots=True)
class Code:
    """A code of CAMEO."""

    code: str  # "0251"
    gloss: str

    @property
    def base(self) -> str:
        """The code without its last division: that of "0251" is "025"."""
        return self.code[:3]

    @property
    def root(self) -> str:
        """The category: that of "0251" is "02"."""
        return self.code[:2]

    @property
    def quad_class(self) -> int:
        """GDELT's quad class: it goes by the root alone."""
        return next(int(number) for number, roots in vocabulary("gdelt")["quad_class"].items() if self.root in roots)

    def score(self, data_set: str) -> float | None:
        """The score on the Goldstein scale as a data set ("gdelt" or "icews") has it."""
        score = codes("goldstein").get(self.code, {}).get(data_set)
        return float(score) if score else None


class Cameo:
    """Gives events their CAMEO codes."""

    @cached_property
    def _recoding(self) -> Recoding:
        cameo = scheme.Scheme.load("cameo")
        return Recoding(cameo, Lexicon.load(*cameo.lexicon, ontology=cameo.coded))

    def code(
        self, record: Record, event: Event, *, type: str, modes: Iterable[str], contexts: Iterable[str]
    ) -> Code | None:
        """The code of an event whose type, modes and contexts are taken to be these; None if CAMEO has no such events.

        Raises DragomanError if the record's codes are neither PLOVER's nor CAMEO's.
        """
        if record.scheme not in _NAMES:
            raise DragomanError(
                f"{record.document.address}: coded in {record.scheme}, from which nothing leads to CAMEO; "
                "'dragoman recode --scheme plover' codes the articles anew"
            )
        ontology = self._recoding.scheme.ontology
        if record.scheme == "CAMEO":
            return Code(type, ontology.types[type].gloss)
        taken = replace(
            event,
            type=_each((event.type,), (type,))[0],
            modes=_each(event.modes, modes),
            contexts=_each(event.contexts, contexts),
        )
        found = self._recoding.recode((taken,))
        return Code(found[0].type.value, found[0].gloss) if found else None


def actor_codes(side: Side | None) -> dict[str, str | None]:
    """An actor's parts in CAMEO, in the order in which they make its code: country, known group, and up to three roles
    (``type1`` to ``type3``); of an international actor the roles come first ("IGOUNO").
    """
    if side is None:
        return {}
    words = vocabulary("actors")
    country = side.party.country
    international = words["international"].get(country, {})
    named = words["cameo_countries"].get(country, country) if country in codes("countries") else None
    found = [international.get("type"), *(_role(sector) for sector in side.sectors)]
    types = list(dict.fromkeys(role for role in found if role))
    if side.party.kind == "state":
        types = []  # the country itself
    place = {"country": named, "group": international.get("group")}
    doing = {f"type{n}": role for n, role in enumerate(types[:3], 1)}
    return {**place, **doing} if named else {**doing, **place}


@cache
def _role(sector: str) -> str | None:
    """The role of CAMEO for a sector of PLOVER, where there is just one, or one of that name."""
    fitting = [name for name, role in roles().items() if role.sector == sector]
    if sector in fitting:
        return sector
    return fitting[0] if len(fitting) == 1 else None


def _each(given: tuple[Attested[str], ...], values: Iterable[str]) -> tuple[Attested[str], ...]:
    """Just these values, each with its ground where the event itself has it."""
    known = {one.value: one for one in given}
    return tuple(
        known.get(value) or Attested(value=value, basis=Basis.DERIVED, rule="happening.told-together")
        for value in values
    )
