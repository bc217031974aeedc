"""Names chosen from a list: as the list spells them, or what there is to choose from."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from dragoman.model.problems import DragomanError


def spelled(values: Iterable[str], known: Iterable[str]) -> list[str]:
    """The values as they are spelled in the list, capitals or not.

    Raises DragomanError if one is not in it; the message names those that are like it, else all.

    >>> spelled(["consult"], ["AID", "CONSULT"])
    ['CONSULT']
    """
    spelling = {name.casefold(): name for name in known}
    values = list(values)
    for value in values:
        if value.casefold() not in spelling:
            near = [spelling[name] for name in get_close_matches(value.casefold(), spelling, n=3)]
            raise DragomanError(f"no {value!r}; one of {', '.join(near or sorted(spelling.values()))}")
    return [spelling[value.casefold()] for value in values]
