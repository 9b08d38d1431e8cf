"""How the parts of a question are said: as notes, as a story, with the question around them, as the lines of a form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from random import Random
from typing import Any

from assistant.pack import Pack
from tests.evaluation import days
from tests.evaluation.question import Child, Part, Tags
from tests.evaluation.wording import article, lowered, wording

SEPARATORS = {"comma": ", ", "stop": ". ", "line": "\n", "none": " ", "dash": " - ", "semicolon": "; "}
VERBS = {"is": "are", "has": "have", "was": "were", "turns": "turn", "needs": "need", "meets": "meet", "does": "do"}
OWN = {"she": "her", "he": "his", "they": "their"}


class Voice:
    """One person asking once."""

    def __init__(self, pack: Pack, random: Random, tags: Tags, child: Child, today: date) -> None:
        self._pack, self._random, self._tags = pack, random, tags
        self._child, self._today = child, today
        self._words = wording()

    def say(self, case: Mapping[str, Any], parts: list[Part]) -> str:
        random = self._random
        voices = {"notes": 8, "story": 6, "lead and notes": 4, "in the question": 3, "form": 1}
        if any(not (part.says or part.posts) for part in parts) or any(part.name == "unborn" for part in parts):
            voices = {"notes": 1}
        voice = random.choices(list(voices), list(voices.values()))[0]
        if voice == "form" and not all(part.form for part in parts):
            voice = "story"
        self._tags.note("voice", voice)
        opening = random.choice(self._words["openings"]) if random.random() < 0.3 else ""
        if opening:
            self._tags.note("opening", opening)
        asides = self._asides(case)
        if voice == "notes":
            body = self._notes(parts, asides)
        elif voice == "form":
            body = self._form(parts)
        elif voice == "story":
            body = self._story(parts, asides)
        elif voice == "lead and notes":
            body = self._lead_and_notes(parts, asides)
        else:
            return self._join(opening, self._in_the_question(parts, asides), self._thanks())
        return self._asked(opening, body, voice)

    def _asides(self, case: Mapping[str, Any]) -> list[str]:
        random, found = self._random, []
        if random.random() < 0.2:
            aside = random.choice(self._words["asides"])
            self._tags.note("aside", aside)
            free = self._today + random.randint(10, 60) * days.DAY
            found.append(aside.format(free_day=f"{free.day} {free:%B}").rstrip("."))
        if case.get("towards") and random.random() < 0.1:
            team = self._pack.teams[case["towards"]].short
            form = random.choice(("moving to {team}", "transferring to {team}", "to move on to {team}"))
            self._tags.note("towards", form)
            found.append(form.format(team=team))
        return found

    def _thanks(self, after: str = ".") -> str:
        if self._random.random() >= 0.12:
            return ""
        thanks = str(self._random.choice(self._words["thanks"]))
        self._tags.note("thanks", thanks)
        return thanks if after.endswith(("?", ".")) else f"- {thanks}"

    def _asked(self, opening: str, body: str, voice: str) -> str:
        random = self._random
        if random.random() < 0.25:
            self._tags.note("question", "none")
            return self._join(opening, body if body.endswith((".", "\n")) else f"{body}.", self._thanks())
        question = random.choice(self._words["questions"])
        self._tags.note("question", question)
        first = random.random() < 0.15
        self._tags.note("question stands", "first" if first else "last")
        if first:
            question = question if question.endswith("?") else f"{question}?"
            return self._join(opening, question, body if body.endswith((".", "\n")) else f"{body}.", self._thanks())
        apart = body if body.endswith((".", "\n")) else body + random.choice((". ", ", ", "\n", " - "))
        if voice != "notes" and not apart.endswith((". ", "\n")) and not body.endswith("."):
            apart = body + ". "
        body = apart if apart.endswith("\n") else apart.strip()
        return self._join(opening, body, question, self._thanks(after=question))

    def _join(self, *pieces: str) -> str:
        text = ""
        for piece in pieces:
            if piece:
                text += ("" if not text or text.endswith("\n") else " ") + piece
        return text

    def _notes(self, parts: Sequence[Part], asides: Sequence[str]) -> str:
        separator = self._random.choices(list(SEPARATORS), [8, 4, 2, 4, 1, 1])[0]
        self._tags.note("separator", separator)
        said = [each for each in asides if separator != "none" or each.startswith("moving")]
        return self._bits(parts, said, separator)

    def _bits(self, parts: Sequence[Part], asides: Sequence[str], separator: str) -> str:
        random = self._random
        ordered = random.sample(list(parts), k=len(parts))
        bits = [self._say(part, "bits", separator) for part in ordered if not part.denied]
        denials = [self._say(part, "bits", separator) for part in ordered if part.denied]
        others = [*denials, *asides]
        if separator == "none":  # "not looked after severe disability" could be read in two ways
            bits += others
        else:
            for each in others:
                bits.insert(random.randint(0, len(bits)), each)
        text = ""
        for bit in bits:
            apart = SEPARATORS[separator]
            if separator == "none" and text[-1:].isdigit() and bit[:1].isdigit():
                apart = ", "
            capital = separator in ("stop", "line") and random.random() < 0.5
            text += (apart if text else "") + (bit[:1].upper() if capital else bit[:1]) + bit[1:]
        return text

    def _form(self, parts: Sequence[Part]) -> str:
        apart = self._random.choice(("\n", "\n", "; ", ". ", ", "))
        self._tags.note("separator", f"form {apart!r}")
        ordered = self._random.sample(list(parts), k=len(parts))
        return apart.join(self._say(part, "form") for part in ordered) + ("\n" if apart == "\n" else ".")

    def _story(self, parts: Sequence[Part], asides: Sequence[str]) -> str:
        lead, rest = self._lead(parts)
        return self._sentences([lead] if lead else [], rest, asides)

    def _sentences(self, before: Sequence[str], parts: Sequence[Part], asides: Sequence[str]) -> str:
        random = self._random
        said = [self._say(part, "says") for part in random.sample(list(parts), k=len(parts))]
        for each in asides:
            about = "" if each[:1].isupper() else "We are " if each.startswith("trans") else "It is "
            said.insert(random.randint(0, len(said)), about + each)
        apart = random.choices((". ", ", ", "\n", " and "), (8, 2, 1, 1))[0]
        self._tags.note("between sentences", repr(apart))
        if apart == " and " and len(said) > 2:
            apart = ". "
        text = ". ".join(before) + (". " if before and said else "")
        for at, sentence in enumerate(said):
            capital = at == 0 or apart in (". ", "\n")
            text += (apart if at else "") + (sentence[:1].upper() if capital else lowered(sentence)) + sentence[1:]
        return f"{text}."

    def _lead_and_notes(self, parts: Sequence[Part], asides: Sequence[str]) -> str:
        lead, rest = self._lead(parts)
        if not lead:
            return self._notes(parts, asides)
        separator = self._random.choice(("comma", "comma", "stop", "line"))
        self._tags.note("separator", separator)
        if not rest:
            return lead
        return lead + SEPARATORS[separator] + self._bits(rest, asides, separator)

    def _lead(self, parts: Sequence[Part]) -> tuple[str, list[Part]]:
        """A sentence that introduces the child, and what is left to say."""
        phrase, rest = self._phrase_of(parts)
        if phrase is None:
            return "", list(parts)
        lead = self._random.choice(self._words["leads"])
        return f"{lead} {phrase}", rest

    def _phrase_of(self, parts: Sequence[Part]) -> tuple[str | None, list[Part]]:
        """ "A 6 year old girl on a CP plan with duty", and what it does not say."""
        random = self._random
        age = next((part for part in parts if part.name == "age"), None)
        rest = [part for part in parts if part is not age]
        ages = self._words["ages"][age.tags[0]] if age else {}
        if age is None:
            phrase = f"{article(self._child.noun)} {self._child.noun}"
        elif random.random() < 0.65:
            form = random.choice(ages["adjectives"])
            self._tags.note("age", form)
            old = form.format(**age.slots)
            bare = old.endswith(("old", "yo", "y/o")) and random.random() < 0.4
            phrase = f"{article(old)} {old}" if bare else f"{article(old)} {old} {self._child.noun}"
        else:
            form = random.choice(ages["posts"])
            self._tags.note("age", form)
            phrase = f"{article(self._child.noun)} {self._child.noun} {form.format(**age.slots)}"
        able = [part for part in rest if part.posts]
        chosen = random.sample(able, k=min(len(able), random.randint(0, 2)))
        said = {part.name: self._say(part, "posts") for part in chosen}
        clauses = [part for part in chosen if said[part.name].startswith("who ")]
        # One clause with "who" and no more, at the end: "a girl on a plan, who is open to duty,".
        chosen = [part for part in chosen if part not in clauses] + clauses[:1]
        for part in chosen:
            phrase += (", " if part in clauses else " ") + said[part.name]
            rest.remove(part)
        return phrase, rest

    def _in_the_question(self, parts: Sequence[Part], asides: Sequence[str]) -> str:
        meeting = next((part for part in parts if part.name == "meeting" and "meeting" in part.slots), None)
        phrase, rest = self._phrase_of([part for part in parts if part is not meeting])
        frames = self._words["frames"] if meeting else self._words["frames_without_a_meeting"]
        frame = self._random.choice(frames)
        self._tags.note("question", frame)
        slots = meeting.slots if meeting else {}
        said = frame.format(np=f"{phrase}," if ", who" in str(phrase) else phrase, **slots)
        if not rest and not asides:
            return str(said)
        if self._random.random() < 0.5:
            return f"{said} {self._sentences([], rest, asides)}"
        return f"{self._sentences([], rest, asides)} {said}"

    def _say(self, part: Part, way: str, separator: str = "") -> str:
        forms = list(getattr(part, way) or part.posts or part.bits)
        if separator == "none":  # "8 April ICPC" after another number, "assessment" after "duty": not beyond doubt
            forms = [form for form in forms if not form.startswith("{day}")]
            forms = [form for form in forms if not any(mark in form for mark in (" - ", ":", "("))] or forms
        if separator == "dash":
            forms = [form for form in forms if " - " not in form]
        form = self._random.choice(forms)
        slot = "age" if part.name == "age" else part.name
        self._tags.note(slot, form)
        return str(form.format(**self._pronouns(), **part.slots))

    def _pronouns(self) -> dict[str, str]:
        she = self._child.pronoun
        verbs = VERBS if she == "they" else {verb: verb for verb in VERBS}
        own = OWN[she]
        isnt = "aren't" if she == "they" else "isn't"
        return {"she": she, "She": she.capitalize(), "her": own, "Her": own.capitalize(), "isnt": isnt, **verbs}

    def _letters(self, text: str) -> str:
        case = self._random.choices(("as it is", "lower", "upper"), (60, 38, 2))[0]
        self._tags.note("letters", case)
        return {"as it is": text, "lower": text.lower(), "upper": text.upper()}[case]
