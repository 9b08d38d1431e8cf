"""`make audit` says what it found, and never that nothing was found when nobody could be asked."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parents[1]
UNREACHED = (
    "requests.exceptions.ProxyError: HTTPSConnectionPool(host='advisories.example', port=443): Max retries exceeded"
)


def audit(folder: Path, says: str, code: int) -> subprocess.CompletedProcess[str]:
    """The target with a program in pip-audit's place."""
    program = folder / "pip-audit"
    program.write_text(f'#!/bin/sh\necho "$@" > {folder}/asked\necho "{says}" >&2\nexit {code}\n', encoding="utf-8")
    program.chmod(0o755)
    return subprocess.run(
        ["make", "-o", "Makefile", "audit", f"AUDIT={program}", f"VENV={folder}", "READY=Makefile"],
        cwd=HERE,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_it_asks_strictly_of_every_locked_version(tmp_path: Path) -> None:
    ran = audit(tmp_path, "No known vulnerabilities found", 0)
    assert ran.returncode == 0
    assert "No known vulnerabilities found" in ran.stdout
    asked = (tmp_path / "asked").read_text(encoding="utf-8").split()
    assert "--strict" in asked
    assert asked[-2:] == ["-r", "requirements.lock"]


@pytest.mark.parametrize(
    ("says", "shown", "hidden"),
    [
        ("Found 1 known vulnerability in 1 package", "Found 1 known vulnerability", "nothing was audited"),
        (UNREACHED, "No source of advisories could be reached: nothing was audited.", "Max retries"),
    ],
)
def test_what_is_found_and_what_cannot_be_asked_both_fail(tmp_path: Path, says: str, shown: str, hidden: str) -> None:
    ran = audit(tmp_path, says, 1)
    assert ran.returncode != 0
    assert shown in ran.stdout
    assert hidden not in ran.stdout
