"""A made-up council's dozen clauses."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.clauses import Clause, Layer
from assistant.examples import Example

TEXTS: list[tuple[str, Layer, str]] = [
    ("Duty team", "current", "The duty team hands the case over at the first planning meeting."),
    ("Duty team", "earlier", "The intake team hands the case over at the first planning meeting."),
    ("Court", "current", "An urgent court hearing needs no notice to the receiving manager."),
    ("Court", "current", "Before a final hearing the solicitor is told ten working days ahead."),
    ("Leaving care", "current", "A personal adviser is allocated when the young person is fifteen and three quarters."),
    ("Leaving care", "current", "The pathway plan is written with the young person before their eighteenth birthday."),
    ("Disability", "current", "A child with a severe disability stays with the specialist team."),
    ("Private fostering", "current", "Arrangements longer than twenty-eight days are visited every six weeks."),
    ("Disagreements", "current", "Managers who disagree escalate to the head of service within two days."),
    ("Records", "current", "The chronology and the case summary are brought up to date before transfer."),
    ("Records", "statutory", "Records are kept until the hundredth anniversary of the child's birth."),
    ("Missing children", "current", "A return interview is offered within seventy-two hours of a child being found."),
]

EXAMPLES = [
    Example("disagreement", "the other team will not take the case"),
    Example("disagreement", "managers disagree, who decides"),
    Example("parking", "where can I park", within=False),
    Example("parking", "is there a space for my car at the office", within=False),
    Example("court", "does the solicitor need notice of a hearing"),
    Example("court", "what happens before a final hearing"),
]


def made_up(mark: str = "") -> list[Clause]:
    """The dozen, each ending in `mark`."""
    return [
        Clause(
            id=f"northmoor/1/{number}",
            document="northmoor",
            title="Northmoor transfer policy",
            section="1",
            paragraph=number,
            heading=heading,
            layer=layer,
            text=f"{text} {mark}".strip(),
        )
        for number, (heading, layer, text) in enumerate(TEXTS, start=1)
    ]


def documents(clauses: Iterable[Clause]) -> dict[str, str]:
    """Id of each clause -> its document."""
    return {each.id: each.document for each in clauses}
