"""Signing in over real HTTP: out to the provider with state, nonce and PKCE, and back; and how it can go wrong."""

from __future__ import annotations

import base64
import json
import logging
from typing import Any
from urllib.parse import quote

import httpx
import itsdangerous
import pytest

from tests.serving import serving
from tests.web.access.conftest import QUESTION, a_client, once, opened, settings, sign_in
from tests.web.access.provider import EMAIL, NAME, OID, OTHER_TENANT, SESSION_SECRET, Provider, rsa_key
from tests.web.test_problems import the_problem
from web import logs
from web.access import sessions
from web.access.person import Person
from web.app import create_app

HTML = {"Accept": "text/html"}


def test_a_person_signs_in_asks_and_signs_out(guarded: httpx.Client, provider: Provider) -> None:
    asked = guarded.get("/policy", headers=HTML)
    assert asked.status_code == 303
    assert asked.headers["location"] == "/sign-in?to=/policy"
    entrance = guarded.get(asked.headers["location"], headers=HTML)
    assert 'href="/sign-in/start?to=/policy"' in entrance.text

    arrived = sign_in(guarded, "/policy")
    assert arrived.url.path == "/policy"
    assert "Sign out" in arrived.text
    assert provider.sent["response_type"] == "code"
    assert provider.sent["code_challenge_method"] == "S256"
    assert {"state", "nonce", "code_challenge"} <= provider.sent.keys()
    assert provider.sent["redirect_uri"] == str(guarded.base_url).rstrip("/") + "/sign-in/callback"

    answer = guarded.post("/answers", data={"message": QUESTION, "today": "2026-03-02"})
    assert "8 April" in answer.text
    assert guarded.post("/api/chat", json={"message": QUESTION}).json()["kind"] == "resolved"

    gone = guarded.post("/sign-out")
    assert gone.headers["location"] == "/signed-out"
    assert "signed out" in guarded.get("/signed-out").text
    assert "Sign out" not in guarded.get("/signed-out").text
    the_problem(guarded.post("/api/chat", json={"message": QUESTION}), 401)


def test_the_cookie_holds_a_hash_the_roles_and_an_end_and_no_name(guarded: httpx.Client) -> None:
    arrived = sign_in(guarded)
    value = guarded.cookies["transfer"]
    held = json.loads(base64.b64decode(value.split(".")[0]))
    assert held.keys() == {"who", "roles", "until"}
    assert held["roles"] == ["reader"]
    assert OID not in str(held)
    set_cookie = next(each.headers["set-cookie"] for each in arrived.history if each.url.path == "/sign-in/callback")
    flags = {part.strip().lower() for part in set_cookie.split(";")[1:]}
    assert {"httponly", "samesite=lax", "path=/", f"max-age={sessions.LASTS}"} <= flags
    assert "secure" not in flags


def test_by_https_the_cookie_is_secure_and_kept_to_the_host(provider: Provider) -> None:
    app = create_app(settings(provider.issuer, public_url="https://transfers.council.example"), opened)
    with serving(app) as address:
        start = once.get(f"{address}/sign-in/start", headers={"Host": "transfers.council.example"})
        assert "redirect_uri=https%3A%2F%2Ftransfers.council.example%2Fsign-in%2Fcallback" in start.headers["location"]
        cookie = start.headers["set-cookie"]
    assert cookie.startswith("__Host-transfer=")
    assert {"secure", "httponly", "samesite=lax", "path=/"} <= {part.strip() for part in cookie.split(";")[1:]}
    assert "domain" not in cookie


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "another issuer": ({"iss": "https://issuer.example"}, "another issuer"),
    "another audience": ({"aud": "another-client"}, "another service"),
    "the audience of a program": ({"aud": "api://8e0f7a6b-1111-4222-8333-944455566677"}, "another service"),
    "another tenant": ({"tid": OTHER_TENANT}, "another organisation"),
    "no tenant": ({"tid": None}, "another organisation"),
    "expired": ({"exp": 1_700_000_000}, "expired"),
    "of tomorrow": ({"nbf": 4_000_000_000}, "not valid yet"),
    "without an end": ({"exp": None}, "lacks a claim"),
    "another nonce": ({"nonce": "replayed"}, "another request"),
    "no nonce": ({"nonce": None}, "another request"),
    "no oid": ({"oid": None}, "(oid)"),
}


@pytest.mark.parametrize("case", [pytest.param(case, id=name) for name, case in REFUSED.items()])
def test_an_id_token_that_is_not_right_signs_nobody_in(
    guarded: httpx.Client, provider: Provider, case: tuple[dict[str, Any], str]
) -> None:
    claims, words = case
    provider.claims |= claims
    refused = sign_in(guarded)
    assert refused.status_code == 403
    assert "You were not signed in" in refused.text
    assert words in refused.text
    nobody(guarded)


def test_a_token_signed_with_another_key_signs_nobody_in(guarded: httpx.Client, provider: Provider) -> None:
    right, provider.key_set = provider.key_set(), lambda: right  # type: ignore[method-assign]
    provider.keys["rs"] = rsa_key("of an attacker")
    assert "signature does not hold" in sign_in(guarded).text
    nobody(guarded)


@pytest.mark.parametrize("roles", [None, [], ["gardener"], "reader", ["assistant.ask"]])
def test_without_a_role_nobody_comes_in(guarded: httpx.Client, provider: Provider, roles: Any) -> None:
    provider.claims = {"roles": roles}
    refused = sign_in(guarded)
    assert refused.status_code == 403
    assert "nobody has given your account a role" in refused.text
    assert NAME not in refused.text
    nobody(guarded)


def test_a_provider_that_says_no_is_not_quoted(guarded: httpx.Client, provider: Provider) -> None:
    provider.error = "access_denied"
    refused = sign_in(guarded)
    assert refused.status_code == 403
    assert NAME not in refused.text
    nobody(guarded)


def test_a_code_without_the_state_of_this_browser_is_not_taken(guarded: httpx.Client, provider: Provider) -> None:
    start = guarded.get("/sign-in/start")
    back = once.get(start.headers["location"]).headers["location"]
    with a_client() as another_browser:
        assert another_browser.get(back).status_code == 403
    forged = guarded.get("/sign-in/callback", params={"code": "code-1", "state": "made up"})
    assert forged.status_code == 403
    assert provider.asked["/token"] == 0
    nobody(guarded)


def test_a_stolen_code_is_of_no_use_without_the_verifier(guarded: httpx.Client, provider: Provider) -> None:
    start = guarded.get("/sign-in/start")
    back = once.get(start.headers["location"]).headers["location"]
    provider.sent["code_challenge"] = "of another request"
    assert guarded.get(back).status_code == 403
    nobody(guarded)


def test_a_provider_that_names_itself_otherwise_is_not_believed(guarded: httpx.Client, provider: Provider) -> None:
    provider.names_itself = "https://issuer.example"
    assert sign_in(guarded).status_code == 503
    nobody(guarded)


def test_when_the_provider_is_away_it_says_so(provider: Provider) -> None:
    nowhere = "http://127.0.0.1:9"  # nothing listens there
    with serving(create_app(settings(nowhere), opened)) as address:
        problem = once.get(f"{address}/sign-in/start")
        assert problem.headers["retry-after"] == "5"
        the_problem(problem, 503)


@pytest.mark.parametrize(
    "to", ["https://evil.example/", "//evil.example", "/\\evil.example", "/..//evil.example", "/?x=1", "/%0d", "x"]
)
def test_it_leads_back_to_our_own_pages_only(guarded: httpx.Client, to: str) -> None:
    assert "evil" not in guarded.get("/sign-in", params={"to": to}).text
    assert sign_in(guarded, to).url.path == "/"


def test_a_cookie_that_was_changed_is_nobodys(guarded: httpx.Client) -> None:
    sign_in(guarded)
    data, _, rest = guarded.cookies["transfer"].partition(".")
    held = json.loads(base64.b64decode(data)) | {"roles": ["reader", "policy_officer"]}
    guarded.cookies.set("transfer", f"{base64.b64encode(json.dumps(held).encode()).decode()}.{rest}")
    nobody(guarded)
    other_secret = itsdangerous.TimestampSigner("another secret").sign(data.encode()).decode()
    guarded.cookies.set("transfer", other_secret)
    nobody(guarded)


def test_a_sign_in_ends_after_a_working_day() -> None:
    session: dict[str, Any] = {"_state_provider_x": {"data": 1}}
    person = Person("a hash", frozenset({"reader"}))
    sessions.remember(session, person)
    assert session.keys() == {"who", "roles", "until"}
    assert sessions.recall(session, session["until"] - 1) == person
    assert sessions.recall(session, session["until"]) is None
    assert sessions.recall({}, 0) is None
    assert sessions.recall(session | {"until": "later"}, 0) is None


def test_a_cookie_older_than_its_sign_in_is_not_believed(guarded: httpx.Client) -> None:
    past = base64.b64encode(json.dumps({"who": "a hash", "roles": ["reader"], "until": 1}).encode())
    guarded.cookies.set("transfer", itsdangerous.TimestampSigner(SESSION_SECRET).sign(past).decode())
    nobody(guarded)


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
def test_another_sites_page_cannot_ask_or_sign_out(guarded: httpx.Client, headers: dict[str, str]) -> None:
    sign_in(guarded)
    for path in ("/answers", "/", "/sign-out", "/api/chat"):
        assert guarded.post(path, data={"message": QUESTION}, headers=headers).status_code == 403, path
    own = {"Origin": str(guarded.base_url).rstrip("/")}
    assert guarded.post("/answers", data={"message": QUESTION}, headers=own).status_code == 200
    assert guarded.post("/sign-out", headers={"Sec-Fetch-Site": "same-origin"}).status_code == 303


def test_a_link_from_elsewhere_signs_nobody_out(guarded: httpx.Client) -> None:
    sign_in(guarded)
    assert guarded.get("/sign-out").status_code == 405
    guarded.get("/sign-in/start")
    guarded.get("/sign-in/callback", params={"state": "made up"})
    assert guarded.get("/policy").status_code == 200


def test_no_name_is_written_anywhere(guarded: httpx.Client, capfd: pytest.CaptureFixture[str]) -> None:
    logs.configure()
    logging.getLogger("authlib").warning("it speaks")
    sign_in(guarded)
    guarded.post("/answers", data={"message": QUESTION})
    metrics = guarded.get("/metrics").text
    written = "".join(capfd.readouterr())
    assert "it speaks" in written
    assert '"route": "/sign-in/callback"' in written
    for secret in (NAME, EMAIL, OID, QUESTION, "code-1", "code_verifier"):
        assert secret not in written + metrics


def nobody(client: httpx.Client) -> None:
    the_problem(client.get("/api/facts"), 401)


ODD = [
    "\0",
    "\u202e/policy\u202c",
    "\u200b",
    "Xanthippe 😀 ŵ",
    "<script>alert(1)</script>",
    "[a](javascript:alert(1))",
    "x" * 20_000,
]


@pytest.mark.parametrize("text", ODD, ids=lambda text: ascii(text[:12]))
def test_odd_input_gets_a_page_or_a_clear_refusal_and_no_echo(guarded: httpx.Client, text: str) -> None:
    for answered in (
        guarded.get("/sign-in", params={"to": text}),
        guarded.get("/sign-in/start", params={"to": text}),
        guarded.get("/sign-in/start", params={"other": text}),
        guarded.get("/sign-in/callback", params={"state": text, "code": text}),
        guarded.get("/sign-in/callback", params={"error": text, "error_description": text}),
        guarded.get("/sign-in", headers={b"Cookie": b"transfer=" + text.encode().replace(b"\0", b"")}),
        guarded.get("/api/facts", headers={b"Authorization": b"Bearer x" + text.encode().replace(b"\0", b"")}),
        guarded.get(f"/{quote(text[:2000])}", headers=HTML),
    ):
        assert answered.status_code < 500, answered.request.url.path
        assert text not in answered.text
    nobody(guarded)


def test_a_field_that_is_wrong_is_named_and_not_repeated(guarded: httpx.Client) -> None:
    problem = the_problem(guarded.get("/sign-in/start", params={"other": "Xanthippe"}), 422)
    assert problem["errors"][0]["field"] == "other"
    assert "Xanthippe" not in str(problem)
