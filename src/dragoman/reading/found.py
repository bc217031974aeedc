"""One value that reading came upon, and the words or the place outside the text it came from."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.model.text import Basis, Span


@dataclass(frozen=True, slots=True)
class Found:
    """A value, the rule that found it, and where in the text it stands (nowhere for ``given.*``)."""

    value: str
    rule: str
    basis: Basis = Basis.STATED
    spans: tuple[Span, ...] = ()

    @property
    def assumed(self) -> bool:
        return self.basis is Basis.ASSUMED
