"""A mark by which a name that was left out is known again: nobody can tell the name by it.

It is made with a key that only this run of the program has, so that it says nothing to whoever else reads a state; in
another run the name is a new one, and it is asked whose something is.
"""

from __future__ import annotations

from hashlib import blake2b
from secrets import token_bytes

_KEY = token_bytes(16)
_BYTES = 6
LARGEST = 2 ** (8 * _BYTES) - 1


def mark(name: str) -> int:
    """The same for the same name, as long as this run lasts."""
    return int.from_bytes(blake2b(name.casefold().encode(), key=_KEY, digest_size=_BYTES).digest())
