"""Where a little is kept for a while: in this process, or in Redis where several processes answer for one council."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, Protocol

PREFIX = "assistant:teams:"
PATIENCE = 0.5
"""Seconds that Redis may take: a reply is due in three."""


class StoreUnavailable(Exception):
    """Redis does not answer. Its text holds nothing that was to be kept."""


class Store(Protocol):
    def add(self, key: str, seconds: float) -> bool:
        """Keep a key; False when it was kept already. Raises StoreUnavailable, as they all do."""
        ...

    def get(self, key: str) -> bytes | None: ...
    def put(self, key: str, value: bytes, seconds: float) -> None: ...
    def drop(self, key: str) -> None: ...
    def sweep(self) -> None:
        """Let go of everything whose time is over."""
        ...


class Memory:
    """The last `most` things kept, each for its time and no longer. Safe from any thread."""

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._clock = most, clock
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, tuple[float, bytes]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def add(self, key: str, seconds: float) -> bool:
        with self._lock:
            known = self._get(key) is not None
            if not known:
                self._put(key, b"", seconds)
            return not known

    def get(self, key: str) -> bytes | None:
        with self._lock:
            value = self._get(key)
            if value is not None:
                self._kept.move_to_end(key)
            return value

    def put(self, key: str, value: bytes, seconds: float) -> None:
        with self._lock:
            self._put(key, value, seconds)

    def drop(self, key: str) -> None:
        with self._lock:
            self._kept.pop(key, None)

    def sweep(self) -> None:
        with self._lock:
            now = self._clock()
            for key in [key for key, (until, _) in self._kept.items() if until <= now]:
                del self._kept[key]

    def _get(self, key: str) -> bytes | None:
        until, value = self._kept.get(key, (0.0, None))
        if value is not None and until <= self._clock():
            del self._kept[key]
            return None
        return value

    def _put(self, key: str, value: bytes, seconds: float) -> None:
        self._kept[key] = (self._clock() + seconds, value)
        self._kept.move_to_end(key)
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)


class Redis:
    """The same, shared by several processes: Redis lets go of each thing itself when its time is over."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def add(self, key: str, seconds: float) -> bool:
        return bool(self._ask("set", key, b"", nx=True, px=_milliseconds(seconds)))

    def get(self, key: str) -> bytes | None:
        value: bytes | None = self._ask("get", key)
        return value

    def put(self, key: str, value: bytes, seconds: float) -> None:
        self._ask("set", key, value, px=_milliseconds(seconds))

    def drop(self, key: str) -> None:
        self._ask("delete", key)

    def sweep(self) -> None:
        pass

    def _ask(self, command: str, key: str, *values: Any, **options: Any) -> Any:
        import redis  # noqa: PLC0415 - an optional extra

        try:
            return getattr(self._client, command)(PREFIX + key, *values, **options)
        except redis.RedisError:
            raise StoreUnavailable from None


def open_redis(url: str) -> Redis:
    """The Redis at this address; nothing is sent to it yet. Raises ValueError where the extra `redis` is missing."""
    try:
        import redis  # noqa: PLC0415
        from redis.backoff import NoBackoff  # noqa: PLC0415
        from redis.retry import Retry  # noqa: PLC0415
    except ImportError:
        raise ValueError("ASSISTANT_REDIS_URL needs the extra redis: pip install transfer-assistant[redis]") from None
    once = Retry(NoBackoff(), 0)
    return Redis(redis.Redis.from_url(url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE, retry=once))


def _milliseconds(seconds: float) -> int:
    return max(1, round(1000 * seconds))
