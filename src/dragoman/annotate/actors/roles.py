"""The vocabulary of actors without a name: titles, bodies, populations, sets, class nouns.

In: the files under ``data/roles``. Out: one index of phrases, each with what it can mean, and
the small word classes that the finders ask about. No word of English stands in the code.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from dragoman import data
from dragoman.knowledge.phrases import PhraseIndex
from dragoman.model.entities import ActorKind


@dataclass(frozen=True, slots=True)
class Title:
    """A title that makes its holder a public figure."""

    role: str
    title: str
    sector: str | None
    also: frozenset[str]
    one: bool
    plural: bool
    needs_owner: bool
    speaks: bool  # "spokesman for" its owner


@dataclass(frozen=True, slots=True)
class GenericBody:
    """A body every country has: its army, police, government."""

    noun: str
    suffix: str | None  # None: the words mean the state itself
    kind: ActorKind
    sectors: tuple[str, ...]
    people: bool
    owned: bool


@dataclass(frozen=True, slots=True)
class Population:
    """Unnamed people."""

    id: str
    sector: str
    plural: bool
    private: bool
    of_other: bool  # "allies": not people of the country that has them


@dataclass(frozen=True, slots=True)
class SetPhrase:
    """A fixed phrase for the two (or three, or four) most salient parties."""

    counts: str  # parties, countries, persons
    roles: frozenset[str] = frozenset()  # "the two ministers" have held such a role
    size: int = 2


@dataclass(frozen=True, slots=True)
class ClassNoun:
    """A noun that names only the kind of an actor already mentioned."""

    noun: str
    kinds: frozenset[str]  # ActorKind values, or "country"


@dataclass(frozen=True, slots=True)
class People:
    """A people, faith or region that is no country."""

    id: str
    name: str
    country: str | None
    modifier: bool
    wide: bool  # too wide to belong to the country the article is about


@dataclass(frozen=True, slots=True)
class OrganizationNoun:
    """What an unknown capitalised name ending in this noun is."""

    kind: ActorKind
    sector: str


@dataclass(frozen=True, slots=True)
class Pronoun:
    """Number, gender (None: unknown) and whether it can stand for no person."""

    plural: bool
    gender: str | None
    things: bool


Nominal = Title | GenericBody | Population | SetPhrase | ClassNoun | People


class RoleBook:
    """All vocabulary, loaded once."""

    def __init__(self) -> None:
        self._title_entries = _read("titles.yaml")
        self._bodies = _read("bodies.yaml")
        self.index: PhraseIndex[Nominal] = PhraseIndex.of(self._phrases())
        words = _read("title_words.yaml")
        self.part_of_title = frozenset(words["part_of_title"])
        self.former = frozenset(words["former"])
        self.for_the_time_being = frozenset(words["for_the_time_being"])
        self.quality = frozenset(words["quality"])
        grammar = _read("grammar.yaml")
        self.words = {name: frozenset(listed) for name, listed in grammar.items() if name != "organization_nouns"}
        self.organization_nouns = {
            noun: OrganizationNoun(ActorKind(entry["kind"]), entry["sector"])
            for entry in grammar["organization_nouns"]
            for noun in entry["nouns"]
        }
        self._pronouns(_read("pronouns.yaml"))
        self.unique_roles = frozenset(entry["role"] for entry in self._title_entries if entry.get("one") == "true")
        prominence = _read("prominence.yaml")
        self.known_by_surname = tuple(
            (frozenset(entry["countries"]), frozenset(entry["roles"])) for entry in prominence["known_by_surname"]
        )
        self._led_by_head_of_government = frozenset(prominence["led_by_head_of_government"])
        self.body_names = {  # "Foreign Ministry" for FOREIGN-MINISTRY
            entry["suffix"]: entry["nouns"][0].title() for entry in reversed(self._bodies) if "suffix" in entry
        }
        self.roles_heading: dict[str, str] = {
            entry["heads"]: entry["role"] for entry in self._title_entries if "heads" in entry
        }

    def _pronouns(self, content: dict[str, Any]) -> None:
        self.pronouns = {
            word: Pronoun(entry["number"] == "plural", entry.get("gender"), entry.get("things") == "true")
            for word, entry in content["pronouns"].items()
        }
        self.relatives = frozenset(content["relatives"])
        self.reflexives = frozenset(content["reflexives"])
        self.reciprocals = tuple(tuple(phrase.split()) for phrase in content["reciprocals"])
        self.first_person = {
            word: number == "plural" for number, words in content["first_person"].items() for word in words
        }
        self.gender: dict[str, str] = {
            word.lower(): gender for gender, words in content["gender"].items() for word in words
        }
        self.given_names: dict[str, str] = {
            name: gender for gender in ("feminine", "masculine") for name in content[f"{gender}_names"]
        }
        self.willed = frozenset(content["empty_it"]["willed"])
        self.empty_it = frozenset((*content["empty_it"]["verbs"], *content["empty_it"]["adjectives"]))
        self.ordinals = {word: int(place) for word, place in content["ordinals"].items()}

    @cache  # noqa: B019  one book lives as long as the program
    def roles_in(self, title: str) -> frozenset[str]:
        """Roles that the words of a title give: "Minister of Foreign Affairs" is a foreign minister.

        >>> sorted(load().roles_in("Deputy Prime Minister and Minister of Defence"))
        ['defence-minister', 'deputy-leader', 'minister']
        """
        found: set[str] = set()
        for sense in self.index.inside(title):
            if isinstance(sense, Title):
                found |= {sense.role, *sense.also}
        return frozenset(found)

    @cache  # noqa: B019
    def own_roles_in(self, title: str) -> frozenset[str]:
        """The same without the wider roles that each implies."""
        return frozenset(sense.role for sense in self.index.inside(title) if isinstance(sense, Title))

    def leading_role(self, country: str) -> str:
        """The role of whoever is "the leader" of a country.

        >>> load().leading_role("GBR"), load().leading_role("SYR")
        ('head-of-government', 'head-of-state')
        """
        return "head-of-government" if country in self._led_by_head_of_government else "head-of-state"

    def rank(self, title: str) -> int:
        """How high an office is, by the order of the roles in the file: the lower, the higher.

        >>> load().rank("Prime Minister") < load().rank("Defence Minister") < load().rank("clerk")
        True
        """
        order = [entry["role"] for entry in self._title_entries]
        return min(map(order.index, self.own_roles_in(title)), default=len(order))

    def _phrases(self) -> Iterator[tuple[str, Nominal]]:
        yield from self._titles()
        for entry in self._bodies:
            for noun in entry["nouns"]:
                yield noun, _body(noun, entry)
        for entry in _read("populations.yaml"):
            flags = entry.get("private") == "true", entry.get("of_other") == "true"
            for noun, plural in entry["nouns"].items():
                yield noun, Population(entry["id"], entry["sector"], False, *flags)
                yield plural or _plural(noun), Population(entry["id"], entry["sector"], True, *flags)
        for entry in _read("peoples.yaml"):
            for word in entry["words"]:
                yield (
                    word,
                    People(
                        entry["id"],
                        entry["name"],
                        entry.get("country"),
                        entry.get("modifier") == "true",
                        entry.get("wide") == "true",
                    ),
                )
        content = _read("pronouns.yaml")
        yield from self._sets(content["sets"], content["set_sizes"])
        yield from _class_nouns(content["class_nouns"])
        yield from self._holders()

    def _sets(self, sets: dict[str, list[str]], sizes: dict[str, str]) -> Iterator[tuple[str, Nominal]]:
        roles = {_plural(title): entry["role"] for entry in self._title_entries for title in entry["titles"]}
        for counts, phrases in sets.items():
            for phrase in phrases:
                words = phrase.split()
                endings = (" ".join(words[i:]) for i in range(len(words)))
                role = next((roles[ending] for ending in endings if ending in roles), None)
                size = next((int(sizes[word]) for word in words if word in sizes), 2)
                yield phrase, SetPhrase(counts, frozenset({role}) if role else frozenset(), size)

    def _holders(self) -> Iterator[tuple[str, Nominal]]:
        """Several holders of an office are a population: "foreign ministers"."""
        for entry in self._title_entries:
            if "sector" in entry:
                for title in entry["titles"]:
                    yield _plural(title), Population(f"{entry['role']}s", entry["sector"], True, False, False)

    def _titles(self) -> Iterator[tuple[str, Nominal]]:
        for entry in self._title_entries:
            for title in entry.get("titles", ()):
                for plural in (False, True):
                    yield (
                        _plural(title) if plural else title,
                        Title(
                            role=entry["role"],
                            title=title,
                            sector=entry.get("sector"),
                            also=frozenset(entry.get("also", ())),
                            one=entry.get("one") == "true",
                            plural=plural,
                            needs_owner=entry.get("needs_owner") == "true",
                            speaks=entry.get("speaks") == "true",
                        ),
                    )


def _body(noun: str, entry: dict[str, Any]) -> GenericBody:
    owned = entry.get("owned") == "true"
    if entry.get("as") == "state":
        return GenericBody(noun, None, ActorKind.STATE, ("GOV",), False, owned)
    return GenericBody(
        noun, entry["suffix"], ActorKind(entry["kind"]), tuple(entry["sectors"]), entry.get("people") == "true", owned
    )


def _class_nouns(content: dict[str, list[str]]) -> Iterator[tuple[str, Nominal]]:
    kinds: dict[str, set[str]] = {}
    for kind, nouns in content.items():
        for noun in nouns:
            kinds.setdefault(noun, set()).add(kind)
    for noun, possible in kinds.items():
        yield noun, ClassNoun(noun, frozenset(possible))


def _plural(phrase: str) -> str:
    """
    >>> _plural("minister of defense"), _plural("deputy"), _plural("spokesman"), _plural("envoy")
    ('ministers of defense', 'deputies', 'spokesmen', 'envoys')
    """
    for joint in (" of ", " for ", "-in-"):
        head, found, rest = phrase.partition(joint)
        if found:
            return _plural(head) + joint + rest
    if phrase.endswith("man"):
        return phrase[:-3] + "men"
    if phrase.endswith("y") and phrase[-2:-1] not in "aeiou":
        return phrase[:-1] + "ies"
    return phrase + ("es" if phrase.endswith(("s", "x", "ch", "sh")) else "s")


def _read(file: str) -> Any:
    return data.content("roles", file)


@cache
def load() -> RoleBook:
    """The vocabulary, read once."""
    return RoleBook()
