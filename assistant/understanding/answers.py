"""A bare answer to what the assistant asked last: "duty", "yes", "the second one", "outside", "15", "8 April"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.facts import OLDEST, FactSpec, Option, Value
from assistant.understanding.language.english import Phrases, english
from assistant.understanding.language.spelling import Speller
from assistant.understanding.language.tokens import COMMA, Token, split
from assistant.understanding.leanings import PAIR, leant_to
from assistant.understanding.vocabulary import singular

_DAY = re.compile(r"\d{1,2}(?=(st|nd|rd|th)?$)", re.ASCII)
LONGEST = 6
"""Words of an answer that picks an option; a longer text is read as a text."""


@dataclass(frozen=True, slots=True)
class Answer:
    value: Value | None
    """None when the person does not know."""
    stop: int
    """Tokens that the answer takes."""
    readings: tuple[Value, ...] = ()
    beside: bool = False
    """Whether what else is said holds as well: no word of it picks an option."""


def read_answer(spec: FactSpec, tokens: Sequence[Token], speller: Speller) -> Answer | None:
    """What a text answers to the question for a yes/no or a choice; None when it answers nothing by itself."""
    words, lists = [token.word for token in tokens], english()
    if not words:
        return None
    stop = next((at for at, token in enumerate(tokens) if at and token.gap >= COMMA), len(tokens))
    short = stop <= LONGEST and not _whole_question(tokens)
    chosen = _option(spec, words[:stop], speller, stop) if spec.kind == "choice" and short else None
    if chosen is not None and chosen.value is not None:
        return chosen
    if spec.kind == "choice" and not any(token.queried for token in tokens):
        leaning = leant_to(spec, words[_refusal(tokens) :])
        if leaning is not None:
            return Answer(leaning, len(tokens), beside=True)
    if spec.kind == "age" and (age := _bare_age(words[:stop])) is not None:
        return Answer(age, stop)
    if _only(words[:stop], lists.dont_know) or (spec.kind == "date" and _only(words[:stop], lists.no_date_yet)):
        return Answer(None, stop)
    return _yes_or_no(words, tokens, stop) if spec.kind == "yes_no" else chosen


def read_offer(spec: FactSpec, offered: Sequence[Value], tokens: Sequence[Token], speller: Speller) -> Answer | None:
    """What a text answers when readings were offered: "yes" to the only one, "the second one", or one by its words."""
    if len(offered) == 1:
        yes = read_answer(spec.model_copy(update={"kind": "yes_no"}), tokens, speller)
        return Answer(offered[0], yes.stop) if yes and yes.value is True else None
    days = [value for value in offered if isinstance(value, date)]
    if len(days) == len(offered) and len(tokens) <= LONGEST:
        named = {int(found[0]) for token in tokens if (found := _DAY.match(token.word))}
        meant = [day for day in days if day.day in named]
        if meant:  # "the 2nd one" names no day of them, and picks one all the same
            return Answer(meant[0], len(tokens)) if len(meant) == 1 and len(named) == 1 else None
        words, lists = {token.word for token in tokens}, english()
        later, earlier = (any(word in each for word in words) for each in (lists.later_day, lists.earlier_day))
        if later != earlier:
            return Answer(max(days) if later else min(days), len(tokens))
    options = tuple(Option(value=str(at), label=spec.say(value)) for at, value in enumerate(offered))
    chosen = read_answer(spec.model_copy(update={"kind": "choice", "options": options}), tokens, speller)
    return Answer(offered[int(str(chosen.value))], chosen.stop) if chosen and chosen.value is not None else None


def _refusal(tokens: Sequence[Token]) -> int:
    """Words of a "no" that only answers what was asked, and denies nothing after it: "no, family", "no it's family"."""
    words, lists = [token.word for token in tokens], english()
    length = lists.no_answers.starting(words, 0)
    if not length or length == len(words):
        return 0
    follows = words[length]
    apart = words[0] != "no" or tokens[length].gap > 0 or follows in lists.pronouns or follows in lists.articles
    return length if apart else 0


def _whole_question(tokens: Sequence[Token]) -> bool:
    return any(token.queried for token in tokens) and len(tokens) > LONGEST


def _yes_or_no(words: Sequence[str], tokens: Sequence[Token], stop: int) -> Answer | None:
    """An answer begins the text; "yes" within a longer clause answers nothing."""
    lists = english()
    for value, phrases in ((False, lists.no_answers), (True, lists.yes_answers)):
        length = phrases.starting(words, 0)
        if not length:
            continue
        rest = words[length:stop]
        # "Yes s20" says yes and more; "no s20" denies the section.
        alone = length == stop or tokens[length].gap > 0 or (value and not lists.denials.find(rest))
        if alone or all(
            word in lists.answer_fillers or word in lists.pronouns or word in lists.answer_echoes for word in rest
        ):
            return Answer(value, stop if not alone else length)
    return None


def _option(spec: FactSpec, words: Sequence[str], speller: Speller, stop: int) -> Answer | None:
    options = spec.options
    numbers = english().numbers
    said = [str(numbers.get(word, word)) for word in words if word not in english().answer_fillers]
    if (place := _ordinal(words) or _place_of_few(words, options)) and place <= len(options):
        return Answer(options[place - 1].value, stop)
    if _only(words, english().none_of_them):
        return next((Answer(option.value, stop) for option in options if option.value == "none"), None)
    asked = {singular(speller.mend(word)) for word in said}
    if not asked:
        return None
    fitting = [option.value for option in options if asked <= _words(option.label) | _words(option.short)]
    exact = [option.value for option in options if asked in (_words(option.label), _words(option.short))]
    chosen = exact or fitting
    if len(chosen) == 1:
        return Answer(chosen[0], stop)
    return Answer(None, stop, tuple(chosen)) if chosen else None


def _ordinal(words: Sequence[str]) -> int | None:
    """ "The second one", "option 2", "2nd"; a bare number may be part of an option's own words."""
    lists = english()
    meant = [word for word in words if word not in lists.around_ordinals]
    if len(meant) == 1:
        return lists.ordinals.get(meant[0])
    first, second = (meant[0], meant[1]) if len(meant) == len(("option", "2")) else ("", "")
    if second in lists.ordinal_after:
        return lists.ordinals.get(first)
    return int(second) if first in lists.ordinal_before and second.isdigit() and len(second) == 1 else None


def _place_of_few(words: Sequence[str], options: Sequence[Option]) -> int | None:
    """ "1", "the latter", where none of two options has a number of its own."""
    lists = english()
    meant = [word for word in words if word not in lists.around_ordinals]
    numbered = any(token.word.isdigit() for option in options for token in split(f"{option.label} {option.short}"))
    if len(meant) != 1 or len(options) != PAIR or numbered:
        return None
    if meant[0] in lists.later_day or meant[0] == "last":
        return PAIR
    return 1 if meant[0] in lists.earlier_day else int(meant[0]) if meant[0] in ("1", "2") else None


def _bare_age(words: Sequence[str]) -> int | None:
    """ "9 I think", where the age was asked for."""
    meant = [word for word in words if word not in english().answer_fillers]
    number = meant[0] if len(meant) == 1 else ""
    value = int(number) if number.isascii() and number.isdigit() else english().numbers.get(number)
    return int(value) if value is not None and value == int(value) and value <= OLDEST else None


def _only(words: Sequence[str], phrases: Phrases) -> bool:
    found = phrases.find(words)
    if not found:
        return False
    rest = [*words[: found[0]], *words[found[1] :]]
    lists = english()
    small = (lists.answer_fillers, lists.pronouns, lists.around_not_knowing)
    return all(any(word in each for each in small) for word in rest)


def _words(label: str) -> frozenset[str]:
    small = english().answer_fillers
    return frozenset(singular(token.word) for token in split(label) if token.word not in small or token.word == "or")
