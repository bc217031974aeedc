"""A real server, in a process of its own, on a free port; and tokens for it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx

from dragoman.store import Store, tokens
from dragoman.store.roles import Role

_COMMAND = [sys.executable, "-c", "from dragoman.cli import app; app()", "serve"]
PATIENCE = 60


class Served:
    """A server of a database, and one client for each role."""

    def __init__(self, where, log: Path, *options: str, host: str = "127.0.0.1", env: dict[str, str] | None = None):
        self.where, self.log, self.host = where, log, host
        self.options = options
        with Store.open(where, create=True) as store, store.writing() as connection:
            held = {one.name for one in tokens.every(connection)}
            self.tokens = {role: tokens.add(connection, f"{role.value}-{len(held)}", role) for role in Role}
        self.names = {role: f"{role.value}-{len(held)}" for role in Role}
        self.start()

    def start(self) -> None:
        self.port = free_port()
        self.address = f"http://{self.host}:{self.port}"
        command = [*_COMMAND, "--db", str(self.where), "--host", self.host, "--port", str(self.port), *self.options]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, stdout=log, stderr=log, env=os.environ | {"PYTHONFAULTHANDLER": "1"}
            )
        patience = time.monotonic() + PATIENCE
        while True:
            try:
                httpx.get(f"{self.address}/api/v1/versions")
                break
            except httpx.TransportError:
                assert self.process.poll() is None, self.log.read_text()
                assert time.monotonic() < patience, self.log.read_text()
                time.sleep(0.05)

    def client(self, role: Role | None = None, **headers: str) -> httpx.Client:
        if role:
            headers["Authorization"] = f"Bearer {self.tokens[role]}"
        return httpx.Client(base_url=f"{self.address}/api/v1", headers=headers, timeout=PATIENCE)

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(PATIENCE)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(PATIENCE)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
