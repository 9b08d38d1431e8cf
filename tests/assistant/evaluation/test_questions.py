"""Files of questions: what is refused, all of it at once, with its file and its id."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.evaluation.questions import Question, QuestionsError, read_questions
from assistant.pack import Pack

BAD = """
- {id: unknown-key, today: 2026-03-02, q: x, colour: red}
- {id: no-message, today: 2026-03-02}
- {id: both, today: 2026-03-02, q: x, turns: [y]}
- {id: too-long, today: 2026-03-02, turns: ["", y]}
- {id: bad-fact, today: 2026-03-02, q: x, facts: {plan: none-such, colour: red}, children: [{age: 6}, {age: 200}]}
- {id: one-child, today: 2026-03-02, q: x, children: [{age: 6}]}
- {id: labelled, today: 2026-03-02, q: x, facts: {age: 6}, unclear: [age]}
- {id: bad-names, today: 2026-03-02, q: x, unclear: [a], optional: [b], about: [c], clauses: [d]}
- {id: bad-expect, today: 2026-03-02, q: x, expect: {team: e, event: f}}
- {id: premise, today: 2026-03-02, q: x, premise: g}
- {id: twice, today: 2026-03-02, q: x}
- {id: twice, today: 2026-03-02, q: y}
- just words
"""
FOUND = """
open/a.yaml: unknown-key: colour: Extra
open/a.yaml: no-message: Value error, has either
open/a.yaml: both: Value error, has either
open/a.yaml: too-long: message: String
open/a.yaml: bad-fact: facts.plan: must be one of
open/a.yaml: bad-fact: facts.colour: is not a fact
open/a.yaml: bad-fact: children.1.age: must be an age
open/a.yaml: one-child: Value error, one child
open/a.yaml: labelled: Value error, unclear
open/a.yaml: bad-names: unclear: a is not
open/a.yaml: bad-names: optional: b is not
open/a.yaml: bad-names: about: c is not
open/a.yaml: bad-names: clauses: d is not
open/a.yaml: bad-expect: expect.team: e is not
open/a.yaml: bad-expect: expect.event: f is not
open/a.yaml: premise: Value error, a false
open/a.yaml: ?: Input should
open/b.yaml: cannot be read as YAML (line 1)
open/c.yaml: cannot be read as YAML
open/d.yaml: must be a list
open: twice: stands twice
"""


def test_every_problem_is_told_at_once(tmp_path: Path, lancashire: Pack) -> None:
    folder = tmp_path / "open"
    folder.mkdir()
    for name, text in (("a", BAD), ("b", "]"), ("c", "today: 2026-02-30"), ("d", "one: two")):
        (folder / f"{name}.yaml").write_text(text)
    with pytest.raises(QuestionsError) as refused:
        read_questions(folder, lancashire)
    wanted = FOUND.strip().splitlines()
    assert len(refused.value.problems) == len(wanted), str(refused.value)
    assert [got[: len(want)] for got, want in zip(refused.value.problems, wanted, strict=True)] == wanted


def test_a_folder_without_questions_is_refused(tmp_path: Path, lancashire: Pack) -> None:
    with pytest.raises(QuestionsError, match="holds no questions"):
        read_questions(tmp_path / "none", lancashire)


def test_a_traceback_shows_nothing_of_a_question() -> None:
    assert repr(Question(id="a", today=date(2026, 3, 2), q="typed")) == "Question(...)"
