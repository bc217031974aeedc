"""The ontology, from its file."""

from __future__ import annotations

import re

from dragoman import data


def page() -> str:
    """Types with their scores and modes; contexts, sectors and codes."""
    raw = data.content("ontology", "plover.yaml")
    lines = [
        f"# Ontology: {raw['name']}",
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
        told = (
            ", ".join(f"{mode} {score}".strip() for mode, score in modes.items())
            if isinstance(modes, dict)
            else ", ".join(modes)
        )
        lines.append(
            f"| {name} | {kind.get('quad', '')} | {kind.get('score', '')} | {kind.get('recipient', '')} | {told} |"
        )
    remarks = dict(re.findall(r"^  - (\w+) +# (.+)$", data.path("ontology", "plover.yaml").read_text("utf-8"), re.M))
    for key in ("contexts", "sectors", "codes"):
        values = raw[key] if isinstance(raw[key], dict) else {value: remarks.get(value, "") for value in raw[key]}
        lines += ["", f"## {key.capitalize()}", "", "| code | meaning |", "| --- | --- |"]
        lines += [f"| {code} | {meaning} |" for code, meaning in values.items()]
    return "\n".join(lines) + "\n"
