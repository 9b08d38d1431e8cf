"""The children that a text speaks of, those known before and those it brings in, and who each mention means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from assistant.facts import Value
from assistant.understanding.ages import AgeMention
from assistant.understanding.english import english
from assistant.understanding.labels import labels
from assistant.understanding.mentions import Mention, find_mentions
from assistant.understanding.scene import Scene
from assistant.understanding.tokens import COMMA, STOP

MOST_CHILDREN = 8
TEENS = 13
Means = Literal["these", "all", "nobody", "unclear"]


@dataclass(frozen=True, slots=True)
class HeldChild:
    """A child that the conversation knows already."""

    noun: str = ""
    facts: Mapping[str, Value] = field(default_factory=dict)

    @property
    def age(self) -> float | None:
        age = self.facts.get("age")
        return age if isinstance(age, int | float) else None


@dataclass
class Child:
    noun: str = ""
    age: float | None = None
    said: AgeMention | None = None
    """Where the text gives its age."""
    held: Mapping[str, Value] = field(default_factory=dict)
    birth: Mapping[str, Value] = field(default_factory=dict)
    sex: str = ""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A stretch of the text and the children that it means."""

    first: int
    stop: int
    means: Means
    of: frozenset[int] = frozenset()
    introduces: bool = False
    last: int | None = None
    """The child named last in it: who "who" is."""
    parts: tuple[Spoken, ...] = ()
    """Those named side by side in it."""


@dataclass(frozen=True)
class Family:
    children: Sequence[Child]
    spoken: Sequence[Spoken]
    strangers: bool = False
    """Whether none of the children that were held is meant."""

    def labels(self) -> list[str]:
        return labels([(child.noun, child.age) for child in self.children])


def find_family(
    scene: Scene, held: Sequence[HeldChild], births: Sequence[Mapping[str, Value]], *, corrected: bool
) -> Family | None:
    """The family that a text is about; None where it is about one child.

    `births` are what the birth dates tell that were left out of the text.
    """
    mentions = list(_beside_too(scene, find_mentions(scene)))
    children = [Child(each.noun, each.age, held=each.facts, sex=_sex(each.noun)) for each in held]
    known = len(children)
    gathered = _Gathering(scene, mentions, children)
    gathered.introduce()
    gathered.give_birth_dates(births)
    few = len(children) < 2 or len(children) > MOST_CHILDREN  # noqa: PLR2004
    if few or (not known and not _several(scene, mentions, corrected=corrected)):
        return None
    spoken = [gathered.meaning(at) for at in range(len(mentions))]
    brought = len(children) - known
    meant = any(min(each.of, default=known) < known for each in spoken if each.means == "these")
    return Family(children, list(_grouped(scene, spoken)), strangers=bool(known and brought and not meant))


def counts_children(scene: Scene) -> bool:
    """ "3 children on CP plans": more than one, though they cannot be told apart; not "mum has 3 children"."""
    for mention in find_mentions(scene):
        before = max(mention.first - 2, 0)
        possessed = english().named_beside_before.ending(scene.words, before) > 0
        if mention.many and mention.count > 1 and not mention.beside and not possessed:
            return True
    return False


def only_named(scene: Scene) -> Family:
    """The brothers and sisters beside one child: what is said of them is said of nobody."""
    mentions = [
        each
        for each in find_mentions(scene)
        if each.nouns and not each.many and each.nouns[0] in english().sibling_words
    ]
    subjects = [each for each in mentions if each.beside or _is_subject(scene, each)]
    return Family([Child()], [Spoken(each.first, each.stop, "nobody") for each in subjects])


def _is_subject(scene: Scene, mention: Mention) -> bool:
    """ "Her brother is in care", after a comma or a stop."""
    first = mention.first
    while first > 0 and scene.tokens[first].gap < COMMA and scene.words[first - 1] in english().articles:
        first -= 1
    return (first == 0 or scene.tokens[first].gap >= COMMA) and scene.words[
        mention.stop : mention.stop + 1
    ] in _ONE_DOES


_ONE_DOES = (["is"], ["was"], ["has"], ["in"], ["on"], ["isnt"])


class _Gathering:
    """Children in the making: first all that are introduced, then whom each mention means."""

    def __init__(self, scene: Scene, mentions: Sequence[Mention], children: list[Child]) -> None:
        self._scene, self._mentions, self._children = scene, mentions, children
        self._known = len(children)
        self._of: dict[int, tuple[int, ...]] = {}
        self._new: set[int] = set()
        """Mentions that bring a child in."""
        self._last: int | None = None

    def introduce(self) -> None:
        for at, mention in enumerate(self._mentions):
            if mention.beside or mention.everyone:
                continue
            before = len(self._children)
            if mention.ages:
                self._of[at] = tuple(self._aged(mention))
            elif self._newly_named(at):
                self._of[at] = tuple(self._unaged(mention))
            if len(self._children) > before:
                self._new.add(at)

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

    def meaning(self, at: int) -> Spoken:
        mention = self._mentions[at]
        span = mention.first, mention.stop
        if mention.beside:
            return Spoken(*span, "nobody")
        if at in self._of:
            of = self._of[at]
            self._last = of[-1] if len(of) == 1 else self._last
            return Spoken(*span, "these", frozenset(of), introduces=at in self._new, last=of[-1])
        if mention.everyone:
            return Spoken(*span, "all")
        found = self._referred(mention)
        if found is None:
            return Spoken(*span, "all" if mention.many else "unclear")
        if not found:
            return Spoken(*span, "nobody")
        if len(found) == 1:
            (self._last,) = found
        return Spoken(*span, "these", frozenset(found), last=max(found))

    def _aged(self, mention: Mention) -> Iterator[int]:
        lists = english()
        nouns = mention.nouns if len(mention.nouns) == len(mention.ages) else ()
        noun = mention.nouns[0] if len(mention.nouns) == 1 else ""
        together = int(lists.born_together.get(noun, 0))
        if together and len(mention.ages) == 1:
            yield from self._born_together(mention, noun, together)
            return
        met: list[int] = []
        for place, age in enumerate(mention.ages):
            called = nouns[place] if nouns else "" if mention.many else noun
            found = self._same(age, called, met)
            if found is None and self._known and len(mention.ages) == 1 and (mention.rank or called):
                found = self._changed(mention, age)
            if found is None:
                self._children.append(Child(called, age.age, age, sex=_sex(called) or _sex(noun)))
                found = len(self._children) - 1
            met.append(found)
            yield found

    def _born_together(self, mention: Mention, noun: str, together: int) -> Iterator[int]:
        (age,) = mention.ages
        alike = [at for at, child in enumerate(self._children) if child.noun in (noun, "twin") and child.age == age.age]
        if not alike or not self._known:
            alike = list(range(len(self._children), len(self._children) + together))
            self._children += [Child("twin" if together == 2 else noun, age.age, age) for _ in alike]  # noqa: PLR2004
        yield from alike

    def _same(self, age: AgeMention, noun: str, met: Sequence[int]) -> int | None:
        """The child of this age, unless it is another by what it is called."""
        for at, child in enumerate(self._children):
            sexes = {child.sex, _sex(noun)} - {""}
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
        found = None if relative else self._referred(replace(mention, ages=()))
        if found is None or len(found) != 1 or found[0] >= self._known:
            return None
        child = self._children[found[0]]
        child.age, child.said = age.age, age
        return found[0]

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
        return new and any(
            self._side_by_side(*sorted((mention, other), key=lambda each: each.first))
            for other in (*self._mentions[max(at - 1, 0) : at], *self._mentions[at + 1 : at + 2])
            if not other.many and not other.everyone and not other.beside and not other.rank
        )

    def _side_by_side(self, one: Mention, other: Mention) -> bool:
        """ "The baby and a 2 year old"; "15 years old, unborn baby" may as well be one to be a mother."""
        said = "and" in self._scene.words[one.stop : other.first]
        return _joined(self._scene, one, other) and (said or bool(one.nouns and other.nouns))

    def _unaged(self, mention: Mention) -> Iterator[int]:
        (noun,) = mention.nouns
        together = int(english().born_together.get(noun, 1)) if mention.many else 1
        for _ in range(together):
            self._children.append(Child("twin" if together == 2 else noun, sex=_sex(noun)))  # noqa: PLR2004
            yield len(self._children) - 1

    def _referred(self, mention: Mention) -> tuple[int, ...] | None:
        """Whom a mention without an age means; none where it is no child of this family, None where it is unclear."""
        everyone = range(len(self._children))
        noun = mention.nouns[0] if mention.nouns else ""
        if mention.rank == "other":
            return self._others(mention)
        if mention.rank in ("first", "second"):
            place = ("first", "second").index(mention.rank)
            twins = [at for at in everyone if self._children[at].noun in english().born_together]
            return tuple((twins if noun == "twin" else list(everyone))[place : place + 1])
        fitting = [at for at in everyone if self._may_be(at, noun)]
        if mention.rank:
            return self._by_rank(mention, fitting or list(everyone))
        if mention.many:
            alike = [at for at in fitting if _sex(noun) or noun in english().born_together]
            return tuple(alike) or None
        if len(fitting) == 1:
            return (fitting[0],)
        if noun == "twin" and fitting:
            return (fitting[0],)
        if not fitting or (noun in english().sibling_words and len(fitting) > 1 and self._last is None):
            return ()
        return None

    def _may_be(self, at: int, noun: str) -> bool:
        child, lists = self._children[at], english()
        if noun in lists.born_together:
            return child.noun in lists.born_together
        if noun in lists.stages:
            if lists.stages[noun] == 0 or child.age is None:
                return lists.stages.get(child.noun) == lists.stages[noun]
            least = TEENS if lists.stages[noun] > TEENS else 0
            return least <= child.age < lists.stages[noun]
        sex = _sex(noun)
        exact = any(each.sex == sex for each in self._children)
        return not sex or child.sex == sex or (not child.sex and not exact)

    def _by_rank(self, mention: Mention, fitting: Sequence[int]) -> tuple[int, ...] | None:
        """By age; a child of no age yet, which is a baby or not born, is the youngest."""
        aged = sorted(fitting, key=lambda at: (self._age(at), -at))
        if mention.rank == "middle":
            return (aged[len(aged) // 2],) if len(aged) % 2 else None
        count = mention.count or (len(fitting) - 1 if mention.many else 1)
        picked = aged[-count:] if mention.rank == "eldest" else aged[:count]
        rest = [at for at in aged if at not in picked]
        edge = (min if mention.rank == "eldest" else max)(self._age(at) for at in picked)
        twins = all(self._children[at].noun in english().born_together for at in fitting)
        if not twins and any(self._age(at) == edge for at in rest):
            return None
        return tuple(sorted(picked))

    def _others(self, mention: Mention) -> tuple[int, ...] | None:
        if self._last is None:
            return None
        rest = tuple(at for at in range(len(self._children)) if at != self._last)
        fits = len(rest) == (mention.count or (len(rest) if mention.many else 1))
        return rest if fits else None

    def _age(self, at: int) -> float:
        age = self._children[at].age
        return -1 if age is None else age


def _sex(noun: str) -> str:
    lists = english()
    return "female" if noun in lists.females else "male" if noun in lists.males else ""


def _beside_too(scene: Scene, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """ "Has a brother aged 8 and a sister aged 10": the second is only named as well."""
    before: Mention | None = None
    for mention in mentions:
        relative = any(noun in english().sibling_words for noun in mention.nouns)
        too = before is not None and before.beside and relative and _joined(scene, before, mention)
        before = replace(mention, beside=True) if too else mention
        yield before


def _joined(scene: Scene, one: Mention | Spoken, other: Mention | Spoken) -> bool:
    """Whether nothing but small words stands between: "girl 14, boy 6", "the baby and her sister of 9"."""
    between = range(one.stop, other.first)
    if one.stop > other.first or any(scene.tokens[at].gap >= STOP for at in range(one.stop, other.first + 1)):
        return False
    return all(scene.words[at] in english().joins_children for at in between)


def _grouped(scene: Scene, spoken: Sequence[Spoken]) -> Iterator[Spoken]:
    """Children brought in side by side are spoken of together."""
    held: Spoken | None = None
    for each in spoken:
        sides = held is not None and held.means == "these" == each.means and not held.of & each.of
        if held is not None and sides and (held.introduces or each.introduces) and _joined(scene, held, each):
            parts = (*(held.parts or (held,)), each)
            held = replace(held, stop=each.stop, of=held.of | each.of, introduces=True, last=each.last, parts=parts)
            continue
        if held is not None:
            yield held
        held = each
    if held is not None:
        yield held


def _several(scene: Scene, mentions: Sequence[Mention], *, corrected: bool) -> bool:
    """Whether the ages are of several children, and not one child's age then and now, or put right."""
    aged = [mention for mention in mentions if mention.ages and not mention.beside]
    if any(len(mention.ages) > 1 or mention.nouns or mention.many for mention in aged):
        return True
    if any(mention.many or mention.everyone or mention.nouns for mention in mentions if not mention.beside):
        return True
    if corrected:
        return False
    return not any(_then_or_now(scene, mention) for mention in aged)


def _then_or_now(scene: Scene, mention: Mention) -> bool:
    """ "Aged 12 when removed, now 15"."""
    around = [*scene.words[max(mention.first - 2, 0) : mention.first], *scene.words[mention.stop : mention.stop + 1]]
    return any(word in english().not_now for word in around)
