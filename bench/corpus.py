"""The fixed corpus: Wikinews articles from the shared gold data where they are, else the samples, repeated."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from dragoman.model.text import Document
from dragoman.reading import Overrides, read_text

_ROOT = Path(__file__).parents[1]
_SAMPLE_ROUNDS = 20  # the samples are three articles


@dataclass(frozen=True)
class Article:
    """One article as it comes in."""

    address: str
    text: str
    published: str
    title: str | None = None

    def read(self) -> Document:
        overrides = Overrides(published=self.published, title=self.title)
        return read_text(self.text, address=self.address, overrides=overrides)


def shared() -> Path:
    """The folder of the shared gold data, which need not be there."""
    return Path(os.environ.get("DRAGOMAN_SHARED", _ROOT.parent / "shared"))


def articles(limit: int) -> tuple[str, list[Article]]:
    """The name of the corpus and its first articles."""
    wikinews = shared() / "gold" / "demo_wikinews" / "articles.jsonl"
    if wikinews.exists():
        with wikinews.open(encoding="utf-8") as lines:
            entries = [json.loads(line) for line, _ in zip(lines, range(limit), strict=False)]
        return "demo_wikinews", [Article(e["doc_id"], e["text"], e["dct"], e["title"]) for e in entries]
    texts = [path.read_text(encoding="utf-8") for path in sorted((_ROOT / "samples").glob("*.[tm][xd]*"))]
    found = [Article(f"{n}-{i}", text, "2025-09-18") for n in range(_SAMPLE_ROUNDS) for i, text in enumerate(texts)]
    return "samples", found[:limit]
