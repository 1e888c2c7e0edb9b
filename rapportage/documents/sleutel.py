"""The key of a build: the same key, the same bytes (within one image). Loads no layout engine."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

from django.conf import settings

from rapportage.documents.feiten import Feiten, facts_to_json

_LIBRARIES = (
    "weasyprint",
    "pydyf",
    "pikepdf",
    "fonttools",
    "tinyhtml5",
    "tinycss2",
    "pyphen",
    "Django",
    "nh3",
    "markdown-it-py",
)
_SOURCES = (
    ("templates/rapportage/documents", "*.html"),
    ("static/papier", "*"),
    ("rapportage/documents", "*.py"),
    ("koers/ui/charts", "*.py"),
    ("koers/lib", "*.py"),
)


def build_key(feiten: Feiten) -> str:
    """SHA-256 over the facts and over all that turns them into a file: templates, style, fonts, code, versions."""
    digest = hashlib.sha256(_machinery().encode())
    digest.update(facts_to_json(feiten).encode())
    return digest.hexdigest()


@cache
def _machinery() -> str:
    digest = hashlib.sha256()
    for name in _LIBRARIES:
        digest.update(f"{name}={version(name)}\n".encode())
    root = Path(settings.BASE_DIR)
    for path in _files(root):
        digest.update(f"{path.relative_to(root)} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


def _files(root: Path) -> Iterator[Path]:
    for folder, pattern in _SOURCES:
        yield from sorted(path for path in (root / folder).rglob(pattern) if path.is_file())
