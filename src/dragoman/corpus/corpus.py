"""A database of records to ask, to add to and to correct from Python."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar, Unpack

from dragoman import query
from dragoman.corpus import coding
from dragoman.corpus.adding import Added, add_all
from dragoman.corpus.asking import Asked, Asking
from dragoman.corpus.rows import Rows
from dragoman.model.choices import spelled
from dragoman.model.entities import ActorKind
from dragoman.model.problems import DragomanError, Failure
from dragoman.model.record import Record
from dragoman.store import Store

if TYPE_CHECKING:
    from dragoman.explain import Explanation, PartExplanation
    from dragoman.query.count_rows import By
    from dragoman.review import Reviewer

T = TypeVar("T")
_Ask = Callable[[Store, query.Filter, int | None], query.Page[T]]


def open(
    where: str | Path,
    *,
    create: bool = False,
    scheme: str | Path | None = None,
    lexicon: str | Path | None = None,
    knowledge: str | Path | None = None,
) -> Corpus:
    """Open a database: a file, or ``postgresql://user@host/name``; with ``create``, make it where there is none.

    ``scheme``, ``lexicon``, ``knowledge``: as for ``dragoman.read``; they code what is added, and say what codes may be
    asked for.

    Raises DragomanError if there is no database, or none that we can read.
    """
    return Corpus(Store.open(where, create=create), scheme=scheme, lexicon=lexicon, knowledge=knowledge)


class Corpus:
    """An open database; close it, or use it as a context manager.

    Methods that list rows take what ``query.Filter`` has as keywords (``actor="TUR"``, ``dyad=("TUR", "SYR")``,
    ``since="2025-09"``; several values in a list mean any of them) and ``limit``, how many rows at most. A keyword that
    the kind of row has not, or a value that there is not, raises DragomanError naming what there is.

    An id is "document:entry"; of the document its beginning is enough, if no other begins so.
    """

    def __init__(
        self,
        store: Store,
        *,
        scheme: str | Path | None = None,
        lexicon: str | Path | None = None,
        knowledge: str | Path | None = None,
    ) -> None:
        self.store = store
        self._files = scheme, lexicon, knowledge
        self.asking = Asking(scheme, Path(knowledge) if knowledge is not None else None)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database."""
        self.store.close()

    def __repr__(self) -> str:
        return f"<Corpus {self.store.name}>"

    # Rows

    def events(self, *, limit: int | None = None, **asked: Unpack[Asked]) -> Rows[query.StoredHappening]:
        """Events, the latest first: each once, however many articles report it."""
        return self._rows("event", query.StoredHappening, query.events_told, asked, limit)

    def reports(self, *, limit: int | None = None, **asked: Unpack[Asked]) -> Rows[query.StoredEvent]:
        """The events of single articles, the latest first: what each of them reports."""
        return self._rows("event", query.StoredEvent, query.events, asked, limit)

    def statements(self, *, limit: int | None = None, **asked: Unpack[Asked]) -> Rows[query.StoredStatement]:
        """What was said, the latest first. The actor is the speaker, the recipient the addressee."""
        return self._rows("statement", query.StoredStatement, query.statements, asked, limit)

    def positions(self, *, limit: int | None = None, **asked: Unpack[Asked]) -> Rows[query.StoredPosition]:
        """Who stands where on a topic, those of one side together, the oldest first."""
        return self._rows("stance", query.StoredPosition, query.positions, asked, limit)

    def commitments(self, *, limit: int | None = None, **asked: Unpack[Asked]) -> Rows[query.StoredCommitment]:
        """Who must do what by when, the first to fall due first. The actor is the debtor, the recipient gets it."""
        return self._rows("commitment", query.StoredCommitment, query.commitments, asked, limit)

    def due(
        self,
        *,
        today: date | None = None,
        within_days: int | None = None,
        overdue: bool = False,
        limit: int | None = None,
        **asked: Unpack[Asked],
    ) -> Rows[query.Due]:
        """What is owed, each thing once, with what later articles say of its keeping; the first to fall due first.

        ``within_days``: only what falls due in so many days from ``today``; ``overdue``: only what is past, and not
        said to be kept. ``party`` is who owes or is owed.
        """
        day = today or date.today()

        def ask(store: Store, wanted: query.Filter, most: int | None) -> query.Page[query.Due]:
            return query.due(store, wanted, today=day, within=within_days, overdue=overdue, limit=most)

        return self._rows("due", query.Due, ask, asked, limit)

    def agreements(
        self, name: str | None = None, *, limit: int | None = None, **asked: Unpack[Asked]
    ) -> Rows[query.StoredAgreement]:
        """What was agreed, the latest first, each once with all articles that tell it. The actor is a party.

        ``name``: an id, an entry of the knowledge base, or words of a name.
        """

        def ask(store: Store, wanted: query.Filter, most: int | None) -> query.Page[query.StoredAgreement]:
            return query.agreements(store, wanted, most, name and self._full(name))

        return self._rows("agreement", query.StoredAgreement, ask, asked, limit)

    def meetings(
        self, *, planned: bool = False, limit: int | None = None, **asked: Unpack[Asked]
    ) -> Rows[query.StoredMeeting]:
        """Who met whom, the latest first; with ``planned``, who is to meet whom. ``party`` is who takes part."""

        def ask(store: Store, wanted: query.Filter, most: int | None) -> query.Page[query.StoredMeeting]:
            return query.meetings(store, wanted, self.asking.scheme.ontology, planned=planned, limit=most)

        return self._rows("meeting", query.StoredMeeting, ask, asked, limit)

    def actors(
        self,
        name: str | None = None,
        *,
        country: str | Iterable[str] = (),
        kind: str | Iterable[str] = (),
        limit: int | None = None,
    ) -> Rows[query.StoredActor]:
        """Actors, those in the most events first.

        ``name``: an id, words of a name as articles have it, or any name that the knowledge base has ("Turkey").
        """
        countries = (country,) if isinstance(country, str) else tuple(country)
        kinds = spelled((kind,) if isinstance(kind, str) else kind, [one.value for one in ActorKind])

        ids = self.asking.ids_of(name) if name else ()

        def ask(most: int | None) -> query.Page[query.StoredActor]:
            return query.actors(self.store, name=name, ids=ids, country=countries, kind=kinds, limit=most)

        return Rows(query.StoredActor, limit, ask)

    def articles(
        self, text: str | None = None, *, versions: bool = False, limit: int | None = None
    ) -> Rows[query.StoredDocument]:
        """Articles, the last stored first; those that have all these words. ``versions``: superseded ones, too."""

        def ask(most: int | None) -> query.Page[query.StoredDocument]:
            return query.documents(self.store, text=text, versions=versions, limit=most)

        return Rows(query.StoredDocument, limit, ask)

    def counts(self, *by: By, fill: bool = False, **asked: Unpack[Asked]) -> query.Counts:
        """How many events there are, each once, and articles that report them, with sums and means of their scores.

        ``by``: "month", "dyad", "type" ... or several of these; ``query.counts`` says which there are and what counts.
        ``fill``: rows for what has no event, too.
        """
        wanted = self.asking.filter("event", query.KNOWN["event"], asked)
        try:
            return query.counts(self.store, wanted, by, fill=fill, ontology=self.asking.scheme.ontology)
        except ValueError as fault:
            raise DragomanError(str(fault)) from fault

    # One thing in full

    def record(self, id: str) -> Record:
        """The record of an article, as people corrected it; its text is ``record.document.text``.

        Raises DragomanError if no article's id, or more than one, begins like this.
        """
        return self.store.load(self.store.find(id))

    def event(self, id: str) -> query.HappeningInFull:
        """An event with all of its reports, where they differ, and why they are taken for one."""
        return query.event_in_full(self.store, self._full(id))

    def agreement(self, name: str) -> list[query.AgreementInFull]:
        """The agreements of an id or a name, each with what is owed under it and what is said of that."""
        return query.agreement_in_full(self.store, self._full(name))

    def explain(self, id: str) -> Explanation | PartExplanation:
        """Why an entry is as it is: for every field the ground, the rule and the words; of an event, what lost.

        ``explain.text(record, "e4")`` is the same to be printed. Raises DragomanError if there is no such entry.
        """
        from dragoman import explain

        document, entry = self._parted(id)
        try:
            return explain.explain(self.store.load(document), entry)
        except KeyError as fault:
            raise DragomanError(f"{document}: {fault.args[0]}") from fault

    # Writing

    def add(
        self,
        *sources: str | Path | Record,
        published: str | date | None = None,
        title: str | None = None,
        source: str | None = None,
    ) -> list[Added | Failure]:
        """Read and store: files, folders, URLs, feeds, archives, or records that ``dragoman.read`` gave.

        One result for each article, in order; one that could not be read or stored is a Failure with the reason, and
        the others are stored. What is stored already, as this version codes it, is not coded again.
        """
        said = coding.overrides(published, title, source)
        return list(add_all(self.store, self._files, sources, said))

    def reviewer(self, author: str, *, blind: bool = False) -> Reviewer:
        """Who corrects records: edits, confirms, rejects, adds, merges, splits, undoes; everything is logged.

        ``blind``: sees records as the program made them, without what others corrected.
        """
        from dragoman.review import Reviewer

        scheme, _, knowledge = self._files
        return Reviewer(
            self.store,
            author,
            knowledge=Path(knowledge) if knowledge is not None else None,
            scheme=str(scheme) if scheme is not None else None,
            blind=blind,
        )

    # How

    def _rows(self, what: str, kind: type[T], ask: _Ask[T], asked: Asked, limit: int | None) -> Rows[T]:
        wanted = self.asking.filter(what, query.KNOWN[what], asked)

        def answer(most: int | None) -> query.Page[T]:
            try:
                return ask(self.store, wanted, most)
            except ValueError as fault:
                raise DragomanError(str(fault)) from fault

        return Rows(kind, limit, answer)

    def _parted(self, id: str) -> tuple[str, str]:
        """The full id of a document, and the id of the entry in it."""
        document, colon, entry = id.rpartition(":")
        if not colon:
            raise DragomanError(f"{id!r} is no entry; write document and entry, e.g. 3f2a91:e4")
        return self.store.find(document), entry

    def _full(self, id: str) -> str:
        """An id in full; a name as it is."""
        return id if " " in id or ":" not in id else ":".join(self._parted(id))
