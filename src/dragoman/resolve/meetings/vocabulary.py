"""The words by which meetings are ranked, told apart and counted, from ``data/meetings``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from dragoman import data
from dragoman.model.events import Event


@dataclass(frozen=True, slots=True)
class Level:
    """How high somebody stands."""

    name: str
    gloss: str
    roles: frozenset[str]
    titles: tuple[str, ...]
    groups: frozenset[str]
    nouns: frozenset[str]


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of meeting, and what gives it away."""

    name: str
    modes: frozenset[str] = frozenset()
    frames: frozenset[str] = frozenset()
    third: bool = False  # needs somebody between the sides
    apart: bool = False  # no other form of meeting is the same one
    placeless: bool = False  # nobody goes anywhere
    hosted: bool = False  # the recipient is the host

    def fits(self, event: Event) -> bool:
        """Whether an event's mode or frame gives it away."""
        return event.trace.frame in self.frames or any(mode.value in self.modes for mode in event.modes)


@dataclass(frozen=True, slots=True)
class Words:
    """Everything in ``words.yaml``."""

    forms: tuple[Form, ...]
    default: Form
    many: str  # form of a meeting of three sides
    families: frozenset[str]  # of frames that tell a meeting
    private: frozenset[str]  # sectors
    hosting: frozenset[str]
    definite_noun: re.Pattern[str]  # "during the talks"
    itself: re.Pattern[str]  # "talks with the minister": no topic
    ordinals: dict[str, int]
    pointing: re.Pattern[str]  # "It was" at the beginning of a sentence
    counted: re.Pattern[str]  # "third visit to China since 2018", "for the second time this month"
    measures: frozenset[str]

    def mediated(self, event: Event) -> bool:
        """Whether somebody stands between the sides."""
        return any(form.third and form.fits(event) for form in self.forms)

    def form(self, name: str) -> Form:
        """A form by its name."""
        return next((form for form in self.forms if form.name == name), self.default)


@cache
def levels() -> tuple[Level, ...]:
    """The levels, the highest first."""
    return tuple(
        Level(
            entry["level"],
            entry["gloss"],
            frozenset(entry.get("roles", ())),
            tuple(entry.get("titles", ())),
            frozenset(entry.get("groups", ())),
            frozenset(entry.get("nouns", ())),
        )
        for entry in data.content("meetings", "levels.yaml")
    )


@cache
def words() -> Words:
    """The words, read once."""
    content = data.content("meetings", "words.yaml")
    nouns, definite = _any(content["nouns"]), _any(content["definite"])
    ordinals = {word: int(number) for number, listed in content["ordinals"].items() for word in listed}
    counting = _any(ordinals)
    clause_end = r"(?=\s*(?:[.,;:!?()\n”\"–—]|\s(?:and|but|as|when|where|which|while)\s|$))"
    return Words(
        forms=tuple(
            Form(
                entry["form"],
                frozenset(entry.get("modes", ())),
                frozenset(entry.get("frames", ())),
                entry.get("third") == "true",
                entry.get("apart") == "true",
                entry.get("placeless") == "true",
                entry.get("hosted") == "true",
            )
            for entry in content["forms"]
        ),
        default=Form(content["default-form"]),
        many=content["many"],
        families=frozenset(content["families"]),
        private=frozenset(content["private"]),
        hosting=frozenset(content["hosting"]),
        definite_noun=re.compile(rf"\b{definite}\s+(?:[\w-]+\s+){{0,2}}?{nouns}\b", re.IGNORECASE),
        itself=re.compile(rf"(?:[\w-]+\s+){{0,2}}?{nouns}(?:\s+with\s.*)?", re.IGNORECASE | re.DOTALL),
        pointing=re.compile(rf"{_any(content['pointing'])}\s+{_any(content['being'])}\b", re.IGNORECASE),
        ordinals=ordinals,
        counted=re.compile(
            rf"\b(?P<ordinal>{counting})\s+(?:(?:[\w’'-]+\s+){{0,3}}?{nouns}|time)\b[^\n]{{0,90}}?{clause_end}",
            re.IGNORECASE,
        ),
        measures=frozenset(content["measures"]),
    )


@cache
def forms() -> tuple[str, ...]:
    """Names of the forms of meetings."""
    return (*(form.name for form in words().forms), words().default.name)


def _any(listed: object) -> str:
    """One of several words, the longer first."""
    assert isinstance(listed, list | dict)
    return "(?:" + "|".join(re.escape(word) for word in sorted(listed, key=len, reverse=True)) + ")"
