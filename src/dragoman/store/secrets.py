"""Secrets that we make: 256 random bits, so nobody can guess one from its hash, and SHA-256 is enough to keep it.

A slow hash (see ``passwords.py``) protects words that people think up; here it would only make every request dear, and
let strangers keep the server busy.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime, timedelta


def made(prefix: str = "") -> str:
    """A new secret."""
    return prefix + secrets.token_urlsafe(32)


def hash_of(secret: str) -> str:
    """What is kept of one."""
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()


def now(shifted: timedelta = timedelta()) -> str:
    """The time, or one before or after it: ISO 8601, UTC, to the second. Such times compare as texts."""
    return (datetime.now(UTC) + shifted).isoformat(timespec="seconds")
