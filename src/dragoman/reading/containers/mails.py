"""E-mail newsletters: single messages (RFC 5322) and mailboxes (mbox, RFC 4155).

The subject is the title, the date sent that of publication, the sender's name the outlet. The HTML part is
read as a web page; a message without one by its plain text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr
from typing import BinaryIO
from urllib.parse import quote

from dragoman.model.problems import Failure, UnreadableArticle
from dragoman.reading.containers.lines import bounded_lines
from dragoman.reading.decode import LIMIT, check_size
from dragoman.reading.draft import Draft, given
from dragoman.reading.found import Found
from dragoman.reading.kinds import Kind
from dragoman.reading.web import read_web

_RULE = "given.mail"
_QUOTED = re.compile(rb"^>(?=>*From )")  # so that a line of the text begins no message


@dataclass(frozen=True, slots=True)
class Message:
    """A message of a mailbox, as it was sent."""

    shown: str
    content: bytes


def read_mailbox(stream: BinaryIO, shown: str) -> Iterator[Message | Failure]:
    """The messages in the order of the mailbox; one at a time is in memory.

    A line that begins with ``From `` after an empty line begins a message. (Python's ``mailbox`` would have to
    go back in the file and keep a table of all its messages.)
    """
    lines: list[bytes] = []
    size = number = 0
    blank = True
    for _, line in bounded_lines(stream):
        if blank and line.startswith(b"From "):
            if number:
                yield _message(lines, size, f"{shown}#{number}")
            lines, size, number = [], 0, number + 1
        else:
            size += len(line)
            if size <= LIMIT:
                lines.append(_QUOTED.sub(b"", line))
        blank = not line.strip(b"\r\n")
    if number == 0:
        raise UnreadableArticle("holds no message; each begins with a line 'From SENDER DATE'")
    yield _message(lines, size, f"{shown}#{number}")


def _message(lines: list[bytes], size: int, shown: str) -> Message | Failure:
    if size > LIMIT:
        return Failure(address=shown, reason=f"is a message of more than {LIMIT // 1_000_000} MB; left out")
    return Message(shown, b"".join(lines))


def read_mail(content: bytes) -> tuple[Draft, str | None]:
    """The article of a message, and its address (RFC 2392) where it has an id.

    Raises UnreadableArticle if it holds no text.
    """
    check_size(content)
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    title, published, source = given(_header(message, "Subject"), _RULE), _sent(message), _sender(message)
    draft = replace(_body(message), title=title, published=published, source=source, media_type=Kind.MAIL)
    id = (_header(message, "Message-ID") or "").strip("<> ")
    return draft, f"mid:{quote(id, safe='@')}" if id else None


def _body(message: EmailMessage) -> Draft:
    part = message.get_body(("html", "plain"))
    if part is None:
        raise UnreadableArticle("is a message without text; save its attachment and read that")
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    if part.get_content_subtype() == "html":
        try:
            return read_web(content, charset=part.get_content_charset())
        except UnreadableArticle:
            part = message.get_body(("plain",))
            if part is None:
                raise
    return Draft(text=_plain(part))


def _plain(part: MIMEPart) -> str:
    try:
        return str(part.get_content()).replace("\r\n", "\n")
    except (LookupError, ValueError) as fault:
        raise UnreadableArticle(f"has text in an encoding we cannot read: {fault}; save it as UTF-8") from fault


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        return str(message[name]) if message[name] else None
    except (ValueError, IndexError, AttributeError, TypeError):  # headers that the parser trips over
        return None


def _sent(message: EmailMessage) -> Found | None:
    try:
        sent = message["Date"].datetime
        return Found(sent.date().isoformat(), _RULE) if sent else None
    except (ValueError, AttributeError, TypeError, IndexError):
        return None


def _sender(message: EmailMessage) -> Found | None:
    name, address = parseaddr(_header(message, "From") or "")
    return given(name or address, _RULE)
