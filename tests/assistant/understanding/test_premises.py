"""What a question takes for granted is found in what it states or presupposes, and never in what it only asks."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.loading import PackError, load
from assistant.pack import Pack
from assistant.rules import Holds, Premise, SaidNumber
from assistant.understanding.granted import taken_for_granted
from assistant.understanding.language.english import english
from assistant.understanding.language.tokens import split
from assistant.understanding.premises import Premises
from tests.assistant.understanding.conftest import Reader

Spoil = Callable[[str, Callable[[Any], None]], Path]
NUMBER = re.compile(r"\d+(?:/\d+)?")


def _granted(text: str) -> list[str]:
    tokens = split(text)
    return [" ".join(tokens[at].word for at in places) for places in taken_for_granted(tokens)]


@pytest.mark.parametrize(
    ("text", "granted"),
    [
        ("can capacity delay a transfer?", []),
        ("capacity delay", []),
        ("she is 14 and on a CP plan", []),
        ("since capacity can delay a transfer, when do we tell them", ["since capacity can delay a transfer"]),
        ("since capacity can delay a transfer when do we tell them", ["since capacity can delay a transfer"]),
        ("do we wait because they have no capacity", ["because they have no capacity"]),
        ("EmPower takes under-10s so where does he go", ["empower takes under 10 s", "so"]),
        ("cases wait for the core group, right?", ["cases wait for the core group", "right"]),
        ("my manager says they can wait", ["my manager says they can wait"]),
        ("when EmPower co-work they do the visits, do I stop", ["when empower co work they do the visits"]),
        ("if harm is feared does a case wait for the clinic?", ["if harm is feared"]),
        ("he is 6. who visits, and as they have no capacity, when", ["he is 6", "as they have no capacity"]),
        ("why do cases wait for the core group", ["why do cases wait for the core group"]),
    ],
)
def test_a_statement_is_told_from_a_question(text: str, granted: list[str]) -> None:
    assert _granted(text) == granted


def _premise(number: SaidNumber | None = None, *says: str) -> Premises:
    holds = Holds(text="The boat is at six.", clauses=("a/1/1",))
    return Premises([Premise(id="boat", title="The boat", says=says, says_number=number, statement=holds)])


def _found(premises: Premises, text: str) -> tuple[str, ...]:
    return premises.find(split(text), []).ids


def test_the_words_are_said_in_one_statement_in_any_order_and_form() -> None:
    premises = _premise(None, "boat must wait")
    assert _found(premises, "as the boats have to wait, who tells them")
    assert _found(premises, "waiting is required of the boat, right?")
    assert not _found(premises, "the boat is blue, and we have to wait, right?")
    assert not _found(premises, "does the boat have to wait?")


def test_one_of_several_words_is_enough_and_joined_words_follow_each_other() -> None:
    premises = _premise(None, "boat/ship early_start")
    assert _found(premises, "the ship makes an early start, right?")
    assert not _found(premises, "an early ship makes a start, right?")


def test_what_is_marked_may_be_said_anywhere() -> None:
    premises = _premise(None, "@boat must wait")
    assert _found(premises, "The boat is blue. We have to wait, right?")
    assert not _found(premises, "The cart is blue. We have to wait, right?")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("we need 3 days notice, right?", True),
        ("we need three working days notice, right?", True),
        ("48 hours notice is enough, right?", True),
        ("a fortnight's notice is needed, right?", True),
        ("we need 5 working days notice, right?", False),
        ("a week's notice is enough, right?", False),
        ("we gave notice on level 3, right?", False),
        ("do we need 3 days notice?", False),
    ],
)
def test_a_number_counts_only_where_it_is_not_right(text: str, found: bool) -> None:
    right: Any = {"day": (5,), "week": (1,), "hour": (), "fortnight": ()}
    assert bool(_found(_premise(SaidNumber(says=("notice",), right=right)), text)) is found


def test_a_number_without_a_unit_may_be_an_age() -> None:
    right: Any = {"age": (13, 14, 15)}
    premises = _premise(SaidNumber(says=("club take",), right=right))
    assert _found(premises, "the club takes under-10s, right?")
    assert _found(premises, "the club takes 9 year olds, right?")
    assert not _found(premises, "the club takes 13s, right?")


def test_a_wrong_number_goes_before_words_alone() -> None:
    holds = Holds(text="x", clauses=("a/1/1",))
    number = SaidNumber(says=("notice",), right={"day": (5,)})
    premises = Premises(
        [
            Premise(id="words", title="x", says=("give notice",), statement=holds),
            Premise(id="number", title="x", says_number=number, statement=holds),
        ]
    )
    assert _found(premises, "we give 3 days notice, right?") == ("number",)


@pytest.mark.parametrize(
    ("text", "belief"),
    [
        ("since capacity can delay a transfer, how long can they hold off?", "capacity-does-not-delay"),
        ("as capacity can't delay a transfer, what do I say to them", "capacity-does-not-delay"),
        ("the case transfers when there's a worker free, right?", "capacity-does-not-delay"),
        ("EmPower takes under-10s, so where does he go", "empower-ages"),
        ("as we only need 3 days notice can I book it for friday", "notice-length"),
        ("given that the assessment must be finished first, can we push it back", "assessment-need-not-be-finalised"),
        ("I know CP cases wait for the core group, but who does the minutes", "child-protection-point"),
        ("they cant move until we've done the joint visit, so when do we do it", "missed-visit-does-not-stop-the-move"),
        ("no consent needed to step a family across to CFW, so when do we tell them", "consent-before-a-step-across"),
        ("as CFW have the right to say no, do we keep it", "early-help-and-refusal"),
        ("CFW close at 15 days so who does the work after", "early-help-stays-until-managers-agree"),
        ("we have to wait a week before escalating, right?", "escalation-within-48-hours"),
        ("mum has a right to know the teams are in dispute, so how do I tell her", "family-and-escalation"),
        ("when empower co-work they do the stat visits, so do I stop mine", "empower-co-working"),
        ("private fostering starts after 14 days, right?", "what-private-fostering-is"),
        ("CwD take anyone with autism, so do I refer him", "disability-criteria"),
        ("leaving care get told when they turn 17, so what do I send", "told-at-15-and-three-quarters"),
        ("EmPower, s20, permanence agreed. she moves at the first review doesn't she", "leaving-empower"),
        ("CIOC has 20 working days after the final hearing to take it, so what's the date", "after-the-final-hearing"),
        ("a section 47 has to have consent, so what if dad says no", "section-47-and-consent"),
        ("as anything re-referred within 6 months goes back, who has it", "re-referral-within-three-months"),
        ("siblings have to stay with the same team, so where does she go", "brothers-and-sisters"),
        ("the receiving team picks up visits while its being disputed, right?", "function-during-an-escalation"),
    ],
)
def test_beliefs_of_the_pack(reader: Reader, text: str, belief: str) -> None:
    assert reader(text).premises == (f"belief-{belief}",)


@pytest.mark.parametrize(
    "text",
    [
        "can capacity delay a transfer?",
        "how much notice do we give?",
        "what ages does EmPower take?",
        "6 year old on a CP plan with duty, ICPC 8 April, need in the family. when does it move?",
        "we gave notice 3 days ago, meeting is on 9 March, with duty. when does it move?",
        "the final hearing is in 3 weeks and then he moves to children in our care. what do I need?",
        "assessment completed, CIN plan, risk outside the home, 14, duty. where does she go?",
        "family has not given consent, level 3, duty. what happens?",
        "hello",
    ],
)
def test_a_question_and_the_facts_of_a_case_take_nothing_for_granted(reader: Reader, text: str) -> None:
    assert reader(text).premises == ()


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("as CFW can refuse a step down from CIN, what do we do", "guidance"),
        ("EmPower takes under-10s, right?", "guidance"),
        ("as CFW can refuse a step down, where does the case go", "case"),
        ("as CFW can refuse our CIN case, what do we do", "case"),
        ("EmPower takes under-10s, right? 9, on a CIN plan, with duty", "case"),
    ],
)
def test_a_belief_by_itself_tells_of_no_case(reader: Reader, text: str, intent: str) -> None:
    reading = reader(text)
    assert reading.premises
    assert reading.intent == intent


def test_the_numbers_of_a_statement_stand_in_its_clauses(lancashire: Pack) -> None:
    words = {str(number): word for word, number in english().numbers.items()}
    for premise in lancashire.premises.values():
        evidence = " ".join(f"{clause} {lancashire.clauses[clause].text}" for clause in premise.statement.clauses)
        for number in NUMBER.findall(premise.statement.text):
            assert re.search(rf"\b({number}|{words.get(number, number)})\b", evidence), (premise.id, number)


def test_no_statement_denies_or_affirms(lancashire: Pack) -> None:
    starts = {premise.statement.text.split()[0].strip(",:") for premise in lancashire.premises.values()}
    assert starts.isdisjoint({"No", "Yes", "Not", "Actually", "Correct", "Right", "Wrong"})


@pytest.mark.parametrize(
    ("premise", "problem"),
    [
        ({"statement": {"text": "x", "clauses": ["moving-on/9/9"]}}, "boat: no such clause: moving-on/9/9"),
        ({"statement": {"text": "x", "clauses": []}}, "statement.clauses: Tuple should have at least 1 item"),
        ({"says": ["<moon> waits"]}, "boat: no such name: moon"),
        ({"says": []}, "nothing that is said leads to it"),
        ({"id": "to-lighthouse"}, "a rule of this id stands in routes/harbour.yaml"),
    ],
)
def test_a_pack_with_a_premise_that_cannot_be_told_is_refused(
    spoiled: Spoil, premise: dict[str, Any], problem: str
) -> None:
    folder = spoiled("waivers.yaml", lambda _: None)
    whole = {"id": "boat", "title": "x", "says": ["x"], "statement": {"text": "x", "clauses": ["moving-on/1/1"]}}
    (folder / "premises.yaml").write_text(f"premises: [{whole | premise}]", encoding="utf-8")
    with pytest.raises(PackError) as caught:
        load(folder)
    assert any(problem in each for each in caught.value.problems), caught.value.problems
