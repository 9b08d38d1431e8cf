"""Faithful phrasings by rule: the same said in other words, other order, other forms of dates, names and numbers."""

# ruff: noqa: E501 - rules read better on one line

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator

from assistant.pack import Pack

Rule = Callable[[str, random.Random], str]
_NUMBERS = {"2": "two", "3": "three", "5": "five", "6": "six", "7": "seven", "8": "eight", "10": "ten", "15": "fifteen"}
_DATE = re.compile(r"\b(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day) (?P<day>\d{1,2}) (?P<month>[A-Z][a-z]+) (?P<year>\d{4})")  # fmt: skip
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")  # fmt: skip
_LAST_DAY = re.compile(r"^(?P<label>Earlier guidance: )?Last day to (?P<what>[^:]+): (?P<day>\w+day \d+ \w+ \d{4})(?: \((?P<how>[^()]*(?:\([^()]*\)[^()]*)*)\))?\.(?P<rest>.*)$")  # fmt: skip
_MOVES = re.compile(r"^The case moves to (?P<team>.+?) (?P<point>at|on|within) (?P<what>.+?), (?P<when>(?:on|by|no later than) \w+day \d+ \w+ \d{4})\.(?P<rest>.*)$")  # fmt: skip
_LEAD = re.compile(r"^(?P<lead>(?:Before|After|When|Once|If|Where|While|At|During) [^,.;:]+), (?P<rest>[^.;:]+)\.$")
_PASSIVES = {
    "complete": "completed", "make": "made", "request": "requested", "invite": "invited", "record": "recorded", "write": "written",
    "tell": "told", "hold": "held", "send": "sent", "attend": "attended", "consult": "consulted", "obtain": "obtained", "alert": "alerted",
    "arrange": "arranged", "ask": "asked", "fill in": "filled in", "bring": "brought", "keep": "kept", "notify": "notified", "support": "supported",
    "contact": "contacted", "offer": "offered", "allocate": "allocated", "check": "checked",
}  # fmt: skip
_ACTIVE = re.compile(
    rf"^(?P<who>[^,.;:]+?) (?P<modal>must|should|may|must not) (?P<verb>{'|'.join(_PASSIVES)}) (?P<what>[^,.;:]+)\.$"
)
_PLURAL = re.compile(r"^(?:the )?(?:both|all) |s$")
_WORDS = {
    "moves to": ("transfers to", "goes to", "passes to"),
    "must not": ("cannot", "may not"),
    "must": ("has to", "needs to", "is required to"),
    "should": ("ought to",),
    "no later than": ("by", "at the latest by"),
    "Before the move": ("Before the case moves", "Ahead of the move", "Prior to the move"),
    "Before": ("Ahead of", "Prior to"),
    "if": ("provided that",),
    "must make": ("must carry out",),
    "tell": ("inform", "let know"),
    "where possible": ("if possible", "wherever possible"),
    "not counting": ("leaving out", "excluding"),
    "may": ("can", "is allowed to"),
    "complete": ("finish",),
    "obtain": ("get",),
    "support": ("help",),
    "talk": ("have a discussion",),
    "attend": ("be at",),
    "once": ("as soon as",),
    "ask for": ("request",),
    "make sure": ("ensure",),
    "moves": ("transfers",),
    "until": ("till",),
    "stays with": ("remains with",),
}


def names_rule(pack: Pack) -> Rule:
    """Full names for short ones and the other way round."""
    pairs = [(each.short, re.sub(r"\s*\([^)]*\)", "", each.label)) for each in pack.teams.values()]
    pairs += [(long, short) for short, long in pairs]
    for event in pack.events.values():
        bracket = re.search(r"(?P<full>.+) \((?P<short>[A-Z]+)\)", event.label.removeprefix("the "))
        if bracket:
            pairs += [(bracket[0], bracket["short"]), (bracket[0], bracket["full"])]
    pairs = [(one, other) for one, other in pairs if one != other and one not in other and other not in one]

    def rename(text: str, chance: random.Random) -> str:
        here = [pair for pair in pairs if re.search(rf"\b{re.escape(pair[0])}(?!\w)", text)]
        if not here:
            return text
        one, other = chance.choice(here)
        return re.sub(rf"\b{re.escape(one)}(?!\w)", other.replace("\\", ""), text)

    return rename


def dates(text: str, chance: random.Random) -> str:
    """A date in another form."""

    def other(found: re.Match[str]) -> str:
        weekday, day, month, year = found["weekday"], found["day"], found["month"], found["year"]
        ending = "th" if day[-2:-1] == "1" else {"1": "st", "2": "nd", "3": "rd"}.get(day[-1], "th")
        return chance.choice(
            [
                f"{weekday} {day} {month}",
                f"{day} {month} {year}",
                f"{weekday[:3]} {day} {month} {year}",
                f"{weekday} {day}{ending} {month} {year}",
                f"{weekday} the {day}{ending} of {month} {year}",
                f"{day} {month}",
                f"{day}/{_MONTHS.index(month) + 1}/{year}",
                f"{weekday}, {month} {day}, {year}",
                f"{int(day):02}/{_MONTHS.index(month) + 1:02}/{year[2:]}",
            ]
        )

    return _DATE.sub(other, text)


def numbers(text: str, chance: random.Random) -> str:
    del chance
    return re.sub(r"\b(\d{1,2}) (working days|days|months|weeks|hours)", lambda found: f"{_NUMBERS.get(found[1], found[1])} {found[2]}", text)  # fmt: skip


def words(text: str, chance: random.Random) -> str:
    """One or two words for others that mean the same."""
    for _ in range(chance.choice((1, 2))):
        here = [word for word in _WORDS if re.search(rf"\b{word}\b", text)]
        if here:
            word = chance.choice(here)
            other = chance.choice(_WORDS[word])
            if word == "must" and re.search(r"\bmust (?:not|also|still)|(?:workers|managers|teams) must", text):
                continue
            if word in ("if", "once") and re.search(r"Only if|if possible|once", text) and word == "if":
                continue
            text = re.sub(rf"\b{word}\b", other, text, count=1)
    return text


def order(text: str, chance: random.Random) -> str:
    """What comes first put last."""
    found = _LEAD.match(text)
    if not found or chance.random() < 0.2:
        return text
    lead = found["lead"][0].lower() + found["lead"][1:]
    return f"{found['rest'][0].upper()}{found['rest'][1:]} {lead}."


def passive(text: str, chance: random.Random) -> str:
    del chance
    lead = _LEAD.match(text)
    before, rest = (f"{lead['lead']}, ", f"{lead['rest'][0].upper()}{lead['rest'][1:]}.") if lead else ("", text)
    found = _ACTIVE.match(rest)
    if not found:
        return text
    who, what = found["who"], found["what"]
    if len(what.split()) > 7 or " and " in what or re.search(r"\b(?:by|it|them)\b", what):
        return text
    what = what if before else what[0].upper() + what[1:]
    who = who[0].lower() + who[1:] if who.split()[0] in ("The", "Both", "Each", "Whoever") else who
    return f"{before}{what} {found['modal']} be {_PASSIVES[found['verb']]} by {who}."


def last_day(text: str, chance: random.Random) -> str:
    found = _LAST_DAY.match(text)
    if not found:
        return text
    label, what, day, how, rest = (found[name] or "" for name in ("label", "what", "day", "how", "rest"))
    behind = f" ({how})" if how else ""
    said = chance.choice(
        [
            f"You have until {day} to {what}{behind}.",
            f"{day} is the last day to {what}{behind}.",
            f"The deadline to {what} is {day}{behind}.",
            f"No later than {day}, {what}{behind}.",
            f"{what[0].upper()}{what[1:]} by {day}{behind}.",
            f"The last date to {what} is {day}{', which is ' + how if how else ''}.",
        ]
    )
    return f"{label}{said}{rest}"


def decision(text: str, chance: random.Random) -> str:
    found = _MOVES.match(text)
    if not found:
        return text
    team, point, what, when, rest = (found[name] for name in ("team", "point", "what", "when", "rest"))
    said = chance.choice(
        [
            f"{team} takes the case over {point} {what}, {when}.",
            f"The case will move to {team}, {when}, {point} {what}.",
            f"{when[0].upper()}{when[1:]}, {point} {what}, the case moves to {team}.",
            f"The child's case transfers to {team} {point} {what}, {when}.",
            f"Transfer to {team}: {point} {what}, {when}.",
        ]
    )
    return f"{said}{rest}"


def set_out(text: str, chance: random.Random) -> str:
    """As a list item, in bold, or with a word before it."""
    lower = text if text[1:2].isupper() or text.split(maxsplit=1)[0] in ("Duty", "Children", "Child", "Private", "Leaving", "Level", "Section") else text[0].lower() + text[1:]  # fmt: skip
    return chance.choice(
        [
            f"- {text}",
            f"**{text}**",
            f"Please note: {text}",
            f"Remember that {lower}",
            f"{text[:-1]}" if text.endswith(".") else text,
        ]
    )


def phrasings(text: str, rules: list[Rule], chance: random.Random, count: int) -> Iterator[str]:
    """Up to `count` phrasings of a line, each by some of the rules."""
    seen = {text}
    for _ in range(count * 4):
        said = text
        for rule in chance.sample(rules, k=chance.randint(1, 3)):
            said = rule(said, chance)
        if chance.random() < 0.25:
            said = set_out(said, chance)
        if said not in seen:
            seen.add(said)
            yield said
            if len(seen) > count:
                return


def all_rules(pack: Pack) -> list[Rule]:
    return [names_rule(pack), dates, numbers, words, order, passive, last_day, decision]
