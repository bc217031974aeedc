"""Load, check and index the verb-frame lexicon.

Comes in: YAML files of frames (see ``data/lexicon/README.md`` for the form). Goes out: a Lexicon
that gives the frames an anchor word may evoke. All faults are reported at once, with file and line.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from dragoman import data, ontology
from dragoman.coding.frames import ROLES, AnchorKind, Condition, Example, Frame, Pattern, unmark
from dragoman.data import marked_yaml
from dragoman.data.marked_yaml import LINE
from dragoman.model.problems import KnowledgeFault

_ANCHORS: tuple[tuple[str, AnchorKind], ...] = (
    ("verbs", "verb"),
    ("nouns", "noun"),
    ("adjectives", "adjective"),
    ("modals", "modal"),
)
_KEYS = {
    LINE, "id", "gloss", "code", "verbs", "nouns", "adjectives", "modals", "roles", "noun-roles", "modes", "contexts",
    "when", "unless", "needs", "reciprocal", "reported", "status", "yes", "no",
}  # fmt: skip
_EXAMPLE_KEYS = {LINE, "text", "code", "modes", "because"}


@dataclass(frozen=True)
class Lexicon:
    """All frames, indexed by anchor."""

    frames: tuple[Frame, ...]
    words: Words

    @classmethod
    def load(cls, folder: Path | None = None) -> Lexicon:
        """Read every lexicon file in a folder; ours by default.

        Raises KnowledgeFault listing each fault as ``file:line: what, and what to do``.
        """
        folder = folder or data.path("lexicon")
        words = Words.load(folder)
        faults: list[str] = []
        frames: dict[str, Frame] = {}
        for path in sorted(folder.glob("*.yaml")):
            if path.name in ("words.yaml", "defaults.yaml"):
                continue
            entries = marked_yaml.load(path)
            for entry in entries or []:
                reader = _FrameReader(entry, path.name, words)
                frame = reader.read()
                faults += reader.faults
                if frame.id in frames:
                    reader.fault(f"the id {frame.id!r} is already at {frames[frame.id].location}; choose another")
                    faults.append(reader.faults[-1])
                frames[frame.id] = frame
        if faults:
            raise KnowledgeFault("\n".join(faults))
        return cls(tuple(frames.values()), words)

    @cached_property
    def _by_anchor(self) -> dict[tuple[AnchorKind, str], _Anchored]:
        patterns: dict[tuple[AnchorKind, str], list[tuple[Pattern, Frame]]] = defaultdict(list)
        for frame in self.frames:
            for pattern in frame.patterns:
                patterns[pattern.kind, pattern.anchor].append((pattern, frame))
        return {anchor: _Anchored(found) for anchor, found in patterns.items()}

    def candidates(self, kind: AnchorKind, lemma: str, around: set[str]) -> list[tuple[Pattern, Frame]]:
        """Frames that this word may evoke among the words ``around`` it, in the order of the lexicon."""
        anchored = self._by_anchor.get((kind, lemma))
        return anchored.among(around) if anchored else []

    def types(self, kind: AnchorKind, lemma: str) -> frozenset[str]:
        """Types of the events that this word may evoke among whatever words."""
        anchored = self._by_anchor.get((kind, lemma))
        return anchored.types if anchored else frozenset()


class _Anchored:
    """Frames of one anchor by the word that must stand with it, so that a long list costs no time."""

    def __init__(self, patterns: list[tuple[Pattern, Frame]]) -> None:
        self._patterns = patterns
        self._bare: list[int] = []
        self._by_word: dict[str, list[int]] = defaultdict(list)
        for place, (pattern, _) in enumerate(patterns):
            word = pattern.telling
            (self._bare if word is None else self._by_word[word]).append(place)
        self.types = frozenset(frame.code for _, frame in patterns)

    def among(self, words: set[str]) -> list[tuple[Pattern, Frame]]:
        with_words = [place for word in self._by_word.keys() & words for place in self._by_word[word]]
        return [self._patterns[place] for place in sorted(self._bare + with_words)]


@dataclass(frozen=True)
class Words:
    """Word sets shared by frames, and the slots that each event type has by default."""

    sets: dict[str, frozenset[str]]
    verb_roles: dict[str, dict[str, str]]
    noun_roles: dict[str, dict[str, str]]
    fallback: dict[str, list[str]]  # type → slots whose phrases may hold the recipient
    actor_needed: frozenset[str]  # types

    @classmethod
    def load(cls, folder: Path) -> Words:
        sets = marked_yaml.load(folder / "words.yaml")
        defaults = marked_yaml.load(folder / "defaults.yaml")
        return cls(
            sets={name: frozenset(members) for name, members in sets.items() if name != LINE},
            verb_roles=_without_lines(defaults["verb-roles"]),
            noun_roles=_without_lines(defaults["noun-roles"]),
            fallback=_without_lines(defaults["fallback"]),
            actor_needed=frozenset(defaults["actor-needed"]),
        )

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.sets[name]


def _without_lines(value: dict[str, Any]) -> dict[str, Any]:
    return {k: _without_lines(v) if isinstance(v, dict) else v for k, v in value.items() if k != LINE}


class _FrameReader:
    """One YAML entry to a Frame, noting every fault."""

    def __init__(self, entry: dict[str, Any], file: str, words: Words) -> None:
        self.entry = entry
        self.file = file
        self.words = words
        self.faults: list[str] = []

    def fault(self, message: str, line: int | None = None) -> None:
        self.faults.append(f"{self.file}:{line or self.entry[LINE]}: {message}")

    def read(self) -> Frame:
        entry, plover = self.entry, ontology.load()
        for key in entry.keys() - _KEYS:
            self.fault(f"unknown key {key!r}; known keys are {', '.join(sorted(_KEYS - {LINE}))}")
        identity = entry.get("id", "")
        if "." not in identity:
            self.fault(f"the id {identity!r} must be family.what-it-says, like consult.visit")
        code = entry.get("code", "")
        if code not in plover.types:
            self.fault(f"the code {code!r} is not in the ontology: {', '.join(plover.types)}")
        modes = self.list_of("modes")
        for mode in modes:
            if code in plover.types and mode not in plover.types[code].modes:
                self.fault(f"{code} has no mode {mode!r}; it has {', '.join(plover.types[code].modes) or 'none'}")
        contexts = self.list_of("contexts")
        for context in contexts:
            if context not in plover.contexts:
                self.fault(f"the context {context!r} is not in the ontology")
        return Frame(
            id=identity,
            gloss=entry.get("gloss", ""),
            code=code,
            patterns=self.patterns(),
            roles=self.roles("roles", self.words.verb_roles, code),
            noun_roles=self.roles("noun-roles", self.words.noun_roles, code),
            modes=modes,
            contexts=contexts,
            when=self.conditions("when"),
            unless=self.conditions("unless"),
            needs=self.list_of("needs"),
            reciprocal=entry.get("reciprocal") == "yes",
            reported=entry.get("reported") == "yes",
            status=entry.get("status"),
            positive=self.examples("yes", code),
            negative=self.examples("no", code),
            file=self.file,
            line=entry[LINE],
        )

    def list_of(self, key: str) -> tuple[str, ...]:
        value = self.entry.get(key, [])
        return (value,) if isinstance(value, str) else tuple(value)

    def patterns(self) -> tuple[Pattern, ...]:
        found = [self.pattern(text, kind) for key, kind in _ANCHORS for text in self.list_of(key)]
        if not found:
            self.fault("a frame needs verbs, nouns, adjectives or modals")
        return tuple(found)

    def pattern(self, text: str, kind: AnchorKind) -> Pattern:
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

    def roles(self, key: str, defaults: dict[str, dict[str, str]], code: str) -> dict[str, str]:
        given = _without_lines(self.entry.get(key, {}))
        for slot, role in given.items():
            if role not in ROLES:
                self.fault(f"{key}: {slot} has the role {role!r}; use one of {', '.join(ROLES)}")
        return {**defaults["any"], **defaults.get(code, {}), **given}

    def conditions(self, key: str) -> tuple[Condition, ...]:
        value = self.entry.get(key, {})
        return tuple(self.condition(slot, wanted) for slot, wanted in value.items() if slot != LINE)

    def condition(self, slot: str, wanted: str | list[str]) -> Condition:
        lemmas: set[str] = set()
        groups: dict[str, set[str]] = {"kind": set(), "sector": set(), "type": set()}
        filled = False
        for word in [wanted] if isinstance(wanted, str) else wanted:
            group, colon, name = word.partition(":")
            if word == "any":
                filled = True
            elif word == "actor":
                groups["kind"].add("actor")
            elif colon and group in groups:
                groups[group].add(name)
            elif word.startswith("$"):
                if word[1:] not in self.words.sets:
                    self.fault(f"the word set {word} is not in words.yaml")
                else:
                    lemmas |= self.words[word[1:]]
            else:
                lemmas.add(word)
        return Condition(
            tuple(slot.split("|")),
            frozenset(lemmas),
            frozenset(groups["kind"]),
            frozenset(groups["sector"]),
            frozenset(groups["type"]),
            filled,
        )

    def examples(self, key: str, code: str) -> tuple[Example, ...]:
        found: list[Example] = []
        for item in self.entry.get(key, []):
            if isinstance(item, str):
                item = {"text": item, LINE: self.entry[LINE]}
            for unknown in item.keys() - _EXAMPLE_KEYS:
                self.fault(f"unknown key {unknown!r} in an example under {key!r}", item[LINE])
            text, marks = unmark(item.get("text", ""))
            modes = item.get("modes", [])
            found.append(
                Example(
                    text,
                    marks,
                    item.get("code", code),
                    (modes,) if isinstance(modes, str) else tuple(modes),
                    item[LINE],
                )
            )
        if key == "yes" and not found:
            self.fault("a frame needs at least one example under `yes`")
        return tuple(found)
