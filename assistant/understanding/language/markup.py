"""What is pasted along with words and is none of them: tags, scripts, addresses, markers of citations, code.

A number in it is nobody's age. What might be words is left: an angle bracket before a number is a comparison, and a
round bracket after a word is where people put an age.
"""

from __future__ import annotations

import re

_SCRIPT = re.compile(
    r"(?:<|&lt;)(script|style)\b.{0,500}?(?:>|&gt;).{0,1000}?(?:<|&lt;)/\1(?:>|&gt;)", re.IGNORECASE | re.DOTALL
)
_TAG = re.compile(r"<[/!]?[a-z][^<>@]{0,500}>", re.IGNORECASE)
_ESCAPED = re.compile(r"&lt;.{0,500}?&gt;", re.DOTALL)
_TARGET = re.compile(
    r"(?<=\])\([^\s()]{1,500}(?:\([^()\s]{0,100}\))?[^\s()]{0,100}\)|\bjavascript:\S{1,500}", re.IGNORECASE
)
"""Where a link of Markdown leads."""
_ADDRESS = re.compile(r"\b(?:https?|ftp|data|file|ldaps?)://\S{1,500}", re.IGNORECASE)
_MARKER = re.compile(r"(?:^|(?<=[.?!:;)\]] )|(?<=[.?!:;)\]]))(?:\[[rc]?\d{1,2}\]:? ?)+", re.MULTILINE)
_HEADING = re.compile(r"^#{1,6} *(?:\d{1,2}(?:\.\d{1,2})*(?:\.[a-z])?(?=\s))?", re.MULTILINE)
_ESCAPES = re.compile(r"(?:%[0-9a-f]{2}){2,}|(?:\\u[0-9a-f]{4})+|&#x?[0-9a-f]{1,6};", re.IGNORECASE)
_CODED = re.compile(r"(?<!\S)(?=\S*[A-Za-z])(?=\S*\d)[A-Za-z0-9+_=]{18,}(?!\S)", re.ASCII)
"""Letters and digits in one long run, as no word is and no date: Base64, a key, a hash."""
_MEMBER = re.compile(
    r"""(["'])\w{1,40}\1\s?:\s?(?:["'][^"'\n]{0,200}["']|-?\d[\d.]{0,20}|true|false|null)""", re.IGNORECASE
)
"""Of JSON: a name in quotation marks and its value."""
_EVERY = (_MEMBER, _SCRIPT, _ESCAPED, _TAG, _TARGET, _ADDRESS, _MARKER, _HEADING, _ESCAPES, _CODED)


def without_markup(text: str) -> str:
    """The text with a space in place of each."""
    for each in _EVERY:
        text = each.sub(" ", text)
    return text
