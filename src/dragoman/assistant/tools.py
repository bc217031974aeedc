"""What an assistant can do: ask a corpus and read what its answers were read from. Nothing here writes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, TypeVar

from pydantic import Field

from dragoman import explain, query
from dragoman.assistant import answers, in_full, rendering
from dragoman.assistant.answers import Found, Span, Who
from dragoman.assistant.citing import Citing, article, evidence, span, whole_words
from dragoman.corpus import Corpus, Rows
from dragoman.explain import Explanation
from dragoman.model.problems import DragomanError
from dragoman.query.count_rows import By

T = TypeVar("T")
A = TypeVar("A")

Limit = Annotated[int, Field(ge=1, le=50, description="How many at most; `total` says how many there are.")]
Skip = Annotated[int, Field(ge=0, description="How many to pass over, to see those after them.")]
Id = Annotated[str, Field(description="An id from an answer: document, colon, entry.")]
_BEGINS = 200  # characters of an article that a list shows
_BEFORE = 500  # characters of an article that are shown before the words of an entry
_NAMES = ("actor", "recipient", "dyad", "party", "mediator", "about")  # fields that are asked by names of actors


@dataclass(frozen=True)
class Tools:
    """Questions to one corpus. Each method is a tool; its docstring is what the assistant is told of it."""

    corpus: Corpus

    def search_events(self, *, limit: Limit = 10, skip: Skip = 0, **asked: Any) -> Found[answers.Event]:
        """Search events: who did what to whom, when and where. Each once, the latest first, with a citation."""
        return self._found(self.corpus.events(limit=skip + limit, **asked), rendering.event, skip, asked)

    def count_events(
        self,
        *,
        by: Annotated[
            list[By], Field(description="What to count by: one period, one kind of countries, type or quad.")
        ],
        fill: Annotated[bool, Field(description="Rows for what has no event, too.")] = False,
        limit: Annotated[int, Field(ge=1, le=500, description="How many rows at most; `total` says how many.")] = 100,
        skip: Skip = 0,
        **asked: Any,
    ) -> in_full.Counted:
        """Count events, each once, and the articles that report them; sums and means of scores, conflict below 0."""
        found = self.corpus.counts(*by, fill=fill, **asked)
        rows = [list(row) for row in found.rows[skip : skip + limit]]
        return in_full.Counted(
            columns=list(found.columns),
            total=len(found.rows),
            shown=len(rows),
            skipped=skip,
            rows=rows,
            events=found.events,
            statuses=list(found.statuses),
            left_out=found.left_out,
        )

    def search_statements(self, *, limit: Limit = 10, skip: Skip = 0, **asked: Any) -> Found[answers.Statement]:
        """Search what was said: actor is the speaker, recipient the addressee. The latest first."""
        return self._found(self.corpus.statements(limit=skip + limit, **asked), rendering.statement, skip, asked)

    def search_positions(self, *, limit: Limit = 10, skip: Skip = 0, **asked: Any) -> Found[answers.Position]:
        """Search where somebody stands on a topic and where that changed. One side after the other, oldest first."""
        return self._found(self.corpus.positions(limit=skip + limit, **asked), rendering.position, skip, asked)

    def search_commitments(self, *, limit: Limit = 10, skip: Skip = 0, **asked: Any) -> Found[answers.Duty]:
        """Search who must do what, as each article tells it: actor is the debtor. The first to fall due first."""
        return self._found(self.corpus.commitments(limit=skip + limit, **asked), rendering.commitment, skip, asked)

    def what_is_due(
        self,
        *,
        within_days: Annotated[int | None, Field(ge=0, description="Only what falls due in so many days.")] = None,
        overdue: Annotated[bool, Field(description="Only what is past and not said to be kept.")] = False,
        today: Annotated[date | None, Field(description="The day to count from, if it is not today.")] = None,
        limit: Limit = 10,
        skip: Skip = 0,
        **asked: Any,
    ) -> Found[answers.Duty]:
        """What is owed by when, each thing once, with what later articles say of its keeping. First due first."""
        rows = self.corpus.due(within_days=within_days, overdue=overdue, today=today, limit=skip + limit, **asked)
        return self._found(rows, rendering.due, skip, asked)

    def search_agreements(
        self,
        *,
        name: Annotated[str | None, Field(description="Words of its name, or its entry in the knowledge base.")] = None,
        limit: Limit = 10,
        skip: Skip = 0,
        **asked: Any,
    ) -> Found[answers.Agreement]:
        """Search what was agreed: actor is a party. Each once with the articles that tell it, the latest first."""
        return self._found(self.corpus.agreements(name, limit=skip + limit, **asked), rendering.agreement, skip, asked)

    def search_meetings(
        self,
        *,
        planned: Annotated[bool, Field(description="Those that are planned, not those that were held.")] = False,
        limit: Limit = 10,
        skip: Skip = 0,
        **asked: Any,
    ) -> Found[answers.Meeting]:
        """Search meetings, visits, calls and talks: who met whom, at which level, what came of it. Latest first."""
        rows = self.corpus.meetings(planned=planned, limit=skip + limit, **asked)
        return self._found(rows, rendering.meeting, skip, asked)

    def find_actors(
        self,
        *,
        name: Annotated[str | None, Field(description="Words of a name, in whatever spelling, or an id.")] = None,
        country: Annotated[list[str] | None, Field(description="Country codes, e.g. TUR.")] = None,
        kind: Annotated[list[str] | None, Field(description="state, government, person, armed_group, igo ...")] = None,
        limit: Limit = 10,
        skip: Skip = 0,
    ) -> Found[answers.Actor]:
        """Find the ids and country codes by which other tools ask for actors. Those in the most events first."""
        rows = self.corpus.actors(name, country=country or (), kind=kind or (), limit=skip + limit)
        return self._found(rows, rendering.actor, skip, {})

    def search_articles(
        self,
        *,
        text: Annotated[str, Field(description="Words that are all in the article; accents do not matter.")],
        limit: Limit = 10,
        skip: Skip = 0,
    ) -> Found[answers.ArticleRow]:
        """Search the full text of articles, the last stored first. `read_article` shows more of one."""
        return self._found(self.corpus.articles(text, limit=skip + limit), _article_row, skip, {})

    def read_event(self, *, id: Id, limit: Limit = 10, skip: Skip = 0) -> in_full.EventInFull:
        """Read an event in full: every report with its citation, where sources differ, which rule chose, why one."""
        citing = Citing(self.corpus)
        citing.one(id)
        told = self.corpus.event(id)
        some = told.reports[skip : skip + limit]
        return in_full.EventInFull(
            event=rendering.happening(told, citing),
            fields=[
                in_full.Field(
                    name=field.name,
                    quoted_value=field.value,
                    rule=field.rule,
                    disputed=field.disputed,
                    versions=[
                        in_full.Version(
                            quoted_value=version.value,
                            reports=list(version.reports),
                            quoted_sources=list(version.sources),
                            agrees=version.agrees,
                        )
                        for version in field.versions
                    ],
                )
                for field in told.happening.fields
            ],
            total=len(told.reports),
            shown=len(some),
            skipped=skip,
            reports=[
                in_full.Report(
                    type=one.report.type,
                    status=one.report.status,
                    date=one.report.date,
                    quoted_reason=one.reason,
                    judged=one.judged,
                    citation=citing.one(one.report.id),
                )
                for one in some
            ],
        )

    def read_agreement(self, *, id: Id) -> in_full.AgreementInFull:
        """Read an agreement in full: what is owed under it by whom and by when, and what is said of its keeping."""
        citing = Citing(self.corpus)
        citing.one(id)
        found = next(iter(self.corpus.agreement(id)), None)
        if found is None:
            raise DragomanError(f"{id} is no agreement; search_agreements shows what there is")
        return in_full.AgreementInFull(
            agreement=rendering.agreement(found.agreement, citing),
            commitments=[rendering.commitment(one, citing) for one in found.commitments],
            claims=[rendering.claim(one, citing) for one in found.claims],
        )

    def read_article(
        self,
        *,
        id: Annotated[str, Field(description="Id of an article, or of an entry: then from before its words on.")],
        start: Annotated[int | None, Field(ge=0, description="Character to begin at.")] = None,
        length: Annotated[int, Field(ge=1, le=10_000, description="How many characters.")] = 2_000,
    ) -> in_full.Passage:
        """Read an article, or what stands around the words of an entry. `characters` says how long it is in all."""
        document, _, entry = id.partition(":")
        record = Citing(self.corpus).record(document)
        text = record.document.text
        if start is None:
            words = evidence(record, entry) if entry else ()
            start = max(0, words[0].start - _BEFORE) if words else 0
        end = min(len(text), start + length)
        if start >= len(text):
            raise DragomanError(f"{document} has {len(text):,} characters; begin before that")
        return in_full.Passage(
            article=article(record.document),
            characters=len(text),
            passage=Span(quoted_text=text[start:end], start=start, end=end),
        )

    def explain(self, *, id: Id) -> in_full.Explained:
        """Why an entry is coded as it is: for every field the rule and the words; for an event, what lost and why."""
        citing = Citing(self.corpus)
        citation = citing.one(id)
        document, _, entry = citation.id.partition(":")
        found = explain.explain(citing.record(document), entry)
        trace = found.trace if isinstance(found, Explanation) else None
        return in_full.Explained(
            citation=citation,
            fields=[
                in_full.Why(
                    field=one.field,
                    quoted_value=one.value,
                    basis=one.basis,
                    rule=one.rule,
                    words=list(map(span, one.words)),
                    about=one.about,
                )
                for one in found.reasons
            ],
            frame=trace.frame if trace else None,
            lost=[
                in_full.Lost(code=one.code, frame=one.frame, reason=one.reason, quoted_detail=one.detail)
                for one in (trace.alternatives if trace else ())
            ],
        )

    def codes(self) -> in_full.Codebook:
        """The codes that other tools ask for and answer with: types of events, modes, contexts, topics."""
        asking = self.corpus.asking
        ontology = asking.scheme.ontology
        return in_full.Codebook(
            scheme=ontology.name,
            types=[
                in_full.Type(code=one.name, meaning=one.gloss, quad=one.quad, modes=sorted(one.modes))
                for one in ontology.types.values()
            ],
            contexts=sorted(ontology.contexts),
            topics=[
                in_full.Topic(code=one.id, meaning=one.gloss, within=one.within) for one in asking.topics.by_id.values()
            ],
        )

    # How

    def _found(self, rows: Rows[T], render: Callable[[T, Citing], A], skip: int, asked: dict[str, Any]) -> Found[A]:
        citing = Citing(self.corpus)
        shown = [render(row, citing) for row in rows[skip:]]
        near = self._near(asked, nothing=rows.total == 0)
        notes = []
        if shown and skip + len(shown) < rows.total:
            notes.append(f"{len(shown):,} of {rows.total:,} shown; skip={skip + len(shown)} shows more")
        if rows.total and not shown:
            notes.append(f"none of {rows.total:,} shown; skip less")
        if rows.undated:
            notes.append(f"{rows.undated:,} more would fit but have no date; without since and until they are shown")
        if near:
            notes.append("actors are found by id, country code or the name in the articles; see did_you_mean")
        return Found(
            total=rows.total,
            shown=len(shown),
            skipped=skip,
            undated=rows.undated,
            notes=notes,
            did_you_mean=near,
            rows=shown,
        )

    def _near(self, asked: dict[str, Any], *, nothing: bool) -> list[Who]:
        """States that are asked for by their names, which finds less than their codes; others if nothing was found."""
        names = [name for field in _NAMES for name in asked.get(field) or ()]
        found: dict[str, query.StoredActor] = {}
        for name in names:
            near: Iterable[query.StoredActor] = self.corpus.actors(name, kind="state", limit=1)
            near = [*near, *(self.corpus.actors(name, limit=3) if nothing else ())]
            found |= {one.id: one for one in near if name.casefold() not in (one.id.casefold(), one.country)}
        return rendering.who(found.values())


def _article_row(row: query.StoredDocument, citing: Citing) -> answers.ArticleRow:
    document = citing.record(row.id).document
    return answers.ArticleRow(
        article=article(document),
        stored=row.stored,
        events=row.events,
        statements=row.statements,
        commitments=row.commitments,
        begins=whole_words(document.text, 0, min(_BEGINS, len(document.text)), 0, 0),
    )
