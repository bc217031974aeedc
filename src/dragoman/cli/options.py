"""Options that several commands share, each checked as it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.model.choices import spelled
from dragoman.model.problems import DragomanError

if TYPE_CHECKING:
    from dragoman.coding.topics import Topics
    from dragoman.ontology import Ontology
    from dragoman.query import Filter


class Format(StrEnum):
    """How rows are written."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


class View(StrEnum):
    """How a record is shown."""

    TERMINAL = "terminal"
    JSON = "json"
    JSONL = "jsonl"
    MARKDOWN = "markdown"
    HTML = "html"


def as_date(value: str | None) -> str | None:
    """The value, if it is a date.

    Raises BadParameter otherwise.
    """
    if value:
        from dragoman.store.days import days

        if days(value) is None:
            raise typer.BadParameter(f"{value!r} is not a date: write 2025, 2025-09 or 2025-09-17")
    return value


def _one_of(values: list[str], known: Iterable[str]) -> list[str]:
    """The values as the ontology spells them."""
    try:
        return spelled(values, known)
    except DragomanError as fault:
        raise typer.BadParameter(str(fault)) from fault


def _types(ctx: typer.Context, values: list[str]) -> list[str]:
    """Types as the scheme spells them; a root stands for all of its types."""
    ontology = ontology_of(ctx) if values else None
    if ontology is None:
        return values
    found = _one_of(values, [*ontology.types, *ontology.roots])
    return [type.name for one in found for type in ontology.types.values() if one in (type.name, type.root)]


def _quads(ctx: typer.Context, values: list[str]) -> list[str]:
    return _one_of(values, {type.quad for type in ontology_of(ctx).types.values() if type.quad}) if values else values


def _sectors(ctx: typer.Context, values: list[str]) -> list[str]:
    return _one_of(values, ontology_of(ctx).sectors) if values else values


def _modes(ctx: typer.Context, values: list[str]) -> list[str]:
    return _one_of(values, ontology_of(ctx).modes) if values else values


def _contexts(ctx: typer.Context, values: list[str]) -> list[str]:
    return _one_of(values, ontology_of(ctx).contexts) if values else values


def ontology_of(ctx: typer.Context) -> Ontology:
    """What the chosen scheme codes."""
    from dragoman import scheme

    return scheme.Scheme.load(ctx.params.get("scheme")).ontology


def asked_for(ctx: typer.Context) -> Filter:
    """What the options of a command look for, which are called as the fields of a filter are.

    Raises BadParameter where --near or --within stands alone.
    """
    from dataclasses import fields

    from dragoman.query import Filter

    given = {field.name: ctx.params[field.name] for field in fields(Filter) if field.name in ctx.params}
    if (given.get("near") is None) is not (given.get("within") is None):
        raise typer.BadParameter("--near PLACE and --within KILOMETRES go together")
    values: dict[str, Any] = {name: tuple(one) if isinstance(one, list) else one for name, one in given.items()}
    return Filter(**values)


def _place_known(value: str | None) -> str | None:
    if value is not None:
        from dragoman.query.points import point

        try:
            point(value)
        except ValueError as fault:
            raise typer.BadParameter(str(fault)) from fault
    return value


def _statuses(_: typer.Context, values: list[str]) -> list[str]:
    from dragoman.model.events import Status

    return _one_of(values, [status.value for status in Status])


def _agreement_statuses(_: typer.Context, values: list[str]) -> list[str]:
    from typing import get_args

    from dragoman.model.agreements import AgreementStatus

    return _one_of(values, get_args(AgreementStatus)) if values else values


def _agreement_kinds(_: typer.Context, values: list[str]) -> list[str]:
    from typing import get_args

    from dragoman.model.agreements import AgreementKind

    return _one_of(values, get_args(AgreementKind)) if values else values


def _any_status(_: typer.Context, values: list[str]) -> list[str]:
    """Statuses of events or of agreements."""
    from typing import get_args

    from dragoman.model.agreements import AgreementStatus
    from dragoman.model.events import Status

    return _one_of(values, [*(status.value for status in Status), *get_args(AgreementStatus)]) if values else values


def _levels(_: typer.Context, values: list[str]) -> list[str]:
    from dragoman.resolve.meetings import levels

    return _one_of(values, [level.name for level in levels()]) if values else values


def _forms(_: typer.Context, values: list[str]) -> list[str]:
    from dragoman.resolve.meetings import forms

    return _one_of(values, forms()) if values else values


def topics_of(ctx: typer.Context) -> Topics:
    """The topics of the chosen scheme and knowledge folder."""
    from dragoman import scheme
    from dragoman.coding.topics import Topics

    codebook = scheme.Scheme.load(ctx.params.get("scheme"))
    return Topics.load(codebook.rule_file("contexts.yaml"), codebook.coded, ctx.params.get("knowledge"))


def _topics(ctx: typer.Context, values: list[str]) -> list[str]:
    """Topics as they are spelled, each with those within it."""
    topics = topics_of(ctx) if values else None
    if topics is None:
        return values
    found = _one_of(values, topics.by_id)
    return [id for one in found for id in topics.below(one)]


def _stances(_: typer.Context, values: list[str]) -> list[str]:
    from dragoman.model.statements import Stance

    return _one_of(values, [stance.value for stance in Stance])


def many(*names: str, help: str, check: Callable[[typer.Context, list[str]], list[str]] | None = None) -> Any:
    """An option that may be given more than once, or not at all."""
    return typer.Option(*names, help=help, callback=check, default_factory=list, show_default=False)


_WHO = "country code (TUR: the state and all of its people and bodies), actor id, or words of the name"


DATABASE = "dragoman.db"
Database = Annotated[
    str, typer.Option("--db", envvar="DRAGOMAN_DB", help="The database: a file, or postgresql://user@host/name.")
]
Scheme = Annotated[
    str | None,
    typer.Option(
        envvar="DRAGOMAN_SCHEME",
        is_eager=True,  # the checks of types, modes and contexts need it
        help="Coding scheme: plover, cameo, or a folder with a scheme of your own.",
        show_default="plover",
    ),
]
Lexicon = Annotated[
    Path | None,
    typer.Option(exists=True, help="Folder or file with frames of your own, laid over the scheme's."),
]
KNOWLEDGE = Path("dragoman-knowledge")
Knowledge = Annotated[
    Path | None,
    typer.Option(
        envvar="DRAGOMAN_KNOWLEDGE",
        is_eager=True,  # the check of topics needs it
        exists=True,
        file_okay=False,
        callback=lambda given: given or (KNOWLEDGE if KNOWLEDGE.is_dir() else None),
        help="Folder with actors, offices, places and topics of your own, laid over ours.",
        show_default=f"{KNOWLEDGE}, if it is there",
    ),
]
Actor = Annotated[list[str], many("--actor", "-a", help=f"Who did it: {_WHO}. May be given more than once.")]
Recipient = Annotated[list[str], many("--recipient", "-r", help="To whom; as for --actor.")]
Dyad = Annotated[
    tuple[str, str] | None,
    typer.Option(
        metavar="ONE OTHER", help="Between two sides, either way round, meetings included.", show_default=False
    ),
]
EitherSide = Annotated[list[str], many("--party", help="Who takes part, as actor or recipient.")]
Party = Annotated[list[str], many("--actor", "-a", help=f"Who takes part: {_WHO}. May be given more than once.")]
Level = Annotated[
    list[str],
    many("--level", help="Level, e.g. minister: that of the highest of the side with the lowest one.", check=_levels),
]
Form = Annotated[list[str], many("--form", help="Form of a meeting, e.g. visit or call.", check=_forms)]
Mediator = Annotated[list[str], many("--mediator", help="Who brought it about; as for --actor.")]
AgreementStatusIs = Annotated[
    list[str], many("--status", help="The latest status, e.g. signed or in force.", check=_agreement_statuses)
]
AnyStatusIs = Annotated[
    list[str],
    many("--status", help="Status of an event (actual) or of an agreement (signed).", check=_any_status),
]
AgreementKindIs = Annotated[list[str], many("--kind", help="legal, named or described.", check=_agreement_kinds)]
Speaker = Annotated[list[str], many("--speaker", help="Who said it; as for 'events --actor'.")]
Addressee = Annotated[list[str], many("--addressee", help="To whom.")]
About = Annotated[list[str], many("--about", help="Whom it names.")]
Debtor = Annotated[list[str], many("--debtor", help="Who must act; as for 'events --actor'.")]
Beneficiary = Annotated[list[str], many("--beneficiary", help="For whom.")]
Holder = Annotated[list[str], many("--actor", "-a", help=f"Who holds it, or is spoken for: {_WHO}.")]
TopicIs = Annotated[
    list[str], many("--topic", help="Topic or context, see 'topics'; those within it too.", check=_topics)
]
StanceIs = Annotated[list[str], many("--stance", help="Stance, e.g. opposes or demands.", check=_stances)]
Type = Annotated[list[str], many("--type", "-t", help="Event type or root of the scheme, e.g. CONSULT.", check=_types)]
Quad = Annotated[list[str], many("--quad", help="Quad class of the scheme, e.g. 'material conflict'.", check=_quads)]
Sector = Annotated[list[str], many("--sector", help="Sector of someone who takes part, e.g. GOV.", check=_sectors)]
ActorSector = Annotated[list[str], many("--actor-sector", help="Sector of who did it.", check=_sectors)]
RecipientSector = Annotated[
    list[str], many("--recipient-sector", help="Sector of to whom it was done.", check=_sectors)
]
Mode = Annotated[list[str], many("--mode", help="Mode, e.g. visit.", check=_modes)]
Context = Annotated[list[str], many("--context", help="Context, e.g. military.", check=_contexts)]
StatusIs = Annotated[list[str], many("--status", help="Status, e.g. actual or negated.", check=_statuses)]
PlaceIs = Annotated[list[str], many("--place", help="Country code, gazetteer id or words of the name.")]
Near = Annotated[
    str | None,
    typer.Option(
        help="Near this place: a name, a gazetteer id, or latitude,longitude (33.51,36.29); with --within.",
        callback=_place_known,
        show_default=False,
    ),
]
Within = Annotated[
    float | None, typer.Option(min=0, help="Kilometres from --near, along the great circle.", show_default=False)
]
Outlet = Annotated[list[str], many("--source", help="Outlet of the article, or of one of the articles.")]
LeastConfidence = Annotated[
    float | None,
    typer.Option("--least-confidence", min=0, max=1, help="Confidence at least, from 0 to 1.", show_default=False),
]
LeastSources = Annotated[
    int | None,
    typer.Option("--least-sources", min=1, help="Told by so many independent sources at least.", show_default=False),
]
Since = Annotated[
    str | None, typer.Option(help="From this day, month or year on.", callback=as_date, show_default=False)
]
Until = Annotated[str | None, typer.Option(help="Up to this day, month or year.", callback=as_date, show_default=False)]
Words = Annotated[
    str | None,
    typer.Option("--text", help="Words that are all in the article; accents do not matter.", show_default=False),
]
AllowPrivate = Annotated[
    bool,
    typer.Option(
        "--allow-private",
        help="Follow addresses that feeds and lists name into private networks, and to this machine, too.",
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but what failed.")]
As = Annotated[Format, typer.Option("--format", "-f", help="How to print.")]
Limit = Annotated[
    int | None,
    typer.Option(min=0, help="Rows at most; 0 for all.", show_default="50 in a table, else all"),
]
