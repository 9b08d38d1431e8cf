"""The webhook over real HTTP: who is let in, what comes back, and that it comes in time."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import fakeredis
import httpx
import pytest

from assistant.answering.turn import Assistant
from assistant.settings import Settings
from tests.serving import serving
from tests.web.teams.calls import CASE, HOOK, OTHER_TOKEN, TOKEN, Channel, service, settings, signature, webhook
from tests.web.teams.schema import checked, words
from web.app import create_app
from web.service import Service
from web.teams.store import Redis
from web.teams.webhook import MARGIN

PUBLISHED_TOKEN = "vqF0En+Z0ucuRTM/01o2GuhMH3hKKk/N2bOmlM31zaA="
PUBLISHED_BODY = b'{"type":"message","id":"1","text":"<at>PolicyBot</at> hello","from":{"name":"Test"}}'
PUBLISHED_HEADER = "HMAC 87psZ8/NiXbaha7w6b2/fqP7TgufmuNrmYk3u/WSTGQ="
TYPED = "Xanthippe Marlowe"


def refused(response: httpx.Response, status: int) -> None:
    """Refused with problem details that hold nothing of what was sent."""
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["status"] == status
    assert "Xanthippe" not in response.text
    assert "HMAC " not in response.text


@pytest.fixture
def body(channel: Channel) -> bytes:
    return json.dumps(channel.activity(TYPED)).encode()


def test_the_test_vector_is_answered() -> None:
    with webhook(settings(teams_secrets=PUBLISHED_TOKEN)) as channel:
        response = channel.send(PUBLISHED_BODY, PUBLISHED_HEADER)
        assert response.status_code == 200
        assert "which team holds it" in words(response.json())
        refused(channel.send(PUBLISHED_BODY, PUBLISHED_HEADER), 409)


def test_a_case_is_answered(channel: Channel) -> None:
    reply = channel.ask(CASE)
    checked(reply)
    said = words(reply)
    assert "Moves to CIN/CP/Court" in said
    assert "Wednesday 8 April 2026" in said
    assert "Monday 30 March 2026" in said
    assert reply["summary"].startswith("Moves to CIN/CP/Court, moves Wednesday 8 April 2026")


def test_no_signature(channel: Channel, body: bytes) -> None:
    refused(channel.send(body, None), 401)


@pytest.mark.parametrize("given", ["=", "!!!not base64!!!", "AAAA", "é", "a" * 5000])
def test_bad_base64(channel: Channel, body: bytes, given: str) -> None:
    refused(channel.client.post(HOOK, content=body, headers={b"Authorization": f"HMAC {given}".encode()}), 401)


def test_a_flipped_bit_in_the_body(channel: Channel, body: bytes) -> None:
    flipped = bytes([body[0], body[1] ^ 1, *body[2:]])
    refused(channel.send(flipped, f"HMAC {signature(body)}"), 401)


def test_any_flipped_bit_in_the_signature(channel: Channel, body: bytes) -> None:
    """The last character before the padding holds bits that decoding drops."""
    given = signature(body)
    for at in range(0, len(given), 7):
        flipped = given[:at] + chr(ord(given[at]) ^ 1) + given[at + 1 :]
        refused(channel.send(body, f"HMAC {flipped}"), 401)
    last = given[:-2] + chr(ord(given[-2]) + 1) + given[-1]
    refused(channel.send(body, f"HMAC {last}"), 401)


def test_json_written_anew(channel: Channel, body: bytes) -> None:
    anew = json.dumps(json.loads(body), separators=(",", ":")).encode()
    assert json.loads(anew) == json.loads(body)
    refused(channel.send(anew, f"HMAC {signature(body)}"), 401)


@pytest.mark.parametrize("scheme", ["Bearer", "Basic", "HMAC-SHA256", "SharedAccessSignature"])
def test_another_scheme(channel: Channel, body: bytes, scheme: str) -> None:
    refused(channel.send(body, f"{scheme} {signature(body)}"), 401)


def test_two_signatures(channel: Channel, body: bytes) -> None:
    twice = [("Authorization", f"HMAC {signature(body)}"), ("Authorization", f"HMAC {signature(body)}")]
    refused(channel.client.post(HOOK, content=body, headers=twice), 401)


def test_another_teams_key(channel: Channel, body: bytes) -> None:
    refused(channel.send(body, f"HMAC {signature(body, OTHER_TOKEN)}"), 401)
    refused(channel.send(body, f"HMAC {signature(body, TOKEN)}", id="north"), 401)
    refused(channel.send(body, f"HMAC {signature(body, TOKEN)}", id="south"), 401)
    assert channel.send(body, f"HMAC {signature(body, OTHER_TOKEN)}", id="north").status_code == 200


def test_an_empty_body(channel: Channel) -> None:
    refused(channel.send(b"", None), 401)
    refused(channel.send(b"", "HMAC"), 401)
    refused(channel.send(b"", f"HMAC {signature(b'')}"), 400)


def test_ten_megabytes(channel: Channel) -> None:
    body = json.dumps(channel.activity("x" * 10_000_000)).encode()
    refused(channel.send(body, f"HMAC {signature(body)}"), 413)


def test_ten_megabytes_of_unknown_length(channel: Channel) -> None:
    def chunks() -> Iterator[bytes]:
        for _ in range(100):
            yield b"x" * 100_000

    try:
        response = channel.client.post(HOOK, content=chunks(), headers={"Authorization": "HMAC AAAA"})
    except httpx.TransportError:  # cut off while it was still sending
        return
    refused(response, 413)


@pytest.mark.parametrize("body", [b"{", b"null", b"[]", b'{"type":NaN}', b'{"text":"\\ud800"}', b"[" * 5000, b"\xff"])
def test_what_is_signed_and_no_message(channel: Channel, body: bytes) -> None:
    response = channel.send(body, f"HMAC {signature(body)}")
    refused(response, response.status_code)
    assert response.status_code in (400, 422)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("type", TYPED),
        ("id", ""),
        ("id", TYPED * 50),
        ("timestamp", TYPED),
        ("timestamp", "2026-03-02T10:00:00"),
        ("text", [TYPED]),
        ("conversation", TYPED),
    ],
)
def test_a_field_that_is_wrong_is_named(channel: Channel, field: str, value: Any) -> None:
    response = channel.post(channel.activity("hello", **{field: value}))
    refused(response, 422)
    assert response.json()["errors"][0]["field"] == field


def test_a_replay_is_refused(channel: Channel) -> None:
    activity = channel.activity(TYPED)
    assert channel.post(activity).status_code == 200
    refused(channel.post(activity), 409)
    refused(channel.post({**activity, "text": "something else"}), 409)
    assert channel.post({**activity, "id": "another"}).status_code == 200


def test_a_replay_at_the_same_moment_is_refused(channel: Channel) -> None:
    activity = channel.activity("hello")
    statuses: list[int] = []
    senders = [threading.Thread(target=lambda: statuses.append(channel.post(activity).status_code)) for _ in range(8)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert sorted(statuses) == [200] + [409] * 7


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_timestamp_outside_the_window_is_refused(channel: Channel, hours: int) -> None:
    moment = datetime.now(UTC) + timedelta(hours=hours)
    response = channel.post(channel.activity(TYPED, timestamp=moment.isoformat()))
    refused(response, 422)
    assert response.json()["errors"][0]["field"] == "timestamp"


def test_teams_own_timestamps_are_read(channel: Channel) -> None:
    moment = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S}.1234567Z"
    assert channel.post(channel.activity("hello", timestamp=moment)).status_code == 200


def test_without_a_timestamp_nothing_of_the_thread_is_told(channel: Channel) -> None:
    """Such a call could come again when its id is long forgotten: it must not read or change what others said."""
    channel.ask(CASE)
    alone = words(channel.ask("When does it move?", timestamp=None))
    assert "Which team holds the case now?" in alone
    assert "I keep nothing of this message" in alone
    assert "2026" not in alone.split("Policy")[0]
    assert "Moves to CIN/CP/Court" in words(channel.ask("When does it move?"))


def test_a_model_that_hangs_loses_to_the_template(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even one that heeds no deadline; what it was given to keep is told for each call."""
    given: list[float] = []

    async def hang(self: Service, told: Any, *rest: Any, within: float, **more: Any) -> Any:
        given.append(within)
        await asyncio.Event().wait()

    monkeypatch.setattr(Service, "phrase", hang)
    with webhook(settings(teams_reply_seconds=9)) as channel:
        monkeypatch.setattr("web.teams.webhook.MARGIN", 8.9)
        reply = channel.ask(CASE)
    checked(reply)
    assert "Moves to CIN/CP/Court" in words(reply)
    assert "language model" not in words(reply)
    assert len(given) == 1
    assert given[0] < 0.1


def test_a_model_gets_what_is_left_of_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    async def phrase(self: Service, told: Any, *rest: Any, within: float, **more: Any) -> Any:
        assert 0 < within <= 600 - MARGIN
        return told.answer.model_copy(update={"text": "In **other** words [1].", "phrased_by": "made:up"})

    monkeypatch.setattr(Service, "phrase", phrase)
    with webhook() as channel:
        said = words(channel.ask(CASE))
    assert "In other words" in said
    assert "Put into words by a language model, checked against the policy." in said
    assert "Wednesday 8 April 2026" in said


def test_answering_that_hangs_is_not_waited_for() -> None:
    """Whatever it does, the reply is there, and the server goes on answering others."""
    let_go = threading.Event()

    class Hanging(Assistant):
        def told(self, request: Any, today: Any) -> Any:
            if "hang" in request.message:
                let_go.wait(60)
            return super().told(request, today)

    with webhook(settings(teams_reply_seconds=0.2), Hanging(service().pack, service().library)) as channel:
        try:
            reply = channel.ask(f"hang {TYPED}")
            assert "ring 999" in words(reply)
            assert "on the page" in words(reply)
            assert TYPED not in json.dumps(reply)
            checked(reply)
            hanging = [threading.Thread(target=channel.ask, args=("hang",)) for _ in range(20)]
            for each in hanging:
                each.start()
            assert channel.client.get("/healthz").status_code == 200
            for each in hanging:
                each.join()
        finally:
            let_go.set()
        assert 'kind="late"' in channel.client.get("/metrics").text


def test_what_came_too_late_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever was told to ask again must not find half a case held that nobody has shown them."""
    shared = Redis(fakeredis.FakeRedis())
    monkeypatch.setattr("web.teams.webhook.open_redis", lambda _: shared)
    let_go = threading.Event()

    class Slow(Assistant):
        def told(self, request: Any, today: Any) -> Any:
            let_go.wait(60)
            return super().told(request, today)

    assistant = Slow(service().pack, service().library)
    others = threading.enumerate()
    with webhook(settings(teams_reply_seconds=0.2, redis_url="redis://127.0.0.1:1"), assistant) as channel:
        assert "ring 999" in words(channel.ask(CASE))
        let_go.set()
    for worker in threading.enumerate():
        if worker not in others and worker.name.startswith("teams"):
            worker.join(60)
            assert not worker.is_alive()
    with webhook(settings(redis_url="redis://127.0.0.1:1")) as channel:
        assert "Which team holds the case now?" in words(channel.ask("When does it move?"))


@pytest.mark.parametrize("text", ["", "   ", "&nbsp;", "<br>", "<at>Someone Else</at>"])
def test_nothing_asked_gets_a_kind_card(channel: Channel, text: str) -> None:
    reply = channel.ask(text)
    checked(reply)
    assert "What would you like to know?" in words(reply)


def test_too_much_asked_gets_a_kind_card(channel: Channel) -> None:
    reply = channel.ask("y" * 2001)
    checked(reply)
    assert "2000 characters" in words(reply)
    assert "ring 999" in words(reply)
    assert "yyy" not in words(reply)


def test_without_keys_there_is_no_webhook() -> None:
    """An installation without Teams has nothing at this address, as at any other that it does not have."""
    with serving(create_app(Settings(teams_secrets={}), lambda _: service())) as address:
        response = httpx.post(address + HOOK, content=b"{}")
        assert response.status_code == 404
        assert response.json()["status"] == 404


def test_only_posts_are_taken(channel: Channel) -> None:
    assert channel.client.get(HOOK).status_code == 405


def test_nothing_typed_is_logged_or_counted(channel: Channel, capfd: pytest.CaptureFixture[str]) -> None:
    from web import logs

    logs.configure()
    channel.ask(f"{TYPED} is with duty")
    refused(channel.post(channel.activity(TYPED, type=TYPED)), 422)
    counts = channel.client.get("/metrics").text
    written = "".join(capfd.readouterr())
    assert "Xanthippe" not in written + counts
    assert '"route": "/teams/webhook"' in written
    assert 'route="/teams/webhook"' in counts
    assert channel.conversation not in written


def test_an_answer_that_fails_tells_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    from web import logs

    class Failing(Assistant):
        def told(self, request: Any, today: Any) -> Any:
            raise RuntimeError(request.message)

    logs.configure()
    with webhook(assistant=Failing(service().pack, service().library)) as channel:
        refused(channel.post(channel.activity(TYPED)), 500)
    assert "Xanthippe" not in "".join(capfd.readouterr())


def test_each_team_has_threads_of_its_own(channel: Channel) -> None:
    channel.ask(CASE)
    north = replace(channel, token=OTHER_TOKEN)
    response = north.post(north.activity("When does it move?"), id="north")
    assert "Which team holds the case now?" in words(response.json())


def test_a_team_may_ask_so_often_and_no_more() -> None:
    with webhook(settings(team_rate="2/day")) as channel:
        said = [words(channel.ask("hello")) for _ in range(3)]
        assert ["just now" in each for each in said] == [False, False, True]
        assert "ring 999" in said[2]
        north = replace(channel, token=OTHER_TOKEN)
        assert "just now" not in words(north.post(north.activity("hello"), id="north").json())
