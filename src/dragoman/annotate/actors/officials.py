"""Office holders described by their office: "the Syrian leader", "the minister", "his Turkish counterpart".

In: a title with its owners. Out: the article's own person who holds the office, else the holder
the knowledge base has on the article's date, else an actor known only by the office. Who held an
office is never guessed for an article without a date.
"""

from __future__ import annotations

from collections.abc import Callable

from dragoman.annotate.actors import tree
from dragoman.annotate.actors.anchors import Anchor, RolePhrase
from dragoman.annotate.actors.bodies import Owner
from dragoman.annotate.actors.cast import STATE_SECTORS, Draft, Finding, slug
from dragoman.annotate.actors.context import Context
from dragoman.annotate.actors.discourse import Discourse
from dragoman.annotate.actors.incumbents import Incumbents
from dragoman.annotate.actors.offices import Offices
from dragoman.annotate.actors.reading import Reading
from dragoman.annotate.actors.roles import ClassNoun, Title
from dragoman.knowledge.entries import Tenure
from dragoman.model.entities import ActorKind, MentionForm, Office
from dragoman.model.text import Attested, Basis

_COUNTERPART = "counterpart"  # a role in titles.yaml: whoever holds the same office elsewhere
_WIDE = frozenset({"leader", "minister"})  # roles that several offices have
_LEADER = "leader"  # the one of them that still means one person


class Officials:
    """Finds who is meant by a title without a name."""

    def __init__(self, reading: Reading, discourse: Discourse, context: Context, offices: Offices) -> None:
        self.reading = reading
        self.discourse = discourse
        self.context = context
        self.offices = offices
        self.incumbents = Incumbents(reading.knowledge, reading.book)
        self.cast = reading.cast

    def find(self, phrase: RolePhrase, title: Title, anchor: Anchor, owners: list[Owner]) -> Finding | None:
        """The holder of an office; None where nothing tells whose office it is."""
        head = self.reading.parse.tokens[phrase.head]
        if head.dep in ("compound", "nmod", "amod") and head.pos == "PROPN":
            return None  # the title of somebody whose name was not recognized
        if self._is_ascribed(phrase):
            return None
        owner = owners[0] if owners else None
        roles = self._roles(phrase, title, owner)
        holder = self.in_article(phrase, title, roles, owner, former=anchor.former)
        if holder is not None:
            return Finding((holder,), MentionForm.OFFICE, "actor.office-holder", certain=owner is not None)
        country = owner.country if owner is not None else self._country(phrase)
        if owner is None and country is None:
            return None
        meant = country is not None and not (anchor.former or self._is_any(phrase) or _is_of_some_body(anchor))
        tenure = self._known(title, roles, country, owner) if meant and country is not None else None
        if tenure is not None:
            person = self.reading.knowledge.people[tenure.person]
            self.offices.known(person, self.cast.evidence(phrase.first, phrase.last))
            sure = owner is not None and tenure.surely_holds_on(self.offices.date or "")
            return Finding((person.id,), MentionForm.OFFICE, f"kb.{person.id}", certain=sure)
        draft = self._nameless(phrase, title, roles, anchor, country, owner)
        return Finding((draft.id,), MentionForm.OFFICE, "actor.office-without-name", certain=owner is not None)

    def _is_ascribed(self, phrase: RolePhrase) -> bool:
        """Whether a bare title only says what somebody is, was or wants to be: "served as president of India"."""
        token = self.reading.parse.tokens[phrase.head]
        above = self.reading.parse.head(token)
        bare = not any(child.dep in ("det", "poss") for child in self.reading.parse.children(token))
        return bare and token.dep == "pobj" and above.lower in self.reading.book.words["predicating"]

    def _is_any(self, phrase: RolePhrase) -> bool:
        """Whether the words mean nobody in particular: "a king"."""
        edge = tree.left_edge(self.reading.parse, phrase.first, phrase.last)
        return self.reading.parse.tokens[edge].lower in self.reading.book.words["indefinite"]

    def _roles(self, phrase: RolePhrase, title: Title, owner: Owner | None) -> set[str]:
        """The role of the title; a chief of an intelligence service is an intelligence chief."""
        if title.role == _COUNTERPART:
            other = self.discourse.recent(lambda draft: bool(draft.roles - _WIDE), phrase.head, sentences=2)
            return self.cast.drafts[other].roles - _WIDE if other else {title.role}
        roles = {title.role}
        if owner is not None and not owner.is_country and owner.draft.sectors and title.sector is None:
            heading = self.reading.book.roles_heading.get(owner.draft.sectors[0].value)
            roles |= {heading} if heading else set()
        return roles

    def _country(self, phrase: RolePhrase) -> Attested[str] | None:
        """The context's country for "the minister" and "Minister", not for "a minister"."""
        capital = self.reading.parse.tokens[phrase.first].text[0].isupper()
        if not capital and not self.reading.is_definite(phrase):
            return None
        return self.context.of_definite(phrase)

    def in_article(
        self, phrase: RolePhrase, title: Title, roles: set[str], owner: Owner | None, *, former: bool = False
    ) -> str | None:
        """A person of the article who holds the office for the owner stated."""
        if owner is None and not self.reading.is_definite(phrase):
            return None

        def fits(draft: Draft) -> bool:
            held = draft.past_roles if former else draft.roles
            return draft.kind is ActorKind.PERSON and bool(roles & held) and _belongs(draft, owner)

        speaker = self.context.of_speaker(phrase) if owner is None else None
        if speaker is not None:
            return self._anyone(lambda draft: fits(draft) and draft.code == speaker.value)
        before = self.discourse.recent(fits, phrase.head)
        if before is not None or owner is None or not (title.one or roles - {title.role}):
            return before
        return self._anyone(fits)  # "Turkish spy chief in Damascus": the headline comes before the name

    def _anyone(self, fits: Callable[[Draft], bool]) -> str | None:
        return next((draft.id for draft in self.cast.drafts.values() if fits(draft)), None)

    def _known(self, title: Title, roles: set[str], country: Attested[str], owner: Owner | None) -> Tenure | None:
        """The office of the one holder the knowledge base has on the article's date."""
        date = self.offices.date
        unique = roles & self.reading.book.unique_roles  # a country has many captains and advisers
        body = _organization(owner)
        chief_of_body = body is not None and title.sector is None and roles == {title.role}
        somebodys = owner is not None and owner.draft.kind is ActorKind.PERSON  # "Obama's vice president", of his days
        if date is None or chief_of_body or somebodys or not unique:
            return None
        if _LEADER in unique:
            unique |= {self.reading.book.leading_role(country.value)}
        held = [
            tenure
            for tenure in self.reading.knowledge.holders(country.value, date)
            if unique & self.incumbents.roles_of(tenure) and self._is_of(tenure, body)
        ]
        held = [tenure for tenure in held if tenure.surely_holds_on(date)] or held
        return held[0] if len({tenure.person for tenure in held}) == 1 else None

    def _is_of(self, tenure: Tenure, body: Draft | None) -> bool:
        """Whether an office is held in a body, or else in the state: the Syrian leader leads no armed group."""
        if body is not None:
            return tenure.organization == body.id
        known = self.reading.knowledge.bodies.get(tenure.organization or "")
        return known is None or bool(known.sectors and known.sectors[0] in STATE_SECTORS)

    def _nameless(
        self,
        phrase: RolePhrase,
        title: Title,
        roles: set[str],
        anchor: Anchor,
        country: Attested[str] | None,
        owner: Owner | None,
    ) -> Draft:
        """An actor known only by the office: "Minister of Foreign Affairs" of TUR."""
        evidence = self.cast.evidence(phrase.first, phrase.last)
        words = self.cast.evidence(anchor.title_first, max(phrase.last, anchor.last)).text
        if title.plural and owner is not None:
            words = f"{title.title} of {owner.draft.name}"
        body = _organization(owner)
        code = country.value if country else None
        sector = title.sector or (body.sectors[0].value if body and body.sectors else "GOV")
        sector, rule = ("ELI", "actor.former-office") if anchor.former else (sector, "actor.sector-of-title")
        role = ("former-" if anchor.former else "") + min(roles)
        office = Office(
            title=" ".join(evidence.text.split()),
            organization=body.name if body else None,
            country=code,
            basis=Basis.STATED,
            rule="actor.office-without-name",
            evidence=(evidence,),
        )
        return self.cast.enter(
            Draft(
                id=f"{body.id if body else code}-{slug(role).upper()}",
                name=" ".join(words.split()),
                kind=ActorKind.PERSON,
                country=country,
                sectors=[Attested(value=sector, basis=Basis.STATED, rule=rule, evidence=(evidence,))],
                offices=[office],
                acts_for=None if anchor.former else body.id if body and not title.sector else code,
                roles=set() if anchor.former else roles | title.also,
                past_roles=roles | title.also if anchor.former else set(),
            )
        )


def _is_of_some_body(anchor: Anchor) -> bool:
    """Whether the office is of a body that only a class noun names: "president of the Tunisian League"."""
    return anchor.body is not None and all(isinstance(sense, ClassNoun) for sense in anchor.body.senses)


def _organization(owner: Owner | None) -> Draft | None:
    """The body that has the office, where it is neither a country's nor a person's."""
    if owner is None or owner.is_country or owner.draft.kind is ActorKind.PERSON:
        return None
    return owner.draft


def _belongs(draft: Draft, owner: Owner | None) -> bool:
    """Whether a person holds office for this owner."""
    if owner is None:
        return True
    body = _organization(owner)
    if body is None:
        return owner.country is not None and draft.code == owner.country.value
    return draft.acts_for == body.id or any(office.organization == body.name for office in draft.offices)
