"""Log lines as JSON that never hold a person, an address or a text: only sentences and names of the code, and numbers.

What others hand to a logger (paths, host names, the words of an exception) is not looked through for what might be
secret, but left out: a line keeps the sentence of the code, and of its arguments what cannot be anyone's.
"""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from http.client import responses
from types import TracebackType
from typing import Any

from django.db.models import Model
from pythonjsonlogger.json import JsonFormatter

from koers.beheer import draad

OWN = ("koers", "themalijnen", "projecten", "financien", "rapportage")
# What a line may say beside its sentence; set with `extra=` by koers.beheer only.
EXTRA = ("view", "method", "status", "ms", "task", "outcome")
# Of what Celery tells about a task: not its arguments, nor what it threw or gave back.
TASK = ("name", "id", "runtime", "description")
LEFT_OUT = "…"
LONGEST = 300
FRAMES = 25
# The addresses of people, of computers (IPv4, IPv6), of pages.
_MASKS = (
    re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+"),
    re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b"),
    re.compile(r"(?<![\w:])(?:[0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F]{1,4}(?![\w:])"),
    re.compile(r"\w+://\S+"),
)
_QUOTED = re.compile(r"'.*'|\".*\"", re.DOTALL)
_REASONS = frozenset(responses.values())


class SafeJson(JsonFormatter):
    """One line of JSON per record: when, how bad, who says it, what, in which request, where it broke."""

    def __init__(self) -> None:
        super().__init__("%(message)s")

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": sentence(record),
        }
        if number := draad.current.get():
            line["request_id"] = number
        line.update({name: record.__dict__[name] for name in EXTRA if name in record.__dict__})
        if record.exc_info and record.exc_info[0]:
            line["exception"], line["where"] = kinds(record.exc_info[1]), _frames(record.exc_info[2])
        return self.serialize_log_record(line)


def sentence(record: logging.LogRecord) -> str:
    """What the code said, with what may be told of its arguments."""
    text = record.msg if isinstance(record.msg, str) else f"({type(record.msg).__name__})"
    own = record.name.split(".")[0] in OWN
    if not own:
        text = _QUOTED.sub(LEFT_OUT, text)
    if record.args:
        with suppress(TypeError, ValueError, KeyError):  # then the sentence alone
            text %= _arguments(record.args, own=own)
    text = text[:LONGEST]  # before the masks: they look at each character more than once
    for mask in _MASKS:
        text = mask.sub(LEFT_OUT, text)
    return text


def _arguments(args: Any, *, own: bool) -> Any:
    if isinstance(args, Mapping):
        return {key: value if key in TASK else _told(value, own) for key, value in args.items()}
    return tuple(_told(value, own) for value in args)


def _told(value: Any, own: bool) -> Any:
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, BaseException):
        return type(value).__name__
    if isinstance(value, Model):
        return f"{value._meta.label_lower} {value.pk}"
    return value if isinstance(value, str) and (own or value in _REASONS) else LEFT_OUT


def kinds(error: BaseException | None) -> str:
    """The kinds of the exception and of what it came from; never their words, which quote what was entered."""
    found: list[str] = []
    while error is not None and len(found) < 10:
        found.append(f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins."))
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return " < ".join(found)


def _frames(trace: TracebackType | None) -> list[str]:
    found = [
        f"{frame.f_code.co_filename.split('/site-packages/')[-1]}:{line} {frame.f_code.co_name}"
        for frame, line in traceback.walk_tb(trace)
    ]
    return found[-FRAMES:]
