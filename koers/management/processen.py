"""The demo's child processes: one Celery worker and one web server, started and ended together."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import IO, Self

GRACE = 15.0


class Kinderen:
    """Child processes, each in a session of its own so that Ctrl-C reaches them in order, by us."""

    def __init__(self, logs: Path, environment: dict[str, str] | None = None, code: Path | None = None) -> None:
        """`code`: the folder they run in, by default ours."""
        self.logs, self.code = logs, code
        self.environment = environment
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self._open: list[IO[bytes]] = []

    def __enter__(self) -> Self:
        self.logs.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    def start(self, name: str, *arguments: str) -> None:
        """Run `python -m …`, its output in a log file beside the data."""
        log = (self.logs / f"{name}.log").open("ab")
        self._open.append(log)
        self.running[name] = subprocess.Popen(
            [sys.executable, "-m", *arguments],
            stdout=log,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            env=self.environment,
            cwd=self.code,
            start_new_session=True,
        )

    def ended(self) -> str | None:
        """The name of a child that ended by itself, if one did."""
        return next((name for name, child in self.running.items() if child.poll() is not None), None)

    def kill(self, name: str) -> None:
        """End one at once, with its own children, as a power cut would."""
        child = self.running.pop(name)
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()

    def stop(self) -> None:
        """Ask all to end, the last started first; after a while make them. Nothing stays behind."""
        for child in reversed(self.running.values()):
            if child.poll() is None:
                child.terminate()
        for child in self.running.values():
            try:
                child.wait(GRACE)
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()
        for log in self._open:
            log.close()
        self.running.clear()


def wait_until(done: Callable[[], bool], seconds: float, every: float = 0.25) -> bool:
    """Ask again and again until it is so; False when the time is up."""
    end = time.monotonic() + seconds
    while not done():
        if time.monotonic() > end:
            return False
        time.sleep(every)
    return True
