"""`bin/demo` as a person would run it: real processes, a data folder of its own."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
SECONDS = 300


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    own = {"KOERS_MODE": "demo", "KOERS_DATA": str(tmp_path / "var"), "PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
    return {**own, "HOME": str(tmp_path), "PYTHONUNBUFFERED": "1", "KOERS_DEMO_PASSWORD": "geheim voor de test"}


def demo(environment: dict[str, str], *arguments: str, limit: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", "demo", *arguments]
    if limit:
        # A bound on the size of files would also cut off the bytecode that the interpreter keeps beside the modules.
        environment = {**environment, "PYTHONDONTWRITEBYTECODE": "1"}
        command = ["sh", "-c", f'{limit}; exec "$@"', "sh", *command]
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False
    )


def processes_of(data: str) -> list[str]:
    """Command lines of the processes that work on this data folder."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if f"KOERS_DATA={data}".encode() in (entry / "environ").read_bytes().split(b"\0"):
                found.append((entry / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:
            continue
    return found


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield holder.getsockname()[1]


def test_a_port_in_use_is_refused_in_one_sentence_before_anything_is_made(environment, taken_port):
    done = demo(environment, "--port", str(taken_port))
    assert done.returncode == 1
    assert done.stderr.strip() == f"CommandError: port {taken_port} is in use: choose another with --port"
    assert not list(Path(environment["KOERS_DATA"]).glob("*.sqlite3"))


@pytest.mark.parametrize(
    ("arguments", "sentence"), [(["--port", "70000"], "not a port"), (["--port", "x"], "invalid int")]
)
def test_a_wrong_port_is_refused_with_what_would_be_right(environment, arguments, sentence):
    done = demo(environment, *arguments)
    assert done.returncode != 0
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_a_data_folder_that_cannot_be_made_is_refused_in_one_sentence(environment, tmp_path):
    (tmp_path / "file").write_text("")
    done = demo({**environment, "KOERS_DATA": str(tmp_path / "file" / "var")}, "--once")
    assert done.returncode == 1
    assert re.fullmatch(r"manage\.py: the data folder .* cannot be used: .*\n", done.stderr)


def test_a_full_disk_is_told_in_one_sentence_and_does_no_harm_afterwards(environment):
    done = demo(environment, "--once", limit="ulimit -f 40")
    assert done.returncode == 1
    assert "cannot be used" in done.stderr
    assert "Traceback" not in done.stderr


def test_production_has_no_demo(environment):
    done = demo(
        {**environment, "KOERS_MODE": "production", "KOERS_SECRET_KEY": "koers" * 12, "KOERS_HOSTS": "koers.example"},
        "--once",
    )
    assert done.returncode == 1
    assert "demo mode only" in done.stderr


def test_the_demo_builds_serves_and_ends_without_leaving_a_process(environment):
    data = environment["KOERS_DATA"]
    once = demo(environment, "--once")
    assert once.returncode == 0, once.stdout + once.stderr
    paths = re.findall(r"^\S+ .*: (/\S+\.pdf) \((\d+) pages\)$", once.stdout, re.MULTILINE)
    assert len(paths) == 2
    assert all(Path(path).read_bytes().startswith(b"%PDF") for path, _ in paths)
    assert processes_of(data) == []

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "manage.py", "demo", "--port", str(port)]
    served = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        lines = []
        for line in served.stdout or []:
            lines.append(line)
            if line.startswith("Ctrl-C"):
                break
        assert "geheim voor de test" in "".join(lines), "".join(lines)
        assert not any(line.startswith("Building") for line in lines[-4:])
        with urlopen(f"http://127.0.0.1:{port}/aanmelden/") as page:
            assert "Meld aan" in page.read().decode()
        assert len(processes_of(data)) >= 3
    finally:
        served.send_signal(signal.SIGINT)
        rest, _ = served.communicate(timeout=60)
    assert served.returncode == 0, rest
    assert "Traceback" not in rest
    assert processes_of(data) == []
