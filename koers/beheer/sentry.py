"""Errors to Sentry, where an installation has one: where it broke and of what kind, nothing of whom or of what text."""

from __future__ import annotations

from typing import Any

import sentry_sdk

from koers.beheer import draad

KEPT = ("event_id", "timestamp", "platform", "level", "logger", "release", "environment", "sdk", "modules")
FRAME = ("filename", "abs_path", "module", "function", "lineno", "in_app")


def begin(dsn: str, *, environment: str, **options: Any) -> None:
    """Send errors to this address; `options` are sentry_sdk's (a transport of their own, in tests)."""
    sentry_sdk.init(
        dsn=dsn,
        environment=environment,
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        server_name="koers",
        before_send=scrub,
        **options,
    )


def scrub(event: Any, hint: dict[str, Any]) -> Any:
    """A new event of what is known to be code; whatever else the library gathers, now or later, stays here."""
    kept = {key: event[key] for key in KEPT if key in event}
    kept["tags"] = {"request_id": draad.current.get()} if draad.current.get() else {}
    if "transaction" in event and str(event.get("transaction_info", {}).get("source")) in ("route", "view", "task"):
        kept["transaction"] = event["transaction"]
    kept["exception"] = {"values": [_exception(value) for value in event.get("exception", {}).get("values", [])]}
    if not kept["exception"]["values"]:
        kept["message"] = f"a line of {event.get('logger', 'the log')}"
    return kept


def _exception(value: dict[str, Any]) -> dict[str, Any]:
    frames = (value.get("stacktrace") or {}).get("frames", [])
    return {
        "type": value.get("type"),
        "module": value.get("module"),
        "stacktrace": {"frames": [{key: frame[key] for key in FRAME if key in frame} for frame in frames]},
    }
