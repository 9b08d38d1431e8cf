"""Children in the making: first all that a text introduces, then whom each mention of it means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from assistant.facts import Value
from assistant.understanding.ages import AgeMention, list_items
from assistant.understanding.children.children import Child, Spoken, sex_of
from assistant.understanding.children.mentions import Mention, Who, is_twin
from assistant.understanding.children.referring import Referring
from assistant.understanding.language.english import english
from assistant.understanding.language.tokens import COMMA, SOFT, STOP
from assistant.understanding.scene import Scene

_IS_CALLED = frozenset(("is", "s", "called", "named", "the", "being", "thats"))
NEARLY = 1
"""Years by which an age may be put right."""
_ANEW = frozenset(
    (
        "is",
        "s",
        "actually",
        "really",
        "in",
        "fact",
        "now",
        "just",
        "turned",
        "has",
        "only",
        "was",
        "turns",
        "out",
        "to",
        "be",
        "sorry",
        "its",
        "hes",
        "shes",
    )
)


class Gathering(Referring):
    """Children in the making: first all that are introduced, then whom each mention means."""

    def introduce(self) -> None:
        for at, mention in enumerate(self._mentions):
            if mention.beside or mention.everyone:
                continue
            before = len(self._children)
            if mention.ages:
                self._of[at] = tuple(self._aged(mention))
            elif (twin := self._twin_of_one(mention)) is not None or (twin := self._sexed_twin(at)) is not None:
                self._of[at] = (twin,)
            elif self._newly_named(at):
                self._of[at] = tuple(self._unaged(mention))
            if len(self._children) > before:
                self._new.add(at)
            if mention.who is not None and len(self._of.get(at, ())) == 1:
                self._call(mention.who, *self._of[at])
        for at in range(len(self._mentions)):
            self._learn_name(at)

    def _call(self, who: Who, child: int) -> None:
        self._named.setdefault(who, (child,))
        if isinstance(who, int) and self._children[child].mark is None:
            self._children[child].mark = who

    def _learn_name(self, at: int) -> None:
        """ "The eldest is Sophie", "the baby (Max)": the name of whoever it stands right beside."""
        mention = self._mentions[at]
        if mention.who is None or mention.who in self._named or mention.ages or mention.nouns or mention.beside:
            return
        for other in (at - 1, at + 1):
            beside = self._mentions[other] if 0 <= other < len(self._mentions) else None
            if beside is None or beside.many or beside.everyone or beside.beside or beside.who is not None:
                continue
            one, two = (beside, mention) if other < at else (mention, beside)
            between = self._scene.words[one.stop : two.first]
            apart = self._scene.tokens[two.first].gap > SOFT or not all(word in _IS_CALLED for word in between)
            found = () if apart else self._of.get(other) or self._referred(beside) or ()
            if len(found) == 1 and self._children[found[0]].mark is None:
                self._call(mention.who, found[0])
                return

    def give_birth_dates(self, births: Sequence[Mapping[str, Value]]) -> None:
        """To children of no age, in the order of the text; they are children of their own where nobody is named."""
        unaged = [child for child in self._children if child.age is None]
        if not unaged and not self._children:
            unaged = [Child() for _ in births]
            self._children += unaged
        if len(unaged) == len(births):
            for child, birth in zip(unaged, births, strict=True):
                child.birth, age = birth, birth["age"]
                child.age = age if isinstance(age, int | float) else None

    def meaning(self, at: int) -> Spoken | None:
        """Whom a mention means; None where it may be a grown-up's name."""
        mention = self._mentions[at]
        span = mention.first, mention.stop
        if mention.beside:
            return Spoken(*span, "nobody")
        if at in self._of:
            of = self._of[at]
            before = self._mentions[at - 1] if at else None
            beside = before is not None and len(self._last) == 1 == len(of) and joined(self._scene, before, mention)
            self._pair = (*self._last, *of) if beside else of
            self._spoke(of)
            return Spoken(*span, "these", frozenset(of), at in self._new, only=mention.only, last=of[-1])
        if mention.everyone:
            return self._all_but(mention)
        if mention.who is not None and not mention.nouns and mention.who not in self._named:
            if (other := self._gone_back_to(mention)) is not None:
                self._spoke(other)
                return Spoken(*span, "these", frozenset(other), topic=True, last=max(other))
            # A name that was told before, maybe: whose it is is not known any more.
            return Spoken(*span, "unclear") if self._known and self._begins(mention) else None
        found = self._referred(mention)
        if found is None:
            self._last = () if not mention.many else self._last
            return Spoken(*span, "all" if mention.many and not mention.rank else "unclear")
        if not found:
            return Spoken(*span, "nobody")
        self._spoke(found)
        topic = self._begins_with_topic(mention)
        return Spoken(*span, "these", frozenset(found), only=mention.only, topic=topic, last=max(found))

    def _begins_with_topic(self, mention: Mention) -> bool:
        """ "Back to the eldest", at the beginning."""
        first = mention.first - 1
        length = english().to_a_topic.ending(self._scene.words, first) if first >= 0 else 0
        start = first + 1 - length
        begins = start < len(self._scene.tokens) and self._scene.tokens[start].gap >= COMMA
        return length > 0 and (begins or all(word in english().small_talk for word in self._scene.words[:start]))

    def _gone_back_to(self, mention: Mention) -> tuple[int, ...] | None:
        """ "Back to Marcus": of two children the one that was not spoken of last."""
        rest = tuple(at for at in range(self._known) if at not in self._spoken_before)
        goes_back = "back" in self._scene.words[: mention.first] and self._begins_with_topic(mention)
        return rest if goes_back and len(rest) == 1 == len(self._spoken_before) == len(self._children) - 1 else None

    def _spoke(self, of: Sequence[int]) -> None:
        if len(set(of)) < len(self._children):
            self._last = tuple(of)

    def _all_but(self, mention: Mention) -> Spoken:
        span = mention.first, mention.stop
        left_out = self._referred(mention.but) if mention.but and not mention.but.ages else None
        if mention.but and mention.but.ages:
            left_out = tuple(at for at, child in enumerate(self._children) if child.age == mention.but.ages[0].age)
        if mention.but is None and len(set(self._pair)) == 2 < len(self._children):  # noqa: PLR2004
            words = self._scene.words[mention.first : mention.stop]
            if not _OF_TWO.isdisjoint(words):
                return Spoken(*span, "these", frozenset(self._pair), last=max(self._pair))
        if mention.but is None:
            return Spoken(*span, "all")
        if not left_out:
            return Spoken(*span, "unclear")
        rest = tuple(at for at in range(len(self._children)) if at not in left_out)
        self._spoke(rest)
        return Spoken(*span, "these" if rest else "nobody", frozenset(rest), rest=True, last=max(rest, default=None))

    def _begins(self, mention: Mention) -> bool:
        """Whether a clause is of whoever is named: "Tyler is on CP now", "back to Tyler"."""
        scene, first = self._scene, mention.first
        starts = first == 0 or scene.tokens[first].gap >= COMMA or scene.words[first - 1] in english().links_to_child
        return starts and scene.words[mention.stop : mention.stop + 1] not in (["from"], ["at"], ["in"])

    def _aged(self, mention: Mention) -> Iterator[int]:
        lists = english()
        nouns = mention.nouns if len(mention.nouns) == len(mention.ages) else ()
        noun = mention.nouns[0] if len(mention.nouns) == 1 else ""
        together = int(lists.born_together.get(noun, 0))
        if together and len(mention.ages) == 1:
            yield from self._born_together(mention, noun, together)
            return
        met: list[int] = []
        if (named := self._named_again(mention)) is not None:
            yield named
            return
        for place, age in enumerate(mention.ages):
            called = nouns[place] if nouns else "" if mention.many else noun
            sex = sex_of(called) or sex_of(noun) or mention.sex
            found = self._same(age, called, sex, met)
            if found is None and len(mention.ages) == 1:
                found = self._of_no_age(mention, age, sex)
            if found is None and self._known and len(mention.ages) == 1 and (mention.rank or called or sex):
                found = self._changed(mention, age)
            if found is None and self._known and not called and (mention.sex or self._says_anew(mention)):
                found = self._put_right(age)
            if found is None and self._known > 1 and not called and mention.sex and not mention.ages[1:]:
                found = self._of_sex(mention.sex, age)
            if found is None and self._known > 1 and mention.who is not None and self._corrected:
                found = self._nearly(age)
            if found is None:
                self._children.append(Child(called, age.age, age, sex=sex))
                found = len(self._children) - 1
            met.append(found)
            yield found

    def _named_again(self, mention: Mention) -> int | None:
        """ "Callum is 14 now": of whoever was called so before, whatever age was told then."""
        held = None if mention.who is None or mention.nouns else self._named.get(mention.who)
        if held is None or held[0] >= self._known or len(mention.ages) != 1:
            return None
        (age,) = mention.ages
        child = self._children[held[0]]
        child.age, child.said = age.age, age
        return held[0]

    def _of_no_age(self, mention: Mention, age: AgeMention, sex: str) -> int | None:
        """ "Brother and sister. He's 16, she's 6": the age of a child that was brought in without one."""
        held = None if mention.who is None else self._named.get(mention.who)
        if held is not None and self._children[held[0]].age is None:
            found = [*held]
        elif not (mention.sex or mention.nouns):
            return None
        else:
            found = [at for at, child in enumerate(self._children) if child.age is None and child.sex == sex and sex]
        if len(found) != 1 or english().stages.get(self._children[found[0]].noun) == 0:
            return None
        self._children[found[0]].age, self._children[found[0]].said = age.age, age
        return found[0]

    def _born_together(self, mention: Mention, noun: str, together: int) -> Iterator[int]:
        (age,) = mention.ages
        alike = [at for at, child in enumerate(self._children) if child.noun in (noun, "twin") and child.age == age.age]
        if not alike or not self._known:
            alike = list(range(len(self._children), len(self._children) + together))
            self._children += [Child("twin" if together == 2 else noun, age.age, age) for _ in alike]  # noqa: PLR2004
        yield from alike

    def _same(self, age: AgeMention, noun: str, sex: str, met: Sequence[int]) -> int | None:
        """The child of this age, unless it is another by what it is called."""
        for at, child in enumerate(self._children):
            sexes = {child.sex, sex} - {""}
            if at not in met and child.age == age.age and len(sexes) < 2 and not self._another(age, child):  # noqa: PLR2004
                return at
        return None

    def _another(self, age: AgeMention, child: Child) -> bool:
        """ "A boy of 4 and a boy of 4": each is brought in anew."""
        if child.said is None:
            return False
        before = self._scene.words[max(age.first - 3, 0) : age.first]
        return bool({"a", "an"} & set(before)) and "the" not in before

    def _changed(self, mention: Mention, age: AgeMention) -> int | None:
        """ "The little one is 3 not 4": a known child's age put right."""
        relative = any(noun in english().sibling_words for noun in mention.nouns) and not mention.rank
        # Where one child was known, another has just been brought in.
        found = None if relative or self._known == 1 else self._referred(replace(mention, ages=()))
        if found is None or len(found) != 1 or found[0] >= self._known:
            return None
        child = self._children[found[0]]
        child.age, child.said = age.age, age
        return found[0]

    def _says_anew(self, mention: Mention) -> bool:
        """ "The 13 year old is actually 12": of the child named right before."""
        before = [each for each in self._mentions if each.stop <= mention.first and each.ages]
        between = self._scene.words[before[-1].stop : mention.first] if before and not mention.rank else []
        return not {"is", "s", "turned", "was"}.isdisjoint(between) and all(word in _ANEW for word in between)

    def _nearly(self, age: AgeMention) -> int | None:
        """ "Reece is 16, sorry": of whoever is almost as old, where a name is not known any more."""
        near = [
            at
            for at, child in enumerate(self._children[: self._known])
            if child.age is not None and age.age is not None and abs(child.age - age.age) <= NEARLY
        ]
        if len(near) != 1:
            return None
        self._children[near[0]].age, self._children[near[0]].said = age.age, age
        return near[0]

    def _of_sex(self, sex: str, age: AgeMention) -> int | None:
        """ "Actually he's 15": of the one boy, where a boy and a girl are known."""
        found = [at for at, child in enumerate(self._children[: self._known]) if child.sex == sex]
        if len(found) != 1:
            return None
        self._children[found[0]].age, self._children[found[0]].said = age.age, age
        return found[0]

    def _put_right(self, age: AgeMention) -> int | None:
        """ "Did I say Mia was 15? She's 14": of the known child spoken of last in this text."""
        if not self._of:
            return None
        last = self._of[max(self._of)]
        if len(last) != 1 or last[0] >= self._known:
            return None
        child = self._children[last[0]]
        child.age, child.said = age.age, age
        return last[0]

    def _newly_named(self, at: int) -> bool:
        """ "The baby and her 2 year old brother", "brother and sister": a child of no age, joined to another."""
        mention = self._mentions[at]
        lists = english()
        noun = mention.nouns[0] if mention.nouns else ""
        if self._known or mention.rank:
            return False
        if noun in lists.born_together and mention.many:
            return not any(noun in other.nouns and other.ages for other in self._mentions)
        if mention.many or not noun:
            return False
        aged = [other for other in self._mentions if other.ages and not other.beside]
        new = lists.stages.get(noun) == 0 or not any(noun in other.nouns for other in aged)
        if new and self._scene.tokens[mention.first].start in list_items(self._scene.text):
            return True
        return new and any(
            self._side_by_side(*sorted((mention, other), key=lambda each: each.first))
            for other in (*self._mentions[max(at - 1, 0) : at], *self._mentions[at + 1 : at + 2])
            if not other.many and not other.everyone and not other.beside and not other.rank
        )

    def _twin_of_one(self, mention: Mention) -> int | None:
        """ "Her twin", beside the one child that was known: another one of the same age."""
        if self._known != 1 or not is_twin(mention):
            return None
        twins = [at for at, child in enumerate(self._children) if at and child.noun == mention.nouns[0]]
        if twins:
            return twins[0]
        self._children.append(Child(mention.nouns[0], self._children[0].age))
        return len(self._children) - 1

    def _sexed_twin(self, at: int) -> int | None:
        """ "Twins 15, boy and girl": what each of the two is called."""
        if at not in self._twins:
            called = [here for here, each in enumerate(self._mentions) if _calls_one(each)]
            twins = [here for here, child in enumerate(self._children) if child.noun == "twin"]
            pair = [self._mentions[here] for here in called]
            sexes = {sex_of(each.nouns[0]) for each in pair}
            if self._known or at not in called or not len(called) == len(twins) == len(sexes) == 2:  # noqa: PLR2004
                return None
            if not joined(self._scene, *pair):
                return None
            for here, twin in zip(called, twins, strict=True):
                noun = self._mentions[here].nouns[0]
                self._children[twin].noun, self._children[twin].sex = noun, sex_of(noun)
                self._twins[here] = twin
        return self._twins[at]

    def _side_by_side(self, one: Mention, other: Mention) -> bool:
        """ "The baby and a 2 year old"; "15 years old, unborn baby" may as well be one to be a mother."""
        said = "and" in self._scene.words[one.stop : other.first]
        return joined(self._scene, one, other) and (said or bool(one.nouns and other.nouns))

    def _unaged(self, mention: Mention) -> Iterator[int]:
        (noun,) = mention.nouns
        together = int(english().born_together.get(noun, 1)) if mention.many else 1
        for _ in range(together):
            self._children.append(Child("twin" if together == 2 else noun, sex=sex_of(noun)))  # noqa: PLR2004
            yield len(self._children) - 1


def joined(scene: Scene, one: Mention | Spoken, other: Mention | Spoken) -> bool:
    """Whether nothing but small words stands between: "girl 14, boy 6", "the baby and her sister of 9"."""
    between = range(one.stop, other.first)
    if one.stop > other.first or any(scene.tokens[at].gap >= STOP for at in range(one.stop, other.first + 1)):
        return False
    return all(scene.words[at] in english().joins_children for at in between)


def _calls_one(mention: Mention) -> bool:
    """ "Boy", "girl", and no more said of whom."""
    plain = len(mention.nouns) == 1 and not (mention.ages or mention.many or mention.rank or mention.beside)
    return plain and bool(sex_of(mention.nouns[0])) and mention.nouns[0] not in english().sibling_words


_OF_TWO = frozenset(("both", "neither", "two", "pair", "either"))
