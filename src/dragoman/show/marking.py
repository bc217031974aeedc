"""Text and rows of tables in Markdown, whatever stands in them."""

from __future__ import annotations

import re
from html import escape

from dragoman.show import words

# Enough for text inside a line; no line of ours begins with words of the article.
_SPECIAL = re.compile(r"([\\`*_\[\]|~#])")


def plain(text: str) -> str:
    r"""Text that shows as it is written.

    >>> print(plain("a|b <i>_c_"))
    a\|b &lt;i&gt;\_c\_
    """
    return _SPECIAL.sub(r"\\\1", escape(words.tidy(text), quote=False))


def row(*cells: str) -> str:
    """A row of a table."""
    return f"| {' | '.join(cells)} |"
