"""One deed in many articles: reports made comparable, compared, and told together."""

from dragoman.resolve.happenings.blocks import Blocks, blocks, shelves
from dragoman.resolve.happenings.fusing import allowed, checked, fuse
from dragoman.resolve.happenings.likeness import compare, likeness
from dragoman.resolve.happenings.sketches import Sketch, packed, rank, sketches, unpacked

__all__ = [
    "Blocks",
    "Sketch",
    "allowed",
    "blocks",
    "checked",
    "compare",
    "fuse",
    "likeness",
    "packed",
    "rank",
    "shelves",
    "sketches",
    "unpacked",
]
