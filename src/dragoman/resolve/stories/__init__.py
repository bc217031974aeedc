"""Stories: articles that are copies of one another, told by signatures of their text, and whose text it was first.

``signature`` makes the signature of an article, ``bands`` the keys under which it is found, ``compare`` says whether
two articles are copies and by which figures. Which copies make a story is for ``resolve.pivots`` to say.
"""

from __future__ import annotations

from dragoman.resolve.stories.groups import stories
from dragoman.resolve.stories.likeness import Likeness, compare
from dragoman.resolve.stories.signature import VERSION, Signature, bands, rank, signature

__all__ = ["VERSION", "Likeness", "Signature", "bands", "compare", "rank", "signature", "stories"]
