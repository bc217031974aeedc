"""Passwords: kept as Argon2id hashes (RFC 9106, 4: 64 MiB, three passes), each with a salt of its own."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from dragoman.model.problems import DragomanError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 12, 500  # characters
_DIFFERENT = 5  # characters at least


def hashed(password: str, name: str) -> str:
    """What is kept of the password that a person has chosen.

    Raises DragomanError if it is too easy to guess. Length counts; no rule asks for digits or signs (NIST SP 800-63B).
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise DragomanError(f"a password has at least {SHORTEST} characters (at most {LONGEST}); some words will do")
    if len(set(password)) < _DIFFERENT or name.casefold() == password.casefold():
        raise DragomanError("this password is too easy to guess")
    return _hasher().hash(_bytes(password))


def fits(password: str, kept: str | None) -> bool:
    """Whether it is the password that was kept; as slow as ever where there is none to compare it to."""
    from argon2.exceptions import VerifyMismatchError

    try:
        return _hasher().verify(kept or _nobodys(), _bytes(password)) and kept is not None
    except VerifyMismatchError:
        return False


@cache
def _hasher() -> PasswordHasher:
    try:
        from argon2 import PasswordHasher
        from argon2.profiles import RFC_9106_LOW_MEMORY
    except ImportError as fault:
        raise DragomanError(f"accounts need more packages: pip install 'dragoman[web]' ({fault})") from fault
    return PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)


@cache
def _nobodys() -> str:
    """A hash that no password is compared to in earnest."""
    return _hasher().hash(b"nobody's")


def _bytes(password: str) -> bytes:
    """The same, whichever way a keyboard writes its letters."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogateescape")
