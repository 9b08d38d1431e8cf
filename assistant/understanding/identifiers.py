"""The first thing that touches the words: what could tell who a person is, is left out before all else.

What a birth date tells of the case is kept as facts; the date itself is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import Literal

from assistant.facts import OLDEST, Value
from assistant.understanding.dates.date_choice import anniversary, full_year, real, whole_years
from assistant.understanding.dates.date_forms import Written, find_written
from assistant.understanding.language.characters import in_lines, plain
from assistant.understanding.language.english import english
from assistant.understanding.language.spelling import Speller
from assistant.understanding.language.tokens import COMMA, MOST, STOP, Token, split
from assistant.understanding.marks import mark
from assistant.understanding.names import Names

Kind = Literal[
    "name",
    "date of birth",
    "NHS number",
    "National Insurance number",
    "phone number",
    "email address",
    "postcode",
    "address",
    "record number",
]
Whose = Literal["child", "sibling", "other"]
ADULT = 18
NEAR_ADULT = 15
"""Years: from this age on the 18th birthday matters to the case."""
YEARS_PAST = 3
"""A date further back than this, right after a person, is their birth date."""
REACH = 6
_EMAIL = re.compile(r"[^\s@<>,;:()]{1,64}@[^\s@<>,;:()]{1,255}")
_NHS = re.compile(r"(?<![\d-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\d-])", re.ASCII)
_INSURANCE = re.compile(r"\b[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b", re.ASCII | re.IGNORECASE)
_PHONE = re.compile(r"(?<![\d/-])(?:\+44 ?(?:\(0\) ?)?|0)\d(?:(?:[ -]|\) ?)?\d){7,9}(?!\d)", re.ASCII)
_POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?) ?(\d[ABD-HJLNP-UW-Z]{2})\b", re.ASCII | re.IGNORECASE)
_ADDRESS = re.compile(  # a number, one to three words in capitals, and what a street is called
    r"\b\d{1,4}[A-Za-z]?,? (?:[A-Z][\w'-]{1,30} ){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Crescent|Terrace)\b",
    re.ASCII,
)
_ORDINAL = re.compile(r"\d(?:st|nd|rd|th)")
_SECTION = re.compile(r"[sS]\d\d")
_RECORD = re.compile(
    r"\b(?:lcs|ehm|nhs|pid|id|ref|reference|case|record|number|no|mosaic|liquidlogic|eclipse)\b"
    r"(?: ?(?:number|no|id|ref))?[ .:#-]{0,3}([A-Z]{0,4}[- ]?\d{4,})\b",
    re.ASCII | re.IGNORECASE,
)
_LONG_NUMBER = re.compile(r"(?<![\d/.-])[A-Z]{0,4}-?\d{6,}(?![\d/.-]\d|\d)", re.ASCII | re.IGNORECASE)
_PACKED_BIRTH = re.compile(r"\b(?:dob|born)\W{0,4}(\d{2})(\d{2})((?:19|20)\d{2})\b", re.ASCII | re.IGNORECASE)
_BIRTH_CUE = re.compile(r"\bd\. ?o\. ?b\.?", re.IGNORECASE)
_WEIGHTS = range(10, 1, -1)
_MODULUS = 11


@dataclass(frozen=True, slots=True)
class CleanText:
    text: str
    left_out: tuple[Kind, ...]
    """Each kind once, in the order of the text."""
    births: tuple[dict[str, Value], ...] = ()
    """What each child's birth date tells."""
    births_of_all: tuple[dict[str, Value], ...] = ()
    """With those of brothers and sisters, in the order of the text."""
    impossible_birth: bool = False
    tokens: tuple[Token, ...] | None = None
    """Its words, where nothing was left out and they need not be told apart again."""
    people: tuple[tuple[int, int], ...] = ()
    """Where the word for each person who was named ends, and the mark of the name."""

    @property
    def facts(self) -> dict[str, Value]:
        """The facts of the one child whose birth date was given; none when there are two."""
        return self.births[0] if len(self.births) == 1 else {}


@dataclass(frozen=True, slots=True)
class _Cut:
    start: int
    end: int
    kind: Kind
    instead: str
    called: str = ""
    """The name itself, while it is told which of them are the same."""


def leave_out(
    text: str,
    keep: AbstractSet[str],
    today: date,
    speller: Speller | None = None,
    *,
    known: AbstractSet[int] = frozenset(),
) -> CleanText:
    """The text without identifiers; `keep` holds the words of the vocabulary, which are no names.

    `known` are the marks of the names that were left out before: those words are names however they are typed.

    The speller gives a mistyped word as it was meant: a slip for one of those is no name either.
    """
    text = _BIRTH_CUE.sub("DOB", in_lines(plain(text)))
    tokens = split(text, speller)
    if len(tokens) == MOST:
        text = text[: tokens[-1].end]
    cuts: list[_Cut] = []
    births: list[dict[str, Value]] = []
    births_of_all: list[dict[str, Value]] = []
    impossible = False
    dates = list(find_written(text, tokens, today))
    for cut, derived, of_sibling in _births(text, tokens, dates, today):
        cuts.append(cut)
        if derived is None:
            impossible = True
        elif derived:
            births_of_all.append(derived)
            births += [] if of_sibling else [derived]
    gone = bytearray(len(text))
    for cut in cuts:
        gone[cut.start : cut.end] = b"x" * (cut.end - cut.start)
    dated = bytearray(len(text))
    for each in dates:
        start, end = tokens[each.first].start, tokens[each.stop - 1].end
        dated[start:end] = b"x" * (end - start)
    for cut in (*_numbers(text, dated), *_names(text, tokens, keep, known)):
        if not any(gone[cut.start : cut.end]):
            gone[cut.start : cut.end] = b"x" * (cut.end - cut.start)
            cuts.append(cut)
    cuts.sort(key=lambda cut: cut.start)
    if not cuts:
        return CleanText(text, (), tokens=tokens)
    kinds = tuple(dict.fromkeys(cut.kind for cut in cuts))
    clean, people = _cut_out(text, cuts)
    return CleanText(clean, kinds, tuple(births), tuple(births_of_all), impossible, people=people)


_NEAR_18 = frozenset(("17", "18", "seventeen", "eighteen", "18th", "17yo", "17yr", "17yrs"))


def born(day: date, today: date) -> dict[str, Value]:
    """What a birth date tells of a case: the age in whole years and, near it, the 18th birthday."""
    age = whole_years(day, today)
    if age > OLDEST:
        return {}
    facts: dict[str, Value] = {"age": age}
    if age >= NEAR_ADULT:
        facts["eighteenth_birthday"] = anniversary(day, ADULT)
    return facts


def _cut_out(text: str, cuts: Sequence[_Cut]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text without what is cut out, and who is who among the people in it."""
    pieces, end = [], 0
    people = []
    for cut in cuts:
        before = text[end : cut.start]
        pieces += [before if cut.instead else before.rstrip(), cut.instead]
        end = cut.end
        if cut.called:
            people.append((len(plain("".join(pieces))), mark(cut.called)))
    return plain("".join((*pieces, text[end:]))), tuple(people)


def _births(
    text: str, tokens: Sequence[Token], dates: Sequence[Written], today: date
) -> Iterator[tuple[_Cut, dict[str, Value] | None, bool]]:
    words = [token.word for token in tokens]
    instead = "[date of birth left out]"
    for match in _PACKED_BIRTH.finditer(text):
        day = real(full_year(int(match[3]), today), int(match[2]), int(match[1]))
        yield _Cut(match.start(1), match.end(), "date of birth", instead), born(day, today) if day else None, False
    for written in dates:
        cue = _birth_cue(words, tokens, written.first)
        if cue is None and not _old_and_personal(words, tokens, written, today):
            continue
        if cue is not None and not written.year_said and _comes_of_age(words, cue, written.first):
            continue
        day = written.choice.day
        to_come = day is not None and day > today and written.year_said
        if to_come and (cue is None or not _says_born(words, cue, written.first)):
            continue
        cut = _Cut(tokens[written.first].start, tokens[written.stop - 1].end, "date of birth", instead)
        whose = _whose(words, tokens, written.first if cue is None else cue)
        if to_come or written.choice.problem == "impossible_date":
            yield cut, None if whose == "child" else {}, False
        else:
            certain = day is not None and written.year_said and cue is not None and whose != "other"
            yield cut, born(day, today) if certain and day else {}, whose == "sibling"


def _birth_cue(words: Sequence[str], tokens: Sequence[Token], first: int) -> int | None:
    """Where the words that announce a birth date begin, right before it."""
    at = first - 1
    while at >= 0 and words[at] in ("is", "was", "the", "on") and tokens[at + 1].gap < COMMA:
        at -= 1
    length = english().birth_cues.ending(words, at) if at >= 0 and tokens[at + 1].gap < COMMA else 0
    start = at + 1 - length
    # "Her 18th birthday is ..." is a day to come.
    is_event = words[at : at + 1] == ["birthday"] and start > 0 and words[start - 1][:1].isdigit()
    named = is_event or (start > 0 and words[start - 1] in english().days_of_month)
    return start if length and not (named and words[at] == "birthday") else None


def _comes_of_age(words: Sequence[str], cue: int, first: int) -> bool:
    """ "17, birthday 8 April": the day on which somebody of about 18 comes of age, and no date of birth."""
    return "birthday" in words[cue:first] and not _NEAR_18.isdisjoint(words)


def _says_born(words: Sequence[str], cue: int, first: int) -> bool:
    """Whether these words say that a child was born; "birthday is" and "will be born" speak of a day to come."""
    said = words[cue:first]
    return "birthday" not in said and "be" not in words[max(cue - 1, 0) : first]


def _old_and_personal(words: Sequence[str], tokens: Sequence[Token], written: Written, today: date) -> bool:
    day, first = written.choice.day, written.first
    if day is None or not written.year_said or day.year > today.year - YEARS_PAST or first == 0:
        return False
    lists = english()
    return tokens[first].gap <= COMMA and bool(lists.child_words.ending(words, first - 1))


def _whose(words: Sequence[str], tokens: Sequence[Token], start: int) -> Whose:
    """Whose it is by the nearest person before it; the child's where nobody is named."""
    lists = english()
    for at in range(start - 1, max(start - 1 - REACH, -1), -1):
        if tokens[at + 1].gap == STOP or lists.child_words.ending(words, at):
            return "child"
        if lists.adult_words.ending(words, at):
            return "other"
        if lists.sibling_words.ending(words, at):
            return "sibling"
    return "child"


def _numbers(text: str, dated: bytearray) -> Iterator[_Cut]:
    def free(match: re.Match[str], group: int = 0) -> bool:
        return not any(dated[slice(*match.span(group))])

    instead = "[number left out]"
    if "@" in text:
        yield from (_Cut(*match.span(), "email address", "[email left out]") for match in _EMAIL.finditer(text))
    for match in _NHS.finditer(text):
        if free(match) and _is_nhs(match[0]):
            yield _Cut(*match.span(), "NHS number", instead)
    for match in _RECORD.finditer(text):
        if free(match, 1):
            yield _Cut(*match.span(1), "record number", instead)
    for match in _PHONE.finditer(text):
        if free(match):
            yield _Cut(*match.span(), "phone number", instead)
    yield from (_Cut(*match.span(), "National Insurance number", instead) for match in _INSURANCE.finditer(text))
    for match in _POSTCODE.finditer(text):
        if not _ORDINAL.fullmatch(match[2]) and not (_SECTION.fullmatch(match[1]) and match[2][1:].islower()):
            yield _Cut(*match.span(), "postcode", "[postcode left out]")
    yield from (_Cut(*match.span(), "address", "[address left out]") for match in _ADDRESS.finditer(text))
    for match in _LONG_NUMBER.finditer(text):
        if free(match):
            yield _Cut(*match.span(), "record number", instead)


def _is_nhs(written: str) -> bool:
    digits = [int(char) for char in written if char.isdigit()]
    check = -sum(weight * digit for weight, digit in zip(_WEIGHTS, digits, strict=False)) % _MODULUS
    return check == digits[-1]


def _names(text: str, tokens: Sequence[Token], keep: AbstractSet[str], marks: AbstractSet[int]) -> Iterator[_Cut]:
    lists = english()
    counts = (lists.months, lists.weekdays, lists.numbers, lists.days_of_month)

    def known(word: str) -> bool:
        return word in keep or word.removesuffix("s") in keep or any(word in count for count in counts)

    def again(word: str) -> bool:
        return bool(marks) and mark(word) in marks

    for name in Names(text, tokens, known, again).find():
        at = next(index for index, token in enumerate(tokens) if token.start == name.start)
        before = tokens[at - 1].word if at else ""
        instead = "" if name.after_person and before not in lists.need_a_noun else "the person"
        if before in lists.noun_articles:
            instead = "person"
        yield _Cut(name.start, name.end, "name", instead, text[name.start : name.end].split(maxsplit=1)[0].casefold())
