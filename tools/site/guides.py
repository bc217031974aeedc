"""Guides that stand beside the data they describe, as pages of the site."""

from __future__ import annotations

import re
from collections.abc import Callable

from dragoman import data

_LINK = re.compile(r"\[(?P<text>[^\]]*)\]\((?!https?:)[^)]*\)")


def _guide(*parts: str) -> Callable[[], str]:
    """The text of a guide; its links lead to files beside it, which the site does not have."""
    return lambda: _LINK.sub(r"\g<text>", data.path(*parts).read_text(encoding="utf-8"))


PAGES: dict[str, Callable[[], str]] = {
    "frames": _guide("lexicon", "README.md"),
    "knowledge-files": _guide("knowledge", "README.md"),
}
