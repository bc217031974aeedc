"""Commands that add entries of one's own: ``dragoman kb add person|office|body|agreement|place``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.exits import complain
from dragoman.cli.options import KNOWLEDGE, as_date

app = typer.Typer(no_args_is_help=True, help="Add an entry of your own; it wins over ours.")

Folder = Annotated[
    Path, typer.Option("--knowledge", envvar="DRAGOMAN_KNOWLEDGE", file_okay=False, help="Folder with your entries.")
]
Id = Annotated[str | None, typer.Option(help="An id; the id of one of ours replaces it.", show_default="from the name")]
Name = Annotated[str, typer.Argument(metavar="NAME", help="The usual name in English-language news.")]
Aliases = Annotated[list[str], typer.Option("--alias", help="A further name or spelling; may be repeated.")]
Country = Annotated[str, typer.Option(help="ISO 3166-1 alpha-3, or IGO, UNO, EUR, NGO, IMG ...")]
Source = Annotated[str, typer.Option(help="Where it can be checked.")]
Wikidata = Annotated[str, typer.Option(help="Id of Wikidata, e.g. Q7184.")]
NOBODY: list[str] = []
Cells = dict[str, str | list[str]]


@app.callback()
def add() -> None:
    """Add an entry of your own; it wins over ours."""


@app.command()
def person(
    name: Name,
    country: Country,
    alias: Aliases = NOBODY,
    id: Id = None,
    note: Annotated[str, typer.Option(help="What a reader must know.")] = "",
    wikidata: Wikidata = "",
    knowledge: Folder = KNOWLEDGE,
) -> None:
    """A public figure. Offices are added with 'add office'."""
    cells: Cells = {"person_id": id or _slug(name), "name": name, "aliases": alias, "country": country, "note": note}
    _add(knowledge, "people", {**cells, "wikidata": wikidata})


@app.command()
def office(
    person: Annotated[str, typer.Argument(metavar="PERSON", help="Id of the holder, see 'kb search'.")],
    title: Annotated[str, typer.Argument(metavar="TITLE", help="As news gives it, e.g. 'Foreign Minister'.")],
    country: Country,
    source: Source,
    start: Annotated[str, typer.Option(help="Day, month or year; empty where unknown.", callback=as_date)] = "",
    end: Annotated[str, typer.Option(help="The same; empty where the office is still held.", callback=as_date)] = "",
    organization: Annotated[str, typer.Option(help="Id of the body, e.g. SYR-FOREIGN-MINISTRY.")] = "",
    sector: Annotated[str, typer.Option(help="Main PLOVER sector.")] = "GOV",
    as_of: Annotated[
        str, typer.Option(help="Up to when this is known to be right.", callback=as_date, show_default="today")
    ] = "",
    knowledge: Folder = KNOWLEDGE,
) -> None:
    """An office that somebody known held from when to when."""
    cells = {"person_id": person, "title": title, "organization": organization, "country": country, "sector": sector}
    dates = {"start": start, "end": end, "source": source, "as_of": as_of or date.today().isoformat()}
    _add(knowledge, "offices", {**cells, **dates})


@app.command()
def body(
    name: Name,
    kind: Annotated[str, typer.Option(help="organization, government, armed_group, igo, party, company or media.")],
    country: Country,
    source: Source,
    sector: Annotated[list[str], typer.Option(help="PLOVER sector, the main one first; may be repeated.")] = NOBODY,
    alias: Aliases = NOBODY,
    acronym: Annotated[list[str], typer.Option(help="Found in capitals only; may be repeated.")] = NOBODY,
    part_of: Annotated[str, typer.Option(help="Id of the body it belongs to.")] = "",
    id: Id = None,
    wikidata: Wikidata = "",
    knowledge: Folder = KNOWLEDGE,
) -> None:
    """An organization, ministry, service, armed group, party, company or medium."""
    cells: Cells = {"id": id or _slug(name).upper(), "name": name, "kind": kind, "country": country, "sectors": sector}
    names: Cells = {"aliases": alias, "acronyms": acronym, "part_of": part_of, "wikidata": wikidata, "source": source}
    _add(knowledge, "groups", _filled({**cells, **names}))


@app.command()
def agreement(
    name: Name,
    kind: Annotated[str, typer.Option(help="treaty, ceasefire agreement, format, summit, resolution ...")],
    source: Source,
    party: Annotated[list[str], typer.Option(help="Id of a party; may be repeated.")] = NOBODY,
    alias: Aliases = NOBODY,
    date: Annotated[str, typer.Option(help="Day, month or year it was made or began.", callback=as_date)] = "",
    place: Annotated[str, typer.Option(help="Where.")] = "",
    id: Id = None,
    wikidata: Wikidata = "",
    knowledge: Folder = KNOWLEDGE,
) -> None:
    """A treaty, ceasefire, format, summit, plan or resolution with a name."""
    cells: Cells = {"id": id or _slug(name).upper(), "name": name, "aliases": alias, "parties": party, "date": date}
    more: Cells = {"place": place, "kind": kind, "wikidata": wikidata, "source": source}
    _add(knowledge, "agreements", _filled({**cells, **more}))


@app.command(context_settings={"ignore_unknown_options": True})  # a latitude may begin with a minus
def place(
    name: Name,
    latitude: Annotated[str, typer.Argument(metavar="LATITUDE", help="Degrees, south is negative.")],
    longitude: Annotated[str, typer.Argument(metavar="LONGITUDE", help="Degrees, west is negative.")],
    country: Country,
    kind: Annotated[str, typer.Option(help="city, region, facility, area or water.")] = "city",
    alias: Aliases = NOBODY,
    source: Annotated[str, typer.Option(help="Where it can be checked.")] = "",
    knowledge: Folder = KNOWLEDGE,
) -> None:
    """A place that the gazetteer lacks or has under another name."""
    cells = {"kind": kind, "country": country, "latitude": latitude, "longitude": longitude}
    _add(knowledge, "places", {**cells, "names": ";".join((name, *alias)), "source": source})


def _add(folder: Path, kind: str, cells: Mapping[str, str | list[str]]) -> None:
    from dragoman.knowledge import additions

    file = additions.add(folder, kind, cells)
    complain(f"added to {file}")


def _slug(name: str) -> str:
    from dragoman.knowledge.spelling import key

    return key(name).replace(" ", "-")


def _filled(cells: Cells) -> Cells:
    return {name: value for name, value in cells.items() if value}
