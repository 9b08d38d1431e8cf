"""The example of the README, run as a program of its own against a server on loopback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import httpx

from tests.web.access.conftest import QUESTION
from tests.web.access.provider import CLIENT, CLIENT_SECRET, TENANT, Provider

CLIENT_PROGRAM = Path(__file__).with_name("client.py")
README = Path(__file__).parents[3] / "web" / "access" / "README.md"


def run(guarded: httpx.Client, provider: Provider, secret: str) -> subprocess.CompletedProcess[str]:
    about = {
        "ASSISTANT": str(guarded.base_url).rstrip("/"),
        "TENANT": TENANT,
        "LOGIN": f"{provider.issuer}/token",
        "ASSISTANT_ID": CLIENT,
        "BOT_ID": CLIENT,
        "BOT_SECRET": secret,
        "NO_PROXY": "*",
    }
    return subprocess.run(
        [sys.executable, CLIENT_PROGRAM],
        input=f"{QUESTION}\nand if she is pregnant?\n\n",
        env=os.environ | about,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_a_bot_asks_and_goes_on_asking(guarded: httpx.Client, provider: Provider) -> None:
    ran = run(guarded, provider, CLIENT_SECRET)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith("resolved\n")
    assert "8 April 2026" in ran.stdout
    assert provider.asked["/token"] == 1


def test_a_bot_with_a_wrong_secret_gets_nothing(guarded: httpx.Client, provider: Provider) -> None:
    ran = run(guarded, provider, "another secret")
    assert ran.returncode != 0
    assert not ran.stdout


def test_the_readme_shows_this_very_program() -> None:
    assert f"```python\n{CLIENT_PROGRAM.read_text(encoding='utf-8')}```" in README.read_text(encoding="utf-8")
