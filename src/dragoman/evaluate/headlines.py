"""The figures of each corpus that the documentation shows, as one table and as JSON."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from dragoman import data
from dragoman.model.problems import DragomanError

_BEGIN, _END = "<!-- figures: begin -->", "<!-- figures: end -->"


def rows(name: str, figures: dict[str, Any]) -> list[tuple[str, float]]:
    """The headline figures of one corpus: what is measured, and the value."""
    listed = yaml.safe_load(data.path("evaluation", "headlines.yaml").read_text(encoding="utf-8"))
    return [(label, _at(figures, path)) for label, path in listed[name].items()]


def _at(figures: dict[str, Any], path: str) -> float:
    value: Any = figures
    for step in path.split("/"):
        value = value[step]
    return float(value)


def write(scored: dict[str, dict[str, Any]], folder: Path) -> None:
    """Put the table between its marks in ``accuracy.md`` and every figure into ``accuracy.json``.

    Raises DragomanError if the page has no marks.
    """
    page = folder / "accuracy.md"
    text = page.read_text(encoding="utf-8")
    if _BEGIN not in text or _END not in text:
        raise DragomanError(f"{page}: no place for the table; put the lines {_BEGIN} and {_END} where it shall stand")
    before, rest = text.split(_BEGIN, 1)
    _, after = rest.split(_END, 1)
    lines = ["| corpus | figure | value |", "| --- | --- | --- |"]
    for name, figures in scored.items():
        lines += [f"| {name} | {label} | {value:.3f} |" for label, value in rows(name, figures)]
    table = "\n".join(lines)
    today = date.today().isoformat()
    page.write_text(f"{before}{_BEGIN}\nMeasured on {today}.\n\n{table}\n{_END}{after}", encoding="utf-8")
    (folder / "accuracy.json").write_text(json.dumps({"date": today, **scored}, indent=1) + "\n", encoding="utf-8")
