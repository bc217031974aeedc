"""Persons in office: what is stated beside a name and what the knowledge base adds.

In: a person's names with the posts stated there. Out: the person's draft with country, sectors,
offices, gender and whom the person acts for.
"""

from __future__ import annotations

from dataclasses import replace

from dragoman.annotate.actors.bodies import acts_for
from dragoman.annotate.actors.cast import STATE_SECTORS, Draft
from dragoman.annotate.actors.posts import HONORIFIC, Post
from dragoman.annotate.actors.reading import Reading
from dragoman.knowledge.entries import Person, Tenure
from dragoman.model.entities import ActorKind, Office
from dragoman.model.text import Attested, Basis, Evidence


class Offices:
    """Builds person drafts."""

    def __init__(self, reading: Reading, date: str | None) -> None:
        self.reading = reading
        self.date = date
        self.book = reading.book
        self.cast = reading.cast

    def known(self, entry: Person, evidence: Evidence) -> Draft:
        """Enter a known person who is only described, by the words that do so."""
        return self.person(entry.id, entry.name, entry, evidence, [])

    def person(self, id: str, name: str, entry: Person | None, evidence: Evidence, posts: list[Post]) -> Draft:
        """Enter a public person with everything stated or known about the offices."""
        draft = self.cast.known(id, evidence) if entry else self.cast.enter(Draft(id, name, ActorKind.PERSON))
        stated = [post for post in posts if post.title.role != HONORIFIC]
        for post in stated:
            self._add_post(draft, post)
        if entry is not None:
            self._add_known(draft, entry, evidence)
        state = draft.sectors and draft.sectors[0].value in STATE_SECTORS
        if draft.acts_for is None and state and draft.code in self.reading.knowledge.countries:
            draft.acts_for = draft.code
        draft.gender = draft.gender or self._gender(name, posts)
        return draft

    def _add_post(self, draft: Draft, post: Post) -> None:
        country = next((owner.country for owner in post.owners if owner.country), None)
        body = next((owner.draft for owner in post.owners if not owner.is_country), None)
        organization = body.name if body and body.kind is not ActorKind.PERSON else None
        held = draft.past_roles if post.former else draft.roles
        held |= {post.title.role, *post.title.also}
        office = Office(
            title=post.words,
            organization=organization,
            country=country.value if country else None,
            basis=Basis.STATED,
            rule="actor.title-beside-name",
            evidence=(post.evidence, *(country.evidence if country else ())),
        )
        if not any(o.title == office.title and o.organization == organization for o in draft.offices):
            draft.offices.append(office)
        if country is not None and (draft.country is None or draft.country.basis is not Basis.STATED):
            draft.country = country
        if post.former:
            self._add_sector(draft, "ELI", post.evidence, "actor.former-office")
            return
        if body is not None and body.sectors and body.kind is not ActorKind.PERSON:
            sector = None if post.title.one else post.title.sector
            self._add_sector(draft, sector or body.sectors[0].value, post.evidence, "actor.sector-of-organization")
            role = self.book.roles_heading.get(body.sectors[0].value)
            if post.title.role in ("chief", "commander") and role:
                draft.roles.add(role)
        elif post.title.sector is not None:
            self._add_sector(draft, post.title.sector, post.evidence, "actor.sector-of-title")
        elif country is not None:
            self._add_sector(draft, "GOV", post.evidence, "actor.sector-of-title")
        if draft.acts_for is None and post.owners:
            owner = post.owners[0]
            draft.acts_for = owner.draft.id if owner.is_country else acts_for(owner.draft)

    def _add_sector(self, draft: Draft, sector: str, evidence: Evidence, rule: str) -> None:
        if all(existing.value != sector for existing in draft.sectors):
            draft.sectors.append(Attested(value=sector, basis=Basis.STATED, rule=rule, evidence=(evidence,)))

    def _add_known(self, draft: Draft, entry: Person, evidence: Evidence) -> None:
        """Offices held on the date; with none, somebody who once held one is a former official."""
        rule = f"kb.{entry.id}"
        tenures = self._held(entry)
        for past in entry.offices:
            if past not in tenures:
                draft.past_roles |= self.book.roles_in(past.title)
        if draft.country is not None:
            code = draft.country.value
            draft.offices = [office if office.country else replace(office, country=code) for office in draft.offices]
        if not draft.offices:
            sure = [tenure for tenure in tenures if self._is_sure(tenure)]
            draft.offices += [self._office(tenure, rule, evidence) for tenure in sure or tenures[:1]]
        for tenure in tenures:
            draft.roles |= self.book.roles_in(tenure.title)
            if tenure.sector and not draft.sectors:
                draft.sectors.append(
                    Attested(value=tenure.sector, basis=Basis.DERIVED, rule=rule, evidence=(evidence,))
                )
            if draft.acts_for is None:
                draft.acts_for = self._employer(tenure)
        if not tenures and not draft.sectors and entry.offices:
            draft.sectors.append(Attested(value="ELI", basis=Basis.DERIVED, rule=rule, evidence=(evidence,)))

    def _held(self, entry: Person) -> list[Tenure]:
        """The offices of the day, those without doubt first, the highest first."""
        return sorted(
            entry.offices_on(self.date),
            key=lambda tenure: (not self._is_sure(tenure), self.book.rank(tenure.title), tenure.title),
        )

    def _is_sure(self, tenure: Tenure) -> bool:
        return self.date is not None and tenure.surely_holds_on(self.date)

    def _employer(self, tenure: Tenure) -> str | None:
        body = self.reading.knowledge.bodies.get(tenure.organization or "")
        if body is not None and body.country not in self.reading.knowledge.countries:
            return body.id
        return tenure.country

    def _gender(self, name: str, posts: list[Post]) -> str | None:
        for post in posts:
            for word in (post.words.lower(), *post.words.lower().split()):
                if word in self.book.gender:
                    return self.book.gender[word]
        return self.book.given_names.get(name.split()[0])

    def _office(self, tenure: Tenure, rule: str, evidence: Evidence) -> Office:
        return Office(
            title=tenure.title,
            organization=self._organization_name(tenure.organization),
            country=tenure.country,
            basis=Basis.DERIVED if self._is_sure(tenure) else Basis.ASSUMED,
            rule=rule,
            evidence=(evidence,),
        )

    def _organization_name(self, id: str | None) -> str | None:
        """The name of a body by its id, also by an id made of country and suffix (SYR-FOREIGN-MINISTRY)."""
        if id is None:
            return None
        body = self.reading.knowledge.bodies.get(id)
        return body.name if body is not None else self.book.body_names.get(id.partition("-")[2], id)
