"""Texts that a spreadsheet would take for a formula, made harmless and back.

A cell that begins with ``=``, ``+``, ``-`` or ``@`` is a formula to a spreadsheet, and so an article's words could run
on a reader's machine (CWE-1236). Such a text gets an apostrophe before it, by which spreadsheets know text.
"""

from __future__ import annotations

import re

# What a spreadsheet may skip, and what begins a formula: also as fullwidth and other compatibility forms, which some
# programs fold, and the minus sign of typography. A tab, a line break or a NUL may hide what comes after it.
_FORMULA = re.compile(
    r"'*(?:[\t\r\n\x00]|[\s\x00-\x1f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]*"
    r"[=+\-@\u2212＝＋－＠﹦﹢﹣﹫⁼⁺⁻₌₊₋])"
)


def neutralised(text: str) -> str:
    """A text as no formula: one that would begin one, whatever apostrophes stand before it, gets one more before it.

    >>> neutralised("=1+1"), neutralised("'=1+1"), neutralised("'Ndrangheta"), neutralised("a=b")
    ("'=1+1", "''=1+1", "'Ndrangheta", 'a=b')
    """
    return f"'{text}" if _FORMULA.match(text) else text


def restored(text: str) -> str:
    """What ``neutralised`` was given.

    >>> restored("'=1+1"), restored("''=1+1"), restored("'Ndrangheta")
    ('=1+1', "'=1+1", "'Ndrangheta")
    """
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
