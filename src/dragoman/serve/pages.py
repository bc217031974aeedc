"""The web page: files built beforehand, served as they are, with what browsers may do with them.

Any other address is one of the page's own, which it reads itself, so it gets the page, too.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from dragoman.serve.problems import Problem

_FOLDER = Path(__file__).parent / "static"
_PAGE = "/index.html"
_SMALL = 1000  # bytes that are not worth packing
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Vary": "Accept-Encoding",
}


@dataclass(frozen=True, slots=True)
class _File:
    media_type: str
    content: bytes
    packed: bytes | None
    etag: str


class Pages:
    """Serves the built files, all of which are in memory."""

    def __init__(self, folder: Path = _FOLDER) -> None:
        files = (path for path in sorted(folder.rglob("*")) if path.is_file())
        self._files = {f"/{path.relative_to(folder).as_posix()}": _read(path) for path in files}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        if scope["method"] not in ("GET", "HEAD"):
            raise Problem(HTTPStatus.METHOD_NOT_ALLOWED, "pages are only read", headers={"Allow": "GET, HEAD"})
        await self._response(scope["path"], Headers(scope=scope))(scope, receive, send)

    def _response(self, path: str, asked: Headers) -> Response:
        name = path if path in self._files else _PAGE
        if name not in self._files or (name is _PAGE and path.startswith("/assets/")):
            raise Problem(HTTPStatus.NOT_FOUND, f"there is nothing at {path}; /api/v1/openapi.json says what there is")
        file = self._files[name]
        kept = "public, max-age=31536000, immutable" if name.startswith("/assets/") else "no-cache"
        headers = _HEADERS | {"ETag": file.etag, "Cache-Control": kept}
        if file.etag in asked.get("if-none-match", ""):
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
        if file.packed is not None and "gzip" in asked.get("accept-encoding", ""):
            return Response(file.packed, headers=headers | {"Content-Encoding": "gzip"}, media_type=file.media_type)
        return Response(file.content, headers=headers, media_type=file.media_type)


def _read(path: Path) -> _File:
    content = path.read_bytes()
    packed = gzip.compress(content, mtime=0) if len(content) > _SMALL else None
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return _File(kind, content, packed, f'"{hashlib.sha256(content).hexdigest()[:16]}"')
