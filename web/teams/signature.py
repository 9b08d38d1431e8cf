"""Who signed a call: Teams signs the raw bytes of a body with the security token of the team it comes from."""

from __future__ import annotations

import base64
import hmac
import secrets
from collections.abc import Sequence

_NOBODYS = secrets.token_bytes(32)
"""For a team without a key: its call takes as long to refuse as any other."""


def is_signed(authorization: Sequence[str], body: bytes, key: bytes | None) -> bool:
    """Whether the one Authorization header is `HMAC <Base64>` of this body under this key.

    The Base64 is compared as it stands: read back, several spellings would come to the same bytes.
    """
    scheme, _, given = (authorization[0] if len(authorization) == 1 else "").partition(" ")
    expected = base64.b64encode(hmac.digest(key or _NOBODYS, body, "sha256"))
    matches = hmac.compare_digest(expected, given.strip().encode("latin-1", "replace"))
    return matches and key is not None and scheme.upper() == "HMAC"
