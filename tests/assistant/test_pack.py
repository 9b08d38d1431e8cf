"""A pack that must not be served is refused at the load, with every problem named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.loading import PackError, load
from assistant.pack import Pack

Spoil = Callable[[str, Callable[[Any], None]], Path]
ROUTES = "routes/harbour.yaml"


def _refused(folder: Path) -> list[str]:
    with pytest.raises(PackError) as caught:
        load(folder)
    return caught.value.problems


@pytest.mark.parametrize(
    ("file", "change", "problem"),
    [
        (ROUTES, lambda c: c["routes"][0].update(colour="red"), "routes/harbour.yaml: to-lighthouse: colour: Extra"),
        (
            ROUTES,
            lambda c: c["routes"][0].update(clauses=["moving-on/9/9"]),
            "to-lighthouse: no such clause: moving-on/9/9",
        ),
        (
            ROUTES,
            lambda c: c["routes"][0].update(clauses=[]),
            "to-lighthouse: clauses: Tuple should have at least 1 item",
        ),
        (
            ROUTES,
            lambda c: c["obligations"][0]["deadlines"][0].pop("clauses"),
            "tell: deadlines.0.clauses: Field required",
        ),
        (ROUTES, lambda c: c["obligations"][0]["deadlines"][0].update(period="3"), "a period is a number and a unit"),
        (
            ROUTES,
            lambda c: c["obligations"][0]["deadlines"][0].update(anchor="dawn"),
            "tell: tell: no such event: dawn",
        ),
        (ROUTES, lambda c: c["routes"][0]["when"].update(shoe_size=4), "to-lighthouse: no such fact: shoe_size"),
        (ROUTES, lambda c: c["routes"][0]["when"].update(current_team="moon"), "current_team: no such value: moon"),
        (ROUTES, lambda c: c["routes"][0]["when"].update(age={"above": 3}), "a range takes at_least and under"),
        (ROUTES, lambda c: c["routes"][0].update(receiving_team="moon"), "to-lighthouse: no such team: moon"),
        (ROUTES, lambda c: c["routes"][0].update(transfer_point="dawn"), "no such list of transfer points: dawn"),
        (ROUTES, lambda c: c["routes"][2].update(exception_to=["gone"]), "night-plan: exception to no route: gone"),
        (ROUTES, lambda c: c["routes"].append(c["routes"][0]), "to-lighthouse: stands twice"),
        (ROUTES, lambda c: c["transfer_points"]["evening"][0].update(event="dawn"), "evening: no such event: dawn"),
        (ROUTES, lambda c: c["transfer_points"]["evening"][0].update(when={"x": 1}), "evening: no such fact: x"),
        (
            ROUTES,
            lambda c: c["obligations"][1].update(
                co_allocated=[{"team": "moon", "role": "lead", "clauses": ["moving-on/1/1"]}]
            ),
            "no such team: moon",
        ),
        (ROUTES, lambda c: c.update(rutes=[]), "routes/harbour.yaml: unknown key rutes"),
        ("facts.yaml", lambda c: c["facts"][2]["presumed"][0].update(when={"x": 1}), "night_plan: no such fact: x"),
        (
            "facts.yaml",
            lambda c: c["facts"][2]["presumed"][0].update(when={"night_plan": "often"}),
            "no such value: often",
        ),
        ("facts.yaml", lambda c: c["groups"][0]["facts"].append("shoes"), "groups: The child: no such fact: shoes"),
        ("facts.yaml", lambda c: c["groups"][1]["seldom"].append("age"), "age: stands in a group already"),
        ("facts.yaml", lambda c: c["groups"][0].update(often=["age"]), "groups[0]: often: Extra inputs"),
        ("pack.yaml", lambda c: c.update(documents=["gone.md"]), "gone.md is not in documents/"),
        (
            "topics.yaml",
            lambda c: c["topics"][0]["statements"][0].update(clauses=["x/1/1"]),
            "telling: no such clause: x/1/1",
        ),
    ],
)
def test_is_refused_naming_file_rule_and_problem(
    spoiled: Spoil, file: str, change: Callable[[Any], None], problem: str
) -> None:
    assert any(problem in line for line in _refused(spoiled(file, change)))


def test_reports_every_problem_at_once(spoiled: Spoil) -> None:
    spoiled(ROUTES, lambda c: c["routes"][0].update(clauses=["moving-on/9/9"]))
    folder = spoiled("pack.yaml", lambda c: c.update(documents=["moving-on.md", "gone.md"]))
    problems = _refused(folder)
    assert any("9/9" in line for line in problems)
    assert any("gone.md" in line for line in problems)


def test_unreadable_and_missing_files_are_named(spoiled: Spoil) -> None:
    folder = spoiled("topics.yaml", lambda c: None)
    (folder / "topics.yaml").write_text("topics: [", encoding="utf-8")
    (folder / "waivers.yaml").unlink()
    (folder / "documents" / "moving-on.md").write_text("no head", encoding="utf-8")
    (folder / "vocabulary.yaml").write_text("- a\n- b\n", encoding="utf-8")
    problems = _refused(folder)
    for words in (
        "topics.yaml: not readable",
        "waivers.yaml: missing",
        "no head",
        "vocabulary.yaml: must be a mapping",
    ):
        assert any(words in line for line in problems), words


def test_no_folder(tmp_path: Path) -> None:
    assert _refused(tmp_path / "nowhere") == ["nowhere: no such folder of a policy pack"]


def test_the_revision_follows_rules_and_not_cases(seaholm: Pack, spoiled: Spoil) -> None:
    folder = spoiled("cases/harbour.yaml", lambda c: c.pop())
    assert load(folder).revision == load(folder).revision
    unchanged = load(folder).revision
    spoiled(ROUTES, lambda c: c["routes"][0].update(title="Otherwise"))
    assert load(folder).revision != unchanged


def test_teams_that_hold_no_case_are_no_current_team(lancashire: Pack) -> None:
    held = lancashire.facts["current_team"].domain()
    assert "duty_and_assessment" in held
    assert "contextual_safeguarding" not in held
