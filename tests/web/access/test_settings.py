"""How signing in is set up: whole or not at all, and its secrets seen by nobody."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from pydantic import ValidationError
from typer.testing import CliRunner

from assistant.settings import MASK, SECRETS, Settings
from tests.web.access.provider import CLIENT, CLIENT_SECRET, SESSION_SECRET, TENANT
from web.command_line import app

SIGN_IN = {
    "ASSISTANT_OIDC_TENANT": TENANT,
    "ASSISTANT_OIDC_CLIENT_ID": CLIENT,
    "ASSISTANT_OIDC_CLIENT_SECRET": CLIENT_SECRET,
    "ASSISTANT_SESSION_SECRET": SESSION_SECRET,
}


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"ASSISTANT_{name.upper()}", raising=False)
        monkeypatch.delenv(f"ASSISTANT_{name.upper()}_FILE", raising=False)
    return monkeypatch


@pytest.fixture
def signing_in(environment: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name, value in SIGN_IN.items():
        environment.setenv(name, value)
    return environment


def test_four_settings_turn_it_on_for_entra(signing_in: pytest.MonkeyPatch) -> None:
    settings = Settings()
    assert settings.signing_in
    assert settings.oidc_tenant == UUID(TENANT)
    assert settings.issuer == f"https://login.microsoftonline.com/{TENANT}/v2.0"


def test_without_them_nobody_signs_in(environment: pytest.MonkeyPatch) -> None:
    assert not Settings().signing_in


@pytest.mark.parametrize("missing", SIGN_IN)
def test_half_of_it_is_refused_by_name(signing_in: pytest.MonkeyPatch, missing: str) -> None:
    signing_in.delenv(missing)
    with pytest.raises(ValidationError, match=missing) as refused:
        Settings()
    assert CLIENT_SECRET not in str(refused.value)


@pytest.mark.parametrize("tenant", ["common", "organizations", "consumers", "council.example"])
def test_a_tenant_is_one_directory_and_no_name_for_many(signing_in: pytest.MonkeyPatch, tenant: str) -> None:
    signing_in.setenv("ASSISTANT_OIDC_TENANT", tenant)
    with pytest.raises(ValidationError):
        Settings()


@pytest.mark.parametrize(
    "issuer", ["http://issuer.example", "issuer.example", "file:///etc/passwd", "http://[", "https://"]
)
def test_an_issuer_is_reached_by_https(signing_in: pytest.MonkeyPatch, issuer: str) -> None:
    signing_in.setenv("ASSISTANT_OIDC_ISSUER", issuer)
    with pytest.raises(ValidationError):
        Settings()


@pytest.mark.parametrize(
    ("host", "public", "fine"),
    [
        ("127.0.0.1", None, True),
        ("127.0.0.1", "http://localhost:8000", True),
        ("127.0.0.1", "https://transfers.council.example", True),
        ("0.0.0.0", "https://transfers.council.example", True),
        ("0.0.0.0", None, False),
        ("0.0.0.0", "http://transfers.council.example", False),
        ("127.0.0.1", "http://transfers.council.example", False),
    ],
)
def test_beyond_this_machine_people_come_by_https(
    signing_in: pytest.MonkeyPatch, host: str, public: str | None, fine: bool
) -> None:
    signing_in.setenv("ASSISTANT_HOST", host)
    signing_in.setenv("ASSISTANT_PUBLIC_URL", public or "")
    if fine:
        assert Settings().host == host
    else:
        with pytest.raises(ValidationError, match="ASSISTANT_PUBLIC_URL must be the https:// address"):
            Settings()


def test_the_refusal_of_an_open_address_names_both_ways_out(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("ASSISTANT_HOST", "0.0.0.0")
    with pytest.raises(ValidationError, match=r"ASSISTANT_OIDC_TENANT .* ASSISTANT_ALLOW_NETWORK=true"):
        Settings()


def test_a_short_secret_is_refused_and_not_shown(signing_in: pytest.MonkeyPatch) -> None:
    signing_in.setenv("ASSISTANT_SESSION_SECRET", "Xanthippe")
    with pytest.raises(ValidationError, match="at least 32 characters") as refused:
        Settings()
    assert "Xanthippe" not in str(refused.value)


def test_secrets_come_from_files(signing_in: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("from a file, with a line's end after it\n", encoding="utf-8")
    signing_in.delenv("ASSISTANT_OIDC_CLIENT_SECRET")
    signing_in.setenv("ASSISTANT_OIDC_CLIENT_SECRET_FILE", str(file))
    secret = Settings().oidc_client_secret
    assert secret
    assert secret.get_secret_value() == "from a file, with a line's end after it"


@pytest.mark.parametrize(
    ("content", "both", "words"),
    [
        (None, False, "cannot be read"),
        (b"\xff\xfe", False, "cannot be read"),
        (b" \n", False, "is empty"),
        (b"Xanthippe", True, "both set"),
    ],
)
def test_a_secret_file_that_is_no_use_is_named(
    signing_in: pytest.MonkeyPatch, tmp_path: Path, content: bytes | None, both: bool, words: str
) -> None:
    file = tmp_path / "secret"
    if content is not None:
        file.write_bytes(content)
    if not both:
        signing_in.delenv("ASSISTANT_SESSION_SECRET")
    signing_in.setenv("ASSISTANT_SESSION_SECRET_FILE", str(file))
    with pytest.raises(ValidationError, match=f"ASSISTANT_SESSION_SECRET_FILE .*{words}") as refused:
        Settings()
    assert "Xanthippe" not in str(refused.value)


def test_settings_are_printed_and_secrets_are_not(signing_in: pytest.MonkeyPatch) -> None:
    signing_in.setenv("ASSISTANT_REDIS_URL", "redis://:Xanthippe@redis.example:6379")
    signing_in.setenv("ASSISTANT_CHROMA_URL", "http://user:Xanthippe@127.0.0.1:8001")
    signing_in.setenv("ASSISTANT_TEAMS_SECRETS", f"north={'WGFudGhpcHBl' * 4}")
    printed = CliRunner().invoke(app, ["settings"])
    assert printed.exit_code == 0
    lines = dict(line.split("=", 1) for line in printed.stdout.splitlines())
    assert lines["ASSISTANT_OIDC_TENANT"] == TENANT
    assert lines["ASSISTANT_CHROMA_URL"] == f"http://{MASK}@127.0.0.1:8001"
    assert lines["ASSISTANT_RATE"] == "(unset)"
    assert {lines[f"ASSISTANT_{name.upper()}"] for name in SECRETS} == {MASK}
    for secret in (CLIENT_SECRET, SESSION_SECRET, "Xanthippe", "WGFudGhp"):
        assert secret not in printed.output
    assert not any(secret in repr(Settings()) for secret in (CLIENT_SECRET, SESSION_SECRET, "redis.example"))


def test_every_secret_setting_is_one_that_a_file_may_hold() -> None:
    """A secret added tomorrow is masked, and found in its file, or this fails."""
    typed = {name for name, field in Settings.model_fields.items() if "Secret" in str(field.annotation)}
    assert typed == set(SECRETS)


@pytest.mark.parametrize("url", ["redis.example:6379", "http://redis.example", "unix:///run/redis"])
def test_a_redis_address_is_one(environment: pytest.MonkeyPatch, url: str) -> None:
    environment.setenv("ASSISTANT_REDIS_URL", url)
    with pytest.raises(ValidationError, match="ASSISTANT_REDIS_URL must be redis://"):
        Settings()
