"""Copies of articles in the form of the demo_dups corpus.

Comes in: gold rows (``doc_id``, ``title``, ``dct``, ``text``). Goes out: rows with the ``cluster`` of each article.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dragoman.reading import Overrides, read_text
from dragoman.resolve.stories import signature, stories


def predict(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """One prediction row for each gold row."""
    signatures = {}
    for row in rows:
        given = Overrides(title=row.get("title"), published=row.get("dct"))
        signatures[row["doc_id"]] = signature(read_text(row["text"], address=row["doc_id"], overrides=given))
    for article, lead in stories(signatures).items():
        yield {"doc_id": article, "cluster": lead}
