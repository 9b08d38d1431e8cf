"""How often each may ask. The clock stands until a test moves it."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest
from pydantic import ValidationError

from assistant.settings import Settings
from tests.serving import serving
from tests.web.access.conftest import ASKED, a_client, once, opened, settings, sign_in
from tests.web.access.provider import OID, Provider
from tests.web.access.redis_stub import redis_stub
from tests.web.test_problems import the_problem
from web.access.limits import RETRY, Limits, too_many
from web.app import create_app

NOON = 1_772_452_800.0  # a whole minute


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> float:
        return self.now


def run(test: Coroutine[Any, Any, None]) -> None:
    asyncio.run(test)


def test_so_many_and_no_more_until_the_minute_is_over() -> None:
    async def test() -> None:
        clock = Clock()
        limits = Limits(Settings(rate="3/minute"), clock)
        clock.now = NOON + 12.5
        assert [await limits.person("one") for _ in range(5)] == [0, 0, 0, 48, 48]
        assert await limits.person("another") == 0
        clock.now = NOON + 59.9
        assert await limits.person("one") == 1
        clock.now = NOON + 60
        assert [await limits.person("one") for _ in range(4)] == [0, 0, 0, 60]

    run(test())


def test_a_team_has_a_limit_of_its_own() -> None:
    async def test() -> None:
        limits = Limits(Settings(rate="1/minute", team_rate="2/hour"), Clock())
        assert [await limits.team("north") for _ in range(3)] == [0, 0, 3600]
        assert await limits.team("south") == 0
        assert await limits.person("north") == 0

    run(test())


def test_without_a_rate_only_those_who_sign_in_have_one() -> None:
    async def test() -> None:
        nobody = Limits(Settings(), Clock())
        assert {await nobody.person("one") for _ in range(200)} == {0}
        somebody = Limits(settings("https://issuer.example", rate=None), Clock())
        assert [await somebody.person("one") for _ in range(61)].count(0) == 60

    run(test())


@pytest.mark.parametrize("rate", ["0/minute", "often", "60", "60/fortnight", "-1/minute", "60/minute;1/second"])
def test_a_rate_that_is_none_is_refused(rate: str) -> None:
    for name in ("rate", "team_rate"):
        with pytest.raises(ValidationError):
            Settings(**{name: rate})  # type: ignore[arg-type]


def test_the_problem_says_how_long() -> None:
    assert "48 seconds" in too_many(48).details.detail
    assert "a second" in too_many(1).details.detail
    assert too_many(48).headers == {"Retry-After": "48"}


def test_each_person_is_counted_by_who_they_are_and_not_by_address(provider: Provider) -> None:
    app = create_app(settings(provider.issuer, rate="4/day"), opened)
    with serving(app) as address, a_client(address) as one, a_client(address) as two:
        sign_in(one)  # and the page that it leads to: one
        provider.claims |= {"oid": "another person"}
        sign_in(two)
        token = {"Authorization": f"Bearer {provider.token(oid=OID)}"}
        assert one.get("/policy").status_code == 200
        assert once.post(f"{address}/api/chat", json=ASKED, headers=token).status_code == 200  # the same person
        assert one.post("/answers", data={"message": ASKED["message"]}).status_code == 200
        refused = one.post("/answers", data={"message": ASKED["message"]})
        the_problem(refused, 429)
        assert 1 <= int(refused.headers["retry-after"]) <= 86400
        the_problem(once.post(f"{address}/api/chat", json=ASKED, headers=token), 429)
        assert two.get("/policy").status_code == 200
        assert one.get("/healthz").status_code == one.get("/static/page.css").status_code == 200
        assert one.post("/sign-out").status_code == 303


def test_without_sign_in_an_address_is_counted() -> None:
    with serving(create_app(Settings(rate="2/day"), opened)) as address:
        assert [once.get(f"{address}/api/facts").status_code for _ in range(3)] == [200, 200, 429]
        assert once.get(f"{address}/healthz").status_code == 200
        page = once.get(address, headers={"Accept": "text/html"})
        assert page.status_code == 429
        assert "<h1>Too many requests</h1>" in page.text


def test_several_servers_count_together_and_keep_no_id() -> None:
    async def test() -> None:
        with redis_stub() as redis:
            shared = settings("https://issuer.example", rate="3/minute", redis_url=redis.url)
            north, south = Limits(shared, Clock()), Limits(shared, Clock())
            assert [await each.person(OID) for each in (north, south, north, south)] == [0, 0, 0, 60]
            assert sum(redis.counts.values()) == 4
            assert OID not in str(redis.counts)
            assert redis.expiries == {60}
            await asyncio.gather(north.close(), south.close())

    run(test())


def test_a_redis_that_is_away_stops_nobody_and_is_asked_again_later() -> None:
    async def test() -> None:
        clock = Clock()
        with redis_stub() as redis:
            limits = Limits(Settings(rate="2/minute", redis_url=redis.url), clock)
            redis.answers.clear()
            assert [await limits.person("one") for _ in range(3)] == [0, 0, 60]
            asked = redis.asked
            assert await limits.person("two") == 0
            assert redis.asked == asked
            redis.answers.set()
            clock.now += RETRY
            assert await limits.person("one") == 0
            assert sum(redis.counts.values()) == 1
            await limits.close()
        nowhere = Limits(Settings(rate="2/minute", redis_url="redis://127.0.0.1:9"), clock)
        assert await nowhere.person("one") == 0
        await nowhere.close()

    run(test())
