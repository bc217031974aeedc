"""Text for XML, which has no room for most control characters (XML 1.0, section 2.2)."""

from __future__ import annotations

import re

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """Text with U+FFFD for every character that XML cannot hold.

    >>> legal("Tür\\x00kiye")
    'Tür\\ufffdkiye'
    """
    return _ILLEGAL.sub("\ufffd", text)
