"""No step back: what the check catches and keeps, against the table of `python -m tests.evaluation.grounding`."""

from __future__ import annotations

import json
import re

import pytest

from assistant.grounding.brief import Brief
from assistant.grounding.checking import Grounding, Names
from assistant.pack import Pack
from tests.evaluation.grounding.__main__ import TABLE
from tests.evaluation.grounding.answers import Line, answers, brief_of, lines
from tests.evaluation.grounding.measuring import measure, share

CAUGHT, KEPT = 0.99, 0.95
SLACK = 0.02
"""Of one kind: the phrasings are made anew from the answers, and another answer makes others."""


@pytest.fixture(scope="module")
def told(lancashire: Pack) -> list[Line]:
    return lines([brief_of(answer) for answer in answers(lancashire)])


@pytest.mark.sweep
def test_every_line_of_every_template_answer_is_grounded_in_itself(lancashire: Pack, told: list[Line]) -> None:
    grounding = Grounding(Names.of(lancashire))
    wrong = [
        (line.statement.text, faults)
        for line in told
        if (faults := grounding.faults(f"{line.statement.text} {line.cites_clauses}", line.brief))
    ]
    assert wrong == []


SAID_AGAIN = (
    "Counted from the day that MASH received the referral.",
    "Within 1 hour of receiving the referral.",
    "By day 5 of receiving the referral.",
    "It is an aim.",
    "Consent.",
)
"""Sentences that say no more than the rest of their line."""


@pytest.mark.sweep
def test_no_sentence_of_a_required_line_is_left_out_unseen(lancashire: Pack, told: list[Line]) -> None:
    grounding = Grounding(Names.of(lancashire))
    unseen = []
    for line in told:
        sentences = re.split(r"(?<=[.;]) (?=[A-Z])", line.statement.text) if line.statement.required else []
        brief = Brief((line.statement,), ())
        for gone in sentences if len(sentences) > 1 else ():
            said = f"{' '.join(each for each in sentences if each is not gone)} {line.cites}"
            if gone not in SAID_AGAIN and not (grounding.missing([said], brief) or grounding.faults(said, line.brief)):
                unseen.append((gone, said))
    assert unseen == []


@pytest.mark.sweep
def test_no_step_back(lancashire: Pack, told: list[Line]) -> None:
    kept_table = json.loads(TABLE.read_text(encoding="utf-8"))
    table = measure(lancashire, told).table()
    assert table.keys() == kept_table.keys()
    for name, kinds in table.items():
        assert kinds.keys() == kept_table[name].keys()
        worse = {
            kind: (row, kept_table[name][kind])
            for kind, row in kinds.items()
            if row[0] / row[1] < kept_table[name][kind][0] / kept_table[name][kind][1] - SLACK
        }
        assert worse == {}, name
    right, among = share(table["corrupted, caught"])
    assert among >= 500
    assert right >= CAUGHT * among
    right, among = share(table["faithful, kept"])
    assert among >= 300
    assert right >= KEPT * among
