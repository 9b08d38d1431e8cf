"""`transfer-assistant evaluate`: what it shows, what it never shows, and the code it ends with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from tests.serving import Shelf
from web import service
from web.command_line import app

ASKED = "A child aged 6 on a CP plan is with Duty and Assessment. The ICPC is on {day} April 2026. When does it move?"
LABEL = """
- id: {name}
  today: 2026-03-02
  q: "{asked}"
  facts: {{current_team: duty_and_assessment, plan: cp, age: 6, initial_child_protection_conference: 2026-04-{meant}}}
  expect: {{team: {team}}}
  why: made up
"""


def put(folder: Path, name: str, day: int, meant: str, team: str = "cin_cp_court") -> None:
    folder.mkdir(exist_ok=True)
    text = LABEL.format(name=name, asked=ASKED.format(day=day), meant=meant, team=team)
    (folder / f"{name}.yaml").write_text(text)


class Opened(Shelf):
    ready = True

    def wait(self) -> bool:
        return self.ready


@pytest.fixture
def evaluate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The command over made-up sets, with a library that is there at once."""
    monkeypatch.setattr(
        service, "open_library", lambda settings, pack, progress: Opened(list(pack.clauses.values()), pack.revision)
    )

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(app, ["evaluate", "--folder", str(tmp_path), *arguments])

    return run


def test_all_right_ends_with_0(evaluate: Any, tmp_path: Path) -> None:
    put(tmp_path / "open", "seen-1", 8, "08")
    put(tmp_path / "held_out", "unseen-1", 9, "09")
    done = evaluate()
    assert done.exit_code == 0, done.output
    assert done.stdout.count("100.0% (1 of 1)") == 2
    assert "Facts of the open set" in done.stdout
    assert "Facts of the held-out set" not in done.stdout


def test_what_falls_short_ends_with_1_and_only_open_failures_are_shown(evaluate: Any, tmp_path: Path) -> None:
    put(tmp_path / "open", "seen-1", 8, "09", team="empower")
    put(tmp_path / "held_out", "unseen-1", 15, "16", team="empower")
    done = evaluate("--failures", "9")
    assert done.exit_code == 1
    assert "seen-1: wrong" in done.stdout
    assert "wrong date: notice on 2026-03-30" in done.stdout
    assert "Label in doubt: seen-1" in done.stdout
    assert "held-out: ... with a wrong date: 100.0%" in " ".join(done.stdout.split())
    assert "unseen-1" not in done.output
    assert "15 April" not in done.output
    report = json.loads(evaluate("--json", "--failures", "9").stdout)
    assert report["totals"]["held-out"]["measures"]["wrong_date"] == {"count": 1, "of": 1}
    assert report["short"].keys() == {"open", "held-out"}
    assert [each["id"] for each in report["failures"]] == ["seen-1"]
    assert "unseen-1" not in json.dumps(report)


def test_one_set_alone(evaluate: Any, tmp_path: Path) -> None:
    put(tmp_path / "open", "seen-1", 8, "08")
    report = json.loads(evaluate("--set", "open", "--json").stdout)
    assert report["totals"].keys() == {"open"}
    put(tmp_path / "held_out", "unseen-1", 15, "16")
    done = evaluate("--set", "held-out", "--failures", "9")
    assert done.exit_code == 1
    assert "unseen-1" not in done.output


def test_a_wrong_call_ends_with_2(evaluate: Any, tmp_path: Path) -> None:
    assert evaluate().exit_code == 2
    assert "holds no questions" in evaluate("--set", "open").stderr
    put(tmp_path / "open", "seen-1", 8, "31")
    done = evaluate("--set", "open")
    assert done.exit_code == 2
    assert "open/seen-1.yaml" in done.stderr
    assert evaluate("--set", "other").exit_code == 2


def test_without_the_index_it_ends_with_1(evaluate: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "open", "seen-1", 8, "08")
    monkeypatch.setattr(Opened, "ready", False)
    done = evaluate("--set", "open")
    assert done.exit_code == 1
    assert done.stdout == ""
