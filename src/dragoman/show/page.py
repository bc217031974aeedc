"""What the pages of HTML have in common: each stands by itself, with no script and no outside file, light or dark."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from urllib.parse import quote

from dragoman.show import words

_URL = ":/?#[]@!$&'()*+,;=%~"  # characters that mean something in an address
_STYLE = """
:root { color-scheme: light dark; --event: #ffe28a; --said: #7a9cc6; --owed: #c9a0dc; --line: #8886; }
@media (prefers-color-scheme: dark) { :root { --event: #6b5200; --said: #6f8fb8; --owed: #9a6fb0; } }
body { font: 1rem/1.55 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
h2 { margin-top: 2.5rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: start; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid var(--line); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; }
dt { opacity: .7; } dd { margin: 0; overflow-wrap: anywhere; }
article p { white-space: pre-line; max-width: 45rem; }
mark { color: inherit; background: none; }
mark.event { background: var(--event); padding: 0 .1em; border-radius: .2em; }
mark.said { border-bottom: 2px solid var(--said); }
mark.owed { border-bottom: 2px dashed var(--owed); }
mark:target { outline: 2px solid; }
.wide { overflow-x: auto; }
.note { opacity: .75; }
"""


def page(title: str, body: str) -> str:
    """A whole page; the title is plain text, the body is HTML."""
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{escape(title)}</title>
<style>{_STYLE}</style>
</head>
<body>
<h1 dir="auto">{escape(title)}</h1>
{body}
</body>
</html>
"""


def section(title: str, content: str) -> str:
    """A part of a page under a heading, both in HTML."""
    return f"<section>\n<h2>{title}</h2>\n{content}\n</section>"


def inline(text: str) -> str:
    """Text from an article, free to run in its own direction."""
    return f"<bdi>{escape(words.tidy(text))}</bdi>"


def web_address(address: str) -> str | None:
    """An address of the web that is safe in a link, what it must not hold percent-encoded; None for any other.

    >>> web_address("https://news.example/a b>"), web_address("javascript:alert(1)")
    ('https://news.example/a%20b%3E', None)
    """
    return quote(address, safe=_URL) if address.startswith(("https://", "http://")) else None


def linked(address: str, label: str) -> str:
    """The label, in HTML, with a link to an address of the web; any other address gives no link."""
    target = web_address(address)
    return label if target is None else f'<a href="{escape(target)}" rel="noreferrer">{label}</a>'


def listed(entries: Iterable[str]) -> str:
    """A list of entries in HTML."""
    return "<ul>\n" + "\n".join(f"<li>{entry}</li>" for entry in entries) + "\n</ul>"
