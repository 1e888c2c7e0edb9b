"""What can go wrong with a document, each with a sentence for the one who asked for it."""

from __future__ import annotations


class DocumentFout(Exception):
    """A document can't be built or written; str() is a Dutch sentence that may be shown."""


class GeenGegevens(DocumentFout):
    """The period has nothing to make a document of."""
