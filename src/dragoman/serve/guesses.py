"""Guesses of passwords and tokens, slowed down so that nobody is locked out by the guesses of others.

Wrong passwords are counted for the address they come from, and for the name that they try. A browser in which somebody
has signed in before has a cookie that says so, and is counted for itself alone: whoever guesses a name from elsewhere
holds up new browsers of that person for a while, and known ones never (after OWASP's "device cookies").
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

from dragoman.serve.problems import Problem
from dragoman.serve.rates import Rates

_FEW = 10.0  # wrong ones at once
_MANY = 30.0  # for one name, of all addresses together


class Guesses:
    """How many of whom were wrong, in memory."""

    def __init__(self, rate: float) -> None:
        """``rate`` is that of requests; where any number is let in, so is any number of wrong tokens."""
        self._tokens = Rates(min(0.2, rate), burst=_FEW)
        self._passwords = Rates(0.1, burst=_FEW)
        self._names = Rates(1 / 60, burst=_MANY)

    def check_token(self, address: str) -> None:
        """Count a wrong token; one that holds is never held up.

        Raises Problem if there were too many of this address.
        """
        _refuse(self._tokens.take(address), "wrong tokens")

    @contextmanager
    def of_password(self, name: str, address: str, device: str | None) -> Iterator[None]:
        """Let somebody try a password; what is raised within counts as a wrong one.

        Raises Problem if there were too many.
        """
        buckets = [(self._passwords, f"device {device}")]
        if device is None:
            buckets = [(self._passwords, f"address {address}"), (self._names, name)]
        for rates, caller in buckets:
            _refuse(rates.empty(caller), "wrong passwords")
        for rates, caller in buckets:
            rates.take(caller)
        yield
        for rates, caller in buckets:
            rates.give_back(caller)


def _refuse(seconds: int, what: str) -> None:
    if seconds:
        detail = f"too many {what}; wait {seconds} s"
        raise Problem(HTTPStatus.TOO_MANY_REQUESTS, detail, headers={"Retry-After": str(seconds)})


def device_cookie(name: str, kept: str) -> str:
    """What tells that somebody has signed in here; ``kept``, the password's hash, is the key, so a new one voids it."""
    device = secrets.token_hex(16)
    return f"{device}.{_signed(device, name, kept)}"


def device_of(cookie: str | None, name: str, kept: str | None) -> str | None:
    """The browser, if this person has signed in there before."""
    device, _, signature = (cookie or "").partition(".")
    fits = hmac.compare_digest(signature.encode(), _signed(device, name, kept or "").encode())
    return device if fits and kept else None


def _signed(device: str, name: str, kept: str) -> str:
    return hmac.new(kept.encode(), f"{device} {name}".encode(), hashlib.sha256).hexdigest()
