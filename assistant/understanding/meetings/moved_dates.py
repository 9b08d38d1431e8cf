"""A date that another has taken the place of: "was 3 March, now 24 March", "put back from the 12th to the 18th"."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.understanding.dates.dates import NEAR, DateMention
from assistant.understanding.language.english import english
from assistant.understanding.language.tokens import COMMA, Token
from assistant.understanding.vocabulary import Match

LONGEST = 8
"""Words between a date and the one that it becomes."""
FURTHEST = 14
"""... where it is called the new one."""
_TO = frozenset(("to", "until", "till", "for"))
_LINKS = frozenset(("but", "has", "have", "been", "is", "its", "it", "and", "then", "to", "the", "that", "thats"))


def replaced(tokens: Sequence[Token], dates: Sequence[DateMention], events: Sequence[Match]) -> frozenset[int]:
    """The dates, by their place, that hold no more."""
    words = [token.word for token in tokens]
    found: set[int] = set()
    for at in range(len(dates) - 1):
        one, other = dates[at], dates[at + 1]
        start, stop = one.stop, other.first
        on = tokens[other.first].sentence - tokens[one.first].sentence
        # "18 March ICPC cancelled, 25 March instead": its own meeting.
        own = [event for event in events if event.first == start and tokens[start].gap < COMMA and event.stop < stop]
        start = own[0].stop if own else start
        if any(start <= event.first < stop for event in events) or of_something_else(words, start, stop):
            continue
        said = not only_wished(tokens, start, stop)
        if said and on <= 1 and stop - start <= FURTHEST and _is_new(words, one, other):
            found.add(at)
        elif on or stop - start > LONGEST:
            continue
        elif said and (_becomes(words, one, start, stop) or _moves_to(words, start, stop)):
            found.add(at)
        elif _became(words, start, stop):
            found.add(at + 1)
        elif _arranged(words, one, other):
            found.add(at)
    return frozenset(found)


def only_wished(tokens: Sequence[Token], start: int, stop: int) -> bool:
    """ "Mum wants it moved to the 31st", "can it be moved to the 31st?": it has not been."""
    lists, words = english(), [token.word for token in tokens[:stop]]
    if any(each.find(words, start, stop) for each in (lists.offered, lists.suppositions, lists.doubts)):
        return True
    begins = [at for at in range(start, stop) if at == start or tokens[at].gap >= COMMA]
    subjects = (lists.pronouns, lists.articles, lists.child_words)
    asked = [at + length for at in begins if (length := lists.question_starts.starting(words, at))]
    return any(word in each for at in asked for word in words[at : at + 1] for each in subjects)


def of_something_else(words: Sequence[str], start: int, stop: int) -> bool:
    """ "ICPC 24 March, visit moved to the 10th": what is moved is no meeting."""
    lists = english()
    for phrases in (lists.meeting_moved, lists.put_off, lists.rescheduled):
        if place := phrases.find(words, start, stop):
            at = place[0] - 1
            while at > start and (words[at] in lists.has_been or words[at] in lists.event_then_date):
                at -= 1
            if at >= start and words[at] in lists.put_off_beside:
                return True
    return False


def _is_new(words: Sequence[str], one: DateMention, other: DateMention) -> bool:
    """ "10 March cancelled as the chair was ill, rebooked for the 24th", "was 10 March but it's 24 March now"."""
    lists, start, last = english(), one.stop, other.first - 1
    while last > start and words[last] in ("the", "on", "for", "as", "is"):
        last -= 1
    led = last >= start and lists.new_day.ending(words, last, start) > 0
    after = words[other.stop : other.stop + 1] in (["now"], ["instead"]) and words[last] in ("its", "is", "but", "so")
    if not (led or after):
        return False
    was = one.first > 0 and lists.date_before.ending(words, one.first - 1) > 0
    changes = (lists.meeting_moved, lists.put_off, lists.rescheduled, lists.put_back)
    stop = last if words[last] in ("now", "to") else other.first
    return was or after or any(each.find(words, start, stop) for each in changes)


def is_moved(words: Sequence[str], first: int) -> bool:
    """Whether a verb just before this date says that something is moved from it."""
    return english().meeting_moved.find(words, first - NEAR, first) is not None


def moved_to(words: Sequence[str], first: int) -> bool:
    """ "Brought it forward to 1 June", "might have to move to the 25th"."""
    lists, last = english(), first - 1
    last -= last > 0 and words[last] == "the"
    if last < 1 or words[last] not in _TO:
        return False
    said = [word for word in words[max(last - NEAR, 0) : last] if word not in lists.pronouns]
    phrases = (lists.meeting_moved, lists.brought_forward, lists.put_back, lists.shifted)
    return bool(said) and (said[-1] == "move" or any(each.ending(said, len(said) - 1) for each in phrases))


def _becomes(words: Sequence[str], one: DateMention, start: int, stop: int) -> bool:
    """ "Was 3 March, now 24 March", "moved from 12 to 18 March", "12 March, put back to the 18th"."""
    lists = english()
    if not all(_may_link(words, at) for at in range(start, stop)):
        return False
    if lists.meeting_moved.find(words, start, stop):
        return True
    was = one.first > 0 and lists.date_before.ending(words, one.first - 1)
    to = any(words[at] in _TO for at in range(start, stop))
    source = one.first - 1 - (words[one.first - 1] == "the")
    if to and source >= 0 and words[source] == "from" and _is_shifted(words, source):
        return True
    return bool(was and (start == stop or "but" in words[start:stop])) or (to and is_moved(words, one.first))


def _is_shifted(words: Sequence[str], stop: int) -> bool:
    """ "We pulled the CIN meeting forward from the 19th to the 12th"."""
    verbs = {phrase[0] for phrase in english().meeting_moved.all if len(phrase) > 1}
    return any(word in verbs for word in words[max(stop - LONGEST, 0) : stop])


def _moves_to(words: Sequence[str], start: int, stop: int) -> bool:
    """ "18 March clashes with court so moving to 20 March"."""
    last = stop - 2 if words[stop - 1] == "the" else stop - 1
    return last > start and words[last] in _TO and english().meeting_moved.ending(words, last - 1, start) > 0


def _became(words: Sequence[str], start: int, stop: int) -> bool:
    """ "Now 16 March (was 23 February)", "18 March instead of the 12th"."""
    here = stop - 2 if words[stop - 1] == "the" else stop - 1
    length = english().date_before.ending(words, here, start) if here >= start else 0
    return bool(length) and here + 1 - length == start


def _arranged(words: Sequence[str], one: DateMention, other: DateMention) -> bool:
    """ "Booked on 24 February for 18 March": the first is the day on which that was done."""
    at = one.first - 1
    while at > 0 and words[at] in ("on", "the"):
        at -= 1
    between = [word for word in words[one.stop : other.first] if word not in ("the", "it", "to", "be", "held")]
    later = one.day is not None and other.day is not None and one.day < other.day
    return later and between == ["for"] and at >= 0 and english().arranging.ending(words, at) > 0


def _may_link(words: Sequence[str], at: int) -> bool:
    lists = english()
    return words[at] in _LINKS or words[at] in lists.event_then_date or words[at] in lists.meeting_moved.words
