"""Names and words made comparable: without case, accents and punctuation.

Text in, space-separated words out; the same for what is stored and for what is asked. The result has
no offsets into the text it came from and is never shown.
"""

from __future__ import annotations

import re
import unicodedata

# Letters with no decomposition that people type, and search, without their stroke or dot.
_PLAIN = str.maketrans({"ı": "i", "ł": "l", "đ": "d", "ð": "d", "ø": "o", "æ": "ae", "œ": "oe", "þ": "th"})
_WORD = re.compile(r"[^\W_]+")
_OTHER = re.compile(r"[^\x00-\x7f]")  # only these can be marks above or below a letter


def fold(text: str) -> str:
    """The words of a text in the form in which they are compared.

    >>> fold("İbrahim KALIN, Kalın's"), fold("al-Sharaa")
    ('ibrahim kalin kalin s', 'al sharaa')
    """
    # Twice, since taking letters apart can give capitals, and small letters can be taken apart.
    small = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = _OTHER.sub(_without_marks, small)
    return " ".join(_WORD.findall(bare.translate(_PLAIN)))


def _without_marks(letter: re.Match[str]) -> str:
    return "" if unicodedata.combining(letter.group()) else letter.group()
