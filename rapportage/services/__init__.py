"""Changes to documents, their versions and steps, and to the texts an editor keeps."""

from rapportage.services.adoptie import complete_step, record_step
from rapportage.services.document import build_document, request_build

__all__ = ["build_document", "complete_step", "record_step", "request_build"]
