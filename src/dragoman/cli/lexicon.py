"""Commands for frames of one's own: ``dragoman lexicon check``, ``try`` and ``import-petrarch``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.exits import Exit, complain
from dragoman.cli.options import Knowledge, Lexicon, Scheme
from dragoman.model.problems import KnowledgeFault

if TYPE_CHECKING:
    from dragoman.coding.frames import Frame, Pattern
    from dragoman.coding.lexicon import Lexicon as Frames
    from dragoman.evaluate.examples import Outcome

app = typer.Typer(no_args_is_help=True, help="Write, check and try frames of your own.")


@app.callback()
def lexicon() -> None:
    """Write, check and try frames of your own."""


@app.command()
def check(
    place: Annotated[
        Path | None,
        typer.Argument(metavar="FILE|FOLDER", help="Frames of your own.", exists=True, show_default="the scheme's own"),
    ] = None,
    scheme: Scheme = None,
) -> None:
    """Say what is wrong in a lexicon, then code its examples and name those that come out otherwise.

    Frames of your own are laid over those of the scheme, as 'read --lexicon' does it.
    """
    from dragoman.coding.lexicon import Lexicon as Frames
    from dragoman.scheme import Scheme as Codebook

    codebook = Codebook.load(scheme)
    try:
        Frames.load(*([place] if place else []), *codebook.lexicon, ontology=codebook.coded)
    except KnowledgeFault as found:
        faults = str(found).splitlines()
        typer.echo(str(found))
        complain(f"{len(faults):,} faults; mend them, and the examples are tried")
        raise typer.Exit(Exit.NOTHING_DONE) from found
    own = Frames.load(*([place] if place else codebook.lexicon), ontology=codebook.coded)
    tried, wrong = 0, [_conflict(*conflict) for conflict in own.conflicts()]
    for outcome in _examples(own, scheme, place):
        tried += 1
        if outcome.fault:
            wrong.append(f"{outcome.location}: {outcome.frame}: {outcome.text!r}: {outcome.fault}")
    for line in wrong:
        typer.echo(line)
    complain(f"{len(own.frames):,} frames with {tried:,} examples: {len(wrong):,} faults")
    if wrong:
        raise typer.Exit(Exit.SOME_FAILED)


def _conflict(first: Frame, second: Frame, pattern: Pattern) -> str:
    return (
        f"{second.location}: {second.id} cannot win with {pattern.text!r}: {first.id} ({first.location}) has it under"
        f" the same conditions; give one of them a `when` or `unless`, or take the words out of one"
    )


def _examples(own: Frames, scheme: str | None, place: Path | None) -> Iterator[Outcome]:
    """Each example of the frames, coded by the whole program."""
    from dragoman.evaluate import examples
    from dragoman.pipeline import Pipeline
    from dragoman.reading import Overrides, read_text

    pipeline = Pipeline.load(scheme, place)
    pipeline = replace(pipeline, scheme=pipeline.scheme.before_recoding())
    day = Overrides(published=examples.PUBLISHED)
    return examples.run(own, lambda text: pipeline.code(read_text(text, overrides=day)))


@app.command("try")
def attempt(
    sentence: Annotated[str, typer.Argument(metavar="SENTENCE", help="What to code.")],
    scheme: Scheme = None,
    lexicon: Lexicon = None,
    knowledge: Knowledge = None,
    published: Annotated[str | None, typer.Option(help="Date of publication, e.g. 2025-09-17.")] = None,
) -> None:
    """Show what a sentence matches: each event with its frame and words, and the frames that lost and why."""
    from rich.console import Console

    from dragoman import explain
    from dragoman.pipeline import Pipeline
    from dragoman.reading import Overrides, read_text

    document = read_text(sentence, overrides=Overrides(published=published))
    trial = Pipeline.load(scheme, lexicon, knowledge).trial(document)
    explain.trial(trial.record, trial.coded, Console())


@app.command("import-petrarch")
def import_petrarch(
    dictionary: Annotated[
        Path, typer.Argument(metavar="FILE", help="A verb or actor dictionary.", exists=True, dir_okay=False)
    ],
    out: Annotated[Path, typer.Option(file_okay=False, help="Folder to write to.")],
) -> None:
    """Convert a dictionary in the format of PETRARCH: verbs for --lexicon, actors for --knowledge.

    Lines that have no counterpart are named with the reason.
    """
    from dragoman import petrarch

    report = petrarch.convert(dictionary, out)
    for word, lines in (("skipped", report.skipped), ("changed", report.changed)):
        for number, reason in sorted(lines.items()):
            typer.echo(f"{dictionary}:{number}: {word}: {reason}")
    made = ", ".join(str(path) for path in report.written) or "nothing"
    counts = f"{len(report.skipped):,} lines skipped, {len(report.changed):,} changed"
    complain(f"{report.entries:,} entries written to {made}; {counts}")
    if report.skipped:
        raise typer.Exit(Exit.SOME_FAILED if report.entries else Exit.NOTHING_DONE)
