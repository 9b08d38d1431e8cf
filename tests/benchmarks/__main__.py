"""`make bench`: speed, measured side by side in one go, as the table that the README holds; or that of the `page`."""

from __future__ import annotations

import asyncio
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from assistant.facts import read_facts
from assistant.loading import load
from assistant.resolver import resolve
from assistant.understanding.reading import read
from tests.benchmarks import page
from tests.benchmarks.load import Measured, measure

PACK = Path(__file__).parents[2] / "policy_docs" / "lancashire"
TODAY = date(2026, 3, 2)
CASES = [
    "A child aged 6 on a CP plan is with Duty and Assessment. The ICPC is on 8 April 2026. When does it transfer?",
    "D&A case, care proceedings issued, urgent hearing 2 April 2026, child is 2",
    "CIN/CP/Court, final hearing 18 December 2026, full care order agreed",
    "Looked-after young person turns 18 on 23/12/26, who takes over and when?",
    "CIN plan ending, stepping across to CFW, review meeting on 14 May 2026",
]
GUIDANCE = [
    "We disagree with the other team about who takes it",
    "what must a child's record look like before the move",
    "who writes a section 7 report for a family we do not know",
]


def main() -> None:
    _print(page.rows(_server) if sys.argv[1:] == ["page"] else _speed())


def _print(rows: Iterable[tuple[str, str]]) -> None:
    found = list(rows)
    print("| what | measured |\n| --- | --- |")
    for what, figure in found:
        print(f"| {what} | {figure} |")


def _speed() -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    _say("the resolver and the understanding, in one process")
    pack = load(PACK)
    facts = read_facts(
        pack.facts,
        {
            "current_team": "duty_and_assessment",
            "plan": "cp",
            "age": 6,
            "initial_child_protection_conference": "2026-04-08",
        },
    )
    rows.append(("Resolver, one decided case", f"{_each(lambda: resolve(pack, facts, TODAY)):.2f} ms"))
    rows.append(
        ("Understanding, one question", f"{_each(lambda: [read(text, pack, TODAY) for text in CASES]) / 5:.2f} ms")
    )
    with tempfile.TemporaryDirectory() as data, _server("assistant", data) as (port, first, ready):
        rows.append(("Start of the process to the first answer, no index yet", f"{first:.1f} s"))
        rows.append(("... to all ready, the index built from nothing", f"{ready:.1f} s"))
        _say("questions over HTTP, one worker")
        for name, texts in (("A resolved answer", CASES), ("A guidance answer", GUIDANCE)):
            bodies = [{"message": text, "today": TODAY.isoformat()} for text in texts]
            alone = asyncio.run(measure(port, "/api/chat", bodies, 1, 400))
            rows.append((f"{name}, one client", _figures(alone)))
        bodies = [{"message": text, "today": TODAY.isoformat()} for text in CASES]
        rows.append(
            ("Resolved answers, 50 clients", _figures(asyncio.run(measure(port, "/api/chat", bodies, 50, 4000))))
        )
        with _bare() as bare_port:
            bare = asyncio.run(measure(bare_port, "/", [{"message": "x"}], 50, 8000))
            rows.append(("A bare FastAPI endpoint beside it, 50 clients", _figures(bare)))
        with _server("assistant", data) as (_, again, warm):
            rows.append(("Second start: first answer; all ready", f"{again:.1f} s; {warm:.1f} s"))
    return rows


def _each(work: Callable[[], object]) -> float:
    """Milliseconds: the median of 200 runs, warmed up."""
    work()
    times = []
    for _ in range(200):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return statistics.median(times) * 1000


def _figures(measured: Measured) -> str:
    errors = f", {measured.errors} errors" if measured.errors else ", no error"
    quantiles = f"p50 {measured.quantile(0.5):.1f} ms, p95 {measured.quantile(0.95):.1f} ms"
    return f"{quantiles}, {measured.rate:.0f} a second{errors}"


@contextmanager
def _server(name: str, data: str) -> Iterator[tuple[int, float, float]]:
    """A server of its own process; with it, seconds to its first answer and until it says that all is ready."""
    _say(f"starting the {name}")
    port = _free_port()
    settings = {"ASSISTANT_PORT": str(port), "ASSISTANT_DATA_DIR": data, "HF_HUB_OFFLINE": "1"}
    started = time.perf_counter()
    command = [sys.executable, "-m", "web.command_line", "serve"]
    with subprocess.Popen(
        command, env=os.environ | settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            body = b'{"message": "CP case with duty, aged 6", "today": "2026-03-02"}'
            while _get(f"http://127.0.0.1:{port}/api/chat", body) is None:
                if process.poll() is not None:
                    raise RuntimeError(f"the {name} ended at once: `transfer-assistant serve` says why")
                time.sleep(0.02)
            first = time.perf_counter() - started
            while b'"ready":true' not in (_get(f"http://127.0.0.1:{port}/readyz") or b"").replace(b" ", b""):
                time.sleep(0.05)
            yield port, first, time.perf_counter() - started
        finally:
            process.terminate()


@contextmanager
def _bare() -> Iterator[int]:
    port = _free_port()
    command = [
        sys.executable,
        "-m",
        "uvicorn",
        "tests.benchmarks.bare:app",
        "--port",
        str(port),
        "--log-level",
        "error",
    ]
    with subprocess.Popen(command) as process:
        try:
            while _get(f"http://127.0.0.1:{port}/", b"{}") is None:
                time.sleep(0.02)
            yield port
        finally:
            process.terminate()


def _get(url: str, body: bytes | None = None) -> Any:
    request = urllib.request.Request(url, data=body, headers={"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            return answer.read()
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return None


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _say(what: str) -> None:
    print(f"... {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
