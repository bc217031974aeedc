"""An endpoint of the tests' own that answers as it is told: well, badly, slowly, or not to the end.

It keeps what it was sent, so that tests can say what left the program.
"""

from __future__ import annotations

import json
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def completion(text: str, *, finish: str = "stop", usage: object = "counted") -> bytes:
    """A chat completion, as OpenAI's API describes it, around what a model wrote."""
    message = {"role": "assistant", "content": text}
    body = {"object": "chat.completion", "choices": [{"index": 0, "message": message, "finish_reason": finish}]}
    if usage == "counted":
        usage = {"prompt_tokens": 1000, "completion_tokens": 200, "total_tokens": 1200}
    return json.dumps({**body, "usage": usage} if usage is not None else body).encode()


@dataclass
class Reply:
    """What the endpoint answers once."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0.0  # seconds before the first byte
    drip: float = 0.0  # seconds between single bytes of the body
    drip_head: float = 0.0  # seconds between lines of the head
    cut: bool = False  # promises more than it sends


class Talker:
    """Answers in the order it was told; the last answer again and again."""

    def __init__(self) -> None:
        self.replies: list[Reply] = []
        self.seen: list[dict] = []  # bodies of the requests
        self.heads: list[dict[str, str]] = []
        self.paths: list[str] = []
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._http.daemon_threads = True
        self._http.block_on_close = False
        threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True).start()
        self.url = f"http://127.0.0.1:{self._http.server_port}/v1"

    def say(self, *answers: object) -> None:
        """Let the model answer so: an object is written as JSON, words as they are, a ``Reply`` as it says."""
        for answer in answers:
            if not isinstance(answer, Reply):
                answer = Reply(completion(answer if isinstance(answer, str) else json.dumps(answer)))
            self.replies.append(answer)

    def stop(self) -> None:
        self._http.shutdown()
        self._http.server_close()


def _handler(talker: Talker) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            talker.seen.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
            talker.heads.append({name.lower(): value for name, value in self.headers.items()})
            talker.paths.append(self.path)
            reply = talker.replies.pop(0) if len(talker.replies) > 1 else talker.replies[0]
            with suppress(OSError):  # the program may have hung up
                self._send(reply)
            self.close_connection = True

        def _send(self, reply: Reply) -> None:
            time.sleep(reply.wait)
            length = len(reply.body) + 1000 * reply.cut
            head = {"Content-Type": "application/json", "Content-Length": str(length), **reply.headers}
            self.wfile.write(f"HTTP/1.1 {reply.status} X\r\n".encode())
            for name, value in head.items():
                self.wfile.write(f"{name}: {value}\r\n".encode())
            while reply.drip_head:
                self.wfile.write(b"X-More: x\r\n")
                time.sleep(reply.drip_head)
            self.wfile.write(b"\r\n")
            if not reply.drip:
                self.wfile.write(reply.body)
                return
            for byte in reply.body:
                self.wfile.write(bytes([byte]))
                time.sleep(reply.drip)

        def log_message(self, *_: object) -> None:
            pass

    return Handler
