"""What a text says of a case by its terms, its ages and its teams."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assistant.facts import Value
from assistant.understanding.ages import AgeMention
from assistant.understanding.cues import Stance
from assistant.understanding.english import english
from assistant.understanding.findings import Problem, Unsure, short
from assistant.understanding.sayings import Saying, Sayings
from assistant.understanding.scene import BIRTHDAY, Room, Scene
from assistant.understanding.scopes import Scopes
from assistant.understanding.teams import holder
from assistant.understanding.vocabulary import Direction

CLOSING_TEAM, FAMILY_TEAM = "closing_team", "family_open_to"
"""The team that closed a case, and the team that holds the family of what comes in, where the pack has them."""
FEW_NAMES = 2
"""Names of the vocabulary that make a text one about a case."""
NEAR = 3
"""Words: a denial further off is not of an age."""


def from_terms(scene: Scene, room: Room) -> Iterator[Saying]:
    """What the terms of the vocabulary tell, each as it is said."""
    for match in scene.of("term"):
        facts = room.lexicon.terms[match.id].facts
        if scene.cues.wanted(match.first, match.stop):
            continue
        stance = scene.cues.stance(match.first, match.stop, denied=match.denied) if facts else "said"
        if scene.cues.of_an_adult(match.first, match.stop):
            stance = "doubted"
        yield from _by_term(facts, stance, scene.said(match.first, match.stop), match.first)


def _by_term(facts: Mapping[str, bool | str], stance: Stance, said: str, at: int) -> Iterator[Saying]:
    for fact, value in facts.items():
        if stance in ("said", "doubted"):
            yield Saying(fact, value, said, at, stance)
        elif len(facts) > 1:
            # What is denied of several things together may be any of them.
            yield Saying(fact, value, said, at, "doubted")
        elif isinstance(value, bool):
            yield Saying(fact, not value, said, at)
        else:
            yield Saying(fact, value, said, at, "denied")


def add_ages(scene: Scene, room: Room, sayings: Sayings, asked: str | None) -> None:
    """The child's age; with several children it is nobody's."""
    own = [age for age in scene.ages if age.whose == "child"]
    counted = own or [age for age in scene.ages if age.whose == "sibling"]
    several = {age.age for age in counted if age.known and age.age is not None}
    if len(several) > 1 and not sayings.corrected:
        sayings.problems.append(Problem("several_children", "age"))
        sayings.unsure.append(Unsure("age", short(counted[0].text), tuple(sorted(several))))
        return
    birthdays = {match.first for match in scene.of("event")} if BIRTHDAY in room.pack.facts else set()
    for age in own:
        stance = scene.cues.stance(age.first, age.stop, reach=NEAR)
        if age.impossible:
            sayings.problems.append(Problem("impossible_age", "age"))
        elif age.age is None or (age.birthday and age.first in birthdays):
            continue
        elif age.known or (asked == "age" and not age.others and not age.birthday):
            sure = age.certain or (_exact(age, scene) and (asked == "age" or len(scene.matches) >= FEW_NAMES))
            sayings.told.append(Saying("age", age.age, age.text, age.first, stance, sure))
        elif stance != "denied":
            sayings.unsure.append(Unsure("age", short(age.text), (age.age, *age.others)))


def _exact(age: AgeMention, scene: Scene) -> bool:
    """A bare number, which is an age among names of the field and in answer to the question."""
    return age.text[:1].isdigit() or scene.words[age.first] in english().numbers


def from_directions(scene: Scene, room: Room) -> Iterator[Saying]:
    """What it tells that a case goes to a team, came from one, or was closed by one."""
    closers = room.pack.facts.get(CLOSING_TEAM)
    for role in scene.roles:
        direction: Direction = "to" if role.part == "destination" else "from"
        if role.part in ("destination", "previous") and not role.match.others:
            term = room.lexicon.directed.get((direction, role.match.id))
            if term is not None:
                stance = scene.cues.stance(role.first, role.match.stop)
                yield from _by_term(term.facts, stance, scene.said(role.first, role.match.stop), role.first)
        if role.part == "closing" and closers and not role.match.others and role.match.id in closers.domain():
            first, stop = min(role.first, role.match.first), max(role.first + 1, role.match.stop)
            yield Saying(CLOSING_TEAM, role.match.id, scene.said(first, stop), first)


def add_holder(scene: Scene, room: Room, sayings: Sayings, asked: str | None, held: Mapping[str, Value]) -> None:
    """The team that holds the case. Run last but for the meetings: a team by itself counts where a case is told of."""
    of_a_case = asked == "current_team" or bool(sayings.told or scene.of("event") or scene.dates or scene.ages)
    of_a_case = of_a_case or (sayings.corrected and "current_team" in held)
    found = holder(scene.roles, scene.words, room.pack.teams, of_a_case=of_a_case)
    said = scene.said(found.role.first, found.role.match.stop) if found.role else ""
    if (family := _familys_team(scene, room, sayings)) is not None:
        sayings.told += [family]
        found = holder(
            [role for role in scene.roles if role.match.id != family.value],
            scene.words,
            room.pack.teams,
            of_a_case=of_a_case,
        )
    doubted = found.role is not None and found.role.part == "doubted"
    if len(found.teams) == 1 and found.role and not doubted:
        sayings.told.append(Saying("current_team", found.teams[0], said, found.role.first, certain=found.certain))
    elif found.teams:
        sayings.unsure.append(Unsure("current_team", short(said), found.teams))
    for role in scene.roles:
        if role.part == "denied" and role.match.id == held.get("current_team"):
            sayings.told.append(Saying("current_team", role.match.id, said, role.first, "denied"))


def _familys_team(scene: Scene, room: Room, sayings: Sayings) -> Saying | None:
    """The team that holds the family, where what has come in makes it matter: a new child, a report for a court."""
    spec = room.pack.facts.get(FAMILY_TEAM)
    told = {saying.fact: saying.value for saying in sayings.told if saying.stance == "said"}
    if spec is None or FAMILY_TEAM in told or spec.asked_when.test(told).truth is not True:
        return None
    parts = ("current", "bare", "leaving", "speaker")
    holding = [role for role in scene.roles if role.part in parts and role.match.id in spec.domain()]
    holding = [role for role in holding if role.part == "current"] or holding
    if len({role.match.id for role in holding}) != 1 or holding[0].match.others:
        return None
    role = holding[0]
    return Saying(FAMILY_TEAM, role.match.id, scene.said(role.first, role.match.stop), role.first)


def add_holders(scene: Scene, room: Room, sayings: Sayings, scopes: Scopes) -> bool:
    """The teams that hold several children's cases, where each is said of another child; whether they are."""
    holding = [role for role in scene.roles if role.part in ("current", "bare", "leaving") and not role.match.others]
    holding = [role for role in holding if room.pack.teams[role.match.id].holds_cases]
    if len({role.match.id for role in holding}) < FEW_NAMES:
        return False
    placed = [scopes.whose(role.match.first, role.match.stop, shared=True) for role in holding]
    children: set[int] = set()
    for whose in placed:
        if whose.means != "these" or children & whose.of:
            return False
        children |= whose.of
    for role in holding:
        said = scene.said(role.first, role.match.stop)
        sayings.told.append(Saying("current_team", role.match.id, said, role.match.first))
    return True
