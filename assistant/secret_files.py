"""Secrets from files: ASSISTANT_SESSION_SECRET_FILE names a file that holds what ASSISTANT_SESSION_SECRET would."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path


def read_secret_files(prefix: str, names: Iterable[str], given: Mapping[str, object]) -> dict[str, str]:
    """The secrets whose `..._FILE` variable is set, by field name. Raises ValueError, without what a file holds."""
    found = {}
    for name in names:
        variable = f"{prefix}{name}".upper()
        path = os.environ.get(f"{variable}_FILE")
        if not path:
            continue
        if given.get(name) is not None:
            raise ValueError(f"{variable} and {variable}_FILE are both set: keep one")
        try:
            found[name] = Path(path).read_text(encoding="utf-8").strip()
        except (OSError, ValueError):
            raise ValueError(f"{variable}_FILE names a file that cannot be read") from None
        if not found[name]:
            raise ValueError(f"{variable}_FILE names a file that is empty")
    return found
