"""The settings: environment variables with the prefix ASSISTANT_, read once."""

from __future__ import annotations

import ipaddress
import re
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any, Self
from urllib.parse import urlsplit
from uuid import UUID

from pydantic import BeforeValidator, Field, HttpUrl, SecretBytes, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from assistant.secret_files import read_secret_files
from assistant.team_keys import read_team_keys

PROVIDERS = {
    "openai": "langchain_openai",
    "azure_openai": "langchain_openai",
    "anthropic": "langchain_anthropic",
    "ollama": "langchain_ollama",
}
"""Who may phrase, and the library that each takes."""
CHECKOUT = Path(__file__).resolve().parent.parent
PREFIX = "ASSISTANT_"
SECRETS = ("oidc_client_secret", "session_secret", "redis_url", "teams_secrets")
"""Never shown; each may come from a file that its variable with `_FILE` names."""
SHORTEST_SECRET = 32  # characters
MASK = "**********"
_PASSWORD = re.compile(r"//[^/?#]*@")
_RATE = r"^[1-9]\d{0,5}/(second|minute|hour|day)$"


class Settings(BaseSettings):
    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, frozen=True, extra="ignore", hide_input_in_errors=True
    )

    pack: Path = CHECKOUT / "policy_docs" / "lancashire"
    """The folder of the policy pack."""
    llm: str | None = None
    """`provider:model`, the model that phrases answers; unset: the template phrases them."""
    llm_timeout: float = Field(default=20.0, gt=0, le=300)
    """Seconds for one phrasing with all its tries."""
    llm_attempts: int = Field(default=3, ge=1, le=10)
    """Calls for one writing, where the model cannot be reached or breaks off."""
    llm_max_tokens: int = Field(default=1500, ge=100, le=100_000)
    llm_temperature: float = Field(default=0.0, ge=0, le=2)
    llm_input_price: float | None = Field(default=None, ge=0)
    llm_output_price: float | None = Field(default=None, ge=0)
    """Per million tokens, in any one currency: /metrics then counts what was spent."""
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
    teams_secrets: Annotated[dict[str, SecretBytes], NoDecode, BeforeValidator(read_team_keys)] = {}
    """`[team=]token, ...`: the security tokens of Teams outgoing webhooks; none: no webhook."""
    teams_reply_seconds: float = Field(default=2.8, gt=0, le=9)
    """When a reply goes out, ready or not: Teams waits for five seconds, on newer pages for ten."""
    teams_window_seconds: float = Field(default=300, gt=0, le=3600)
    """How far the timestamp of a message may be from now."""
    teams_thread_hours: float = Field(default=8, gt=0, le=168)
    """How long the facts of a thread are kept after its last message."""

    oidc_tenant: UUID | None = None
    """The directory whose people sign in; with it the next three are needed, and nothing is answered to anyone else."""
    oidc_client_id: str | None = Field(default=None, min_length=1)
    oidc_client_secret: SecretStr | None = None
    session_secret: SecretStr | None = None
    """What the cookie of who is signed in is signed with; the same for all servers of one council."""
    oidc_issuer: str | None = None
    """Who signs the tokens; unset: Microsoft Entra ID, for the tenant."""
    rate: str | None = Field(default=None, pattern=_RATE)
    """Requests a person may make, `60/minute`; unset: that many where people sign in, else no limit."""
    team_rate: str = Field(default="120/minute", pattern=_RATE)
    """Questions a Teams team may ask."""
    redis_url: SecretStr | None = None
    """Where several servers count together, and keep the threads of Teams; unset: each for itself."""

    @field_validator("llm")
    @classmethod
    def _a_model_at_hand(cls, value: str | None) -> str | None:
        if value is None:
            return None
        provider, _, model = value.partition(":")
        if provider not in PROVIDERS or not model:
            raise ValueError(f"ASSISTANT_LLM must be provider:model, with one of {', '.join(PROVIDERS)} as provider")
        if find_spec(PROVIDERS[provider]) is None:
            raise ValueError(
                f"ASSISTANT_LLM names {provider}, whose library is not installed: pip install -e '.[{provider}]'"
            )
        return value

    @property
    def hosts(self) -> frozenset[str]:
        """The names that a request may call this server by."""
        public = self.public_url.host if self.public_url else None
        return frozenset(name.lower() for name in ("127.0.0.1", "localhost", "::1", self.host, public) if name)

    @property
    def signing_in(self) -> bool:
        """Whether people and programs have to say who they are."""
        return self.oidc_tenant is not None

    @property
    def issuer(self) -> str:
        """The issuer of the tokens taken; only of use where people sign in."""
        return self.oidc_issuer or f"https://login.microsoftonline.com/{self.oidc_tenant}/v2.0"

    @property
    def https(self) -> bool:
        """Whether people reach the assistant by https."""
        return self.public_url is not None and self.public_url.scheme == "https"

    def shown(self) -> dict[str, str]:
        """Each variable and its value, to be printed: a secret, and a password in an address, is masked."""
        values = ((name, getattr(self, name)) for name in type(self).model_fields)
        return {f"{PREFIX}{name}".upper(): _say(value, name in SECRETS) for name, value in values}

    @model_validator(mode="before")
    @classmethod
    def _read_secret_files(cls, given: dict[str, Any]) -> dict[str, Any]:
        return given | read_secret_files(PREFIX, SECRETS, given)

    @field_validator("redis_url")
    @classmethod
    def _redis_at_hand(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and find_spec("redis") is None:
            raise ValueError("ASSISTANT_REDIS_URL needs the extra redis: pip install transfer-assistant[redis]")
        if value is not None and urlsplit(value.get_secret_value()).scheme not in ("redis", "rediss"):
            raise ValueError("ASSISTANT_REDIS_URL must be redis://host:port or rediss://host:port")
        return value

    @model_validator(mode="after")
    def _sign_in_is_whole(self) -> Self:
        needed = ("oidc_tenant", "oidc_client_id", "oidc_client_secret", "session_secret")
        missing = [f"{PREFIX}{name}".upper() for name in needed if getattr(self, name) is None]
        if missing and (self.oidc_tenant or self.oidc_client_id or self.oidc_client_secret or self.oidc_issuer):
            raise ValueError(f"signing in is set up in part: {' and '.join(missing)} must be set too")
        if self.session_secret and len(self.session_secret.get_secret_value()) < SHORTEST_SECRET:
            raise ValueError(f"ASSISTANT_SESSION_SECRET must be at least {SHORTEST_SECRET} characters long")
        if self.signing_in and not _is_safe(self.issuer):
            raise ValueError("ASSISTANT_OIDC_ISSUER must be an https:// address")
        if self.signing_in and not (_is_safe(str(self.public_url)) if self.public_url else is_loopback(self.host)):
            raise ValueError(
                "ASSISTANT_PUBLIC_URL must be the https:// address that people reach: they are sent back there "
                "from signing in, and by http anyone on the way could take their place"
            )
        return self

    @model_validator(mode="after")
    def _stay_on_this_machine(self) -> Self:
        if not (self.signing_in or self.allow_network or is_loopback(self.host)):
            raise ValueError(
                "ASSISTANT_HOST is an address that other machines reach, and nobody has to sign in: "
                "keep 127.0.0.1, set up signing in with ASSISTANT_OIDC_TENANT and what goes with it, "
                "or set ASSISTANT_ALLOW_NETWORK=true where something in front keeps people out"
            )
        return self


def _say(value: object, secret: bool) -> str:
    if value is None or value == {}:
        return "(unset)"
    return MASK if secret else _PASSWORD.sub(f"//{MASK}@", str(value))


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches the address or name."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _is_safe(url: str) -> bool:
    """Whether nobody on the way can read what goes there."""
    parts = urlsplit(url)
    private = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or ""))
    return private and bool(parts.hostname)
