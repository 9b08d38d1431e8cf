"""Calls as Teams makes them: signed activities, and a server that takes them on a fixed day."""

from __future__ import annotations

import base64
import hmac
import itertools
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import httpx

from assistant.answering.turn import Assistant
from assistant.settings import Settings
from tests.serving import serving, without_model
from web.app import create_app
from web.service import Service

TODAY = date(2026, 3, 2)
TOKEN = base64.b64encode(bytes(range(32))).decode()
OTHER_TOKEN = base64.b64encode(bytes(range(100, 132))).decode()
HOOK = "/teams/webhook"
CASE = "A child aged 6 on a CP plan is with Duty and Assessment. The ICPC is on 8 April 2026. When does it move?"
_ids = itertools.count(1)


class OnOneDay(Service):
    def today(self) -> date:
        return TODAY


def settings(**given: Any) -> Settings:
    """With two teams, and as long for a reply as a busy machine takes: no test hangs on its speed."""
    made = Settings(**{"teams_secrets": f"{TOKEN}, north={OTHER_TOKEN}", **given})
    return made if "teams_reply_seconds" in given else made.model_copy(update={"teams_reply_seconds": 600.0})


def service(assistant: Assistant | None = None) -> Service:
    """Lancashire's pack on a fixed day."""
    ready = _ready()
    return replace(ready, assistant=assistant) if assistant else ready


@cache
def _ready() -> Service:
    service = without_model(Settings())
    return OnOneDay(service.pack, service.library, service.assistant)


@contextmanager
def webhook(given: Settings | None = None, assistant: Assistant | None = None) -> Iterator[Channel]:
    """A channel of a team whose webhook is served while the block lasts."""

    with (
        serving(create_app(given or settings(), lambda _: service(assistant))) as address,
        httpx.Client(base_url=address, timeout=30) as client,
    ):
        yield Channel(client)


@dataclass
class Channel:
    """One thread of a channel."""

    client: httpx.Client
    conversation: str = "19:made-up@thread.tacv2;messageid=1"
    token: str = TOKEN
    now: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))

    def ask(self, text: str, **fields: Any) -> Any:
        """A message that mentions the bot; gives the reply."""
        response = self.post(self.activity(text, **fields))
        assert response.status_code == 200, response.text
        return response.json()

    def activity(self, said: str, **fields: Any) -> dict[str, Any]:
        mention = "<at>PolicyBot</at>"
        given = {
            "type": "message",
            "id": str(next(_ids)),
            "timestamp": self.now().isoformat(),
            "channelId": "msteams",
            "from": {"name": "Made Up"},
            "conversation": {"id": self.conversation},
            "text": f"{mention}&nbsp;{said}",
            "entities": [{"type": "mention", "text": mention, "mentioned": {"name": "PolicyBot"}}],
            **fields,
        }
        return {name: value for name, value in given.items() if value is not None}

    def post(self, activity: Any, **params: str) -> httpx.Response:
        body = json.dumps(activity).encode()
        return self.send(body, f"HMAC {signature(body, self.token)}", **params)

    def send(self, body: bytes, authorization: str | None, **params: str) -> httpx.Response:
        headers = {"Content-Type": "application/json"} | ({"Authorization": authorization} if authorization else {})
        return self.client.post(HOOK, content=body, headers=headers, params=params)


def signature(body: bytes, token: str = TOKEN) -> str:
    return base64.b64encode(hmac.digest(base64.b64decode(token), body, "sha256")).decode()
