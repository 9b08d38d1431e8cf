"""What kind of message it is after all, where its words alone do not tell: weighed by its meaning.

It never sets a fact. What words say plainly stands: danger, a case with its dates, an answer to what was asked.
The shares below were chosen on the open question sets; `transfer-assistant evaluate` shows what they come to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from assistant.answering import about
from assistant.answering.library import Consulted
from assistant.facts import FactSpec
from assistant.pack import Pack
from assistant.understanding.findings import Reading

DANGER, DANGER_IN_A_CASE = 0.65, 0.9
"""From where a message is taken to tell of danger now: by itself, and in the middle of a case's facts."""
CHAT = 0.8
LIKELY, FAR, FAR_ASKED = 0.5, -0.1, -0.15
"""From where a message is taken to ask of a case, or where it names the team that holds one, unless what is beyond the
policy leads by so much; and by how much where it tells something of a case and asks who, when or where."""
SPEAKS, SPEAKS_PLAINLY = 1.6, 2.1
"""From where a statement of the policy speaks to the question, and does so though facts of a case stand in it. Of the
open sets' 907 messages of a case 379 reach the first and 20 the second, of 173 about the policy 140 and 51, of 40 of
danger 3 and none: it is one sign among several, and never weighs by itself."""
ASKED, ASKED_OF_ALL, OWN_CASE = 1.8, 0.12, 0.6
"""From where a statement speaks so well that a message hardly like a case, below the second, asks of the policy; and
below which one does that tells nothing before it asks, where a statement speaks to it at all."""
OF_THE_POLICY, HARDLY_A_CASE = 0.75, 0.2
"""From where a message is so like a question about the policy, and up to where it is so little like a case, that it
asks of the policy though an age stands in it ("say, a ten year old")."""
DANGER_OF_NOBODY = 0.95
"""From where a message that speaks of nobody, and of no harm, is taken to tell of danger."""
FEW = 1
"""Facts beside an age that do not make a case yet."""


def is_open(reading: Reading, specs: Mapping[str, FactSpec], decided: Callable[[], bool]) -> bool:
    """Whether its words leave open what kind of message it is, so that its meaning is worth comparing."""
    if reading.intent not in ("case", "guidance") or reading.answered:
        return False
    plain_case = reading.intent == "case" and not _is_vague(reading, specs)
    return reading.alarming or not plain_case or _of_no_child(reading)


def weighed(
    pack: Pack, reading: Reading, consulted: Consulted, *, in_hand: bool, decided: Callable[[], bool]
) -> Reading:
    """The reading as the kind of message that it most likely is.

    `in_hand`: whether a case is spoken of already; `decided`: whether what it tells of a case decides it.
    """
    kinds, likeness = consulted.kinds, consulted.likeness
    if not kinds:
        return reading
    vague = _is_vague(reading, pack.facts)
    plain_case = reading.intent == "case" and not vague
    speaks = consulted.answering[0].score if consulted.answering else 0.0
    certain = DANGER_IN_A_CASE if plain_case or speaks >= SPEAKS else DANGER
    certain = certain if reading.of_somebody or reading.alarming else DANGER_OF_NOBODY
    if kinds.get("danger", 0) >= certain:
        return reading.of_another_kind("emergency")
    if in_hand:
        return reading
    asks_plainly = _of_no_child(reading) and speaks >= (SPEAKS_PLAINLY if plain_case else SPEAKS)
    asks_of_all = _asks_of_all(reading, kinds.get("case", 0), speaks) or _only_asks(reading, pack.facts, kinds, speaks)
    if reading.intent == "case" and asks_of_all:
        return reading.of_another_kind("guidance")
    if plain_case:
        return reading.of_another_kind("guidance") if asks_plainly and not decided() else reading
    named = bool(reading.terms or reading.topics)
    if reading.intent == "guidance":
        if kinds.get("chat", 0) >= CHAT and not named:
            return reading.of_another_kind("small_talk")
        return reading
    found = about.find(pack, reading, likeness)
    asks_of_policy = kinds.get("guidance", 0) > kinds.get("case", 0) and not reading.counted
    asked_of = bool(reading.facts) and bool(reading.wants & {"who", "when", "where"}) and found.lead > FAR_ASKED
    of_a_case = "current_team" in reading.facts or kinds.get("case", 0) >= LIKELY
    likely = (of_a_case and found.lead > FAR) or asked_of
    beyond = found.beyond and not likely
    if beyond or (asks_of_policy and found.told):
        return reading.of_another_kind("guidance")
    if asks_plainly and not found.beyond and not decided():
        return reading.of_another_kind("guidance")
    return reading


def _asks_of_all(reading: Reading, like_a_case: float, speaks: float) -> bool:
    """Whether it is asked of every such case: "when does MASH hand a referral down?"."""
    if not _of_no_child(reading) or reading.left_out:
        return False
    only_asked = not reading.stated and "where" not in reading.wants
    return (speaks >= ASKED and like_a_case < ASKED_OF_ALL) or (
        only_asked and speaks >= SPEAKS and like_a_case < OWN_CASE
    )


def _only_asks(reading: Reading, specs: Mapping[str, FactSpec], kinds: Mapping[str, float], speaks: float) -> bool:
    """Whether it is like nothing but a question about the policy, whatever age stands in it as an example."""
    if reading.left_out or reading.children or not _is_vague(reading, specs):
        return False
    of_the_policy = kinds.get("guidance", 0) >= OF_THE_POLICY and kinds.get("case", 0) <= HARDLY_A_CASE
    return of_the_policy and speaks >= SPEAKS


def _of_no_child(reading: Reading) -> bool:
    """Whether it may be asked of all children: without an age, without a day."""
    return not reading.counted and not reading.children


def _is_vague(reading: Reading, specs: Mapping[str, FactSpec]) -> bool:
    """Whether next to nothing is told of a case."""
    dated = any(specs[name].kind == "date" for name in reading.facts)
    # A district, which is never asked for and from which nothing follows, makes no case.
    told = {name for name in reading.facts if specs[name].question or specs[name].presumed or specs[name].implied}
    return not dated and not reading.children and len(told - {"age"}) <= FEW
