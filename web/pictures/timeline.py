"""The days of an answer as a line from top to bottom, each row as high as its words: so no two can ever overlap.

From left to right: the day, a lane for each count with its working days numbered, the line with a shape for each
kind of mark, and the words. Drawn once narrow and once wide; the style sheet shows the one that fits.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from web.pictures.days import Count, Days, Mark, Row
from web.pictures.letters import width, wrap
from web.pictures.svg import element, text

ROW, PAD, BASELINE = 24.0, 5.0, 16.0
MARGIN = 4.0
BOLD = 1.08
"""How much wider bold letters are, at most."""
MARK = 7.0
NUMBER = 9.0
"""Half the side of a numbered day's box."""


@dataclass(frozen=True)
class Form:
    """Sizes of one drawing, in its own units, which are pixels when it is shown at its full width."""

    name: str
    width: float
    size: float
    """Of the letters that tell what falls on a day."""
    small: float
    """Of all others."""
    lane: float
    """Width of the lane of a count."""

    @property
    def line(self) -> float:
        return self.size * 1.3


NARROW = Form("narrow", 270.0, 13.0, 12.0, 21.0)
WIDE = Form("wide", 640.0, 14.0, 13.0, 28.0)


@dataclass(frozen=True)
class Placed:
    """A row with its place from the top, and the lines of words that it holds."""

    row: Row
    top: float
    height: float
    days: tuple[str, ...]
    lines: tuple[tuple[str, str, Mark | None], ...]
    """Words, their class, and the mark that they begin with."""

    @property
    def middle(self) -> float:
        """Where marks and numbers stand: level with the first line of words."""
        return self.top + ROW / 2


def draw(days: Days, form: Form, name: str, title: str, description: str) -> Markup:
    """The picture. `name` tells its parts from those of other pictures on the page."""
    lanes = _lanes(days.counts)
    count_of_lanes = max((lane for lane, _ in lanes), default=-1) + 1
    column = MARGIN + max(width(words, form.small) * BOLD for row in days.rows for words in _day_words(row)) + 4
    axis = column + count_of_lanes * form.lane + MARK + 4
    label = axis + MARK + 8
    placed = list(_place(days, form, form.width - label))
    height = placed[-1].top + placed[-1].height
    hatch = f"{name}-{form.name}-hatch"
    return element(
        "svg",
        element("title", title, id=f"{name}-{form.name}-title"),
        element("desc", description, id=f"{name}-{form.name}-desc"),
        element(
            "defs",
            element(
                "pattern",
                element("path", d="M0 0V6", class_="hatch"),
                id=hatch,
                width=6,
                height=6,
                patternUnits="userSpaceOnUse",
                patternTransform="rotate(45)",
            ),
        ),
        *(piece for each in placed for piece in _ground(each, form, hatch)),
        *_line(placed, axis),
        *(_lane(count, placed, column + (lane + 0.5) * form.lane) for lane, count in lanes),
        *(piece for lane, count in lanes for piece in _numbers(count, placed, column + (lane + 0.5) * form.lane)),
        *(piece for each in placed for piece in _row(each, form, axis, label)),
        class_=f"timeline {form.name}",
        viewBox=f"0 0 {form.width:g} {height:g}",
        role="img",
        aria_labelledby=f"{name}-{form.name}-title {name}-{form.name}-desc",
        font_size=form.small,
    )


def _lanes(counts: tuple[Count, ...]) -> list[tuple[int, Count]]:
    """Each count with the first lane that is free over its days; one may begin where another ends."""
    until: list[date] = []
    found = []
    for count in sorted(counts, key=lambda count: count.days):
        first, last = count.days
        lane = next((at for at, end in enumerate(until) if end <= first), len(until))
        until[lane : lane + 1] = [last]
        found.append((lane, count))
    return found


def _place(days: Days, form: Form, room: float) -> Iterator[Placed]:
    top, year = 0.0, 0
    for row in days.rows:
        lines = tuple(_words(days, row, form, room))
        named = _day_words(row)
        if row.kind != "gap" and row.first.year != year:
            year = row.first.year
            named = (*named, str(year))
        height = max(ROW, max(len(lines), len(named)) * form.line + 2 * PAD)
        yield Placed(row, top, height, named, lines)
        top += height


def _day_words(row: Row) -> tuple[str, ...]:
    first, last = row.first, row.last
    if row.kind == "gap":
        return ()
    if row.kind == "day":
        return (f"{first:%a} {first.day} {first:%b}",)
    if first.month == last.month:
        return (f"{first.day} to {last.day} {last:%b}",)
    return (f"{first.day} {first:%b}", f"to {last.day} {last:%b}")


def _words(days: Days, row: Row, form: Form, room: float) -> Iterator[tuple[str, str, Mark | None]]:
    for mark in row.marks:
        passed = "Passed: " if mark.passed else ""
        for at, line in enumerate(wrap(passed + mark.label, room, form.size * BOLD)):
            yield line, f"label {mark.kind}{' passed' if mark.passed else ''}", None if at else mark
        for detail in mark.details:
            yield from ((line, "soft", None) for line in wrap(detail, room, form.small))
    plain = ""
    if row.kind == "gap":
        plain = f"{row.length} days"
    elif row.kind == "weekend" and not row.off:
        plain = "Weekend"
    elif row.kind == "week":
        plain = "5 working days"
    elif row.kind == "day" and row.off:
        plain = f"{row.off}, not counted" if days.counting(row.first) and not row.rest else row.off
    yield from ((line, "soft", None) for line in wrap(plain, room, form.small))


def _ground(each: Placed, form: Form, hatch: str) -> Iterator[Markup]:
    """Days that are no working days: shaded, and hatched where they have a name."""
    if each.row.rest or each.row.off:
        place = {"x": 0, "y": each.top, "width": form.width, "height": each.height}
        yield element("rect", class_="rest", **place)
        if each.row.off:
            yield element("rect", fill=f"url(#{hatch})", **place)


def _line(placed: list[Placed], axis: float) -> Iterator[Markup]:
    """The line itself: whole over days, a zigzag over a break."""
    path = [f"M{axis:g} {placed[0].middle:g}"]
    for each in placed[1:]:
        if each.row.kind == "gap":
            middle = each.middle
            path += [f"V{middle - 8:g}", "l4 4", "l-8 4", "l8 4", f"L{axis:g} {middle + 8:g}"]
        else:
            path.append(f"V{each.middle:g}")
    yield element("path", d="".join(path), class_="line")


def _lane(count: Count, placed: list[Placed], x: float) -> Markup:
    within = _within(count, placed)
    begin = within[0] if count.start == within[0].row.first else within[-1]
    return element(
        "g",
        element("path", d=f"M{x:g} {within[0].middle:g}V{within[-1].middle:g}", class_="lane"),
        element("circle", cx=x, cy=begin.middle, r=3.5, class_="start"),
    )


def _numbers(count: Count, placed: list[Placed], x: float) -> Iterator[Markup]:
    """Each working day's number in a box, filled where a period is over; of a week, its last one."""
    for each in _within(count, placed):
        numbers = [number for day, number in count.numbers.items() if each.row.first <= day <= each.row.last]
        if not numbers:
            continue
        over = "over" if each.row.first in count.ends else None
        box = {"x": x - NUMBER, "y": each.middle - NUMBER, "width": 2 * NUMBER, "height": 2 * NUMBER, "rx": 4}
        yield element("rect", class_=f"number {over or ''}".strip(), **box)
        words = str(max(numbers))
        yield element("text", words, x=x, y=each.middle + 4, class_=over, text_anchor="middle", font_size=11)


def _within(count: Count, placed: list[Placed]) -> list[Placed]:
    first, last = count.days
    return [each for each in placed if first <= each.row.first and each.row.last <= last]


def _row(each: Placed, form: Form, axis: float, label: float) -> Iterator[Markup]:
    strong = "day marked" if each.row.marks else "day"
    for at, words in enumerate(each.days):
        yield text(words, MARGIN, each.top + BASELINE + at * form.line, strong if not at else "soft")
    if each.row.kind in ("day", "weekend", "week") and not each.row.marks:
        yield element("circle", cx=axis, cy=each.middle, r=1.8, class_="tick")
    for at, (words, class_, mark) in enumerate(each.lines):
        y = each.top + BASELINE + at * form.line
        if mark:
            yield _shape(mark, axis, y - BASELINE + ROW / 2)
        yield text(words, label, y, class_, size=None if class_ == "soft" else form.size)


def _shape(mark: Mark, x: float, y: float) -> Markup:
    """One shape for each kind, so that none is told by its colour alone."""
    class_ = f"mark {mark.kind}{'' if mark.firm else ' soft'}{' passed' if mark.passed else ''}"
    match mark.kind:
        case "today":
            return element("path", d=f"M{x - 5:g} {y - 6:g}L{x + 6:g} {y:g}L{x - 5:g} {y + 6:g}Z", class_=class_)
        case "event":
            return element("rect", x=x - 5, y=y - 5, width=10, height=10, class_=class_)
        case "move":
            return element(
                "path", d=f"M{x:g} {y - 8:g}L{x + 8:g} {y:g}L{x:g} {y + 8:g}L{x - 8:g} {y:g}Z", class_=class_
            )
        case "due":
            return element("circle", cx=x, cy=y, r=6, class_=class_)
