"""A news site of our own: a web server in a thread, with feeds, robots.txt, redirects and faults.

It writes every request it sees to a list, so that tests can count them.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

WORDS = (
    "The foreign minister of Turkey met the Syrian president in Damascus on Monday, officials said.",
    "Both sides agreed to open the border crossing by the end of the month, the ministry said in a statement.",
    "The talks will go on in Ankara next week, an envoy told reporters after the meeting in the capital.",
)


def article(number: int | str, *, published: str | None = "2025-09-17", more: str = "") -> str:
    """A page with an article."""
    date = f'<meta property="article:published_time" content="{published}T10:00:00Z">' if published else ""
    paragraphs = "".join(f"<p>{words}</p>" for words in (f"This is report number {number}.{more}", *WORDS))
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>Report {number}</title>{date}</head>'
        f"<body><article><h1>Report {number}</h1>{paragraphs}</article></body></html>"
    )


def rss(links: list[str], *, updated: dict[str, str] | None = None, content: str = "", title: str = "The Daily") -> str:
    """An RSS feed; ``updated`` gives the atom:updated of some."""
    items = "".join(
        f"<item><title>Report</title><link>{link}</link><pubDate>Wed, 17 Sep 2025 23:30:00 -0400</pubDate>"
        + (f"<atom:updated>{updated[link]}</atom:updated>" if updated and link in updated else "")
        + (f"<content:encoded><![CDATA[{content}]]></content:encoded>" if content else "")
        + "</item>"
        for link in links
    )
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        f'xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>{title}</title>{items}</channel></rss>'
    )


@dataclass
class Reply:
    """What the site answers at a path."""

    body: str | bytes = ""
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    etag: str | None = None  # answered with 304 to whom has it
    wait: float = 0.0  # seconds before the answer
    cut: bool = False  # promises more than it sends


@dataclass
class Site:
    """A server on this machine."""

    replies: dict[str, Reply] = field(default_factory=dict)
    seen: list[tuple[float, str]] = field(default_factory=list)
    sent: list[dict[str, str]] = field(default_factory=list)  # headers of each request
    at_once: int = 0  # the most requests that were open together
    url: str = ""

    def __enter__(self) -> Site:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [path for _, path in self.seen]

    def count(self, path: str) -> int:
        return self.paths().count(path)

    def add(self, path: str, body: str | bytes, **more: object) -> str:
        """Answer at a path; its address."""
        self.replies[path] = Reply(body, **more)  # type: ignore[arg-type]
        return self.url + path

    def feed(self, path: str, links: list[str], **more: object) -> str:
        options = {name: more.pop(name) for name in ("updated", "content") if name in more}
        return self.add(path, rss(links, **options), kind="application/rss+xml", **more)  # type: ignore[arg-type]

    def articles(self, count: int, **more: object) -> list[str]:
        return [self.add(f"/{number}", article(number), **more) for number in range(1, count + 1)]


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    lock = threading.Lock()
    open_now = 0

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            nonlocal open_now
            with lock:
                open_now += 1
                site.at_once = max(site.at_once, open_now)
                site.seen.append((time.monotonic(), self.path))
                site.sent.append(dict(self.headers))
            try:
                self._answer(site.replies.get(self.path, Reply("nothing here", 404)))
            except ConnectionError:
                pass
            finally:
                with lock:
                    open_now -= 1

        def _answer(self, reply: Reply) -> None:
            time.sleep(reply.wait)
            known = reply.etag is not None and self.headers.get("If-None-Match") == reply.etag
            body = b"" if known else reply.body.encode() if isinstance(reply.body, str) else reply.body
            self.send_response(304 if known else reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if reply.etag:
                self.send_header("ETag", reply.etag)
            self.send_header("Content-Type", reply.kind)
            self.send_header("Content-Length", str(len(body) + 1000 * reply.cut))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Keep the test's output clean."""

    return Handler


def http_date(seconds: float) -> str:
    """A time as HTTP has it, so many seconds from now."""
    return format_datetime(datetime.fromtimestamp(time.time() + seconds, UTC), usegmt=True)
