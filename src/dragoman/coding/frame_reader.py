"""One YAML entry of a lexicon file to a frame, noting every fault with its line and the way out."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import TYPE_CHECKING, Any

from dragoman import data
from dragoman.coding.frames import ROLES, AnchorKind, Condition, Example, Frame, Pattern, unmark
from dragoman.data import marked_yaml
from dragoman.data.marked_yaml import LINE, Entry, Items
from dragoman.model.entities import ActorKind
from dragoman.model.events import Status
from dragoman.ontology import Ontology

if TYPE_CHECKING:
    from dragoman.coding.lexicon import Words

_ANCHORS: tuple[tuple[str, AnchorKind], ...] = (
    ("verbs", "verb"),
    ("nouns", "noun"),
    ("adjectives", "adjective"),
    ("modals", "modal"),
)
_KEYS = (
    "id", "gloss", "code", "codes", "verbs", "nouns", "adjectives", "modals", "roles", "noun-roles", "modes",
    "contexts", "when", "unless", "needs", "reciprocal", "reported", "status", "yes", "no",
)  # fmt: skip
_EXAMPLE_KEYS = ("text", "code", "modes", "because")
_GROUPS = ("kind", "sector", "type")


@cache
def _slots() -> dict[str, frozenset[str]]:
    content = marked_yaml.load(data.path("coding", "slots.yaml"))
    return {name: frozenset(words) for name, words in content.items() if name != LINE}


def _known_slots(key: str) -> frozenset[str]:
    """What a slot may be called under ``roles``, ``noun-roles``, ``when`` or ``unless``."""
    slots = _slots()
    if key == "roles":
        return slots["verbs"] | slots["prepositions"]
    if key == "noun-roles":
        return slots["nouns"] | slots["prepositions"]
    return slots["verbs"] | slots["nouns"] | slots["prepositions"] | slots["conditions"]


class FrameReader:
    """Reads one entry; ``faults`` says what is wrong with it, as ``file:line: what, and what to do``."""

    def __init__(self, entry: Any, line: int, file: str, words: Words, ontology: Ontology) -> None:
        self.file = file
        self.words = words
        self.ontology = ontology
        self.faults: list[str] = []
        self.line = entry[LINE] if isinstance(entry, Entry) else line
        self.entry: Entry = self._mapping(entry, self.line, "a frame")

    def fault(self, message: str, line: int | None = None) -> None:
        self.faults.append(f"{self.file}:{line or self.line}: {message}")

    def read(self) -> Frame:
        """The frame; worth something only if there are no faults."""
        self._known(self.entry, _KEYS, "")
        identity = self._text("id")
        if "." not in identity:
            self.fault(f"the id {identity!r} must be family.what-it-says, like consult.visit", self._line("id"))
        code = self._text("code")
        if code not in self.ontology.types:
            self.fault(
                f"the code {code!r} is not in the ontology: {', '.join(self.ontology.types)}", self._line("code")
            )
        return Frame(
            id=identity,
            gloss=self._text("gloss"),
            code=code,
            codes=self._codes(),
            patterns=self._patterns(),
            roles=self._roles("roles", self.words.verb_roles, code),
            noun_roles=self._roles("noun-roles", self.words.noun_roles, code),
            modes=self._modes(self.entry, code),
            contexts=self._among("contexts", self.ontology.contexts, "context"),
            when=self._conditions("when"),
            unless=self._conditions("unless"),
            needs=self._among("needs", ROLES, "role"),
            reciprocal=self._yes("reciprocal"),
            reported=self._yes("reported"),
            status=next(iter(self._among("status", list(Status), "status")), None),
            positive=self._examples("yes", code),
            negative=self._examples("no", code),
            file=self.file,
            line=self.line,
        )

    # Values of the right form

    def _line(self, key: str) -> int:
        return self.entry.lines.get(key, self.line)

    def _mapping(self, value: Any, line: int, what: str) -> Entry:
        if isinstance(value, Entry):
            return value
        if value:
            self.fault(f"{what} is written as `key: value`; see lexicon/README.md for the form", line)
        empty = Entry({LINE: line})
        empty.lines = {}
        return empty

    def _text(self, key: str) -> str:
        value = self.entry.get(key) or ""
        if isinstance(value, str):
            return value
        self.fault(f"{key} is one word or sentence, not a list", self._line(key))
        return ""

    def _list(self, value: Any, what: str, line: int) -> tuple[str, ...]:
        found = [value] if isinstance(value, str) and value else value or []
        if isinstance(found, list) and all(isinstance(word, str) and word.strip() for word in found):
            return tuple(found)
        self.fault(f"{what} is a list of words, like [one, two]", line)
        return ()

    def _among(self, key: str, known: Collection[str], what: str) -> tuple[str, ...]:
        found = self._list(self.entry.get(key), key, self._line(key))
        for word in found:
            if word not in known:
                self.fault(f"there is no {what} {word!r}; use one of {', '.join(sorted(known))}", self._line(key))
        return found

    def _yes(self, key: str) -> bool:
        value = self.entry.get(key, "no")
        if value not in ("yes", "no"):
            self.fault(f"{key} is yes or no, not {value!r}", self._line(key))
        return bool(value == "yes")

    def _known(self, entry: Entry, keys: Collection[str], where: str) -> None:
        for key, line in entry.lines.items():
            if key not in keys:
                self.fault(f"unknown key {key!r}{where}; known keys are {', '.join(keys)}", line)

    # Parts of a frame

    def _codes(self) -> dict[str, str]:
        codes = self._mapping(self.entry.get("codes"), self._line("codes"), "codes")
        return {scheme: str(codes[scheme]) for scheme in codes.lines}

    def _modes(self, entry: Entry, code: str) -> tuple[str, ...]:
        line = entry.lines.get("modes", entry[LINE])
        modes = self._list(entry.get("modes"), "modes", line)
        type = self.ontology.types.get(code)
        for mode in modes:
            if type is not None and mode not in type.modes:
                self.fault(f"{code} has no mode {mode!r}; it has {', '.join(type.modes) or 'none'}", line)
        return modes

    def _patterns(self) -> tuple[Pattern, ...]:
        found: list[Pattern] = []
        for key, kind in _ANCHORS:
            found += [self._pattern(text, kind) for text in self._list(self.entry.get(key), key, self._line(key))]
        if not found:
            self.fault("a frame needs verbs, nouns, adjectives or modals")
        return tuple(found)

    def _pattern(self, text: str, kind: AnchorKind) -> Pattern:
        """``call on`` → anchor, particle; ``take to street`` → anchor, (to, street)."""
        closed = self.words["particles"]
        words = text.split()
        if kind == "noun":  # the head noun is the last word before any preposition
            cut = next((i for i, word in enumerate(words) if i and word in closed), len(words))
            anchor, rest, modifiers = words[cut - 1], words[cut:], tuple(words[: cut - 1])
        else:
            anchor, rest, modifiers = words[0], words[1:], ()
        particles: list[str] = []
        objects: list[str] = list(modifiers)
        after: list[tuple[str, str]] = []
        position = 0
        while position < len(rest):
            word = rest[position]
            following = rest[position + 1] if position + 1 < len(rest) else None
            if word in closed and following and following not in closed:
                is_particle = word in self.words["adverb-particles"]
                if is_particle:
                    particles.append(word)
                else:
                    after.append((word, following))
                    position += 1
            elif word in closed:
                particles.append(word)
            else:
                objects.append(word)
            position += 1
        return Pattern(text, kind, anchor, tuple(particles), tuple(objects), tuple(after))

    def _slot(self, slot: str, key: str, line: int) -> None:
        if slot not in _known_slots(key):
            known = ", ".join(sorted(_known_slots(key) - _slots()["prepositions"]))
            self.fault(f"{key}: there is no slot {slot!r}; use {known} or a preposition", line)

    def _roles(self, key: str, defaults: dict[str, dict[str, str]], code: str) -> dict[str, str]:
        given = self._mapping(self.entry.get(key), self._line(key), key)
        roles = {slot: given[slot] for slot in given.lines}
        for slot, role in roles.items():
            self._slot(slot, key, given.lines[slot])
            if role not in ROLES:
                use = f"use one of {', '.join(ROLES)}"
                self.fault(f"{key}: {slot} has the role {role!r}; {use}", given.lines[slot])
        return {**defaults["any"], **defaults.get(code, {}), **roles}

    def _conditions(self, key: str) -> tuple[Condition, ...]:
        given = self._mapping(self.entry.get(key), self._line(key), key)
        found: list[Condition] = []
        for slots, line in given.lines.items():
            for slot in slots.split("|"):
                self._slot(slot, key, line)
            found.append(self._condition(slots, self._list(given[slots], slots, line), line))
        return tuple(found)

    def _condition(self, slots: str, wanted: tuple[str, ...], line: int) -> Condition:
        lemmas: set[str] = set()
        groups: dict[str, set[str]] = {group: set() for group in _GROUPS}
        filled = False
        for word in wanted:
            group, colon, name = word.partition(":")
            if word == "any":
                filled = True
            elif word == "actor":
                groups["kind"].add("actor")
            elif colon and group in groups:
                self._group(group, name, line)
                groups[group].add(name)
            elif word.startswith("$"):
                if word[1:] not in self.words.sets:
                    near = ", ".join(f"${name}" for name in sorted(self.words.sets))
                    self.fault(f"the word set {word} is not in words.yaml; add it there, or use one of {near}", line)
                else:
                    lemmas |= self.words[word[1:]]
            else:
                lemmas.add(word)
        return Condition(
            tuple(slots.split("|")),
            frozenset(lemmas),
            frozenset(groups["kind"]),
            frozenset(groups["sector"]),
            frozenset(groups["type"]),
            filled,
        )

    def _group(self, group: str, name: str, line: int) -> None:
        known: dict[str, Collection[str]] = {
            "kind": list(ActorKind),
            "sector": sorted(self.ontology.sectors),
            "type": self.ontology.types,
        }
        if name not in known[group]:
            self.fault(f"there is no {group} {name!r}; use one of {', '.join(known[group])}", line)

    # Examples

    def _examples(self, key: str, code: str) -> tuple[Example, ...]:
        given = self.entry.get(key)
        found: list[Example] = []
        if isinstance(given, Items):
            pairs = zip(given, given.lines, strict=True)
            found = [self._example(key, item, line, code) for item, line in pairs]
        elif given:
            self.fault(f"{key} is a list of sentences, each with a hyphen before it", self._line(key))
        if key == "yes" and not found:
            self.fault("a frame needs at least one example under `yes`")
        return tuple(found)

    def _example(self, key: str, item: Any, line: int, code: str) -> Example:
        if isinstance(item, str):
            entry = Entry(text=item, **{LINE: line})
            entry.lines = {"text": line}
        else:
            entry = self._mapping(item, line, "an example")
        self._known(entry, _EXAMPLE_KEYS, f" in an example under {key!r}")
        given = entry.get("text")
        if not isinstance(given, str) or not given.strip():
            self.fault(f'an example under {key!r} needs a sentence: text: "..."', line)
            given = ""
        text, marks = unmark(given)
        if any(mark in text for mark in "[]"):
            self.fault(f"a mark is not closed in {given!r}; write [words](role), as in [Iran](actor) left", line)
        for mark in marks:
            if mark.role not in (*ROLES, *Status):
                self.fault(f"the mark ({mark.role}) is no role; use one of {', '.join(ROLES)} or a status", line)
        expected = entry.get("code", code)
        if expected not in self.ontology.types and "code" in entry:
            known = ", ".join(self.ontology.types)
            self.fault(f"the code {expected!r} of an example is not in the ontology: {known}", line)
        return Example(text, marks, expected, self._modes(entry, expected), line)
