"""Named things: what the knowledge base, the actor finder, the place finder and the parser know by name.

In: an annotation. Out: marks. A name inside a longer one is marked too: "Iraqi" in "the Iraqi
army", "Samarra" in "Samarra Barrage".
"""

from __future__ import annotations

from collections import Counter

from dragoman.annotate.annotation import Annotation, Reference
from dragoman.annotate.mentions.book import ThingBook
from dragoman.annotate.mentions.marks import Marks
from dragoman.knowledge.base import Knowledge
from dragoman.knowledge.entries import Facet, Sense
from dragoman.knowledge.phrases import FoldedText, PhraseMatch
from dragoman.model.entities import ActorKind, MentionForm
from dragoman.model.mentions import MentionKind
from dragoman.model.syntax import Name

_BY_LABEL = {
    "PERSON": MentionKind.PERSON,
    "ORG": MentionKind.GROUP,
    "GPE": MentionKind.PLACE,
    "LOC": MentionKind.PLACE,
    "FAC": MentionKind.PLACE,
    "LANGUAGE": MentionKind.NATIONALITY,
    "NORP": MentionKind.NATIONALITY,
    "LAW": MentionKind.DOCUMENT,
}
_DOING = frozenset({"nsubj", "agent", "nsubjpass"})


class Names:
    """Marks the names of one article."""

    def __init__(self, annotation: Annotation, knowledge: Knowledge, book: ThingBook, marks: Marks) -> None:
        self.annotation = annotation
        self.parse = annotation.parse
        self.tokens = annotation.parse.tokens
        self.knowledge = knowledge
        self.book = book
        self.marks = marks
        self.in_person: set[int] = set()
        self.in_body: set[int] = set()  # tokens of known names of groups
        self.labels = self._labels()
        self.in_place = {
            token.i
            for place in annotation.places
            for mention in place.mentions
            for token in self.parse.tokens_in(mention.start, mention.end)
        }

    def _labels(self) -> dict[str, str]:
        """What the parser mostly takes a name for: "Karim" is a person all through the article."""
        votes: dict[str, Counter[str]] = {}
        for name in self.parse.names:
            first, last = self._trimmed(name)
            if last > first:
                words = " ".join(token.lower for token in self.tokens[first:last])
                votes.setdefault(words, Counter())[name.label] += 1
        return {words: counts.most_common(1)[0][0] for words, counts in votes.items()}

    def mark(self, folded: FoldedText) -> None:
        """People first, then what is known, places, and what only the parser takes for a name."""
        for reference in self.annotation.references:
            if reference.form in (MentionForm.NAME, MentionForm.ACRONYM):
                self._referred(reference)
        for match in self.knowledge.find(self.parse, folded):
            self._known(match)
        for place in self.annotation.places:
            for mention in place.mentions:
                span = self.parse.tokens_of(mention.start, mention.end)
                if span and not (place.kind == "country" and self.marks.covers(span[0])):
                    self._place(*span, "mention.place")
        for name in self.parse.names:
            self._recognized(name)

    def _referred(self, reference: Reference) -> None:
        """A person, or a body that the knowledge base lacks."""
        tokens = self.parse.tokens_in(reference.start, reference.end)
        actor = self.annotation.actor_by_id[reference.actors[0]]
        first, last = tokens[0].i, tokens[-1].i + 1
        if last - first > 1 and tokens[0].lower in self.book.words["at_places"]:
            return  # "Near Ayn Isa" is taken for a name at the head of a sentence
        if actor.kind is ActorKind.STATE:
            self._state(first, last, reference)
            return
        person = actor.kind is ActorKind.PERSON
        self.marks.add(
            first, last, MentionKind.PERSON if person else MentionKind.GROUP, "mention.actor", actors=reference.actors
        )
        if person:
            self.in_person.update(range(first, last))

    def _state(self, first: int, last: int, reference: Reference) -> None:
        """A state is a place; one that does something is a body as well."""
        self._place(first, last, "mention.state", reference.actors)
        head = self.tokens[reference.head]
        while head.dep in ("conj", "appos") and head.head != head.i:
            head = self.parse.head(head)
        if head.dep in _DOING and reference.rule == "actor.country-name":
            self.marks.add(first, last, MentionKind.GROUP, "mention.state-acts", actors=reference.actors, also=True)

    def _known(self, match: PhraseMatch[Sense]) -> None:
        first, last, sense = match.first, match.last, match.value
        if sense.entry in self.knowledge.people or not self.in_person.isdisjoint(range(first, last)):
            return
        if last - first == 1 and self.tokens[first].pos in ("VERB", "AUX", "PRON", "ADP", "SCONJ"):
            return
        if sense.facet is Facet.ADJECTIVE:
            self.nationality(first, last, (sense.entry,))
        elif sense.facet is Facet.PEOPLE:
            self.marks.add(first, last, MentionKind.GROUP, "mention.people", actors=self._actors(sense))
        elif sense.entry in self.knowledge.countries and sense.facet is not Facet.METONYM:
            self._place(first, last, "mention.country", self._actors(sense))
        else:
            self.marks.add(first, last, MentionKind.GROUP, "mention.known", actors=self._actors(sense))
            self.in_body.update(range(first, last))

    def _actors(self, sense: Sense) -> tuple[str, ...]:
        return (sense.entry,) if sense.entry in self.annotation.actor_by_id else ()

    def nationality(self, first: int, last: int, actors: tuple[str, ...] = ()) -> None:
        """An adjective of country, faith or people; as a noun it names the people: "the Iraqis", "the French"."""
        head = self.tokens[last - 1]
        plural = head.is_plural_noun
        alone = head.dep in ("nsubj", "nsubjpass", "pobj", "dobj") and self.tokens[first - 1].lower == "the"
        known = tuple(id for id in actors if id in self.annotation.actor_by_id)
        if plural or (first and alone):
            self.marks.add(first, last, MentionKind.GROUP, "mention.people", actors=known)
        else:
            self.marks.add(first, last, MentionKind.NATIONALITY, "mention.nationality", actors=known)

    def _place(self, first: int, last: int, rule: str, actors: tuple[str, ...] = ()) -> None:
        """A place by name, and again with its part or its kind: "northern Iraq", "Samarra Barrage"."""
        self.marks.add(first, last, MentionKind.PLACE, rule, actors=actors)
        wide, end = first, last
        while wide and self.tokens[wide - 1].lower in self.book.words["parts"]:
            wide -= 1
        while end < len(self.tokens) and self._is_feature(end):
            end += 1
        if (wide, end) != (first, last):
            self.marks.add(wide, end, MentionKind.PLACE, "mention.part-of-place")

    def _is_feature(self, i: int) -> bool:
        token = self.tokens[i]
        return token.lower in self.book.words["features"] and token.sentence == self.tokens[i - 1].sentence

    def _recognized(self, name: Name) -> None:
        """A name that only the parser knows; what it takes for a person after "near" is a place."""
        first, last = self._trimmed(name)
        words = " ".join(token.lower for token in self.tokens[first:last])
        kind = _BY_LABEL.get(self.labels.get(words, name.label))
        if kind is None or last <= first:
            return
        if kind is MentionKind.NATIONALITY:
            if not self.marks.covers(first, MentionKind.NATIONALITY, MentionKind.GROUP):
                self.nationality(first, last)
            return
        if any(self.marks.covers(i) for i in range(first, last)) and not self._is_longer(first, last, kind):
            return
        self.marks.add(first, last, self._sure_kind(first, last, kind), "mention.recognized")

    def _is_longer(self, first: int, last: int, kind: MentionKind) -> bool:
        """Whether the parser's name goes beyond what is marked inside it: "the Samarra Barrage"."""
        return kind is not MentionKind.PERSON and not self.marks.is_marked(first, last) and last - first > 1

    def _sure_kind(self, first: int, last: int, kind: MentionKind) -> MentionKind:
        """What the name's own last word or the preposition before it says, else what the parser says."""
        words = self.book.words
        endings = {token.lower for token in self.tokens[first:last]}
        if self.tokens[last - 1].lower in words["bodies"] or (kind is MentionKind.GROUP and endings & words["bodies"]):
            return MentionKind.GROUP
        if self.tokens[last - 1].lower in words["features"] or self.tokens[first].lower in words["features"]:
            return MentionKind.PLACE
        before = self.tokens[first - 1].lower if first else ""
        if kind is MentionKind.PERSON and before in words["at_places"] and before != "from":
            return MentionKind.PLACE
        return kind

    def _trimmed(self, name: Name) -> tuple[int, int]:
        """Without articles, marks, a preposition with a capital, and the possessive ending."""
        first, last = name.first, name.last
        while first < last and (
            self.tokens[first].dep == "det"
            or not self.tokens[first].text[0].isalnum()
            or self.tokens[first].lower in self.book.words["at_places"]
        ):
            first += 1
        last = next((t.i for t in self.tokens[first:last] if t.text in ("(", "[", '"', ":")), last)
        while last > first and (not self.tokens[last - 1].text[0].isalnum() or self.tokens[last - 1].tag == "POS"):
            last -= 1
        return first, last
