"""Long lists as lines of JSON (NDJSON): made as fast as they are taken, in a thread of their own."""

from __future__ import annotations

import asyncio
from asyncio import Semaphore, ensure_future, get_running_loop
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from itertools import islice

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

MEDIA_TYPE = "application/x-ndjson"
_LINES = 200  # sent together
_PATIENCE = 60.0  # seconds a client may take for these
_LONGEST = 3600.0  # seconds in all, so that no client holds an old view of the store for ever


class Lines(Response):
    """Lines that come one after the other; nothing is made that nobody takes."""

    def __init__(
        self, lines: Iterator[bytes | dict[str, str]], turns: Semaphore, is_known: Callable[[str], bool]
    ) -> None:
        """``lines``: first the headers. ``is_known``: whether the client has what this ETag stands for."""
        super().__init__(media_type=MEDIA_TYPE)
        self._lines = lines
        self._turns = turns
        self._is_known = is_known

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send them. Where it ends early, so does the connection: a client never takes a part for the whole."""
        thread = ThreadPoolExecutor(1, "stream")  # the view of the store is this thread's
        gone = ensure_future(_disconnected(receive))
        async with self._turns:
            try:
                async with asyncio.timeout(_LONGEST):
                    await self._send(thread, gone, scope, receive, send)
            finally:
                gone.cancel()
                thread.submit(getattr(self._lines, "close", lambda: None))
                thread.shutdown(wait=False)

    async def _send(
        self, thread: ThreadPoolExecutor, gone: asyncio.Future[None], scope: Scope, receive: Receive, send: Send
    ) -> None:
        loop = get_running_loop()
        headers = await loop.run_in_executor(thread, next, self._lines)
        assert isinstance(headers, dict)
        if self._is_known(headers["ETag"]):
            await Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)(scope, receive, send)
            return
        self.init_headers({**headers})
        raw = [(name, value) for name, value in self.raw_headers if name != b"content-length"]
        started = False
        if scope["method"] == "HEAD":
            await Response(status_code=self.status_code, headers=headers, media_type=MEDIA_TYPE)(scope, receive, send)
            return
        while not gone.done():
            lines = await loop.run_in_executor(thread, lambda: [*islice(self._lines, _LINES)])
            if not started:
                await send({"type": "http.response.start", "status": self.status_code, "headers": raw})
                started = True
            async with asyncio.timeout(_PATIENCE):
                body = b"".join(line for line in lines if isinstance(line, bytes))
                await send({"type": "http.response.body", "body": body, "more_body": len(lines) == _LINES})
            if len(lines) < _LINES:
                return


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
