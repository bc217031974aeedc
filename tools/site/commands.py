"""The commands, from the program's own command line."""

from __future__ import annotations

from collections.abc import Iterator

import click
import typer

from dragoman.cli import app


def page() -> str:
    """Every command with its arguments and options, as Markdown."""
    root = typer.main.get_command(app)
    lines = [
        "# Commands",
        "",
        f"{root.help} `dragoman COMMAND --help` says the same in the terminal.",
        "",
        str(app.info.epilog),
        "",
        "`dragoman --install-completion` sets up completion for your shell (bash, zsh, fish, PowerShell).",
        "",
    ]
    for path, command in _all(root, "dragoman"):
        lines += _command(path, command)
    return "\n".join(lines)


def _all(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    if not (isinstance(command, click.Group) or hasattr(command, "commands")):
        yield path, command
        return
    for name, below in command.commands.items():
        yield from _all(below, f"{path} {name}")


def _command(path: str, command: click.Command) -> list[str]:
    context = command.make_context(path, [], resilient_parsing=True)
    usage = " ".join(command.collect_usage_pieces(context))
    lines = [
        f"## {path.removeprefix('dragoman ')}",
        "",
        "```text",
        f"{path} {usage}",
        "```",
        "",
        command.help or "",
        "",
    ]
    rows = []
    for parameter in command.params:
        if getattr(parameter, "hidden", False) or parameter.name == "help":
            continue
        names = ", ".join(f"`{name}`" for name in (*parameter.opts, *parameter.secondary_opts))
        if parameter.param_type_name == "argument":
            names = f"`{(parameter.metavar or parameter.name or '').upper()}`"
        rows.append(f"| {names} | {_cell(getattr(parameter, 'help', '') or '')}{_default(parameter)} |")
    return [*lines, "| | |", "| --- | --- |", *rows, ""] if rows else lines


def _default(parameter: click.Parameter) -> str:
    value = parameter.default
    if value in (None, False, (), [], "") or callable(value):
        return ""
    return f" (unless given: `{value}`)"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")
