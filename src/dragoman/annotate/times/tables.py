"""The tables of ``data/times``."""

from __future__ import annotations

from typing import Any

import yaml

from dragoman import data


def table(name: str) -> dict[str, Any]:
    """A table by its name, as the file has it."""
    content: dict[str, Any] = yaml.load(data.path("times", f"{name}.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)
    return content
