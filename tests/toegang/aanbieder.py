"""A provider of OpenID Connect on a port of its own that can be told to lie: its tokens are its own, rightly signed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import flask
import jwt
import oidc_provider_mock
from cryptography.hazmat.primitives.asymmetric import rsa
from oidc_provider_mock._server import _threaded_server

FOREIGN_KEY = rsa.generate_private_key(65537, 2048)


@dataclass
class Aanbieder:
    """`claims` are written over those of each token before it is signed; None takes one out.

    `discovery` is written over what it says of itself.
    """

    issuer: str
    claims: dict[str, Any] = field(default_factory=dict)
    discovery: dict[str, Any] = field(default_factory=dict)
    algorithm: str = "RS256"
    foreign_key: bool = False

    def forge(self, token: str, own_key: Any) -> str:
        """The token again, with what was asked for in it."""
        told = jwt.decode(token, options={"verify_signature": False}) | self.claims
        key: Any = {"RS256": FOREIGN_KEY if self.foreign_key else own_key, "HS256": "koers" * 8}.get(self.algorithm, "")
        kid = {"kid": name} if (name := jwt.get_unverified_header(token).get("kid")) else {}
        claims = {name: value for name, value in told.items() if value is not None}
        return jwt.encode(claims, key, algorithm=self.algorithm, headers=kid)


@contextmanager
def start_aanbieder() -> Iterator[Aanbieder]:
    app = oidc_provider_mock.app()
    aanbieder = Aanbieder("")

    @app.after_request
    def lie(response: flask.Response) -> flask.Response:
        if flask.request.path == "/oauth2/token" and response.status_code == 200:
            told = response.get_json()
            own_key = flask.g.oidc_provider_mock_storage.jwk.get_private_key()
            response.set_data(flask.json.dumps(told | {"id_token": aanbieder.forge(told["id_token"], own_key)}))
        if flask.request.path == "/.well-known/openid-configuration":
            response.set_data(flask.json.dumps(response.get_json() | aanbieder.discovery))
        return response

    with _threaded_server(app) as server:
        aanbieder.issuer = f"http://localhost:{server.server_port}"
        yield aanbieder


def ago(seconds: int) -> int:
    """A moment as a token has it."""
    return int(time.time()) - seconds
