"""Who held an office on a day: "foreign minister" of SYR on 2025-03-01.

In: a country, an office in words, a day. Out: the holder with the row that says so, or none and the reason. A holder
is never guessed: where the base ends, or knows only the month of a change, the answer is that it is not known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from dragoman.annotate.actors.roles import RoleBook
from dragoman.knowledge.base import Knowledge
from dragoman.knowledge.entries import Person, Tenure
from dragoman.knowledge.spelling import fold


@dataclass(frozen=True, slots=True)
class Answer:
    """The holder of an office on a day, or the reason why none can be named."""

    holder: Person | None
    tenure: Tenure | None  # the row that says so
    reason: str
    candidates: tuple[Tenure, ...] = ()  # who may have held it, where that is open


@dataclass(frozen=True)
class Incumbents:
    """Answers questions about offices."""

    knowledge: Knowledge
    book: RoleBook

    def who(self, country: str, office: str, day: str) -> Answer:
        """The holder of an office of a country on a day (ISO)."""
        tenures = self.of_office(country, office)
        if not tenures:
            return Answer(None, None, f"no {office} of {country} is in the knowledge base")
        sure = _latest([tenure for tenure in tenures if tenure.surely_holds_on(day)], day)
        people = {tenure.person for tenure in sure}
        if len(people) == 1:
            tenure = sure[0]
            return Answer(self.knowledge.people[tenure.person], tenure, f"{tenure.source}, known up to {tenure.as_of}")
        if len(people) > 1:
            return Answer(None, None, "several held it; name the organization", tuple(sure))
        open_ones = tuple(tenure for tenure in tenures if tenure.may_hold_on(day))
        if open_ones:
            last = max(open_ones, key=lambda tenure: tenure.start)
            return Answer(None, None, f"not known for that day; the row of {last.person} is known up to {last.as_of}",
                          open_ones)  # fmt: skip
        return Answer(None, None, "nobody is known to have held it on that day")

    def of_office(self, country: str, office: str) -> list[Tenure]:
        """Rows of an office: those with this very title, else those whose title has the same role.

        Acting holders count; a body's name or id before the title ("MIT director") narrows the rows to the body.
        """
        every = self.knowledge.tenures(country)
        bodies = {sense.entry for found in self.knowledge.scan(office) for sense in found.values} | {*office.split()}
        every = [tenure for tenure in every if tenure.organization in bodies] or every
        wanted = fold(office)
        exact = [tenure for tenure in every if fold(tenure.title).removeprefix("acting ") == wanted]
        return exact or self._with_role(every, self.roles(office))

    def _with_role(self, tenures: Iterable[Tenure], wanted: frozenset[str]) -> list[Tenure]:
        return [tenure for tenure in tenures if wanted & self.roles_of(tenure)]

    def roles(self, office: str) -> frozenset[str]:
        """The roles that an office's words name, without the wider ones they imply."""
        return self.book.own_roles_in(office)

    def roles_of(self, tenure: Tenure) -> frozenset[str]:
        """The same of a row; the head of an intelligence service is an intelligence chief."""
        roles = self.roles(tenure.title)
        body = self.knowledge.bodies.get(tenure.organization or "")
        sector = tenure.sector or (body.sectors[0] if body and body.sectors else "")
        heading = self.book.roles_heading.get(sector)
        return roles | {heading} if heading and "chief" in roles else roles


def _latest(tenures: list[Tenure], day: str) -> list[Tenure]:
    """Who took office that day before who left it that day; who holds it before who acts for the holder."""
    preferred: tuple[Callable[[Tenure], bool], ...] = (
        lambda tenure: tenure.end != day,
        lambda tenure: not tenure.title.startswith("acting "),
    )
    for is_preferred in preferred:
        tenures = [tenure for tenure in tenures if is_preferred(tenure)] or tenures
    return tenures
