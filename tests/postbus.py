"""A real mail server on this machine, that does as it is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from aiosmtpd.controller import Controller

from tests.diensten import free_port


class Postbus:
    """Whom it took a mail for, in order; `antwoord` is what it says to an address (or to DATA) instead of yes."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.antwoord: dict[str, str] = {}
        self.port = 0
        self.stop: Callable[[], None] = lambda: None

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:
        envelope.rcpt_tos.append(address)
        return self.antwoord.get(address, "250 OK")

    async def handle_DATA(self, server, session, envelope) -> str:
        self.taken += envelope.rcpt_tos
        return self.antwoord.get("DATA", "250 OK")


@contextmanager
def postbus(port: int = 0) -> Iterator[Postbus]:
    """The server on this port, or on a free one, until the end of the block."""
    handler = Postbus()
    handler.port = port or free_port()
    controller = Controller(handler, hostname="127.0.0.1", port=handler.port)
    handler.stop = controller.stop
    controller.start()
    yield handler
    if controller.server:
        controller.stop()
