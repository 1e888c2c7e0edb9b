"""Changes to documents, their versions and steps, and to the texts an editor keeps."""

from rapportage.services.adoptie import complete_step, record_step
from rapportage.services.document import build_document, request_build
from rapportage.services.tekst import create_tekst, update_tekst

__all__ = ["build_document", "complete_step", "create_tekst", "record_step", "request_build", "update_tekst"]
