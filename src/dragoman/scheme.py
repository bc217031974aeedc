"""A coding scheme: the ontology a record is written in, with the frames and codebook rules that lead to it.

Comes in: the name of a scheme of ours, or a folder with ``ontology.yaml``, ``lexicon/`` and ``coding/``.
A type may say ``from:`` which PLOVER events it takes over; then our frames and rules do the work, and
what they find is recoded. Types without it are coded by the scheme's own frames.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from dragoman import data, ontology
from dragoman.model.problems import KnowledgeFault
from dragoman.ontology import EventType, Ontology

DEFAULT = "plover"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """What makes a coder."""

    ontology: Ontology  # what a record shows
    coded: Ontology  # what frames and rules are written in: the same, or PLOVER and the scheme's own types
    lexicon: tuple[Path, ...]  # folders of frames; an earlier one's frame replaces a later one's
    rules: tuple[Path, ...]  # folders of conventions.yaml, modes.yaml and contexts.yaml; the first that has one counts
    folder: Path | None = None  # where the scheme lies, if it is not the default one

    @classmethod
    def load(cls, name: str | Path | None = None) -> Scheme:
        """Read a scheme of ours by name, or that in a folder; PLOVER by default.

        Raises KnowledgeFault if there is none or its ontology has faults.
        """
        plover = ontology.plover()
        ours = (data.path("lexicon"),), (data.path("coding"),)
        if name is None or str(name) == DEFAULT:
            return cls(ontology=plover, coded=plover, lexicon=ours[0], rules=ours[1])
        folder = _folder(str(name))
        file = folder / "ontology.yaml"
        shown = ontology.load(file)
        own_lexicon = tuple(path for path in (folder / "lexicon",) if path.is_dir())
        own_rules = (folder / "coding",)
        shown = replace(shown, sectors=shown.sectors or plover.sectors, codes=shown.codes or plover.codes)
        if not any(type.origins for type in shown.types.values()):
            if not own_lexicon:
                raise KnowledgeFault(
                    f"{file}: nothing leads to these types; give them `from`, or put frames into {folder}/lexicon"
                )
            return cls(ontology=shown, coded=shown, lexicon=own_lexicon, rules=own_rules, folder=folder)
        shown = replace(shown, contexts=shown.contexts or plover.contexts)
        coded = _with_own_types(plover, shown)
        _check_origins(file, shown, coded)
        return cls(
            ontology=shown,
            coded=coded,
            lexicon=(*own_lexicon, *ours[0]),
            rules=(*own_rules, *ours[1]),
            folder=folder,
        )

    @property
    def recodes(self) -> bool:
        """Whether events of another ontology become events of this one."""
        return self.ontology is not self.coded

    def before_recoding(self) -> Scheme:
        """The same coder, whose records keep the codes that the frames are written in."""
        return replace(self, ontology=self.coded)

    def rule_file(self, name: str) -> Path | None:
        """Where the rules of a kind stand, e.g. ``rule_file("conventions.yaml")``; None if there are none."""
        return next((folder / name for folder in self.rules if (folder / name).is_file()), None)


def shipped() -> list[str]:
    """Names of the schemes that come with the program."""
    return [DEFAULT, *sorted(path.parent.name for path in data.path("schemes").glob("*/ontology.yaml"))]


def _folder(name: str) -> Path:
    ours, theirs = data.path("schemes", name), Path(name)
    if name in shipped():
        return ours
    if not theirs.is_dir():
        raise KnowledgeFault(f"there is no scheme {name!r}; name a folder, or one of {', '.join(shipped())}")
    if not (theirs / "ontology.yaml").is_file():
        raise KnowledgeFault(f"{theirs}: no scheme, it holds no ontology.yaml; see docs/schemes.md for the form")
    return theirs


def _with_own_types(plover: Ontology, shown: Ontology) -> Ontology:
    """PLOVER with those types of the scheme that have frames of their own."""
    own: dict[str, EventType] = {name: type for name, type in shown.types.items() if not type.origins}
    return replace(plover, types={**plover.types, **own}, contexts=plover.contexts | shown.contexts)


def _check_origins(file: Path, shown: Ontology, coded: Ontology) -> None:
    faults: list[str] = []
    for type in shown.types.values():
        for origin in type.origins:
            where = f"{file}:{origin.line}: {type.name}:"
            known = coded.types.get(origin.type)
            if known is None:
                faults.append(f"{where} no type {origin.type!r} to take events from; {', '.join(coded.types)}")
                continue
            for mode in sorted(origin.modes - known.modes.keys()):
                faults.append(f"{where} {known.name} has no mode {mode!r}; it has {', '.join(known.modes) or 'none'}")
            for context in sorted(origin.contexts - coded.contexts):
                faults.append(f"{where} no context {context!r}; {', '.join(sorted(coded.contexts))}")
            if origin.was and origin.was not in coded.types:
                faults.append(f"{where} no type {origin.was!r} after was:; {', '.join(coded.types)}")
    if faults:
        raise KnowledgeFault("\n".join(faults))
