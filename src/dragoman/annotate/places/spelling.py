"""One key for every spelling of a place name that differs in case, marks, hyphens or apostrophes only.

Uses nothing but the standard library, because the gazetteer compiler loads this file by itself.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Letters that Unicode does not take apart into a base letter and a mark, then signs that join or vanish.
_PLAIN = str.maketrans(
    {
        "ı": "i",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ł": "l",
        "ħ": "h",
        "ə": "a",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ʿ": "",
        "ʾ": "",
    }
    | dict.fromkeys("-‐‑–/", " ")
    | dict.fromkeys(".,'’‘ʼ`´ʻ()\"", "")
)


@lru_cache(maxsize=65536)
def key(name: str) -> str:
    """What a name is looked up by.

    >>> key("Deir ez-Zor") == key("DEIR EZ ZOR"), key("İzmir"), key("U.S.")
    (True, 'izmir', 'us')
    """
    if not name.isascii():
        letters = unicodedata.normalize("NFKD", name)
        name = "".join(c for c in letters if not unicodedata.combining(c))
    return " ".join(name.casefold().translate(_PLAIN).split())
