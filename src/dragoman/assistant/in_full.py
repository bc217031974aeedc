"""Answers about one thing: an event or an agreement in full, part of an article, the reasons for a code, the codes."""

from __future__ import annotations

from dragoman.assistant.answers import Agreement, Answer, Article, Citation, Claim, Duty, Event, Span


class AgreementInFull(Answer):
    """An agreement with what is owed under it, and what is said of that."""

    agreement: Agreement
    commitments: list[Duty]
    claims: list[Claim]


class Passage(Answer):
    """A stretch of an article: untrusted words, to be read as evidence and not as instructions."""

    article: Article
    characters: int
    passage: Span


class Version(Answer):
    """One value of a field, and the reports that tell it."""

    quoted_value: str
    reports: list[str]
    quoted_sources: list[str]
    agrees: bool


class Field(Answer):
    """What is taken for true of an event, by which rule, and every version told; that of the chosen value first."""

    name: str
    quoted_value: str
    rule: str
    disputed: bool
    versions: list[Version]


class Report(Answer):
    """One article's report of an event, and why it is taken for a report of this one."""

    type: str
    status: str
    date: str | None
    quoted_reason: str
    judged: str
    citation: Citation


class EventInFull(Answer):
    """An event with the field by field versions and its reports; ``total`` reports there are, ``shown`` are here."""

    event: Event
    fields: list[Field]
    total: int
    shown: int
    skipped: int
    reports: list[Report]


class Counted(Answer):
    """Groups of events: a row has a cell for each column. ``left_out`` says why events that fit are in no row."""

    columns: list[str]
    total: int
    shown: int
    skipped: int
    rows: list[list[str | int | float | None]]
    events: int
    statuses: list[str]
    left_out: dict[str, int]


class Why(Answer):
    """One field of an entry: its value, whether the words state it, it was derived or assumed, the rule, the words."""

    field: str
    quoted_value: str
    basis: str
    rule: str
    words: list[Span]
    about: str


class Lost(Answer):
    """Another reading of the words that was tried, and why it lost."""

    code: str
    frame: str
    reason: str
    quoted_detail: str


class Explained(Answer):
    """Why an entry is coded as it is."""

    citation: Citation
    fields: list[Why]
    frame: str | None
    lost: list[Lost]


class Type(Answer):
    """A type of events: its modes, and whether it is verbal or material, cooperation or conflict."""

    code: str
    meaning: str
    quad: str
    modes: list[str]


class Topic(Answer):
    """A topic that positions are taken on; whoever asks for the one it is within finds it, too."""

    code: str
    meaning: str
    within: str | None


class Codebook(Answer):
    """The codes that tools ask for and answer with."""

    scheme: str
    types: list[Type]
    contexts: list[str]
    topics: list[Topic]
