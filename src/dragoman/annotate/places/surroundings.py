"""What the words around a name say of where it lies.

Comes in: a parse and the tokens of a name. Goes out: the kind of place it is called ("the city of X"), the places it
is said to lie in ("X, a village in India's Gujarat state", "Syria's X", "X, Texas") and those it is said to lie
beside, with the distance ("X, 40 km north of Y"). The words that make such descriptions stand in
``data/places/cues.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from dragoman.annotate.places.cues import Cues
from dragoman.knowledge.gazetteer import Form, Gazetteer, Reading
from dragoman.knowledge.spelling import key
from dragoman.model.syntax import Parse, Token

_LONGEST = 18  # tokens of a description
_NAME = 5  # tokens of a name in it
_MODIFIERS = 6  # tokens before "village of X"
_LOOSE = ("ADJ", "ADV", "NUM", "DET")  # what may stand between the parts of a description
_MODIFYING = ("compound", "amod", "nmod", "punct", "advmod", "nummod")


# By what words: a noun, "a village in Y"; "X in Y"; "Y's X"; or a mere "X, Y", which may also be a list.
How = Literal["noun", "preposition", "possessive", "comma"]
_Named = tuple[int, str, tuple[Reading, ...]]  # where a name begins or ends, its key and readings
_NO_PLACES = ("DATE", "TIME", "PERSON", "CARDINAL", "ORDINAL", "MONEY", "PERCENT")  # of the parser's labels


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A place that the words set a name in or beside."""

    key: str
    readings: tuple[Reading, ...]
    holds: bool  # it holds the name's place; else it is beside it
    how: How = "comma"
    kilometres: float | None = None  # the distance said


@dataclass(slots=True)
class _Walk:
    """How far a description has been read."""

    at: int
    holds: bool | None  # whether the next name holds the place or is beside it; None where nothing says so
    how: How
    number: float | None = None
    kilometres: float | None = None
    direction: bool = False
    relative: bool = False  # "which" has been read
    peoples: list[_Named] = field(default_factory=list)  # adjectives that wait for their noun


class Surroundings:
    """Reads the descriptions of places in one parse."""

    def __init__(self, parse: Parse, gazetteer: Gazetteer, cues: Cues) -> None:
        self._parse = parse
        self._tokens = parse.tokens
        self._gazetteer = gazetteer
        self._cues = cues

    def kind(self, first: int, last: int) -> str | None:
        """What the words around a name call it: "the city of X", "X province"."""
        after, before = self._token(last, first), self.before(first)
        if after is not None and after.lower in self._cues.kind_after:
            return self._cues.kind_after[after.lower]
        if before is None:
            return None
        noun = self._tokens[before.i - 1] if before.lower == "of" and before.i else before
        return self._cues.kind_before_of.get(noun.lower)

    def before(self, first: int) -> Token | None:
        """The word before a name in its sentence, articles left out."""
        before = self._token(first - 1, first)
        if before is not None and before.lower == "the" and first > 1:
            before = self._tokens[first - 2]
        return before if before and before.sentence == self._tokens[first].sentence else None

    def neighbours(self, first: int, last: int) -> list[Neighbour]:
        """Places that the words before and after a name set it in or beside."""
        return [*self._preceding(first), *self._following(first, last)]

    def next_in_list(self, last: int) -> int | None:
        """Where the next member begins if a list goes on after a name: "X, Y and Z"."""
        joins = self._cues.words["list-joints"]
        i = last
        while i < last + 3 and (token := self._token(i, last - 1)) and token.lower in joins:
            i += 1
        return i if i > last else None

    def _token(self, i: int, of: int) -> Token | None:
        """A token, if it is in the same sentence."""
        inside = 0 <= i < len(self._tokens) and self._tokens[i].sentence == self._tokens[of].sentence
        return self._tokens[i] if inside else None

    def _readings(self, first: int, last: int) -> tuple[str, tuple[Reading, ...]]:
        text = self._parse.words(first, last)
        return key(text), fitting(self._gazetteer.readings([text]).get(key(text), ()), text)

    def _name_from(self, first: int) -> _Named | None:
        """The longest name that begins here, and where it ends."""
        begins = self._tokens[first]
        if begins.entity in _NO_PLACES:
            return None
        if not (begins.text[0].isupper() or begins.lower in self._cues.words["before-place"]):
            return None
        for last in range(min(first + _NAME, len(self._tokens)), first, -1):
            if last - first == 1 and not begins.text[0].isupper():
                return None
            if self._tokens[last - 1].sentence == begins.sentence and (found := self._readings(first, last))[1]:
                return last, *found
        return None

    # Before the name

    def _preceding(self, first: int) -> Iterator[Neighbour]:
        words = self._cues.words
        i = first - 1
        while (token := self._token(i, first)) and token.lower in words["before-place"]:
            i -= 1
        if token is None:
            return
        if token.tag == "POS":
            if named := self._name_to(i):
                yield Neighbour(*named[1:], holds=True, how="possessive")
            return
        noun = self._token(i - 1, first) if token.lower == "of" else token
        if noun is None or noun.text not in words["settlements"]:
            return
        end = noun.i
        while end > max(noun.i - _MODIFIERS, 0) and (before := self._token(end - 1, first)):
            if before.dep not in (*_MODIFYING, "poss", "case") and before.lower not in words["description"]:
                return
            named = self._name_to(end)
            large = tuple(r for r in named[2] if r.entry.kind in ("country", "region")) if named else ()
            if named and large:  # not "the Rice Lake area of Fulton County"
                yield Neighbour(named[1], large, holds=True, how="noun")
            end = named[0] if named else end - 1

    def _name_to(self, last: int) -> _Named | None:
        """The longest name that ends here, and where it begins."""
        for first in range(max(last - _NAME, 0), last):
            token = self._tokens[first]
            same = token.sentence == self._tokens[last - 1].sentence
            if same and token.text[0].isupper() and (found := self._readings(first, last))[1]:
                return first, *found
        return None

    # After the name

    def _following(self, first: int, last: int) -> Iterator[Neighbour]:
        words = self._cues.words
        before, opener = self._token(first - 2, first), self._token(last, first)
        called = before is not None and before.lower in self._cues.kind_before_of
        if opener is not None and opener.lower in self._cues.kind_after:
            last, called = last + 1, True
            opener = self._token(last, first)
        apart = opener is not None and opener.text in (",", "(")
        if opener is None or not (apart or opener.lower in words["lies-in"] | words["lies-near"]):
            return
        walk = _Walk(last + apart, True if apart else None, "comma" if apart else "noun" if called else "preposition")
        while walk.at < last + _LONGEST and (token := self._token(walk.at, first)):
            if named := self._name_from(walk.at):
                yield from self._named(walk, named)
                if not self._goes_on(walk, first):
                    return
            elif self._reads(walk, token):
                if walk.how == "noun":
                    yield from (Neighbour(*people[1:], holds=True, how="noun") for people in walk.peoples)
                    walk.peoples.clear()
                walk.at += 1
            else:
                return

    def _named(self, walk: _Walk, named: _Named) -> Iterator[Neighbour]:
        """A name in a description; a people waits for the noun it belongs to."""
        walk.at = named[0]
        if all(r.form is Form.DEMONYM for r in named[2]):
            walk.peoples.append(named)
        elif walk.holds is not None:
            yield Neighbour(*named[1:], walk.holds, walk.how, walk.kilometres)

    def _goes_on(self, walk: _Walk, first: int) -> bool:
        """Whether the description goes on after a name: "India's ...", "Idlib province ...", "Gujarat, India"."""
        after = self._token(walk.at, first)
        if after is None:
            return False
        if walk.peoples or after.lower in self._cues.kind_after or after.lower in self._cues.words["lies-in"]:
            return True
        if after.tag == "POS" or (after.text == "," and walk.holds):
            walk.at += 1
            follows = self._token(walk.at, first)
            return follows is not None and (follows.text[0].isupper() or after.tag == "POS")
        return False

    def _reads(self, walk: _Walk, token: Token) -> bool:
        """Take a word into the description; False where it ends one."""
        words, lower = self._cues.words, token.lower
        if lower in words["lies-in"]:
            walk.holds = True
            walk.how = "preposition" if walk.how == "comma" else walk.how
        elif lower in words["lies-near"]:
            walk.holds = False
        elif lower == "of":
            walk.holds = not (walk.direction or walk.kilometres is not None)
            return not walk.holds or walk.how == "noun"
        elif lower in words["directions"]:
            walk.direction = True
        elif lower in self._cues.kilometres:
            walk.kilometres = walk.number * self._cues.kilometres[lower] if walk.number is not None else None
        elif lower in self._cues.kind_before_of:
            if walk.how == "comma":
                walk.how, walk.holds = "noun", None  # until "in", "of", "near"
        elif lower in words["relatives"]:
            walk.relative = True
        elif lower in words["lies"]:
            return walk.relative
        elif (number := _number(token.text)) is not None:
            walk.number = number
        else:
            modifies = token.dep in _MODIFYING and token.pos != "VERB" and token.text not in ",;:()"
            return lower in words["description"] or lower in words["before-place"] or token.pos in _LOOSE or modifies
        return True


def _number(text: str) -> float | None:
    digits = text.replace(",", "")
    return float(digits) if digits.isascii() and digits.replace(".", "", 1).isdigit() else None


def fitting(readings: tuple[Reading, ...], text: str) -> tuple[Reading, ...]:
    """Readings whose form agrees with how the name is written: "US" may be short for something, "us" not."""
    short = all(c.isupper() for c in text if c.isalpha()) or "." in text
    return tuple(r for r in readings if short or r.form is not Form.ABBREVIATION)
