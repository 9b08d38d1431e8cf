"""One text taken apart: its words, and every date, age and name in them."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from assistant.pack import Pack
from assistant.understanding.ages import AgeMention, Ages, Begins
from assistant.understanding.dates import dates as date_words
from assistant.understanding.dates.dates import DateMention
from assistant.understanding.language.cues import Cues
from assistant.understanding.language.english import english
from assistant.understanding.language.tokens import COMMA, NOTHING, SOFT, Token, covered, split
from assistant.understanding.meetings.meetings import Meetings
from assistant.understanding.premises import Premises
from assistant.understanding.short_names import ShortNames
from assistant.understanding.teams import Role, find_roles, without_places
from assistant.understanding.topics import Topics
from assistant.understanding.vocabulary import Kind, Lexicon, Match

BIRTHDAY = "eighteenth_birthday"
"""The one birthday that a case can turn on, when the pack has it as an event."""
_COMING_OF_AGE = 18
BIRTHDAY_LINK = 4
"""Words between "birthday" and its date."""
MONTHS, MOST_AHEAD = 12, 9


@dataclass(frozen=True)
class Room:
    """What is made ready once for a pack."""

    pack: Pack
    lexicon: Lexicon
    meetings: Meetings
    topics: Topics
    changes: Topics
    premises: Premises
    short_names: ShortNames
    any_meeting: tuple[str, ...] = ()
    """The events that "hers", of some meeting, may be: those that tell something of a case."""

    @classmethod
    def of(cls, pack: Pack) -> Room:
        topics, changes = Topics(pack.topics.values()), Topics(pack.changes.values())
        meetings = Meetings(pack)
        every = (event for event in pack.events.values() if event.dated and not event.any_day)
        any_meeting = tuple(event.id for event in every if meetings.told[event.id])
        premises, short_names = Premises(pack.premises.values()), ShortNames.of(pack.teams.values())
        return cls(pack, Lexicon(pack), meetings, topics, changes, premises, short_names, any_meeting)


@dataclass(frozen=True)
class Scene:
    text: str
    today: date
    tokens: Sequence[Token]
    words: Sequence[str]
    dates: Sequence[DateMention]
    ages: Sequence[AgeMention]
    matches: Sequence[Match]
    roles: Sequence[Role]
    cues: Cues
    named: Sequence[bool]
    """For each token, whether it belongs to a name, an age or a date."""
    people: Mapping[int, int] = field(default_factory=dict)
    """The tokens that stand for a person who was named, each with a number that is the same for the same name."""

    found: dict[str, Any] = field(default_factory=dict, compare=False)
    """What is looked for several times in one text, once it is found."""

    def said(self, first: int, stop: int) -> str:
        return self.text[self.tokens[first].start : self.tokens[stop - 1].end] if first < stop else ""

    def of(self, kind: str) -> list[Match]:
        return [match for match in self.matches if match.kind == kind]


def take_apart(
    text: str,
    room: Room,
    today: date,
    tokens: Sequence[Token] | None = None,
    people: Sequence[tuple[int, int]] = (),
) -> Scene:
    """A cleaned text's words and what stands in them; `tokens` are its words, if they are told apart already.

    `people` are the places where a name was left out, with who of them are the same.
    """
    lexicon = room.lexicon
    tokens = split(text, lexicon.speller) if tokens is None else tokens
    found_dates = date_words.find(text, tokens, today, room.pack.calendar)
    # "Closed more than three months ago" is a name of the vocabulary first.
    found, within = lexicon.find_beside(text, tokens, _exact(found_dates, tokens))
    matches = without_places(_without_others(found, tokens, text), tokens)
    told = {at for match in matches for at in match.places}
    found_dates = [each for each in found_dates if told.isdisjoint(range(each.first, each.stop))]
    told = {at for match in matches if match.kind != "term" for at in range(match.first, match.stop)}
    matches += _before_dates(found_dates, tokens, told, lexicon)
    matches += _left_unnamed(found_dates, tokens, told, room.any_meeting)
    matches.sort(key=lambda match: match.first)
    matches = room.short_names.put_in(tokens, text, matches, {each.first for each in found_dates})
    taken = [False] * len(tokens)
    things: list[int | None] = [None] * len(tokens)
    count = 0
    for each in found_dates:
        count = _mark(range(each.first, each.stop), taken, things, count)
    # A number within a name (level 4, section 47, 18th birthday) is no age.
    numbered = list(taken)
    for match in matches:
        for at in match.places:
            numbered[at] = True
    for at in _towards(matches, tokens):
        numbered[at] = True
    starts = frozenset(match.first for match in matches)
    ends = frozenset(match.stop for match in matches if match.kind != "event")
    days = frozenset(each.first for each in found_dates)
    year = today + timedelta(days=365)
    ahead = frozenset(each.first for each in found_dates if each.certain and each.day and today < each.day <= year)
    behind = frozenset(each.first for each in found_dates if _is_behind(each, tokens, today))
    ages = Ages(text, tokens, numbered, Begins(days, starts, ends, ahead, behind)).find()
    matches += _childs_own(text, found_dates, tokens, ages, [end for end, _ in people], told, room.any_meeting)
    matches.sort(key=lambda match: match.first)
    matches += _birthdays(ages, room.pack, matches, found_dates, tokens, today)
    marked: list[Sequence[int]] = [range(age.first, age.stop) for age in ages]
    for places in [*marked, *(match.places for match in matches)]:
        count = _mark(places, taken, things, count)
    cues = Cues(tokens, things)
    roles = find_roles(tokens, matches, cues, within)
    words = [token.word for token in tokens]
    standing = {covered(tokens, end - 1, end)[0]: who for end, who in people if end}
    return Scene(text, today, tokens, words, found_dates, ages, matches, roles, cues, taken, standing)


def _towards(matches: Sequence[Match], tokens: Sequence[Token]) -> Iterator[int]:
    """ "Duty 2 CIOC": from one team to another, and no age."""
    teams = [match for match in matches if match.kind == "team"]
    for one, other in itertools.pairwise(teams):
        if other.first == one.stop + 1 and tokens[one.stop].word == "2":
            yield one.stop


def _before_dates(
    dates: Sequence[DateMention], tokens: Sequence[Token], told: Collection[int], lexicon: Lexicon
) -> Iterator[Match]:
    """ "Court Thursday": what names a meeting only right before its date."""
    for each in dates:
        at = each.first - 1
        at -= at > 0 and tokens[at].word in ("on", "the", "this")
        ids = lexicon.before_date.get(tokens[at].word, ()) if at >= 0 and at not in told else ()
        if at > 0 and tokens[at - 1].word in english().other_meetings and tokens[at - 1].word != _OUR_COURT:
            continue  # "mum in crown court 12 March"
        if ids and each.readings and tokens[at + 1].gap <= SOFT:
            span = tokens[at].start, tokens[at].end
            yield Match(span, "event", ids[0], tokens[at].word, None, at, at + 1, ids[1:])


def _left_unnamed(
    dates: Sequence[DateMention], tokens: Sequence[Token], told: Collection[int], meeting: tuple[str, ...]
) -> Iterator[Match]:
    """ "Hers is on 2 June", "his own one on the 17th": a meeting that is not named again."""
    for each in dates if meeting else ():
        at = each.first - 1
        while at > 0 and (tokens[at].word in _TO_ITS_DATE or tokens[at].word in _MOVED) and tokens[at + 1].gap < COMMA:
            at -= 1
        word, before = tokens[at].word if at >= 0 else "", tokens[at - 1].word if at > 0 else ""
        linked = at + 1 < each.first
        theirs = word in _THEIRS or (word == "one" and before in _ONES) or (word in _ALSO and linked)
        if theirs and each.readings and at not in told and tokens[at + 1].gap < COMMA:
            yield Match((tokens[at].start, tokens[at].end), "event", meeting[0], word, None, at, at + 1, meeting[1:])


def _childs_own(  # noqa: PLR0917 - all of one text
    text: str,
    dates: Sequence[DateMention],
    tokens: Sequence[Token],
    ages: Sequence[AgeMention],
    people: Sequence[int],
    told: Collection[int],
    meeting: tuple[str, ...],
) -> Iterator[Match]:
    """ "The 9 year old's isn't till 8 October", "Max's has moved to 9 June": a meeting that is not named again."""
    lists = english()
    named = {covered(tokens, end - 1, end)[0] for end in people if end}
    aged = {age.stop - 1 for age in ages}
    for each in dates if meeting else ():
        at = each.first - 1
        while at >= 0 and (tokens[at].word in _TO_ITS_DATE or tokens[at].word in _MOVED) and tokens[at + 1].gap < COMMA:
            at -= 1
        if at < 0 or at + 1 == each.first or at in told or not each.readings:
            continue
        owner, raw = tokens[at].word.removesuffix("s"), text[tokens[at].start : tokens[at].end].casefold()
        child = at in aged or at in named or owner in lists.one_child or owner in lists.ranks or owner == "one"
        if raw.endswith("'s") and child:
            link = tokens[at + 1]
            yield Match((link.start, link.end), "event", meeting[0], link.word, None, at + 1, at + 2, meeting[1:])


_OUR_COURT = "family"
_MOVED = frozenset(
    ("has", "moved", "been", "to", "changed", "put", "back", "gone", "forward", "brought", "pushed", "slipped")
)
_THEIRS = frozenset(("hers", "theirs"))
_ALSO = frozenset(("his", "next"))
_ONES = frozenset(("next", "new", "last", "separate", "own", "different", "another", "her", "his", "their", "first"))
_TO_ITS_DATE = frozenset(
    (
        "is",
        "was",
        "on",
        "the",
        "for",
        "booked",
        "set",
        "being",
        "now",
        "will",
        "be",
        "until",
        "till",
        "til",
        "isnt",
        "not",
    )
)


def _is_behind(mention: DateMention, tokens: Sequence[Token], today: date) -> bool:
    """ "17 in March", said in June: a month that would be most of a year off is the one gone by."""
    month = english().months.get(tokens[mention.stop - 1].word)
    return mention.day is None and month is not None and (month - today.month) % MONTHS >= MOST_AHEAD


def _without_others(matches: Sequence[Match], tokens: Sequence[Token], text: str) -> list[Match]:
    """The names without "review" in "PEP review" and "meeting" in "school meeting", which are none of a case's own."""
    named = {at: match.kind for match in matches for at in range(match.first, match.stop)}
    return [
        match
        for match in matches
        if not (match.kind == "event" and match.others and match.first)
        or not _is_anothers(tokens, match.first - 1, named.get(match.first - 1))
        or _is_childs(tokens[match.first - 1], text)
    ]


def _is_anothers(tokens: Sequence[Token], at: int, named: Kind | None) -> bool:
    if tokens[at + 1].gap > NOTHING or named in ("team", "event"):
        return False
    lists, word = english(), tokens[at].word
    if tokens[at + 1].word == _ANY_MEETING and named is None:
        # A word that the name of no other meeting would have: "the", "our", "booked".
        small = (lists.fillers, lists.articles, lists.about_a_meeting, lists.event_then_date, lists.date_then_event)
        return word in lists.other_meetings or not (word.isdigit() or any(word in each for each in small))
    acronym = tokens[at].capitals and len(word) >= ACRONYM and word not in lists.cue_words and named is None
    return word in lists.other_meetings or acronym


def _is_childs(before: Token, text: str) -> bool:
    """ "The girl's meeting", "the 14 year old's review"; "mum's meeting" is none of a case's own."""
    owner = before.word.removesuffix("s")
    people = english()
    known = owner in people.adult_words or before.word in people.other_meetings or owner in people.other_meetings
    return text[before.start : before.end].casefold().endswith("'s") and not known


_ANY_MEETING = "meeting"
ACRONYM = 3
"""Letters."""


def _exact(dates: Sequence[DateMention], tokens: Sequence[Token]) -> list[bool]:
    """For each token, whether it belongs to a date, and not only to a time such as "three months ago"."""
    taken = [False] * len(tokens)
    for each in dates:
        if each.readings or each.problem:
            taken[each.first : each.stop] = [True] * (each.stop - each.first)
    # "That same day the hearing": on the day said before, and no hearing that is held at once.
    if found := english().that_day.find([token.word for token in tokens]):
        taken[slice(*found)] = [True] * (found[1] - found[0])
    return taken


def _birthdays(  # noqa: PLR0917 - all of one text
    ages: Sequence[AgeMention],
    pack: Pack,
    matches: Sequence[Match],
    dates: Sequence[DateMention],
    tokens: Sequence[Token],
    today: date,
) -> list[Match]:
    """ "Will be 18 on 8 April" names the 18th birthday."""
    if BIRTHDAY not in pack.events:
        return []
    named = {match.first: match for match in matches if BIRTHDAY in match.ids}
    if named:  # "birthday 9 April, turning 18": the date stands beside the other word
        within = {at for match in named.values() for at in match.places}
        beside = [at for at, token in enumerate(tokens) if token.word in _BIRTHDAYS and at not in within]
        dated = [at for at in beside if any(at < each.first <= at + BIRTHDAY_LINK and each.day for each in dates)]
        return [
            Match((tokens[at].start, tokens[at].end), "event", BIRTHDAY, tokens[at].word, None, at, at + 1)
            for at in dated
        ]
    found = [
        Match((tokens[at].start, tokens[at].end), "event", BIRTHDAY, tokens[at].word, None, at, at + 1)
        for at in range(len(tokens))
        if tokens[at].word in _BIRTHDAYS and _comes_of_age(at, ages, dates, tokens, today)
    ]
    return found or [
        Match(age.span, "event", BIRTHDAY, age.text, None, age.first, age.stop)
        for age in ages
        if age.birthday == _COMING_OF_AGE and age.whose == "child"
    ]


_BIRTHDAYS = frozenset(("birthday", "birthdays"))


def _comes_of_age(
    at: int, ages: Sequence[AgeMention], dates: Sequence[DateMention], tokens: Sequence[Token], today: date
) -> bool:
    """ "17, birthday 8 April", "birthday was last Tuesday, she's 18 now": the next or the last is the 18th."""
    day = next((each.day for each in dates if at < each.first <= at + BIRTHDAY_LINK and each.day), None)
    whole = {int(age.age) for age in ages if age.age is not None and age.whose == "child"}
    if day is None or len(whole) > 1:
        return False
    words = [token.word for token in tokens]
    to_be = any(
        words[here] in ("18", "eighteen") and words[here - 1] in ("be", "turn", "turning", "becomes", "become", "until")
        for here in range(1, len(words))
    )
    return (whole == {_COMING_OF_AGE - 1} or to_be) if day >= today else whole == {_COMING_OF_AGE}


def _mark(places: Sequence[int], taken: list[bool], things: list[int | None], count: int) -> int:
    for at in places:
        taken[at] = True
        things[at] = count
    return count + 1
