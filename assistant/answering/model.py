"""What the phrasing needs of a language model: one writing, piece by piece, or a failure that says what kind it is."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

Trouble = Literal["rate_limited", "unreachable", "refused", "cut", "unreadable", "empty", "resting", "starting"]
"""`resting`: the circuit breaker is open. `starting`: it is not open yet. `refused`: asking again would not help
(a wrong key, no such model)."""


@dataclass(frozen=True, slots=True)
class Message:
    role: Literal["system", "user"]
    text: str


class ModelFailure(Exception):
    """A call that came to nothing. Its text is only its kind: a provider's own words may repeat the request."""

    def __init__(self, trouble: Trouble, *, passing: bool = False, retry_after: float | None = None) -> None:
        super().__init__(trouble)
        self.trouble: Trouble = trouble
        self.passing = passing
        """Whether the same call may go well in a moment."""
        self.retry_after = retry_after
        """Seconds that the model asks to be left alone for."""


class Model(Protocol):
    @property
    def name(self) -> str:
        """`<provider>:<model>`."""
        ...

    def write(self, messages: Sequence[Message], *, whole: bool = False) -> AsyncGenerator[str, None]:
        """The text as it comes, or at once where it is wanted `whole`. Closing the generator ends the call.

        Raises ModelFailure, at the end too, where the text was cut short.
        """
        ...
