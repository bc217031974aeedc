"""Whose a role phrase is, as the words around it say.

In: names and role phrases by token. Out: for each role phrase ("the Syrian army", "MİT chief",
"head of Turkey's Foreign Ministry") its anchor: the country, organization, other role phrase or
pronoun it belongs to. Nothing is guessed: a phrase with no owner beside it has an empty anchor.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dragoman.annotate.actors import tree
from dragoman.annotate.actors.proper_name import ProperName
from dragoman.annotate.actors.roles import GenericBody, Nominal, People, RoleBook, Title
from dragoman.knowledge.entries import Facet
from dragoman.model.syntax import Parse, Token

_ATTRIBUTIVE = frozenset({"amod", "compound", "nmod", "poss", "appos"})
_WITHIN_NAMES = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "ADV", "VERB"})
_MODIFYING = frozenset({"amod", "compound", "nmod", "nummod", "advmod", "npadvmod", "quantmod"})
POSSESSIVE = frozenset({"'s", "’s", "’", "'"})


@dataclass(frozen=True, slots=True, eq=False)
class RolePhrase:
    """Tokens ``[first, last)`` that name a title, body, population, people, set or class of actor."""

    first: int
    last: int
    head: int
    senses: tuple[Nominal, ...]


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a role phrase belongs to: names, another role phrase, or a pronoun's antecedent."""

    first: int  # where the whole phrase begins
    last: int
    title_first: int  # where the title as stated begins ("interim President")
    names: tuple[ProperName, ...] = ()
    body: RolePhrase | None = None
    pronoun: int | None = None
    people: RolePhrase | None = None  # "Kurdish" in "Kurdish rebels"
    backer: ProperName | None = None  # "Iranian" in "Iranian-backed militias"
    rule: str = ""
    former: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.names and self.body is None and self.pronoun is None


class Anchors:
    """Finds the anchors of one article's role phrases."""

    def __init__(
        self, parse: Parse, book: RoleBook, name_at: Mapping[int, ProperName], phrases: Sequence[RolePhrase]
    ) -> None:
        self.parse = parse
        self.tokens = parse.tokens
        self.book = book
        self.name_at = name_at
        self.phrase_from = {phrase.first: phrase for phrase in phrases}
        self.phrase_to = {phrase.last: phrase for phrase in phrases}

    def of(self, phrase: RolePhrase) -> Anchor:
        """The owner in the words before the phrase, else in those after it."""
        before = self._before(phrase)
        if not before.is_empty:
            return before
        return self._after(phrase, before) or self._shared(phrase, before) or before

    def _shared(self, phrase: RolePhrase, before: Anchor) -> Anchor | None:
        """ "the government and people of Iraq": the owner after the last of two phrases."""
        if phrase.last + 1 >= len(self.tokens) or self.tokens[phrase.last].dep != "cc":
            return None
        other = self.phrase_from.get(phrase.last + 1)
        after = self._after(other, before) if other is not None else None
        return replace(after, last=phrase.last) if after is not None else None

    def _before(self, phrase: RolePhrase) -> Anchor:
        """Walk left over adjectives, compounds and possessives to a name, a body or a pronoun."""
        found = Anchor(tree.left_edge(self.parse, phrase.first, phrase.last), phrase.last, phrase.first)
        at = phrase.first
        while at > 0 and self.tokens[at - 1].sentence == self.tokens[phrase.head].sentence:
            token = self.tokens[at - 1]
            if self._stands_for_owner(token):
                return replace(found, pronoun=token.i, rule="actor.country-of-possessive", first=token.i)
            name = self.name_at.get(token.i)
            if name is not None and self.is_leaning(name):
                found = replace(found, backer=name)
                at = name.first
                continue
            if name is not None:
                return self._by_name(found, name, phrase)
            other = self.phrase_to.get(at)
            if other is not None and other.first < phrase.first:
                if any(isinstance(sense, People) for sense in other.senses):
                    found = replace(found, people=other)
                    at = other.first
                    continue
                owning = any(isinstance(sense, GenericBody) for sense in other.senses)
                possessive = self.tokens[other.last].lower in POSSESSIVE
                if owning and (possessive or self._belongs(self.tokens[other.head], phrase)):
                    return replace(found, body=other, rule="actor.office-of-body", first=other.first)
            if token.text == ")":
                at = self._opening_bracket(token)
                continue
            if token.lower in self.book.former:
                found = replace(found, former=True, title_first=token.i)
            elif token.lower in self.book.part_of_title and found.title_first == at:
                found = replace(found, title_first=token.i)
            elif not self._is_modifier(token):
                break
            at -= 1
        return found

    def _stands_for_owner(self, token: Token) -> bool:
        """Whether the token is "its", "their", or "the former's"."""
        if token.tag == "PRP$":
            return True
        following = self.tokens[token.i + 1] if token.i + 1 < len(self.tokens) else token
        return token.lower in self.book.ordinals and following.lower in POSSESSIVE

    def _opening_bracket(self, closing: Token) -> int:
        """Before a bracket such as the acronym in "Organization (ACR) chief"."""
        for i in range(closing.i - 1, max(-1, closing.i - 6), -1):
            if self.tokens[i].text == "(":
                return i
        return 0

    def _by_name(self, found: Anchor, name: ProperName, phrase: RolePhrase) -> Anchor:
        names = self._owners(name, phrase)
        if not names:
            return found
        first = names[0].first
        before = self.tokens[first - 1] if first else self.tokens[first]
        former = found.former or before.lower in self.book.former  # "former Iraqi minister"
        rule = _rule_before(self.tokens[name.last], name)
        title_first = first - 1 if former and not found.former else found.title_first
        return replace(found, names=names, rule=rule, first=first, former=former, title_first=title_first)

    def _is_modifier(self, token: Token) -> bool:
        if token.lower in POSSESSIVE or token.text == "-" or token.lower in self.book.quality:
            return True
        return token.pos in _WITHIN_NAMES and token.dep in _MODIFYING

    def _belongs(self, token: Token, phrase: RolePhrase) -> bool:
        """Whether a noun before the phrase modifies it rather than standing by itself."""
        return token.dep == "compound" or (token.dep in _ATTRIBUTIVE and token.head >= phrase.first)

    def _owners(self, name: ProperName, phrase: RolePhrase) -> tuple[ProperName, ...]:
        """The name, and those coordinated with it as adjectives: "Hungarian and Romanian officials"."""
        possessive = self.tokens[name.last].lower in POSSESSIVE
        bracketed = self.tokens[name.last].text == "(" or self._is_bracketed(name)
        attributive = name.has(Facet.ADJECTIVE) or self._belongs(self.tokens[name.head], phrase)
        if not possessive and not bracketed and not attributive and not self._is_adjacent(name, phrase):
            return ()
        owners = [name]
        if possessive and self._is_plural(phrase):
            return self._joint(name)
        while not possessive and owners[0].first > 1:
            joint = self.tokens[owners[0].first - 1]
            before = self.name_at.get(owners[0].first - 2)
            if joint.lower not in ("and", ",", "or", "-") or before is None or before.last != owners[0].first - 1:
                break
            attributive = self.tokens[before.head].dep in _ATTRIBUTIVE - {"appos"}  # "the minister X and Iraqi MPs"
            if before.has(Facet.SURNAME) or not (before.has(Facet.ADJECTIVE) or attributive):
                break
            owners.insert(0, before)
        return tuple(owners)

    def _is_plural(self, phrase: RolePhrase) -> bool:
        return self.tokens[phrase.head].is_plural_noun

    def _row_from(self, name: ProperName) -> tuple[ProperName, ...]:
        """ "the ministers of Turkey and Tonga": both, wherever the parser hangs the second."""
        names = list(self._coordinated(name))
        at = names[-1].last
        while at + 1 < len(self.tokens) and self.tokens[at].lower in ("and", ","):
            following = self.name_at.get(at + 1)
            if following is None or following in names or not following.has(Facet.NAME, Facet.CAPITAL):
                break
            names.append(following)
            at = following.last
        return tuple(names)

    def _joint(self, name: ProperName) -> tuple[ProperName, ...]:
        """ "France and Germany's": both, where what they have is more than one."""
        owners = [name]
        while owners[0].first > 1 and self.tokens[owners[0].first - 1].lower in ("and", ","):
            before = self.name_at.get(owners[0].first - 2)
            if before is None or before.last != owners[0].first - 1 or not before.has(Facet.NAME, Facet.CAPITAL):
                break
            owners.insert(0, before)
        return tuple(owners)

    def _is_bracketed(self, name: ProperName) -> bool:
        return name.first > 0 and self.tokens[name.first - 1].text == "("

    def _is_adjacent(self, name: ProperName, phrase: RolePhrase) -> bool:
        """Whether name and phrase stand side by side in one noun phrase, whatever the parser made of it."""
        if name.last != phrase.first or name.has(Facet.PEOPLE):
            return False
        return self.tokens[name.head].head != self.tokens[phrase.head].i or self.tokens[phrase.head].pos != "VERB"

    def is_leaning(self, name: ProperName) -> bool:
        """Whether the name only says for or against whom something is: "pro-Russian", "Iranian-backed"."""
        words = self.book.words
        if self.tokens[name.last - 1].lower.rpartition("-")[2] in words["backed"]:
            return True
        hyphen_before = name.first > 1 and self.tokens[name.first - 1].text == "-"
        if hyphen_before and self.tokens[name.first - 2].lower in words["leanings"]:
            return True
        after = self.tokens[name.last : name.last + 2]
        if self.tokens[name.last - 1].text.endswith("-"):
            return after[0].lower in words["backed"]
        return len(after) == 2 and after[0].text == "-" and after[1].lower in words["backed"]

    def _after(self, phrase: RolePhrase, before: Anchor) -> Anchor | None:
        """ "president of Syria", "head of the Turkish army", "the new administration in Syria"."""
        if phrase.last >= len(self.tokens):
            return None
        joint = self.tokens[phrase.last].lower
        place = joint in self.book.words["people_place"]
        if not place and joint not in self._owner_words(phrase):
            return None
        at = self._skip_modifiers(phrase.last + 1)
        name = self.name_at.get(at)
        if name is not None and name.first == at:
            owned = self._introduced_by(name)
            if owned is not None:
                return replace(before, body=owned, rule="actor.office-of-body", last=owned.last)
            if self._describes_another(name):
                return None
            rule = "actor.country-of-place" if place else "actor.country-of-complement"
            names = self._row_from(name) if self._is_plural(phrase) else self._coordinated(name)
            return replace(before, names=names, rule=rule, last=name.last)
        body = self.phrase_from.get(at)
        if body is not None and not place:
            return replace(before, body=body, rule="actor.office-of-body", last=body.last)
        return None

    def _owner_words(self, phrase: RolePhrase) -> frozenset[str]:
        """Prepositions before the owner: one speaks for it, and is an envoy for somebody else's conflict."""
        speaks = any(isinstance(sense, Title) and sense.speaks for sense in phrase.senses)
        return self.book.words["owner"] | (self.book.words["owner_of_speakers"] if speaks else frozenset())

    def _describes_another(self, name: ProperName) -> bool:
        """Whether an adjective belongs to a body nobody knows: "president of the Tunisian League"."""
        head = self.tokens[self.tokens[name.head].head]
        following = head.i >= name.last and head.pos in ("PROPN", "NOUN") and self.tokens[name.head].dep in _ATTRIBUTIVE
        return name.has(Facet.ADJECTIVE) and following and head.text[0].isupper()

    def _skip_modifiers(self, at: int) -> int:
        """Past articles and adjectives to the first name or role phrase."""
        while at < len(self.tokens) and at not in self.name_at and at not in self.phrase_from:
            if self.tokens[at].dep != "det" and self.tokens[at].pos not in ("ADJ", "NUM"):
                break
            at += 1
        return at

    def _introduced_by(self, name: ProperName) -> RolePhrase | None:
        """The role phrase a name introduces: "Turkey's Foreign Ministry"; None if it stands by itself."""
        at = name.last
        while at < len(self.tokens) and self.tokens[at].sentence == self.tokens[name.head].sentence:
            if at in self.phrase_from:
                return self.phrase_from[at]
            if not self._is_modifier(self.tokens[at]):
                return None
            at += 1
        return None

    def _coordinated(self, name: ProperName) -> tuple[ProperName, ...]:
        """ "the presidents of Turkey, Russia and Iran": all three names."""
        names = [name]
        for token in tree.conjuncts(self.parse, self.tokens[name.head])[1:]:
            other = self.name_at.get(token.i)
            if other is not None and other not in names:
                names.append(other)
        return tuple(names)


def _rule_before(after: Token, name: ProperName) -> str:
    if name.has(Facet.ADJECTIVE):
        return "actor.country-of-demonym"
    return "actor.country-of-possessive" if after.lower in POSSESSIVE else "actor.country-of-compound"
