"""The children that a text speaks of, those known before and those it brings in, and who each mention means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from assistant.facts import Value
from assistant.understanding.ages import AgeMention, list_items
from assistant.understanding.english import english
from assistant.understanding.labels import labels
from assistant.understanding.mentions import Mention, Who, find_mentions
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
    rest: bool = False
    """ "All but the eldest"."""
    only: bool = False
    """ "Only the 6 year old": what is said is of nobody else."""
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
    brought: frozenset[int] = frozenset()
    """Those that the text brings in beside children known before."""

    def labels(self) -> list[str]:
        return labels([(child.noun, child.age) for child in self.children])


def find_family(
    scene: Scene, held: Sequence[HeldChild], births: Sequence[Mapping[str, Value]], *, corrected: bool
) -> Family | None:
    """The family that a text is about; None where it is about one child.

    `births` are what the birth dates tell that were left out of the text.
    """
    mentions = list(_beside_too(scene, find_mentions(scene)))
    if len(held) == 1:  # a child was just brought in beside the one that the conversation was about
        mentions = [replace(each, beside=each.beside and not _told_more(scene, each)) for each in mentions]
    children = [Child(each.noun, each.age, held=each.facts, sex=_sex(each.noun)) for each in held]
    known = len(children)
    gathered = _Gathering(scene, mentions, children)
    gathered.introduce()
    gathered.give_birth_dates(births)
    few = len(children) < 2 or len(children) > MOST_CHILDREN  # noqa: PLR2004
    if few or (not known and not _several(scene, mentions, corrected=corrected)):
        return None
    spoken = [each for at in range(len(mentions)) if (each := gathered.meaning(at)) is not None]
    brought = frozenset(range(known, len(children))) if known else frozenset[int]()
    meant = any(min(each.of, default=known) < known for each in spoken if each.means == "these")
    return Family(children, list(_grouped(scene, spoken)), strangers=bool(brought and not meant), brought=brought)


def brings_another(scene: Scene, age: Value) -> bool:
    """Whether a text brings a brother or sister to the one child held: "what about her cousin, who's 8?"."""
    mentions = [each for each in find_mentions(scene) if not each.beside or _told_more(scene, each)]
    aged = [each for each in mentions if each.ages]
    if any(noun in english().of_another_family for each in mentions for noun in each.nouns):
        return False
    if not aged or any(each.ages[0].age == age for each in aged):
        return bool(aged) and all(each.whose == "sibling" for mention in aged for each in mention.ages)
    relatives = [each for each in mentions if any(noun in english().sibling_words for noun in each.nouns)]
    if relatives:
        return relatives[0].first <= aged[0].first
    if _beside_the_one(scene, aged[0]):
        return True
    # "And the eldest (17)"; but "the little one is 3 not 4" puts an age right.
    ranked = all(each.rank in ("eldest", "youngest", "middle", "other") for each in aged)
    return ranked and english().corrections.find(scene.words) is None and "not" not in scene.words


def _beside_the_one(scene: Scene, mention: Mention) -> bool:
    """ "And the twins who are 4?", "a baby of 4 months as well"; "and a lad of 13 with duty" is another case."""
    lists, words = english(), scene.words
    if lists.corrections.find(words, mention.first) or any(role.part in ("current", "bare") for role in scene.roles):
        return False
    if lists.in_the_same_family.find(words):
        return not mention.sex
    adds = words[0] in lists.clause_starts or lists.what_about.starting(words, 0) > 0
    definite = "the" in words[max(mention.first - 1, 0) : mention.first + 1]
    return adds and definite and bool(mention.nouns or mention.rank)


def of_another_family(scene: Scene) -> bool:
    """Whether it goes on to a cousin, whose case is another one."""
    mentions = [each for each in find_mentions(scene) if not each.beside or _told_more(scene, each)]
    aged = [each for each in mentions if each.ages]
    others = [each for each in mentions if any(noun in english().of_another_family for noun in each.nouns)]
    return bool(others and aged) and others[0].first <= aged[0].first


def _told_more(scene: Scene, mention: Mention) -> bool:
    """ "She has a brother, 14, main need outside the home": not only named, where a case was told of before."""
    return any(match.first >= mention.stop for match in scene.matches)


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
        self._named: dict[Who, tuple[int, ...]] = {}
        self._last: tuple[int, ...] = ()
        """Those spoken of last, where that was not everyone."""
        self._pair: tuple[int, ...] = ()
        """The two spoken of last, be it one after the other: who "both" are."""
        self._ranked: dict[str, tuple[int, ...]] = {}

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
            if mention.who is not None and len(self._of.get(at, ())) == 1:
                self._named.setdefault(mention.who, self._of[at])

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
            beside = before is not None and len(self._last) == 1 == len(of) and _joined(self._scene, before, mention)
            self._pair = (*self._last, *of) if beside else of
            self._spoke(of)
            return Spoken(*span, "these", frozenset(of), at in self._new, only=mention.only, last=of[-1])
        if mention.everyone:
            return self._all_but(mention)
        if mention.who is not None and not mention.nouns and mention.who not in self._named:
            # A name that was told before, maybe: whose it is is not known any more.
            return Spoken(*span, "unclear") if self._known and self._begins(mention) else None
        found = self._referred(mention)
        if found is None:
            self._last = () if not mention.many else self._last
            return Spoken(*span, "all" if mention.many and not mention.rank else "unclear")
        if not found:
            return Spoken(*span, "nobody")
        self._spoke(found)
        return Spoken(*span, "these", frozenset(found), only=mention.only, last=max(found))

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
        for place, age in enumerate(mention.ages):
            called = nouns[place] if nouns else "" if mention.many else noun
            sex = _sex(called) or _sex(noun) or mention.sex
            found = self._same(age, called, sex, met)
            if found is None and len(mention.ages) == 1:
                found = self._of_no_age(mention, age, sex)
            if found is None and self._known and len(mention.ages) == 1 and (mention.rank or called or sex):
                found = self._changed(mention, age)
            if found is None and mention.sex and not called and self._known:
                found = self._put_right(age)
            if found is None:
                self._children.append(Child(called, age.age, age, sex=sex))
                found = len(self._children) - 1
            met.append(found)
            yield found

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
        if mention.who is not None and mention.who in self._named:
            return self._named[mention.who]
        if mention.rank == "other":
            return self._others(mention)
        if mention.rank == "one":
            # Which of them it is does not matter, where nothing tells one from the other.
            return (0,) if len({(child.noun, child.age, child.sex) for child in self._children}) == 1 else None
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
        if not fitting or (noun in english().sibling_words and len(fitting) > 1 and not self._last):
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
        if child.noun == noun and noun in lists.one_child:
            return True
        if any(each.noun == noun for each in self._children) and noun in lists.sibling_words:
            return False
        exact = any(each.sex == sex for each in self._children)
        return not sex or child.sex == sex or (not child.sex and not exact)

    def _by_rank(self, mention: Mention, fitting: Sequence[int]) -> tuple[int, ...] | None:
        """By age; a child of no age yet, which is a baby or not born, is the youngest."""
        aged = sorted(fitting, key=lambda at: (self._age(at), -at))
        if mention.rank == "middle":
            return (aged[len(aged) // 2],) if len(aged) % 2 else None
        if mention.many and not mention.count and mention.rank in self._ranked:
            return self._ranked[mention.rank]  # "The two youngest ..., the little ones ..."
        if mention.many and not mention.count and len(fitting) > 3:  # noqa: PLR2004
            return None
        count = mention.count or (max(len(fitting) - 1, 1) if mention.many else 1)
        picked = aged[-count:] if mention.rank == "eldest" else aged[:count]
        rest = [at for at in aged if at not in picked]
        edge = (min if mention.rank == "eldest" else max)(self._age(at) for at in picked)
        twins = all(self._children[at].noun in english().born_together for at in fitting)
        if not twins and any(self._age(at) == edge for at in rest):
            return None
        if mention.many:
            self._ranked[mention.rank] = tuple(sorted(picked))
        return tuple(sorted(picked))

    def _others(self, mention: Mention) -> tuple[int, ...] | None:
        if not self._last:
            return None
        rest = tuple(at for at in range(len(self._children)) if at not in self._last)
        fits = len(rest) == (mention.count or (len(rest) if mention.many else 1))
        return rest if fits and rest else None

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
        named = held is not None and [*scene.words[held.stop : each.first]] in (["and"], ["and", "the"])
        brought = held is not None and (held.introduces or each.introduces) and not held.rest
        if (
            held is not None
            and sides
            and (brought or named)
            and _joined(scene, held, each)
            and not _owns(scene, held, each)
        ):
            parts = (*(held.parts or (held,)), each)
            held = replace(held, stop=each.stop, of=held.of | each.of, introduces=True, last=each.last, parts=parts)
            continue
        if held is not None:
            yield held
        held = each
    if held is not None:
        yield held


def _owns(scene: Scene, one: Spoken, other: Spoken) -> bool:
    """ "Lily's brother", "the 3 year old's sister": whose brother it is, and not both of them."""
    token = scene.tokens[one.stop - 1]
    return one.stop == other.first and scene.text[token.start : token.end].casefold().endswith("'s")


def _several(scene: Scene, mentions: Sequence[Mention], *, corrected: bool) -> bool:
    """Whether the ages are of several children, and not one child's age then and now, or put right."""
    aged = [mention for mention in mentions if mention.ages and not mention.beside]
    if any(len(mention.ages) > 1 or mention.nouns or mention.many or mention.rank for mention in aged):
        return True
    if len({mention.who for mention in aged if mention.who is not None}) > 1:
        return True
    if any(mention.many or mention.everyone or mention.nouns for mention in mentions if not mention.beside):
        return True
    if corrected:
        return False
    if len(aged) > 1 and all(mention.first and scene.words[mention.first - 1] in _ARTICLES for mention in aged):
        return True
    return not any(_then_or_now(scene, mention) for mention in aged)


def _then_or_now(scene: Scene, mention: Mention) -> bool:
    """ "Aged 12 when removed, now 15"."""
    first = mention.first
    while first > max(mention.first - 2, 0) and scene.tokens[first].gap < COMMA:
        first -= 1
    around = [*scene.words[first : mention.first], *scene.words[mention.stop : mention.stop + 1]]
    return any(word in english().not_now for word in around)


_OF_TWO = frozenset(("both", "neither", "two", "pair", "either"))
_ARTICLES = frozenset(("the", "a", "an", "my", "our"))
