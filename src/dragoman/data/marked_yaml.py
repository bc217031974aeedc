"""YAML for people: every scalar is text, repeated keys are faults, and entries know their line.

The usual loader turns ``NO`` (Norway) into ``False``; this one converts nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from dragoman.model.problems import KnowledgeFault

LINE = "__line__"  # key under which each mapping keeps the line it starts on


def load(path: Path) -> Any:
    """Mappings, lists and text as written.

    Raises KnowledgeFault with file and line on a syntax fault or a repeated key.
    """
    try:
        text = path.read_text(encoding="utf-8")
        node = yaml.compose(text, Loader=yaml.CBaseLoader)
    except UnicodeDecodeError as fault:
        raise KnowledgeFault(f"{path}: not UTF-8 at byte {fault.start}; save the file as UTF-8") from fault
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else 1
        raise KnowledgeFault(f"{path}:{line}: {fault.problem}; check indentation and quotes") from fault
    return _value(node, path) if node is not None else None


def _value(node: yaml.Node, path: Path) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, path) for item in node.value]
    mapping: dict[str, Any] = {LINE: node.start_mark.line + 1}
    for key, value in node.value:
        if key.value in mapping:
            raise KnowledgeFault(f"{path}:{key.start_mark.line + 1}: the key {key.value!r} stands twice; remove one")
        mapping[key.value] = _value(value, path)
    return mapping
