"""Offices: the titles beside a person's name, and what the knowledge base adds to them.

In: a personal name in a reading. Out: the posts stated there ("interim President" of Syria,
"chief" of an organization), and the person's draft with country, sectors, offices and whom the
person acts for.
"""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.annotate.actors.anchors import Anchor, RolePhrase
from dragoman.annotate.actors.bodies import Bodies, Owner, acts_for
from dragoman.annotate.actors.cast import Draft
from dragoman.annotate.actors.names import ProperName
from dragoman.annotate.actors.reading import Reading
from dragoman.annotate.actors.roles import Population, Title
from dragoman.annotate.knowledge import Person, Tenure
from dragoman.model.entities import ActorKind, Office
from dragoman.model.text import Attested, Basis, Evidence

_REACH = 12  # tokens after a comma within which an apposition names the office


@dataclass(frozen=True, slots=True)
class Post:
    """A title stated beside a name, with what it belongs to."""

    phrase: RolePhrase
    title: Title
    anchor: Anchor
    owners: tuple[Owner, ...]
    words: str
    evidence: Evidence

    @property
    def former(self) -> bool:
        return self.anchor.former


class Offices:
    """Reads posts beside names and builds person drafts."""

    def __init__(self, reading: Reading, bodies: Bodies) -> None:
        self.reading = reading
        self.bodies = bodies
        self.book = reading.book
        self.cast = reading.cast

    def of(self, name: ProperName) -> list[Post]:
        """Posts stated right before or right after a name."""
        phrases = [*self._before(name), *self._after(name)]
        return [post for post in map(self.post, phrases) if post is not None]

    def post(self, phrase: RolePhrase) -> Post | None:
        title = next((sense for sense in phrase.senses if isinstance(sense, Title)), None)
        if title is None:
            return None
        anchor = self.reading.anchor_of[phrase]
        if anchor.rule == "actor.country-of-place":
            anchor = Anchor(anchor.first, phrase.last, anchor.title_first, former=anchor.former)
        evidence = self.cast.evidence(anchor.title_first, phrase.last)
        words = " ".join(evidence.text.split())
        return Post(phrase, title, anchor, tuple(self.bodies.owners(anchor)), words, evidence)

    def _before(self, name: ProperName) -> list[RolePhrase]:
        """ "President X"; "the Turkish foreign minister, X"; "Prime Minister and Defense Minister X"."""
        tokens = self.reading.parse.tokens
        found: list[RolePhrase] = []
        at = name.first
        while at > 0 and tokens[at - 1].text in ('"', "“", "”"):
            at -= 1
        phrase = self.reading.phrase_to.get(at)
        if phrase is None and at > 0 and tokens[at - 1].text == ",":
            phrase = self.reading.phrase_to.get(at - 1)
            if phrase is not None and not self._apposed(phrase, name):
                phrase = None
        while phrase is not None:
            found.append(phrase)
            if phrase.first > 1 and tokens[phrase.first - 1].lower in ("and", "/", "-"):
                phrase = self.reading.phrase_to.get(phrase.first - 1)
            else:
                phrase = self.reading.phrase_to.get(phrase.first) if found[-1].first != phrase.last else None
        return found

    def _apposed(self, phrase: RolePhrase, name: ProperName) -> bool:
        tokens = self.reading.parse.tokens
        return tokens[name.head].head == phrase.head or tokens[phrase.head].head == name.head

    def _after(self, name: ProperName) -> list[RolePhrase]:
        """ "X, the head of Y,"; "X, foreign minister of Z"; "X (Y's leader)"."""
        tokens = self.reading.parse.tokens
        at = name.last
        if at >= len(tokens) or tokens[at].text not in (",", "(") or tokens[at].sentence != tokens[name.head].sentence:
            return []
        for i in range(at + 1, min(at + _REACH, len(tokens))):
            phrase = self.reading.phrase_from.get(i)
            if phrase is not None and any(isinstance(sense, Title | Population) for sense in phrase.senses):
                return [] if self._introduces_another(phrase) else [phrase]
            if (
                tokens[i].pos in ("VERB", "AUX", "PUNCT", "PRON", "SCONJ", "CCONJ")
                and tokens[i].dep not in ("amod", "case")
                and tokens[i].text != "-"
                and tokens[i].tag != "PRP$"
            ):
                return []
        return []

    def _introduces_another(self, phrase: RolePhrase) -> bool:
        """Whether the title belongs to the next name: "Kalın, Foreign Minister Hakan Fidan and ..."."""
        following = self.reading.name_at.get(phrase.last)
        return (following is not None and following.organization is None and not following.senses) or (
            following is not None and any(s.entry in self.reading.knowledge.people for s in following.senses)
        )

    def person(
        self, id: str, name: str, entry: Person | None, first: ProperName, posts: list[Post], date: str | None
    ) -> Draft:
        """Enter a public person with everything stated or known about the offices."""
        evidence = self.cast.evidence(first.first, first.last)
        draft = self.cast.known(id, evidence) if entry else self.cast.enter(Draft(id, name, ActorKind.PERSON))
        stated = [post for post in posts if post.title.role != "honorific"]
        for post in stated:
            self._add_post(draft, post)
        if entry is not None:
            self._add_known(draft, entry, evidence, date)
        draft.gender = draft.gender or self._gender(name, posts)
        return draft

    def _add_post(self, draft: Draft, post: Post) -> None:
        country = next((owner.country for owner in post.owners if owner.country), None)
        body = next((owner.draft for owner in post.owners if not owner.is_country), None)
        organization = body.name if body and body.kind is not ActorKind.PERSON else None
        if not post.former:
            draft.roles |= {post.title.role, *post.title.also}
        office = Office(
            title=post.words,
            organization=organization,
            country=country.value if country else None,
            basis="stated",
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
            self._add_sector(
                draft, post.title.sector or body.sectors[0].value, post.evidence, "actor.sector-of-organization"
            )
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

    def _add_known(self, draft: Draft, entry: Person, evidence: Evidence, date: str | None) -> None:
        """Offices held on the date; with none, somebody who once held one is a former official."""
        rule = f"kb.{entry.id}"
        tenures = entry.offices_on(date)
        for tenure in tenures:
            draft.roles |= self.book.roles_in(tenure.title)
            if not draft.offices:
                draft.offices.append(_office(tenure, rule, evidence))
            if tenure.sector and not draft.sectors:
                draft.sectors.append(
                    Attested(value=tenure.sector, basis=Basis.DERIVED, rule=rule, evidence=(evidence,))
                )
            if draft.acts_for is None:
                draft.acts_for = self._employer(tenure)
        if not tenures and not draft.sectors and entry.offices:
            draft.sectors.append(Attested(value="ELI", basis=Basis.DERIVED, rule=rule, evidence=(evidence,)))

    def _employer(self, tenure: Tenure) -> str | None:
        for sense in self.reading.knowledge.candidates(tenure.organization or ""):
            body = self.reading.knowledge.bodies.get(sense.entry)
            if body is not None and body.country not in self.reading.knowledge.countries:
                return body.id
        return tenure.country

    def _gender(self, name: str, posts: list[Post]) -> str | None:
        for post in posts:
            for word in (post.words.lower(), *post.words.lower().split()):
                if word in self.book.gender:
                    return self.book.gender[word]
        return self.book.given_names.get(name.split()[0])

    def private(self, name: ProperName, default: str) -> Draft:
        """The population a private person is one of: as the noun beside the name says, else civilians."""
        sense = self.book_population(default)
        for phrase in (*self._before(name), *self._after(name)):
            stated = next((s for s in phrase.senses if isinstance(s, Population)), None)
            if stated is not None:
                sense = stated
                anchor = self.reading.anchor_of[phrase]
                owners = self.bodies.owners(anchor)
                country = next((owner.country for owner in owners if owner.country), None)
                return self.bodies.population(phrase, sense, country, anchor)
        return self.cast.enter(Draft(sense.id, sense.id, ActorKind.POPULATION, plural=True))

    def book_population(self, id: str) -> Population:
        return next(s for s in self.book.index.lookup(id) if isinstance(s, Population))


def _office(tenure: Tenure, rule: str, evidence: Evidence) -> Office:
    return Office(
        title=tenure.title,
        organization=tenure.organization,
        country=tenure.country,
        basis="derived",
        rule=rule,
        evidence=(evidence,),
    )
