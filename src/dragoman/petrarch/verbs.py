"""A PETRARCH verb dictionary to a lexicon file of frames.

Each verb block gives a frame for its verbs alone and one for each pattern. Every frame gets an example
made from its own words, so that ``dragoman lexicon check`` says whether it does what it should.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from dragoman.coding.lexicon import Words
from dragoman.petrarch.cameo import event_codes
from dragoman.petrarch.lines import Line, Report, write
from dragoman.petrarch.patterns import Mapped, PatternMapper, Unmapped, split_code

_HEAD = re.compile(r"^---\s*(?P<name>.*?)\s*(\[(?P<code>[^\]]*)\].*)?-*$")
_FORMS = re.compile(r"\{[^}]*\}")
_NULL = "---"  # the code of what is no event
_NAMES = ("Germany", "France")  # who acts in an example, and on whom


@dataclass(slots=True)
class _Block:
    """Verbs that share their patterns."""

    code: str
    verbs: list[tuple[Line, str, str]] = field(default_factory=list)  # line, verb, its own code or the block's
    patterns: list[Line] = field(default_factory=list)


def convert(dictionary: Path, lines: list[Line], out: Path) -> Report:
    """Write the frames of a dictionary into a folder; see ``dragoman.petrarch.convert``."""
    report = Report()
    synsets, blocks = _read(lines, report)
    phrased = any(mark in line.text for block in blocks for line in block.patterns for mark in "(){}")
    writer = _Frames(dictionary, PatternMapper(synsets, Words.load(), phrased), report)
    for block in blocks:
        writer.block(block)
    report.entries = len(writer.frames)
    head = (
        f"# Frames made from {dictionary.name} (PETRARCH format) by `dragoman lexicon import-petrarch`.\n"
        "# Each id and gloss names the line it came from. Examples were made from the patterns: see which of them\n"
        "# come out with `dragoman lexicon check`, and put better ones in their place.\n\n"
    )
    frames = "\n".join(
        yaml.dump([frame], sort_keys=False, default_flow_style=None, allow_unicode=True, width=110)
        for frame in writer.frames
    )
    write(out / f"{_slug(dictionary.stem)}.yaml", head + frames, report)
    return report


def _read(lines: list[Line], report: Report) -> tuple[dict[str, list[str]], list[_Block]]:
    """Synonym sets and blocks."""
    synsets: dict[str, list[str]] = {}
    blocks: list[_Block] = []
    current: list[str] | None = None  # the synonym set being read
    for line in lines:
        text = line.text
        if text.startswith("&"):
            name = text.split()[0]
            current = synsets.setdefault(name.rstrip("_"), [])
            plain = name.endswith("_")  # no plurals
        elif text.startswith("+") and current is not None:
            if text[1:].startswith("&"):
                report.skipped[line.number] = "a synonym set inside another"
            else:
                current += _with_plural(text[1:], plain)
        elif text.startswith("---"):
            current = None
            head = _HEAD.match(text)
            blocks.append(_Block(((head and head["code"]) or _NULL).strip()))
        elif text.startswith("-"):
            current = None
            if blocks:
                blocks[-1].patterns.append(line)
            else:
                report.skipped[line.number] = "a pattern before the first block"
        elif text.startswith("~"):
            report.skipped[line.number] = "transformations of several verbs have no counterpart"
        elif blocks:
            current = None
            verb, code = split_code(_FORMS.sub("", text))
            blocks[-1].verbs.append((line, verb.lstrip("+").strip(), code or blocks[-1].code))
        else:
            report.skipped[line.number] = "outside of any block"
    return synsets, blocks


def _with_plural(phrase: str, plain: bool) -> list[str]:
    """A phrase and its regular plural, in lower case; none after an underscore, as in PETRARCH."""
    words = " ".join(phrase.replace("_", " ").lower().split())
    if plain or phrase.rstrip().endswith("_"):
        return [words]
    if words.endswith("y"):
        return [words, f"{words[:-1]}ies"]
    return [words, f"{words}es" if words.endswith("s") else f"{words}s"]


class _Frames:
    """Collects the frames of a dictionary."""

    def __init__(self, dictionary: Path, mapper: PatternMapper, report: Report) -> None:
        self.dictionary = dictionary
        self.mapper = mapper
        self.report = report
        self.frames: list[dict[str, Any]] = []
        self.past: dict[str, str] = {}  # irregular forms that the dictionary gives

    def block(self, block: _Block) -> None:
        verbs = [(line, _verb(verb), code) for line, verb, code in block.verbs]
        for line, verb, _ in verbs:
            forms = [form for form in _forms(line.text) if not form.endswith(("s", "ing"))]
            if verb and forms:
                self.past[verb] = forms[0]
        for line, verb, _ in verbs:
            if verb is None:
                self.report.skipped[line.number] = "the main verb is not the first word"
        usable = [(line, verb, code) for line, verb, code in verbs if verb]
        for code in dict.fromkeys(code for _, _, code in usable):
            alike = [(line, verb) for line, verb, its in usable if its == code]
            if code != _NULL:
                self._frame(alike[0][0], [verb for _, verb in alike], code, Mapped(), alike)
        if not usable:
            return
        for line in block.patterns:
            self._pattern(line, [verb for _, verb, _ in usable])

    def _pattern(self, line: Line, verbs: list[str]) -> None:
        pattern, code = split_code(line.text[1:].strip())
        if not code or code == _NULL:
            self.report.skipped[line.number] = "it says what is no event; write an `unless` where you need it"
            return
        try:
            mapped = self.mapper.map(pattern)
        except Unmapped as reason:
            self.report.skipped[line.number] = str(reason)
            return
        self._frame(line, verbs, code, mapped, [(line, "")])

    def _frame(self, line: Line, verbs: list[str], code: str, mapped: Mapped, lines: list[tuple[Line, str]]) -> None:
        first, colon, _ = code.partition(":")
        plover = event_codes().get(first)
        if plover is None:
            for skipped, _ in lines:
                self.report.skipped[skipped.number] = (
                    "statements (01) are no events; Dragoman finds them by itself"
                    if first.startswith("01")
                    else f"the code [{code}] is not in CAMEO, or PLOVER has nothing like it"
                )
            return
        changes = [*mapped.changed, *(["only the first of its two codes is kept"] if colon else [])]
        if changes:
            self.report.changed[line.number] = "; ".join(changes)
        spelled = [" ".join((verb, *mapped.fixed)) for verb in verbs]
        frame = {
            "id": f"{_slug(self.dictionary.stem)}.{_slug(verbs[0])}-{line.number}",
            "gloss": f"{self.dictionary.name}, line {line.number}: {line.text}",
            "code": plover.type,
            "codes": {"CAMEO": first},
            "verbs": spelled,
            "modes": [plover.mode] if plover.mode else [],
            "contexts": list(plover.contexts),
            "roles": mapped.roles,
            "when": mapped.when,
            "reciprocal": "yes" if mapped.reciprocal else "",
        }
        example = _example(self.past.get(verbs[0]) or _past(verbs[0]), mapped)
        self.frames.append({**{key: value for key, value in frame.items() if value}, "yes": [{"text": example}]})


def _example(verb: str, mapped: Mapped) -> str:
    """A sentence in which the frame should hold, with its roles marked."""
    first, second = _NAMES
    turned = mapped.roles.get("subject") == "recipient"
    doer = f"[{first}](actor)"
    other = f"[{second}](actor)" if mapped.reciprocal else f"[{second}](recipient)"
    subject, object = (other, doer) if turned else (doer, other)
    if mapped.reciprocal and "%" not in mapped.spoken:
        subject = f"{doer} and {other}"
    said = [object if word in ("$", "+", "%") else word for word in mapped.spoken]
    if not said and not mapped.reciprocal:
        said = [object]
    return f"{' '.join([subject, verb, *said])}."


def _past(verb: str) -> str:
    """The regular past of a verb, whose first word is the one that changes."""
    first, *rest = verb.split()
    if first.endswith("e"):
        first += "d"
    elif first.endswith("y") and first[-2:-1] not in ("a", "e", "o", "u"):
        first = f"{first[:-1]}ied"
    else:
        first += "ed"
    return " ".join([first, *rest])


def _verb(text: str) -> str | None:
    """``BREAK_DOWN`` → "break down"; None where a + marks another word than the first as the verb."""
    words = text.replace("_", " ").split()
    if any(word.startswith("+") for word in words[1:]):
        return None
    return " ".join(words).lstrip("+").lower() or None


def _forms(text: str) -> list[str]:
    """The forms of a verb that stand in braces."""
    return [form for group in _FORMS.findall(text) for form in group.strip("{} ").lower().split()]


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "petrarch"
