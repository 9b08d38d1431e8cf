"""The security tokens of Teams outgoing webhooks, as the setting ASSISTANT_TEAMS_SECRETS holds them."""

from __future__ import annotations

import base64
import binascii
import re

SETTING = "ASSISTANT_TEAMS_SECRETS"
SHORTEST = 32
"""Bytes: Teams gives out tokens of 32; a shorter one was cut when it was copied."""
_TEAM = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


def read_team_keys(raw: object) -> object:
    """`team=token, token` -> {"team": key, "": key}; a bare token serves calls that name no team.

    What is no text is left to the settings to check. Raises ValueError naming the part by its place, never its value.
    """
    if not isinstance(raw, str):
        return raw
    keys: dict[str, bytes] = {}
    for at, part in enumerate(filter(None, map(str.strip, raw.split(","))), 1):
        name, _, token = part.partition("=")
        if not token.strip("="):  # what follows are the paddings of a bare token
            name, token = "", part
        elif not _TEAM.fullmatch(name):
            raise ValueError(f"{SETTING}: part {at} names its team with other than letters, digits, dots and dashes")
        if name in keys:
            raise ValueError(f"{SETTING}: part {at} gives a team a second token")
        keys[name] = _key(token, at)
    return keys


def _key(token: str, at: int) -> bytes:
    try:
        key = base64.b64decode(token, validate=True)
    except binascii.Error:
        key = b""
    if len(key) < SHORTEST:
        raise ValueError(
            f"{SETTING}: part {at} is not a security token as Teams gives it: Base64 of {SHORTEST} bytes or more"
        )
    return key
