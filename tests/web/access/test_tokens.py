"""Signed tokens of other programs on /api: which are taken, and how each of the others is turned away."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable
from typing import Any

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives import serialization

from tests.web.access.conftest import ASKED, QUESTION
from tests.web.access.provider import CLIENT, OTHER_TENANT, Provider, rsa_key
from tests.web.test_problems import the_problem

Make = Callable[[Provider], str]


def ask(client: httpx.Client, token: str) -> httpx.Response:
    return client.post("/api/chat", json=ASKED, headers={"Authorization": f"Bearer {token}"})


@pytest.mark.parametrize(
    "claims",
    [
        {},
        {"aud": f"api://{CLIENT}"},
        {"aud": [CLIENT, "another"]},
        {"exp": lambda: time.time() - 30},
        {"nbf": lambda: time.time() + 30},
        {"nbf": None},
        {"roles": ["something.else", "assistant.ask"]},
        {"roles": ["reader"], "scp": "profile assistant.ask"},
    ],
    ids=lambda claims: ", ".join(claims) or "as usual",
)
def test_a_program_asks_with_its_token(guarded: httpx.Client, provider: Provider, claims: dict[str, Any]) -> None:
    claims = {name: value() if callable(value) else value for name, value in claims.items()}
    for key in ("rs", "es"):
        answer = ask(guarded, provider.token(key, **claims))
        assert answer.status_code == 200, answer.text
        assert answer.json()["resolution"]["receiving_team"] == "cin_cp_court"


def unsigned(provider: Provider) -> str:
    claims = provider.token().split(".")[1]
    return f"{part({'alg': 'none', 'kid': 'rs'})}.{claims}."


def signed_with_the_public_key(provider: Provider) -> str:
    """HS256, its secret the public key as everyone can read it."""
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    secret = rsa_key().public_key().public_bytes(serialization.Encoding.PEM, form)
    said = f"{part({'alg': 'HS256', 'kid': 'rs', 'typ': 'JWT'})}.{provider.token().split('.')[1]}"
    return f"{said}.{encoded(hmac.new(secret, said.encode(), hashlib.sha256).digest())}"


def tampered(provider: Provider) -> str:
    header, claims, signature = provider.token().split(".")
    changed = json.loads(base64.urlsafe_b64decode(claims + "==")) | {"roles": ["assistant.ask", "policy_officer"]}
    return f"{header}.{part(changed)}.{signature}"


def a_flipped_bit(provider: Provider) -> str:
    head, _, signature = provider.token().rpartition(".")
    raw = bytearray(base64.urlsafe_b64decode(signature + "=="))
    raw[100] ^= 1
    return f"{head}.{encoded(bytes(raw))}"


def with_its_own_key(provider: Provider) -> str:
    own = {**jwt.algorithms.RSAAlgorithm.to_jwk(rsa_key("mine").public_key(), as_dict=True), "kid": "rs"}
    claims = jwt.decode(provider.token(), options={"verify_signature": False})
    at = {"kid": "rs", "jwk": own, "jku": "http://127.0.0.1:9/keys"}
    return jwt.encode(claims, rsa_key("mine"), "RS256", headers=at)


BAD: dict[str, tuple[Make, str]] = {
    "another issuer": (lambda p: p.token(iss="https://issuer.example"), "another issuer"),
    "an issuer of another tenant": (lambda p: p.token(iss=p.issuer + "/"), "another issuer"),
    "no issuer": (lambda p: p.token(iss=None), "lacks a claim"),
    "another audience": (lambda p: p.token(aud="00000003-0000-0000-c000-000000000000"), "another service"),
    "no audience": (lambda p: p.token(aud=None), "lacks a claim"),
    "another tenant": (lambda p: p.token(tid=OTHER_TENANT), "another organisation"),
    "no tenant": (lambda p: p.token(tid=None), "another organisation"),
    "a list of tenants": (lambda p: p.token(tid=[OTHER_TENANT]), "another organisation"),
    "expired": (lambda p: p.token(exp=int(time.time()) - 120), "expired"),
    "without an end": (lambda p: p.token(exp=None), "lacks a claim"),
    "an end that is no time": (lambda p: p.token(exp="never"), "cannot be read"),
    "not valid yet": (lambda p: p.token(nbf=int(time.time()) + 120), "not valid yet"),
    "issued tomorrow": (lambda p: p.token(iat=int(time.time()) + 86400), "not valid yet"),
    "no oid": (lambda p: p.token(oid=None), "(oid)"),
    "an oid that is no text": (lambda p: p.token(oid=7), "(oid)"),
    "an ID token": (lambda p: p.token(nonce="n", roles=["reader", "assistant.ask"]), "for signing in"),
    "an unknown key": (lambda p: p.token(headers={"kid": "another"}), "unknown key"),
    "no key named, of two": (lambda p: p.token(headers={"kid": None}), "unknown key"),
    "a key with an empty name": (lambda p: p.token(headers={"kid": ""}), "unknown key"),
    "the key of another algorithm": (lambda p: p.token("rs", headers={"kid": "es"}), "cannot be read"),
    "alg none": (unsigned, "not signed in a way"),
    "HS256 with the public key": (signed_with_the_public_key, "not signed in a way"),
    "tampered": (tampered, "signature does not hold"),
    "a flipped bit": (a_flipped_bit, "signature does not hold"),
    "a key that it brings along": (with_its_own_key, "signature does not hold"),
    "an unknown critical header": (lambda p: p.token(headers={"crit": ["exp2"], "exp2": 1}), "cannot be read"),
    "no token": (lambda p: "Xanthippe", "cannot be read"),
    "three dots": (lambda p: "..", "cannot be read"),
    "very long": (lambda p: "x" * 20_000, "too long"),
}


@pytest.mark.parametrize("case", [pytest.param(case, id=name) for name, case in BAD.items()])
def test_what_is_not_right_is_turned_away(guarded: httpx.Client, provider: Provider, case: tuple[Make, str]) -> None:
    make, words = case
    token = make(provider)
    response = ask(guarded, token)
    assert words in the_problem(response, 401)["detail"]
    challenge = response.headers["www-authenticate"]
    assert challenge.startswith("Bearer ")
    assert 'error="invalid_token"' in challenge
    assert words in challenge
    assert QUESTION not in response.text
    assert "Xanthippe" not in response.text


@pytest.mark.parametrize(
    "claims",
    [
        {"roles": None},
        {"roles": ["reader"]},
        {"roles": "assistant.ask"},
        {"roles": ["assistant.metrics"]},
        {"roles": None, "scp": "assistant.ask"},
        {"roles": ["gardener"], "scp": "assistant.ask"},
        {"roles": ["reader"], "scp": "assistant.asking"},
        {"roles": ["reader", "assistant.ask"], "scp": "profile"},
    ],
    ids=str,
)
def test_what_is_not_granted_is_forbidden(guarded: httpx.Client, provider: Provider, claims: dict[str, Any]) -> None:
    response = ask(guarded, provider.token(**claims))
    assert "assistant.ask" in the_problem(response, 403)["detail"]
    assert 'error="insufficient_scope", scope="assistant.ask"' in response.headers["www-authenticate"]


@pytest.mark.parametrize("header", [None, "", "Bearer", "Basic dXNlcjpwYXNz", "HMAC abc", "Token x"])
def test_without_a_token_it_says_what_is_needed(guarded: httpx.Client, header: str | None) -> None:
    response = guarded.post("/api/chat", json=ASKED, headers={} if header is None else {"Authorization": header})
    the_problem(response, 401)
    assert response.headers["www-authenticate"].startswith('Bearer realm="')


def test_a_token_opens_no_page(guarded: httpx.Client, provider: Provider) -> None:
    everything = provider.token(roles=["assistant.ask", "assistant.metrics", "reader", "policy_officer"])
    for path in ("/", "/policy", "/docs", "/openapi.json"):
        the_problem(guarded.get(path, headers={"Authorization": f"Bearer {everything}"}), 401)


def part(document: dict[str, Any]) -> str:
    return encoded(json.dumps(document).encode())


def encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
