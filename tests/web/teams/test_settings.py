"""The keys of teams: what is taken, what stops the start, and that none is ever shown."""

from __future__ import annotations

import base64

import pytest
from pydantic import ValidationError

from assistant.settings import Settings
from tests.web.teams.calls import OTHER_TOKEN, TOKEN

KEY, OTHER_KEY = base64.b64decode(TOKEN), base64.b64decode(OTHER_TOKEN)
SETTING = "ASSISTANT_TEAMS_SECRETS"


def keys(monkeypatch: pytest.MonkeyPatch, raw: str) -> dict[str, bytes]:
    monkeypatch.setenv(SETTING, raw)
    return {team: key.get_secret_value() for team, key in Settings().teams_secrets.items()}


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("", {}),
        (" , ", {}),
        (TOKEN, {"": KEY}),
        (f"north={TOKEN}", {"north": KEY}),
        (f" {TOKEN} , north-2.a={OTHER_TOKEN},", {"": KEY, "north-2.a": OTHER_KEY}),
        (base64.b64encode(KEY + b"x").decode(), {"": KEY + b"x"}),
        (base64.b64encode(KEY + b"xy").decode() + ",a=" + base64.b64encode(KEY + b"x").decode(), None),
    ],
)
def test_keys_are_read(monkeypatch: pytest.MonkeyPatch, raw: str, expected: dict[str, bytes] | None) -> None:
    """However many paddings a token ends with, its team's name is told from it."""
    assert keys(monkeypatch, raw) == (expected if expected is not None else {"": KEY + b"xy", "a": KEY + b"x"})


@pytest.mark.parametrize(
    "raw",
    [
        "not-a-token",
        TOKEN[:-4],
        f"{TOKEN},{OTHER_TOKEN}",
        f"a={TOKEN},a={OTHER_TOKEN}",
        f"no team={TOKEN}",
        f"a={TOKEN}!",
    ],
)
def test_a_bad_key_stops_the_start(monkeypatch: pytest.MonkeyPatch, raw: str) -> None:
    monkeypatch.setenv(SETTING, raw)
    with pytest.raises(ValidationError) as caught:
        Settings()
    said = str(caught.value)
    assert SETTING in said
    assert "part" in said
    for part in raw.replace("=", ",").split(","):
        assert len(part) < 2 or part not in said
    assert TOKEN[:10] not in said


def test_no_key_is_ever_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, TOKEN)
    settings = Settings()
    for shown in (repr(settings), str(settings.model_dump()), settings.model_dump_json()):
        assert TOKEN[:10] not in shown
        assert str(KEY)[2:10] not in shown
        assert "***" in shown


@pytest.mark.parametrize("value", ["0", "-1", "10", "soon"])
def test_a_reply_may_not_take_longer_than_teams_waits(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("ASSISTANT_TEAMS_REPLY_SECONDS", value)
    with pytest.raises(ValidationError, match="teams_reply_seconds"):
        Settings()
