"""Posts: the titles that stand beside a person's name, and whose they are.

In: a personal name in a reading. Out: the posts stated there: "interim President" of Syria, "chief"
of an organization. For a private person, the population the words beside the name put him in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dragoman.annotate.actors import tree
from dragoman.annotate.actors.anchors import POSSESSIVE, Anchor, RolePhrase
from dragoman.annotate.actors.bodies import Bodies, Owner
from dragoman.annotate.actors.cast import Draft
from dragoman.annotate.actors.proper_name import ProperName
from dragoman.annotate.actors.reading import Reading
from dragoman.annotate.actors.roles import Population, Title
from dragoman.model.entities import ActorKind
from dragoman.model.syntax import Token
from dragoman.model.text import Evidence

HONORIFIC = "honorific"  # a role in titles.yaml that makes nobody a public figure
_REACH = 12  # tokens after a comma within which an apposition names the office
_ENDING = frozenset({"VERB", "AUX", "PUNCT", "PRON", "SCONJ", "CCONJ"})


@dataclass(frozen=True, slots=True)
class Post:
    """A title stated beside a name, with what it belongs to."""

    phrase: RolePhrase
    title: Title
    owners: tuple[Owner, ...]
    words: str
    evidence: Evidence
    former: bool


class Posts:
    """Reads the posts beside the names of one article."""

    def __init__(self, reading: Reading, bodies: Bodies) -> None:
        self.reading = reading
        self.tokens = reading.parse.tokens
        self.bodies = bodies
        self.cast = reading.cast
        self._title_to = {
            anchor.last: phrase
            for phrase, anchor in reading.anchor_of.items()
            if any(isinstance(sense, Title | Population) for sense in phrase.senses)
        }

    def of(self, name: ProperName) -> list[Post]:
        """Posts stated right before, right after or in apposition to a name."""
        posts = [post for post in map(self._post, self._beside(name)) if post is not None]
        owners = self._owners_after(name) if any(not post.owners for post in posts) else ()
        return [post if post.owners else replace(post, owners=owners) for post in posts]

    def _owners_after(self, name: ProperName) -> tuple[Owner, ...]:
        """ "President X of Iran": the country after the name."""
        owner = self.reading.name_at.get(name.last + 1)
        if owner is None or self.tokens[name.last].lower not in self.reading.book.words["owner"]:
            return ()
        anchor = Anchor(name.first, owner.last, name.first, names=(owner,), rule="actor.country-of-complement")
        return tuple(self.bodies.owners(anchor))

    def private(self, name: ProperName, default: str) -> Draft:
        """The population a private person is one of: as the noun beside the name says, else the default."""
        for phrase in self._beside(name):
            stated = next((s for s in phrase.senses if isinstance(s, Population)), None)
            if stated is not None:
                anchor = self.reading.anchor_of[phrase]
                country = next((owner.country for owner in self.bodies.owners(anchor) if owner.country), None)
                return self.bodies.population(phrase, stated, country, anchor)
        return self.cast.enter(Draft(default, default, ActorKind.POPULATION, plural=True))

    def _post(self, phrase: RolePhrase) -> Post | None:
        title = next((sense for sense in phrase.senses if isinstance(sense, Title)), None)
        if title is None:
            return None
        anchor = self.reading.anchor_of[phrase]
        owners = () if anchor.rule == "actor.country-of-place" else tuple(self.bodies.owners(anchor))
        if title.needs_owner and not owners:
            return None
        evidence = self.cast.evidence(anchor.title_first, phrase.last)
        return Post(phrase, title, owners, " ".join(evidence.text.split()), evidence, anchor.former)

    def _beside(self, name: ProperName) -> list[RolePhrase]:
        return list(dict.fromkeys((*self._before(name), *self._after(name), *self._apposed(name))))

    def _before(self, name: ProperName) -> Iterator[RolePhrase]:
        """ "President X"; "US Ambassador to Germany X"; "Prime Minister and Defense Minister X"."""
        at = name.first
        while at > 0 and self.tokens[at - 1].text in ('"', "“", "”"):
            at -= 1
        phrase = self._title_to.get(at) or self._title_over_complement(at) or self._title_over_comma(at, name)
        while phrase is not None:
            yield phrase
            at = phrase.first
            joined = at > 1 and self.tokens[at - 1].lower in ("and", "/", "-")
            phrase = self._title_to.get(at - 1 if joined else at)

    def _title_over_comma(self, at: int, name: ProperName) -> RolePhrase | None:
        """ "the Turkish foreign minister, X, said": a definite title between commas with the name."""
        after = self.tokens[name.last].text if name.last < len(self.tokens) else "."
        if at < 2 or self.tokens[at - 1].text != "," or after not in (",", ".", ")"):
            return None
        phrase = self._title_to.get(at - 1)
        if phrase is None:
            return None
        edge = self.tokens[tree.left_edge(self.reading.parse, phrase.first, phrase.last)]
        anchored = not self.reading.anchor_of[phrase].is_empty
        return phrase if anchored or edge.dep in ("det", "poss") else None

    def _title_over_complement(self, at: int) -> RolePhrase | None:
        """The title before a complement that ends where the name begins: "envoy to the Middle East X"."""
        complement = self.reading.name_at.get(at - 1)
        if complement is None or complement.last != at:
            return None
        before = complement.first - 1
        while before > 0 and self.tokens[before].dep == "det":
            before -= 1
        if self.tokens[before].tag not in ("IN", "TO"):
            return None
        return self._title_to.get(before)

    def _after(self, name: ProperName) -> Iterator[RolePhrase]:
        """ "X, the head of Y,"; "X, foreign minister of Z"; "X (Y's leader)"."""
        at = name.last
        if at >= len(self.tokens) or self.tokens[at].text not in (",", "("):
            return
        for i in range(at + 1, min(at + _REACH, len(self.tokens))):
            phrase = self.reading.phrase_from.get(i)
            if phrase is not None and any(isinstance(sense, Title | Population) for sense in phrase.senses):
                acting = tree.is_subject(self.tokens[phrase.head])  # "With X absent, the Queen spoke"
                if not acting and not self._introduces_another(phrase):
                    yield phrase
                return
            if self._ends_apposition(self.tokens[i]) or self.tokens[i].sentence != self.tokens[at].sentence:
                return

    def _ends_apposition(self, token: Token) -> bool:
        if token.pos not in _ENDING or token.dep in ("amod", "case"):
            return False
        return token.text != "-" and token.tag != "PRP$" and token.lower not in POSSESSIVE

    def _introduces_another(self, phrase: RolePhrase) -> bool:
        """Whether the title belongs to the next name: "Kalın, Foreign Minister Hakan Fidan and ..."."""
        following = self.reading.name_at.get(phrase.last)
        if following is None or following.organization is not None:
            return False
        return not following.senses or any(s.entry in self.reading.knowledge.people for s in following.senses)

    def _apposed(self, name: ProperName) -> Iterator[RolePhrase]:
        """Titles that the parser has in apposition to the name, or the name to them."""
        parse = self.reading.parse
        head = self.tokens[name.head]
        near = [child.i for child in parse.children(head) if child.dep == "appos"]
        if head.dep == "appos":
            near.append(head.head)
        for i in near:
            phrase = self.reading.phrase_by_head.get(i)
            if phrase is not None and not self._introduces_another(phrase) and not self._follows_another(phrase, name):
                yield phrase

    def _follows_another(self, phrase: RolePhrase, name: ProperName) -> bool:
        """Whether somebody else's name stands nearer before the title: "X and Y, the secretary general"."""
        between = range(name.last, phrase.first)
        others = (self.reading.name_at.get(i) for i in between)
        people = self.reading.knowledge.people
        return any(
            other is not None and other.organization is None and all(sense.entry in people for sense in other.senses)
            for other in others
        )
