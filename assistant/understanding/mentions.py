"""Where a text speaks of children: an age, "her brother 6", "the eldest", "twins aged 4", "both"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.understanding.ages import AgeMention
from assistant.understanding.english import english
from assistant.understanding.scene import Scene
from assistant.understanding.tokens import COMMA, NOTHING, SOFT

ADULT = 18
"""Years: a brother or sister as old as this is no child of the case."""
LONGEST_LINK = 5
"""Words between a child and its age."""
BEFORE_BESIDE = 4


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of the text that speaks of a child or of several."""

    first: int
    stop: int
    ages: tuple[AgeMention, ...] = ()
    nouns: tuple[str, ...] = ()
    """What each is called; for several together, their one word."""
    rank: str = ""
    """Eldest, youngest, middle, other."""
    many: bool = False
    everyone: bool = False
    count: int = 0
    """How many it says they are."""
    beside: bool = False
    """Only named beside the child that is asked about."""

    @property
    def introduces(self) -> bool:
        return bool(self.ages)


def find_mentions(scene: Scene) -> list[Mention]:
    """The mentions of a text in its order; "the child" and "she" tell nobody apart and are none."""
    nouns = list(_nouns(scene))
    found: list[Mention] = []
    for ages in _groups(scene):
        found.append(_with_nouns(scene, ages, nouns))
    found += nouns
    found.sort(key=lambda each: each.first)
    return [replace(each, beside=_beside(scene, each)) for each in found]


def _groups(scene: Scene) -> Iterator[tuple[AgeMention, ...]]:
    """The ages of one list together."""
    groups: dict[tuple[int, int], list[AgeMention]] = {}
    for age in scene.ages:
        if age.whose != "other" and age.known and age.age is not None and age.birthday is None:
            groups.setdefault((age.first, age.stop), []).append(age)
    return (tuple(group) for group in groups.values())


def _with_nouns(scene: Scene, ages: tuple[AgeMention, ...], nouns: list[Mention]) -> Mention:
    """Ages and the words for whose they are, which are taken out of `nouns`."""
    first, stop = ages[0].first, ages[0].stop
    before = _noun_before(scene, first, nouns)
    if before is not None and _fits(before, len(ages)):
        nouns.remove(before)
        return replace(before, stop=stop, ages=ages)
    pair = before and next((each for each in nouns if _coordinated(scene, each, before)), None)
    if before and pair and len(ages) == len((pair, before)):
        nouns.remove(before)
        nouns.remove(pair)
        return Mention(pair.first, stop, ages, (*pair.nouns, *before.nouns))
    after = next((each for each in nouns if each.first == stop and scene.tokens[stop].gap <= NOTHING), None)
    if after is not None and _fits(after, len(ages)) and not _next_age(scene, after.stop):
        nouns.remove(after)
        return replace(after, first=first, ages=ages)
    return Mention(first, stop, ages)


def _fits(noun: Mention, ages: int) -> bool:
    if noun.everyone:
        return False
    together = noun.many and any(word in english().born_together for word in noun.nouns)
    return together or (ages > 1) == noun.many


def _noun_before(scene: Scene, first: int, nouns: Sequence[Mention]) -> Mention | None:
    ends = {each.stop - 1: each for each in nouns}
    at = first - 1
    while at >= max(first - 1 - LONGEST_LINK, 0) and scene.tokens[at + 1].gap <= COMMA:
        if at in ends:
            return ends[at]
        if scene.words[at] not in english().age_links:
            return None
        at -= 1
    return None


def _coordinated(scene: Scene, one: Mention, other: Mention) -> bool:
    """ "Brother and sister"."""
    return one.stop + 1 == other.first and scene.words[one.stop] == "and" and not (one.many or other.many)


def _next_age(scene: Scene, at: int) -> bool:
    """ "Boy 8 girl 13": the girl is the second one."""
    return any(age.first == at for age in scene.ages)


def _nouns(scene: Scene) -> Iterator[Mention]:
    at = 0
    while at < len(scene.words):
        found = None if _taken(scene, at) else (_everyone(scene, at) or _ranked(scene, at) or _noun(scene, at))
        if found is not None:
            yield found
        at = found.stop if found else at + 1


def _taken(scene: Scene, at: int) -> bool:
    """Whether the word belongs to a name of the vocabulary; what says that a child is unborn is the child too."""
    return scene.named[at] and not english().one_child.starting(scene.words, at)


def _noun(scene: Scene, at: int) -> Mention | None:
    lists, words = english(), scene.words
    if length := lists.many_children.starting(words, at):
        noun = " ".join(words[at : at + length])
        return Mention(
            at, at + length, nouns=(noun,), many=True, count=lists.born_together.get(noun, _count(scene, at))
        )
    if length := lists.one_child.starting(words, at):
        noun = " ".join(words[at : at + length])
        if not scene.named[at] or lists.stages.get(noun) == 0:
            return Mention(at, at + length, nouns=(noun,))
    return None


def _ranked(scene: Scene, at: int) -> Mention | None:
    """ "The eldest", "younger sister", "the other two"; older men and the other team are no children."""
    lists, words = english(), scene.words
    rank = lists.ranks.get(words[at])
    if rank is None:
        return None
    if at + 1 < len(words) and words[at + 1] in lists.after_ranks and scene.tokens[at + 1].gap == NOTHING:
        noun = words[at + 1]
        count = lists.numbers.get(noun, 0)
        many = noun in lists.many_children or noun == "ones" or (count > 1)
        named = (noun,) if noun in lists.one_child else ()
        return Mention(at, at + 2, nouns=named, rank=rank, many=many, count=int(count) if count > 1 else 0)
    of_more = words[at + 1 : at + 2] == ["of"]
    if words[at] in lists.ranks_alone and not of_more:
        return Mention(at, at + 1, rank=rank)
    speaks = at + 1 < len(words) and words[at + 1] in _VERBS and at > 0 and words[at - 1] == "the"
    return Mention(at, at + 1, rank=rank) if speaks else None


def _everyone(scene: Scene, at: int) -> Mention | None:
    lists, words = english(), scene.words
    length = lists.all_of_them.starting(words, at)
    if not length:
        return None
    stop = at + length
    if stop < len(words) and (words[stop] in lists.not_of_children or words[stop] in lists.adult_words):
        return None
    return Mention(at, stop, many=True, everyone=True)


def _count(scene: Scene, at: int) -> int:
    before = scene.words[at - 1] if at and scene.tokens[at].gap == NOTHING else ""
    return int(before) if before.isdigit() else int(english().numbers.get(before, 0))


def _beside(scene: Scene, mention: Mention) -> bool:
    """A brother or sister who is only named: grown up, lived with, or long gone."""
    lists, words = english(), scene.words
    relatives = [noun for noun in mention.nouns if noun in lists.sibling_words or noun in ("siblings", "sibling")]
    if not relatives:
        return False
    if any(age.age is not None and age.age >= ADULT for age in mention.ages):
        return True
    at = mention.first - 1
    while at >= max(mention.first - BEFORE_BESIDE, 0) and scene.tokens[at + 1].gap < COMMA:
        if lists.named_beside_before.ending(words, at):
            return True
        if not (
            words[at] in lists.articles or words[at] in lists.numbers or words[at].isdigit() or words[at] == "baby"
        ):
            break
        at -= 1
    if _elsewhere(scene, mention):
        return True
    here = mention.stop + (words[mention.stop : mention.stop + 1] in (["is"], ["has"]))
    return here < len(words) and scene.tokens[here].gap <= SOFT and lists.named_beside_after.starting(words, here) > 0


def _elsewhere(scene: Scene, mention: Mention) -> bool:
    """ "Child 6 with duty, sister 9 is in CIOC": held by another team than the child that is asked about."""
    segment = scene.tokens[mention.first].segment
    child_first = any(age.whose == "child" and age.stop <= mention.first for age in scene.ages)
    teams = [role.match for role in scene.roles if role.part in ("current", "bare")]
    theirs = {team.id for team in teams if team.first >= mention.stop and scene.tokens[team.first].segment == segment}
    others = {team.id for team in teams if team.stop <= mention.first}
    return child_first and not mention.many and bool(theirs) and bool(others - theirs)


_VERBS = frozenset(("is", "was", "has", "isnt", "needs", "on", "will"))
