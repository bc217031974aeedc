"""The bar on public data: copies are told from releases of one form."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.evaluate import gold


def test_copies_of_the_development_half_are_found(shared: Path, monkeypatch: pytest.MonkeyPatch):
    if not (shared / "gold" / "demo_dups").is_dir():
        pytest.skip(f"no demo_dups in {shared}/gold")
    monkeypatch.setenv("DRAGOMAN_SHARED", str(shared))
    pairwise = gold.score("demo_dups")["dup_clusters"]["pairwise"]
    assert pairwise["f1"] >= 0.99
    assert pairwise["p"] >= 0.999
