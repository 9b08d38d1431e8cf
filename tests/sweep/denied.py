"""Serves the assistant with every way out closed but those named: run as a program, by test_egress.py.

The hook hears of each connection and each name looked up by Python in this process, whichever library it comes from;
it cannot be taken off again, so this is a process of its own. It does not hear of uvloop's, which are made beneath
Python: without uvloop the server runs on asyncio's own loop.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

WATCHED = {
    "socket.connect": 1,
    "socket.sendto": 1,
    "socket.getaddrinfo": 0,
    "socket.gethostbyname": 0,
    "socket.gethostbyaddr": 0,
    "http.client.connect": 1,
}
"""Event -> which of its arguments says where to."""


def deny(allowed: frozenset[str], record: Path) -> None:
    """Refuse all but `host:port` that is allowed, and write down where each went."""

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event not in WATCHED or (event == "socket.connect" and isinstance(arguments[1], (str, bytes))):
            return  # a socket in the file system leads nowhere
        where = arguments[WATCHED[event]]
        host, port = where[:2] if isinstance(where, tuple) else (where, arguments[1] if len(arguments) > 1 else "")
        port = arguments[2] if event == "http.client.connect" else port
        to = f"{host}:{port}"
        with record.open("a", encoding="utf-8") as file:
            file.write(f"{to}\n")
        if to not in allowed:
            raise PermissionError(f"no way out to {to}")

    sys.addaudithook(hook)


if __name__ == "__main__":
    sys.modules["uvloop"] = None  # type: ignore[assignment]
    deny(frozenset(os.environ["ALLOWED"].split()), Path(os.environ["RECORD"]))
    from web.command_line import main

    sys.argv = ["transfer-assistant", "serve"]
    main()
