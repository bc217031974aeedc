"""Numbers for data sets that know their rows by numbers.

They follow from the keys of the database: the same each time, other ones in another database.
"""

from __future__ import annotations

from dragoman.export.tabular.sides import MOST

_ROWS = 1 << 16  # of one article, in a key: store/keys.py


def row_number(key: int, pair: int = 0) -> int:
    """The number of a pair of an event: the event is the number divided by ``MOST``.

    Below 2^53, the most that R and JavaScript hold exactly, for 33 million articles.
    """
    return key * MOST + pair


def article_number(key: int) -> int:
    """The number of the article that a row is of."""
    return key // _ROWS
