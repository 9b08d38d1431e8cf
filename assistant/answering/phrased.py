"""A model puts the template's answer into other words, and each sentence is checked before anyone sees it.

stream -> sentence -> check -> said. What fails is written once more; what fails again is the template's. The template's
answer is there before the model is asked, so that whatever goes wrong costs nothing but the wait.
"""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Protocol

from assistant.answering.answer import Answer, FellBack
from assistant.answering.briefing import Parts, Told, take_apart
from assistant.answering.model import Model, ModelFailure
from assistant.answering.prompting import Fault, messages
from assistant.answering.sentences import Sentence, Sentences
from assistant.grounding.brief import Brief

LONGEST = 20_000
"""Characters of one writing: a model that goes on beyond them has lost its way."""
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 4.0  # seconds

_TOKEN = re.compile(r"\[([rc]\d+)\]")
_TOKENS = re.compile(r"\s*((?:\[[rc]\d+\]\s*)+)")
_WRITTEN_TOGETHER = re.compile(r"\[([rc]\d+(?:\s*(?:,|;|&|and)?\s*[rc]\d+)*)\]", re.IGNORECASE)
_FOREIGN = re.compile(r"[\[\]<>|{}]|https?:|www\.", re.IGNORECASE)
_MARKED = re.compile(r"(?P<words>.*?)(?P<markers> (?:\[\d+\])+)?", re.DOTALL)

Say = Callable[[str], None]


class Grounding(Protocol):
    """Whether sentences say only what a brief says, and all that it must."""

    def faults(self, sentence: str, brief: Brief) -> Sequence[Fault]: ...
    def missing(self, sentences: Sequence[str], brief: Brief) -> Sequence[Fault]: ...


class Tally(Protocol):
    """Counts what came of it. No words reach it."""

    def phrasing(self, outcome: str, why: str = "") -> None: ...
    def fault(self, kind: str) -> None: ...
    def failure(self, error: Exception) -> None: ...


@dataclass(frozen=True, slots=True)
class Foreign:
    """A sentence that holds what no answer may: a link, markup, a marker of its own making."""

    kind: str = "form"
    token: str | None = None


class Ungrounded(Exception):
    """Written twice, and neither could be shown."""

    def __init__(self, why: FellBack) -> None:
        super().__init__(why)
        self.why: FellBack = why


@dataclass(frozen=True)
class Limits:
    seconds: float = 20.0
    """For one phrasing with all that it takes: writing, checking, trying again."""
    attempts: int = 3
    """Calls for one writing, where the model cannot be reached or breaks off."""


class Phraser:
    """Puts answers into words with one model; one for all requests of an event loop."""

    def __init__(
        self,
        model: Model,
        grounding: Grounding,
        tally: Tally,
        limits: Limits | None = None,
        *,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self.model = model
        self._grounding, self._tally, self._limits = grounding, tally, limits or Limits()
        self._pause, self._chance = pause, chance

    async def phrase(self, told: Told, say: Say | None = None, within: float | None = None) -> Answer:
        """The answer in the model's words, or the template's with `fell_back`.

        `say` hears each piece of the text that has passed, as it comes; the pieces may break off where the answer
        falls back. Where nobody hears, the model is asked for the whole at once: that is far less work. `within`:
        seconds that the caller can wait at most. Cancelling ends the model's call.
        """
        parts = take_apart(told)
        if parts is None:
            return told.answer
        seconds = self._limits.seconds if within is None else min(within, self._limits.seconds)
        try:
            async with asyncio.timeout(seconds) as limit:
                text = await self._text(parts, _Voice(say), limit.when() or 0.0)
        except TimeoutError:
            return self._fall_back(told, "too slow")
        except Ungrounded as error:
            return self._fall_back(told, error.why)
        except ModelFailure as failure:
            return self._fall_back(told, "model starting" if failure.trouble == "starting" else "model unavailable")
        except asyncio.CancelledError:
            self._tally.phrasing("abandoned")
            raise
        except Exception as error:  # a right answer is at hand: no fault of ours may lose it
            self._tally.failure(error)
            return self._fall_back(told, "error")
        return told.answer.model_copy(update={"text": text, "phrased_by": self.model.name})

    def _fall_back(self, told: Told, why: FellBack) -> Answer:
        self._tally.phrasing("fell_back", why)
        return told.answer.model_copy(update={"fell_back": why})

    async def _text(self, parts: Parts, voice: _Voice, deadline: float) -> str:
        fault: Fault | None = None
        why: FellBack = "grounding"
        for outcome in ("phrased", "regenerated"):
            draft = await self._written(parts, fault, voice, deadline)
            fault, why = draft.fault, "grounding"
            if fault is None:
                left_out = await asyncio.to_thread(self._grounding.missing, draft.sentences, parts.brief)
                fault, why = next(iter(left_out), None), "left out"
            if fault is None:
                if parts.after:
                    draft.add(f"\n\n{parts.after}")
                self._tally.phrasing(outcome)
                return draft.text
            self._tally.fault(fault.kind)
            voice.start_again()
        raise Ungrounded(why)

    async def _written(self, parts: Parts, fault: Fault | None, voice: _Voice, deadline: float) -> _Draft:
        """One writing, however many calls it takes."""
        for tried in range(1, self._limits.attempts + 1):
            try:
                return await self._call(parts, fault, voice)
            except ModelFailure as failure:
                wait = self._wait(tried, failure)
                if wait is None or asyncio.get_running_loop().time() + wait >= deadline:
                    raise
                voice.start_again()
                await self._pause(wait)
        raise ModelFailure("unreachable")

    async def _call(self, parts: Parts, fault: Fault | None, voice: _Voice) -> _Draft:
        """One call: what it wrote, up to the first sentence that may not be shown."""
        draft, cutter, length = _Draft(parts, voice), Sentences(), 0
        asked = messages(parts.brief, parts.question, fault)
        async with aclosing(self.model.write(asked, whole=not voice.heard)) as pieces:
            async for piece in pieces:
                length += len(piece)
                if length > LONGEST:
                    raise ModelFailure("unreadable")
                if not await self._take(cutter.feed(piece), draft):
                    return draft
        await self._take(cutter.end(), draft)
        if not (draft.sentences or draft.fault):
            raise ModelFailure("empty", passing=True)
        return draft

    async def _take(self, sentences: Sequence[Sentence], draft: _Draft) -> bool:
        for sentence in sentences:
            if sentence.heading:
                continue  # it rests on nothing and only announces; what follows speaks for itself
            text = _apart(sentence.text)
            if _FOREIGN.search(_TOKEN.sub("", text)):
                draft.fault = Foreign()
                return False
            found = await asyncio.to_thread(self._grounding.faults, text, draft.brief)
            draft.fault = next(iter(found), None)
            if draft.fault:
                return False
            draft.take(sentence, text)
        return True

    def _wait(self, tried: int, failure: ModelFailure) -> float | None:
        """Seconds until the next call; None when there is none."""
        if not failure.passing or tried >= self._limits.attempts:
            return None
        pause: float = min(FIRST_PAUSE * 2 ** (tried - 1), LONGEST_PAUSE)
        return max(failure.retry_after or 0.0, pause * (0.5 + self._chance() / 2))


class _Voice:
    """Says the pieces of the first writing that has any: a second would say them over again."""

    def __init__(self, say: Say | None) -> None:
        self._say, self._spoken, self._silent = say, False, False

    @property
    def heard(self) -> bool:
        return self._say is not None

    def say(self, piece: str) -> None:
        if self._say and not self._silent:
            self._spoken = True
            self._say(piece)

    def start_again(self) -> None:
        self._silent = self._spoken


class _Draft:
    """What has passed so far: as the model wrote it, and as it is shown."""

    def __init__(self, parts: Parts, voice: _Voice) -> None:
        self.brief = parts.brief
        self.sentences: list[str] = []
        self.fault: Fault | None = None
        self._before, self._voice, self._shown = parts.before, voice, list[str]()
        self._in_list = False

    @property
    def text(self) -> str:
        return "".join(self._shown)

    def add(self, piece: str) -> None:
        self._shown.append(piece)
        self._voice.say(piece)

    def take(self, sentence: Sentence, text: str) -> None:
        self.sentences.append(text)
        shown = _with_markers(text, self.brief)
        if self._shown:
            self.add(self._gap(sentence) + shown)
        else:
            self.add((f"{self._before}\n\n" if self._before else "") + _bold(shown))

    def _gap(self, sentence: Sentence) -> str:
        if sentence.start == "run_on":
            return " "
        if sentence.start == "paragraph":
            self._in_list = False
            return "\n\n"
        gap, self._in_list = "\n- " if self._in_list else "\n\n- ", True
        return gap


def _apart(text: str) -> str:
    """Tokens as the check and the answer want them: `[r1, C2]` as `[r1][c2]`."""

    def separate(match: re.Match[str]) -> str:
        return "".join(f"[{token.lower()}]" for token in re.findall(r"[rc]\d+", match[1], re.IGNORECASE))

    return _WRITTEN_TOGETHER.sub(separate, text)


def _with_markers(text: str, brief: Brief) -> str:
    """The markers of the answer in place of tokens, each once in a row."""

    def mark(match: re.Match[str]) -> str:
        found = (marker for token in _TOKEN.findall(match[1]) for marker in brief.markers[token])
        return f" {''.join(f'[{marker}]' for marker in dict.fromkeys(found))} "

    marked = _TOKENS.sub(mark, text).strip()
    return re.sub(r" +([.,;:])", r"\1", marked)


def _bold(shown: str) -> str:
    """The first sentence is the decision: bold, its markers behind it."""
    found = _MARKED.fullmatch(shown)
    return f"**{found['words']}**{found['markers'] or ''}" if found else shown
