"""The command line: what it prints, and the code it ends with."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from typer.testing import CliRunner, Result

from tests.web.conftest import FACTS, QUESTION, TODAY
from web.command_line import app

COMMAND = [sys.executable, "-m", "web.command_line"]
TYPED = "Xanthippe"


def run(*arguments: str, stdin: str = "", **environment: str) -> Result:
    """A command in this process."""
    return CliRunner().invoke(app, arguments, input=stdin, env=environment)


def test_the_command_runs_on_its_own() -> None:
    done = subprocess.run([*COMMAND, "ask", QUESTION], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert "Moves to" in done.stdout
    assert "\x1b" not in done.stdout


def test_ask_prints_the_answer_without_colour_when_piped() -> None:
    done = run("ask", QUESTION, "--today", TODAY)
    assert done.exit_code == 0, done.stderr
    assert "Moves to CIN/CP/Court or EmPower" in done.stdout
    assert "Monday 30 March 2026" in done.stdout
    assert "\x1b" not in done.stdout


def test_ask_prints_json() -> None:
    answer = json.loads(run("ask", QUESTION, "--today", TODAY, "--json").stdout)
    assert answer["kind"] == "needs_facts"
    assert answer["resolution"]["transfer_point"]["date"] == "2026-04-08"


def test_ask_fits_a_narrow_window() -> None:
    lines = run("ask", QUESTION, "--today", TODAY, COLUMNS="50").stdout.splitlines()
    assert max(map(len, lines)) <= 50


@pytest.mark.parametrize("suffix", ["json", "yaml"])
def test_resolve_reads_a_file_of_facts(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"facts.{suffix}"
    file.write_text(json.dumps(FACTS) if suffix == "json" else "\n".join(f"{name}: {FACTS[name]}" for name in FACTS))
    done = run("resolve", "--facts", str(file), "--today", TODAY)
    assert done.exit_code == 0, done.stderr
    assert json.loads(done.stdout)["resolution"]["receiving_team"] == "cin_cp_court"


def test_resolve_reads_what_is_piped_in() -> None:
    assert json.loads(run("resolve", "--facts", "-", stdin=json.dumps(FACTS)).stdout)["kind"] == "resolved"


@pytest.mark.parametrize(
    ("arguments", "stdin"),
    [
        (["ask"], ""),
        (["ask", "x", "--today", "2026-02-30"], ""),
        (["ask", ""], ""),
        (["ask", TYPED * 300], ""),
        (["resolve", "--facts", "no-such-file"], ""),
        (["resolve", "--facts", "-"], "[]"),
        (["resolve", "--facts", "-"], f'{{"{TYPED}'),
        (["resolve", "--facts", "-"], f"plan: {TYPED}"),
        (["no-such-command"], ""),
    ],
)
def test_a_wrong_call_ends_with_2(arguments: list[str], stdin: str) -> None:
    done = run(*arguments, stdin=stdin)
    assert done.exit_code == 2, done.stdout + done.stderr
    assert TYPED not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_a_broken_pack_is_a_wrong_call_to_ask_and_a_failed_check(
    spoiled: Callable[[str, Callable[[Any], None]], Path],
) -> None:
    folder = spoiled("pack.yaml", lambda content: content.update(title=None))
    assert run("ask", "x", ASSISTANT_PACK=str(folder)).exit_code == 2
    done = run("check", "--pack", str(folder))
    assert done.exit_code == 1
    assert "pack.yaml" in done.stdout


def test_check_passes_a_sound_pack(seaholm: Any) -> None:
    folder = Path(__file__).parents[1] / "packs" / "seaholm"
    done = run("check", "--pack", str(folder))
    assert done.exit_code == 0, done.stdout


@pytest.mark.sweep  # the whole index from nothing: tests/web/test_whole.py builds it with every run
def test_index_builds_once_and_finds_it_again(tmp_path: Path) -> None:
    first = run("index", ASSISTANT_DATA_DIR=str(tmp_path))
    assert first.exit_code == 0, first.stderr
    assert "building" in first.stderr
    second = run("index", ASSISTANT_DATA_DIR=str(tmp_path))
    assert second.exit_code == 0
    assert "building" not in second.stderr


def test_index_falls_short_without_its_model(tmp_path: Path) -> None:
    done = run("index", ASSISTANT_DATA_DIR=str(tmp_path), ASSISTANT_EMBEDDING_MODEL=str(tmp_path / "none"))
    assert done.exit_code == 1


def test_serve_says_where_and_answers(tmp_path: Path) -> None:
    environment = os.environ | {
        "ASSISTANT_DATA_DIR": str(tmp_path),
        "ASSISTANT_EMBEDDING_MODEL": str(tmp_path / "none"),
    }
    with subprocess.Popen(
        [*COMMAND, "serve", "--port", "0"], env=environment, stderr=subprocess.PIPE, text=True
    ) as server:
        try:
            assert server.stderr
            address = next(found[1] for line in server.stderr if (found := re.search(r"(http://[\d.]+:\d+)", line)))
            assert httpx.get(f"{address}/healthz", timeout=30).status_code == 200
            assert "server" not in httpx.get(f"{address}/api/search", params={"q": TYPED}).headers
        finally:
            server.terminate()
            rest = server.stderr.read() if server.stderr else ""
    assert TYPED not in rest
    assert '"route": "/api/search"' in rest


def test_serve_stays_on_this_machine_unless_told() -> None:
    done = run("serve", ASSISTANT_HOST="0.0.0.0")
    assert done.exit_code == 2
    assert "ASSISTANT_ALLOW_NETWORK" in done.stderr
