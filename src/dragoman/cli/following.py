"""``dragoman follow`` saves a query, ``dragoman digest`` says what is new of it."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.exits import complain, opened
from dragoman.cli.options import (
    DATABASE,
    About,
    Actor,
    AgreementKindIs,
    AnyStatusIs,
    Context,
    Database,
    Dyad,
    Form,
    Knowledge,
    LeastConfidence,
    LeastSources,
    Level,
    Mediator,
    Mode,
    Near,
    Outlet,
    PlaceIs,
    Quad,
    Recipient,
    Scheme,
    Sector,
    Since,
    StanceIs,
    TopicIs,
    Type,
    Until,
    Within,
    Words,
    as_date,
    asked_for,
)

if TYPE_CHECKING:
    from email.headerregistry import Address

    from dragoman.model.digests import Digest
    from dragoman.model.follows import Follow, Kind, Mark
    from dragoman.query import Filter
    from dragoman.store import Store


class Paper(StrEnum):
    """How a digest is written."""

    MARKDOWN = "markdown"
    HTML = "html"
    EML = "eml"


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(follow)
    app.command()(digest)


def follow(
    ctx: typer.Context,
    actor: Actor,
    recipient: Recipient,
    mediator: Mediator,
    about: About,
    sector: Sector,
    type: Type,
    quad: Quad,
    mode: Mode,
    context: Context,
    status: AnyStatusIs,
    kind: AgreementKindIs,
    topic: TopicIs,
    stance: StanceIs,
    place: PlaceIs,
    source: Outlet,
    level: Level,
    form: Form,
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="Its name.", show_default=False)] = None,
    dyad: Dyad = None,
    near: Near = None,
    within: Within = None,
    least_confidence: LeastConfidence = None,
    least_sources: LeastSources = None,
    what: Annotated[
        str | None,
        typer.Option(
            help="What it tells of: events, meetings, statements, positions, agreements, commitments; commas between.",
            show_default="all that have what is asked for",
        ),
    ] = None,
    show: Annotated[bool, typer.Option("--show", help="Print this one.")] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Forget this one.")] = False,
    scheme: Scheme = None,  # whose types, modes and contexts the options name: read by their checks
    knowledge: Knowledge = None,
    db: Database = DATABASE,
    since: Since = None,
    until: Until = None,
    text: Words = None,
) -> None:
    """Save a query under a name, for digests of what is new; without a name, list those there are."""
    from dragoman import query

    wanted = asked_for(ctx)
    asked = wanted != query.Filter() or what is not None
    if (show and remove) or ((show or remove or name is None) and asked):
        raise typer.BadParameter("--show, --remove and the list stand alone; NAME with options saves a query")
    if name is None and (show or remove):
        raise typer.BadParameter("name the follow", param_hint="NAME")
    with opened(db) as store:
        if name is None:
            _list(store)
        elif show:
            _show(store, name)
        elif remove:
            from dragoman.store import follows

            follows.remove(store, name)
            complain(f"{name} is followed no more")
        else:
            _save(store, name, wanted, what)


def _save(store: Store, name: str, wanted: Filter, what: str | None) -> None:
    from dragoman import query
    from dragoman.digest import kinds
    from dragoman.model.follows import Follow
    from dragoman.store import follows

    if not name.strip() or not name.isprintable():
        raise typer.BadParameter(f"{name!r} is no name: write letters, digits, spaces or hyphens", param_hint="NAME")
    try:
        chosen = kinds.fitting(wanted, _kinds(what))
    except ValueError as fault:
        raise typer.BadParameter(str(fault), param_hint="--what") from fault
    made = datetime.now(UTC).isoformat(timespec="seconds")
    follows.add(store, Follow(name=name, what=chosen, filter=query.to_json(wanted), made=made))
    left = [kind for kind in kinds.KINDS if kind not in chosen]
    besides = f"; {', '.join(left)} cannot be asked so" if left and what is None else ""
    complain(f"following {name}: {', '.join(chosen)}{besides}")


def _kinds(what: str | None) -> list[Kind]:
    from dragoman.digest.kinds import KINDS

    given = [word.strip() for word in what.split(",") if word.strip()] if what else []
    if unknown := [word for word in given if word not in KINDS]:
        raise ValueError(f"no {unknown[0]!r}; one of {', '.join(KINDS)}")
    return [kind for kind in KINDS if kind in given]


def _list(store: Store) -> None:
    from rich.console import Console

    from dragoman.cli import tables
    from dragoman.store import follows

    tables.listing(
        Console(),
        "Nothing is followed; 'dragoman follow NAME --actor ...' begins.",
        ["name", "what", "asked for", "last digest"],
        (
            [one.name, ", ".join(one.what), _asked(one), one.mark.made if one.mark else "none yet"]
            for one in follows.every(store)
        ),
    )


def _show(store: Store, name: str) -> None:
    from dragoman.store import follows

    one = follows.find(store, name)
    for label, value in (
        ("name", one.name),
        ("what", ", ".join(one.what)),
        ("asked for", _asked(one)),
        ("made", one.made),
        ("last digest", one.mark.made if one.mark else "none yet"),
    ):
        typer.echo(f"{label:<12}{value}")


def _asked(one: Follow) -> str:
    from dragoman import query
    from dragoman.digest import asked

    return asked(query.from_json(one.filter))


def digest(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name of a follow.")],
    since: Annotated[
        str | None,
        typer.Option(
            help="What was stored from this day, month or year on.", callback=as_date, show_default="the last digest"
        ),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="All there is, told before or not.")] = False,
    format: Annotated[Paper, typer.Option("--format", "-f", help="How to write it.")] = Paper.MARKDOWN,
    out: Annotated[
        Path | None, typer.Option(help="The file to write.", dir_okay=False, show_default="standard output")
    ] = None,
    to: Annotated[
        list[str] | None, typer.Option(help="A recipient for --format eml. May be given more than once.")
    ] = None,
    keep: Annotated[bool, typer.Option("--keep", help="Only look: the next digest tells it again.")] = False,
    limit: Annotated[int, typer.Option(min=0, help="Lines of a section at most; 0 for all.")] = 40,
    scheme: Scheme = None,
    db: Database = DATABASE,
) -> None:
    """Write what is new of a follow since its last digest, each line with its source."""
    from dragoman import digest as digests
    from dragoman.scheme import Scheme as Codebook
    from dragoman.store import follows

    if since is not None and everything:
        raise typer.BadParameter("give one of --since and --all")
    if to and format is not Paper.EML:
        raise typer.BadParameter("only --format eml has recipients", param_hint="--to")
    recipients = [_address(one) for one in to or ()]
    ontology = Codebook.load(scheme).ontology
    with opened(db) as store:
        one = follows.find(store, name)
        begin = _begin(store, one, since, everything=everything)
        made = digests.make(store, one, ontology, since=begin, limit=limit or None)
        _write(_rendered(made, format, recipients), out)
        if keep:
            return
        if one.mark and begin and begin.document > one.mark.document:
            complain(f"the mark of {name} stays: this digest leaves out what came in before {since}")
        else:
            follows.advance(store, name, made.mark)


def _begin(store: Store, one: Follow, since: str | None, *, everything: bool) -> Mark | None:
    """From where on a digest tells; None for all there is."""
    from dragoman import query
    from dragoman.model.follows import Mark
    from dragoman.store.days import days

    if everything:
        return None
    if since is None:
        return one.mark
    covered = days(since)
    assert covered is not None  # checked as the option was read
    day = date.fromisoformat(str(covered[0])).isoformat()
    return Mark(document=query.last_before(store, day), made=day)


def _rendered(made: Digest, format: Paper, to: list[Address]) -> bytes:
    from dragoman.show import digests, mail

    if format is Paper.EML:
        return mail.letter(made, to)
    return (digests.markdown(made) if format is Paper.MARKDOWN else digests.html(made)).encode()


def _write(content: bytes, out: Path | None) -> None:
    """Write all of it; only then may the mark move."""
    from dragoman.cli.files import write_whole

    if out is not None:
        write_whole(out, content)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def _address(given: str) -> Address:
    from email.errors import MessageError
    from email.headerregistry import Address
    from email.utils import parseaddr

    name, spec = parseaddr(given) if given.isprintable() else ("", "")
    try:
        address = Address(display_name=name, addr_spec=spec)
    except (ValueError, IndexError, MessageError):
        address = Address()
    if not (address.username and address.domain):
        raise typer.BadParameter(f"{given!r} is no address: write name@example.org", param_hint="--to")
    return address
