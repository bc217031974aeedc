"""The ontology, from its file."""

from __future__ import annotations

from dragoman import data
from dragoman.ontology import Ontology


def page() -> str:
    """Types with their scores and modes; contexts, sectors and codes."""
    ours = Ontology.load()
    raw = data.content("ontology", "plover.yaml")
    lines = [
        f"# Ontology: {ours.name}",
        "",
        "What may stand in `type`, `modes`, `contexts` of an event and `sectors` of an actor. From "
        "`src/dragoman/data/ontology/plover.yaml`, whose source is the PLOVER manual (Open Event Data Alliance).",
        "",
        "## Types",
        "",
        "| type | quad class | score | recipient | modes with their scores |",
        "| --- | --- | --- | --- | --- |",
    ]
    for name, kind in raw["types"].items():
        modes = kind.get("modes") or {}
        told = ", ".join(f"{mode} {score}".strip() for mode, score in modes.items()) if isinstance(modes, dict) else ", ".join(modes)
        lines.append(
            f"| {name} | {kind.get('quad', '')} | {kind.get('score', '')} | {kind.get('recipient', '')} | {told} |"
        )
    for key in ("contexts", "sectors", "codes"):
        lines += ["", f"## {key.capitalize()}", "", *_listed(raw[key])]
    return "\n".join(lines) + "\n"


def _listed(values: object) -> list[str]:
    if isinstance(values, dict):
        return ["| code | meaning |", "| --- | --- |", *(f"| {code} | {meaning} |" for code, meaning in values.items())]
    return [", ".join(map(str, values))] if isinstance(values, list) else [str(values)]
