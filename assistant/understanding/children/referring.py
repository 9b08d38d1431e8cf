"""Whom a mention without an age means, of the children that are known so far: "the eldest", "the boys", "the other"."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.understanding.children.children import Child, sex_of
from assistant.understanding.children.mentions import Mention, Who
from assistant.understanding.language.english import english
from assistant.understanding.scene import Scene

TEENS = 13


class Referring:
    """The children in the making, and whom a mention may mean among them."""

    def __init__(
        self,
        scene: Scene,
        mentions: Sequence[Mention],
        children: list[Child],
        *,
        corrected: bool = False,
        before: Sequence[int] = (),
    ) -> None:
        self._spoken_before = tuple(before)
        """Those whom the message before spoke of."""
        self._corrected = corrected
        self._scene, self._mentions, self._children = scene, mentions, children
        self._known = len(children)
        self._of: dict[int, tuple[int, ...]] = {}
        self._new: set[int] = set()
        """Mentions that bring a child in."""
        marks = [child.mark for child in children]
        self._named: dict[Who, tuple[int, ...]] = {
            child.mark: (at,) for at, child in enumerate(children) if child.mark and marks.count(child.mark) == 1
        }
        """Who is known by a name: those of whom it was told before, and then those of whom this text tells it."""
        self._last: tuple[int, ...] = ()
        """Those spoken of last, where that was not everyone."""
        self._pair: tuple[int, ...] = ()
        """The two spoken of last, be it one after the other: who "both" are."""
        self._ranked: dict[str, tuple[int, ...]] = {}
        self._twins: dict[int, int] = {}
        """Mentions that tell a boy and a girl among twins, and which child each is."""

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
            alike = [at for at in fitting if sex_of(noun) or noun in english().born_together]
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
        sex = sex_of(noun)
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
        last = self._last or self._spoken_before
        if not last:
            return None
        rest = tuple(at for at in range(len(self._children)) if at not in last)
        fits = len(rest) == (mention.count or (len(rest) if mention.many else 1))
        return rest if fits and rest else None

    def _age(self, at: int) -> float:
        age = self._children[at].age
        return -1 if age is None else age
