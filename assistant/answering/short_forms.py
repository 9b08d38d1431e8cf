"""Short forms in an answer: in full where each comes first, short from then on.

"at the initial child in need (CIN) meeting ... before the CIN meeting". A team whose short name holds an acronym keeps
it in the first line, which must be short, and is told in full after that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.pack import Pack

_ACRONYM = re.compile(r"[A-Z][A-Za-z]*[A-Z]")
_SPOKEN_AN = frozenset("AEFHILMNORSX")
"""Letters whose names begin with a vowel."""
_VOWELS = frozenset("AEIOaeio")
_BETWEEN = " *-("


class ShortForms:
    """The short forms of a pack and what each stands for."""

    def __init__(self, pack: Pack) -> None:
        self._full = dict(_acronyms(pack))
        self._teams = {
            team.short: team.label
            for team in pack.teams.values()
            if team.short not in self._full and _ACRONYM.search(team.short)
        }
        names = [name for team in pack.teams.values() for name in (team.short, team.label)]
        protected = _any_of(name for name in names if name not in self._full and _ACRONYM.search(name))
        short, full = _any_of(self._full), _any_of(_long_forms(pack))
        self._pattern = re.compile(
            rf"(?P<team>{protected})|(?P<article>\b[Aa]n? )?"
            rf"(?:(?P<full>(?i:{full})) \((?P<within>{short})\)|(?<![\w/.(-])(?P<bare>{short})(?![\w/-]|\.\w))"
        )

    def spell_out(self, *texts: str) -> tuple[str, ...]:
        """The same texts, which follow each other, each short form in full the first time."""
        seen: set[str] = set()
        return tuple(self._spell_out(text, seen) for text in texts)

    def _spell_out(self, text: str, seen: set[str]) -> str:
        def replaced(match: re.Match[str]) -> str:
            if name := match["team"]:
                label = self._teams.get(name, "")
                plain = not label or _ACRONYM.search(label)
                if plain or name in seen or "\n" not in text[: match.start()]:
                    seen.update(each for each in self._full if f"({each})" in name)
                    return name
                seen.add(name)
                return f"{name} ({label})"
            short = match["within"] or match["bare"]
            again = short in seen
            seen.add(short)
            if again:
                return _with_article(match["article"], short, of_letters=True)
            if match["within"]:
                return match[0]
            full = self._full[short]
            full = full[:1].upper() + full[1:] if _begins(text, match.start()) and not match["article"] else full
            return _with_article(match["article"], f"{full} ({short})", of_letters=False)

        return self._pattern.sub(replaced, text)


def _acronyms(pack: Pack) -> Iterator[tuple[str, str]]:
    for term in pack.terms:
        short = term.acronym or (term.label if _ACRONYM.fullmatch(term.label) else "")
        if short and term.expansion:
            yield short, term.expansion.partition(", the ")[0]


def _long_forms(pack: Pack) -> Iterator[str]:
    """What may stand before a short form in brackets."""
    for term in pack.terms:
        if term.expansion:
            yield from (term.expansion, term.label, term.label.replace(" ", "-"))


def _any_of(words: Iterable[str]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(each) for each in longest_first) or r"(?!)"


def _begins(text: str, at: int) -> bool:
    """Whether a sentence or a line begins here."""
    before = text[:at].rstrip(_BETWEEN)
    return not before or before[-1] in ".!?\n"


def _with_article(article: str | None, words: str, *, of_letters: bool) -> str:
    if not article:
        return words
    spelled = of_letters and not any(letter in _VOWELS for letter in words)
    an = words[0] in _SPOKEN_AN if spelled else words[0] in _VOWELS
    return f"{article[0]}{'n' if an else ''} {words}"
