"""Topics as ``topics.yaml`` has them, checked: every fault is told with file and line."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from pathlib import Path

from dragoman.data import marked_yaml
from dragoman.data.marked_yaml import LINE, Entry, Items
from dragoman.model.entities import ActorKind
from dragoman.model.problems import KnowledgeFault

KIND = "kind:"
_KEYS = ("id", "gloss", "within", "words", "together", "ill", "yes", "no")
_ID = re.compile(r"[a-z0-9]+([-_][a-z0-9]+)*")
_SHOWN = 6  # words of a context that tell what it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """Something people take positions on."""

    id: str
    gloss: str
    within: str | None = None  # id of the wider topic or the context it belongs to
    words: tuple[str, ...] = ()
    together: tuple[tuple[str, ...], ...] = ()  # one phrase of each list; the first list names the deed
    ill: bool = False  # nobody claims to be for it
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    location: str = ""  # file and line; nothing for a context

    @property
    def is_context(self) -> bool:
        return not self.location

    @classmethod
    def of_context(cls, name: str, words: list[str]) -> Topic:
        """A context of the ontology as a topic."""
        gloss = ", ".join(words[:_SHOWN]) + (" …" if len(words) > _SHOWN else "")
        return cls(id=name, gloss=gloss, words=_spelled(words))


def read_topics(file: Path, known: Container[str]) -> dict[str, Topic]:
    """The topics of a file; ``known`` are ids of those they may stand within, besides their own.

    Raises KnowledgeFault listing each fault as ``file:line: what, and what to do``.
    """
    content = marked_yaml.load(file)
    if content is not None and not isinstance(content, Items):
        raise KnowledgeFault(f"{file}:1: the file is no list of topics; put a hyphen before each `id`")
    faults: list[str] = []
    topics: dict[str, Topic] = {}
    for entry, line in zip(content or (), content.lines if content else (), strict=True):
        where = f"{file}:{line}"
        found = list(_faults(entry))
        if not found and entry["id"] in topics:
            found = [f"the id {entry['id']!r} stands twice, also at {topics[entry['id']].location}"]
        faults += [f"{where}: {fault}" for fault in found]
        if not found:
            topics[entry["id"]] = _topic(entry, where)
    for topic in topics.values():
        if topic.within and topic.within not in topics and topic.within not in known:
            faults.append(f"{topic.location}: {topic.id}: no topic or context {topic.within!r} to stand within")
    if faults:
        raise KnowledgeFault("\n".join(faults))
    return topics


def _faults(entry: object) -> Iterator[str]:
    if not isinstance(entry, Entry):
        yield "no `key: value` pairs; see our topics.yaml for the form"
        return
    for key, value in entry.items():
        if key != LINE:
            yield from _value_faults(key, value)
    for key in ("id", "gloss"):
        if not entry.get(key):
            yield f"{key} is missing"
    if not (entry.get("words") or entry.get("together")):
        yield "neither words nor together: nothing can name this topic"


def _value_faults(key: str, value: object) -> Iterator[str]:
    if key not in _KEYS:
        yield f"there is no key {key!r}; the keys are {', '.join(_KEYS)}"
    elif key == "together":
        lists = value if isinstance(value, list) else []
        if len(lists) < 2 or not all(_is_words(one) for one in lists):
            yield "together must be two or more lists of phrases, like [[return], [refugee, displaced]]"
            return
        if any(phrase.startswith(KIND) for phrase in lists[0]):
            yield f"the first list of together names the deed; {KIND} may stand in the others only"
        for phrase in (phrase for one in lists[1:] for phrase in one if phrase.startswith(KIND)):
            if phrase.removeprefix(KIND) not in tuple(ActorKind):
                yield f"no kind {phrase.removeprefix(KIND)!r}; use one of {', '.join(ActorKind)}"
    elif key in ("words", "yes", "no"):
        if not _is_words(value):
            yield f"{key} must be a list, like [one, two]"
    elif not isinstance(value, str):
        yield f"{key} must be one value"
    elif key == "id" and not _ID.fullmatch(value):
        yield f"the id {value!r} must be small letters, figures and hyphens"
    elif key == "ill" and value not in ("yes", "no"):
        yield f"ill is yes or no, not {value!r}"


def _is_words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) and one.strip() for one in value)


def _topic(entry: Entry, location: str) -> Topic:
    return Topic(
        id=entry["id"],
        gloss=entry["gloss"],
        within=entry.get("within"),
        words=_spelled(entry.get("words", ())),
        together=tuple(_spelled(phrases) for phrases in entry.get("together", ())),
        ill=entry.get("ill") == "yes",
        yes=tuple(entry.get("yes", ())),
        no=tuple(entry.get("no", ())),
        location=location,
    )


def _spelled(phrases: list[str]) -> tuple[str, ...]:
    """The phrases, and those with a hyphen a second time as the parser parts them ("cease - fire")."""
    both = (form for phrase in phrases for form in (phrase, phrase.replace("-", " - ")))
    return tuple(dict.fromkeys(form for form in both))
