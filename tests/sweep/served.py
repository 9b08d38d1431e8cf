"""The assistant as it is really served: a process of its own, with all that it writes below one folder."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx

SERVE = ("-m", "web.command_line", "serve")
PATIENCE = 60.0


@contextmanager
def as_served(folder: Path, settings: Mapping[str, str], *arguments: str | Path, whole: bool = True) -> Iterator[str]:
    """Its address, once it answers; `whole`: once its index is built and its model is open too.

    `arguments` are Python's, in place of those that serve. The log lies at `log` in the folder.
    """
    (folder / "tmp").mkdir(exist_ok=True)
    ours = {
        "ASSISTANT_DATA_DIR": str(folder / "data"),
        "ASSISTANT_PORT": "0",
        "TMPDIR": str(folder / "tmp"),
        "HOME": str(folder),
    }
    command, log = [sys.executable, *(arguments or SERVE)], folder / "log"
    with (
        log.open("wb") as kept,
        subprocess.Popen(command, env={**os.environ, **ours, **settings}, stdout=kept, stderr=kept) as process,
    ):
        try:
            while not (said := re.search(r"http://[\d.]+:\d+", log.read_text("utf-8"))):
                assert process.poll() is None, log.read_text("utf-8")
                time.sleep(0.1)
            while not _ready(said[0], whole):
                assert process.poll() is None, log.read_text("utf-8")
                time.sleep(0.2)
            yield said[0]
        finally:
            process.terminate()


def _ready(address: str, whole: bool) -> bool:
    """It listens before it is there."""
    try:
        said = httpx.get(f"{address}/readyz", timeout=PATIENCE, trust_env=False)
    except httpx.TransportError:
        return False
    if said.status_code != httpx.codes.OK:
        return False
    state = said.json()
    return state["model"] != "starting" and (not whole or state["status"] == "ok")
