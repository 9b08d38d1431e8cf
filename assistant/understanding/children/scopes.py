"""Whose a stretch of the text is: the nearest child in its clause, or all where it speaks of none in particular."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.understanding.children.children import Family, Spoken
from assistant.understanding.children.clauses import clauses
from assistant.understanding.language.english import english
from assistant.understanding.language.tokens import COMMA, NOTHING, STOP
from assistant.understanding.scene import Scene

CLOSE = 8
"""Words between a child and a meeting that is the child's own."""
DEEDS = 2
"""Words between what is said and for whom: "agreed for the younger"."""
LABEL = 2
"""Small words that may stand before the child that a sentence begins with."""
How = Literal["close", "within", "carried", ""]


@dataclass(frozen=True, slots=True)
class Whose:
    """`means` as of a mention; `how` plainly, when it means some.

    Close: the child stands right beside, or all the sentence is about that child. Within: in the same clause.
    Carried: the clause names nobody, and the one before it did.
    """

    means: str
    of: frozenset[int] = frozenset()
    how: How = ""

    @property
    def close(self) -> bool:
        return self.how == "close"


ALL, UNCLEAR, NOBODY = Whose("all"), Whose("unclear"), Whose("nobody")


class Scopes:
    """The clauses of one text. A clause ends at a comma, a stop, or a word such as "and"; not within a mention."""

    def __init__(self, scene: Scene, family: Family) -> None:
        self._scene, self._family, self._spoken = scene, family, family.spoken
        self._spoken = self._with_pronouns() if len(family.children) > 1 else self._spoken
        self._units, self._joins = clauses(scene, self._spoken)
        self._starts = [self._units.index(unit) for unit in range(len(self._joins))]
        self._heads = self._sections()
        self._subject = self._only_subject()

    def whose(self, first: int, stop: int, *, commas: bool = True) -> Whose:
        """Whose the words from `first` to `stop` are; `commas` tells whether a child is carried over one."""
        whose = self._whose(first, stop, commas=commas)
        topic = next((each for each in self._spoken if each.topic and each.stop <= first), None)
        if topic is not None and whose == ALL and not self._of_everyone():
            return Whose("these", topic.of, "close")
        if self._subject is not None and self._subject.stop <= first:
            own = whose.of <= self._subject.of
            if whose == ALL or whose.how == "carried" or (whose.means == "these" and own):
                return Whose("these", self._subject.of, "close")
        brought = self._family.brought
        spoken = [each.first for each in self._spoken if each.of & brought]
        if not spoken or first < min(spoken) or self._of_everyone():
            return whose
        # "Now the sister: 9, CP, conference 12 May": what is told with a child is told of that child.
        if whose == ALL:
            return Whose("these", brought, "close")
        return replace(whose, how="close") if whose.means == "these" and whose.of <= brought else whose

    def _only_subject(self) -> Spoken | None:
        """Of children known before, the one that a message is about from its first words to its last.

        "Callum is CIN, main worry gangs, first meeting 15 April": nobody else is named.
        """
        children = self._family.children
        told = [each for each in self._spoken if each.means != "nobody"]
        known = all(child.held for child in children)
        alike = {each.of for each in told if each.means == "these"}
        if not (known and told and len(alike) == 1) or any(each.means != "these" for each in told):
            return None
        first = told[0]
        if len(first.of) == len(children) or first.parts or self._of_everyone():
            return None
        lists = english()
        small = (lists.joins_children, lists.small_talk, lists.clause_starts, lists.links_to_child)
        opens = all(any(word in each for each in small) for word in self._scene.words[: first.first])
        return first if opens else None

    def _of_everyone(self) -> bool:
        """Whether it speaks of all of them, be it as "they"."""
        they = any(word in english().more_of_them for word in self._scene.words)
        return they or any(each.means == "all" for each in self._spoken)

    def _whose(self, first: int, stop: int, *, commas: bool) -> Whose:
        if not self._spoken:
            return self._by_pronoun(first)
        unit = self._units[first]
        inside = [each for each in self._spoken if self._units[each.first] <= unit <= self._units[each.stop - 1]]
        before = [each for each in inside if each.first <= first]
        if before:
            near = before[-1]
            led = next((each for each in inside if each.first >= stop and self._leads(stop, each)), None)
            if led is not None and not self._adjacent(near.stop, first):
                return self._of(led, how="close", at=first)
            own = self._adjacent(near.stop, first) or self._heads_section(near)
            return self._of(near, how="close" if own else "within", after=near.stop, at=first)
        if inside:
            near = inside[0]
            leads = self._leads(stop, near)
            if not leads and self._starts_with_one(unit):
                return self._carried(unit, commas=commas)
            if not leads and (near is self._spoken[0] or self._units[near.first] != unit):
                return ALL
            return self._of(near, how="close" if leads else "within")
        return self._carried(unit, commas=commas)

    def _by_pronoun(self, first: int) -> Whose:
        """ "She's got a new date, the 27th", where nobody is named: the one girl."""
        sentence = self._scene.tokens[first].sentence
        words = [word for at, word in enumerate(self._scene.words) if self._scene.tokens[at].sentence == sentence]
        begins = next((word for word in words if word in english().one_of_them), None)
        if begins is None or len(self._family.children) == 1:
            return ALL
        whose = self._pronoun(begins, None)
        last = self._family.spoken_before
        if whose.means != "these" and len(last) == 1 and last[0] < len(self._family.children):
            lists, sex = english(), self._family.children[last[0]].sex
            said = "female" if begins in lists.females else "male" if begins in lists.males else ""
            if sex in ("", said):
                return Whose("these", frozenset(last), "close")  # "He's CIN", of whoever was spoken of last
        return whose if whose.means == "these" else ALL

    def beside(self, first: int, stop: int, events: Sequence[bool]) -> bool:
        """Whether what stands here is a child's own by its place: only meetings, dates and their links between.

        Also where the clause says it of the child: "the 6 year old has an ICPC", "his ICPC".
        """
        unit = self._units[first]
        before = [each for each in self._spoken if each.stop <= first]
        near = before[-1] if before else None
        if self._starts_with_one(unit):
            return True
        if near is not None and self._units[near.stop - 1] == unit and self._is_subject(near):
            return True
        if near is None or first - near.stop > CLOSE:
            return False
        between = range(near.stop, first)
        stays = not any(self._scene.tokens[at].gap >= COMMA for at in range(near.stop, first + 1))
        return stays and all(events[at] or self._scene.words[at] in english().event_then_date for at in between)

    def asides(self) -> list[tuple[int, int]]:
        """Where it is said whose a meeting is: "the conference for the two older ones is on 28 May"."""
        found = []
        for each in self._spoken:
            first = each.first
            small = english().articles
            while first > 0 and self._scene.words[first - 1] in small and self._scene.words[first - 1] != "to":
                first -= 1
            if first > 0 and self._scene.words[first - 1] in ("for", "of", "re"):
                found.append((first - 1, each.stop))
        return found

    def of_another(self, start: int, stop: int) -> bool:
        """Whether right before a date one child is named, and another before that."""
        told = [each for each in self._spoken if each.stop <= stop and each.means == "these"]
        mentions = [each for each in told if each.first >= start]
        before = [each for each in told if each.stop <= start]
        if not (mentions and before) or mentions[-1].of & before[-1].of:
            return False
        between = self._scene.words[mentions[-1].stop : stop]
        return all(word in english().event_then_date or word in ("s", "and") for word in between)

    def of_each(self, one: int, other: int) -> bool:
        """ "16 March for the younger and 23 March for the older"."""
        first, second = self._led_by(one), self._led_by(other)
        return first is not None and second is not None and not first.of & second.of

    def _led_by(self, at: int) -> Spoken | None:
        if self._scene.words[at : at + 1] not in (["for"], ["of"]):
            return None
        near = next((each for each in self._spoken if each.first > at and each.means == "these"), None)
        small = near is not None and all(
            self._scene.words[here] in english().articles for here in range(at + 1, near.first)
        )
        return near if small else None

    @property
    def named_everyone(self) -> bool:
        """Whether it says of something that it is of all of them: "for both"."""
        return any(each.means == "all" for each in self._spoken)

    def before(self, at: int, of: frozenset[int]) -> int | None:
        """The child spoken of last before this place, that is none of these; the first of all where none was."""
        earlier = [each.of - of for each in self._spoken if each.stop <= at and each.means == "these"]
        named = [max(each) for each in earlier if each]
        others = [child for child in range(len(self._family.children)) if child not in of]
        return named[-1] if named else others[0] if others else None

    def in_order(self, at: int) -> list[int]:
        """The children that were listed together last before this place, in the order of the list; or all."""
        listed = [each for each in self._spoken if each.stop <= at and each.means == "these" and len(each.of) > 1]
        of = listed[-1].of if listed else frozenset(range(len(self._family.children)))
        return sorted(of)

    @property
    def pointed(self) -> tuple[int, ...]:
        """The children spoken of."""
        found: set[int] = set()
        if not self._spoken and self._scene.tokens:
            found |= self._by_pronoun(0).of
        for each in self._spoken:
            found |= each.of if each.means == "these" else set()
            if each.means == "all":
                found |= set(range(len(self._family.children)))
        return tuple(sorted(found))

    def _of(self, spoken: Spoken, *, how: How = "", after: int | None = None, at: int = -1) -> Whose:
        if spoken.means != "these":
            return Whose(spoken.means)
        of = next((part.of for part in spoken.parts if part.first <= at < part.stop), spoken.of)
        relative = after is not None and self._relative(after, at, apart=_are_unlike(spoken))
        if relative and len(of) > 1 and spoken.last is not None:
            of = frozenset((spoken.last,))
        return Whose("these", of, "close" if spoken.only else how)

    def _relative(self, start: int, at: int, *, apart: bool) -> bool:
        """ "Brother 8 and sister 13 who is looked after"; "twins 5 and a lad of 15 being exploited"."""
        word = self._scene.words[start : start + 1]
        return (word in (["who"], ["whos"]) and start < at) or (apart and word in _PARTICIPLES and start <= at)

    def _after_deed(self, start: int, stop: int) -> Sequence[str]:
        """The words between, without a deed or two: "level 3 agreed for the elder"."""
        words = self._scene.words[start:stop]
        for at, word in enumerate(words[: DEEDS + 1]):
            if word in english().clause_starts or self._scene.named[start + at]:
                break
            if word in _LEADS and at:
                return words[at:]
        return words

    def _with_pronouns(self) -> list[Spoken]:
        """The children spoken of, with those that "for him" and "with her" mean."""
        words, tokens, found = self._scene.words, self._scene.tokens, list(self._spoken)
        owners = {event.first for event in self._scene.of("event") if words[event.first] in _OF_THEIRS}
        for at in range(len(words)):
            if at in owners:  # "Hers is on 2 June"
                whose = self._pronoun(words[at], self._last_single(at))
                found.append(Spoken(at, at + 1, "these" if whose.of else "unclear", whose.of))
                found.sort(key=lambda each: (each.first, each.stop))
                self._spoken = found
                continue
            if (
                not at
                or words[at] not in ("him", "her", "hers")
                or words[at - 1] not in _LEADS
                or tokens[at].gap > NOTHING
            ):
                continue
            follows = words[at + 1] if at + 1 < len(words) and tokens[at + 1].gap == NOTHING else ""
            ends = not follows or follows in english().clause_starts or follows in _AFTER_PRONOUN or self._dated(at + 1)
            if words[at] == "her" and not ends:
                continue
            whose = self._pronoun(words[at], self._last_single(at))
            found.append(Spoken(at, at + 1, "these" if whose.of else "unclear", whose.of))
            found.sort(key=lambda each: (each.first, each.stop))
            self._spoken = found
        return found

    def _dated(self, at: int) -> bool:
        return any(each.first == at for each in self._scene.dates)

    def _section_of(self, unit: int) -> Spoken | None:
        """Whose section a sentence that names nobody goes on with, where that of another child is still to come."""
        start = self._starts[unit]
        before = [each for each in self._spoken if each.stop <= start]
        head = before[-1] if before else None
        after = any(each.first > start for each in self._heads)
        labelled = head is not None and head.stop < len(self._scene.tokens) and ":" in self._between(head.stop)
        return head if head is not None and labelled and after and self._heads_section(head) else None

    def _starts_with_one(self, unit: int) -> bool:
        """Whether a clause begins with "she" or "his"."""
        start = self._starts[unit]
        start += self._scene.words[start] in english().clause_starts
        return self._scene.words[start : start + 1] != [] and self._scene.words[start] in english().one_of_them

    def _carried(self, unit: int, *, commas: bool) -> Whose:
        """Of a clause that names no child."""
        start = self._scene.words[self._starts[unit]]
        if start in english().clause_starts:
            # "And" may begin the clause of a pronoun: "and she is looked after".
            start = next(iter(self._scene.words[self._starts[unit] + 1 : self._starts[unit] + 2]), start)
        last = self._last_single(self._starts[unit])
        if start in english().one_of_them:
            return self._pronoun(start, last)
        if start in english().more_of_them:
            return Whose("unclear", how="carried") if last is not None and self._end(unit - 1) != "all" else ALL
        if (head := self._section_of(unit)) is not None:
            return self._of(head, how="close")
        if self._joins[unit] == "stop" or unit == 0 or (self._joins[unit] == "comma" and not commas):
            return ALL
        before = self._before(unit)
        if before is None:
            return ALL
        if before.stop == self._starts[unit] and [start] in _VERBS and before.means == "these":
            return self._of(before, how="within")  # "Her sister, 5, is on CP"
        if self._heads_section(before):
            return self._of(before, how="close")
        doubtful = before.means == "these" and not before.introduces and self._passed_comma(unit, before)
        if doubtful and not before.only and len(before.of) < len(self._family.children):
            return Whose("unclear", before.of, "carried")
        return self._of(before, how="carried" if self._passed_comma(unit, before) else "within")

    def _heads_section(self, spoken: Spoken) -> bool:
        return any(spoken is each for each in self._heads)

    def _sections(self) -> list[Spoken]:
        """The children whom a sentence each is about, or a line of a list, where another child has one too.

        "The 13 year old: CIN, meeting 5 May. The 6 year old: CP, ICPC 6 May."
        """
        tokens, heads = self._scene.tokens, []
        for each in self._spoken:
            if each.means != "these" or len(each.of) == len(self._family.children):
                continue
            first = each.first
            while first > 0 and tokens[first].gap < COMMA and each.first - first < LABEL:
                if self._scene.words[first - 1] not in english().joins_children:
                    break
                first -= 1
            labels = each.stop < len(tokens) and ":" in self._between(each.stop) and tokens[first].gap >= COMMA
            if first == 0 or tokens[first].gap == STOP or labels or not {";", ":"}.isdisjoint(self._between(first)):
                heads.append(each)
        return [each for each in heads if any(not each.of & other.of for other in heads)]

    def _between(self, at: int) -> str:
        tokens = self._scene.tokens
        return self._scene.text[tokens[at - 1].end : tokens[at].start] if at else ""

    def _is_subject(self, spoken: Spoken) -> bool:
        """ "The 6 year old has ...", at the start of its clause."""
        start = self._starts[self._units[spoken.first]]
        small = all(self._scene.words[at] in english().joins_children for at in range(start, spoken.first))
        lead = small or self._scene.words[start] in english().clause_starts
        return lead and self._scene.words[spoken.stop : spoken.stop + 1] in _VERBS

    def _pronoun(self, word: str, last: Spoken | None) -> Whose:
        lists = english()
        sex = "female" if word in lists.females else "male" if word in lists.males else ""
        children = self._family.children
        own = [at for at, child in enumerate(children) if sex and child.sex == sex]
        if last is not None and len(last.of) == 1 and (not sex or children[min(last.of)].sex in ("", sex)):
            return self._of(last, how="close")
        if len(own) == 1:
            return Whose("these", frozenset(own), "close")
        possible = [at for at, child in enumerate(children) if child.sex in ("", sex)]
        return Whose("these", frozenset(possible), "close") if len(possible) == 1 else UNCLEAR

    def _before(self, unit: int) -> Spoken | None:
        """Who was spoken of last before this clause, in the same sentence."""
        while unit > 0 and self._joins[unit] != "stop":
            unit -= 1
            inside = [each for each in self._spoken if self._units[each.stop - 1] == unit]
            if inside:
                return inside[-1]
        return None

    def _passed_comma(self, unit: int, spoken: Spoken) -> bool:
        return any(self._joins[each] == "comma" for each in range(self._units[spoken.stop - 1] + 1, unit + 1))

    def _end(self, unit: int) -> str:
        inside = [each for each in self._spoken if self._units[each.stop - 1] == unit]
        return inside[-1].means if inside else "all"

    def _last_single(self, at: int) -> Spoken | None:
        found = [each for each in self._spoken if each.stop <= at and each.means == "these"]
        if not found:
            return None
        last = found[-1]
        if len(last.of) > 1 and last.last is not None and len(last.of) == len(self._family.children):
            return None
        return last if len(last.of) == 1 else None

    def _leads(self, stop: int, spoken: Spoken) -> bool:
        """ "Full care order for the 12 year old", "looked after 14 year old"."""
        if stop > spoken.first or any(self._scene.tokens[at].gap >= COMMA for at in range(stop, spoken.first + 1)):
            return False
        between = self._after_deed(stop, spoken.first)
        if ":" in self._between(spoken.first) or not all(word in english().links_to_child for word in between):
            return False
        # "Main need and his sister 5": what follows is the next child.
        return not _OWNERS & {*between} or bool(_LEADS & {*between})

    def _adjacent(self, stop: int, first: int) -> bool:
        between = self._scene.words[stop:first]
        return all(word in english().links_to_child or word in english().event_then_date for word in between)


def _are_unlike(spoken: Spoken) -> bool:
    """Whether several are named in one word, and one by itself after them."""
    return len(spoken.parts) > 1 and len(spoken.parts[-1].of) == 1 and any(len(part.of) > 1 for part in spoken.parts)


_PARTICIPLES = (
    ["being"],
    ["with"],
    ["having"],
    ["involved"],
    ["exploited"],
    ["groomed"],
    ["missing"],
    ["going"],
    ["thats"],
    ["at"],
)
_OF_THEIRS = frozenset(("his", "hers"))
_AFTER_PRONOUN = frozenset(("its", "it", "is", "was", "only", "on", "at"))
_OWNERS = frozenset(("his", "her", "their", "my", "our", "and"))
_LEADS = frozenset(("for", "of", "to", "on", "about", "with", "re"))
_VERBS = (["is"], ["has"], ["was"], ["s"], ["got"], ["goes"], ["having"], ["needs"], ["stays"], ["had"], ["who"])
