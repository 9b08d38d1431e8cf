"""The settings: environment variables with the prefix ASSISTANT_, read once."""

from __future__ import annotations

import ipaddress
from pathlib import Path
from typing import Self

from pydantic import Field, HttpUrl, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

CHECKOUT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    model_config = SettingsConfigDict(
        env_prefix="ASSISTANT_", env_ignore_empty=True, frozen=True, extra="ignore", hide_input_in_errors=True
    )

    pack: Path = CHECKOUT / "policy_docs" / "lancashire"
    """The folder of the policy pack."""
    embedding_model: str = "all-MiniLM-L6-v2"
    """A name or a path; the default comes with its package and downloads nothing."""
    chroma_url: str | None = None
    """A Chroma server; unset: an index of our own in the data directory."""
    public_url: HttpUrl | None = None
    """Where people reach the assistant, when that is not this machine."""
    data_dir: Path = CHECKOUT / ".data"
    """Where the index is built."""
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    allow_network: bool = False
    """Listen on an address that other machines reach, though nobody has to sign in."""

    @property
    def hosts(self) -> frozenset[str]:
        """The names that a request may call this server by."""
        public = self.public_url.host if self.public_url else None
        return frozenset(name.lower() for name in ("127.0.0.1", "localhost", "::1", self.host, public) if name)

    @model_validator(mode="after")
    def _stay_on_this_machine(self) -> Self:
        if not self.allow_network and not _is_loopback(self.host):
            raise ValueError(
                "ASSISTANT_HOST is an address that other machines reach, and nobody has to sign in yet: "
                "keep 127.0.0.1, or set ASSISTANT_ALLOW_NETWORK=true where something in front keeps people out"
            )
        return self


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
