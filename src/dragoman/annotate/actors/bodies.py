"""Whose a role phrase is, and the bodies and populations that countries and groups have.

In: names and anchors of a reading. Out: drafts in the cast: countries, known and new
organizations, "SYR-MIL" for the Syrian army, "SYR-refugees" for Syrian refugees.
"""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.annotate.actors.anchors import Anchor, RolePhrase
from dragoman.annotate.actors.cast import STATE_SECTORS, Draft, slug
from dragoman.annotate.actors.proper_name import ProperName
from dragoman.annotate.actors.reading import Reading
from dragoman.annotate.actors.roles import GenericBody, Population
from dragoman.annotate.actors.roles import People as PeopleSense
from dragoman.knowledge.entries import Country, Facet, Sense
from dragoman.model.entities import ActorKind
from dragoman.model.text import Attested, Basis, Evidence


@dataclass(frozen=True, slots=True)
class Owner:
    """One thing a role phrase belongs to: a country, or an organization, or a person."""

    draft: Draft
    country: Attested[str] | None
    is_country: bool


class Bodies:
    """Turns names and anchored role phrases into drafts."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.cast = reading.cast
        self.knowledge = reading.knowledge

    def of_name(self, name: ProperName) -> Draft | None:
        """The draft a name stands for; None for a personal name that stands for nobody recorded."""
        person = self.reading.person_at.get(name.head)
        if person is not None:
            return self.cast.drafts[person]
        evidence = self.cast.evidence(name.first, name.last)
        sense = self.sense_of(name)
        if sense is not None and sense.entry not in self.knowledge.people:
            return self.cast.known(sense.entry, evidence)
        if name.organization is not None:
            return self._new_organization(name.same_as or name)
        return None

    def sense_of(self, name: ProperName) -> Sense | None:
        """The reading meant; the likeliest comes first."""
        return name.senses[0] if name.senses else None

    def _new_organization(self, name: ProperName) -> Draft:
        evidence = self.cast.evidence(name.first, name.last)
        words = " ".join(evidence.text.split())
        assert name.organization is not None
        sectors = [] if name.organization.sector == "UNK" else [name.organization.sector]
        return self.cast.enter(
            Draft(
                id=slug(words),
                name=words,
                kind=name.organization.kind,
                country=self._country_inside(name),
                sectors=[self._stated(sector, "actor.sector-of-noun", evidence) for sector in sectors],
            )
        )

    def _country_inside(self, name: ProperName) -> Attested[str] | None:
        """The country a new organization's name contains, or stands right before it."""
        tokens = self.reading.parse.tokens
        for token in tokens[name.first : name.last]:
            for sense in self.knowledge.candidates(token.text):
                if sense.entry in self.knowledge.countries:
                    country = self.knowledge.countries[sense.entry]
                    evidence = self.cast.evidence(token.i, token.i + 1)
                    return self._stated(country.country, "actor.country-in-name", evidence)
        at = name.first - 1
        while at > 0 and tokens[at].lower in ("'s", "’s"):
            at -= 1
        before = self.reading.name_at.get(at)
        owner = self.sense_of(before) if before else None
        if before and owner and owner.entry in self.knowledge.countries and owner.facet is not Facet.CITY:
            return self._stated(
                self.knowledge.countries[owner.entry].country,
                "actor.country-of-demonym",
                self.cast.evidence(before.first, before.last),
            )
        return None

    def owners(self, anchor: Anchor) -> list[Owner]:
        """Everything an anchor names, with the country it gives the phrase."""
        found: list[Owner] = []
        for name in anchor.names:
            draft = self.of_name(name)
            if draft is not None:
                found.append(self._owner(draft, anchor.rule, self.cast.evidence(name.first, name.last)))
        if anchor.body is not None:
            evidence = self.cast.evidence(anchor.body.first, anchor.body.last)
            for id in self.body_ids(anchor.body):
                found.append(self._owner(self.cast.drafts[id], anchor.rule, evidence))
        if anchor.pronoun is not None:
            reference = self.cast.references.get(anchor.pronoun)
            evidence = self.cast.evidence(anchor.pronoun, anchor.pronoun + 1)
            for id in reference.actors if reference else ():
                found.append(self._owner(self.cast.drafts[id], anchor.rule, evidence))
        return found

    def _owner(self, draft: Draft, rule: str, evidence: Evidence) -> Owner:
        entry = self.knowledge.entry(draft.id)
        is_country = isinstance(entry, Country)
        if draft.country is None:
            return Owner(draft, None, is_country)
        basis = Basis.STATED if is_country else Basis.DERIVED
        country = Attested(value=draft.country.value, basis=basis, rule=rule, evidence=(evidence,))
        return Owner(draft, country, is_country)

    def body_ids(self, phrase: RolePhrase) -> list[str]:
        """Ids of the bodies a phrase names by itself: "Turkey's Foreign Ministry"."""
        sense = next((sense for sense in phrase.senses if isinstance(sense, GenericBody)), None)
        if sense is None:
            return []
        anchor = self.reading.anchor_of[phrase]
        return [draft.id for draft in self.bodies(phrase, sense, anchor, self.owners(anchor))]

    def bodies(self, phrase: RolePhrase, sense: GenericBody, anchor: Anchor, owners: list[Owner]) -> list[Draft]:
        """The body each owner has; nothing without an owner."""
        found = []
        for owner in owners:
            if not owner.is_country and owner.draft.kind is not ActorKind.PERSON:
                found.append(owner.draft)  # "SDF forces" are the SDF
            elif sense.suffix is None:
                found.append(self._state(phrase, owner, anchor))
            elif owner.country is not None:
                found.append(self.body(phrase, sense, owner.country, anchor))
        return found

    def _state(self, phrase: RolePhrase, owner: Owner, anchor: Anchor) -> Draft:
        """A country's government is the country; a person's is his country's, or a regime of its own if past."""
        if owner.is_country or owner.country is None or self.cast.knowledge.entry(owner.country.value) is None:
            return owner.draft  # an international official's "government" is of no country
        evidence = self.cast.evidence(phrase.first, phrase.last)
        if self._is_in_office(owner.draft):
            return self.cast.known(owner.country.value, evidence)
        words = self._words(anchor, phrase)
        return self.cast.enter(
            Draft(
                id=f"{owner.country.value}-{slug(words).upper()}",
                name=words,
                kind=ActorKind.GOVERNMENT,
                country=owner.country,
                sectors=[self._stated("ELI", "actor.former-government", evidence)],
            )
        )

    def _is_in_office(self, person: Draft) -> bool:
        return any(sector.value == "GOV" for sector in person.sectors[:1])

    def body(self, phrase: RolePhrase, sense: GenericBody, country: Attested[str] | None, anchor: Anchor) -> Draft:
        """A country's army, police, ministry; without a country, an army, police or ministry."""
        evidence = self.cast.evidence(phrase.first, phrase.last)
        suffix = sense.suffix or "GOV"
        prefix = country.value if country else ""
        if anchor.people is not None:
            prefix = "-".join(part for part in (prefix, _people(anchor.people).id) if part)
        words = self._words(anchor, phrase)
        draft = self.cast.enter(
            Draft(
                id=f"{prefix}-{suffix}" if prefix else suffix.lower(),
                name=words,
                kind=sense.kind,
                country=country,
                sectors=[self._stated(sector, "actor.sector-of-noun", evidence) for sector in sense.sectors],
                plural=sense.people,
            )
        )
        if sense.people and not draft.plural:  # "Thai soldiers" says more than the "Thai jets" before them
            draft.name, draft.plural = words, True
        return draft

    def population(
        self, phrase: RolePhrase, sense: Population, country: Attested[str] | None, anchor: Anchor, owner: str = ""
    ) -> Draft:
        """Unnamed people of a country, or of none."""
        evidence = self.cast.evidence(phrase.first, phrase.last)
        prefix = [country.value] if country else [owner] if owner else []
        if anchor.people is not None:
            people = _people(anchor.people)
            prefix.append(people.id)
            if country is None and people.country is not None:
                words = self.cast.evidence(anchor.people.first, anchor.people.last)
                country = self._stated(people.country, "actor.region", words)
        name = self._words(anchor, phrase)
        draft = self.cast.enter(
            Draft(
                id="-".join((*prefix, sense.id)),
                name=name,
                kind=ActorKind.POPULATION,
                country=country,
                sectors=[self._stated(sense.sector, "actor.sector-of-noun", evidence)],
                plural=True,
            )
        )
        if draft.name.split()[-1].lower() != name.split()[-1].lower():  # "children", then "residents": "civilians"
            draft.name = sense.id.replace("-", " ")
        return draft

    def people(self, phrase: RolePhrase, sense: PeopleSense, owner: Attested[str] | None) -> Draft:
        """ "the Kurds", "Iraqi Kurds", "Europeans"."""
        evidence = self.cast.evidence(phrase.first, phrase.last)
        country = owner or (self._stated(sense.country, "actor.region", evidence) if sense.country else None)
        return self.cast.enter(
            Draft(
                id=f"{owner.value}-{sense.id}" if owner else sense.id,
                name=sense.name,
                kind=ActorKind.POPULATION,
                country=country,
                sectors=[self._stated("CVL", "actor.sector-of-noun", evidence)],
                plural=True,
            )
        )

    def _words(self, anchor: Anchor, phrase: RolePhrase) -> str:
        """The phrase with what it belongs to, without articles: "Syrian army"."""
        tokens = self.reading.parse.tokens
        first = min(anchor.first, phrase.first) if anchor.names or anchor.people else phrase.first
        while first < phrase.first and tokens[first].dep == "det":
            first += 1
        return " ".join(self.cast.evidence(first, max(phrase.last, anchor.last)).text.split())

    def _stated(self, value: str, rule: str, evidence: Evidence) -> Attested[str]:
        return Attested(value=value, basis=Basis.STATED, rule=rule, evidence=(evidence,))


def _people(phrase: RolePhrase) -> PeopleSense:
    return next(sense for sense in phrase.senses if isinstance(sense, PeopleSense))


def acts_for(owner: Draft) -> str | None:
    """Whom an office of this body makes its holder act for: the state, or the body itself."""
    state_organ = owner.sectors and owner.sectors[0].value in STATE_SECTORS and owner.kind is not ActorKind.ARMED_GROUP
    if owner.code and state_organ and owner.kind is not ActorKind.IGO:
        return owner.code
    return owner.id
