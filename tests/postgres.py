"""A PostgreSQL server of the tests' own, from the system's package; it goes with them."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from itertools import count
from pathlib import Path

import psycopg

from dragoman.store import Store

INSTALL = "no PostgreSQL server here; to test with one: apt-get install postgresql"
PASSWORD = "open-sesame"
# Nothing has to outlast the tests.
_SETTINGS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=32MB", "max_connections=60")
# PostgreSQL refuses root.
_AS_POSTGRES = ["--reuid=postgres", "--regid=postgres", "--init-groups"] if os.geteuid() == 0 else []


def programs() -> Path | None:
    """Where PostgreSQL's own programs are: Debian keeps them off the path."""
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (folder / "initdb").exists():
            return folder
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


class Server:
    """A running server; databases in it are made fresh, with Dragoman's tables or empty."""

    def __init__(self, programs: Path) -> None:
        self.programs = programs
        self.folder = Path(tempfile.mkdtemp(prefix="dragoman-"))
        self.port = _free_port()
        self._numbers = count(1)
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres")
        password = self.folder / "password"
        password.write_text(PASSWORD)
        if os.geteuid() == 0:
            shutil.chown(password, "postgres")
        self._run(
            "initdb", "-D", self.folder / "data", "-U", "postgres", "--pwfile", password, "--no-sync",
            "--encoding=UTF8", "--locale=C", "--auth-local=trust", "--auth-host=scram-sha-256",
        )  # fmt: skip
        settings = [*_SETTINGS, f"port={self.port}", "listen_addresses=127.0.0.1"]
        settings.append(f"unix_socket_directories={self.folder}")
        # It stops when the tests are killed, too.
        options = [word for one in settings for word in ("-c", one)]
        command = [
            "setpriv",
            *_AS_POSTGRES,
            "--pdeathsig",
            "QUIT",
            self.programs / "postgres",
            "-D",
            self.folder / "data",
        ]
        with (self.folder / "log").open("w") as log:
            self._process = subprocess.Popen([*map(str, command), *options], stdout=log, stderr=log, cwd=self.folder)
        self._wait()
        self._do("CREATE DATABASE prepared")
        Store.open(self.url("prepared"), create=True).close()

    def url(self, name: str) -> str:
        return f"postgresql://postgres@/{name}?host={self.folder}&port={self.port}"

    def fresh(self, *, prepared: bool = True) -> str:
        """A new database's name; ``drop`` takes it away."""
        name = f"test{next(self._numbers)}"
        self._do(f"CREATE DATABASE {name} TEMPLATE {'prepared' if prepared else 'template0'}")
        return name

    def drop(self, name: str) -> None:
        self._do(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def stop(self) -> None:
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait(20)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _do(self, statement: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)

    def _run(self, program: str, *words: object) -> None:
        command = ["setpriv", *_AS_POSTGRES, self.programs / program, *words]
        done = subprocess.run([*map(str, command)], capture_output=True, text=True, cwd=self.folder)
        assert done.returncode == 0, done.stdout + done.stderr

    def _wait(self) -> None:
        patience = time.monotonic() + 60
        while True:
            try:
                return self._do("SELECT 1")
            except psycopg.OperationalError:
                assert time.monotonic() < patience, (self.folder / "log").read_text()
                assert self._process.poll() is None, (self.folder / "log").read_text()
                time.sleep(0.05)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
