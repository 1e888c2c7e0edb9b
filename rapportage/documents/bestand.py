"""Write a finished file whole or not at all."""

from __future__ import annotations

import errno
from pathlib import Path

from koers.lib.bestand import write_atomically
from rapportage.documents.fouten import DocumentFout

_REASONS = {
    errno.ENOSPC: "de schijf is vol",
    errno.EDQUOT: "de ruimte voor deze gebruiker is op",
    errno.EACCES: "er is geen recht om daar te schrijven",
    errno.EPERM: "er is geen recht om daar te schrijven",
    errno.EROFS: "deze schijf is alleen te lezen",
    errno.ENOENT: "die map bestaat niet",
    errno.ENOTDIR: "een deel van het pad is geen map",
    errno.EISDIR: "daar staat al een map met die naam",
    errno.ENAMETOOLONG: "de naam is te lang",
}


def write_file(path: Path, data: bytes) -> None:
    """Put *data* at *path*, through a temporary name in the same folder; DocumentFout says why it could not, and
    leaves nothing behind and an older file as it was."""
    try:
        write_atomically(path, data)
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, error.strerror or str(error))
        raise DocumentFout(f"Het bestand {path} is niet geschreven: {reason}. Er is niets veranderd.") from error
