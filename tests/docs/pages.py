"""The pages of the documentation as a reader sees them: their code blocks, and what is said about running them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
RUN = ("sh", "console", "python")
_NAMED = re.compile(r"# ([\w./-]+\.(?:yaml|toml))\n")
_NOT_RUN = re.compile(r"<!-- not run: (?P<reason>\S.*?) -->")


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, where it begins, what it holds, and why it is not run (None if it is)."""

    language: str
    line: int
    code: str
    not_run: str | None


def blocks(page: Path) -> list[Block]:
    """The blocks of a page that hold commands or Python. ``<!-- not run: reason -->`` before one leaves it out."""
    found: list[Block] = []
    reason = None
    for token in MarkdownIt().parse(page.read_text(encoding="utf-8")):
        if token.type == "fence" and token.map:
            language = token.info.split()[0] if token.info.split() else ""
            if language in RUN:
                found.append(Block(language, token.map[0] + 1, token.content, reason))
            reason = None
        elif token.type == "html_block":
            marked = _NOT_RUN.search(token.content)
            reason = marked["reason"] if marked else None
    return found


def files(page: Path) -> dict[str, str]:
    """Files that the reader is to write: blocks whose first line names one, as ``# mine/ontology.yaml`` does."""
    found = {}
    for token in MarkdownIt().parse(page.read_text(encoding="utf-8")):
        if token.type == "fence" and (name := _NAMED.match(token.content)):
            found[name[1]] = token.content
    return found


def named(page: Path) -> str:
    """A page's path from the root, to name it by."""
    return page.relative_to(ROOT).as_posix()
