"""An identity provider on loopback, made by hand so that each thing it says can be made wrong."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote_plus, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa

TENANT = "5b9d1f3a-2c4e-4f60-8a7b-0c1d2e3f4a5b"
OTHER_TENANT = "00000000-2c4e-4f60-8a7b-0c1d2e3f4a5b"
CLIENT = "8e0f7a6b-1111-4222-8333-944455566677"
CLIENT_SECRET = "a secret of the tests, and of nothing else"
SESSION_SECRET = "signs cookies in tests and nowhere else"
OID = "c0ffee00-aaaa-4bbb-8ccc-dddd11112222"
NAME, EMAIL = "Xanthippe Marlowe", "xanthippe.marlowe@council.example"


@cache
def rsa_key(name: str = "first") -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


@cache
def ec_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


class Provider:
    """What the provider says, to be changed by a test; and what it was asked."""

    def __init__(self, address: str) -> None:
        self.issuer = address
        self.names_itself: str | None = None
        self.claims: dict[str, Any] = {"roles": ["reader"]}
        """Put into the ID token, over the usual ones; None takes one away."""
        self.keys: dict[str, Any] = {"rs": rsa_key(), "es": ec_key()}
        self.asked: Counter[str] = Counter()
        self.sent: dict[str, str] = {}
        """What the last request to sign in held."""
        self.error: str | None = None
        self.answers = threading.Event()
        """Cleared, it takes requests and says nothing."""
        self.answers.set()
        self.waiting = threading.Semaphore(0)
        """Released for each request that it keeps waiting."""

    def token(self, key: str = "rs", headers: dict[str, Any] | None = None, **claims: Any) -> str:
        """An access token of a program; a claim of None is left out."""
        whole = self._usual() | {"aud": CLIENT, "roles": ["assistant.ask"]} | claims
        algorithm = "ES256" if key == "es" else "RS256"
        said = {name: value for name, value in whole.items() if value is not None}
        whole_header = {"kid": key} | (headers or {})
        shown = {name: value for name, value in whole_header.items() if value is not None}
        return jwt.encode(said, self.keys[key], algorithm, headers=shown)

    def id_token(self) -> str:
        about = {"name": NAME, "email": EMAIL, "preferred_username": EMAIL, "nonce": self.sent.get("nonce")}
        return self.token(**about | self.claims)

    def key_set(self) -> dict[str, Any]:
        return {"keys": [public(name, key) for name, key in self.keys.items()]}

    def _usual(self) -> dict[str, Any]:
        now = int(time.time())
        times = {"iat": now, "nbf": now, "exp": now + 600}
        return {"iss": self.issuer, "tid": TENANT, "oid": OID, "sub": "only-for-this-client", "ver": "2.0"} | times


def public(name: str, key: Any) -> dict[str, Any]:
    """A key as a key set shows it, without an algorithm: as Entra's does."""
    algorithm = (
        jwt.algorithms.ECAlgorithm if isinstance(key, ec.EllipticCurvePrivateKey) else jwt.algorithms.RSAAlgorithm
    )
    return {**algorithm.to_jwk(key.public_key(), as_dict=True), "kid": name, "use": "sig"}


@contextmanager
def providing() -> Iterator[Provider]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    provider = Provider(f"http://127.0.0.1:{server.server_port}")
    server.provider = provider  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        provider.answers.set()
        server.shutdown()
        server.server_close()
        thread.join(10)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    @property
    def provider(self) -> Provider:
        return self.server.provider  # type: ignore[attr-defined, no-any-return]

    def do_GET(self) -> None:
        path, query = urlsplit(self.path).path, urlsplit(self.path).query
        provider = self._arrived(path)
        match path:
            case "/.well-known/openid-configuration":
                self._json(200, self._metadata())
            case "/keys":
                self._json(200, provider.key_set())
            case "/authorize":
                provider.sent = {name: values[0] for name, values in parse_qs(query).items()}
                back = {"state": provider.sent["state"]}
                back |= {"error": provider.error, "error_description": NAME} if provider.error else {"code": "code-1"}
                self.send_response(302)
                self.send_header("Location", f"{provider.sent['redirect_uri']}?{urlencode(back)}")
                self.send_header("Content-Length", "0")
                self.end_headers()
            case _:
                self._json(404, {})

    def do_POST(self) -> None:
        provider = self._arrived(self.path)
        form = {k: v[0] for k, v in parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()).items()}
        basic = base64.b64decode(self.headers.get("Authorization", "").removeprefix("Basic ")).decode()
        client, _, secret = basic.partition(":")
        given = (client or form.get("client_id"), unquote_plus(secret) or form.get("client_secret"))
        if given != (CLIENT, CLIENT_SECRET):
            self._json(401, {"error": "invalid_client"})
        elif form["grant_type"] == "client_credentials":
            self._json(200, {"access_token": provider.token(), "token_type": "Bearer", "expires_in": 600})
        elif form.get("code") != "code-1" or _challenge(form["code_verifier"]) != provider.sent["code_challenge"]:
            self._json(400, {"error": "invalid_grant", "error_description": NAME})
        else:
            self._json(200, {"access_token": "opaque", "token_type": "Bearer", "id_token": provider.id_token()})

    def _metadata(self) -> dict[str, Any]:
        at = self.provider.issuer
        return {
            "issuer": self.provider.names_itself or at,
            "authorization_endpoint": f"{at}/authorize",
            "token_endpoint": f"{at}/token",
            "jwks_uri": f"{at}/keys",
            "id_token_signing_alg_values_supported": ["RS256"],
        }

    def _arrived(self, path: str) -> Provider:
        self.provider.asked[path] += 1
        if not self.provider.answers.is_set():
            self.provider.waiting.release()
            self.provider.answers.wait()
            self.close_connection = True
            raise ConnectionAbortedError  # it was kept waiting, and gets nothing
        return self.provider

    def handle(self) -> None:
        with suppress(ConnectionError):
            super().handle()

    def _json(self, status: int, document: object) -> None:
        body = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


def _challenge(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
