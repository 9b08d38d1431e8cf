"""The meetings that a text names: which one each name means, and which of them another takes the place of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import pairwise
from typing import Protocol

from assistant.facts import Value
from assistant.pack import Pack
from assistant.understanding.dates.dates import DateMention
from assistant.understanding.language.cues import REACH, Stance
from assistant.understanding.language.english import english
from assistant.understanding.language.tokens import COMMA, covered
from assistant.understanding.meetings.before import Before
from assistant.understanding.meetings.binding import LONGEST_LINK
from assistant.understanding.sayings import Saying, Sayings
from assistant.understanding.scene import BIRTHDAY, BIRTHDAY_LINK, Room, Scene
from assistant.understanding.settling import said_instead
from assistant.understanding.vocabulary import Match

_ALMOST = 17
_THAT_HAS = frozenset(("that", "which", "has", "have", "just", "finally", "only", "had"))


class OfChildren(Protocol):
    """What tells the meetings of several children apart."""

    def told_of(self, event: Match) -> tuple[Mapping[str, Value], Sequence[Saying], Sequence[Match]]:
        """What is held and said of those whose meeting it is, and the meetings that are not another child's."""

    def each_held(self) -> Sequence[Mapping[str, Value]]:
        """What is held of each by itself, of those who are spoken of."""

    def asides(self) -> Sequence[tuple[int, int]]:
        """Where it is said whose a meeting is."""

    def of_another(self, start: int, stop: int) -> bool:
        """Whether a stretch names one child, and what stands before it another."""

    def of_each(self, one: int, other: int) -> bool:
        """Whether right after these two places it is said of whom, and of another child each time."""


class NamedMeetings:
    """The meetings of one text, and what tells which they are."""

    def __init__(
        self,
        scene: Scene,
        room: Room,
        sayings: Sayings,
        held: Mapping[str, Value],
        asked: str | None,
        *,
        children: OfChildren | None = None,
        before: Before | None = None,
    ) -> None:
        self._before_this = before or Before()
        self._scene, self._room, self._sayings, self._held, self._asked = scene, room, sayings, held, asked
        self._children = children
        self._events = [event for event in scene.of("event") if not self._is_anothers(event)]
        if held.get("age") == _ALMOST and not any(BIRTHDAY in event.ids for event in self._events):
            self._events = sorted((*self._events, *_birthdays_of_one(scene)), key=lambda event: event.first)
        shared_name = any(event.others for event in self._events)
        self._facts = _settled(held, sayings.told, room.pack, scene.words) if shared_name else {}
        self._named = self._named_among(self._events, held)
        self._onto = _is_going_onto(scene)
        self._left = self._left_behind()
        self._of_none = set[int]()
        """The dates, by their place among those that stand, that are said to be of nothing asked about."""

    def _left_behind(self) -> frozenset[int]:
        """The meetings, by their place, that another takes the place of: "ICPC changed to CIN meeting"."""
        words, lists, left = self._scene.words, english(), set[int]()
        for at, (one, other) in enumerate(pairwise(self._events)):
            between = range(one.stop, other.first)
            if len(between) > LONGEST_LINK or any(self._scene.tokens[here].gap >= COMMA for here in between):
                continue
            rest = [word for word in words[one.stop : other.first] if word not in lists.between_meetings]
            before = one.first - 1 - (one.first > 0 and words[one.first - 1] in lists.articles)
            if rest and lists.becomes.starting(rest, 0) == len(rest):
                left.add(at)
            elif rest and lists.no_longer.starting(rest, 0) == len(rest) and rest != ["from"]:
                left.add(at + 1)
            elif before >= 0 and lists.no_longer.ending(words, before) and (words[before] != "from" or rest == ["to"]):
                left.add(at)
        left |= {at for at, event in enumerate(self._events) if lists.would_have_been.starting(words, event.stop)}
        return frozenset(left) if len(left) < len({event.ids for event in self._events}) else frozenset()

    def _is_anothers(self, event: Match) -> bool:
        return self._siblings(event) or self._arrives(event) or self._with_somebody(event)

    def _siblings(self, event: Match) -> bool:
        """ "His sister turned 18 on 12 February"; "her brother's ICPC is 24 March", where one child is spoken of."""
        words, before = self._scene.words, event.first - 1
        if before < 0 or not english().sibling_words.ending(words, before):
            return False
        if event.id == BIRTHDAY or self._children is not None:
            return event.id == BIRTHDAY
        token = self._scene.tokens[before]
        owns = self._scene.text[token.start : token.end].casefold().endswith(("'s", "\u2019s"))
        return owns or (before > 0 and words[before - 1] in ("his", "her", "their"))

    def _with_somebody(self, event: Match) -> bool:
        """ "Meeting with mum on Tuesday", "meeting the family": whoever meets, it is no meeting of the case's own."""
        words, after = self._scene.words, event.stop
        if words[event.first : after] != ["meeting"] or after >= len(words) or words[after] not in english().met:
            return False
        dates = {each.first for each in self._scene.dates}
        return after not in dates and after + 1 not in dates and self._scene.tokens[after].gap < COMMA

    def _arrives(self, event: Match) -> bool:
        """ "UASC, 17, arrived on Tuesday": the young person, and no referral."""
        lists, words = english(), self._scene.words
        alone = lists.arrivals.starting(words, event.first) == event.stop - event.first
        at = event.first - 1
        while at > 0 and (words[at] in lists.has_been or words[at] in _THAT_HAS):
            at -= 1
        sent = at >= 0 and (words[at] in lists.written or words[at] in lists.attendants)  # "the report that arrived"
        return alone and (sent or lists.newcomers.find(words) is not None)

    def _stance(self, mention: DateMention) -> Stance:
        reach = 0 if mention.instead else REACH  # "8 April, no sorry, 10 April": of the first day
        stance = self._scene.cues.stance(mention.first, mention.stop, reach=reach)
        return "said" if stance == "pending" else stance

    def _of_event(self, event: Match, *, after: bool = True) -> Stance:
        first = event.first
        # "Dad is back in court" may be another court; "home to mum at the final hearing" is the child's.
        while event.others and first > 0 and self._scene.words[first - 1] in english().before_court:
            first -= 1
        if self._scene.cues.of_an_adult(first, event.stop, linked=False):
            return "doubted"
        reach = min(REACH, event.first - self._bracket(event.first))
        return self._scene.cues.stance(event.first, event.stop, denied=event.denied, after=after, reach=reach)

    def _bracket(self, at: int) -> int:
        """Where the brackets around a word begin: what stands before them denies nothing in them."""
        start = self._scene.tokens[at].start
        opened = self._scene.text.rfind("(", 0, start)
        if opened < 0 or ")" in self._scene.text[opened:start]:
            return 0
        return covered(self._scene.tokens, opened, start)[0]

    def _is_done(self, event: Match) -> bool:
        return all(self._room.pack.events[each].any_day for each in event.ids)

    def _is_meeting(self, name: str) -> bool:
        events = self._room.pack.events
        return name in events and not events[name].any_day and bool(self._room.meetings.told[name])

    def _meeting(self, event: Match) -> tuple[str | None, bool]:
        facts, named = self._facts, self._named
        if self._children is not None and event.others:
            held, told, events = self._children.told_of(event)
            facts, named = _settled(held, told, self._room.pack, self._scene.words), self._named_among(events, held)
        if event.others and event.ids != self._room.any_meeting:
            # "It's now a CIN meeting", of a child on a CP plan: what is held tells of the meeting before.
            tells = [self._room.meetings.told[each] for each in event.ids]
            if all(any(facts.get(name, value) != value for name, value in each.items()) for each in tells):
                shared = dict(set.intersection(*(set(each.items()) for each in tells)))
                facts = {
                    name: value for name, value in facts.items() if not any(name in each for each in tells)
                } | shared
        if event.ids == self._room.any_meeting and (same := self._named_before(event)) is not None:
            named_before = self._room.meetings.told[same]
            if all(facts.get(name, value) == value for name, value in named_before.items()):
                return same, True  # "Her ICPC is on 29 October, the boy's is on 5 November"
        return self._room.meetings.settle(event, facts, named, onto=self._onto)

    def _named_before(self, event: Match) -> str | None:
        """The meeting that the same sentence names last before one that is not named again."""
        tokens, any_meeting = self._scene.tokens, self._room.any_meeting
        sentence = tokens[event.first].sentence
        before = [
            each
            for each in self._scene.of("event")
            if each.stop <= event.first and tokens[each.first].sentence == sentence and each.ids != any_meeting
        ]
        return self._meeting(before[-1])[0] if before else None

    def _named_among(self, events: Sequence[Match], held: Mapping[str, Value]) -> frozenset[str]:
        """The meetings that go by a name of their own."""
        own_names = {match.id for match in events if not match.others}
        return frozenset(own_names | {name for name in held if name in self._room.pack.events})


def _birthdays_of_one(scene: Scene) -> Iterator[Match]:
    """ "Birthday's the 8th", of one who is 17."""
    year = scene.today + timedelta(days=366)
    for at, token in enumerate(scene.tokens):
        days = [each.day for each in scene.dates if at < each.first <= at + BIRTHDAY_LINK and each.day]
        if token.word in ("birthday", "birthdays", "bday", "bdays") and days and scene.today <= days[0] <= year:
            yield Match((token.start, token.end), "event", BIRTHDAY, token.word, None, at, at + 1)


def _is_going_onto(scene: Scene) -> bool:
    """ "Going onto CP", "threshold for ICPC"; "signed up to CFW" is of no plan."""
    names = [match.first for match in scene.matches if match.kind != "team"]
    teams = [role.match.first for role in scene.roles]
    place = english().going_onto.find(scene.words)
    while place is not None:
        first, stop = place
        near_team = any(stop <= each <= stop + 1 for each in teams)
        if not near_team or any(first <= each <= stop + 1 for each in names if each not in teams):
            return True
        place = english().going_onto.find(scene.words, stop)
    return False


def _settled(held: Mapping[str, Value], told: Sequence[Saying], pack: Pack, words: Sequence[str]) -> dict[str, Value]:
    """What is held or said of the case so far, but for what is said two ways; and what follows by definition."""
    said: dict[str, list[Saying]] = {}
    for saying in told:
        if saying.stance == "said" and not saying.left:
            said.setdefault(saying.fact, []).append(saying)
    kept = {fact: value for fact, value in held.items() if fact not in said}
    for fact, sayings in said.items():
        one = len({saying.value for saying in sayings}) == 1
        last = sayings[0] if one else said_instead(sayings, words)  # "CP, I mean CIN"
        kept |= {fact: last.value} if last else {}
    implied = {
        name: each.value
        for name, spec in pack.facts.items()
        if name not in kept and name not in said
        for each in spec.implied
        if each.when.test(kept).truth
    }
    return implied | kept
