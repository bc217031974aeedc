"""Runs a page's blocks as its reader would, in order, in one folder."""

from __future__ import annotations

import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from .pages import ROOT, Block

# These run until they are stopped: they are started, waited for, and stopped at the end of the page.
_STAYS = re.compile(r"dragoman (serve|watch)\b(?!.*--(once|help))")
_PATIENCE = 120  # seconds for one block
_PROMPT = "$ "


class Shell:
    """One reader with a terminal, in a folder of his own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._running: list[subprocess.Popen[str]] = []
        self._python: dict[str, object] = {}
        self._port = _free_port()
        self._environment = os.environ | {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")]),
            "HOME": str(folder),
            "COLUMNS": "100",
            "NO_COLOR": "1",
            "DRAGOMAN_AUTHOR": "reader",
        }
        self._environment.pop("DRAGOMAN_DB", None)
        self._state = folder.with_name("variables")  # what a command sets, the next one has
        self._state.touch()
        self._remembered = f"set -a; source {self._state}\n"

    def run(self, block: Block) -> None:
        """Run a block; what it shows of output must come. AssertionError names the line that did not do."""
        if block.language == "python":
            self._run_python(block)
            return
        for line, command, shown in _commands(block):
            if _STAYS.match(command):
                self._start(line, command)
            else:
                _compare(line, command, shown, self._run(line, command))

    def stop(self) -> None:
        """End what still runs."""
        for process in self._running:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()

    def _run(self, line: int, command: str) -> str:
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", f"{self._remembered}{self._placed(command)}\nexport -p > {self._state}"],
            cwd=self._folder,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
        )
        assert done.returncode == 0, (
            f"line {line}: {command}\nended with {done.returncode}:\n{done.stdout}{done.stderr}"
        )
        return done.stderr + done.stdout

    def _start(self, line: int, command: str) -> None:
        command = self._placed(command.split(" #")[0])
        if " serve" in command:
            command += f" --port {self._port}"
        process = subprocess.Popen(
            ["bash", "-c", f"exec {command}"],
            cwd=self._folder,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._running.append(process)
        end = time.monotonic() + (30 if " serve" in command else 3)
        while time.monotonic() < end and not (" serve" in command and _answers(self._port)):
            if process.poll() not in (None, 0):
                raise AssertionError(f"line {line}: {command}\nended:\n{process.stdout and process.stdout.read()}")
            time.sleep(0.1)
        assert " serve" not in command or _answers(self._port), f"line {line}: {command}\ndoes not answer"

    def _run_python(self, block: Block) -> None:
        before = Path.cwd()
        os.chdir(self._folder)
        try:
            exec(compile("\n" * block.line + block.code, "page", "exec"), self._python)
        finally:
            os.chdir(before)

    def _placed(self, command: str) -> str:
        return command.replace(":8000", f":{self._port}")


def _commands(block: Block) -> Iterator[tuple[int, str, list[str]]]:
    """Each command with its line and the output shown below it; a block of sh shows none."""
    lines = list(enumerate(block.code.splitlines(), block.line + 1))
    while lines:
        number, line = lines.pop(0)
        if not line.strip() or (block.language == "sh" and line.startswith("#")):
            continue
        command = line.removeprefix(_PROMPT) if block.language == "console" else line
        while lines and not _whole(command):
            command += "\n" + lines.pop(0)[1]
        shown = []
        while block.language == "console" and lines and not lines[0][1].startswith(_PROMPT):
            shown.append(lines.pop(0)[1])
        yield number, command, shown


def _whole(command: str) -> bool:
    """Whether a command ends here: no backslash, quotation or here-document is open."""
    here = re.search(r"<<\s*'?(\w+)'?", command)
    if here and here[1] not in command.splitlines()[1:]:
        return False
    if here:
        return True
    if command.endswith("\\"):
        return False
    try:
        shlex.split(command, comments=True)
    except ValueError:
        return False
    return True


def _compare(line: int, command: str, shown: list[str], printed: str) -> None:
    """What a page shows comes in this order; ``…`` and ``...`` stand for anything, white space for any."""
    place = 0
    told = " ".join(printed.split())
    for expected in shown:
        pattern = r".*?".join(re.escape(" ".join(part.split())) for part in re.split(r"…|\.\.\.", expected.strip()))
        found = re.compile(pattern).search(told, place)
        assert found, f"line {line}: {command}\ndoes not print (in this place)\n  {expected}\nbut\n{printed}"
        place = found.end()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _answers(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0
