"""What a text says of a case by its terms, its ages and its teams."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from assistant.facts import Value
from assistant.terms import Term
from assistant.understanding.ages import AgeMention
from assistant.understanding.children.mentions import find_mentions
from assistant.understanding.findings import Problem, Unsure, short
from assistant.understanding.holders import from_closing
from assistant.understanding.language.cues import Stance
from assistant.understanding.language.english import english
from assistant.understanding.language.tokens import COMMA, NOTHING, SOFT
from assistant.understanding.sayings import Saying, Sayings
from assistant.understanding.scene import BIRTHDAY, Room, Scene
from assistant.understanding.vocabulary import Direction, Match

FEW_NAMES = 2
"""Names of the vocabulary that make a text one about a case."""
BESIDE = 2
"""Words: "previous" so close before a plan or an order tells that it is over."""
NEAR = 3
"""Words: a denial further off is not of an age."""


def from_terms(scene: Scene, room: Room) -> list[Saying]:
    """What the terms of the vocabulary tell, each as it is said."""
    return _by_now(list(_from_terms(scene, room)), scene)


def _by_now(told: list[Saying], scene: Scene) -> list[Saying]:
    """ "CP last year, CIN now", "level 4, now level 3": what is not told as of now is left behind."""
    now = {(saying.fact, saying.value) for saying in told if saying.stance == "said" and _is_now(saying, scene)}
    values: dict[str, set[Value]] = {}
    for fact, value in now:
        values.setdefault(fact, set()).add(value)
    return [
        replace(saying, left=True)
        if len(values.get(saying.fact, ())) == 1 and saying.value not in values[saying.fact] and not saying.suggested
        else saying
        for saying in told
    ]


def _is_now(saying: Saying, scene: Scene) -> bool:
    """Whether "now" stands right before it, or right after it at the end of its part of the sentence."""
    lists, at = english(), saying.at - 1
    while at > 0 and scene.words[at] in lists.before_what_was and scene.tokens[at + 1].gap == NOTHING:
        at -= 1
    if at >= 0 and scene.words[at] in lists.at_present and scene.tokens[at + 1].gap == NOTHING:
        return True
    stop = next((match.stop for match in scene.of("term") if match.first == saying.at), len(scene.words))
    ends = stop + 1 >= len(scene.words) or scene.tokens[stop + 1].gap >= SOFT
    return ends and scene.words[stop : stop + 1] == ["now"] and scene.tokens[stop].gap == NOTHING


def _from_terms(scene: Scene, room: Room) -> Iterator[Saying]:
    for match in scene.of("term"):
        facts = room.lexicon.terms[match.id].facts
        if scene.cues.wanted(match.first, match.stop) or _of_a_team(scene, match):
            continue
        judged = room.lexicon.terms[match.id].judged
        stance = scene.cues.stance(match.first, match.stop, denied=match.denied, judged=judged) if facts else "said"
        stance = "doubted" if match.doubted else stance
        if not room.lexicon.terms[match.id].of_parents and scene.cues.of_an_adult(match.first, match.stop):
            stance = "doubted"
        gone = (
            bool(facts)
            and len(set(facts.values()) - {True, False}) > 0
            and scene.cues.gone_by(match.first, BESIDE, match.stop)
        )
        left = scene.cues.left_behind(match.first, match.stop)
        for saying in () if gone else _by_term(facts, stance, scene.said(match.first, match.stop), match.first):
            yield replace(saying, left=left) if left else saying
        yield from _suggested(scene, room.lexicon.terms[match.id], match.first, match)


def _of_a_team(scene: Scene, match: Match) -> bool:
    """ "EmPower only take CIN": what a team takes, and nothing of this case."""
    at, words = match.first - 1, scene.words
    at -= at > 0 and words[at] == "with"
    takes = at > 1 and words[at] in english().much_alike["take"] and words[at - 1] in english().merely_takes
    return takes and any(role.match.stop == at - 1 for role in scene.roles)


def _suggested(scene: Scene, term: Term, first: int, match: Match) -> Iterator[Saying]:
    """What a term only makes likely, unless it is denied, long gone by, or an adult's."""
    cues = scene.cues
    if not term.suggests or cues.gone_by(first):
        return
    if not term.of_parents and cues.of_an_adult(first, match.stop):
        return
    stance = cues.stance(first, match.stop, denied=match.denied, judged=term.judged)
    if match.doubted or (stance == "said" and cues.feared(first)):
        stance = "doubted"
    for each in term.suggests if stance in ("said", "doubted") else ():
        for fact, value in each.facts.items():
            stands: Stance = stance if each.sure else "doubted"
            yield Saying(fact, value, scene.said(first, match.stop), first, stands, suggested=each.when)


def _by_term(facts: Mapping[str, bool | str], stance: Stance, said: str, at: int) -> Iterator[Saying]:
    for fact, value in facts.items():
        if stance in ("said", "doubted"):
            yield Saying(fact, value, said, at, stance)
        elif len(facts) > 1:
            # What is denied of several things together may be any of them.
            yield Saying(fact, value, said, at, "doubted", certain=False)
        elif isinstance(value, bool):
            yield Saying(fact, not value, said, at)
        else:
            yield Saying(fact, value, said, at, "denied")


def add_ages(scene: Scene, room: Room, sayings: Sayings, asked: str | None, held: Mapping[str, Value]) -> None:
    """The child's age; with several children it is nobody's."""
    own = [age for age in scene.ages if age.whose == "child"] or _of_another_family(scene)
    counted = own or [age for age in scene.ages if age.whose == "sibling"]
    several = {age.age for age in counted if age.known and age.age is not None}
    if len(several) > 1 and not sayings.corrected:
        sayings.problems.append(Problem("several_children", "age"))
        sayings.unsure.append(Unsure("age", short(counted[0].text), tuple(sorted(several))))
        return
    birthdays = {match.first for match in scene.of("event")} if BIRTHDAY in room.pack.facts else set()
    for age in own:
        before = age.first - 1
        looked = scene.words[max(before - 1, 0) : before] == ["looked"]  # "a looked after 15 year old"
        if before >= 0 and scene.words[before] in english().before_an_age_then and not looked:
            continue  # "was he looked after before 16?"
        stance = "said" if age.corrects else scene.cues.stance(age.first, age.stop, reach=NEAR)
        if stance in ("denied", "pending"):
            # "The conference for the 6 year old hasn't happened": no more is denied than what stands before tells.
            stance = scene.cues.stance(age.first, age.first, reach=NEAR)
        if age.impossible:
            sayings.problems.append(Problem("impossible_age", "age"))
        elif age.age is None or (age.birthday and age.first in birthdays):
            continue
        elif age.known or (asked == "age" and not age.others and not age.birthday):
            ends = age.stop == len(scene.words) or scene.tokens[age.stop].gap >= COMMA
            alone = bool(held) and "age" not in held and age.first == 0 and ends
            sure = age.certain or (_exact(age, scene) and (asked == "age" or alone or _tells_of_a_case(scene)))
            sayings.told.append(Saying("age", age.age, age.text, age.first, stance, sure))
        elif stance != "denied":
            sayings.unsure.append(Unsure("age", short(age.text), (age.age, *age.others)))


def _of_another_family(scene: Scene) -> list[AgeMention]:
    """ "And the cousin, 3, on a CIN plan": the one child whom it tells of."""
    mentions = [each for each in find_mentions(scene) if each.ages and not each.beside]
    called = [each for each in mentions if any(noun in english().of_another_family for noun in each.nouns)]
    return list(called[0].ages) if len(called) == len(mentions) == 1 else []


def _tells_of_a_case(scene: Scene) -> bool:
    """Whether it names anything of the field or of a family, among which a bare number is an age."""
    lists = english()
    people = (lists.child_words, lists.adult_words, lists.sibling_words)
    return bool(scene.matches or scene.dates) or any(each.find(scene.words) for each in people)


def _exact(age: AgeMention, scene: Scene) -> bool:
    """A bare number, which is an age among names of the field and in answer to the question."""
    merely = english().merely.starting(scene.words, age.first)
    first = age.first + merely if age.first + merely < age.stop else age.first
    return scene.words[first].isdigit() or scene.words[first] in english().numbers


def from_directions(scene: Scene, room: Room) -> Iterator[Saying]:
    """What it tells that a case goes to a team, or came from one."""
    closed = {saying.value for saying in from_closing(scene, room)}
    for role in scene.roles:
        if role.part == "previous" and role.match.id in closed:
            continue
        direction: Direction = "to" if role.part == "destination" else "from"
        # Whatever part another authority plays beside the team that has the case: the family comes from there.
        elsewhere = direction == "from" and room.pack.teams[role.match.id].any_authority
        if (role.part in ("destination", "previous") or elsewhere) and not role.match.others:
            term = room.lexicon.directed.get((direction, role.match.id))
            if term is not None:
                stance = scene.cues.stance(role.first, role.match.stop)
                if stance == "said" and scene.cues.asked_outright(role.first):
                    stance = "doubted"
                yield from _by_term(term.facts, stance, scene.said(role.first, role.match.stop), role.first)
                yield from _suggested(scene, term, role.first, role.match)
