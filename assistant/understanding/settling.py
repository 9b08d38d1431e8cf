"""From all that is said of each fact to one value, or to none: what is said two ways is unsure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from assistant.facts import Value, imply
from assistant.pack import Pack
from assistant.understanding.findings import Problem, SaidFact, Unsure, short
from assistant.understanding.language.english import english
from assistant.understanding.sayings import Saying, Sayings

FORGOTTEN = 3
"""Words after "scrap" that name what is taken back."""
Settled = tuple[dict[str, SaidFact], tuple[Unsure, ...], tuple[str, ...], tuple[Problem, ...]]


def settle(sayings: Sayings, pack: Pack, held: Mapping[str, Value], words: Sequence[str]) -> Settled:
    """Facts, what is unsure, held facts to forget, and problems; a fact that is certain is never unsure too."""
    by_fact: dict[str, list[Saying]] = {}
    for saying in _without_left(_without_forgotten(sayings.told, held, words), held, words):
        if saying.suggested is None:
            by_fact.setdefault(saying.fact, []).append(saying)
    facts: dict[str, SaidFact] = {}
    unsure = {each.fact: each for each in reversed(sayings.unsure)}
    problems = list(sayings.problems)
    retracted: list[str] = []
    anew = bool(english().suppositions.find(words) or english().corrections.find(words))
    for fact, told in by_fact.items():
        one = _one(told, words)
        if isinstance(one, SaidFact):
            facts[fact] = one
            # A date said surely elsewhere in the text answers what another mention left open.
            if pack.facts[fact].kind != "date":
                unsure.pop(fact, None)
        elif one is not None:
            unsure[fact] = one
            if pack.facts[fact].kind == "date":
                problems.append(Problem("conflicting_dates", fact))
            elif fact in held:
                retracted.append(fact)  # "not sure it's CIN after all": what was held is in doubt now
        elif held.get(fact) in [saying.value for saying in told if saying.stance == "denied"]:
            retracted.append(fact)
    _suggested(sayings.told, facts, unsure, {**held}, pack, anew=anew)
    _contradicted(facts, unsure, pack)
    for fact in unsure:
        facts.pop(fact, None)
    _beside_held(unsure, held)
    for fact, found in facts.items():
        if not found.certain:
            unsure[fact] = Unsure(fact, found.said, (found.value,))
    problems += _out_of_order(facts, held, pack)
    retracted += [name for name in sayings.forgotten if name in held and name not in facts]
    retracted += [name for name in unsure if name in held and pack.facts[name].kind == "date"]
    retracted += _forgotten(words, facts, held)
    retracted += _overtaken(facts, held, pack, corrected=sayings.corrected)
    return facts, tuple(unsure.values()), tuple(dict.fromkeys(retracted)), tuple(dict.fromkeys(problems))


def _beside_held(unsure: dict[str, Unsure], held: Mapping[str, Value]) -> None:
    """ "Might be the 26th now": or the day that was held."""
    for fact, open_ in unsure.items():
        day = held.get(fact)
        if isinstance(day, date) and open_.readings and day not in open_.readings:
            unsure[fact] = replace(open_, readings=(*open_.readings, day))


def _one(told: Sequence[Saying], words: Sequence[str]) -> SaidFact | Unsure | None:
    """The one value said, or the several; None where something is only denied."""
    said = [saying for saying in told if saying.stance == "said"]
    denied = {saying.value for saying in told if saying.stance == "denied"}
    doubted = [saying for saying in told if saying.stance == "doubted"]
    in_doubt = {saying.value for saying in doubted if saying.certain and not saying.by_meeting}
    own = [saying for saying in said if not saying.by_meeting]
    # "Was CIN, now going to conference": the meeting tells what is, where the rest tells what was.
    said = (
        own if any(not saying.left for saying in own) else [saying for saying in said if not saying.left] or own or said
    )
    if not said:
        return _unsure(doubted) if doubted else None
    values = list(dict.fromkeys(saying.value for saying in said))
    if len(values) > 1:
        said = [saying for saying in said if not saying.left] or said
        values = list(dict.fromkeys(saying.value for saying in said))
    if len(values) > 1 and (last := said_instead(said, words)):
        values = [last.value]
    if len(values) > 1 or values[0] in denied | in_doubt:
        return _unsure(said)
    kept = [saying for saying in said if saying.value == values[0]]
    best = next((saying for saying in kept if saying.certain), kept[0])
    return SaidFact(best.value, short(best.said), best.certain)


def said_instead(said: Sequence[Saying], words: Sequence[str]) -> Saying | None:
    """ "15, sorry 16": the last, when a word of correction stands right before it."""
    ordered = sorted(said, key=lambda saying: saying.at)
    start = max(saying.at for saying in ordered if saying.value != ordered[-1].value)
    return ordered[-1] if english().corrections.find(words, start + 1, ordered[-1].at) else None


def _unsure(sayings: Sequence[Saying]) -> Unsure:
    readings = tuple(dict.fromkeys(saying.value for saying in sayings))
    return Unsure(sayings[0].fact, short(sayings[0].said), readings)


def _suggested(
    told: Sequence[Saying],
    facts: dict[str, SaidFact],
    unsure: dict[str, Unsure],
    held: dict[str, Value],
    pack: Pack,
    *,
    anew: bool,
) -> None:
    """What is only made likely, where nothing else tells it; by itself it makes no case."""
    if not (facts or held) or all(saying.suggested is None for saying in told):
        return
    values = held | {name: fact.value for name, fact in facts.items()}
    imply(pack.facts, values)
    found: dict[str, list[Saying]] = {}
    for saying in (*told, *told):  # one may be likely because of another, whichever is said first
        # "She's born now" is likely because she was not: such a thing replaces what was held.
        own = saying.suggested is not None and any(test.fact == saying.fact for test in saying.suggested.tests())
        known = saying.fact in facts or saying.fact in unsure or (saying.fact in held and not (anew or own))
        likely = saying.suggested is not None and not known and saying.suggested.truth(values)
        if likely and saying not in found.setdefault(saying.fact, []):
            found[saying.fact].append(saying)
            if saying.stance == "said":
                values.setdefault(saying.fact, saying.value)
    found = {fact: sayings for fact, sayings in found.items() if sayings}
    for fact, sayings in found.items():
        said = [saying for saying in sayings if saying.stance == "said"]
        if said and len({saying.value for saying in sayings}) == 1:
            facts[fact] = SaidFact(said[0].value, short(said[0].said))
        else:
            unsure[fact] = _unsure(sayings)


def _contradicted(facts: dict[str, SaidFact], unsure: dict[str, Unsure], pack: Pack) -> None:
    """A value against what a date or an age implies by definition is not sure: a CIN plan and an ICPC's date."""
    values = {name: fact.value for name, fact in facts.items()}
    for name, fact in list(facts.items()):
        for implication in pack.facts[name].implied:
            tests = list(implication.when.tests())
            kinds = {pack.facts[test.fact].kind for test in tests if test.fact in pack.facts}
            by_definition = bool(kinds) and kinds <= {"date", "age"}
            if not by_definition or implication.value == fact.value or not implication.when.test(values).truth:
                continue
            unsure[name] = Unsure(name, fact.said, (fact.value, implication.value))
            for test in tests:
                if pack.facts[test.fact].kind == "age" and test.fact in facts:
                    unsure[test.fact] = Unsure(test.fact, facts[test.fact].said, (facts[test.fact].value,))


def _out_of_order(facts: dict[str, SaidFact], held: Mapping[str, Value], pack: Pack) -> list[Problem]:
    """A meeting before what it follows from: what was said of either is taken out, for one of them is wrong."""
    days = {name: value for name, value in held.items() if name in pack.events}
    days |= {name: fact.value for name, fact in facts.items() if name in pack.events}
    wrong = [
        (event.id, before)
        for event in pack.events.values()
        for before in event.follows
        if {event.id, before} & set(facts) and _precedes(days.get(event.id), days.get(before))
    ]
    for name in {name for pair in wrong for name in pair}:
        facts.pop(name, None)
    return [Problem("impossible_order", event) for event, _ in wrong]


def _precedes(day: Value | None, other: Value | None) -> bool:
    return isinstance(day, date) and isinstance(other, date) and day < other


def _without_left(told: Sequence[Saying], held: Mapping[str, Value], words: Sequence[str]) -> list[Saying]:
    """ "He used to be on CP", of a child who is held to be on a CIN plan: it tells nothing new."""
    anew = bool(english().suppositions.find(words) or english().corrections.find(words))
    own = {saying.fact for saying in told if not saying.left}
    return [
        saying
        for saying in told
        if anew or not saying.left or saying.fact in own or held.get(saying.fact, saying.value) == saying.value
    ]


def _without_forgotten(told: Sequence[Saying], held: Mapping[str, Value], words: Sequence[str]) -> list[Saying]:
    """ "Scrap the CP bit": what is held, named after such a word, is taken back and not said again."""
    found = english().forget.find(words) if words else None
    reach = range(found[1], found[1] + FORGOTTEN) if found else range(0)
    return [
        replace(saying, stance="denied") if saying.at in reach and held.get(saying.fact) == saying.value else saying
        for saying in told
    ]


def _forgotten(words: Sequence[str], facts: Mapping[str, SaidFact], held: Mapping[str, Value]) -> list[str]:
    """ "Forget the age": a held fact by its name."""
    found = english().forget.find(words) if words else None
    if found is None:
        return []
    rest = set(words[found[1] : found[1] + 4])
    return [name for name in held if name not in facts and set(name.split("_")) <= rest]


def _overtaken(facts: Mapping[str, SaidFact], held: Mapping[str, Value], pack: Pack, *, corrected: bool) -> list[str]:
    """Held facts that belong to what is replaced: an ICPC, once the plan is CIN after all; s20, once not looked after.

    Which team has the case is told by itself: it stays.
    """
    changed = {name: fact.value for name, fact in facts.items() if held.get(name, fact.value) != fact.value}
    if corrected:
        changed = {name: fact.value for name, fact in facts.items()}
    by_name = [
        event.id
        for event in pack.events.values()
        if event.id in held
        and event.id not in facts
        and any(name in changed and changed[name] != value for name, value in event.facts.items())
    ]
    return by_name + list(_at_odds({name: fact.value for name, fact in facts.items()}, held, pack))


def _at_odds(told: Mapping[str, Value], held: Mapping[str, Value], pack: Pack) -> Iterator[str]:
    """What is held alone would by definition make something else of what is told now."""
    for fact, value in told.items():
        for each in pack.facts[fact].implied:
            names = {test.fact for test in each.when.tests()}
            alone = len(names) == 1 and each.value != value
            for name in names if alone else ():
                others = name in held and name not in told and held[name] not in pack.teams
                if others and each.when.test({name: held[name]}).truth is True:
                    yield name
