"""Actors described rather than named: "the Syrian army", "both sides", "the group", "protesters".

In: a role phrase, its anchor, and what was talked about before. Out: references in the cast.
A phrase with an owner says who is meant; one without takes up what was talked about before, and
else gets the country the context gives, marked as uncertain.
"""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.annotate.actors import tree
from dragoman.annotate.actors.anchors import Anchor, RolePhrase
from dragoman.annotate.actors.bodies import Bodies, Owner
from dragoman.annotate.actors.cast import HOST_RULES, Draft, Finding
from dragoman.annotate.actors.context import Context
from dragoman.annotate.actors.discourse import Discourse
from dragoman.annotate.actors.officials import Officials
from dragoman.annotate.actors.posts import HONORIFIC
from dragoman.annotate.actors.proper_name import ProperName
from dragoman.annotate.actors.reading import Reading
from dragoman.annotate.actors.roles import ClassNoun, GenericBody, Nominal, People, Population, SetPhrase, Title
from dragoman.knowledge.entries import Facet
from dragoman.model.entities import ActorKind, MentionForm
from dragoman.model.text import Attested


class Descriptions:
    """Resolves the role phrases of one article, in text order."""

    def __init__(
        self, reading: Reading, bodies: Bodies, discourse: Discourse, context: Context, officials: Officials
    ) -> None:
        self.reading = reading
        self.bodies = bodies
        self.discourse = discourse
        self.context = context
        self.officials = officials
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
                stated = self.bodies.owners(anchor) if len(anchor.names) > 1 else []
                return (self._several_holders(phrase, anchor, stated) if stated else None) or self._set(phrase, sense)
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
        if len(owners) > 1 and (several := self._several_holders(phrase, anchor, owners)) is not None:
            return several
        title = self._title(phrase)
        if title is not None and not (len(owners) > 1 and not title.plural):
            return self.officials.find(phrase, title, anchor, owners)
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
        if token.is_plural_noun:
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
        if title is None or title.plural or title.one or not self.reading.is_definite(phrase):
            return None
        return self.officials.in_article(phrase, title, {title.role}, owners[0] if owners else None)

    def _several_holders(self, phrase: RolePhrase, anchor: Anchor, owners: list[Owner]) -> Finding | None:
        """ "France and Germany's foreign ministers": one holder for each country."""
        title = next((s for s in self._senses(phrase) if isinstance(s, Title) and s.plural and s.one), None)
        if title is None or anchor.former or not all(owner.is_country for owner in owners):
            return None
        found = [self.officials.find(phrase, title, anchor, [owner]) for owner in owners]
        actors = tuple(id for finding in found if finding is not None for id in finding.actors)
        return Finding(actors, MentionForm.SET, "actor.office-holders") if actors else None

    def _senses(self, phrase: RolePhrase) -> Iterable[Nominal]:
        """What a phrase means, without its article where it is a fixed one: "the foreign ministers"."""
        tokens = self.reading.parse.tokens[phrase.first : phrase.last]
        if not any(isinstance(sense, SetPhrase) for sense in phrase.senses):
            return phrase.senses
        return self.reading.book.index.lookup(" ".join(token.lower for token in tokens[1:]))

    def _set(self, phrase: RolePhrase, sense: SetPhrase) -> Finding | None:
        token = self.reading.parse.tokens[phrase.head]
        if phrase.last - phrase.first == 1 and token.dep in ("det", "preconj", "predet", "cc"):
            return None
        actors = self.discourse.parties(token, sense.counts, sense.roles, sense.size)
        actors = actors or self.discourse.parties(token, sense.counts, size=sense.size)
        for id in actors:
            self.cast.known(id, self.cast.evidence(phrase.first, phrase.last)) if id not in self.cast.drafts else None
        return Finding(actors, MentionForm.SET, "actor.set-of-two", certain=False) if actors else None

    def _class_noun(self, phrase: RolePhrase, sense: ClassNoun, anchor: Anchor, owners: list[Owner]) -> Finding | None:
        """ "the ISIL terrorist organization" is ISIL; "the group" is the last group talked about."""
        if owners:
            owner = owners[0]
            possessive = anchor.rule in ("actor.country-of-possessive", "actor.country-of-complement")
            if not owner.is_country and not possessive and owner.draft.kind.value in sense.kinds:
                return Finding((owner.draft.id,), MentionForm.NOMINAL, "actor.name-with-class-noun")
            return None
        if not self.reading.is_definite(phrase):
            return None
        if "country" in sense.kinds:
            country = self.context.country_meant(phrase)
            return Finding((country,), MentionForm.NOMINAL, "actor.the-country", certain=False) if country else None
        head = self.reading.parse.tokens[phrase.head]
        if any(c.dep == "compound" and c.i < phrase.first for c in self.reading.parse.children(head)):
            return None  # "the national security committee" is a body of its own
        body = next((s for s in phrase.senses if isinstance(s, GenericBody)), None)
        own = self.discourse.doers(head) if head.dep in ("dobj", "pobj") else ()

        def fits(draft: Draft) -> bool:
            same = body is None or any(sector.value in body.sectors for sector in draft.sectors)
            return same and draft.kind.value in sense.kinds and draft.id not in own

        def bears_it(draft: Draft) -> bool:
            return fits(draft) and head.lemma in draft.name.lower().split()

        found = self.discourse.recent(bears_it, phrase.head, sentences=8)  # "the agency": the Atomic Energy Agency
        found = found or self.discourse.recent(fits, phrase.head, sentences=4)
        return Finding((found,), MentionForm.NOMINAL, "actor.class-noun", certain=False) if found else None

    def _body(self, phrase: RolePhrase, sense: GenericBody, anchor: Anchor, owners: list[Owner]) -> Finding | None:
        if sense.owned and anchor.rule == "actor.country-of-place":
            return None  # "a mission in Angola" is not Angola's
        if sense.suffix is None and any(self._is_town(name) for name in anchor.names):
            return None  # "the state of Washington" is not the United States
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
        if self.reading.is_definite(phrase) and anchor.people is None:
            earlier = self._same_body(phrase, sense)
            if earlier is not None:
                return Finding((earlier,), MentionForm.NOMINAL, "actor.body-again", certain=False)
        country = self._context_country(phrase, anchor)
        draft = self.bodies.body(phrase, sense, country, anchor)
        return Finding((draft.id,), MentionForm.NOMINAL, "actor.body-of-context", certain=False)

    def _is_town(self, name: ProperName) -> bool:
        sense = self.bodies.sense_of(name)
        return sense is not None and sense.facet is Facet.CITY

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
        if not self.reading.is_definite(phrase):
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
        if self.reading.is_definite(phrase) and anchor.people is None:
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
        stated = owners[0].country if owners else None
        draft = self.bodies.people(phrase, sense, stated if owners or sense.wide else self.context.of(phrase))
        return Finding((draft.id,), MentionForm.DEMONYM, "actor.people")


def _is_wide(anchor: Anchor) -> bool:
    """Whether the phrase is about people too widely spread for the article's country: "Muslim hackers"."""
    return anchor.people is not None and any(isinstance(s, People) and s.wide for s in anchor.people.senses)
