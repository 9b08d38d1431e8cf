from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from assistant.settings import Settings


@pytest.fixture(autouse=True)
def _no_settings_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"ASSISTANT_{name.upper()}", raising=False)


def test_defaults_need_nothing_set() -> None:
    settings = Settings()
    assert (settings.pack / "pack.yaml").is_file()
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert settings.embedding_model == "all-MiniLM-L6-v2"
    assert settings.chroma_url is None


def test_the_environment_speaks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ASSISTANT_PACK", str(tmp_path))
    monkeypatch.setenv("ASSISTANT_PUBLIC_URL", "https://Transfers.council.example")
    monkeypatch.setenv("ASSISTANT_CHROMA_URL", "")
    settings = Settings()
    assert settings.pack == tmp_path
    assert settings.chroma_url is None
    assert "transfers.council.example" in settings.hosts


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "council.example", "localhost.example"])
def test_an_address_others_reach_is_refused_unless_told(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    monkeypatch.setenv("ASSISTANT_HOST", host)
    with pytest.raises(ValidationError, match="ASSISTANT_ALLOW_NETWORK=true"):
        Settings()
    monkeypatch.setenv("ASSISTANT_ALLOW_NETWORK", "true")
    assert Settings().host == host


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "::1", "localhost"])
def test_this_machine_is_fine(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    monkeypatch.setenv("ASSISTANT_HOST", host)
    assert Settings().host == host
