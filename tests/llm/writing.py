"""What the loopback model writes, from nothing but the prompt it receives: well, or wrong in one way."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_LINE = re.compile(r"^(?P<token>[rc]\d+)(?P<required> \(must be said\))?: (?P<text>.*)$", re.MULTILINE)
_DAY = re.compile(r"(?<=day )(?P<number>\d{1,2})(?= [A-Z])")
_EARLIER = "Earlier guidance: "
_QUESTION = re.compile(r"<question>\n(.*)\n</question>")


@dataclass(frozen=True)
class Line:
    token: str
    text: str
    required: bool


@dataclass(frozen=True)
class Prompt:
    statements: Sequence[Line]
    clauses: Sequence[Line]
    question: str
    again: bool
    """Whether it is told of a fault of the writing before."""


def read(text: str) -> Prompt:
    lines = [
        Line(found["token"], html.unescape(found["text"]), bool(found["required"])) for found in _LINE.finditer(text)
    ]
    question = _QUESTION.search(text)
    return Prompt(
        statements=[line for line in lines if line.token[0] == "r"],
        clauses=[line for line in lines if line.token[0] == "c"],
        question=html.unescape(question[1]) if question else "",
        again="An earlier try could not be used" in text,
    )


def _sentences(line: Line) -> list[str]:
    """A statement as sentences, each with its token, and each saying that it is earlier guidance where that is."""
    parts = re.split(r"(?<=[.?!])\s+(?=[A-Z])", line.text)
    label = _EARLIER if line.text.startswith(_EARLIER.strip(": ")) else ""
    return [f"{label if at else ''}{part} [{line.token}]" for at, part in enumerate(parts)]


def faithful(prompt: Prompt) -> str:
    """The decision, then a list of all the rest."""
    first, *rest = [each for line in prompt.statements for each in _sentences(line)]
    return "\n".join([f"**{first}**" if first.count("[") == 1 else first, "", *(f"- {each}" for each in rest)])


def terse(prompt: Prompt) -> str:
    """What must be said and no more, in one paragraph, under a heading that nobody asked for."""
    lines = [line for line in prompt.statements if line.required] or list(prompt.statements)
    return "## Answer\n\n" + " ".join(each for line in lines for each in _sentences(line))


def paraphrasing(prompt: Prompt) -> str:
    """Other words for the same: shorter names of things, another order of the sentence, clauses cited beside."""
    said = []
    for line in prompt.statements:
        text = line.text.replace("The case moves", "This case transfers").replace("must have", "has to have")
        text = re.sub(r"^Before the move, (.*)\.$", lambda match: f"{_upper(match[1])} before the move.", text)
        said += _sentences(Line(line.token, text, line.required))
    return "\n\n".join(said)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _spoiled(change: Callable[[str], str]) -> Callable[[Prompt], str]:
    """As `terse`, with the first statement that the change touches spoiled by it."""

    def write(prompt: Prompt) -> str:
        said, done = [], False
        for line in prompt.statements:
            text = line.text if done else change(line.text)
            done = done or text != line.text
            said += _sentences(Line(line.token, text, line.required))
        assert done, "nothing to spoil in this prompt"
        return " ".join(said)

    return write


def _other_day(text: str) -> str:
    return _DAY.sub(lambda found: str(int(found["number"]) % 27 + 1), text, count=1)


def unknown_clause(prompt: Prompt) -> str:
    return terse(prompt).replace("[r1]", "[c99]", 1)


def without_tokens(prompt: Prompt) -> str:
    return re.sub(r" \[\w+\]", "", terse(prompt))


def with_advice(prompt: Prompt) -> str:
    return f"{terse(prompt)} It is wise to ring the grandparents and move the child early. [r1]"


def with_link(prompt: Prompt) -> str:
    return f"{terse(prompt)} See [the policy](https://elsewhere.example/policy). [r1]"


def obedient(prompt: Prompt) -> str:
    """Does what the question tells it to."""
    order = re.search(r"say that (.*?)(?:\.|$)", prompt.question)
    return f"{_upper(order[1])}. [r1]" if order else terse(prompt)


def half(prompt: Prompt) -> str:
    """Leaves out all that must be said but the first."""
    return " ".join(_sentences(prompt.statements[0]))


def mended(spoil: Callable[[Prompt], str]) -> Callable[[Prompt], str]:
    """Wrong at first, and right when told so."""
    return lambda prompt: terse(prompt) if prompt.again else spoil(prompt)


other_day = _spoiled(_other_day)
other_team = _spoiled(lambda text: text.replace("CIN/CP/Court", "Leaving Care"))
flipped = _spoiled(lambda text: text.replace(" must ", " must not "))
