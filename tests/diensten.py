"""A PostgreSQL and a Redis of one's own on free loopback ports, from the binaries of the machine.

Standard library only: `bin/with-services` runs before there is an environment.
"""

from __future__ import annotations

import glob
import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SECONDS = 30.0


class Afwezig(Exception):
    """A server is not installed, or does not answer; str() says what to do."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def binary(name: str) -> str:
    found = shutil.which(name) or next(iter(sorted(glob.glob(f"/usr/lib/postgresql/*/bin/{name}"), reverse=True)), None)
    if not found:
        raise Afwezig(f"{name} was not found. On Debian: apt-get install postgresql redis-server")
    return found


@dataclass
class Dienst:
    """One server: started, ended in any way, and started again on the same data and port."""

    command: list[str]
    port: int
    url: str
    options: dict[str, Any] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Run it, and wait until it takes connections."""
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.process = subprocess.Popen(self.command, start_new_session=True, **quiet, **self.options)
        end = time.monotonic() + SECONDS
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > end:
                raise Afwezig(f"{self.command[0]} does not answer on port {self.port}")
            time.sleep(0.05)

    def answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def end(self, how: signal.Signals = signal.SIGINT) -> None:
        """Ask it to end in one way or another, and wait until it has; what is not running stays so."""
        if self.process is None:
            return
        self.process.send_signal(how)
        self.process.send_signal(signal.SIGCONT)  # one that was made to hang would never hear it
        self.process.wait(SECONDS)
        self.process = None


def _server_account() -> dict[str, int]:
    """PostgreSQL refuses to run as root: then it runs as Debian's postgres account."""
    if os.geteuid() != 0:
        return {}
    account = pwd.getpwnam("postgres")
    return {"user": account.pw_uid, "group": account.pw_gid}


def postgresql(folder: Path, *, durable: bool = False) -> Dienst:
    """A new cluster in *folder*. Not *durable*: quick, for tests in which it is not struck down."""
    account = _server_account()
    data = folder / "pg"
    data.mkdir(mode=0o700)
    if account:
        os.chown(data, account["user"], account["group"])
    options = {"cwd": data, **account}
    initdb = [binary("initdb"), "-D", str(data), "-U", "koers", "-A", "trust", "-E", "UTF8", "-N"]
    subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
    port = free_port()
    address = ["-h", "127.0.0.1", "-p", str(port), "-k", "", "-c", "max_connections=200"]
    speed = [] if durable else ["-F", "-c", "synchronous_commit=off"]
    command = [binary("postgres"), "-D", str(data), *address, *speed]
    return Dienst(command, port, f"postgres://koers@127.0.0.1:{port}/postgres", options)


def redis(folder: Path) -> Dienst:
    port = free_port()
    command = [binary("redis-server"), "--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder)]
    return Dienst([*command, "--appendonly", "yes"], port, f"redis://127.0.0.1:{port}/0")
