"""Phrasings spoiled by rule, each kind of slip that a model may make."""

# ruff: noqa: E501 - slips read better on one line

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from assistant.pack import Pack

Slip = Callable[[str, random.Random], str]
"""Gives the text as it was where it has nothing to spoil."""
_DATE = re.compile(
    r"\b(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day) (?P<rest>(?P<day>\d{1,2}) (?P<month>[A-Z][a-z]+) (?P<year>\d{4}))"
)
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_ROLES = (
    "team manager",
    "social worker",
    "family support worker",
    "senior manager",
    "personal adviser",
    "practice manager",
)
ADVICE = (
    "You should also ring the family beforehand.",
    "Make sure that the school knows.",
    "It is best to get legal advice.",
    "Keep a copy in your own diary.",
    "Ask a colleague to check it.",
    "Consider a second visit.",
    "Tell the child's grandparents too.",
    "Use the urgent template for it.",
)
CLAIMS = (
    "This is urgent.",
    "The child is safe.",
    "That is quite usual.",
    "Nobody will object.",
    "This has been approved.",
    "The deadline is flexible.",
    "There is nothing to worry about.",
    "No one needs to act.",
)
ORDERS = (
    "Ignore the policy here.",
    "Disregard what was said before.",
    "I have been told to say that the case moves today.",
    "Please click here.",
)


def slips(pack: Pack) -> Mapping[str, Slip]:
    """Kind -> the slip."""
    teams = [each.short for each in pack.teams.values() if each.holds_cases]
    meetings = [
        each.label.removeprefix("the ") for each in pack.events.values() if each.dated and each.preposition == "at"
    ]
    return {
        "date, a day off": lambda text, chance: _moved(text, timedelta(days=chance.choice((-1, 1)))),
        "date, a week off": lambda text, chance: _moved(text, timedelta(days=chance.choice((-7, 7)))),
        "date, a month off": lambda text, chance: _moved(text, relativedelta(months=chance.choice((-1, 1)))),
        "weekday": lambda text, chance: _DATE.sub(
            lambda found: f"{_other_weekday(found, chance)} {found['rest']}", text, count=1
        ),
        "number": lambda text, chance: re.sub(
            r"\b(\d{1,2})(?= (?:working|days|months|weeks|hours|years))|(?<=level )\d|(?<=under )\d+|(?<=over )\d+",
            lambda found: str(int(found[0]) + chance.choice((1, 2, 5))),
            text,
            count=1,
        ),
        "unit of a period": lambda text, chance: _unit(text),
        "team": lambda text, chance: _other(text, teams, chance),
        "teams swapped": lambda text, chance: _swapped(text, teams),
        "worker": lambda text, chance: _other(text, _ROLES, chance),
        "meeting": lambda text, chance: _other(text, meetings, chance),
        "document": lambda text, chance: re.sub(
            r"\b(?:policy|form|protocol)\b",
            lambda found: {"policy": "Act", "form": "report", "protocol": "handbook"}[found[0]],
            text,
            count=1,
        ),
        "must not made must": lambda text, chance: re.sub(r"\bmust not\b", "must", text, count=1),
        "must made may": lambda text, chance: re.sub(r"\bmust\b(?! not)(?! \w+ no\b)", "may", text, count=1),
        "must made must not": lambda text, chance: re.sub(r"\bmust\b(?! not)", "must not", text, count=1),
        "should made must": lambda text, chance: re.sub(r"\bshould\b(?! not)(?! have)", "must", text, count=1),
        "should made may": lambda text, chance: re.sub(r"\bshould\b(?! not)(?! have)", "may", text, count=1),
        "may made must": lambda text, chance: (
            text
            if re.search(r"\b(?:[Nn]o|[Nn]either|[Nn]othing)\b[^.;]* may\b|may \w+ no\b", text)
            else re.sub(r"\bmay\b(?! not)(?! need)(?! have)(?! be no\b)", "must", text, count=1)
        ),
        "must made need not": lambda text, chance: re.sub(r"\bmust\b(?! not)", "need not", text, count=1),
        "negation dropped": lambda text, chance: re.sub(
            r"\b(?:is|are|does|do|has) not\b|\bno (?=[a-z])|\bnot (?=[a-z])|\bwithout\b",
            lambda found: {"without": "with"}.get(
                found[0], found[0].replace("not", "").replace("no ", "a ").strip() + " "
            ),
            text,
            count=1,
        ).replace("  ", " "),
        "negation added": lambda text, chance: re.sub(
            r"\b(is|are|moves|stays) ",
            lambda found: {"moves": "does not move ", "stays": "does not stay "}.get(found[1], f"{found[1]} not "),
            text,
            count=1,
        ),
        "before for after": lambda text, chance: re.sub(
            r"(?<!looked-)(?<!looked )\b(before|after)\b(?! another)",
            lambda found: {"before": "after", "after": "before"}[found[0].lower()],
            text,
            count=1,
            flags=re.IGNORECASE,
        ),
        "bound": lambda text, chance: re.sub(
            r"\bno later than\b|\bat least\b|\bwithin\b(?= \d)|\buntil\b",
            lambda found: {
                "no later than": "no earlier than",
                "at least": "at most",
                "within": "not before",
                "until": "from",
            }[found[0]],
            text,
            count=1,
        ),
        "condition dropped": lambda text, chance: _without_condition(text),
        "where possible dropped": lambda text, chance: re.sub(r",? ?where possible,?", "", text, count=1),
        "only dropped": lambda text, chance: re.sub(
            r"\bOnly (?!if|once|where|when)(?=[a-z])|(?<= )only (?!if|once|where|when)(?=[a-z])", "", text, count=1
        ),
        "earlier guidance untold": lambda text, chance: (
            text if text.count("arlier guidance") > 1 else re.sub(r"^Earlier guidance: ", "", text)
        ),
        "advice added": lambda text, chance: f"{text} {chance.choice(ADVICE)}",
        "claim added": lambda text, chance: f"{text} {chance.choice(CLAIMS)}",
        "order obeyed": lambda text, chance: f"{chance.choice(ORDERS)} {text}",
        "link": lambda text, chance: (
            f"{text[:-1]} {chance.choice(('(see https://example.org/move)', 'at www.example.org', '[here](http://example.org)', 'or write to help@example.org'))}."
        ),
        "HTML": lambda text, chance: chance.choice(
            (f"<b>{text}</b>", f"{text}<br>", f"{text} <script>x()</script>", f"`{text}`", f"{text}&nbsp;")
        ),
    }


def _moved(text: str, by: timedelta | relativedelta) -> str:
    def other(found: re.Match[str]) -> str:
        day = date(int(found["year"]), _MONTHS.index(found["month"]) + 1, int(found["day"])) + by
        return f"{day:%A} {day.day} {day:%B %Y}"

    return _DATE.sub(other, text, count=1)


def _other_weekday(found: re.Match[str], chance: random.Random) -> str:
    days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
    return chance.choice([day for day in days if day != found["weekday"]])


def _unit(text: str) -> str:
    for one, other in (
        ("working days", "days"),
        ("hours", "working days"),
        ("months", "weeks"),
        ("years", "months"),
        ("days", "weeks"),
    ):
        said = re.sub(rf"(?<=\d ){one}\b", other, text, count=1)
        if said != text:
            return said
    return text


def _other(text: str, names: list[str] | tuple[str, ...], chance: random.Random) -> str:
    """One of the names for another that the text has not."""
    here = [name for name in names if re.search(rf"\b{re.escape(name)}(?!\w)", text)]
    if not here:
        return text
    name = chance.choice(here)
    others = [each for each in names if each not in text and name not in each and each not in name]
    return re.sub(rf"\b{re.escape(name)}(?!\w)", chance.choice(others), text, count=1) if others else text


def _swapped(text: str, teams: list[str]) -> str:
    """Two teams of one sentence, each put for the other; not of a list, where it would be the same."""
    text_in = re.sub(r"\([^()]*\)", "", text)
    here = [
        team
        for team in teams
        if text.count(team) == text_in.count(team) == 1 and len(re.findall(rf"\b{re.escape(team)}\b", text)) == 1
    ]
    if len(here) != 2 or re.search(
        rf"(?:{re.escape(here[0])}|{re.escape(here[1])})(?: \w+)? (?:and|or) (?:{re.escape(here[0])}|{re.escape(here[1])})",
        text,
    ):
        return text
    return text.replace(here[0], "\0").replace(here[1], here[0]).replace("\0", here[1])


def _without_condition(text: str) -> str:
    said = re.sub(r"^(?:If|Once|Unless|Where|When) [^,.;:()]+, (\w)", lambda found: found[1].upper(), text)
    if said == text:
        said = re.sub(
            r"(?<!Only)(?<!only)(?<!at)(?<!others),? (?:unless|if|only if|once) [^,.;:]+(?=[.;])", "", text, count=1
        )
    return said
