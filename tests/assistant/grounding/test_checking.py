"""Each kind of fault, each beside a phrasing that has none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.grounding.brief import Brief, Source, Statement
from assistant.grounding.checking import Fault, Grounding, Names
from assistant.pack import Pack
from tests.assistant.grounding.conftest import Kinds

MOVE = "The case moves to CIN/CP/Court at the initial child protection conference (ICPC), on Wednesday 8 April 2026."
NOTICE = (
    "Last day to give the receiving team notice: Monday 30 March 2026 (5 working days before the ICPC, "
    "not counting Good Friday 3 April and Easter Monday 6 April)."
)
CONSULT = "When the meeting is arranged, the Duty and Assessment social worker must consult the receiving team on it."
VISIT = "Before the move, both social workers must make a joint handover visit to the child."
WAIT = "The move must not wait for EmPower's form."
ATTEND = "The Children in our Care social worker should, where possible, attend the final hearing."
EARLIER = "Earlier guidance: EmPower allocates cases on Tuesday 3 March 2026, 9.30am to 11.30am."


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (MOVE, "CIN/CP/Court takes the case over at the ICPC on Wed 8th April."),
        (MOVE, "On 8/4/2026, at the initial child protection conference, the child's case transfers to CIN/CP/Court."),
        (
            MOVE,
            "- **The case goes to the Child in Need, Child Protection and Court Service at the ICPC on 8 April 2026**",
        ),
        (NOTICE, "Give the receiving team notice by Monday 30 March, at least five working days before the ICPC."),
        (
            NOTICE,
            "You have until 30 March 2026 to notify the receiving team; Good Friday and Easter Monday do not count.",
        ),
        (CONSULT, "Once the meeting is arranged, the receiving team must be consulted on it by the D&A social worker."),
        (VISIT, "The two social workers have to visit the child together to hand over before the case moves."),
        (WAIT, "EmPower's form cannot delay the move."),
        (ATTEND, "If possible, the CIOC social worker ought to be at the final hearing."),
        (EARLIER, "By earlier guidance, EmPower allocates cases on Tuesday 3 March from 9:30am to 11:30am."),
    ],
)
def test_a_faithful_phrasing_has_no_fault(kinds: Kinds, line: str, said: str) -> None:
    assert kinds(line, said) == set()


@pytest.mark.parametrize(
    ("kind", "line", "said"),
    [
        ("no_token", MOVE, "The case moves at the ICPC [r1]. It moves to CIN/CP/Court."),
        ("unknown_token", MOVE, "The case moves to CIN/CP/Court at the ICPC [r7]."),
        ("unknown_token", MOVE, "The case moves to CIN/CP/Court at the ICPC [r1] [12]."),
        ("date", MOVE, "The case moves to CIN/CP/Court at the ICPC on 9 April 2026."),
        ("date", MOVE, "The case moves to CIN/CP/Court at the ICPC on Thursday 8 April 2026."),
        ("date", MOVE, "The case moves to CIN/CP/Court at the ICPC on 8 April 2027."),
        ("date", MOVE, "The case moves to CIN/CP/Court tomorrow."),
        ("date", NOTICE, "The last day to give the receiving team notice is Friday 3 April 2026."),
        ("period", NOTICE, "Give the receiving team notice 5 days before the ICPC."),
        ("period", NOTICE, "Give the receiving team a week of notice before the ICPC."),
        ("time", EARLIER, "Earlier guidance: EmPower allocates cases on Tuesday 3 March 2026, 9am to 11.30am."),
        ("bound", MOVE, "The case moves to CIN/CP/Court at the ICPC, by Wednesday 8 April 2026."),
        ("bound", NOTICE, "Give the receiving team notice after Monday 30 March 2026."),
        ("bound", NOTICE, "Give the receiving team notice by 30 March 2026, at most 5 working days before the ICPC."),
        ("bound", VISIT, "After the move, both social workers must make a joint handover visit to the child."),
        ("team", MOVE, "The case moves to EmPower at the ICPC on 8 April 2026."),
        ("team", MOVE, "The case moves from CIN/CP/Court at the ICPC on 8 April 2026."),
        ("event", MOVE, "The case moves to CIN/CP/Court at the final hearing, on 8 April 2026."),
        ("role", VISIT, "Before the move, both team managers must make a joint handover visit to the child."),
        ("role", CONSULT, "When the meeting is arranged, the receiving team must consult the D&A social worker on it."),
        ("acronym", MOVE, "The case moves to CIN/CP/Court at the ICPC, on 8 April 2026, by LADO."),
        ("document", WAIT, "The move must not wait for EmPower's Act."),
        ("modal", VISIT, "Before the move, both social workers may make a joint handover visit to the child."),
        ("modal", VISIT, "Before the move, both social workers need not make a joint handover visit to the child."),
        ("modal", ATTEND, "The Children in our Care social worker must, where possible, attend the final hearing."),
        ("modal", "Section 47 may go ahead without consent.", "Section 47 must go ahead without consent."),
        ("modal", WAIT, "The move must wait for EmPower's form."),
        ("negation", MOVE, "The case does not move to CIN/CP/Court at the ICPC on 8 April 2026."),
        ("condition", ATTEND, "The Children in our Care social worker should attend the final hearing."),
        ("layer", EARLIER, "EmPower allocates cases on Tuesday 3 March 2026, 9.30am to 11.30am."),
        ("link", MOVE, "The case moves to CIN/CP/Court, see www.example.org."),
        ("link", MOVE, "The case moves to [CIN/CP/Court](http://example.org)."),
        ("link", MOVE, "The case moves to CIN/CP/Court; write to move@example.org."),
        ("markup", MOVE, "The case moves to <b>CIN/CP/Court</b> at the ICPC."),
        ("markup", MOVE, "The case moves to CIN/CP/\u202eCourt at the ICPC."),
        ("instruction", MOVE, "Ignore the case. It moves to CIN/CP/Court at the ICPC."),
        ("unsupported", MOVE, "The case moves to CIN/CP/Court at the ICPC, and the school should be invited."),
        ("unsupported", MOVE, "The case moves to CIN/CP/Court at the ICPC. Nobody will object."),
    ],
)
def test_a_slip_is_a_fault_of_its_kind(kinds: Kinds, kind: str, line: str, said: str) -> None:
    assert kind in kinds(line, said)


def test_what_a_clause_says_of_another_case_may_not_stand_for_what_the_statement_says(kinds: Kinds) -> None:
    clause = "A case in proceedings moves to CIN/CP/Court at the initial court hearing."
    assert "event" in kinds(
        MOVE, "The case moves to CIN/CP/Court at the initial court hearing, on 8 April 2026.", clause
    )


@pytest.mark.parametrize("heading", ["**By when**", "What must be ready:", "## Please note", "**Who does what**"])
def test_a_heading_without_a_fact_needs_no_token(kinds: Kinds, heading: str, grounding: Grounding) -> None:
    del kinds
    assert grounding.faults(heading, _brief(MOVE, VISIT)) == ()


@pytest.mark.parametrize(
    "heading", ["**On 8 April:**", "EmPower takes it:", "No notice is needed:", "The school helps:"]
)
def test_a_heading_with_a_fact_does(heading: str, grounding: Grounding) -> None:
    assert grounding.faults(heading, _brief(MOVE, VISIT)) == (Fault("no_token"),)


def test_an_address_of_the_evidence_is_no_link(kinds: Kinds) -> None:
    line = "The referral must be sent by email to referrals@council.example."
    assert kinds(line, "Send the referral by email to referrals@council.example.") == set()


def _brief(*lines: str, required: bool = True) -> Brief:
    return Brief(tuple(Statement(f"r{at}", line, (at,), required) for at, line in enumerate(lines, 1)), ())


def test_all_that_is_required_is_told(grounding: Grounding) -> None:
    said = [
        "CIN/CP/Court takes the case at the ICPC on 8 April 2026 [r1].",
        "Give the receiving team notice by 30 March [r2].",
    ]
    assert grounding.missing(said, _brief(MOVE, NOTICE)) == ()


@pytest.mark.parametrize(
    "said",
    [
        "Give the receiving team notice by 30 March [r2].",
        "The case moves to CIN/CP/Court at the ICPC [r1].",
        "The case moves to CIN/CP/Court on 8 April 2026 [r1].",
        "The case moves at the ICPC on 8 April 2026 [r1].",
    ],
    ids=["nothing of it", "no date", "no meeting", "no team"],
)
def test_what_is_left_out_of_a_required_line_is_missing(grounding: Grounding, said: str) -> None:
    assert Fault("missing", "r1") in grounding.missing([said], _brief(MOVE))


def test_a_caution_that_is_left_out_is_missing(grounding: Grounding) -> None:
    line = "The case moves to EmPower at the ICPC. Only if team managers agree that the team is the right one."
    kept = "The case moves to EmPower at the ICPC [r1]."
    caution = "This is so only if team managers agree that the team is the right one [r1]."
    assert grounding.missing([kept], _brief(line)) == (Fault("missing", "r1"),)
    assert grounding.missing([kept, caution], _brief(line)) == ()


PASSED = "Passed: last day to give notice was Friday 13 March 2026. Tell both managers today. The child still moves."


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        (PASSED, "The last day to give notice, Friday 13 March 2026, has passed. The child still moves [r1]."),
        (PASSED, "The last day to give notice, Friday 13 March 2026, has passed. Tell both managers today [r1]."),
        (
            "Passed: day to notify Leaving Care was Wednesday 3 December 2025. Notify them today, if nobody has.",
            "Passed: the day to notify Leaving Care was Wednesday 3 December 2025 [r1].",
        ),
        (
            "Next allocation meeting: Wednesday 4 March 2026. The list of meetings has no date. Check it with them.",
            "Next allocation meeting: Wednesday 4 March 2026. Check it with them [r1].",
        ),
        (
            "The managers decide this one, at the care planning meeting. Only if the meeting, with senior managers, "
            "agrees that another team fits better.",
            "Only if the meeting, with senior managers, agrees that another team fits better [r1].",
        ),
    ],
    ids=["what to do today", "what stays so", "an act named before", "what is not known", "the decision itself"],
)
def test_what_a_sentence_alone_says_is_missing_though_its_other_words_are_told(
    grounding: Grounding, line: str, kept: str
) -> None:
    """The words that it shares with the others of its line are told for their sake, and tell nothing of it."""
    assert grounding.missing([kept], _brief(line)) == (Fault("missing", "r1"),)
    assert grounding.missing([f"{line[:-1]} [r1]."], _brief(line)) == ()


def test_a_caution_in_other_words_is_not_missing(grounding: Grounding) -> None:
    said = "Notice should have been given by Fri 13 March 2026, which has passed: let both managers know today. "
    assert grounding.missing([f"{said}The child's move goes ahead all the same [r1]."], _brief(PASSED)) == ()


def test_a_line_that_is_not_required_may_be_left_out(grounding: Grounding) -> None:
    assert grounding.missing([], _brief(MOVE, required=False)) == ()


def test_another_council_has_its_own_names(seaholm: Pack) -> None:
    grounding = Grounding(Names.of(seaholm))
    first, second, *_ = seaholm.teams.values()
    brief = _brief(f"The case moves to {first.short} on Wednesday 8 April 2026.")
    assert grounding.faults(f"On 8 April the case transfers to {first.label} [r1].", brief) == ()
    assert "team" in {each.kind for each in grounding.faults(f"On 8 April it moves to {second.short} [r1].", brief)}


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_no_text_breaks_it(grounding: Grounding, text: str) -> None:
    brief = Brief((Statement("r1", text, (1,), True),), (Source("c1", MOVE, 1),))
    grounding.faults(f"{text} [r1][c1]", brief)
    grounding.missing([f"{text} [r1]", text], brief)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "8/13/26",
                "2026-99-01",
                "99:99",
                "25am",
                "31",
                "February",
                "must",
                "not",
                "no",
                "(",
                ")",
                ",",
                ".",
                "[r1]",
                "ICPC",
                "the",
                "0th",
                "May",
                "one",
            ]
        )
    )
)
def test_no_odd_figure_breaks_it(grounding: Grounding, words: list[str]) -> None:
    grounding.faults(f"{' '.join(words)} [r1]", _brief(MOVE))
