"""A thread keeps facts for a while, and no word of what was typed; in this process and in Redis alike."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import fakeredis
import pytest

from assistant.answering.answer import ChatRequest
from assistant.answering.state import HeldChild, HeldFact, State, WhoseFact
from assistant.facts import FactSpec
from assistant.understanding.language.english import english
from tests.web.teams.calls import CASE, TODAY, Channel, service, settings, webhook
from tests.web.teams.schema import words
from web.problems import Problem
from web.teams.activity import Activity
from web.teams.replay import MONTH, Replay
from web.teams.store import PREFIX, Memory, Redis, Store, StoreUnavailable, open_redis
from web.teams.threads import Threads, name, without_words

HOUR = 3600.0
KEY = bytes(range(32))


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["memory", "redis"])
def kept(request: pytest.FixtureRequest, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Store, Any]]:
    """A store, and what tells everything that is in it."""
    if request.param == "memory":
        memory = Memory(100, clock)
        yield memory, lambda: dict(memory._kept)
        return
    monkeypatch.setattr("time.time", clock)  # by which the stand-in for Redis lets go
    client = fakeredis.FakeRedis()
    yield Redis(client), lambda: {key: client.get(key) for key in client.keys("*")}


Kept = tuple[Store, Callable[[], dict[Any, Any]]]


def test_a_thread_is_a_conversation(channel: Channel) -> None:
    channel.ask("A 6 year old on a CP plan is with Duty and Assessment")
    said = words(channel.ask("The ICPC is on 8 April 2026"))
    assert "Moves to CIN/CP/Court" in said
    assert "age: 6" in said


def test_another_thread_knows_nothing_of_it(channel: Channel) -> None:
    channel.ask(CASE)
    other = Channel(channel.client, conversation=channel.conversation + "0")
    assert "Which team holds the case now?" in words(other.ask("When does it move?"))


def test_new_case_starts_again(channel: Channel) -> None:
    channel.ask(CASE)
    channel.ask("new case")
    said = words(channel.ask("When does it move?"))
    assert "Which team holds the case now?" in said
    assert "age: 6" not in said


def test_a_question_is_answered_by_the_words_offered(channel: Channel) -> None:
    asked = words(channel.ask("My case is with duty, ICPC on 8 April 2026, when does it move?"))
    assert "Is the main need inside the family home, or harm outside it?" in asked
    assert "“Harm outside the home”: " in asked
    assert "harm outside the home" in words(channel.ask("Harm outside the home")).lower().split("what i go by")[1]


def test_after_its_time_nothing_is_left(kept: Kept, clock: Clock) -> None:
    store, everything = kept
    threads = Threads(store, 8 * HOUR)
    assert threads.keep("thread", {"facts": {"age": {"value": 6}}})
    clock.now += 8 * HOUR - 1
    assert threads.recall("thread").state is not None
    clock.now += 2
    store.sweep()
    assert everything() == {}
    assert threads.recall("thread").state is None


def test_each_message_begins_the_time_anew(kept: Kept, clock: Clock) -> None:
    store, _ = kept
    threads = Threads(store, HOUR)
    for _ in range(5):
        threads.keep("thread", {"turn": 1})
        clock.now += HOUR - 1
        assert threads.recall("thread").state is not None


@pytest.mark.parametrize(
    "messages",
    [
        [CASE],
        ["Jayden Smith aged 15, NHS 943 476 5919, is with duty on a CP plan, ICPC 8 April 2026, grooming by a gang"],
        ["A 6 year old girl and her 14 year old brother with duty, county lines for the older one, ICPC 8 April 2026"],
        ["A child aged 6 with duty on a CP plan", "what if she were 15?", "new case", "a lad of 16 with Leaving Care"],
        ["A child aged 6 with duty on a CP plan", "what if she were 15?"],
        ["Two lads aged 6 and 14 with duty. He is being exploited by a gang. ICPC 8 April 2026, when do they move?"],
    ],
)
def test_the_store_holds_no_word_of_a_question(kept: Kept, messages: list[str]) -> None:
    """Names of facts, values that the pack offers, dates, numbers and a closed list of words for a child: no more."""
    store, everything = kept
    threads, ready = Threads(store, HOUR), service()
    thread = name(KEY, "thread", "19:made-up@thread.tacv2")
    for message in messages:
        state = threads.recall(thread).state
        answer = ready.assistant.answer(ChatRequest(message=message, state=state), TODAY)
        threads.keep(thread, answer.state)
    assert any("said" in fact for fact in answer.state["facts"].values()) or answer.state["children"]
    state = threads.recall(thread).state
    assert state
    found = set(_strings(state)) - _offered(ready.pack.facts)
    assert {each for each in found if not (_is_date(each) or _is_a_word_for_a_child(each))} == set()
    assert not re.search("jayden|smith|made-up|thread", str(everything()).lower())


def test_nothing_of_a_thread_can_be_told_from_its_name() -> None:
    conversation = "19:made-up@thread.tacv2"
    named = name(KEY, "thread", conversation)
    assert re.fullmatch(r"[0-9a-f]{64}", named)
    others = {name(KEY[::-1], "thread", conversation), name(KEY, "message", conversation), name(KEY, "thread", "")}
    assert named not in others
    assert name(KEY, "a", "b\0c") != name(KEY, "a", "b", "c")


def test_the_last_threads_alone_are_kept(clock: Clock) -> None:
    store = Memory(3, clock)
    for number in range(10):
        store.put(str(number), b"x", HOUR)
        store.get("7")
    assert [number for number in range(10) if store.get(str(number))] == [7, 8, 9]
    assert len(store) == 3


def test_a_thread_of_another_policy_is_let_go_of(monkeypatch: pytest.MonkeyPatch) -> None:
    shared = Redis(fakeredis.FakeRedis())
    monkeypatch.setattr("web.teams.webhook.open_redis", lambda _: shared)
    with webhook(settings(redis_url="redis://127.0.0.1:1")) as channel:
        thread = name(KEY, "thread", channel.conversation)
        shared.put(thread, json.dumps({"facts": {"no_such_fact": {"value": True}}}).encode(), HOUR)
        said = words(channel.ask(CASE))
        assert "The policy has changed since this thread began" in said
        assert "Moves to CIN/CP/Court" in said
        assert "The policy has changed" not in words(channel.ask("When does it move?"))


def test_redis_that_is_gone_is_no_reason_not_to_answer() -> None:
    """It says that it stands on this message alone, and still refuses what this process has seen."""
    with webhook(settings(redis_url="redis://127.0.0.1:1")) as channel:
        activity = channel.activity(CASE)
        said = words(channel.post(activity).json())
        assert "I could not look up what was said before" in said
        assert "Moves to CIN/CP/Court" in said
        assert channel.post(activity).status_code == 409


def test_several_processes_share_a_thread_and_what_was_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    shared = Redis(fakeredis.FakeRedis())
    monkeypatch.setattr("web.teams.webhook.open_redis", lambda _: shared)
    given = settings(redis_url="redis://127.0.0.1:1")
    with webhook(given) as one, webhook(given) as other:
        activity = one.activity(CASE)
        assert one.post(activity).status_code == 200
        assert other.post(activity).status_code == 409
        assert "Moves to CIN/CP/Court" in words(other.ask("When does it move?"))


def test_what_redis_says_of_a_failure_is_not_passed_on() -> None:
    store = open_redis("redis://:a-secret@127.0.0.1:1")
    with pytest.raises(StoreUnavailable) as caught:
        store.put("key", b"value", 1)
    assert str(caught.value) == ""
    assert caught.value.__suppress_context__


def test_keys_in_redis_say_whose_they_are() -> None:
    client = fakeredis.FakeRedis()
    Redis(client).put("key", b"value", 60)
    assert client.keys("*") == [f"{PREFIX}key".encode()]
    assert 0 < client.ttl(f"{PREFIX}key") <= 60


def message(**fields: Any) -> Activity:
    return Activity.model_validate({"type": "message", "id": "1", "timestamp": "2026-03-02T10:00:00Z"} | fields)


def test_a_message_is_remembered_for_as_long_as_its_date_holds(clock: Clock) -> None:
    """One dated ahead is in its window for two windows."""
    clock.now = message().timestamp.timestamp() - 299  # type: ignore[union-attr]
    memory = Memory(100, clock)
    replay = Replay(memory, 300, clock)
    replay._ours = Memory(100, clock)
    replay.refuse_stale(message())
    replay.refuse_repeated(message(), "1")
    clock.now += 598
    replay.refuse_stale(message())
    with pytest.raises(Problem):
        replay.refuse_repeated(message(), "1")
    clock.now += 2
    with pytest.raises(Problem):
        replay.refuse_stale(message())


def test_a_message_without_a_date_is_remembered_for_a_month(clock: Clock) -> None:
    replay = Replay(Memory(100, clock), 300, clock)
    replay._ours = Memory(100, clock)
    undated = message(timestamp=None)
    replay.refuse_stale(undated)
    replay.refuse_repeated(undated, "1")
    clock.now += MONTH - 1
    with pytest.raises(Problem):
        replay.refuse_repeated(undated, "1")
    clock.now += 2
    replay.sweep()
    replay.refuse_repeated(undated, "1")


def test_a_state_keeps_all_but_its_words() -> None:
    answer = service().assistant.answer(ChatRequest(message=CASE), TODAY)
    kept = json.loads(without_words(answer.state))
    for fact in answer.state["facts"].values():
        fact["said"] = None
    assert kept == json.loads(json.dumps(answer.state, default=str))


@pytest.mark.parametrize("last", ["what if she were 15?", "new case", "Two lads aged 6 and 14, one of them exploited"])
def test_no_case_of_a_state_keeps_its_words(last: str) -> None:
    """Neither the one in hand, nor the real one beside it, nor the one before."""
    answer = service().assistant.answer(ChatRequest(message=CASE), TODAY)
    answer = service().assistant.answer(ChatRequest(message=last, state=answer.state), TODAY)
    kept = without_words(answer.state).decode()
    assert re.search(r'"said": "\w', json.dumps(answer.state, default=str))
    assert not re.search(r'"said":"\w', kept)


def _strings(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, list):
        for each in part:
            yield from _strings(each)
    elif isinstance(part, dict):
        for name, each in part.items():
            yield name
            yield from _strings(each)


def _offered(specs: Mapping[str, FactSpec]) -> set[str]:
    """Every word that a state may hold: its own, and the pack's."""
    values = {option.value for spec in specs.values() for option in spec.options}
    shape = {*State.model_fields, *HeldFact.model_fields, *HeldChild.model_fields, *WhoseFact.model_fields, ""}
    return shape | set(specs) | values


def _is_date(text: str) -> bool:
    return bool(re.fullmatch(r"20\d\d-\d\d-\d\d", text))


def _is_a_word_for_a_child(text: str) -> bool:
    """One of a short list, kept to tell a brother from a sister."""
    return text in english().one_child or text in english().many_children
