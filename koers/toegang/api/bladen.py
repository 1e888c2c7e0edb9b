"""Pages of a list by key, not by number: page 1 and page 1,000 cost the same, and nothing shifts meanwhile."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet

from koers.toegang.api.probleem import Probleem

STANDARD, MOST = 50, 100
M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Blad:
    """Some rows, and the cursors of the pages beside them ("" where there is none)."""

    rows: list[Any]
    next: str
    prev: str


@dataclass(frozen=True)
class Cursor:
    """The key from which a page goes on, and which way."""

    forward: bool
    key: str

    def __str__(self) -> str:
        return base64.urlsafe_b64encode(f"{'n' if self.forward else 'p'}{self.key}".encode()).decode().rstrip("=")

    @classmethod
    def parse(cls, text: str) -> Cursor:
        try:
            raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True).decode()
        except ValueError:
            raise _no_cursor() from None
        if len(raw) > 200 or raw[:1] not in ("n", "p") or "\x00" in raw:
            raise _no_cursor()
        return cls(raw[0] == "n", raw[1:])


def _no_cursor() -> Probleem:
    return Probleem("ongeldige-vraag", "Deze cursor is niet van deze API. Volg de links next en prev zoals u ze kreeg.")


def read_limit(text: str | None) -> int:
    """How many rows a page has; beyond the bound it is refused, not trimmed in silence."""
    if text is None:
        return STANDARD
    if text.isascii() and text.isdecimal() and len(text) < 8 and 1 <= int(text) <= MOST and not text.startswith("0"):
        return int(text)
    raise Probleem("ongeldige-vraag", f"Een bladzijde heeft 1 tot en met {MOST} rijen: kies limit daartussen.")


def page_of(rows: QuerySet[M], *, key: str, limit: int, cursor: str | None) -> Blad:
    """One page, in the order of the unique field `key`. One query."""
    here = Cursor.parse(cursor) if cursor is not None else None
    forward = here is None or here.forward
    if here is not None:
        rows = rows.filter(**{f"{key}__{'gt' if forward else 'lt'}": _value(rows.model, key, here.key)})
    found = list(rows.order_by(key if forward else f"-{key}")[: limit + 1])
    more, found = len(found) > limit, found[:limit]
    if not forward:
        found.reverse()
    if not found:
        return Blad([], "", "")
    first, last = str(getattr(found[0], key)), str(getattr(found[-1], key))
    has_next, has_prev = (more, here is not None) if forward else (True, more)
    return Blad(found, str(Cursor(True, last)) if has_next else "", str(Cursor(False, first)) if has_prev else "")


def _value(model: type[Model], key: str, text: str) -> Any:
    field: Any = model._meta.pk if key == "pk" else model._meta.get_field(key)
    try:
        value = field.to_python(text)
        field.run_validators(value)
    except ValidationError:
        raise _no_cursor() from None
    return value


def links(path: str, params: dict[str, str], blad: Blad) -> dict[str, str]:
    """Where this page and those beside it are; with the same filters."""
    rest = {name: value for name, value in params.items() if name != "cursor"}
    found = {"self": _url(path, params)}
    if blad.next:
        found["next"] = _url(path, {**rest, "cursor": blad.next})
    if blad.prev:
        found["prev"] = _url(path, {**rest, "cursor": blad.prev})
    return found


def _url(path: str, params: dict[str, str]) -> str:
    return f"{path}?{urlencode(params)}" if params else path
