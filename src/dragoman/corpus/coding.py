"""Records of texts and files at hand; what codes them is loaded once a process."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from dragoman.model.problems import Failure, UnreadableArticle
from dragoman.model.record import Record
from dragoman.model.text import Document

if TYPE_CHECKING:
    from dragoman.pipeline import Pipeline
    from dragoman.reading import Overrides

_loading = Lock()


def read(
    text: str,
    *,
    published: str | date | None = None,
    title: str | None = None,
    source: str | None = None,
    address: str | None = None,
    scheme: str | Path | None = None,
    lexicon: str | Path | None = None,
    knowledge: str | Path | None = None,
) -> Record:
    """What a text reports: events, statements, agreements, commitments, actors, each with the words it was read from.

    ``published``: the day of publication, from which "on Friday" is counted; ``source``: the outlet; both, and
    ``title``, are looked for in the text where they are not given. ``address``: what the article is known by when it is
    stored; without one it is known by its words. ``scheme``: "plover" (the default), "cameo", or a folder with one of
    your own; ``lexicon``, ``knowledge``: frames, and actors, offices and places of your own.

    The first call loads models and knowledge (some 2 seconds); later ones use them again.

    Raises DragomanError if the text is empty, ``published`` is no date, or a file of yours has a fault.
    """
    from dragoman.reading import read_text

    document = read_text(text, address=address, overrides=overrides(published, title, source))
    return pipeline(scheme, lexicon, knowledge).code(document)


def read_file(
    where: str | Path,
    *,
    published: str | date | None = None,
    title: str | None = None,
    source: str | None = None,
    scheme: str | Path | None = None,
    lexicon: str | Path | None = None,
    knowledge: str | Path | None = None,
) -> Record:
    """What the one article of a file or at a URL reports: text, Markdown, HTML, PDF, mail, JSON.

    For the rest, see ``read``. Raises DragomanError if there is no article to read there, or more than one:
    ``Corpus.add`` takes folders, feeds, tables and archives.
    """
    found = list(islice(documents([where], overrides(published, title, source)), 2))
    if len(found) != 1:
        reason = (
            "holds more than one article; dragoman.open(...).add(...) takes them all" if found else "holds no article"
        )
        raise UnreadableArticle(f"{where}: {reason}")
    if isinstance(found[0], Failure):
        raise UnreadableArticle(f"{found[0].address}: {found[0].reason}")
    return pipeline(scheme, lexicon, knowledge).code(found[0])


def overrides(published: str | date | None, title: str | None, source: str | None) -> Overrides:
    """What the user says of an article."""
    from dragoman.reading import Overrides

    day = published.isoformat() if isinstance(published, date) else published
    return Overrides(published=day, title=title, source=source)


def documents(sources: list[str | Path], said: Overrides) -> Iterator[Document | Failure]:
    """The articles of files, folders and URLs; pages that feeds and lists name are visited politely."""
    from dragoman.gather import Follower, Visitor
    from dragoman.reading import read_all

    return read_all(map(str, sources), said, follow=Follower(Visitor(interval=1.0)))


def pipeline(
    scheme: str | Path | None = None, lexicon: str | Path | None = None, knowledge: str | Path | None = None
) -> Pipeline:
    """What codes documents, loaded at the first call with these files."""
    with _loading:
        return _loaded(scheme, _path(lexicon), _path(knowledge))


@cache
def _loaded(scheme: str | Path | None, lexicon: Path | None, knowledge: Path | None) -> Pipeline:
    from dragoman.pipeline import Pipeline

    return Pipeline.load(scheme, lexicon, knowledge)


def _path(given: str | Path | None) -> Path | None:
    return Path(given) if given is not None else None
