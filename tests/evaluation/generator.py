"""Questions by the thousand, made from a grammar, each with exactly the facts that it says.

A kind of case (cases.yaml) gives what is said; a voice, names, dates and separators (wording.yaml) how. The same seed
makes the same questions. `python -m tests.evaluation.generator --count 5000 --seed 1 --noise 0.02` scores them.
Seeds below 1000 are for looking at; 424242 is the sweep test's, and nobody looks at what fails there.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

from assistant.facts import Value
from assistant.loading import load
from assistant.pack import Pack
from tests.conftest import LANCASHIRE
from tests.evaluation import days
from tests.evaluation.failures import clusters, slips, table
from tests.evaluation.noise import mistype
from tests.evaluation.question import Child, Part, Question, Tags
from tests.evaluation.scoring import assistant_of, score
from tests.evaluation.voices import Voice
from tests.evaluation.wording import article, cases, meeting_name, spoken, team_name, wording

FIRST_DAY, LAST_DAY = date(2026, 1, 5), date(2026, 10, 30)
FRIDAY = 4
ADULT, NEAR_ADULT, BABY, YOUNG = 18, 15, 2, 13
HELD_OUT = 424242
ARTICLE = re.compile(r"(team|service|hub|desk|door|workers|tray)$", re.IGNORECASE)


def generate(pack: Pack, count: int, seed: int, noise: float = 0) -> Iterator[Question]:
    """So many questions; the same ones with and without typos."""
    for number in range(count):
        question = _Maker(pack, Random(f"{seed}/{number}")).make()
        if noise:
            text = mistype(question.text, noise, Random(f"{seed}/{number}/typos"))
            question = replace(question, text=text, meant=question.text)
        yield question


class _Maker:
    """Makes one question: what it says here, how in a voice."""

    def __init__(self, pack: Pack, random: Random) -> None:
        self._pack, self._random = pack, random
        self._words = wording()
        self._tags = Tags()
        self._today = FIRST_DAY + random.randint(0, (LAST_DAY - FIRST_DAY).days) * days.DAY
        while self._today.weekday() > FRIDAY:
            self._today += days.DAY

    def make(self) -> Question:
        random = self._random
        case = random.choices(cases(), [each["weight"] for each in cases()])[0]
        self._tags.note("case", case["id"])
        self._child = self._someone(random.randint(*case["ages"]))
        self._tags.note("noun", self._child.noun)
        parts = self._parts(case)
        text = Voice(self._pack, random, self._tags, self._child, self._today).say(case, parts)
        facts: dict[str, Value] = {}
        for part in parts:
            facts |= part.facts
        return Question(text, self._today, facts, tuple(dict.fromkeys(self._tags)))

    def _someone(self, years: int) -> Child:
        nouns = self._words["nouns"]
        choice = nouns["under_2"] if years < BABY else nouns["any"]
        choice = [*choice, *nouns["from_13"]] if years >= YOUNG else choice
        noun = self._random.choice(choice)
        for pronoun, words in (("she", ("girl", "woman")), ("he", ("boy", "lad", "man"))):
            if noun.endswith(words):
                return Child(years, noun, pronoun)
        return Child(years, noun, self._random.choice(("she", "he", "they")))

    def _parts(self, case: Mapping[str, Any]) -> list[Part]:
        random = self._random
        parts = [self._team(case["team"])]
        # Who has one team's name on a case need not give an age; the few that go without are asked for it or not.
        parts += [self._age(case)] if random.random() < 0.9 else []
        parts += [self._fact(self._one(each)) for each in case["always"]]
        meeting = case["meeting"]
        if meeting and random.random() < 0.9:
            parts.append(self._meeting(meeting, past=False, planned=any("plan" in part.facts for part in parts)))
        if case["before"] and random.random() < 0.2:
            parts.append(self._meeting(random.choice(case["before"]), past=True, planned=True))
        parts += [self._fact(self._one(each)) for each in case["maybe"] if random.random() < 0.25]
        said = {name for part in parts for name in part.facts}
        for name in random.sample(case["denied"], k=len(case["denied"])):
            denial = self._fact(name)
            if random.random() < 0.18 and not said & set(denial.facts):
                parts.append(denial)
        return parts

    def _one(self, choice: str | list[str]) -> str:
        return choice if isinstance(choice, str) else self._random.choice(choice)

    def _fact(self, name: str) -> Part:
        fact = self._words["facts"][name]
        says, posts, form = fact.get("says", ()), fact.get("posts", ()), fact.get("form", ())
        return Part(name, fact["facts"], fact["bits"], says, posts, form, denied=fact.get("denied", False))

    def _team(self, team: str) -> Part:
        words, random = self._words["teams"], self._random
        name = team_name(random, team)
        self._tags.note("team name", f"{team}: {name.lower()}")
        name = spoken(name, self._random)
        bare = name.removeprefix("the ").removeprefix("The ")
        article = name != bare or bool(ARTICLE.search(bare))
        slots = {"team": bare, "the_team": f"the {bare}" if article else bare}
        slots["The_team"] = slots["the_team"][:1].upper() + slots["the_team"][1:]
        alone = bare.lower() not in words["never_alone"]
        bits = words["bits"] if alone else words["after_with"]
        return Part("team", {"current_team": team}, bits, words["says"], words["posts"], words["form"], slots)

    def _age(self, case: Mapping[str, Any]) -> Part:
        words, random, years = self._words["ages"], self._random, self._child.years
        if case["id"] in ("duty-cp", "duty-conference") and random.random() < 0.05:
            self._child.noun, self._child.pronoun = "baby", "they"
            unborn = words["unborn"]
            return Part("unborn", {"unborn": True}, unborn["bits"], unborn["says"], (), unborn["form"])
        if case["meeting"] != "eighteenth_birthday" and random.random() < 0.08:
            birthday = self._today - random.randint(5, 150) * days.DAY
            if (birthday.month, birthday.day) != (2, 29):
                return self._born(birthday.replace(year=birthday.year - years))
        if years < BABY:
            months = random.randint(2, 11) + 12 * years
            slots = {"m": str(months), "mword": days.NUMBERS[months], "noun": self._child.noun}
            return self._aged("months", {"age": round(months / 12, 2)}, slots)
        slots = {"n": str(years), "word": days.NUMBERS[years], "noun": self._child.noun}
        return self._aged("years", {"age": years}, slots)

    def _aged(self, kind: str, facts: Mapping[str, Value], slots: Mapping[str, str]) -> Part:
        words = self._words["ages"][kind]
        return Part("age", facts, words["bits"], words["says"], words["posts"], words["form"], slots, (kind,))

    def _born(self, day: date) -> Part:
        said, words = days.any_day(self._random, day), self._words["ages"]["born"]
        self._tags.note("birth date", said.form)
        facts: dict[str, Value] = {"age": self._child.years}
        if self._child.years >= NEAR_ADULT:
            facts["eighteenth_birthday"] = day.replace(year=day.year + ADULT)
        return Part("born", facts, words["bits"], words["says"], (), words["form"], {"born": said.bare or ""})

    def _meeting(self, event: str, *, past: bool, planned: bool) -> Part:
        words, random, calendar = self._words["meetings"], self._random, self._pack.calendar
        said = days.behind(random, self._today, calendar) if past else days.ahead(random, self._today, calendar)
        self._tags.note("date", said.form)
        own, before = words["own"].get(event, {}), "past_" if past else ""
        facts: dict[str, Value] = {event: said.day}
        slots = {"when": said.when, "When": said.when[:1].upper() + said.when[1:], "noun": self._child.noun}
        slots |= {"full_day": f"{said.day:%d/%m/%Y}"} | ({"day": said.bare} if said.bare else {})
        if not own:
            name = meeting_name(random, event, planned=planned)
            self._tags.note("meeting", f"{event}: {name.lower()}")
            name = spoken(name, self._random)
            slots |= {"meeting": name, "a_meeting": f"{article(name)} {name}", "the_meeting": f"the {name}"}
        else:
            self._tags.note("meeting", event)
        bits, says, form = ((own or words).get(f"{before}{each}", ()) for each in ("bits", "says", "form"))
        # "Booked for in 3 weeks" is no English.
        fits = [[each for each in some if said.bare or "{day}" not in each] for some in (bits, says, form)]
        return Part(f"before: {event}" if past else "meeting", facts, fits[0], fits[1], (), fits[2], slots)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--noise", type=float, default=0)
    parser.add_argument("--failures", type=int, default=0, help="how many groups of failures to tell")
    parser.add_argument("--show", action="store_true", help="only print the questions")
    told = parser.parse_args(arguments)
    if told.seed == HELD_OUT and (told.failures or told.show):
        parser.error("this seed is held out: its failures are not looked at")
    pack = load(LANCASHIRE)
    questions = list(generate(pack, told.count, told.seed, told.noise))
    if told.show:
        for question in questions:
            print(f"[{question.today:%a %d %b %Y}] {question.text!r}\n    {dict(question.facts)}")
        return 0
    assistant = assistant_of(pack)
    scored = score(assistant, questions)
    print(table(scored, told.noise))
    if told.failures:
        print(slips(assistant, scored, told.failures) if told.noise else clusters(scored, told.failures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
