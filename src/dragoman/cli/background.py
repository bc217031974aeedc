"""A long run beside others: what it says of itself, and how others ask it to end.

Three files beside the database hold that, named after it: ``.recode.json`` how far it is, ``.recode.log`` what it
printed, ``.recode.stop`` the wish that it end. No signal is sent: the number of a process may long be another's.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic, sleep, time

import msgspec

from dragoman.model.problems import DragomanError

_SILENT = 120  # seconds after which a run that says nothing has died
_TELLS = 1.0  # seconds between two words of a run
_PATIENCE = 60  # seconds to wait for a run that was asked to end


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How far a run is."""

    process: int
    version: str
    started: float  # seconds since 1970
    seen: float
    total: int
    done: int = 0
    failed: int = 0
    ended: bool = False

    @property
    def runs(self) -> bool:
        """Whether it is still at work."""
        return not self.ended and time() - self.seen < _SILENT and _is_there(self.process)


class Run:
    """The run of a database, seen from itself or from another process."""

    def __init__(self, database: str | Path) -> None:
        # Of a server's database the files lie in the folder in which commands are given.
        is_url = "://" in str(database)
        name = re.sub(r"[^\w.-]+", "-", str(database).partition("?")[0].rpartition("/")[2])
        base = Path(name or "dragoman") if is_url else Path(database)
        self._database = str(database)
        self.log = base.with_name(f"{base.name}.recode.log")
        self._state = base.with_name(f"{base.name}.recode.json")
        self._stop = base.with_name(f"{base.name}.recode.stop")
        self._told = 0.0

    def state(self) -> State | None:
        """What the last run said last; None if there was none."""
        try:
            return msgspec.json.decode(self._state.read_bytes(), type=State)
        except (FileNotFoundError, msgspec.MsgspecError):
            return None

    @contextmanager
    def begun(self, version: str, total: int) -> Iterator[None]:
        """The length of a run. Raises DragomanError if another is at work."""
        other = self.state()
        if other is not None and other.runs and other.process != os.getpid():
            raise DragomanError(f"a run is at work already (process {other.process}); --status and --stop are for it")
        self._stop.unlink(missing_ok=True)
        now = time()
        self._write(State(process=os.getpid(), version=version, started=now, seen=now, total=total))
        try:
            yield
        finally:
            self._write(replace(self._now(), seen=time(), ended=True))
            self._stop.unlink(missing_ok=True)

    def tell(self, done: int, failed: int, *, at_once: bool = False) -> None:
        """Say how far it is, not more than once a second."""
        if at_once or monotonic() - self._told > _TELLS:
            self._told = monotonic()
            self._write(replace(self._now(), seen=time(), done=done, failed=failed))

    def is_to_stop(self) -> bool:
        """Whether somebody has asked that it end."""
        return self._stop.exists()

    def pause(self, seconds: float) -> None:
        """Leave the machine to others for a while, unless asked to end."""
        until = monotonic() + seconds
        while (left := until - monotonic()) > 0 and not self.is_to_stop():
            sleep(min(left, 0.5))

    def stop(self) -> State | None:
        """Ask it to end, and wait until it has; what it said last. None if none is at work."""
        state = self.state()
        if state is None or not state.runs:
            return None
        self._stop.touch()
        until = monotonic() + _PATIENCE
        while (state := self._now()).runs and monotonic() < until:
            sleep(0.1)
        return state

    def detach(self, words: list[str]) -> int:
        """Start the command with these words as a process of its own, which writes to the log; its number."""
        state = self.state()
        if state is not None and state.runs:
            raise DragomanError(f"a run is at work already (process {state.process}); --status and --stop are for it")
        command = [sys.executable, "-c", "from dragoman.cli import app; app()", *words]
        with self.log.open("ab") as log:
            started = subprocess.Popen(
                command,
                env={**os.environ, "DRAGOMAN_DB": self._database},  # not a word of it: those are there for all to read
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        now = time()
        self._write(State(process=started.pid, version="", started=now, seen=now, total=0))
        return started.pid

    def _now(self) -> State:
        state = self.state()
        assert state is not None, f"{self._state} was taken away while a run was at work"
        return state

    def _write(self, state: State) -> None:
        """All of it or nothing: others read it at any moment."""
        new = self._state.with_name(f"{self._state.name}.new")
        new.write_bytes(msgspec.json.encode(state))
        new.replace(self._state)


def _is_there(process: int) -> bool:
    if os.name != "posix":
        return True  # asking would end it there; what it last said must do
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
