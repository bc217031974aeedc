"""Commands that measure: ``dragoman eval ...``. The measuring itself is in ``dragoman.evaluate``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.exits import Exit, complain
from dragoman.cli.options import Knowledge, Lexicon, Scheme

app = typer.Typer(no_args_is_help=True, help="Measure what the program gets right.")


@app.callback()
def evaluate() -> None:
    """Measure what the program gets right."""


@app.command()
def record(
    expected: Annotated[Path, typer.Argument(help="The annotation, JSON.", exists=True, dir_okay=False)],
    text: Annotated[Path, typer.Argument(help="The article, plain text.", exists=True, dir_okay=False)],
    published: Annotated[str | None, typer.Option(help="Date of publication, e.g. 2025-09-17.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Code an article and compare its record with a person's annotation."""
    from rich.console import Console

    from dragoman.evaluate import record as scorer

    comparison = scorer.run(expected, text, published)
    if json:
        import msgspec

        typer.echo(msgspec.json.encode(scorer.as_dict(comparison)))
    else:
        scorer.report(comparison, Console())


@app.command()
def gold(
    names: Annotated[list[str], typer.Argument(help="Corpora by name, or 'all'.")],
    rows: Annotated[
        Path | None, typer.Option("--gold", help="Score this file of a corpus's form, not its development half.")
    ] = None,
    pages: Annotated[
        Path | None,
        typer.Option(help="Folder with accuracy.md: put the table of figures into it, and all into accuracy.json."),
    ] = None,
) -> None:
    """Score the program on public gold corpora with their own scorers; prints JSON."""
    import json

    from dragoman.evaluate import gold as corpora
    from dragoman.evaluate import headlines

    chosen = [*corpora.CORPORA, *corpora.OWN] if names == ["all"] else names
    scored = {}
    for name in chosen:
        scored[name] = corpora.score(name, rows)
        typer.echo(json.dumps({name: scored[name]}, indent=1))
    if pages is not None:
        headlines.write(scored, pages)


@app.command()
def causes(
    rows: Annotated[
        Path | None, typer.Option("--gold", help="Judge this file of the corpus's form, not its development half.")
    ] = None,
) -> None:
    """What goes wrong on annotated PLOVER sentences, the commonest cause first, with the sentences' ids."""
    from dragoman.evaluate import gold as corpora

    for cause, sentences in corpora.causes(rows).items():
        typer.echo(f"{len(sentences):4}  {cause}: {', '.join(sentences[:4])}{', ...' if len(sentences) > 4 else ''}")


@app.command()
def commitments(
    folder: Annotated[Path, typer.Argument(help="Folder with annotated passages.", exists=True, file_okay=False)],
    split: Annotated[str | None, typer.Option(help="development or test; both by default.")] = None,
    annotators: Annotated[
        bool, typer.Option("--annotators", help="Hold the second annotator against the first, not the program.")
    ] = False,
) -> None:
    """Score agreements and commitments on passages annotated by hand; prints JSON."""
    import json

    from dragoman.evaluate import commitments as scorer
    from dragoman.pipeline import Pipeline

    chosen = scorer.passages(folder, split)
    if annotators:
        gold, found = (scorer.annotated(folder / f"{name}.jsonl", chosen) for name in ("first", "second"))
        gold = {passage: reading for passage, reading in gold.items() if passage in found}
    else:
        gold, found = scorer.annotated(folder / "gold.jsonl", chosen), scorer.recorded(chosen, Pipeline.load())
    typer.echo(json.dumps(scorer.score(gold, found), indent=1))


@app.command()
def happenings(
    table: Annotated[Path, typer.Argument(help="Table of reports, CSV.", exists=True, dir_okay=False)],
    wrong: Annotated[bool, typer.Option("--wrong", help="Print the pairs that come out wrong, and why.")] = False,
) -> None:
    """Tell reports of one event from reports of others, on pairs labelled by hand; prints JSON."""
    import json

    from dragoman.evaluate import happenings as scorer
    from dragoman.pipeline import Pipeline

    found = list(scorer.pairs(scorer.tellings(table, Pipeline.load())))
    for pair in found if wrong else ():
        if pair.same != pair.joined:
            told = pair.comparison.told() if pair.comparison else "an event was not read"
            typer.echo(f"{'missed' if pair.same else 'wrongly joined'}: {told}\n  {pair.one.text}\n  {pair.other.text}")
    typer.echo(json.dumps(scorer.score(found), indent=1))


@app.command()
def cases(
    file: Annotated[Path, typer.Argument(help="As 'corrections --export' writes it.", exists=True, dir_okay=False)],
    scheme: Scheme = None,
    lexicon: Lexicon = None,
    knowledge: Knowledge = None,
) -> None:
    """Run test cases made of people's corrections; names what still comes out otherwise."""
    from dragoman.evaluate import cases as runner
    from dragoman.pipeline import Pipeline

    outcomes = list(runner.run(runner.load(file), Pipeline.load(scheme, lexicon, knowledge)))
    wrong = [one for one in outcomes if one.fault]
    for one in wrong:
        typer.echo(f"{one.address}: {one.fault} [{', '.join(one.corrections)}]")
    complain(f"{len(outcomes):,} entries: {len(wrong):,} come out otherwise")
    if wrong:
        raise typer.Exit(Exit.SOME_FAILED)
