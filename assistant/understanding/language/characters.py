"""Plain characters: what a person pasted, without what a reader cannot see."""

from __future__ import annotations

import re
import unicodedata

from assistant.understanding.language.markup import without_markup

# NFKC turns "15¾" and "15²" into numbers of more digits, so these are spelled out before it.
_BEFORE = str.maketrans({"¼": " 1/4", "½": " 1/2", "¾": " 3/4", "⅓": " 1/3", "⅔": " 2/3"})
_SUPERSCRIPT = re.compile("[²³¹⁰⁴-⁹₀-₉]+")
_AFTER = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201b\u2032\u00b4`", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u2033", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys("\u2044\u2215", "/"),
        **dict.fromkeys("\r\v\f\x85\u2028\u2029", "\n"),
        "\t": " ",
    }
)
_UNSEEN = frozenset(("Cc", "Cf", "Co", "Cs", "Cn"))
_SPACES = re.compile(r"[ \u00a0]+")
_LINES = re.compile(r" ?\n[ \n]*")


def plain(text: str) -> str:
    """The text in NFKC, on one kind of quote, dash and space; control, zero-width and direction marks are gone.

    So is what was pasted along with the words: tags, addresses, code.
    """
    text = _SUPERSCRIPT.sub(" ", text.translate(_BEFORE))
    text = unicodedata.normalize("NFKC", text).translate(_AFTER)
    text = "".join(char for char in text if char == "\n" or unicodedata.category(char) not in _UNSEEN)
    return _LINES.sub("\n", _SPACES.sub(" ", without_markup(text))).strip()


_ITEM = re.compile(r"(?:^|(?<=[\s:;,]))\(?(\d{1,2})[.)]\s+(?=[^\W\d])", re.ASCII)
FEWEST_ITEMS = 2


def in_lines(text: str) -> str:
    """A numbered list that was typed in one line, "1) ... 2) ...", with each item in its own."""
    items = list(_ITEM.finditer(text))
    in_order = [int(item[1]) for item in items] == list(range(1, len(items) + 1))
    if "\n" in text or len(items) < FEWEST_ITEMS or not in_order:
        return text
    return _ITEM.sub(lambda item: f"\n{item[1]}) ", text).lstrip("\n")
