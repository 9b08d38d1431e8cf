"""Where a text speaks of children: an age, "her brother 6", "the eldest", "twins aged 4", "both"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.understanding.ages import AgeMention
from assistant.understanding.language.english import english
from assistant.understanding.language.tokens import COMMA, NOTHING, SOFT
from assistant.understanding.scene import Scene

ADULT = 18
"""Years: a brother or sister as old as this is no child of the case."""
LONGEST_LINK = 5
"""Words between a child and its age."""
BEFORE_BESIDE = 4
BETWEEN_ALL_AND_BUT = 4
"""Words: "all of them apart from the eldest"."""
MOST_NUMBERED = 8
Who = int | str


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
    who: Who | None = None
    """What tells the person of one name from those of others: the mark of the name, or "child 1"."""
    sex: str = ""
    """Of whom nothing but "he" or "she" is said."""
    only: bool = False
    """ "Only the 6 year old"."""
    but: Mention | None = None
    """Those that are left out: "all but the eldest"."""

    @property
    def introduces(self) -> bool:
        return bool(self.ages)


def is_twin(mention: Mention) -> bool:
    """Whether it is of one of two who were born together, and tells no age."""
    return not mention.many and not mention.ages and any(noun in english().born_together for noun in mention.nouns)


def find_mentions(scene: Scene) -> list[Mention]:
    """The mentions of a text in its order; "the child" and "she" tell nobody apart and are none."""
    if _MENTIONS not in scene.found:
        scene.found[_MENTIONS] = _find_mentions(scene)
    return [*scene.found[_MENTIONS]]


_MENTIONS = "mentions"


def _find_mentions(scene: Scene) -> list[Mention]:
    nouns = list(_nouns(scene))
    found: list[Mention] = []
    for ages in _groups(scene):
        found.append(_with_nouns(scene, ages, nouns))
    found += nouns
    found.sort(key=lambda each: (each.first, each.stop))
    found = [replace(each, beside=_beside(scene, each), only=_only(scene, each)) for each in found]
    return list(_without_some(scene, found))


def _only(scene: Scene, mention: Mention) -> bool:
    """ "Only the older one", "for Leo only"."""
    before = mention.first - 1
    while before >= 0 and scene.words[before] in english().articles and scene.tokens[before + 1].gap == NOTHING:
        before -= 1
    after = scene.words[mention.stop : mention.stop + 1] == ["only"] and scene.tokens[mention.stop].gap <= NOTHING
    return after or (before >= 0 and scene.words[before] == "only" and scene.tokens[before + 1].gap == NOTHING)


def _without_some(scene: Scene, found: Sequence[Mention]) -> Iterator[Mention]:
    """ "All apart from the 12 year old" is one mention, of the others."""
    held: Mention | None = None
    for each in found:
        if held is not None:
            left_out = held.everyone and held.but is None and _leaves_out(scene, held.stop, each)
            if left_out:
                held = replace(held, stop=each.stop, but=each)
                continue
            yield held
        held = each
    if held is not None:
        yield held


def _leaves_out(scene: Scene, start: int, mention: Mention) -> bool:
    if not start < mention.first <= start + BETWEEN_ALL_AND_BUT or mention.many:
        return False
    length = english().leaving_out.starting(scene.words, start)
    return length > 0 and all(scene.words[at] in english().articles for at in range(start + length, mention.first))


def _groups(scene: Scene) -> Iterator[tuple[AgeMention, ...]]:
    """The ages of one list together."""
    groups: dict[tuple[int, int], list[AgeMention]] = {}
    for age in scene.ages:
        to_be = age.birthday is not None and not _is_anothers(scene, age)
        if age.whose != "other" and age.known and age.age is not None and not to_be:
            groups.setdefault((age.first, age.stop), []).append(age)
    return (tuple(group) for group in groups.values())


def _is_anothers(scene: Scene, age: AgeMention) -> bool:
    """ "And the lad who's 18 on 23 September": a birthday tells the age of a child who is brought in."""
    words, lists = scene.words, english()
    adds = words[0] in lists.clause_starts or lists.what_about.starting(words, 0) > 0
    before = age.first - 1 - (words[age.first - 1] in ("whos", "is", "turns", "turning", "who", "hes", "shes"))
    return adds and before > 0 and words[before] in lists.one_child


def _with_nouns(scene: Scene, ages: tuple[AgeMention, ...], nouns: list[Mention]) -> Mention:
    """Ages and the words for whose they are, which are taken out of `nouns`."""
    first, stop = ages[0].first, ages[0].stop
    before = _noun_before(scene, first, nouns, len(ages))
    if before is not None and before.sex and len(ages) == 1:
        return replace(before, stop=stop, ages=ages)
    if before is not None and not before.sex and _fits(before, len(ages)):
        nouns.remove(before)
        return replace(before, stop=stop, ages=ages)
    pair = before and next((each for each in nouns if _coordinated(scene, each, before)), None)
    if before and pair and len(ages) == len((pair, before)):
        nouns.remove(before)
        nouns.remove(pair)
        return Mention(pair.first, stop, ages, (*pair.nouns, *before.nouns))
    owner = scene.text[scene.tokens[stop - 1].start : scene.tokens[stop - 1].end].casefold().endswith("'s")
    beside = [each for each in nouns if each.first == stop and scene.tokens[stop].gap <= NOTHING]
    after = None if owner else next(iter(beside), None)  # "the 3 year old's brother"
    if after is not None and _fits(after, len(ages)) and not _next_age(scene, after.stop):
        nouns.remove(after)
        return replace(after, first=first, ages=ages)
    return Mention(first, stop, ages)


def _fits(noun: Mention, ages: int) -> bool:
    if noun.everyone:
        return False
    together = noun.many and any(word in english().born_together for word in noun.nouns)
    return together or (ages > 1) == noun.many


def _noun_before(scene: Scene, first: int, nouns: Sequence[Mention], ages: int) -> Mention | None:
    at = first - 1
    while at >= max(first - 1 - LONGEST_LINK, 0) and scene.tokens[at + 1].gap <= COMMA:
        if ending := [each for each in nouns if each.stop - 1 == at]:
            return next((each for each in ending if _fits(each, ages)), ending[0])
        if (sex := _pronoun(scene, at)) and at in (0, first - 1, first - 2):
            return Mention(at, at + 1, sex=sex)
        if scene.words[at] not in english().age_links:
            return None
        at -= 1
    return None


def _pronoun(scene: Scene, at: int) -> str:
    """The sex of "he" and "she" where nobody is named."""
    lists, word = english(), scene.words[at]
    if word not in lists.one_of_them or word in ("his", "who", "whos"):
        return ""
    follows = scene.tokens[at + 1].start if at + 1 < len(scene.tokens) else len(scene.text)
    if word == "her" and not scene.text[scene.tokens[at].end : follows].strip():
        return ""  # "Her 2yo brother"; but "her: 16, CIN"
    return "female" if word in lists.females else "male" if word in lists.males else ""


def _coordinated(scene: Scene, one: Mention, other: Mention) -> bool:
    """ "Brother and sister"."""
    return one.stop + 1 == other.first and scene.words[one.stop] == "and" and not (one.many or other.many)


def _next_age(scene: Scene, at: int) -> bool:
    """ "Boy 8 girl 13": the girl is the second one."""
    return any(age.first == at for age in scene.ages)


def _nouns(scene: Scene) -> Iterator[Mention]:
    words = _singular(scene)
    at = 0
    while at < len(scene.words):
        found = None if _taken(scene, at) else _everyone(scene, at) or _ranked(scene, words, at)
        found = found or _numbered(scene, at) or (None if _taken(scene, at) else _noun(scene, words, at))
        found = found or _named(scene, at) or _by_age(scene, at)
        if found is not None:
            who = next((scene.people[each] for each in range(found.first, found.stop) if each in scene.people), None)
            if who is not None and found.many:
                # "Brothers Tom (15) and Ben (16)": the name is of one of them.
                yield found
                found = Mention(found.stop - 1, found.stop)
            yield found if who is None else replace(found, who=who)
        at = found.stop if found else at + 1


def _singular(scene: Scene) -> list[str]:
    """The words, each without its possessive ending: "the girl's" is of one girl."""
    words = list(scene.words)
    for at, token in enumerate(scene.tokens):
        if words[at].endswith("s") and scene.text[token.start : token.end].casefold().endswith("'s"):
            words[at] = words[at][:-1]
    return words


def _taken(scene: Scene, at: int) -> bool:
    """Whether the word belongs to a name of the vocabulary; what says that a child is unborn is the child too."""
    return scene.named[at] and not english().one_child.starting(scene.words, at)


def _named(scene: Scene, at: int) -> Mention | None:
    """A person whose name is left out, other than a grown-up."""
    # "The person" stands for a name, though a name of the vocabulary may begin with such a word.
    named = scene.named[at] and scene.words[at] != "person"
    if at not in scene.people or scene.words[at] in english().adult_words or named:
        return None
    first = at - (at > 0 and scene.words[at - 1] == "the")
    return Mention(first, at + 1, who=scene.people[at])


def _by_age(scene: Scene, at: int) -> Mention | None:
    """ "The 16's main need", where one is 16."""
    if not scene.words[at].isdigit() or scene.words[at + 1 : at + 2] != ["s"] or scene.named[at]:
        return None
    age = next((each for each in scene.ages if each.known and each.age == int(scene.words[at])), None)
    return Mention(at, at + 2, (replace(age, first=at, stop=at + 2),)) if age else None


def _numbered(scene: Scene, at: int) -> Mention | None:
    """ "Child 1", "sibling B"."""
    if at + 1 >= len(scene.words) or scene.tokens[at + 1].gap > NOTHING:
        return None
    word, which = scene.words[at], scene.words[at + 1].removesuffix("s")
    if scene.words[at + 1] in _SHORT_WORDS:
        return None  # "Her twin is on CP"
    capital = scene.text[scene.tokens[at + 1].start].isupper()
    letter = len(which) == 1 and which.isalpha() and (capital or which != "a")
    small = which.isdigit() and int(which) <= MOST_NUMBERED
    aged = any(age.first <= at + 1 < age.stop for age in scene.ages)
    if at in scene.people or word not in english().before_a_letter or not (letter or small) or aged:
        return None
    return Mention(at, at + 2, who=f"child {which}")


def _noun(scene: Scene, words: Sequence[str], at: int) -> Mention | None:
    lists = english()
    if length := lists.many_children.starting(words, at):
        noun = " ".join(words[at : at + length])
        return Mention(
            at, at + length, nouns=(noun,), many=True, count=lists.born_together.get(noun, _count(scene, at))
        )
    if length := lists.one_child.starting(words, at):
        noun, stop = " ".join(words[at : at + length]), at + length
        if scene.named[at] and lists.stages.get(noun) != 0:
            return None
        if noun in lists.born_together and stop < len(words) and scene.tokens[stop].gap == NOTHING:
            stop += lists.one_child.starting(words, stop)  # "Her twin brother"
        if noun in lists.stages and stop < len(words) and scene.tokens[stop].gap == NOTHING:
            # "Baby girl", "newborn brother": one child, called by two words.
            more = lists.one_child.starting(words, stop)
            if more and " ".join(words[stop : stop + more]) not in lists.born_together:
                called = " ".join(words[stop : stop + more])
                return Mention(at, stop + more, nouns=(noun if lists.stages[noun] == 0 else called,))
        return Mention(at, stop, nouns=(noun,), many=at > 0 and words[at - 1] in _EACH)
    return None


def _ranked(scene: Scene, words: Sequence[str], at: int) -> Mention | None:
    """ "The eldest", "younger sister", "the other two"; older men and the other team are no children."""
    lists = english()
    rank = lists.ranks.get(words[at])
    if rank is None:
        return _one_of_two(scene, words, at)
    stop = at + 1
    follows = stop < len(words) and scene.tokens[stop].gap == NOTHING
    before = _count(scene, at)
    if before > 1 and not (follows and words[stop] in lists.numbers) and rank in ("eldest", "youngest", "other"):
        # "The two older ones", "the 3 eldest".
        stop += follows and words[stop] in lists.after_ranks
        return Mention(at - 1, stop, rank=rank, many=True, count=before)
    if follows and words[stop] in lists.after_ranks:
        noun = words[stop]
        count = lists.numbers.get(noun, int(noun) if noun.isdigit() else 0)
        many = noun in lists.many_children or noun == "ones" or (count > 1)
        named = (noun,) if noun in lists.one_child else ()
        more = stop + 1 < len(words) and scene.tokens[stop + 1].gap == NOTHING and words[stop + 1] in lists.after_ranks
        if many and count > 1 and more and not lists.numbers.get(words[stop + 1], 0):
            return Mention(at, stop + 2, rank=rank, many=True, count=int(count))  # "The younger two children"
        return Mention(at, stop + 1, nouns=named, rank=rank, many=many, count=int(count) if count > 1 else 0)
    of_more = words[stop : stop + 1] == ["of"]
    if words[at] in lists.ranks_alone and not of_more:
        return Mention(at, stop, rank=rank)
    if words[at] in lists.ranks_of_more:
        begins = at == 0 or scene.tokens[at].gap > NOTHING
        return Mention(at, stop, rank=rank, many=True) if words[at] != "rest" or begins or _the(words, at) else None
    # "The younger stays on CP", "that for the elder and ..."; "the older men" are no children.
    ordinal = rank in ("first", "second")
    verb = follows and words[stop] in (_VERBS if ordinal else _VERBS | _AFTER_ONE)
    alone = not ordinal and rank != "other" and words[at] in _ELDER and (stop == len(words) or not follows)
    speaks = (verb or alone or words[at] != scene.words[at]) and _the(words, at)
    of_one = words[at] in _ELDER or (ordinal and follows and words[stop] in _TURNS)
    begins = of_one and verb and (at == 0 or scene.tokens[at].gap > NOTHING)
    return Mention(at, stop, rank=rank) if speaks or begins else None


def _the(words: Sequence[str], at: int) -> bool:
    return at > 0 and words[at - 1] == "the"


def _one_of_two(scene: Scene, words: Sequence[str], at: int) -> Mention | None:
    """ "One is CP, the other one is CIN"."""
    if words[at] != "one" or at + 1 >= len(words) or {"other", "others"}.isdisjoint(words[at + 1 :]):
        return None
    begins = at == 0 or scene.tokens[at].gap > NOTHING or words[at - 1] in english().clause_starts
    speaks = words[at] != scene.words[at] or words[at + 1] in _VERBS or words[at + 1 : at + 3] == ["of", "them"]
    return Mention(at, at + 1, rank="one") if begins and speaks else None


def _everyone(scene: Scene, at: int) -> Mention | None:
    lists, words = english(), scene.words
    length = lists.all_of_them.starting(words, at)
    if not length:
        return None
    stop = at + length
    if at and words[at] == "all" and words[at - 1] in _NOT_ALL:
        return None
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
    relatives += [noun for noun in mention.nouns if is_twin(mention)]
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


_SHORT_WORDS = frozenset(("is", "as", "us"))
_VERBS = frozenset(
    ("is", "was", "has", "isnt", "needs", "on", "will", "hasnt", "had", "stays", "goes", "gets", "turns", "turned")
)
_TURNS = frozenset(("turns", "turned", "has", "was"))
_EACH = frozenset(("neither", "each", "either", "every"))
_NOT_ALL = frozenset(("at", "after", "above", "in"))
_AFTER_ONE = frozenset(("and", "but", "in", "at", "with", "who", "whos", "remains", "going", "only", "would", "also"))
_ELDER = frozenset(("older", "elder", "younger"))
