"""The licences of everything the portal runs on, and which of them fit a programme under EUPL-1.2."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

# SPDX names. Weak copyleft (LGPL, MPL) fits because each package stays as it was published, beside our code.
ALLOWED = frozenset(
    {
        *("MIT", "MIT-0", "MIT-CMU", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "ISC", "PSF-2.0", "Zlib", "0BSD"),
        *("MPL-1.1", "MPL-2.0", "LGPL-2.1-or-later", "LGPL-3.0-or-later"),
    }
)
# What packages write instead of an SPDX name.
WRITTEN = {
    "BSD": "BSD-3-Clause",
    "New BSD": "BSD-3-Clause",
    "BSD 3-Clause OR Apache-2.0": "BSD-3-Clause OR Apache-2.0",
    "LGPL with exceptions": "LGPL-3.0-or-later",
    "OSI Approved :: MIT License": "MIT",
    "OSI Approved :: BSD License": "BSD-3-Clause",
    "OSI Approved :: Apache Software License": "Apache-2.0",
    "OSI Approved :: Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
# Looked up in the package itself, where its metadata says less than its licence file or lists what one may choose from,
# or where one machine needs it and another does not.
LOOKED_UP = {
    "async-timeout": "Apache-2.0",
    "brotlicffi": "MIT",
    "colorama": "BSD-3-Clause",
    "fido2": "BSD-2-Clause AND Apache-2.0 AND MPL-2.0",
    "pyphen": "GPL-2.0-or-later OR LGPL-2.1-or-later OR MPL-1.1",
}
UNKNOWN = "onbekend"
HEAD = """# Licenties

Wat de portal nodig heeft om te draaien (`requirements.lock`), met de licentie van elk pakket. Gemaakt door
`manage.py licenties`; een test houdt de lijst bij en weigert een licentie die onbekend is of niet past
(`koers/beheer/licenties.py`).

| Pakket | Licentie |
| --- | --- |
"""


@dataclass(frozen=True)
class Pakket:
    """A package of the lock; `version` is '' where this machine does not need it (another system, another Python)."""

    name: str
    version: str
    licence: str

    @property
    def fits(self) -> bool:
        return fits(self.licence)


def fits(expression: str) -> bool:
    """Whether an SPDX expression may be used: of a choice one, of a combination all."""
    choices = re.split(r"\s+OR\s+", expression.replace("(", "").replace(")", ""))
    return any(all(part in ALLOWED for part in re.split(r"\s+AND\s+", choice)) for choice in choices)


def packages(lock: Path) -> list[Pakket]:
    """Every package of a lock that is installed here or was looked up, by name."""
    names = re.findall(r"^([A-Za-z0-9._-]+)==", lock.read_text(), re.MULTILINE)
    return [found for name in sorted(names, key=str.lower) if (found := _package(name))]


def _package(name: str) -> Pakket | None:
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return Pakket(name, "", LOOKED_UP[name]) if name in LOOKED_UP else None
    metadata: Any = found.metadata
    classifiers = [text.removeprefix("License :: ") for text in metadata.get_all("Classifier", []) if "License" in text]
    written = [metadata.get("License-Expression"), metadata.get("License"), *classifiers]
    return Pakket(name, found.version, LOOKED_UP.get(name) or _licence([text for text in written if text]))


def _licence(written: list[str]) -> str:
    """The first that is an SPDX expression, or that we know the SPDX name of."""
    for text in written:
        name = WRITTEN.get(text.strip(), text.strip())
        if fits(name) or re.fullmatch(r"[A-Za-z]+-[\w.-]+( (OR|AND) [\w.-]+)*", name):
            return name
    return UNKNOWN


def as_markdown(found: list[Pakket]) -> str:
    """The page docs/licenties.md."""
    return HEAD + "".join(f"| {pakket.name} | {pakket.licence} |\n" for pakket in found)
