"""The children that a text speaks of, those known before and those it brings in, and who each mention means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from assistant.facts import Value
from assistant.understanding.children.children import MOST_CHILDREN, Child, Family, HeldChild, Spoken, sex_of
from assistant.understanding.children.gathering import Gathering, joined
from assistant.understanding.children.mentions import Mention, find_mentions, is_twin
from assistant.understanding.language.english import english
from assistant.understanding.language.tokens import COMMA
from assistant.understanding.scene import Scene


def find_family(
    scene: Scene,
    held: Sequence[HeldChild],
    births: Sequence[Mapping[str, Value]],
    *,
    corrected: bool,
    before: Sequence[int] = (),
) -> Family | None:
    """The family that a text is about; None where it is about one child.

    `births` are what the birth dates tell that were left out of the text, `before` the children spoken of last.
    """
    mentions = list(_beside_too(scene, find_mentions(scene)))
    if len(held) == 1:  # a child was just brought in beside the one that the conversation was about
        mentions = [replace(each, beside=each.beside and not _told_more(scene, each)) for each in mentions]
    children = [Child(each.noun, each.age, held=each.facts, sex=sex_of(each.noun), mark=each.mark) for each in held]
    known = len(children)
    gathered = Gathering(scene, mentions, children, corrected=corrected, before=before)
    gathered.introduce()
    gathered.give_birth_dates(births)
    few = len(children) < 2 or len(children) > MOST_CHILDREN  # noqa: PLR2004
    if few or (not known and not _several(scene, mentions, corrected=corrected)):
        return None
    spoken = [each for at in range(len(mentions)) if (each := gathered.meaning(at)) is not None]
    brought = frozenset(range(known, len(children))) if known else frozenset[int]()
    meant = any(min(each.of, default=known) < known for each in spoken if each.means == "these")
    strangers = bool(brought and not meant)
    dropped = _dropped(scene, spoken) if known else frozenset[int]()
    dropped = dropped if len(dropped) < len(children) else frozenset[int]()
    return Family(children, list(_grouped(scene, spoken)), strangers, brought, tuple(before), dropped)


def _dropped(scene: Scene, spoken: Sequence[Spoken]) -> frozenset[int]:
    """ "Scrap the younger one", "not the middle one", "the 6 year old isn't ours any more"."""
    found, lists = frozenset[int](), english()
    for each in spoken:
        at = each.first - 1
        while at >= 0 and scene.words[at] in lists.articles and scene.tokens[at + 1].gap < COMMA:
            at -= 1
        first = at - lists.leaves_out_before.ending(scene.words, at) + 1 if at >= 0 else 0
        begins = first == 0 or scene.tokens[first].gap >= COMMA or scene.words[first - 1] in _OPENINGS
        before = at >= 0 and first <= at and begins and scene.tokens[at + 1].gap < COMMA
        after = lists.leaves_out_after.starting(scene.words, each.stop) > 0
        if each.means == "these" and not each.introduces and (before or after):
            found |= each.of
    return found


def brings_another(scene: Scene, age: Value) -> bool:
    """Whether a text brings a brother or sister to the one child held: "what about her cousin, who's 8?"."""
    mentions = [each for each in find_mentions(scene) if not each.beside or _told_more(scene, each)]
    aged = [each for each in mentions if each.ages]
    if any(noun in english().of_another_family for each in mentions for noun in each.nouns):
        return False
    if _brings_twin(scene):
        return True
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


UNBORN = "unborn"
"""The fact that a child is not born yet, when the pack has it."""


def unborn() -> str:
    """What a child that is not born yet is called."""
    lists = english()
    return next((noun for noun in sorted(lists.stages, key=len) if lists.stages[noun] == 0), "")


def brings_relative(scene: Scene) -> bool:
    """Whether a brother or sister of some age is told of: "her older brother, he's 3"."""
    told = [each for each in find_mentions(scene) if not each.beside or _told_more(scene, each)]
    aged = [each for each in told if each.ages]
    relatives = [each for each in told if any(noun in english().sibling_words for noun in each.nouns)]
    return bool(aged and relatives) and relatives[0].first <= aged[0].first


def _brings_twin(scene: Scene) -> bool:
    """ "Her twin, same again", "what about his twin brother?": who is as old as the one child."""
    lists = english()
    for each in find_mentions(scene):
        told = _told_more(scene, each) or any(word in lists.same_words for word in scene.words)
        asked = lists.what_about.starting(scene.words, 0) > 0 or scene.words[0] in lists.clause_starts
        if is_twin(each) and not each.beside and (told or asked):
            return True
    return False


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


def _beside_too(scene: Scene, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """ "Has a brother aged 8 and a sister aged 10": the second is only named as well."""
    before: Mention | None = None
    for mention in mentions:
        relative = any(noun in english().sibling_words for noun in mention.nouns)
        too = before is not None and before.beside and relative and joined(scene, before, mention)
        before = replace(mention, beside=True) if too else mention
        yield before


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
            and joined(scene, held, each)
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


_ARTICLES = frozenset(("the", "a", "an", "my", "our"))
_OPENINGS = frozenset(
    (
        "ok",
        "okay",
        "right",
        "so",
        "and",
        "but",
        "just",
        "please",
        "can",
        "you",
        "we",
        "lets",
        "actually",
        "sorry",
        "oh",
        "well",
        "to",
    )
)
