"""The phrasing loop, with a model that says what a test wants and a check that a test can read."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass, field
from datetime import date

import pytest

from assistant.answering.answer import Answer, ChatRequest
from assistant.answering.briefing import Told
from assistant.answering.model import Message, ModelFailure
from assistant.answering.phrased import LONGEST, Limits, Phraser
from assistant.answering.turn import Assistant
from assistant.grounding.brief import Brief
from assistant.pack import Pack
from tests.serving import Shelf

MOVES = "It moves to Lighthouse at the planning evening, on Thursday 12 March 2026. [r1]"
NOTICE = "The Harbour team must tell the next team by Friday 6 March 2026. [r2]"
NOTE = "If the child is 10 by then, it changes. [r3]"
WRONG = "It moves on Friday 13 March 2026. [r1]"
WHOLE = f"{MOVES}\n\n- {NOTICE}\n- {NOTE}"


@dataclass(frozen=True)
class Found:
    kind: str
    token: str | None


class Checks:
    """Knows dates and tokens, and nothing else."""

    def faults(self, sentence: str, brief: Brief) -> Sequence[Found]:
        tokens = re.findall(r"\[(\w+)\]", sentence)
        if not tokens:
            return [Found("uncited", None)]
        if unknown := [token for token in tokens if token not in brief.texts]:
            return [Found("unknown_token", unknown[0])]
        evidence = " ".join(brief.texts[token] for token in tokens)
        days = re.findall(r"\d{1,2} March", sentence)
        return [Found("date", tokens[0])] if any(day not in evidence for day in days) else []

    def missing(self, sentences: Sequence[str], brief: Brief) -> Sequence[Found]:
        said = " ".join(sentences)
        return [Found("missing", each.token) for each in brief.statements if f"[{each.token}]" not in said]


Piece = str | ModelFailure


@dataclass
class Script:
    """Writes its scripts one after the other, in pieces of a few letters, and keeps what it was told."""

    scripts: list[list[Piece]]
    name: str = "test:model"
    told: list[Sequence[Message]] = field(default_factory=list)
    closed: list[int] = field(default_factory=list)
    """Pieces given out of each call, once it is closed."""

    async def write(self, messages: Sequence[Message], *, whole: bool = False) -> AsyncGenerator[str, None]:
        self.told.append(messages)
        given = 0
        try:
            for piece in self.scripts[min(len(self.told), len(self.scripts)) - 1]:
                if isinstance(piece, ModelFailure):
                    raise piece
                for at in range(0, len(piece), 5):
                    given += 1
                    yield piece[at : at + 5]
        finally:
            self.closed.append(given)


@dataclass
class Tally:
    outcomes: list[tuple[str, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    failures: list[Exception] = field(default_factory=list)

    def phrasing(self, outcome: str, why: str = "") -> None:
        self.outcomes.append((outcome, why))

    def fault(self, kind: str) -> None:
        self.faults.append(kind)

    def failure(self, error: Exception) -> None:
        self.failures.append(error)


@dataclass
class Phrased:
    answer: Answer
    said: list[str]
    model: Script
    tally: Tally
    pauses: list[float]


@pytest.fixture(scope="module")
def told(seaholm: Pack) -> Told:
    assistant = Assistant(seaholm, Shelf(list(seaholm.clauses.values()), seaholm.revision))
    message = "with harbour, aged 9, planning evening is 12 March 2026"
    return assistant.told(ChatRequest(message=message), date(2026, 3, 2))


def phrase(told: Told, *scripts: list[Piece] | str, limits: Limits | None = None) -> Phrased:
    model = Script([[script] if isinstance(script, str) else script for script in scripts])
    tally, said, pauses = Tally(), list[str](), list[float]()

    async def pause(seconds: float) -> None:
        pauses.append(seconds)

    phraser = Phraser(model, Checks(), tally, limits, pause=pause, chance=lambda: 1.0)
    answer = asyncio.run(phraser.phrase(told, said.append))
    return Phrased(answer, said, model, tally, pauses)


def test_what_passes_is_said_with_the_markers_of_the_answer(told: Told) -> None:
    found = phrase(told, WHOLE)
    assert found.answer.text == (
        "**It moves to Lighthouse at the planning evening, on Thursday 12 March 2026.** [1]\n\n"
        "- The Harbour team must tell the next team by Friday 6 March 2026. [2]\n"
        "- If the child is 10 by then, it changes. [3]\n\n"
        "**Assumed:** no night plan. Correct me if that is wrong."
    )
    assert (found.answer.phrased_by, found.answer.fell_back) == ("test:model", None)
    assert "".join(found.said) == found.answer.text
    assert found.tally.outcomes == [("phrased", "")]
    assert found.answer.resolution == told.answer.resolution


def test_it_is_said_while_it_is_written(told: Told) -> None:
    said: list[str] = []
    heard_before: list[int] = []

    class Watched(Script):
        async def write(self, messages: Sequence[Message], *, whole: bool = False) -> AsyncGenerator[str, None]:
            for piece in (MOVES, "\n\n", NOTICE, " ", NOTE):
                heard_before.append(len(said))
                yield piece

    asyncio.run(Phraser(Watched([]), Checks(), Tally()).phrase(told, said.append))
    assert heard_before[2:] == [0, 1, 1]  # a sentence is complete once the next begins
    assert len(said) == 4


def test_a_sentence_that_fails_is_never_said_and_stops_the_writing(told: Told) -> None:
    found = phrase(told, f"{MOVES} {WRONG} {NOTICE} {NOTE}", WHOLE)
    assert len(found.model.told) == 2
    assert found.model.closed[0] < len(f"{MOVES} {WRONG} {NOTICE}") / 5 + 1
    assert "13 March" not in "".join(found.said)
    assert found.answer.phrased_by == "test:model"
    assert found.tally.outcomes == [("regenerated", "")]
    assert found.tally.faults == ["date"]


def test_the_second_writing_is_told_the_kind_and_the_token_and_no_words(told: Told) -> None:
    found = phrase(told, f"{MOVES} {WRONG}", WHOLE)
    first, second = (messages[-1].text for messages in found.model.told)
    assert "What was wrong at r1: a date that is not in what the sentence cites." in second
    assert "An earlier try" not in first
    assert "13 March" not in second


def test_what_was_said_is_not_said_again(told: Told) -> None:
    found = phrase(told, f"{MOVES} {WRONG}", WHOLE)
    assert found.said == ["**It moves to Lighthouse at the planning evening, on Thursday 12 March 2026.** [1]"]
    assert found.answer.text.count("It moves to Lighthouse") == 1


def test_a_second_writing_is_heard_where_the_first_said_nothing(told: Told) -> None:
    found = phrase(told, WRONG, WHOLE)
    assert "".join(found.said) == found.answer.text


def test_failing_twice_leaves_the_template(told: Told) -> None:
    found = phrase(told, WRONG, f"{MOVES} It is all fine.")
    assert (found.answer.phrased_by, found.answer.fell_back) == ("template", "grounding")
    assert found.answer.text == told.answer.text
    assert found.tally.faults == ["date", "uncited"]
    assert found.tally.outcomes == [("fell_back", "grounding")]
    assert len(found.model.told) == 2


def test_what_is_left_out_is_asked_for_once_and_then_told_by_the_template(told: Told) -> None:
    assert phrase(told, MOVES, WHOLE).answer.phrased_by == "test:model"
    found = phrase(told, MOVES)
    assert found.answer.fell_back == "left out"
    assert found.answer.text == told.answer.text
    assert found.tally.faults == ["missing", "missing"]


@pytest.mark.parametrize(
    "words",
    [
        "See [the policy](https://elsewhere.example). [r1]",
        "See www.elsewhere.example. [r1]",
        "It moves. [1] [r1]",
        "It <b>moves</b>. [r1]",
        "| It | moves | [r1]",
    ],
)
def test_links_markup_and_markers_of_its_own_are_faults(told: Told, words: str) -> None:
    found = phrase(told, f"{words}\n{WHOLE}")
    assert found.tally.faults == ["form", "form"]
    assert found.said == []


def test_headings_are_left_out(told: Told) -> None:
    found = phrase(told, f"# Answer\n\n{MOVES}\n\n**What next**\n\n- {NOTICE}\n\nMind:\n- {NOTE}")
    assert found.answer.phrased_by == "test:model"
    assert not any(word in found.answer.text for word in ("Answer", "What next", "Mind"))


def test_tokens_written_together_are_told_apart(told: Told) -> None:
    found = phrase(told, f"{MOVES.replace('[r1]', '[R1, c1 and r1]')} {NOTICE} {NOTE}")
    assert found.answer.text.startswith(
        "**It moves to Lighthouse at the planning evening, on Thursday 12 March 2026.** [1]"
    )
    assert found.answer.phrased_by == "test:model"


def passing(retry_after: float | None = None) -> ModelFailure:
    return ModelFailure("rate_limited", passing=True, retry_after=retry_after)


def test_a_passing_failure_is_tried_again_after_a_pause(told: Told) -> None:
    found = phrase(told, [passing()], [passing(3.0)], WHOLE)
    assert found.answer.phrased_by == "test:model"
    assert found.pauses == [0.5, 3.0]


def test_a_pause_beyond_the_time_limit_is_not_made(told: Told) -> None:
    found = phrase(told, [passing(60.0)], WHOLE)
    assert found.answer.fell_back == "model unavailable"
    assert found.pauses == []
    assert len(found.model.told) == 1


def test_attempts_come_to_an_end(told: Told) -> None:
    found = phrase(told, [passing()], limits=Limits(attempts=4))
    assert found.answer.fell_back == "model unavailable"
    assert len(found.model.told) == 4
    assert found.pauses == [0.5, 1.0, 2.0]


def test_what_will_not_pass_is_not_tried_again(told: Told) -> None:
    assert len(phrase(told, [ModelFailure("refused")]).model.told) == 1


def test_a_model_that_is_not_open_yet_is_told_of(told: Told) -> None:
    assert phrase(told, [ModelFailure("starting")]).answer.fell_back == "model starting"


def test_half_a_text_is_begun_anew_and_not_said_twice(told: Told) -> None:
    found = phrase(told, [f"{MOVES} The Harb", ModelFailure("cut", passing=True)], WHOLE)
    assert found.answer.phrased_by == "test:model"
    assert len(found.said) == 1


@pytest.mark.parametrize("text", ["", "\n", "## Only a heading"])
def test_nothing_said_is_a_failure(told: Told, text: str) -> None:
    assert phrase(told, text).answer.fell_back == "model unavailable"


def test_an_endless_text_is_broken_off(told: Told) -> None:
    assert phrase(told, "go on " * LONGEST).answer.fell_back == "model unavailable"


def test_a_fault_of_ours_loses_no_answer(told: Told) -> None:
    class Broken(Checks):
        def faults(self, sentence: str, brief: Brief) -> Sequence[Found]:
            raise KeyError(sentence)

    tally = Tally()
    answer = asyncio.run(Phraser(Script([[WHOLE]]), Broken(), tally).phrase(told))
    assert (answer.text, answer.fell_back) == (told.answer.text, "error")
    assert isinstance(tally.failures[0], KeyError)


class Silent(Script):
    """Says nothing, ever."""

    async def write(self, messages: Sequence[Message], *, whole: bool = False) -> AsyncGenerator[str, None]:
        self.told.append(messages)
        try:
            await asyncio.Event().wait()
            yield ""
        finally:
            self.closed.append(0)


def test_the_caller_may_give_less_time_than_the_settings(told: Told) -> None:
    model, tally = Silent([]), Tally()
    answer = asyncio.run(Phraser(model, Checks(), tally, Limits(seconds=3600)).phrase(told, within=0.01))
    assert (answer.text, answer.fell_back) == (told.answer.text, "too slow")
    assert model.closed == [0]
    assert tally.outcomes == [("fell_back", "too slow")]


def test_cancelling_ends_the_call(told: Told) -> None:
    model, tally = Silent([]), Tally()

    async def leave() -> None:
        phrasing = asyncio.create_task(Phraser(model, Checks(), tally).phrase(told))
        while not model.told:
            await asyncio.sleep(0)
        phrasing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await phrasing

    asyncio.run(leave())
    assert model.closed == [0]
    assert tally.outcomes == [("abandoned", "")]


def test_what_is_not_for_a_model_is_not_given_to_it(seaholm: Pack) -> None:
    assistant = Assistant(seaholm, Shelf(list(seaholm.clauses.values()), seaholm.revision))
    told = assistant.told(ChatRequest(message="hello"), date(2026, 3, 2))
    found = phrase(told, WHOLE)
    assert found.answer == told.answer
    assert found.model.told == []
    assert found.tally.outcomes == []
