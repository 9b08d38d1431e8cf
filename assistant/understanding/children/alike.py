"""What is said of one child by pointing to another: "same meeting", and "CIN and CP respectively"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from assistant.facts import Value
from assistant.understanding.children.family import UNBORN
from assistant.understanding.children.scopes import Scopes, Whose
from assistant.understanding.children.standings import Placed, Told
from assistant.understanding.language.english import english
from assistant.understanding.language.tokens import COMMA, NOTHING
from assistant.understanding.sayings import Saying
from assistant.understanding.scene import Scene

PLAN = "plan"
REACH = 3
"""Words after "same" that tell what is the same."""


def from_same(text: Told, placed: Placed) -> Iterator[tuple[Saying, Whose]]:
    """The plan, the meeting or the date that a child has too: "her sister is 10, same conference"."""
    scene, scopes = text.scene, text.scopes
    for at, word in enumerate(scene.words):
        whose = scopes.whose(at, at + 1) if word in english().same_words and not scene.named[at] else None
        if whose is None or whose.means != "these" or _of_no_case(scene, at):
            continue
        source = scopes.before(at, whose.of)
        known = _known(text, placed, source) if source is not None else {}
        own = [saying for saying, other in placed if other.means == "these" and other.of & whose.of]
        its_own = {saying.fact: saying.value for saying in own if saying.stance == "said"}
        copied = _copied(text, at, known, _event_of(scene, scopes, at, whose))
        if _in_everything(scene, at):
            copied = {**_whole(text, known), **copied}
        for fact, value in copied.items():
            told = text.tells.get(fact, {})
            at_odds = any(its_own.get(name, tells) != tells for name, tells in told.items())
            if fact not in its_own and not at_odds:
                yield Saying(fact, value, scene.said(at, at + 1), at), Whose("these", whose.of, "close")


def in_order(scene: Scene, scopes: Scopes, placed: Placed) -> Placed:
    """ "9 and 12, CIN and CP respectively": the first is of the first."""
    words = scene.words
    for at in [at for at, word in enumerate(words) if word == "respectively"]:
        children = scopes.in_order(at)
        sentence = [pair for pair in placed if scene.tokens[pair[0].at].sentence == scene.tokens[at].sentence]
        for fact in {saying.fact for saying, _ in sentence if saying.stance == "said" and not saying.by_meeting}:
            told = [saying for saying, _ in sentence if saying.fact == fact and not saying.by_meeting]
            if len(told) != len(children):
                continue
            told.sort(key=lambda saying: saying.at)
            pairs = zip(told, children, strict=True)
            whose = {id(saying): Whose("these", frozenset((child,)), "close") for saying, child in pairs}
            placed = [(saying, whose.get(id(saying), of)) for saying, of in placed]
    return placed


def _in_everything(scene: Scene, at: int) -> bool:
    """ "Same again", "ditto", "the same situation"."""
    follows = scene.words[at + 1 : at + 2]
    return scene.words[at] == "ditto" or any(word in english().same_in_everything for word in follows)


def _whole(text: Told, known: Mapping[str, Value]) -> dict[str, Value]:
    """What is told of a child's case, but for what a family shares anyway and what only its birth tells."""
    specs, days = text.pack.facts, text.pack.events
    return {
        name: value
        for name, value in known.items()
        if specs[name].kind in ("choice", "yes_no") and not specs[name].family and name not in days and name != UNBORN
    }


def _of_no_case(scene: Scene, at: int) -> bool:
    """ "The same house", "same mum"."""
    return scene.words[at + 1 : at + 2] != [] and scene.words[at + 1] in english().not_the_same


def _known(text: Told, placed: Placed, source: int) -> dict[str, Value]:
    """What is held or said of a child."""
    known = {**text.held, **text.family.children[source].held}
    for saying, whose in placed:
        of_it = whose.means == "all" or (whose.means == "these" and source in whose.of)
        if of_it and saying.suggested is None and saying.stance == "said":
            known[saying.fact] = saying.value
    return known


def _event_of(scene: Scene, scopes: Scopes, at: int, whose: Whose) -> str | None:
    """The meeting of the child itself that stands before "on the same day"."""
    days = english().same_day
    follows = scene.words[at + 1 : at + 1 + REACH]
    if not any(word in days for word in follows):
        return None
    before = [each for each in scene.of("event") if each.stop <= at and not each.others]
    near = before[-1] if before else None
    stands = near is not None and not any(scene.tokens[each].gap >= COMMA for each in range(near.stop, at + 1))
    return near.id if near is not None and stands and scopes.whose(near.first, near.stop).of == whose.of else None


def _copied(text: Told, at: int, known: Mapping[str, Value], event: str | None) -> dict[str, Value]:
    scene, pack, words = text.scene, text.pack, text.scene.words
    stop = min(at + 1 + REACH, len(words))
    follows = []
    for here in range(at + 1, stop):
        if scene.tokens[here].gap > NOTHING or words[here] in english().same_words:
            break
        follows.append(words[here])
    days_known = {name: day for name, day in known.items() if name in pack.events and isinstance(day, date)}
    meetings: dict[str, Value] = {name: day for name, day in days_known.items() if text.tells[name]}
    named = next((each for each in scene.of("event") if at < each.first <= at + 2), None)
    if event is not None:
        days = set(meetings.values())
        return {event: next(iter(days))} if len(days) == 1 else {}
    plan = {PLAN: known[PLAN]} if PLAN in known else {}
    if named is not None:
        meant = {name: day for name, day in meetings.items() if name in named.ids}
        return {**meant, **_told(meant, text)} if len(meant) == 1 else {}
    if any(word in english().same_day for word in follows):
        return {**meetings, **_told(meetings, text)} if len(meetings) == 1 else {}
    if PLAN in follows:
        return plan
    bare = not follows or follows[0] in english().after_same
    return {**plan, **(meetings if len(meetings) == 1 else {})} if bare else {}


def _told(meetings: Mapping[str, Value], text: Told) -> dict[str, Value]:
    return {name: value for meeting in meetings for name, value in text.tells[meeting].items() if name == PLAN}
