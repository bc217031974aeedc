"""The endpoint: one question, one answer, over HTTP (OpenAI's chat completions), whatever the other side does.

Within a time and a size for the whole answer, with new tries where the server is busy, a count of all calls, and no
redirects, which would carry article and key elsewhere. Every word of the server's is taken for a stranger's.

urllib3, which reads web pages here too, and no client library: what is needed is one POST, and libraries bound the
wait for the next bytes, not for the whole answer, so that a server that drips holds them for ever.
"""

from __future__ import annotations

import json
import socket
import time
import urllib.request
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import responses
from threading import Timer
from typing import Annotated, Any
from urllib.parse import urlsplit

import msgspec
import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from dragoman.explain.reasons import plain
from dragoman.model.problems import DragomanError
from dragoman.model.proposals import Spent
from dragoman.propose.settings import Settings

_LARGEST = 2_000_000  # bytes of an answer
_CHUNK = 65_536
_LONGEST_WAIT = 60.0  # seconds before a new try, whatever the server asks for
_AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
_NO_SCHEMA = frozenset({400, 404, 415, 422, 501})  # how servers refuse a response_format they do not know
_PER_TOKEN = 3  # characters, where nobody counted: fewer than a token has, so that limits hold
_SHOWN = 200  # characters of a server's complaint

Messages = list[dict[str, str]]
Tokens = Annotated[int, msgspec.Meta(ge=0, le=100_000_000)]


class NoAnswer(DragomanError):
    """The endpoint gave no answer that can be read."""


class OutOfBudget(DragomanError):
    """A limit of the run is reached; nothing more is asked."""


class _Message(msgspec.Struct):
    content: str | None = None


class _Choice(msgspec.Struct):
    message: _Message
    finish_reason: str | None = None


class _Usage(msgspec.Struct):
    prompt_tokens: Tokens
    completion_tokens: Tokens


class _Completion(msgspec.Struct):
    choices: Annotated[list[_Choice], msgspec.Meta(min_length=1)]
    usage: msgspec.Raw = msgspec.Raw(b"null")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the model wrote."""

    text: str
    is_whole: bool  # False where it ran into the limit of its length


@dataclass(slots=True)
class Budget:
    """What a run has spent, and whether it may go on."""

    settings: Settings
    spent: Spent = field(default_factory=Spent)
    _article: Spent = field(default_factory=Spent)

    def start(self) -> None:
        """Begin to count for another article too."""
        self._article = Spent()

    @property
    def for_article(self) -> Spent:
        """What was spent since the last ``start``."""
        return self._article

    def take_call(self, most: int) -> None:
        """Count a call that may take so many tokens; raises OutOfBudget where there is no room for it."""
        limits = self.settings
        if self.spent.calls >= limits.max_calls:
            raise OutOfBudget(f"the limit of {limits.max_calls:,} calls is reached; raise max_calls to go on")
        if self.spent.tokens_in + self.spent.tokens_out + most > limits.max_tokens:
            raise OutOfBudget(f"the limit of {limits.max_tokens:,} tokens would be passed; raise max_tokens to go on")
        self._add(Spent(calls=1))

    def fail(self) -> None:
        """The call that was counted last gave no usable answer."""
        self._add(Spent(failed=1))

    def pay(self, tokens_in: int, tokens_out: int, *, estimated: bool) -> None:
        """Count the tokens of an answer."""
        cost = self.settings.cost(tokens_in, tokens_out)
        currency = self.settings.currency if cost is not None else ""
        self._add(Spent(tokens_in=tokens_in, tokens_out=tokens_out, estimated=estimated, cost=cost, currency=currency))

    def _add(self, more: Spent) -> None:
        self.spent += more
        self._article += more


@dataclass(frozen=True, slots=True)
class _Reply:
    status: int
    retry_after: str | None
    content: bytes


class Endpoint:
    """Asks one model. Not for several threads at once."""

    def __init__(self, settings: Settings, budget: Budget) -> None:
        self.settings = settings
        self.budget = budget
        self.takes_schema = True  # until the server says otherwise
        self._key = settings.key()

    def ask(self, messages: Messages, schema: dict[str, Any]) -> Answer:
        """The model's answer, which may or may not fit the schema.

        Raises NoAnswer where there is none after all tries, OutOfBudget where a limit is reached.
        """
        tries, reason = 0, ""
        while tries < self.settings.tries:
            body = self._body(messages, schema)
            self.budget.take_call(_estimate(body) + self.settings.answer_tokens)
            try:
                reply = self._post(body)
            except (HTTPError, OSError) as fault:
                reply, reason = None, _explain(fault, self.settings.timeout)
            if reply is not None and reply.status == 200:
                return self._read(body, reply.content)
            self.budget.fail()
            if reply is not None:
                reason = _complaint(reply)
                if self.takes_schema and reply.status in _NO_SCHEMA:
                    self.takes_schema = False
                    continue
                if reply.status not in _AGAIN:
                    break
            tries += 1
            if tries < self.settings.tries:
                time.sleep(_pause(self.settings.wait * 2 ** (tries - 1), reply.retry_after if reply else None))
        raise NoAnswer(f"{self.settings.shown}: {reason}")

    def _body(self, messages: Messages, schema: dict[str, Any]) -> bytes:
        settings = self.settings
        body: dict[str, Any] = {"model": settings.model, "messages": messages, "stream": False}
        body[settings.answer_limit] = settings.answer_tokens
        if settings.temperature is not None:
            body["temperature"] = settings.temperature
        if self.takes_schema:
            asked = {"name": "proposals", "strict": True, "schema": schema}
            body["response_format"] = {"type": "json_schema", "json_schema": asked}
        return json.dumps(body).encode()

    def _read(self, body: bytes, content: bytes) -> Answer:
        """The first choice of a completion."""
        try:
            completion = msgspec.json.decode(content, type=_Completion)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as fault:
            self.budget.fail()
            raise NoAnswer(
                f"{self.settings.shown}: answered, but not with a chat completion: {plain(str(fault))}"
            ) from fault
        choice = completion.choices[0]
        text = choice.message.content or ""
        try:
            usage = msgspec.json.decode(completion.usage, type=_Usage)
            self.budget.pay(usage.prompt_tokens, usage.completion_tokens, estimated=False)
        except msgspec.MsgspecError:
            self.budget.pay(_estimate(body), _estimate(text), estimated=True)
        return Answer(text, choice.finish_reason != "length")

    def _post(self, body: bytes) -> _Reply:
        """What the server answers; raises HTTPError or OSError where it does not, in time and in measure."""
        settings = self.settings
        headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "Dragoman/0.1"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        began = time.monotonic()
        try:
            status, asked, content = self._exchange(body, headers)
        except (HTTPError, OSError) as fault:
            if time.monotonic() - began >= settings.timeout:
                raise TimeoutError from fault
            raise
        if time.monotonic() - began >= settings.timeout:
            raise TimeoutError  # what was cut off may look like an end
        # A server may send back what it was sent; the key is to go no further.
        return _Reply(status, asked, content.replace(self._key.encode(), b"***") if self._key else content)

    def _exchange(self, body: bytes, headers: dict[str, str]) -> tuple[int, str | None, bytes]:
        settings = self.settings
        with _pool(settings.endpoint, settings.timeout) as pool:
            response = pool.request(
                "POST",
                f"{settings.endpoint.rstrip('/')}/chat/completions",
                body=body,
                headers=headers,
                redirect=False,
                retries=False,
                timeout=settings.timeout,
                preload_content=False,
            )
            content = bytearray()
            try:
                while chunk := response.read1(_CHUNK):
                    content += chunk
                    if len(content) > _LARGEST:
                        raise OSError(f"it is of more than {_LARGEST:,} bytes")
            finally:
                response.close()
        return response.status, response.headers.get("retry-after"), bytes(content)


def _pool(endpoint: str, seconds: float) -> urllib3.PoolManager:
    """Connections, by way of the user's proxy if there is one, that are cut so many seconds after they are made."""
    parts = urlsplit(endpoint)
    proxy = urllib.request.getproxies().get(parts.scheme, "")
    through = proxy.startswith("http") and not urllib.request.proxy_bypass(parts.hostname or "")
    pool = urllib3.ProxyManager(proxy) if through else urllib3.PoolManager()
    timed = {"seconds": seconds}
    pool.pool_classes_by_scheme = {
        "http": type("Pool", (urllib3.HTTPConnectionPool,), {"ConnectionCls": type("Plain", (_Plain,), timed)}),
        "https": type("Pool", (urllib3.HTTPSConnectionPool,), {"ConnectionCls": type("Secure", (_Secure,), timed)}),
    }
    return pool


class _Timed:
    """A connection that lasts so many seconds and no longer, however slowly the answer drips in."""

    seconds: float
    sock: Any
    _timer: Timer | None = None

    def connect(self) -> None:
        super().connect()  # type: ignore[misc]
        # The socket itself: once the answer has begun, the connection may have let go of it.
        self._timer = Timer(self.seconds, _hang_up, [self.sock])
        self._timer.daemon = True
        self._timer.start()

    def close(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        super().close()  # type: ignore[misc]


class _Plain(_Timed, HTTPConnection):
    pass


class _Secure(_Timed, HTTPSConnection):
    pass


def _hang_up(connection: socket.socket) -> None:
    with suppress(OSError):  # it may have ended by itself
        connection.shutdown(socket.SHUT_RDWR)


def _pause(seconds: float, asked: str | None) -> float:
    """How long to wait: as long as the server asks, if it gives a number, but not for ever."""
    wished = float(asked) if asked and asked.strip().isdecimal() else seconds
    return min(wished, _LONGEST_WAIT)


def _estimate(words: bytes | str) -> int:
    return len(words) // _PER_TOKEN + 1


def _complaint(reply: _Reply) -> str:
    """What a server that refuses says, and what to do."""
    name = f"{reply.status} {responses.get(reply.status, '')}".strip()
    said = plain(reply.content.decode(errors="replace"))[:_SHOWN]
    if reply.status in (401, 403):
        way_out = "; check the key"
    elif 300 <= reply.status < 400:
        way_out = ", which leads elsewhere; name the endpoint's own address"
    elif reply.status == 404:
        way_out = "; check the address (it ends before /chat/completions) and the model's name"
    elif reply.status in _AGAIN:
        way_out = " again and again; try later"
    else:
        way_out = ""
    return f"answered {name}{way_out}" + (f" ({said})" if said else "")


def _explain(fault: BaseException, seconds: float) -> str:
    """Why there is no answer, without the library's words around it."""
    if isinstance(fault, TimeoutError):
        return f"no answer within {seconds:g} s; raise timeout, or ask a faster server"
    while fault.__cause__ is not None:
        fault = fault.__cause__
    reason = fault.strerror if isinstance(fault, OSError) and fault.strerror else str(fault)
    return f"no answer: {plain(reason) or type(fault).__name__}; check the address and that the server runs"
