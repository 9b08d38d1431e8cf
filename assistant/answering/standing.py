"""Which case a message is about: the one in hand, one that is only supposed, the one before, or a new one."""

from __future__ import annotations

from typing import Any, Literal

from assistant.answering.siblings import other_family
from assistant.answering.state import SetAside, State
from assistant.understanding.findings import LooseDate, Reading
from assistant.understanding.language.english import english

Shift = Literal["same", "new", "supposed", "back"]
ENOUGH_FOR_A_CASE = 3
OPENING = 3
"""Words."""
TEAM = "current_team"
WHOSE = (TEAM, "plan", "age")
"""Facts that tell one child's case from another's."""


def standing(state: State, reading: Reading) -> tuple[State, Shift]:
    """The state that a message adds to, and how it differs from the one held.

    What is supposed lasts for as long as it is added to or its question is answered; then the real case is back.
    """
    if reading.intent == "start_again":
        return _anew(state, reading, state.real or state.case or state.earlier), "new"
    if reading.supposed and state.case:
        base = state if state.real and reading.goes_on else _of(state.real or state.case, state)
        return base.model_copy(update={"real": state.real or state.case}), "supposed"
    if _is_earlier(state, reading):
        return _of(state.earlier, state).model_copy(update={"earlier": state.real or state.case}), "back"
    if reading.goes_back and (state.real or state.earlier):
        if state.real:
            return _of(state.real, state), "back"
        return _of(state.earlier, state).model_copy(update={"earlier": state.case}), "back"
    if state.real and not _continues(state, reading):
        state = _of(state.real, state)
    if _another_case(state, reading):
        return _anew(state, reading, state.case), "new"
    return state, "same"


def _anew(state: State, reading: Reading, earlier: SetAside | None) -> State:
    """A state of another case, which has the team of the one before only where that is said: "same team"."""
    held = {name: fact for name, fact in state.facts.items() if name == TEAM and reading.same_team}
    return State(turn=state.turn, facts=held, earlier=earlier)


def with_mentioned(state: State, reading: Reading) -> State:
    """A state that holds what a question told before there was a case, where the message goes on with it.

    "A judge has directed a section 37, who writes it?" - "it's with MASH".
    """
    goes_on = reading.intent == "case" and (reading.facts or reading.unsure or reading.corrected)
    if state.case is not None or not state.mentioned or not goes_on or reading.another_family:
        return state
    said = {name: fact for name, fact in state.mentioned.items() if name not in reading.facts}
    return state.model_copy(update={"facts": said, "mentioned": {}})


def _is_earlier(state: State, reading: Reading) -> bool:
    """ "Back to the 13 yr old": who was spoken of before, and not now."""
    if state.earlier is None or reading.back_to_age is None:
        return False
    now, then = (
        {fact.value for each in (case, *case.children) for name, fact in each.facts.items() if name == "age"}
        for case in (state, state.earlier)
    )
    return reading.back_to_age in then and reading.back_to_age not in now


def date_alone(reading: Reading, event: str) -> LooseDate | None:
    """The one date of a message that names no meeting for it, if it can be read in one way only."""
    if len(reading.loose_dates) != 1:
        return None
    (found,) = reading.loose_dates
    settled = found.certain and not found.others and (not found.events or event in found.events)
    return found if settled else None


def _of(case: SetAside | None, state: State) -> State:
    """A state about this case, of which nothing was asked yet."""
    case = case or SetAside()
    return State(turn=state.turn, facts=case.facts, children=case.children, mark=case.mark, earlier=state.earlier)


def _continues(state: State, reading: Reading) -> bool:
    awaited = state.awaits is not None and date_alone(reading, state.awaits) is not None
    return reading.answered or awaited


def _another_case(state: State, reading: Reading) -> bool:
    """A whole case described anew, at odds with the one held: its facts must not mix with the old ones."""
    if reading.another_family:
        return True
    if reading.children and other_family(state.children, state.facts, reading):
        return True
    said = {name: fact.value for name, fact in reading.facts.items() if fact.certain}
    at_odds = {name for name, value in said.items() if name in state.facts and state.facts[name].value != plain(value)}
    if _puts_right(reading) and not at_odds & {"current_team", "age"}:
        return False  # "No sorry, he's CIN, with the meeting on the 12th"
    whole = len(said) >= ENOUGH_FOR_A_CASE and any(name in at_odds for name in WHOSE)
    return whole or len(at_odds & set(WHOSE)) > 1


def _puts_right(reading: Reading) -> bool:
    """Whether it begins by taking back what was said: "not on a plan" within it does not."""
    first = reading.text.casefold().replace("'", "").replace(",", " ").replace(".", " ").split()[:OPENING]
    return reading.corrected and (first[:1] in (["no"], ["nope"]) or english().corrections.find(first) is not None)


def plain(value: Any) -> Any:
    """A value as a state carries it: a date as text."""
    return value.isoformat() if hasattr(value, "isoformat") else value
