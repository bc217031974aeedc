"""Who held an office on a day: "foreign minister" of SYR on 2025-03-01.

In: a country or body, an office in words, a day. Out: the holder with the row that says so, or none and the reason.
A holder is never guessed: where the base ends, or knows only the month of a change, the answer is "not known".
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

    def who(self, owner: str, office: str, day: str) -> Answer:
        """The holder of an office of a country or a body on a day (ISO)."""
        tenures = self.of_office(owner, office)
        if not tenures:
            return Answer(None, None, f"no {office} of {owner} is in the knowledge base")
        sure = self._foremost([tenure for tenure in tenures if tenure.surely_holds_on(day)], day)
        people = {tenure.person for tenure in sure}
        if len(people) == 1:
            tenure = sure[0]
            return Answer(self.knowledge.people[tenure.person], tenure, f"{tenure.source}, known up to {tenure.as_of}")
        if len(people) > 1:
            return Answer(None, None, "several held it; name the organization", tuple(sure))
        possible = tuple(tenure for tenure in tenures if tenure.may_hold_on(day))
        if not possible:
            return Answer(None, None, "nobody is known to have held it on that day")
        last = max(possible, key=lambda tenure: tenure.start)
        reason = f"not known for that day; the row of {last.person} is known up to {last.as_of}"
        return Answer(None, None, reason, possible)

    def of_office(self, owner: str, office: str) -> list[Tenure]:
        """Rows of an office: those with this very title, else those whose title has the same role.

        Acting holders count; a body named with the title ("MIT director", "secretary of the Security Council")
        narrows the rows to that body's.
        """
        every, wanted = self.knowledge.tenures(owner), fold(office)
        exact = [tenure for tenure in every if wanted in (fold(tenure.title), self._bare(tenure.title))]
        if exact:
            return exact
        of_body = [tenure for tenure in every if self._names_body(office, tenure)]
        return self._with_role(of_body or every, self.roles(office)) or of_body

    def _names_body(self, office: str, tenure: Tenure) -> bool:
        """Whether the words beside the title in an office's name are a name of the body, or in one."""
        body = self.knowledge.bodies.get(tenure.organization or "")
        title, wanted = fold(tenure.title), fold(office)
        if body is None or title not in wanted:
            return False
        joining = self.book.words["owner"] | self.book.words["definite"]
        rest = " ".join(word for word in wanted.replace(title, " ", 1).split() if word not in joining)
        names = [body.id, *(form for form, _ in body.forms)]
        return bool(rest) and any(rest in fold(name) for name in names)

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

    def _bare(self, title: str) -> str:
        """A title without "acting" or "interim"."""
        return " ".join(word for word in fold(title).split() if word not in self.book.for_the_time_being)

    def _foremost(self, tenures: list[Tenure], day: str) -> list[Tenure]:
        """Who took office that day before who left it that day; who holds it before who acts for the holder."""
        preferred: tuple[Callable[[Tenure], bool], ...] = (
            lambda tenure: tenure.end != day,
            lambda tenure: self._bare(tenure.title) == fold(tenure.title),
        )
        for is_preferred in preferred:
            tenures = [tenure for tenure in tenures if is_preferred(tenure)] or tenures
        return tenures
