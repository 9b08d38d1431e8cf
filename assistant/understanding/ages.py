"""Ages as people type them: 15 yr old, 15yo, aged six, child is 2, 18 months, nearly 3, newborn, just turned 16."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.facts import OLDEST
from assistant.understanding.language.english import Phrases, english
from assistant.understanding.language.numbers import NumberList, Numbers
from assistant.understanding.language.tokens import COMMA, NOTHING, SOFT, Token

Whose = Literal["child", "sibling", "other"]
Evidence = Literal["clear", "bare", "none"]
Manner = Literal["exactly", "nearly", "about", "turned", "turning"]

_OLD = frozenset(("old", "o", "olds", "aged"))
_OLD_ALREADY = frozenset(("yo", "yos", "yrold", "yearold", "yro", "yold"))
_OLDS = frozenset(("olds", "yos"))
_IS = frozenset(("is", "was", "are"))
_WERE = frozenset(("was", "were"))
_SUPPOSED = frozenset(("if", "say", "suppose", "supposing", "imagine"))
_SEXES = frozenset(("f", "m"))
_HAVING = frozenset(("has", "have", "got", "with"))
_HOLDING = frozenset(("has", "have", "got", "hold", "holds", "holding"))
_REALLY = frozenset(
    ("actually", "really", "in", "fact", "now", "just", "only", "sorry", "meant", "to", "be", "obviously")
)
_A_CASE = frozenset(("case", "yp", "child"))
_TURNS = frozenset(("turned", "turning"))
_ASIDE = re.compile(r"\s*\([^()]*\)\s*(?:and|&|,)\s*", re.IGNORECASE)
_SOON = frozenset(("on", "in", "this", "next", "tomorrow", "later"))
_BEFORE_A_DATE = frozenset(("on", "in", "the"))
_AT_PRESENT = frozenset(("now", "currently", "still", "presently"))
_WORKERS = frozenset(("worker", "manager"))
_THERE_ALREADY = frozenset(("existing", "first", "current"))
_BABIES = frozenset(("baby", "toddler", "infant", "bub", "babe", "newborn"))
_OF_THEN = frozenset(("the", "age", "of", "aged", "he", "she", "they", "was", "were", "about", "around"))
_WHOS = frozenset(("hes", "shes", "theyre"))
_WHO_IS = frozenset(("he", "she", "they", "child"))
_SEXED = re.compile(r"[fm]([0-9]{1,2})", re.ASCII)
_UNTIL = frozenset(("until", "till", "til", "before"))
_OF_A_ROAD = frozenset(("the", "on", "off", "along", "in", "near", "by", "junction", "of"))
_LATELY = frozenset(("week", "month", "night", "weekend"))
_NTH = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)", re.ASCII)
_ITEM = re.compile(r"^\s*\(?\d{1,2}[.):]\s", re.MULTILINE | re.ASCII)
_TEENS = 13
"""Years: who is "seeing" or "exploited by" somebody so old, is another than they."""
FEWEST = 5
"""A smaller number before "in", "with" or "at" as likely counts children: "2 in care, 3 at home"."""
MOST_BETWEEN = 6
"""Words between a person and the age that is said of them."""
MOST_BETWEEN_IS = 12
MONTHS = 12


@dataclass(frozen=True, slots=True)
class AgeMention:
    """An age of a text. `span` counts characters, `first` and `stop` tokens; `age` is in years."""

    span: tuple[int, int]
    text: str
    age: float | None
    """None where only a birthday to come is said, or the age cannot be."""
    others: tuple[float, ...] = ()
    """What else may be meant."""
    certain: bool = True
    known: bool = True
    """Whether it is an age at all, or only what an age may be made out of."""
    impossible: bool = False
    corrects: bool = False
    """Whether it stands in the place of one just said: "10, no 9"."""
    birthday: int | None = None
    """The birthday to come that is spoken of."""
    whose: Whose = "child"
    first: int = 0
    stop: int = 0


@dataclass(frozen=True, slots=True)
class _Phrase:
    start: int
    stop: int
    ages: tuple[float, ...]
    alternatives: bool
    manner: Manner
    clear: bool
    """Whether it can be nothing but an age."""
    small: bool
    """Said in months, weeks or days."""


@dataclass(frozen=True, slots=True)
class Begins:
    """The tokens of one text that something begins at."""

    dates: frozenset[int]
    names: frozenset[int]
    ends: frozenset[int] = frozenset()
    """One past each name that is no meeting's, and so has no day after it."""
    ahead: frozenset[int] = frozenset()
    """The dates that are sure to be within a year from today."""
    behind: frozenset[int] = frozenset()
    """The months, without a day, that are rather those gone by."""


def list_items(text: str) -> frozenset[int]:
    """Where the text of each item of a numbered list begins."""
    items = list(_ITEM.finditer(text))
    return frozenset(item.end() for item in items) if len(items) > 1 else frozenset()


class Ages:
    """The ages of one text. `taken` marks tokens that are dates or names."""

    def __init__(
        self,
        text: str,
        tokens: Sequence[Token],
        taken: Sequence[bool],
        begins: Begins,
    ) -> None:
        self._items = list_items(text)
        """Where the text of a numbered list's items begins: their numbers are no ages."""
        self._text, self._tokens, self._taken = text, tokens, taken
        self._dates, self._names, self._ends = begins.dates, begins.names, begins.ends
        self._ahead, self._behind = begins.ahead, begins.behind
        self._words = [token.word for token in tokens]
        self._people = [word[:-1] if self._possessive(at) else word for at, word in enumerate(self._words)]
        """The words, where "Nia's 12" is said of the child and "the girl's 12" of the girl."""
        several = english().many_children.find(self._words) is not None
        self._numbers = Numbers(text, tokens, taken, spaced=several)
        self._end = 0
        """Where the last age ends."""
        self._expecting = any(word in english().of_a_birth for word in self._words)
        sexes = [at for at, word in enumerate(self._words) if at and word in _SEXES and self._words[at - 1].isdigit()]
        # "14f and 6m"; a lone 6m is as likely 6 months.
        self._sexes = frozenset(at for at in sexes if len(sexes) > 1 or self._words[at] == "f")

    def find(self) -> list[AgeMention]:
        found: list[AgeMention] = []
        at = 0
        while at < len(self._words):
            here = self._newborn(at)
            if not here and not self._taken[at]:
                here = self._sexed(at) or self._birthday(at) or self._numbered(at)
            if here and found and self._is_second_thought(found[-1], here[0].first):
                found.pop()
                here[0] = replace(here[0], corrects=True)
            found += here
            self._end = here[-1].span[1] if here else self._end
            at = max(at + 1, here[-1].stop if here else 0)
        # "Cin team 2, a girl of 9": beside an age, a number between names is none.
        noted = [each for each in found if not self._is_noted(each.first, each.stop)]
        return noted if any(each.known and each.whose == "child" for each in noted) else found

    def _newborn(self, at: int) -> list[AgeMention]:
        length = english().newborn.starting(self._words, at)
        return [self._mention(at, at + length, 0)] if length else []

    def _sexed(self, at: int) -> list[AgeMention]:
        """ "F14", "m15"; "the M6" is a road."""
        sexed = _SEXED.fullmatch(self._words[at])
        road = at > 0 and self._tokens[at].gap == NOTHING and self._words[at - 1] in _OF_A_ROAD
        if sexed is None or road or not int(sexed[1]) <= OLDEST:
            return []
        return [replace(self._mention(at, at + 1, int(sexed[1])), whose=self._whose(at, at + 1))]

    def _is_second_thought(self, before: AgeMention, start: int) -> bool:
        """ "15 sorry 16", "she's 10 no 9": the second is meant."""
        if before.stop >= start or before.whose != "child":
            return False
        lists, at = english(), before.stop
        while at < start:
            length = lists.second_thoughts.starting(self._words, at)
            if not length and not (at > before.stop and self._words[at] in lists.beside_second_thoughts):
                return False
            at += length or 1
        return at == start

    def _birthday(self, at: int) -> list[AgeMention]:
        """ "Has had his 16th birthday", "16th birthday is in June"."""
        nth = _NTH.fullmatch(self._words[at])
        if nth is None or self._words[at + 1 : at + 2] not in (["birthday"], ["bday"]) or not 0 < int(nth[1]) <= OLDEST:
            return []
        mention = replace(self._mention(at, at + 2, int(nth[1])), whose=self._whose(at, at + 2))
        if "had" in self._words[max(at - 3, 0) : at] or self._words[at + 2 : at + 3] == ["was"]:
            return [mention]
        if self._words[at + 2 : at + 3] in (["is"], ["on"], ["in"], ["next"], ["due"]) and int(nth[1]) > 1:
            return [replace(mention, age=int(nth[1]) - 1)]
        return []

    def _numbered(self, at: int) -> list[AgeMention]:
        of_many = self._of_many(at)
        has = self._words[max(at - 1, 0)] in _HAVING
        numbers = self._numbers.several(
            at,
            lambda stop: (
                self._goes_on_to(stop) or (of_many and self._words[stop - 1] != "one" and not self._counts(stop))
            ),
        )
        if numbers and has and " - " in self._text[self._tokens[at].end : self._tokens[at].end + 3]:
            numbers = self._numbers.one(at)  # "Mum has 3 - 16yo with us, ..."
        pronoun = self._words[at] == "one" and at > 0 and self._words[at - 1] in english().before_pronoun_one
        if numbers is None or pronoun or self._is_item(at):
            return []
        # "Step 10"; but "step a 10 year old up" is of a child.
        article = self._words[max(at - 1, 0)] in ("a", "an")
        counted = self._tokens[at].gap == NOTHING and not article and self._before(at, english().not_a_date_before)
        if counted and not self._before(at, english().age_cues) and not self._says_anew(at):
            return []
        if self._words[max(at - 1, 0)] == "of" and self._words[max(at - 2, 0)] in english().counted_among:
            # "The oldest of four", "one of three".
            return []
        counted = at > 0 and self._words[at - 1] in english().ranks and not self._words[at].isdigit()
        if counted and self._tokens[at].gap == NOTHING and self._words[at] in english().after_ranks:
            # "The youngest two".
            return []
        manner, length = self._manner(at)
        start = at - length
        if self._then(start, unit=self._unit(numbers.stop)[0] > 0):
            return []
        if self._words[max(start - 1, 0)] not in ("a", "an") and self._before(start, english().limits):
            # "Under 13"; but a dispute "over a 15 year old" is of that age.
            return []
        phrase = self._phrase(start, numbers, manner)
        partly = phrase is not None and len(phrase.ages) > 1 and min(phrase.ages) <= OLDEST < max(phrase.ages)
        if (phrase is None or partly) and len(numbers.values) > 1:
            # "A man of 40 and a 12 yr old": no list, where one is no child's.
            # "15, 4 siblings": what follows the list is no age, so the list is its first number.
            first = self._numbers.one(at)
            phrase = self._phrase(start, first, manner) if first else None
        return self._said(phrase) if phrase else []

    def _of_many(self, at: int) -> bool:
        """Whether what begins here is of several by its noun: "kids aged 5 and 13 moved in"."""
        before = at - 1
        while before >= 0 and self._tokens[before + 1].gap <= SOFT and self._words[before] in english().age_links:
            before -= 1
        return before >= 0 and english().many_children.ending(self._words, before) > 0

    def _goes_on_to(self, stop: int) -> bool:
        """Whether a number that ends here may be the next of a list; in "aged 8, one is CP" it is a child."""
        if self._words[stop - 1] == "18" and self._comes(stop):
            return False  # "17, 18 on 2 May": when the same child comes of age
        return self._unit(stop)[0] > 0 or (self._words[stop - 1] != "one" and self._may_end(stop))

    def _comes(self, stop: int) -> bool:
        """Whether a day or a month to come stands right after it: "18 on 2 May", "18 in June", "18 next month"."""
        at = stop
        while at < len(self._words) and at - stop < 2 and self._words[at] in ("on", "in", "the", "this", "next"):  # noqa: PLR2004
            at += 1
        return at in self._dates or (at > stop and self._soon(stop))

    def _phrase(self, start: int, numbers: NumberList, manner: Manner) -> _Phrase | None:
        """The numbers with their unit, where that much is said of them that they are ages."""
        if len(numbers.values) > 1 and (beyond := self._and_months(numbers)):
            numbers = beyond
        per_year, stop, old = self._unit(numbers.stop)
        more, stop = self._months_more(stop) if per_year == 1 and not old else (0.0, stop)
        plural = self._words[stop - 1] in _OLDS and not self._possessive(stop - 1)
        if plural and len(numbers.values) == 1 and not self._adult_after(stop):
            # "Does it take 12 year olds" is of no child.
            return None
        several = len(numbers.values) > 1 and not numbers.alternatives
        evidence = self._evidence(start, stop, manner, unit=per_year > 0, old=old, several=several)
        if evidence == "none":
            return None
        if self._words[stop : stop + 1] == ["ish"]:
            manner, stop = "about", stop + 1
        ages = tuple(_years(value + more, per_year or 1) for value in numbers.values)
        return _Phrase(
            start, stop + (stop in self._sexes), ages, numbers.alternatives, manner, evidence == "clear", per_year > 1
        )

    def _and_months(self, numbers: NumberList) -> NumberList | None:
        """ "17 and 3 months", said of one child."""
        years, *months = numbers.values
        unit = self._words[numbers.stop : numbers.stop + 1]
        one = len(months) == 1 and max(months) < MONTHS and years > 1 and not self._numbers.spaced
        if not one or not unit or english().age_units.get(unit[0]) != MONTHS or self._words[numbers.stop - 2] != "and":
            return None
        old = self._words[numbers.stop + 1 : numbers.stop + 2] == ["old"]
        value = round(years + months[0] / MONTHS, 2)
        return NumberList((value,), alternatives=True, stop=numbers.stop + 1 + old)

    def _manner(self, at: int) -> tuple[Manner, int]:
        """How the age is said ("nearly 3", "just turned 16"), and how many words say so."""
        lists = english()
        if (length := self._before(at, lists.merely)) and not self._before(at, lists.turned):
            return "exactly", length  # "only 7", "just 16"
        manners: dict[Manner, Phrases] = {
            "nearly": lists.nearly,
            "about": lists.about,
            "turned": lists.turned,
            "turning": lists.turning,
        }
        for manner, phrases in manners.items():
            if length := self._before(at, phrases):
                of_talk = manner == "about" and at > length and self._words[at - length - 1] in english().talk_about
                return ("exactly", 0) if of_talk else (manner, length)
        return "exactly", 0

    def _said(self, phrase: _Phrase) -> list[AgeMention]:
        start, stop, ages = phrase.start, phrase.stop, phrase.ages
        mention = self._mention(start, stop, ages[0])
        mention = replace(mention, whose=self._whose(start, stop), certain=phrase.clear)
        if max(ages) > OLDEST:
            impossible = phrase.clear and mention.whose == "child"
            return [replace(mention, age=None, impossible=impossible, known=False)]
        if len(ages) > 1 and phrase.alternatives:
            return [replace(mention, others=ages[1:], certain=False, known=False)]
        if len(ages) > 1:
            return [replace(mention, age=age) for age in ages]
        if phrase.small:
            return self._said_small(mention, phrase)
        if self._words[stop : stop + 1] == ["m"] and stop not in self._sexes and self._tokens[stop].gap == NOTHING:
            # "18m": months, or a boy of that age.
            return [replace(mention, others=(_years(ages[0], MONTHS),), certain=False, known=False)]
        age = ages[0]
        date_after = self._date_after(stop)
        was = start > 0 and self._words[start - 1] == "was" and self._lately(stop)
        gone = phrase.manner == "turned" or was or (phrase.manner == "exactly" and date_after in self._behind)
        aged = self._words[stop - 1] in _OLD_ALREADY  # "we'll have their 8yo in June": it is so by now
        if phrase.manner == "turning" or (not gone and not aged and self._soon(stop)):
            earlier = age - 1 if age >= 1 else None
            near = date_after in self._ahead or self._within_a_year(stop)
            if near and earlier is not None:
                return [replace(mention, age=earlier, birthday=int(age), certain=True)]
            return [replace(mention, age=earlier, birthday=int(age), certain=False, known=False)]
        if phrase.manner == "nearly":
            return [replace(mention, age=max(age - 1, 0), certain=True)]
        return [replace(mention, certain=phrase.clear and phrase.manner != "about")]

    def _said_small(self, mention: AgeMention, phrase: _Phrase) -> list[AgeMention]:
        """Months, weeks or days; by themselves ("6 months") they may as well be how long something lasted."""
        if not phrase.clear and not self._words[phrase.stop - 1].startswith("m"):
            return []
        return [replace(mention, known=phrase.clear, certain=phrase.clear and phrase.manner not in ("nearly", "about"))]

    def _evidence(self, start: int, stop: int, manner: Manner, *, unit: bool, old: bool, several: bool) -> Evidence:
        """How sure it is that the number is an age."""
        if start > 0 and self._words[start - 1] == "was" and self._lately(stop):
            return "clear"
        person = self._person(start) is not None or self._says_anew(start)
        if old:
            # "The assessment is 6 weeks old."
            return "none" if start > 1 and self._words[start - 1] in _IS and not person else "clear"
        cue = self._before(start, english().age_cues) > 0
        lists = english()
        beside = self._beside(start)
        lasts = self._follows(stop, lists.durations_after) and not (person and self._words[stop] in _AT_PRESENT)
        lasting = unit and (self._before(start, lists.durations_before) or lasts)
        then = self._words[stop : stop + 1]
        ends_here = unit or beside or self._may_end(stop) or (cue and not any(word in lists.not_now for word in then))
        said_of = person and (self._words[stop - 1].isdigit() or self._is_said_of(start, stop))
        ends_here = ends_here or (said_of and not self._counts(stop))
        if several and not unit and self._words[start].isdigit() and self._of_many(start):
            return "clear"
        if (lasting and not cue) or not ends_here or self._is_label(stop):
            return "none"
        # "18 months", by itself: no plan or wait is counted so.
        if unit and self._is_toddlers(start, stop):
            return "clear"
        # "Looked after before, now 16 and back in care".
        now = start > 0 and self._words[start - 1] in _AT_PRESENT and not unit
        soon = start > 0 and self._words[start - 1] in _IS and self._soon(stop)
        told = cue or person or beside or now or soon or self._goes_on(start)
        if told or stop in self._sexes or manner in _TURNS:
            return "clear"
        begins = start == 0 or self._tokens[start].gap > NOTHING or self._after_colon(start)
        ends = stop == len(self._words) or self._tokens[stop].gap > NOTHING or self._words[stop] == "ish"
        ends = ends or self._soon(stop)
        if unit and not ends and not several and (begins or start in self._ends) and self._is_childs(stop):
            return "clear"
        listed = begins and then in (["are"], ["both"], ["all"])
        listed = listed or ((begins or self._taken[start - 1]) and ends and self._of_several_children())
        if several and (listed or (not unit and self._is_list(start, stop))):
            return "bare"
        if not unit and not several and self._is_noted(start, stop):
            return "bare"
        if begins and not ends and not several and not unit:
            # "16 with a severe disability", "16 last week".
            ends = stop in self._dates or (self._may_end(stop) and self._value(start, stop) >= FEWEST)
        if begins and ends and not several:
            return "clear" if unit and not self._small_unit(stop) else "bare"
        return "bare" if manner == "nearly" and ends and not several else "none"

    def _is_childs(self, stop: int) -> bool:
        """ "8yrs duty cp", "9mo girl", "18mo duty": an age with its unit, before a child or a name."""
        years = not self._small_unit(stop) or self._words[stop - 1] == "mo"
        return english().child_words.starting(self._words, stop) > 0 or (years and stop in self._names)

    def _says_anew(self, start: int) -> bool:
        """ "The 13 year old is actually 12"."""
        at = start - 1
        while at > 0 and self._words[at] in _REALLY:
            at -= 1
        end = next((here for here in range(start - 1, -1, -1) if self._tokens[here].end == self._end), None)
        if end is not None and self._end and self._is_second_thought(self._mention(end, end + 1, 0), start):
            return True
        return at > 0 and self._words[at] in ("is", "was", "turned") and self._tokens[at - 1].end == self._end > 0

    def _of_several_children(self) -> bool:
        lists = english()
        return "family" in self._words or any(
            each.find(self._words) for each in (lists.many_children, lists.all_of_them)
        )

    def _after_colon(self, start: int) -> bool:
        """ "New case: 9, CFW"."""
        return ":" in self._text[self._tokens[start - 1].end : self._tokens[start].start]

    def _is_list(self, start: int, stop: int) -> bool:
        """ "4, 9 and 14 with duty", "we hold 4, 9 and 14": ages that are listed, and no more said of them."""
        begins = start == 0 or self._tokens[start].gap >= COMMA or self._words[start - 1] in _HOLDING
        counts = sum(word.isdigit() for word in self._words[start:stop])
        joined = counts > 2 or "and" in self._words[start:stop]  # noqa: PLR2004
        return begins and joined and not self._counts(stop) and self._may_end(stop)

    def _value(self, start: int, stop: int) -> float:
        number = self._numbers.one(start)
        return number.values[0] if number and number.stop == stop else 0

    def _is_toddlers(self, start: int, stop: int) -> bool:
        """A stretch of its own that says more than a year in months: "18 months"."""
        parted = start == 0 or self._tokens[start].gap >= COMMA
        ends = stop == len(self._words) or self._tokens[stop].gap >= COMMA
        small = english().age_units.get(self._words[stop - 1]) == MONTHS
        value = self._value(start, stop - 1)
        return parted and ends and small and MONTHS < value < 3 * MONTHS and value != 2 * MONTHS

    def _is_said_of(self, start: int, stop: int) -> bool:
        """ "The girl is sixteen": and not "she is one", of several."""
        return start > 0 and self._words[start - 1] in _IS and self._value(start, stop) > 1

    def _counts(self, stop: int) -> bool:
        """ "She is 1 of 3", "they are 2 boys", "he is 10 minutes away", "kid 1 aged 9"."""
        if stop >= len(self._words) or self._tokens[stop].gap > NOTHING:
            return False
        lists, word = english(), self._words[stop]
        phrases = (lists.not_a_date_after, lists.many_children, lists.one_child, lists.adult_words, lists.age_cues)
        return word.isdigit() or word == "of" or any(each.starting(self._words, stop) for each in phrases)

    def _months_more(self, stop: int) -> tuple[float, int]:
        """ "6 years [and] 4 months": what is beyond the years, and where it ends."""
        at = stop + (self._words[stop : stop + 1] == ["and"])
        if at + 1 >= len(self._words) or self._tokens[at].gap > NOTHING or not self._words[at].isdigit():
            return 0, stop
        months = int(self._words[at])
        unit = self._words[at + 1]
        is_months = (unit == "m" or english().age_units.get(unit, 0) == MONTHS) and months < MONTHS
        if not is_months or self._taken[at]:
            return 0, stop
        old = self._words[at + 2 : at + 3] == ["old"]
        return round(months / MONTHS, 2), at + 2 + old

    def _then(self, start: int, *, unit: bool) -> bool:
        """ "Since he was 14", "from the age of 10", "when she was 5": an age of the past."""
        before = self._words[max(start - 2, 0) : start]
        asked = before[1:] == ["when"] and before[0] in english().not_supposed_before
        if unit and (asked or (start == 1 and self._words[0] == "when")):
            return False  # "need to know when 6 yo moves"
        at = start - 1
        ahead = at - (at > 0 and self._words[at] in _IS and self._words[at - 1] in _WHO_IS)
        if ahead > 0 and self._words[ahead] in _WHO_IS | _WHOS and self._words[ahead - 1] in _UNTIL:
            return True  # "won't touch him till he's 18"
        while at >= 0 and self._tokens[at + 1].gap == NOTHING and self._words[at] in _OF_THEN:
            at -= 1
        if at < 0 or self._tokens[at + 1].gap > NOTHING or english().leaving_out.ending(self._words, at):
            return False
        return self._words[at] in ("since", "from", "when")

    def _is_item(self, at: int) -> bool:
        """The number of an item in a list."""
        follows = self._tokens[at + 1].start if at + 1 < len(self._tokens) else -1
        return follows in self._items

    def _goes_on(self, start: int) -> bool:
        """ "Siblings aged 14 (CSE) and 6": a list of ages after what is said of the first in brackets."""
        return bool(self._end) and _ASIDE.fullmatch(self._text, self._end, self._tokens[start].start) is not None

    def _is_label(self, stop: int) -> bool:
        """ "Child 1 is 15"."""
        follows = self._words[stop : stop + 2]
        return len(follows) > 1 and follows[0] == "is" and follows[1].isdigit()

    def _small_unit(self, stop: int) -> bool:
        return english().age_units.get(self._words[stop - 1], 1) > 1

    def _may_end(self, stop: int) -> bool:
        """Whether a number without a unit can end here as an age."""
        if stop == len(self._words) or self._tokens[stop].gap > NOTHING or stop in self._sexes:
            return True
        if stop in self._dates and self._words[stop] not in _SOON:
            return True
        return self._words[stop] in english().after_bare_age or stop in self._names or stop in self._dates

    def _soon(self, stop: int) -> bool:
        """ "Is 18 on 8 April", "is 3 next week": a birthday."""
        if stop >= len(self._words) or self._tokens[stop].gap > NOTHING or self._words[stop] not in _SOON:
            return False
        return self._date_after(stop) in self._dates

    def _within_a_year(self, stop: int) -> bool:
        """ "He'll be 8 in June", "16 next month": what has no year is within the year to come."""
        after = [word for word in self._words[stop : stop + 3] if word not in _BEFORE_A_DATE]
        if after[:1] and (after[0] in english().months or after[0] == "tomorrow"):
            return not after[1:2] or not after[1].isdigit()
        return len(after) > 1 and after[0] == "next" and after[1] in _LATELY

    def _lately(self, stop: int) -> bool:
        """ "Was 3 last week", "was 15 on Monday"."""
        after = self._words[stop : stop + 2]
        if len(after) > 1 and after[0] == "on" and after[1] in english().weekdays:
            return True
        return after[:1] == ["yesterday"] or (len(after) > 1 and after[0] == "last" and after[1] in _LATELY)

    def _is_noted(self, start: int, stop: int) -> bool:
        """ "Duty 9 cin", "locality team 8, cp", "duty case 17": a number between names, as in a note."""
        ends = stop == len(self._words) or self._tokens[stop].gap > NOTHING or stop in self._names
        ends = ends or self._soon(stop)  # "cioc 18 on boxing day"
        named = start - (self._words[max(start - 1, 0)] in _A_CASE) in self._ends
        value = self._value(start, stop) if stop == start + 1 else 0
        digits = self._words[start].isdigit() or value >= FEWEST
        return digits and 0 <= value <= OLDEST and named and self._tokens[start].gap == NOTHING and ends

    def _date_after(self, stop: int) -> int:
        """Where a date would begin after "on the"."""
        while stop < len(self._words) and stop not in self._dates and self._words[stop] in _BEFORE_A_DATE:
            stop += 1
        return stop

    def _person(self, start: int) -> int | None:
        """The last word of the person that an age is said of."""
        at = start - 1
        # "The boy on a CP plan in duty is 7": what stands between them tells more of the same person.
        far = at >= 0 and self._words[at] in _IS
        first = max(start - (MOST_BETWEEN_IS if far else MOST_BETWEEN), 0)
        while at >= first and self._tokens[at + 1].gap <= COMMA:
            if any(phrases.ending(self._people, at) for phrases in _people()) or self._ranked(at) or self._grown(at):
                return at
            linked = self._words[at] in english().age_links or self._if_it_were(at)
            between = (
                self._taken[at] or self._words[at].isdigit() or self._words[at] in english().between_person_and_age
            )
            if not linked and not (far and between):
                return None
            at -= 1
        return None

    def _ranked(self, at: int) -> bool:
        """ "The younger is 13", "the other two are 8 and 10", "youngest's 3"."""
        ranks, word = english().ranks, self._people[at]
        verb = self._words[at + 1] in _IS or word != self._words[at]
        return verb and (word in ranks or (at > 0 and self._words[at - 1] in ranks and word in english().after_ranks))

    def _grown(self, at: int) -> bool:
        """ "A young woman of 20": who is the case, where no child of hers is spoken of."""
        return not self._expecting and english().grown_up.ending(self._people, at) > 0

    def _if_it_were(self, at: int) -> bool:
        """ "What if she were 2", "if he was 12": an age supposed, and not one of the past."""
        return self._words[at] in _WERE and not _SUPPOSED.isdisjoint(self._words[max(at - 3, 0) : at])

    def _beside(self, start: int) -> bool:
        """ "Girl 13 out of the home", "her brother 6 neglected": right after such a word a number is an age."""
        # "Child A 14, child B 6".
        if start > 1 and len(self._words[start - 1]) == 1 and self._words[start - 2] in english().before_a_letter:
            return True
        return (
            start > 0
            and self._tokens[start].gap <= SOFT
            and english().before_bare_age.ending(self._words, start - 1) > 0
        )

    def _possessive(self, at: int) -> bool:
        return self._text[self._tokens[at].start : self._tokens[at].end].endswith("'s")

    def _adult_after(self, stop: int) -> bool:
        """ "The 15 year old's mum": the age is the child's."""
        return stop < len(self._words) and english().adult_words.starting(self._words, stop) > 0

    def _whose(self, start: int, stop: int) -> Whose:
        lists = english()
        if stop < len(self._words) and self._tokens[stop].gap == NOTHING and self._words[stop - 1] != "olds":
            if lists.adult_words.starting(self._words, stop):
                return "other"
            if lists.sibling_words.starting(self._words, stop):
                return "sibling"
        before = start - (start > 0 and self._words[start - 1] in ("a", "an"))
        if before and lists.of_an_elder.ending(self._words, before - 1) and self._value_of(start) >= _TEENS:
            return "other"
        at = self._person(start)
        if at is not None and self._expecting and self._is_elder(at):
            return "sibling"
        if at is None or self._grown(at) or lists.child_words.ending(self._people, at) or self._people[at] in _WORKERS:
            return "child"
        if self._tokens[start].gap == COMMA and lists.many_children.ending(self._words, at):
            # "One of three siblings, aged 8".
            return "child"
        if 0 < self._value_of(start) < _TEENS and self._tokens[start].gap == COMMA:
            # "Order to dad, 9, held by the court team": no grown-up is so young.
            return "child"
        return "other" if lists.adult_words.ending(self._words, at) else "sibling"

    def _value_of(self, start: int) -> float:
        number = self._numbers.one(start)
        return number.values[0] if number else 0

    def _is_elder(self, at: int) -> bool:
        """ "Mum is pregnant, older child 4": of the child who is there already."""
        here = self._words[max(at - 2, 0) : at + 1]
        return any(english().ranks.get(word) == "eldest" or word in _THERE_ALREADY for word in here)

    def _before(self, at: int, *lists: Phrases) -> int:
        """How many words right before `at` are a phrase of these lists."""
        if at <= 0 or (at < len(self._words) and self._tokens[at].gap > COMMA):
            return 0
        # "Nearly a 3 year old"; but "what about a 3 year old" is of that age.
        article = at > 1 and self._words[at - 1] in ("a", "an") and self._words[at - 2] not in english().about
        here = at - 2 if article else at - 1
        longest = max(phrases.ending(self._words, here) for phrases in lists)
        return longest and longest + (at - 1 - here)

    def _follows(self, at: int, phrases: Phrases) -> bool:
        return at < len(self._words) and self._tokens[at].gap == NOTHING and phrases.starting(self._words, at) > 0

    def _unit(self, at: int) -> tuple[int, int, bool]:
        """Parts of a year (12 for months; 0 without a unit), one past its words, and whether "old" is said."""
        if at >= len(self._words) or self._tokens[at].gap > NOTHING or self._taken[at]:
            return 0, at, False
        per_year = english().age_units.get(self._words[at], 0)
        if self._words[at] == "m" and not _BABIES.isdisjoint(self._words):
            # "Toddler, 22m".
            per_year = MONTHS
        if self._words[at] == "m" and self._words[at + 1 : at + 2] == ["old"]:
            per_year = MONTHS  # "a 13m old"
        if not per_year:
            return 0, at, False
        old = self._words[at] in _OLD_ALREADY
        stop = at + 1
        if stop < len(self._words) and self._tokens[stop].gap == NOTHING:
            if self._words[stop] in _OLD:
                return per_year, stop + 1, True
            if self._words[stop : stop + 2] == ["of", "age"]:
                return per_year, stop + 2, True
        return per_year, stop, old

    def _mention(self, first: int, stop: int, age: float) -> AgeMention:
        span = self._tokens[first].start, self._tokens[stop - 1].end
        return AgeMention(span, self._text[slice(*span)], age, first=first, stop=stop)


def _years(value: float, per_year: int) -> float:
    years = round(value / per_year, 2)
    return int(years) if years.is_integer() else years


def _people() -> tuple[Phrases, Phrases, Phrases]:
    return english().child_words, english().adult_words, english().sibling_words
