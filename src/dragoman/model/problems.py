"""Faults: problems that are kept as values, and the few exceptions we raise."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something odd about a document that did not stop the run; stored beside the record."""

    rule: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An input that gave no record, with the reason and the way out in one line."""

    address: str
    reason: str


class DragomanError(Exception):
    """A fault the user can mend. The message names the file (and line) and the way out."""


class UnreadableArticle(DragomanError):
    """An input that holds no article we can read."""


class KnowledgeFault(DragomanError):
    """A lexicon, ontology or knowledge file that is wrong; lists every fault as ``file:line: what``."""
