"""YAML for people: every scalar is text, repeated keys are faults, and entries know their lines.

The usual loader turns ``NO`` (Norway) into ``False``; this one converts nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.model.problems import KnowledgeFault

if TYPE_CHECKING:
    import yaml

LINE = "__line__"  # key under which each mapping keeps the line it starts on


class Entry(dict[str, Any]):
    """A mapping that knows its own line (under ``LINE``) and that of each of its keys."""

    lines: dict[str, int]

    def __init__(self, line: int) -> None:
        super().__init__({LINE: line})
        self.lines = {}


class Items(list[Any]):
    """A list that knows the line of each of its items."""

    lines: list[int]

    def __init__(self, items: Iterable[Any] = (), lines: Iterable[int] = ()) -> None:
        super().__init__(items)
        self.lines = list(lines)


def load(path: Path) -> Any:
    """Mappings (as ``Entry``), lists (as ``Items``) and text as written.

    Raises KnowledgeFault with file and line on a syntax fault or a repeated key.
    """
    import yaml  # which commands that only ask the database need not wait for

    try:
        text = path.read_text(encoding="utf-8")
        node = yaml.compose(text, Loader=yaml.CBaseLoader)
    except OSError as fault:
        raise KnowledgeFault(f"{path}: {fault.strerror or fault}; check the name and the rights") from fault
    except UnicodeDecodeError as fault:
        raise KnowledgeFault(f"{path}: not UTF-8 at byte {fault.start}; save the file as UTF-8") from fault
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else 1
        raise KnowledgeFault(f"{path}:{line}: {fault.problem}; check indentation and quotes") from fault
    except yaml.YAMLError as fault:
        raise KnowledgeFault(f"{path}: {' '.join(str(fault).split())}; save the file as plain text") from fault
    return _value(node, path) if node is not None else None


def mapping(path: Path) -> Entry:
    """A file that holds one mapping; an empty one where the file is empty.

    Raises KnowledgeFault as ``load`` does, and if there is something else in the file.
    """
    content = load(path)
    if content is None:
        return Entry(1)
    if not isinstance(content, Entry):
        raise KnowledgeFault(f"{path}:1: the file is no list of `key: value`; see ours for the form")
    return content


def _value(node: yaml.Node, path: Path) -> Any:
    import yaml

    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return Items((_value(item, path) for item in node.value), (item.start_mark.line + 1 for item in node.value))
    mapping = Entry(node.start_mark.line + 1)
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise KnowledgeFault(f"{path}:{line}: a list or mapping stands where a name belongs; check brackets")
        if key.value in mapping:
            raise KnowledgeFault(f"{path}:{line}: the key {key.value!r} stands twice; remove one")
        mapping[key.value] = _value(value, path)
        mapping.lines[key.value] = line
    return mapping
