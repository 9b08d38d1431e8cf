"""Nothing that was typed is found in logs, metrics or errors, whatever goes wrong."""

from __future__ import annotations

import logging

import httpx
import pytest

from assistant.settings import Settings
from tests.serving import failing, serving
from web import logs
from web.app import create_app
from web.logs import log

TYPED = "Xanthippe Marlowe"


def test_a_failure_tells_nothing_of_the_question(capfd: pytest.CaptureFixture[str]) -> None:
    logs.configure()
    with serving(create_app(Settings(), failing)) as address:
        for path, sent in (("/api/chat", {"json": {"message": TYPED}}), ("/answers", {"data": {"message": TYPED}})):
            response = httpx.post(address + path, **sent)  # type: ignore[arg-type]
            assert response.status_code == 500
            assert response.json()["title"] == "Server error"
            assert TYPED not in response.text
            assert response.headers["content-security-policy"]
        httpx.get(f"{address}/api/search", params={"q": TYPED})
        httpx.get(f"{address}/{TYPED}")
        assert TYPED not in httpx.get(f"{address}/metrics").text
    written = "".join(capfd.readouterr())
    assert "Xanthippe" not in written
    assert '"error": "RuntimeError"' in written
    assert '"route": "/api/search"' in written


def test_only_listed_fields_are_logged(capfd: pytest.CaptureFixture[str]) -> None:
    logs.configure()
    log.info("request", question=TYPED, status=200)
    written = capfd.readouterr().err
    assert TYPED not in written
    assert '"status": 200' in written


def test_a_librarys_exception_is_logged_without_its_message(capfd: pytest.CaptureFixture[str]) -> None:
    logs.configure()
    try:
        int(TYPED)
    except ValueError:
        logging.getLogger("library").exception("it failed")
    written = capfd.readouterr().err
    assert TYPED not in written
    assert "ValueError tests/web/test_privacy.py" in written
