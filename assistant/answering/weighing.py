"""What kind of message it is after all, where its words alone do not tell: weighed by its meaning.

It never sets a fact. What words say plainly stands: danger, a case with its dates, an answer to what was asked.
The shares below were chosen on the open question sets; `transfer-assistant evaluate` shows what they come to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.answering import about
from assistant.facts import FactSpec
from assistant.pack import Pack
from assistant.understanding.findings import Reading

DANGER, DANGER_IN_A_CASE = 0.65, 0.9
"""From where a message is taken to tell of danger now: by itself, and in the middle of a case's facts."""
CHAT = 0.8
LIKELY, FAR = 0.5, -0.3
"""From where a message is taken to ask of a case, unless what is beyond the policy leads by so much."""
FEW = 1
"""Facts beside an age that do not make a case yet."""


def is_open(reading: Reading, specs: Mapping[str, FactSpec]) -> bool:
    """Whether its words leave open what kind of message it is, so that its meaning is worth comparing."""
    if reading.intent not in ("case", "guidance") or reading.answered:
        return False
    return reading.alarming or reading.intent == "guidance" or _is_vague(reading, specs)


def weighed(
    pack: Pack, reading: Reading, kinds: Mapping[str, float], likeness: Sequence[about.Likeness], *, in_hand: bool
) -> Reading:
    """The reading as the kind of message that it most likely is; `in_hand`: whether a case is spoken of already."""
    if not kinds:
        return reading
    vague = _is_vague(reading, pack.facts)
    plain_case = reading.intent == "case" and not vague
    if kinds.get("danger", 0) >= (DANGER_IN_A_CASE if plain_case else DANGER):
        return reading.of_another_kind("emergency")
    if plain_case or in_hand:
        return reading
    named = bool(reading.terms or reading.topics)
    if reading.intent == "guidance":
        if kinds.get("chat", 0) >= CHAT and not named:
            return reading.of_another_kind("small_talk")
        return reading
    found = about.find(pack, reading, likeness)
    asks_of_policy = kinds.get("guidance", 0) > kinds.get("case", 0) and not reading.counted
    likely = "current_team" in reading.facts or (kinds.get("case", 0) >= LIKELY and found.lead > FAR)
    beyond = found.beyond and not likely
    if beyond or (asks_of_policy and found.told):
        return reading.of_another_kind("guidance")
    return reading


def _is_vague(reading: Reading, specs: Mapping[str, FactSpec]) -> bool:
    """Whether next to nothing is told of a case."""
    dated = any(specs[name].kind == "date" for name in reading.facts)
    return not dated and not reading.children and len(set(reading.facts) - {"age"}) <= FEW
