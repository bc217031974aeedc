"""One article while it is being read: its names and role phrases by token, and whose they are.

In: document, parse, knowledge, vocabulary. Out: for each role phrase ("the Syrian army",
"interim President", "other senior officials") its anchor: the country or organization it
belongs to, read from the words around it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.annotate.actors import tree
from dragoman.annotate.actors.cast import Cast
from dragoman.annotate.actors.names import ProperName, find_names
from dragoman.annotate.actors.roles import Nominal, People, RoleBook
from dragoman.annotate.knowledge import Facet, Knowledge
from dragoman.annotate.phrases import FoldedText, longest
from dragoman.model.syntax import Parse, Token
from dragoman.model.text import Document

_OWNING = frozenset(
    {Facet.NAME, Facet.ACRONYM, Facet.ADJECTIVE, Facet.CAPITAL, Facet.METONYM, Facet.PEOPLE, Facet.CITY}
)
_ATTRIBUTIVE = frozenset({"amod", "compound", "nmod", "poss", "appos"})


@dataclass(frozen=True, slots=True)
class RolePhrase:
    """Tokens ``[first, last)`` that name a title, body, population, people, set or class of actor."""

    first: int
    last: int
    head: int
    senses: tuple[Nominal, ...]


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a role phrase belongs to: names, another role phrase, or a pronoun's antecedent."""

    names: tuple[ProperName, ...] = ()
    body: RolePhrase | None = None
    pronoun: int | None = None
    people: RolePhrase | None = None
    rule: str = ""
    first: int = 0  # where the whole phrase begins
    last: int = 0
    former: bool = False
    title_first: int = 0  # where the title as stated begins ("interim President")


class Reading:
    """Names and role phrases of one article, by token."""

    def __init__(self, document: Document, parse: Parse, knowledge: Knowledge, book: RoleBook) -> None:
        self.document = document
        self.parse = parse
        self.knowledge = knowledge
        self.book = book
        self.cast = Cast(document, parse, knowledge)
        self.quoted = tree.quoted(parse)
        folded = FoldedText(parse)
        self.names = find_names(parse, folded, knowledge, book)
        self.name_at = {i: name for name in self.names for i in range(name.first, name.last)}
        self.phrases = list(self._role_phrases(folded))
        self.phrase_from = {phrase.first: phrase for phrase in self.phrases}
        self.phrase_to = {phrase.last: phrase for phrase in self.phrases}
        self.person_at: dict[int, str] = {}  # tokens of personal names, once resolved
        self.office_at: dict[int, str] = {}  # heads of titles beside personal names, once resolved
        self.absorbed = self._absorbed()

    def _role_phrases(self, folded: FoldedText) -> Iterator[RolePhrase]:
        for group in longest(self.book.index.find(self.parse, folded)):
            first, last = group[0].first, group[0].last
            if any(i in self.name_at for i in range(first, last)):
                continue
            head = tree.head_of(self.parse, first, last)
            if not self._is_nominal(self.parse.tokens[head]):
                continue
            yield RolePhrase(first, last, head, tuple(dict.fromkeys(match.value for match in group)))

    def _is_nominal(self, head: Token) -> bool:
        if head.pos in ("NOUN", "PROPN"):
            return head.dep != "amod"
        return head.pos in ("ADJ", "DET", "PRON") or (head.pos == "NUM" and head.dep != "nummod")

    def anchor(self, phrase: RolePhrase) -> Anchor:
        """Whose body or office this is, by the words before it, else by those after it."""
        before = self._anchor_before(phrase)
        if before.names or before.body or before.pronoun is not None:
            return before
        after = self._anchor_after(phrase, before)
        return after if after is not None else before

    def _absorbed(self) -> frozenset[int]:
        """First tokens of names that only say whose body, office or people a role phrase means."""
        return frozenset(
            name.first
            for phrase in self.phrases
            for anchor in (self.anchor(phrase),)
            if anchor.rule in ("actor.country-of-demonym", "actor.country-of-compound")
            for name in anchor.names
        )

    def _anchor_before(self, phrase: RolePhrase) -> Anchor:
        """Walk left over adjectives, compounds and possessives to a name, a body or a pronoun."""
        tokens = self.parse.tokens
        sentence = tokens[phrase.first].sentence
        former = False
        title_first = phrase.first
        people: RolePhrase | None = None
        at = phrase.first
        while at > 0 and tokens[at - 1].sentence == sentence:
            token = tokens[at - 1]
            if token.tag == "PRP$":
                return Anchor(
                    pronoun=token.i, rule="actor.country-of-possessive", first=token.i, last=phrase.last,
                    former=former, title_first=title_first, people=people,
                )  # fmt: skip
            name = self.name_at.get(token.i)
            if name is not None:
                names = self._owners(name, phrase)
                if not names:
                    break
                return Anchor(
                    names=names, rule=_rule_before(tokens[name.last], name), first=names[0].first, last=phrase.last,
                    former=former, title_first=title_first, people=people,
                )  # fmt: skip
            other = self.phrase_to.get(token.i + 1)
            if other is not None and other.first < phrase.first:
                if any(isinstance(sense, People) for sense in other.senses):
                    people = other
                    at = other.first
                    continue
                if self._belongs(tokens[other.head], phrase):
                    return Anchor(
                        body=other, rule="actor.office-of-body", first=other.first, last=phrase.last,
                        former=former, title_first=title_first,
                    )  # fmt: skip
            if token.lower in self.book.former:
                former = True
                title_first = token.i
            elif token.lower in self.book.part_of_title and title_first == token.i + 1:
                title_first = token.i
            elif not self._is_modifier(token):
                break
            at -= 1
        first = tree.left_edge(self.parse, phrase.first, phrase.last)
        return Anchor(first=first, last=phrase.last, former=former, title_first=title_first, people=people)

    def _is_modifier(self, token: Token) -> bool:
        if token.lower in ("'s", "’s", "’", "'", "-"):
            return True
        if token.lower in self.book.quality:
            return True
        return token.pos in ("ADJ", "NOUN", "PROPN", "NUM", "ADV", "VERB") and token.dep in (
            "amod", "compound", "nmod", "nummod", "advmod", "npadvmod", "quantmod",
        )  # fmt: skip

    def _belongs(self, token: Token, phrase: RolePhrase) -> bool:
        """Whether a noun before the phrase modifies it rather than standing by itself."""
        return token.dep in _ATTRIBUTIVE and token.head >= phrase.first or token.dep == "compound"

    def _owners(self, name: ProperName, phrase: RolePhrase) -> tuple[ProperName, ...]:
        """The name, and those coordinated with it as adjectives: "Hungarian and Romanian officials"."""
        tokens = self.parse.tokens
        after = tokens[name.last].lower if name.last < len(tokens) else ""
        possessive = after in ("'s", "’s", "’", "'")
        if after == "-" and name.last + 1 < phrase.first and tokens[name.last + 1].lower in self.book.words["backed"]:
            return ()
        if self.is_leaning(name):
            return ()
        if not possessive and not name.has(Facet.ADJECTIVE) and not self._belongs(tokens[name.head], phrase):
            return ()
        owners = [name]
        first = name
        while not possessive and first.first > 1:
            joint = tokens[first.first - 1]
            before = self.name_at.get(first.first - 2)
            if joint.lower not in ("and", ",", "or", "-") or before is None or before.last != first.first - 1:
                break
            if not before.has(Facet.ADJECTIVE) and tokens[before.head].dep not in _ATTRIBUTIVE:
                break
            if before.has(Facet.SURNAME):
                break
            owners.insert(0, before)
            first = before
        return tuple(owners)

    def is_leaning(self, name: ProperName) -> bool:
        """Whether the name only says for or against whom something is: "pro-Russian", "Iranian-backed"."""
        tokens = self.parse.tokens
        words = self.book.words
        if name.first > 1 and tokens[name.first - 1].text == "-" and tokens[name.first - 2].lower in words["leanings"]:
            return True
        if name.last + 1 < len(tokens) and tokens[name.last].text == "-":
            return tokens[name.last + 1].lower in words["backed"]
        return False

    def _anchor_after(self, phrase: RolePhrase, before: Anchor) -> Anchor | None:
        """ "president of Syria", "head of the Turkish army", "the new administration in Syria"."""
        tokens = self.parse.tokens
        at = phrase.last
        if at >= len(tokens) or tokens[at].sentence != tokens[phrase.first].sentence:
            return None
        joint = tokens[at].lower
        if joint not in self.book.words["owner"] and joint not in self.book.words["people_place"]:
            return None
        at += 1
        while (
            at < len(tokens)
            and (tokens[at].dep == "det" or tokens[at].pos in ("ADJ", "NUM"))
            and at not in self.name_at
        ):
            if at in self.phrase_from:
                break
            at += 1
        name = self.name_at.get(at)
        if name is not None and name.first == at:
            owned = self._head_phrase_of(name)
            if owned is None:
                place = joint in self.book.words["people_place"]
                return Anchor(
                    names=self._coordinated(name),
                    rule="actor.country-of-place" if place else "actor.country-of-complement",
                    first=before.first,
                    last=name.last, former=before.former, title_first=before.title_first, people=before.people,
                )  # fmt: skip
            return Anchor(
                body=owned, rule="actor.office-of-body", first=before.first, last=owned.last,
                former=before.former, title_first=before.title_first,
            )  # fmt: skip
        body = self.phrase_from.get(at)
        if body is not None and joint in self.book.words["owner"]:
            return Anchor(
                body=body, rule="actor.office-of-body", first=before.first, last=body.last,
                former=before.former, title_first=before.title_first,
            )  # fmt: skip
        return None

    def _head_phrase_of(self, name: ProperName) -> RolePhrase | None:
        """The role phrase a name introduces: "Turkey's Foreign Ministry"; None if it stands by itself."""
        tokens = self.parse.tokens
        at = name.last
        while at < len(tokens) and (tokens[at].lower in ("'s", "’s", "’", "'") or self._is_modifier(tokens[at])):
            if at in self.phrase_from:
                return self.phrase_from[at]
            at += 1
        return None

    def _coordinated(self, name: ProperName) -> tuple[ProperName, ...]:
        """ "the presidents of Turkey, Russia and Iran": all three names."""
        names = [name]
        for token in tree.conjuncts(self.parse, self.parse.tokens[name.head])[1:]:
            other = self.name_at.get(token.i)
            if other is not None and other not in names:
                names.append(other)
        return tuple(names)


def _rule_before(after: Token, name: ProperName) -> str:
    if name.has(Facet.ADJECTIVE):
        return "actor.country-of-demonym"
    if after.lower in ("'s", "’s", "’", "'"):
        return "actor.country-of-possessive"
    return "actor.country-of-compound"
