"""What the tools answer: coded values, and the words of articles apart from them.

Words of articles are written by others and may hold anything, instructions to whoever reads them included. They stand
only in fields whose names begin with ``quoted_``, never in a sentence of ours. The docstrings become the descriptions
in the schema that clients are given.
"""

from __future__ import annotations

from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict

T = TypeVar("T")


class Answer(BaseModel):
    """What answers are made of."""

    model_config = ConfigDict(frozen=True)


class Span(Answer):
    """Words of an article, just as they stand at these characters of its text."""

    quoted_text: str
    start: int
    end: int


class Article(Answer):
    """What something was read from: the headline, the outlet, the day of publication as far as known, the address."""

    id: str
    quoted_title: str | None
    quoted_outlet: str | None
    published: str | None
    address: str


class Citation(Answer):
    """One article that says so: the words, and what stands around the first of them. Cite the id."""

    id: str
    article: Article
    words: list[Span]
    passage: Span | None


class Who(Answer):
    """An actor. Its id, or the code of its country, is what tools ask for."""

    id: str
    quoted_name: str
    kind: str
    country: str | None


class Where(Answer):
    """A place."""

    id: str
    quoted_name: str
    country: str | None
    latitude: float | None
    longitude: float | None


class Number(Answer):
    """A stated number; least and most are what different articles say."""

    kind: str
    value: float
    unit: str
    bound: str
    least: float
    most: float


class Found(Answer, Generic[T]):
    """Rows that fit. Fewer are shown than there are where ``shown`` + ``skipped`` is less than ``total``.

    ``undated``: how many more would fit but have no date. ``notes`` say what to do about either. ``did_you_mean``: for
    the name of an actor, those that it may stand for here.
    """

    total: int
    shown: int
    skipped: int
    undated: int
    notes: list[str]
    did_you_mean: list[Who]
    rows: list[T]


class Event(Answer):
    """A deed, once, however many articles report it. ``sources`` are independent of each other; copies count once.

    The citation is that of the fullest report; ``read_event`` gives all. ``status`` tells what happened ("actual") from
    what is denied ("negated"), announced ("future") or only talked of.
    """

    id: str
    type: str
    modes: list[str]
    contexts: list[str]
    actor: list[Who]
    recipient: list[Who]
    status: str
    date: str | None
    place: Where | None
    numbers: list[Number]
    confidence: float | None
    articles: int
    sources: int
    citations: list[Citation]


class Statement(Answer):
    """Who said what to whom, about whom. ``kind``: "direct" is word for word."""

    id: str
    kind: str
    speaker: list[Who]
    addressee: list[Who]
    about: list[Who]
    quoted_content: str
    date: str | None
    citations: list[Citation]


class Position(Answer):
    """Where somebody stands on a topic; ``before`` is another stance that the same side showed last."""

    id: str
    holder: list[Who]
    represents: list[Who]
    topic: str
    stance: str
    before: str | None
    date: str | None
    citations: list[Citation]


class Claim(Answer):
    """What an article says of the keeping of something owed. Without a claimant the article itself says so."""

    id: str
    status: str
    claimant: list[Who]
    quoted_deed: str
    date: str | None
    citations: list[Citation]


class Duty(Answer):
    """Something owed: who must do what, for whom, by when, on which condition.

    ``status`` is what the claims come to ("disputed" where they differ); ``quoted_deadline_by`` says what set the
    deadline. ``overdue``: the last day has passed, and nobody says that it was kept.
    """

    id: str
    debtor: list[Who]
    quoted_action: str
    beneficiary: list[Who]
    deadline: str | None
    quoted_deadline: str | None
    quoted_deadline_by: str | None
    quoted_condition: str | None
    quoted_agreement: str | None
    status: str | None
    overdue: bool | None
    claims: list[Claim]
    articles: int
    citations: list[Citation]


class Agreement(Answer):
    """What was agreed; the status is what the latest article says (``status_by`` is its citation's id)."""

    id: str
    quoted_name: str
    kind: str
    entry: str | None
    party: list[Who]
    mediator: list[Who]
    date: str | None
    place: Where | None
    status: str | None
    status_by: str | None
    articles: int
    citations: list[Citation]


class Side(Answer):
    """A side of a meeting, and who took part for it."""

    id: str
    quoted_name: str
    level: str | None
    quoted_participants: list[str]


class Meeting(Answer):
    """Who met whom, in which form, at which level, about what, and what came of it."""

    id: str
    date: str | None
    place: Where | None
    form: str
    level: str | None
    planned: bool
    sides: list[Side]
    third_parties: list[Side]
    host: str | None
    quoted_agenda: list[str]
    quoted_agreements: list[str]
    quoted_commitments: list[str]
    articles: int
    citations: list[Citation]


class Actor(Answer):
    """An actor, and in how many reports of events it has a part."""

    id: str
    quoted_name: str
    kind: str
    country: str | None
    reports: int


class ArticleRow(Answer):
    """A stored article, what was read from it, and how it begins."""

    article: Article
    stored: str
    events: int
    statements: int
    commitments: int
    begins: Span
