"""`python -m tests.benchmarks.endurance`: the load and the streams that must be survived, as a Markdown table.

Load: clients that each ask, read the answer, and ask again after a pause, for minutes; half of them about a case. The
language model is stubbed. Streams: readers of whom half go away in the middle, while the model is still writing.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import httpx

from tests.benchmarks.__main__ import CASES, GUIDANCE
from tests.llm import writing
from tests.llm.server import ModelServer, Mood, model_server
from tests.sweep.served import as_served
from tests.web.teams.calls import TOKEN, Channel

TODAY = "2026-03-02"
WARM = 0.2
"""Of the time, the share after which memory is first looked at: until then caches fill."""
GONE_WITHIN = 2.0  # seconds
CALLS, CALLS_AT_ONCE = 20, 5


@dataclass
class Asked:
    milliseconds: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)

    def quantile(self, share: float) -> float:
        ordered = sorted(self.milliseconds)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)]

    @property
    def failed(self) -> int:
        return sum(count for status, count in self.statuses.items() if status >= 500)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--clients", type=int, default=50)
    options.add_argument("--seconds", type=float, default=300)
    options.add_argument("--pause", type=float, default=10.0, help="seconds in which a client reads an answer")
    options.add_argument("--readers", type=int, default=200)
    given = options.parse_args()
    print("| what | measured |\n| --- | --- |")
    with TemporaryDirectory() as folder:  # one index for all three servers
        measure(Path(folder), given)


def measure(folder: Path, given: argparse.Namespace) -> None:
    with served(folder, writing.terse) as (port, process, _):
        for what, figure in load(port, process, given.clients, given.seconds, given.pause):
            print(f"| {what} | {figure} |", flush=True)
    with served(folder, "stalls") as (port, process, model):
        for what, figure in streams(port, process, given.readers, model):
            print(f"| {what} | {figure} |", flush=True)
    with served(folder, "silent") as (port, _, _):
        print("| {} | {} |".format(*channel(port)), flush=True)


def load(port: int, process: int, clients: int, seconds: float, pause: float) -> Iterator[tuple[str, str]]:
    asked, early, spent = Asked(), 0, processor(process)

    async def client(at: int, until: float) -> None:
        texts = [CASES, GUIDANCE][at % 2]
        await asyncio.sleep(pause * at / clients)  # not all at the same moment
        while time.perf_counter() < until:
            started = time.perf_counter()
            status = await ask(port, texts[at % len(texts)])
            asked.milliseconds.append(1000 * (time.perf_counter() - started))
            asked.statuses[status] = asked.statuses.get(status, 0) + 1
            at += 1
            await asyncio.sleep(pause)

    async def all_of_them() -> None:
        nonlocal early
        until = time.perf_counter() + seconds
        tasks = [asyncio.create_task(client(at, until)) for at in range(clients)]
        await asyncio.sleep(seconds * WARM)
        early = memory(process)
        await asyncio.gather(*tasks)

    asyncio.run(all_of_them())
    late = memory(process)
    what = f"{clients} clients for {seconds:.0f} s, {pause:g} s between answer and question"
    rate = len(asked.milliseconds) / seconds
    yield what, f"{len(asked.milliseconds)} answers, {rate:.0f} a second; {asked.failed} of them 5xx"
    yield "... how long an answer took", f"p50 {asked.quantile(0.5):.0f} ms, p95 {asked.quantile(0.95):.0f} ms"
    each = 1000 * (processor(process) - spent) / max(len(asked.milliseconds), 1)
    yield "... the processor's time for one answer, whatever else runs", f"{each:.0f} ms"
    growth = (late - early) / early
    yield "... memory after a fifth of the time, and at the end", f"{early} MB, {late} MB ({growth:+.1%})"


def streams(port: int, process: int, readers: int, model: ModelServer) -> Iterator[tuple[str, str]]:
    """Half go away while the model has begun and writes no more; the others stay until they are told to go."""
    before = (memory(process), threads(process))

    async def both() -> tuple[int, float, tuple[int, int], int, float]:
        opened = await asyncio.gather(*(open_stream(port) for _ in range(readers)))
        while model.open < readers:
            await asyncio.sleep(0.02)
        during = (memory(process), threads(process))
        calls = model.open
        leaving, staying = opened[: readers // 2], opened[readers // 2 :]
        first = await gone(model, leaving, calls - len(leaving))
        second = await gone(model, staying, 0)
        return calls, first, during, len(leaving), second

    calls, seconds, during, left, rest = asyncio.run(both())
    after = (memory(process), threads(process))
    yield f"{readers} readers of streams at once", f"{calls} calls to the model open"
    yield (
        f"... {left} of them go away midway: until their calls have ended",
        f"{seconds:.2f} s ({'within' if seconds <= GONE_WITHIN else 'NOT within'} {GONE_WITHIN:.0f} s)",
    )
    yield "... then the other half", f"{rest:.2f} s"
    yield (
        "... memory before, with all of them, and after",
        " MB, ".join(str(each[0]) for each in (before, during, after)) + " MB",
    )
    yield "... threads of the server", ", ".join(str(each[1]) for each in (before, during, after))


def channel(port: int) -> tuple[str, str]:
    """How long Teams waits for a card while the model hangs."""

    def once(at: int) -> float:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60, trust_env=False) as client:
            thread = Channel(client, conversation=f"19:made-up@thread.tacv2;messageid={at}")
            started = time.perf_counter()
            assert thread.ask(CASES[at % len(CASES)])["type"] == "message"
            return time.perf_counter() - started

    with ThreadPoolExecutor(CALLS_AT_ONCE) as calling:
        seconds = sorted(calling.map(once, range(CALLS)))
    what = f"{CALLS} calls from Teams, {CALLS_AT_ONCE} at once, while the model hangs"
    return what, f"a card each, after {statistics.median(seconds):.2f} s, the slowest after {seconds[-1]:.2f} s"


async def ask(port: int, text: str) -> int:
    """The status of one answer, on a connection of its own."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request(text, close=True))
    head = await reader.readuntil(b"\r\n\r\n")
    await reader.read()
    writer.close()
    return int(head.split()[1])


async def open_stream(port: int) -> asyncio.StreamWriter:
    """A stream whose first event has come."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request(CASES[0], accept="text/event-stream"))
    await reader.readuntil(b"event: resolution")
    return writer


async def gone(model: ModelServer, readers: list[asyncio.StreamWriter], left: int) -> float:
    """Seconds from when these readers go away until only so many calls to the model are left."""
    started = time.perf_counter()
    for each in readers:
        each.transport.abort()
    while model.open > left:
        await asyncio.sleep(0.01)
    return time.perf_counter() - started


def request(text: str, accept: str = "application/json", close: bool = False) -> bytes:
    content = json.dumps({"message": text, "today": TODAY}).encode()
    head = [
        "POST /api/chat HTTP/1.1",
        "Host: 127.0.0.1",
        "Content-Type: application/json",
        f"Accept: {accept}",
        f"Content-Length: {len(content)}",
        *(["Connection: close"] if close else []),
    ]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + content


@contextmanager
def served(folder: Path, mood: Mood) -> Iterator[tuple[int, int, ModelServer]]:
    """The port and the process of a whole server, with a model in this mood."""
    with model_server(mood) as model:
        settings = {
            "OPENAI_BASE_URL": model.address,
            "OPENAI_API_KEY": "of-no-use",
            "ASSISTANT_LLM": "openai:stub",
            "ASSISTANT_LLM_TIMEOUT": "300",
            "ASSISTANT_TEAMS_SECRETS": TOKEN,
        }
        with as_served(folder, settings) as address:
            port = urlsplit(address).port
            assert port
            yield port, listener(port), model


def listener(port: int) -> int:
    """The process that listens on a port: a child of ours."""
    inode = next(
        line.split()[9]
        for line in Path("/proc/net/tcp").read_text("ascii").splitlines()[1:]
        if line.split()[1].endswith(f":{port:04X}") and line.split()[3] == "0A"
    )
    for folder in Path("/proc").glob("[0-9]*/fd"):
        try:
            if any(os.readlink(each) == f"socket:[{inode}]" for each in folder.iterdir()):
                return int(folder.parent.name)
        except OSError:
            continue
    raise ProcessLookupError(port)


def memory(process: int) -> int:
    """Megabytes resident."""
    return int(status(process, "VmRSS")) // 1024


def processor(process: int) -> float:
    """Seconds of processor time spent so far."""
    after_name = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")


def threads(process: int) -> int:
    return int(status(process, "Threads"))


def status(process: int, name: str) -> str:
    found = re.search(rf"^{name}:\s+(\d+)", Path(f"/proc/{process}/status").read_text("ascii"), re.MULTILINE)
    assert found
    return found[1]


if __name__ == "__main__":
    main()
