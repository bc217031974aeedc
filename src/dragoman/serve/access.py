"""Who a request comes from, and whether that is enough for what it asks."""

from __future__ import annotations

import logging
from concurrent.futures import Executor
from http import HTTPStatus

from sqlalchemy.exc import DBAPIError
from starlette.requests import Request

from dragoman.serve import cookies
from dragoman.serve.gate import address_of
from dragoman.serve.guesses import Guesses
from dragoman.serve.problems import Problem
from dragoman.serve.settings import Settings
from dragoman.store import Store, callers, sessions
from dragoman.store.roles import Caller, Role

_log = logging.getLogger("dragoman.serve")


class Access:
    """Knows people by their sessions and tokens."""

    def __init__(self, store: Store, settings: Settings, guesses: Guesses, writers: Executor) -> None:
        self.store = store
        self.settings = settings
        self._guesses = guesses
        self._writers = writers
        self._noting: set[str] = set()  # sessions whose use is being noted

    def admitted(self, role: Role, request: Request, *, known: bool = False) -> Caller | None:
        """Who asks, if he may do what takes a role; with ``known`` nobody unknown, even where anybody may read.

        Raises Problem otherwise.
        """
        caller = self.caller(request)
        if caller is None:
            if role is Role.READER and not known and self.settings.open_to_read:
                return None
            raise _unknown("sign in, or send a token: Authorization: Bearer ...")
        if not caller.role.may(role):
            detail = f"{caller.name} has the role {caller.role.value}; this needs the role {role.value}"
            raise Problem(HTTPStatus.FORBIDDEN, detail)
        return caller

    def caller(self, request: Request) -> Caller | None:
        """Who asks, by the token in the header or by the session in the cookie of our page.

        Raises Problem for a token in the header that does not hold; a cookie that does not hold is as good as none.
        """
        header = request.headers.get("authorization")
        if header is not None:
            scheme, _, token = header.partition(" ")
            return self.holder(token.strip() if scheme.casefold() == "bearer" else "", request)
        secret = cookies.session_of(request)
        if not secret:
            return None
        with self.store.reading() as connection:
            found = callers.by_session(connection, secret)
        if found is None:
            return None
        caller, unseen = found
        if unseen and caller.session not in self._noting:
            self._noting.add(caller.session or "")
            self._writers.submit(self._note, caller.session or "")
        return caller

    def _note(self, session: str) -> None:
        """Note that a session is used; it may have been on a view of the store where nothing is written."""
        try:
            with self.store.writing(quiet=True) as connection:
                sessions.note(connection, session)
        except DBAPIError as fault:
            _log.warning("the use of a session is not noted: %s", fault.orig)
        finally:
            self._noting.discard(session)

    def holder(self, token: str, request: Request) -> Caller:
        """Whose token it is.

        Raises Problem if it does not hold, or if too many of this address did not.
        """
        with self.store.reading() as connection:
            found = callers.by_token(connection, token)
        if found is not None:
            return found
        self._guesses.check_token(address_of(request.scope))
        raise _unknown("this token is not known, or was revoked")


def _unknown(detail: str) -> Problem:
    return Problem(HTTPStatus.UNAUTHORIZED, detail, headers={"WWW-Authenticate": 'Bearer realm="dragoman"'})
