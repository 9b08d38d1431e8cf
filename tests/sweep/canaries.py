"""Questions with planted identifiers, made up from a seed: what may be found nowhere afterwards.

Nobody's: names are made of syllables, phone numbers and addresses lie in the ranges kept for fiction.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice

SEED = 7
_HEADS = ("Zeb", "Quill", "Xan", "Thor", "Myx", "Vol", "Jor", "Krel", "Wyn", "Brax", "Fenn", "Ulth", "Drov", "Pyr")
_MIDDLES = ("a", "o", "i", "u", "e", "ae", "ia", "ou")
_ENDS = ("dex", "vane", "thorpe", "quist", "mora", "brith", "lund", "zell", "rok", "nyx", "shaw", "fell")
_CASES = (
    "{} is 6 and on a CP plan with duty. ICPC 8 April 2026, when does it move?",
    "{} CIN plan with Duty and Assessment, aged 9, initial CIN meeting 25 March 2026. Which team?",
    "Final hearing 18 December 2026, full care order agreed, with CIN/CP/Court. {} When does it transfer?",
    "{} private fostering is the only need now. Who takes it?",
)
_GUIDANCE = (
    "{} What does the EmPower team do?",
    "Who attends the child's transfer meeting? {}",
    "{} When is the allocations meeting?",
    "We disagree with the other team about who takes it. {}",
)
_WEIGHTS = range(10, 1, -1)
_MODULUS = 11


@dataclass(frozen=True)
class Canary:
    question: str
    planted: tuple[str, ...]
    """What must not be found."""
    case: bool
    """Whether it is about a case, of which a model hears no word at all."""


def canaries(count: int, seed: int = SEED) -> list[Canary]:
    """The same for the same seed, each with names and numbers of its own."""
    chance = random.Random(seed)
    return [_canary(chance, at) for at in range(count)]


def _canary(chance: random.Random, at: int) -> Canary:
    said, planted = _name(chance)
    for plant in chance.sample(_NUMBERS, k=chance.randint(2, 4)):
        words, secrets = plant(chance)
        said, planted = f"{said}, {words}", (*planted, *secrets)
    case = at % 2 == 0
    frames = _CASES if case else _GUIDANCE
    return Canary(frames[at // 2 % len(frames)].format(said + "."), planted, case)


def nhs_number(chance: random.Random) -> str:
    """Ten digits of which the last checks the others."""
    while True:
        digits = [chance.randint(0, 9) for _ in range(9)]
        check = -sum(weight * digit for weight, digit in zip(_WEIGHTS, digits, strict=True)) % _MODULUS
        if check < 10 and digits[0] > 0:
            return "".join(map(str, [*digits, check]))


def _name(chance: random.Random) -> tuple[str, tuple[str, ...]]:
    first, last = _word(chance), _word(chance)
    form = chance.choice(("child {0} {1}", "mum {0}, child {1}", "Mr {0} and his son {1}", "re {0} {1}"))
    return form.format(first, last), (first, last)


def _word(chance: random.Random) -> str:
    return "".join(chance.choice(each) for each in (_HEADS, _MIDDLES, _ENDS))


def _nhs(chance: random.Random) -> tuple[str, tuple[str, ...]]:
    number = nhs_number(chance)
    spaced = f"{number[:3]} {number[3:6]} {number[6:]}"
    return f"NHS {chance.choice((number, spaced))}", (number, spaced)


def _insurance(chance: random.Random) -> tuple[str, tuple[str, ...]]:
    digits = "".join(str(chance.randint(0, 9)) for _ in range(6))
    whole = f"{chance.choice('ABCEHJ')}{chance.choice('ABCEHJ')}{digits}{chance.choice('ABCD')}"
    return f"NI {whole}", (whole, digits)


def _birth(chance: random.Random) -> tuple[str, tuple[str, ...]]:
    day, month, year = chance.randint(13, 28), chance.randint(1, 12), chance.randint(2017, 2020)
    written = f"{day:02}/{month:02}/{year}"
    return f"dob {written}", (written, f"{year}-{month:02}-{day:02}")


def _postcode(chance: random.Random) -> tuple[str, tuple[str, ...]]:
    outward = f"{chance.choice(('ZX', 'QV', 'JX'))}{chance.randint(1, 29)}"
    inward = f"{chance.randint(1, 9)}{chance.choice('ABDEFGH')}{chance.choice('JLNPQRS')}"
    return f"{outward} {inward}", (f"{outward} {inward}", f"{outward}{inward}")


def _phone(chance: random.Random) -> tuple[str, tuple[str, ...]]:
    last = f"{chance.randint(0, 999):03}"
    return f"tel 07700 900{last}", (f"07700 900{last}", f"07700900{last}")


def _email(chance: random.Random) -> tuple[str, tuple[str, ...]]:
    user = f"{_word(chance).lower()}.{chance.randint(10, 99)}"
    return f"{user}@home.example", (user,)


def _record(chance: random.Random) -> tuple[str, tuple[str, ...]]:
    number = str(chance.randint(1_000_000, 9_999_999))
    return f"{chance.choice(('LCS', 'EHM'))} {number}", (number,)


_NUMBERS: Sequence[Callable[[random.Random], tuple[str, tuple[str, ...]]]] = (
    *(_nhs, _insurance, _birth, _postcode, _phone, _email, _record),
)


def found(planted: Sequence[Canary], text: str) -> list[str]:
    """What of all that was planted stands in a text, at most a few."""
    low = text.casefold()
    secrets = (secret for canary in planted for secret in canary.planted)
    return list(islice((secret for secret in secrets if secret.casefold() in low), 5))
