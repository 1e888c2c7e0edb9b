"""docker-compose.yml as an engine reads it, brought down to this machine: its commands, environments and checks."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.deployment.conftest import ROOT

SECRETS = {
    "KOERS_SECRET_KEY": "".join(chr(33 + n) for n in range(64) if chr(33 + n) not in "$"),
    "KOERS_HOSTS": "koers.example",
    "KOERS_MAIL_URL": "smtp://127.0.0.1:9",
    "KOERS_MAIL_FROM": "koers@koers.example",
    "POSTGRES_PASSWORD": "geheim",
}


class NotSet(Exception):
    """A variable that the file asks for, with the file's own sentence."""


def resolve(text: str, given: dict[str, str]) -> str:
    """`${NAME:?sentence}`, `${NAME:-default}` and `$$` as Compose reads them."""

    def value(match: re.Match[str]) -> str:
        if match[0] == "$$":
            return "$"
        name, kind, rest = match["name"], match["kind"], match["rest"]
        if given.get(name):
            return given[name]
        if kind == ":-":
            return rest
        raise NotSet(rest or name)

    return re.sub(r"\$\$|\$\{(?P<name>\w+)(?P<kind>:[-?])?(?P<rest>[^}]*)\}", value, text)


def load(given: dict[str, str]) -> dict[str, Any]:
    def filled(node: Any) -> Any:
        if isinstance(node, dict):
            return {key: filled(value) for key, value in node.items()}
        if isinstance(node, list):
            return [filled(value) for value in node]
        return resolve(node, given) if isinstance(node, str) else node

    return filled(yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8")))


def image_environment() -> dict[str, str]:
    """The ENV of the image's last stage."""
    last = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ").split("\nFROM ")[-1]
    return dict(
        pair for line in re.findall(r"^ENV (.*)$", last, re.MULTILINE) for pair in re.findall(r"(\w+)=(\S+)", line)
    )


@dataclass
class Machine:
    """One machine in the place of the containers: where their folders and ports are here."""

    folder: Path
    web_port: int
    servers: dict[str, str]
    code: str = ""

    def here(self, text: str, service: str) -> str:
        """A text of the file with the paths, hosts and ports of this machine; /tmp is each service's own."""
        for there, here in (
            ("postgres://koers:geheim@database:5432/koers", self.servers["DATABASE_URL"]),
            ("redis://queue:6379/0", self.servers["CELERY_BROKER_URL"]),
            ("redis://queue:6379/1", self.servers["CELERY_BROKER_URL"].removesuffix("/0") + "/1"),
            ("0.0.0.0:8000", f"127.0.0.1:{self.web_port}"),
            ("127.0.0.1:8000", f"127.0.0.1:{self.web_port}"),
        ):
            text = text.replace(there, here)
        own = self.folder / service
        own.mkdir(exist_ok=True)
        text = re.sub(r"(?<![\w/])/tmp\b", str(own), text)
        text = re.sub(r"(?<![\w/])/data\b", str(self.folder / "data"), text)
        return re.sub(r"(?<![\w/])/koers/verzameld\b", str(self.folder / "verzameld"), text)

    def environment(self, service: str, own: dict[str, str]) -> dict[str, str]:
        given = {**image_environment(), **own}
        mapped = {name: self.here(str(value), service) for name, value in given.items()}
        return {**mapped, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "LANG": "C.UTF-8"}

    def start(self, service: str, definition: dict[str, Any]) -> subprocess.Popen[bytes]:
        with (self.folder / f"{service}.log").open("ab") as log:
            return subprocess.Popen(
                [self.here(word, service) for word in definition["command"]],
                cwd=ROOT,
                env=self.environment(service, definition["environment"]),
                stdout=log,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )

    def run(self, service: str, definition: dict[str, Any], command: list[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.here(word, service) for word in command],
            cwd=ROOT,
            env=self.environment(service, definition["environment"]),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def is_healthy(self, service: str, definition: dict[str, Any]) -> bool:
        kind, *command = definition["healthcheck"]["test"]
        assert kind == "CMD", "a health check needs no shell"
        return self.run(service, definition, command).returncode == 0
