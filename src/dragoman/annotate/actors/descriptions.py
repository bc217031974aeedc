"""Actors described rather than named: "the Syrian army", "both sides", "the minister", "protesters".

In: a role phrase, its anchor, and what was talked about before. Out: references in the cast.
A holder of an office is the article's own person first, then the knowledge base's on the
article's date, and else an actor known only by the office.
"""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.annotate.actors import tree
from dragoman.annotate.actors.anchors import Anchor, RolePhrase
from dragoman.annotate.actors.bodies import Bodies, Owner, slug
from dragoman.annotate.actors.cast import Draft
from dragoman.annotate.actors.context import HOST_RULES, Context
from dragoman.annotate.actors.discourse import Discourse
from dragoman.annotate.actors.posts import HONORIFIC
from dragoman.annotate.actors.reading import Reading
from dragoman.annotate.actors.roles import ClassNoun, GenericBody, People, Population, SetPhrase, Title
from dragoman.model.entities import ActorKind, MentionForm, Office
from dragoman.model.text import Attested, Basis

_COUNTERPART = "counterpart"  # a role in titles.yaml: whoever holds the same office elsewhere
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})


@dataclass(frozen=True, slots=True)
class Finding:
    """What a description refers to, and how sure that is."""

    actors: tuple[str, ...]
    form: MentionForm
    rule: str
    certain: bool = True


class Descriptions:
    """Resolves the role phrases of one article, in text order."""

    def __init__(
        self, reading: Reading, bodies: Bodies, discourse: Discourse, context: Context, date: str | None
    ) -> None:
        self.reading = reading
        self.bodies = bodies
        self.discourse = discourse
        self.context = context
        self.date = date
        self.cast = reading.cast

    def resolve(self, phrase: RolePhrase) -> None:
        """Record what a role phrase refers to, if it refers to an actor."""
        anchor = self.reading.anchor_of[phrase]
        finding = self._find(phrase, anchor)
        if finding is None:
            return
        first = min(tree.left_edge(self.reading.parse, phrase.first, phrase.last), anchor.first)
        last = max(phrase.last, anchor.last)
        self.cast.refer(
            finding.actors, first, last, head=phrase.head, form=finding.form, rule=finding.rule, certain=finding.certain
        )

    def _find(self, phrase: RolePhrase, anchor: Anchor) -> Finding | None:
        person = self.reading.office_at.get(phrase.head)
        if person is not None:
            return self._beside_name(phrase, person)
        for sense in phrase.senses:
            if isinstance(sense, SetPhrase):
                return self._set(phrase, sense)
        token = self.reading.parse.tokens[phrase.head]
        if token.dep in ("attr", "oprd"):
            return None  # a predicate: "is the backbone of", "was a supporter"
        if token.dep == "compound" and token.head in self.reading.phrase_by_head:
            return None  # only says which: "rebel commander", "fighter squadron"
        same = self._apposition(phrase)
        if same is not None:
            return same
        owners = self.bodies.owners(anchor)
        if not anchor.former and (holder := self._known_by_office(phrase, owners)) is not None:
            return Finding((holder,), MentionForm.OFFICE, "actor.office-holder", certain=bool(owners))
        title = self._title(phrase)
        if title is not None and not (len(owners) > 1 and not title.plural):
            return self._office(phrase, title, anchor, owners)
        class_noun = next((s for s in phrase.senses if isinstance(s, ClassNoun)), None)
        if class_noun is not None and (found := self._class_noun(phrase, class_noun, anchor, owners)):
            return found
        body = next((s for s in phrase.senses if isinstance(s, GenericBody)), None)
        if body is not None:
            return self._body(phrase, body, anchor, owners)
        population = next((s for s in phrase.senses if isinstance(s, Population)), None)
        if population is not None and (population.plural or population.id != "countries"):
            return self._population(phrase, population, anchor, owners)
        people = next((s for s in phrase.senses if isinstance(s, People)), None)
        return self._people(phrase, people, owners) if people is not None else None

    def _apposition(self, phrase: RolePhrase) -> Finding | None:
        """ "Hamas, the militant group" and "the militant group Hamas" are one actor."""
        if not all(isinstance(sense, ClassNoun | GenericBody | Population) for sense in phrase.senses):
            return None
        parse = self.reading.parse
        token = parse.tokens[phrase.head]
        if token.tag in ("NNS", "NNPS"):
            return None  # "our partners, especially the Turks"
        near = [child for child in parse.children(token) if child.dep == "appos"]
        near += [parse.head(token)] if token.dep == "appos" else []
        for other in near:
            reference = self.cast.references.get(other.i)
            if reference is None or len(reference.actors) != 1 or other.i not in self.reading.name_at:
                continue
            person = self.cast.drafts[reference.actors[0]].kind is ActorKind.PERSON
            if not person and reference.rule not in HOST_RULES:
                return Finding(reference.actors, MentionForm.NOMINAL, "actor.apposition")
        return None

    def _beside_name(self, phrase: RolePhrase, person: str) -> Finding | None:
        """A title that is its own noun phrase beside the name; a title inside the name's phrase is no mention."""
        head = self.reading.parse.tokens[phrase.head]
        inside = self.reading.person_at.get(head.head) == person and head.dep in ("compound", "amod", "nmod", "poss")
        if inside or person not in self.cast.drafts:
            return None
        return Finding((person,), MentionForm.OFFICE, "actor.title-beside-name")

    def _title(self, phrase: RolePhrase) -> Title | None:
        """The title a phrase means; a plural, or a noun that is also a population, is no single office."""
        title = next((s for s in phrase.senses if isinstance(s, Title)), None)
        if title is None or title.plural or title.role == HONORIFIC:
            return None
        if any(isinstance(s, Population | GenericBody) for s in phrase.senses) and not title.one:
            return None
        return title

    def _known_by_office(self, phrase: RolePhrase, owners: list[Owner]) -> str | None:
        """The article's person that a definite title takes up, though the noun may also be unnamed people."""
        title = next((s for s in phrase.senses if isinstance(s, Title)), None)
        if title is None or title.plural or title.one or not self._is_definite(phrase):
            return None
        return self._holder_in_article(phrase, title, {title.role}, owners[0] if owners else None)

    def _is_definite(self, phrase: RolePhrase) -> bool:
        edge = tree.left_edge(self.reading.parse, phrase.first, phrase.last)
        return self.reading.parse.tokens[edge].lower in _DEFINITE

    def _set(self, phrase: RolePhrase, sense: SetPhrase) -> Finding | None:
        token = self.reading.parse.tokens[phrase.head]
        if phrase.last - phrase.first == 1 and token.dep in ("det", "preconj", "predet", "cc"):
            return None
        actors = self.discourse.pair(token, sense.counts)
        for id in actors:
            self.cast.known(id, self.cast.evidence(phrase.first, phrase.last)) if id not in self.cast.drafts else None
        return Finding(actors, MentionForm.SET, "actor.set-of-two", certain=False) if actors else None

    # Offices

    def _office(self, phrase: RolePhrase, title: Title, anchor: Anchor, owners: list[Owner]) -> Finding | None:
        head = self.reading.parse.tokens[phrase.head]
        if anchor.former or (head.dep in ("compound", "nmod", "amod") and head.pos == "PROPN"):
            return None  # a former holder, or the title of somebody whose name was not recognized
        owner = owners[0] if owners else None
        roles = self._same_office(phrase) if title.role == _COUNTERPART else {title.role}
        if owner is not None and not owner.is_country and owner.draft.sectors:
            heading = self.reading.book.roles_heading.get(owner.draft.sectors[0].value)
            if title.role in ("chief", "commander", "leader") and heading:
                roles.add(heading)
        holder = self._holder_in_article(phrase, title, roles, owner)
        if holder is not None:
            return Finding((holder,), MentionForm.OFFICE, "actor.office-holder", certain=owner is not None)
        code = owner.country if owner is not None else self._office_country(phrase, title)
        if owner is None and code is None:
            return None
        if (
            owner is not None
            and not owner.is_country
            and title.sector is None
            and owner.draft.kind is not ActorKind.PERSON
        ) and not heading_known(roles, title):
            return self._nameless(phrase, title, roles, anchor, code, owner)
        known = self._known_holder(phrase, roles, code) if code else None
        if known is not None:
            return Finding((known,), MentionForm.OFFICE, f"kb.{known}", certain=owner is not None)
        return self._nameless(phrase, title, roles, anchor, code, owner)

    def _same_office(self, phrase: RolePhrase) -> set[str]:
        """The offices of the person whose counterpart is meant: "Lavrov and his Turkish counterpart"."""
        other = self.discourse.recent(
            lambda draft: draft.kind is ActorKind.PERSON and bool(draft.roles), phrase.head, sentences=2
        )
        return self.cast.drafts[other].roles - {"leader", "minister"} if other else set()

    def _office_country(self, phrase: RolePhrase, title: Title) -> Attested[str] | None:
        if not self._is_definite(phrase) and not self._is_bare(phrase):
            return None
        return self.context.of_definite(phrase)

    def _is_bare(self, phrase: RolePhrase) -> bool:
        """Whether the phrase has no determiner and is written like a title: "President said"."""
        return self.reading.parse.tokens[phrase.first].text[0].isupper()

    def _holder_in_article(self, phrase: RolePhrase, title: Title, roles: set[str], owner: Owner | None) -> str | None:
        """A person of the article who holds the office, for the owner stated."""

        def fits(draft: Draft) -> bool:
            if draft.kind is not ActorKind.PERSON or not roles & draft.roles:
                return False
            if owner is None or owner.country is None:
                return owner is None or draft.acts_for == owner.draft.id
            if owner.is_country or owner.draft.kind is ActorKind.PERSON:
                return draft.code == owner.country.value
            return draft.acts_for == owner.draft.id or any(
                office.organization == owner.draft.name for office in draft.offices
            )

        if owner is None and not self._is_definite(phrase):
            return None
        if owner is None and self.reading.quoted[phrase.head]:
            country = self.context.of_speaker(phrase)
            if country is not None:
                of_speaker = self._same_country(fits, country.value)
                return of_speaker
        before = self.discourse.recent(fits, phrase.head)
        if before is not None:
            return before
        if owner is None or (not title.one and not (roles - {title.role})):
            return None
        return next((draft.id for draft in self.cast.drafts.values() if fits(draft)), None)

    def _same_country(self, fits: object, code: str) -> str | None:
        assert callable(fits)
        return next((d.id for d in self.cast.drafts.values() if fits(d) and d.code == code), None)

    def _known_holder(self, phrase: RolePhrase, roles: set[str], country: Attested[str]) -> str | None:
        """The one holder the knowledge base has on the article's date; none without a date."""
        if self.date is None:
            return None
        holders = {
            tenure.person
            for tenure in self.reading.knowledge.holders(country.value, self.date)
            if roles & self.reading.book.roles_in(tenure.title)
        }
        if len(holders) != 1:
            return None
        id = holders.pop()
        self.context.enter_person(id, phrase)
        return id

    def _nameless(
        self,
        phrase: RolePhrase,
        title: Title,
        roles: set[str],
        anchor: Anchor,
        country: Attested[str] | None,
        owner: Owner | None,
    ) -> Finding | None:
        """An actor known only by the office: "Minister of Foreign Affairs" of TUR."""
        evidence = self.cast.evidence(phrase.first, phrase.last)
        organization = (
            owner.draft if owner and not owner.is_country and owner.draft.kind is not ActorKind.PERSON else None
        )
        prefix = organization.id if organization else country.value if country else ""
        sector = title.sector or (organization.sectors[0].value if organization and organization.sectors else "GOV")
        words = " ".join(self.cast.evidence(anchor.title_first, max(phrase.last, anchor.last)).text.split())
        draft = self.cast.enter(
            Draft(
                id=f"{prefix}-{slug(next(iter(sorted(roles)), title.role)).upper()}",
                name=words,
                kind=ActorKind.PERSON,
                country=country,
                sectors=[
                    Attested(value=sector, basis=Basis.STATED, rule="actor.sector-of-title", evidence=(evidence,))
                ],
                offices=[
                    Office(
                        title=" ".join(evidence.text.split()),
                        organization=organization.name if organization else None,
                        country=country.value if country else None,
                        basis="stated",
                        rule="actor.office-without-name",
                        evidence=(evidence,),
                    )
                ],
                acts_for=organization.id
                if organization and not (country and title.sector)
                else country.value
                if country
                else None,
                roles={*roles, *title.also},
            )
        )
        return Finding((draft.id,), MentionForm.OFFICE, "actor.office-without-name", certain=owner is not None)

    # Bodies, populations, class nouns

    def _class_noun(self, phrase: RolePhrase, sense: ClassNoun, anchor: Anchor, owners: list[Owner]) -> Finding | None:
        """ "the ISIL terrorist organization" is ISIL; "the group" is the last group talked about."""
        if owners:
            owner = owners[0]
            possessive = anchor.rule in ("actor.country-of-possessive", "actor.country-of-complement")
            if not owner.is_country and not possessive and owner.draft.kind.value in sense.kinds:
                return Finding((owner.draft.id,), MentionForm.NOMINAL, "actor.name-with-class-noun")
            return None
        if not self._is_definite(phrase):
            return None
        if "country" in sense.kinds:
            country = self.context.country_meant(phrase)
            return Finding((country,), MentionForm.NOMINAL, "actor.the-country", certain=False) if country else None
        body = next((s for s in phrase.senses if isinstance(s, GenericBody)), None)

        def fits(draft: Draft) -> bool:
            same = body is None or any(sector.value in body.sectors for sector in draft.sectors)
            return same and draft.kind.value in sense.kinds

        found = self.discourse.recent(fits, phrase.head, sentences=4)
        return Finding((found,), MentionForm.NOMINAL, "actor.class-noun", certain=False) if found else None

    def _body(self, phrase: RolePhrase, sense: GenericBody, anchor: Anchor, owners: list[Owner]) -> Finding | None:
        if sense.owned and anchor.rule == "actor.country-of-place":
            return None  # "a mission in Angola" is not Angola's
        drafts = self.bodies.bodies(phrase, sense, anchor, owners)
        if drafts:
            rule = "actor.government-as-state" if sense.suffix is None else "actor.body-of-country"
            if owners and not owners[0].is_country:
                person = owners[0].draft.kind is ActorKind.PERSON
                rule = "actor.government-of-person" if person else "actor.members-of"
            return Finding(tuple(d.id for d in drafts), MentionForm.NOMINAL, rule)
        if sense.owned:
            return None
        if sense.suffix is None:
            return self._government(phrase) if anchor.is_empty else None
        if self._is_definite(phrase) and anchor.people is None:
            earlier = self._same_body(phrase, sense)
            if earlier is not None:
                return Finding((earlier,), MentionForm.NOMINAL, "actor.body-again", certain=False)
        country = self._context_country(phrase, anchor)
        draft = self.bodies.body(phrase, sense, country, anchor)
        return Finding((draft.id,), MentionForm.NOMINAL, "actor.body-of-context", certain=False)

    def _same_body(self, phrase: RolePhrase, sense: GenericBody) -> str | None:
        """The body that "the army" or "this terrorist group" takes up."""
        group = sense.kind is ActorKind.ARMED_GROUP and self.reading.parse.tokens[phrase.head].tag in ("NN", "NNP")

        def fits(draft: Draft) -> bool:
            return draft.kind is sense.kind if group else draft.id.endswith(f"-{sense.suffix}")

        return self.discourse.recent(fits, phrase.head, sentences=4 if group else 8)

    def _context_country(self, phrase: RolePhrase, anchor: Anchor) -> Attested[str] | None:
        """The country the context gives, unless the words name another owner or one too wide."""
        return self.context.of(phrase) if anchor.is_empty and not _is_wide(anchor) else None

    def _government(self, phrase: RolePhrase) -> Finding | None:
        """ "the government" without a country: the country talked about."""
        if not self._is_definite(phrase):
            return None
        country = self.context.of_definite(phrase)
        if country is None or country.value not in self.reading.knowledge.countries:
            return None
        draft = self.cast.known(country.value, self.cast.evidence(phrase.first, phrase.last))
        return Finding((draft.id,), MentionForm.NOMINAL, "actor.government-of-context", certain=False)

    def _population(self, phrase: RolePhrase, sense: Population, anchor: Anchor, owners: list[Owner]) -> Finding | None:
        groups = [o.draft.id for o in owners if not o.is_country and o.draft.kind is ActorKind.ARMED_GROUP]
        if groups:
            return Finding(tuple(groups), MentionForm.NOMINAL, "actor.members-of")
        countries = [owner.country for owner in owners if owner.country]
        if sense.of_other:
            draft = self.bodies.population(phrase, sense, None, anchor, owners[0].draft.id if owners else "")
            return Finding((draft.id,), MentionForm.NOMINAL, "actor.people-of-other", certain=False)
        if countries:
            drafts = [self.bodies.population(phrase, sense, country, anchor) for country in countries]
            return Finding(tuple(d.id for d in drafts), MentionForm.NOMINAL, "actor.people-of-country")
        if self._is_definite(phrase) and anchor.people is None:
            ending = f"-{sense.id}"
            earlier = self.discourse.recent(
                lambda draft: draft.id == sense.id or draft.id.endswith(ending), phrase.head, sentences=8
            )
            if earlier is not None:
                return Finding((earlier,), MentionForm.NOMINAL, "actor.people-again", certain=False)
        country = None if sense.id == "countries" else self._context_country(phrase, anchor)
        draft = self.bodies.population(phrase, sense, country, anchor)
        return Finding((draft.id,), MentionForm.NOMINAL, "actor.people-of-context", certain=False)

    def _people(self, phrase: RolePhrase, sense: People, owners: list[Owner]) -> Finding | None:
        """A people by itself: "the Kurds"; before a role phrase it only says which rebels, which states."""
        token = self.reading.parse.tokens[phrase.head]
        if sense.modifier or (token.dep in ("amod", "compound", "nmod") and token.pos != "NOUN"):
            return None
        draft = self.bodies.people(phrase, sense, owners[0].country if owners else None)
        return Finding((draft.id,), MentionForm.DEMONYM, "actor.people")


def _is_wide(anchor: Anchor) -> bool:
    """Whether the phrase is about people too widely spread for the article's country: "Muslim hackers"."""
    return anchor.people is not None and any(isinstance(s, People) and s.wide for s in anchor.people.senses)


def heading_known(roles: set[str], title: Title) -> bool:
    """Whether the organization makes the holder more than "a chief": an intelligence chief."""
    return bool(roles - {title.role})
