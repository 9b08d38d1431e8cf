"""What the scores come to, and failures put together by what they share, so that their mechanism can be found."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from statistics import mean

from assistant.answering.turn import Assistant
from tests.evaluation.scoring import Scored, Verdict, score, share

LIFT, LEAST = 2.0, 0.2
"""How many times more often than all questions, and how often at least, those of one choice must fail: a suspect."""
EXAMPLES = 2
HARM: tuple[Verdict, ...] = ("wrong", "left out", "asked")


def table(scored: Sequence[Scored], noise: float) -> str:
    head = "| typos | questions | right | asked | left out | wrong | wrong dates | ms a question |"
    shares = " | ".join(
        f"{100 * each:.2f}%"
        for each in (share(scored, "right"), share(scored, "asked"), share(scored, "left out"), share(scored, "wrong"))
    )
    dates = sum(bool(each.wrong_days) for each in scored)
    spent = 1000 * mean(each.seconds for each in scored)
    row = f"| {noise:.0%} | {len(scored)} | {shares} | {dates} | {spent:.1f} |"
    return f"{head}\n|{' --- |' * 8}\n{row}"


def clusters(scored: Sequence[Scored], limit: int) -> str:
    """The failures group by group, biggest first: what is misread, and the choice of the grammar behind it."""
    failed = [each for each in scored if each.verdict != "right"]
    of_all = Counter(tag for each in scored for tag in each.question.tags)
    groups: list[tuple[str, list[Scored]]] = []
    left = failed
    while left and (tag := _suspect(left, of_all, len(left) / len(scored))):
        group = [each for each in left if tag in each.question.tags]
        groups.append((f"{tag} (fails {len(group)} of {of_all[tag]})", group))
        left = [each for each in left if tag not in each.question.tags]
    for misreading in dict.fromkeys(each.misreading for each in left):
        groups.append((f"no one choice: {misreading}", [each for each in left if each.misreading == misreading]))
    groups.sort(key=lambda pair: -len(pair[1]))
    return "\n\n".join(_told(name, group) for name, group in groups[:limit])


def slips(assistant: Assistant, scored: Sequence[Scored], limit: int) -> str:
    """The failures with typos, by the word whose mending alone would put the answer right."""
    failed = [each for each in scored if each.verdict != "right"]
    clean = score(assistant, [replace(each.question, text=each.question.meant) for each in failed])
    groups: dict[str, list[Scored]] = {}
    for each, meant in zip(failed, clean, strict=True):
        words = _culprits(assistant, each) if meant.verdict == "right" else ["without typos too"]
        for word in words or ["several typos together"]:
            groups.setdefault(word, []).append(each)
    ordered = sorted(groups.items(), key=lambda pair: -len(pair[1]))
    return "\n\n".join(_told(name, group) for name, group in ordered[:limit])


def _culprits(assistant: Assistant, failed: Scored) -> list[str]:
    question = failed.question
    typed, meant = (re.split(r"(\s)", text) for text in (question.text, question.meant))
    places = [at for at, (one, other) in enumerate(zip(typed, meant, strict=True)) if one != other]
    mended = ["".join([*typed[:at], meant[at], *typed[at + 1 :]]) for at in places]
    scored = score(assistant, [replace(question, text=text) for text in mended])
    return [_word(meant[at]) for at, each in zip(places, scored, strict=True) if each.verdict == "right"]


def _word(text: str) -> str:
    return text.lower().strip(".,;:()?-") or text


def _suspect(failed: Sequence[Scored], of_all: Counter[str], rate: float) -> str | None:
    """The choice that explains most: failures beyond what its questions would have by chance."""
    counts = Counter(tag for each in failed for tag in each.question.tags)
    beyond = {
        tag: (number - rate * of_all[tag]) * number / of_all[tag]
        for tag, number in counts.items()
        if number > 1 and number / of_all[tag] > max(LIFT * rate, LEAST)
    }
    return max(beyond, key=lambda tag: beyond[tag]) if beyond else None


def _told(name: str, group: Sequence[Scored]) -> str:
    verdicts = Counter(each.verdict for each in group)
    how = ", ".join(f"{verdicts[verdict]} {verdict}" for verdict in HARM if verdicts[verdict])
    misread = Counter(each.misreading for each in group).most_common(4)
    lines = [f"## {len(group)} ({how}): {name}", "   " + "; ".join(f"{words} ({number})" for words, number in misread)]
    worst = sorted(group, key=lambda each: (HARM.index(each.verdict), not each.wrong_days, len(each.question.text)))
    return "\n".join([*lines, *(_example(each) for each in worst[:EXAMPLES])])


def _example(each: Scored) -> str:
    facts = "; ".join(str(fact) for fact in each.facts) or "the facts are right"
    days = f", wrong: {', '.join(each.wrong_days)}" if each.wrong_days else ""
    asked = f"[{each.verdict}{days}] on {each.question.today}: {each.question.text!r}"
    return f"   {asked}\n      {each.misreading}: {facts}"
