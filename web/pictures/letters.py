"""How wide words come out in a drawing, and where to break them: the server has no fonts to measure with."""

from __future__ import annotations

from functools import lru_cache

REMEMBERED = 4096
"""Words measured and broken: a pack's labels come again in every answer, and nothing that people type is drawn."""

_WIDTHS = {
    " ": 0.35,
    **dict.fromkeys("iIjl.,;:'|!", 0.36),
    **dict.fromkeys("frt-/()", 0.44),
    **dict.fromkeys("mwMWQO@&", 0.98),
    **dict.fromkeys("ABCDEFGHKLNPRSTUVXYZ", 0.76),
}
_OTHER = 0.65


@lru_cache(REMEMBERED)
def width(words: str, size: float) -> float:
    """At most this wide at a font size, in the size's unit: as the widest common interface font has it."""
    return size * sum(_WIDTHS.get(letter, _OTHER) for letter in words)


@lru_cache(REMEMBERED)
def wrap(words: str, widest: float, size: float) -> tuple[str, ...]:
    """Lines that fit; a word that is wider than a line is broken after a slash or a hyphen, or else anywhere."""
    lines: list[str] = []
    line = ""
    for word in _pieces(words, widest, size):
        longer = line + word
        if line and width(longer.rstrip(), size) > widest:
            lines.append(line.rstrip())
            line = word
        else:
            line = longer
    return (*lines, line.rstrip()) if line.strip() else tuple(lines)


def _pieces(words: str, widest: float, size: float) -> list[str]:
    """What a line may be broken after: words with the space behind them, and parts of those that are too wide."""
    pieces: list[str] = []
    for word in words.split():
        piece = ""
        for at, letter in enumerate(word):
            too_wide = width(piece + letter, size) > widest
            if piece and too_wide:
                pieces.append(piece)
                piece = ""
            piece += letter
            if letter in "/-" and at < len(word) - 1 and width(word, size) > widest:
                pieces.append(piece)
                piece = ""
        pieces.append(piece + " ")
    return pieces
