"""A PostgreSQL server of the tests' own, from the system's package; it goes with them."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from itertools import count
from pathlib import Path

import psycopg

from dragoman.store import Store

INSTALL = "no PostgreSQL server here; to test with one: apt-get install postgresql"
PASSWORD = "open-sesame"
# Nothing has to outlast the tests.
_SETTINGS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=32MB", "max_connections=60")


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
        options = " ".join(f"-c {one}" for one in [*settings, f"unix_socket_directories={self.folder}"])
        self._run("pg_ctl", "-D", self.folder / "data", "-w", "-l", self.folder / "log", "-o", options, "start")
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
        self._run("pg_ctl", "-D", self.folder / "data", "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _do(self, statement: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)

    def _run(self, program: str, *words: object) -> None:
        command = [str(self.programs / program), *map(str, words)]
        if os.geteuid() == 0:  # which PostgreSQL refuses
            command = ["runuser", "-u", "postgres", "--", *command]
        # To a file, since a server that is started keeps what it was given open.
        with tempfile.TemporaryFile() as out:
            done = subprocess.run(command, stdout=out, stderr=subprocess.STDOUT, cwd=self.folder)
            out.seek(0)
            assert done.returncode == 0, out.read().decode()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
