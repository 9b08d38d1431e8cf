"""A text taken apart for the check: its names, figures and words, each with what governs it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assistant.grounding.english import Cue, English, english
from assistant.grounding.figures import Figure, figure
from assistant.grounding.lexing import Lexeme, lex
from assistant.grounding.names import Name, Names

ENDS = frozenset(".;!?\n")
FIGURES = frozenset(("date", "weekday", "month", "time", "period", "number"))
CONTENT = frozenset(("word", "event", "term", "person", "team")) | FIGURES
WITHIN_NAMES = frozenset((",", "(", ")"))
SMALL = WITHIN_NAMES | {"and", "a", "in", "of", "the", "with", "from"}
LONGEST_NAME = 16
"""Lexemes; a comma within a name is none of its words."""
MODAL_REACH = 6
"""Lexemes in which a modal follows an "and" or a comma that begins a clause of its own."""
NEGATED_MODALS = {"must": "forbidden", "may": "forbidden", "should": "should_not", "future": "forbidden"}
BE = frozenset(("be", "been", "being", "is", "are", "was", "were", "get", "gets", "got"))
BEHIND_A_MODAL = frozenset(("not", "never", "at no point", "no longer", "no"))
"""What makes a duty a ban: "ought to not", "should be no point"; not "may go on without"."""
DENIALS = frozenset(("no", "not", "dont", "doesnt", "arent", "isnt"))
DENIES = frozenset(("no", "nothing", "nobody", "none", "neither"))


@dataclass(slots=True)
class Item:
    """A name, a figure, a word or a small word that governs others."""

    kind: str
    """`word`, `event`, `team`, `term`, `person`, a kind of figure, `cue`, or `stop`."""
    value: object
    raw: str
    concepts: frozenset[str]
    """The words that it is made of, as they are compared."""
    names: tuple[Name, ...] = ()
    cues: Mapping[str, str] = field(default_factory=dict)
    free: bool = False
    sentence: int = 0
    clause: int = 0
    modal: str | None = None
    head: bool = False
    """Whether it is the verb that its modal stands with."""
    negated: bool = False
    passive: bool = False

    @property
    def content(self) -> bool:
        return self.kind in CONTENT and not self.free

    @property
    def key(self) -> object:
        """What it is aligned by."""
        return (self.kind, self.value) if self.kind in ("event", "team") else self.value


@dataclass(frozen=True)
class Text:
    """One text, read."""

    items: tuple[Item, ...]
    lexemes: tuple[Lexeme, ...]

    @property
    def contents(self) -> list[Item]:
        return [item for item in self.items if item.content]


def read(text: str, names: Names) -> Text:
    lists = english()
    lexemes = _meant(lex(text), lists)
    items = list(_items(lexemes, names, lists))
    _divide(items)
    _govern(items, lists)
    return Text(tuple(items), tuple(lexemes))


def _meant(lexemes: list[Lexeme], lists: English) -> list[Lexeme]:
    """With phrases that say the same as others put as those."""
    words = [each.key for each in lexemes]
    found: list[Lexeme] = []
    at = 0
    while at < len(lexemes):
        phrases = lists.same_as.starting(words, at)
        if phrases:
            stop, (meant, *_) = phrases[0]
            here = lexemes[at]
            found += [Lexeme("word", word, word, here.start, lexemes[stop - 1].end) for word in meant]
            at = stop
        else:
            found.append(lexemes[at])
            at += 1
    return found


def _items(lexemes: Sequence[Lexeme], names: Names, lists: English) -> list[Item]:
    words = [each.key for each in lexemes]
    items: list[Item] = []
    at = 0
    while at < len(lexemes):
        item, at = _item(lexemes, words, at, names, lists)
        items.append(item)
    return items


def _item(lexemes: Sequence[Lexeme], words: Sequence[str], at: int, names: Names, lists: English) -> tuple[Item, int]:
    here = lexemes[at]
    if here.kind == "stop":
        return Item("stop", here.key, here.raw, frozenset()), at + 1
    name_stop, named = _named(lexemes, words, at, names)
    found = figure(lexemes, at)
    cue_stop, cues = _cues(words, at, lists)
    stop = max(name_stop, found.stop if found else 0, cue_stop)
    raw = " ".join(each.raw for each in lexemes[at:stop])
    if named and name_stop == stop:
        first = named[0]
        made = lists.concepts(words[at:stop])
        return Item(first.kind, first.id, raw, made, tuple(named)), stop
    if found and found.stop == stop:
        return _figure_item(found, raw, lists.concepts(words[at:stop])), stop
    if cues:
        return _cue_item(cues, raw, words[at:stop], lists), stop
    concept = lists.concept(here.key)
    word = Item("word", concept, here.raw, frozenset((concept,)))
    word.free = here.key in lists.free
    return word, at + 1


def _named(lexemes: Sequence[Lexeme], words: Sequence[str], at: int, names: Names) -> tuple[int, list[Name]]:
    places = [place for place in range(at, min(at + LONGEST_NAME, len(words))) if words[place] not in WITHIN_NAMES]
    for length, found in names.phrases.starting([words[place] for place in places], 0):
        stop = places[length - 1] + 1
        capitals = all(each.raw[0].isupper() for each in lexemes[at:stop] if each.key not in SMALL)
        kept = [name for name in found if capitals or not name.capital]
        if kept:
            if words[at:stop].count("(") > words[at:stop].count(")") and words[stop : stop + 1] == [")"]:
                stop += 1
            return stop, sorted(kept, key=lambda name: ("team", "event", "person", "term").index(name.kind))
    return 0, []


def _cues(words: Sequence[str], at: int, lists: English) -> tuple[int, list[Cue]]:
    found = lists.cues.starting(words, at)
    return found[0] if found else (0, [])


def _figure_item(found: Figure, raw: str, concepts: frozenset[str]) -> Item:
    return Item(found.kind, found.value, raw, concepts)


def _cue_item(cues: Sequence[Cue], raw: str, words: Sequence[str], lists: English) -> Item:
    kinds = {cue.kind: cue.value for cue in reversed(cues)}
    concepts = lists.concepts(words)
    if "alike" in kinds or "kept" in kinds:
        value = kinds.get("kept") or kinds["alike"]
        parts = frozenset() if DENIALS & set(words) else concepts  # "not counting" says nothing of counting
        return Item("word", value, raw, parts | {value}, cues=kinds)
    if "near_day" in kinds:
        return Item("word", " ".join(words), raw, concepts | {" ".join(words)}, cues=kinds)
    if kinds.keys() & {"receives", "gives_up"}:
        return Item("word", "move", raw, concepts | {"move"}, cues=kinds)
    return Item("cue", " ".join(words), raw, concepts, cues=kinds, free=True)


def _divide(items: Sequence[Item]) -> None:
    """Sentences at stops; clauses also at brackets, conditions, and where a modal of its own follows."""
    sentence = clause = last = 0
    modal_in = -1
    around: list[int] = []
    begins, leads = True, False
    first = items[0] if items else None
    """Whether a sentence begins; whether a condition leads it, which goes on to the first comma."""
    for at, item in enumerate(items):
        if begins and item.cues.get("modal") == "should":  # "Should the court order something else"
            item.cues = {"condition": "if"}
        ends = item.kind == "stop" and bool(ENDS & set(item.raw))
        if begins:
            first = item
        if ends and "?" in item.raw and first and "modal" in first.cues:  # "Cannot fit it in? Then ..."
            first.cues = {"condition": "if", "negation": "of a modal"}
        if "(" in item.raw and item.kind == "stop":
            around.append(clause)
        if ")" in item.raw and item.kind == "stop" and around:
            clause = around.pop()
        leads = (leads or (begins and "condition" in item.cues)) and not ends
        closes = leads and item.raw.strip() == ","
        leads = leads and not closes
        if (
            ends
            or closes
            or (item.kind == "stop" and ")" not in item.raw and item.raw.strip() != ",")
            or _opens(items, at, modal_in)
        ):
            last += 1
            clause = last
        if ends:
            sentence, around = sentence + 1, []
        begins = ends
        modal_in = clause if "modal" in item.cues else modal_in
        item.sentence, item.clause = sentence, clause


def _opens(items: Sequence[Item], at: int, modal_in: int) -> bool:
    """Whether a clause begins here that no stop makes; `modal_in` is the last clause that has a modal."""
    item = items[at]
    if item.cues.keys() & {"condition", "joins"}:
        return True
    if item.raw.casefold() in ("and", "or"):
        return bool(items[at - 1].clause == modal_in) and _modal_follows(items, at)
    return item.raw.strip() == "," and _modal_follows(items, at)


def _modal_follows(items: Sequence[Item], at: int) -> bool:
    for item in items[at + 1 : at + 1 + MODAL_REACH]:
        if item.kind == "stop" and item.raw.strip() != ",":
            return False
        if "modal" in item.cues or "condition" in item.cues:
            return True
    return False


def _govern(items: Sequence[Item], lists: English) -> None:
    clause, modal, waiting, negates, passive = -1, None, False, False, False
    unheaded: list[Item] = []
    held: dict[int, str | None] = {}
    denier: Item | None = None
    for at, item in enumerate(items):
        if item.clause != clause:
            _behind(unheaded, modal if waiting else None)
            held[clause] = modal
            clause, modal, waiting, negates, passive = item.clause, held.get(item.clause), False, False, False
            unheaded, denier = [], None
        if "predicative" in item.cues:
            _behind(unheaded, item.cues["modal"])
        elif "modal" in item.cues:
            modal, waiting, passive = item.cues["modal"], True, False
            after = next((each for each in items[at + 1 : at + 3] if each.raw.casefold() in BEHIND_A_MODAL), None)
            if (denier or after) and modal in NEGATED_MODALS:
                modal = NEGATED_MODALS[modal]
                item.cues = {**item.cues, "modal": modal}
                negates = False
                for each in (denier, after):
                    if each is not None:
                        each.cues = {"negation": "of a modal"}
                denier = None
        elif item.cues.get("negation") == "negation":
            negates = True
            denier = item if item.raw.casefold().split()[0] in DENIES else denier
        if item.raw.casefold() in BE:
            passive = True
        if item.content and not item.cues.get("kept"):
            item.modal = modal
            item.negated, negates = negates, False
            item.passive = passive
            unheaded.append(item)
            if waiting and item.kind == "word" and str(item.raw).casefold() not in lists.adverbs:
                item.head, waiting = True, False
            passive = False
        elif item.kind == "word":
            item.modal = modal
    _behind(unheaded, modal if waiting else None)


def _behind(contents: Sequence[Item], modal: str | None) -> None:
    """A modal that nothing follows governs what stands before it: "a referral is not needed"."""
    for item in contents if modal else ():
        item.modal = modal
        item.head = item.kind == "word"
