"""A digest as a letter (RFC 5322): a file that mail programs open and send. Nothing is sent here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from dragoman.model.digests import Digest
from dragoman.show import digests, words

_SUBJECT = 200  # characters


def letter(digest: Digest, to: Iterable[Address] = ()) -> bytes:
    """The digest as plain text and as HTML, of which a mail program shows the one it can.

    It is dated when the digest was made; the subject says how much is new.
    """
    message = EmailMessage(policy=SMTP)
    message["Subject"] = subject(digest)
    message["Date"] = datetime.fromisoformat(digest.mark.made)
    if recipients := tuple(to):
        message["To"] = recipients
    message.set_content(digests.plain_text(digest))
    message.add_alternative(digests.html(digest), subtype="html")
    return message.as_bytes()


def subject(digest: Digest) -> str:
    """What is new, in one line: ``Dragoman: syria: new events 12, overdue 1``."""
    told = [f"{one.heading[:1].lower()}{one.heading[1:]} {one.total:,}" for one in digest.sections if not one.reminder]
    return words.shorten(f"Dragoman: {digest.name}: {', '.join(told) or 'nothing new'}", _SUBJECT)
