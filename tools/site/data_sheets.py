"""Data sheets of the files and models that are shipped, from ``docs/data-sheets.yaml``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dragoman.data import marked_yaml

SHEETS = Path(__file__).parents[2] / "docs" / "data-sheets.yaml"


def sheets() -> list[dict[str, Any]]:
    """One entry for each file or group of files."""
    found: list[dict[str, Any]] = marked_yaml.load(SHEETS)
    return found


def page() -> str:
    """The entries as Markdown."""
    lines = [
        "# Data sheets",
        "",
        "Every file of knowledge and every model that is shipped: what it holds, where it comes from, under which "
        "licence, as of when, and what it is known to lack. A test sees to it that none is missing. Paths are below "
        "`src/dragoman/data`, where not said otherwise.",
        "",
    ]
    for sheet in sheets():
        lines += [f"## {sheet['name']}", "", sheet["what"], "", "| | |", "| --- | --- |"]
        lines.append(f"| files | {', '.join(f'`{one}`' for one in sheet['files'])} |")
        lines += [
            f"| {key} | {sheet[key]} |"
            for key in ("source", "licence", "date", "made", "used", "gaps")
            if sheet.get(key)
        ]
        lines.append("")
    return "\n".join(lines)
