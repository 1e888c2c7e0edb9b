"""An entry on its way: saved, handed in, returned, approved, reopened. Each step with its reason and its log line."""

from projecten.services.voortgang.beoordelen import approve_voortgang, return_voortgang
from projecten.services.voortgang.fouten import Onvolledig, VersieConflict
from projecten.services.voortgang.heropenen import reopen_gemeente, reopen_voortgang
from projecten.services.voortgang.schrijven import restore_versie, save_voortgang, submit_voortgang

__all__ = [
    "Onvolledig",
    "VersieConflict",
    "approve_voortgang",
    "reopen_gemeente",
    "reopen_voortgang",
    "restore_versie",
    "return_voortgang",
    "save_voortgang",
    "submit_voortgang",
]
