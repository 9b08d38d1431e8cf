"""What RFC 5545 says a calendar file of events must be, as a list of faults.

The readers at hand (icalendar, ical, vobject) forgive most of these, so that they cannot show that a file is right.
Only what our files may hold is known here: events, with dates or moments in UTC; all else is a fault.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

LONGEST = 75  # octets of a line, without its end
NAME = r"[A-Za-z0-9-]+"
LINE = re.compile(rf'(?P<name>{NAME})(?P<params>(?:;{NAME}=(?:"[^"\x00-\x1f]*"|[^";:,\x00-\x1f]*))*):(?P<value>.*)')
TEXT = re.compile(r"(?:[^\\,;\x00-\x08\x0a-\x1f\x7f]|\\[\\,;nN])*")
"""RFC 5545, 3.3.11: a backslash, comma or semicolon is escaped, a new line is written \\n."""
TEXTS = {"UID", "SUMMARY", "DESCRIPTION", "LOCATION", "PRODID", "CATEGORIES"}
MOMENTS = {"DTSTAMP", "DTSTART", "DTEND", "CREATED", "LAST-MODIFIED"}
CALENDAR_ONCE = {"PRODID", "VERSION"}
CALENDAR_AT_MOST_ONCE = {"CALSCALE", "METHOD"}
EVENT_ONCE = {"UID", "DTSTAMP", "DTSTART"}
EVENT_AT_MOST_ONCE = {
    "DTEND",
    "DURATION",
    "SUMMARY",
    "DESCRIPTION",
    "LOCATION",
    "TRANSP",
    "STATUS",
    "CLASS",
    "SEQUENCE",
}
CHOICES = {"TRANSP": {"OPAQUE", "TRANSPARENT"}, "CALSCALE": {"GREGORIAN"}, "VERSION": {"2.0"}, "METHOD": {"PUBLISH"}}


@dataclass
class Component:
    name: str
    properties: list[tuple[str, dict[str, str], str]] = field(default_factory=list)
    inside: list[Component] = field(default_factory=list)

    def values(self, name: str) -> list[tuple[dict[str, str], str]]:
        return [(params, value) for each, params, value in self.properties if each == name]


def faults(file: bytes) -> list[str]:
    """Each thing that the standard forbids; none in a file that is right."""
    return list(_faults(file))


def _faults(file: bytes) -> Iterator[str]:
    yield from _of_lines(file)
    root = Component("")
    try:
        _read(file, root)
    except (ValueError, UnicodeDecodeError) as error:
        yield str(error)
        return
    if [each.name for each in root.inside] != ["VCALENDAR"] or root.properties:
        yield "not one calendar and nothing beside it"
    for calendar in root.inside:
        yield from _of_calendar(calendar)


def _of_lines(file: bytes) -> Iterator[str]:
    """3.1: lines end in CRLF, hold 75 octets at most, and are folded between characters."""
    if not file.endswith(b"\r\n"):
        yield "the last line has no end"
    if re.search(rb"\r(?!\n)|(?<!\r)\n", file):
        yield "a line ends in something else than CRLF"
    for line in file.split(b"\r\n"):
        if len(line) > LONGEST:
            yield f"a line of {len(line)} octets"
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            yield "a character is cut in two, or is no UTF-8"


def _read(file: bytes, root: Component) -> None:
    """The components. Raises ValueError for what is no content line, and for what is not nested."""
    open_ones = [root]
    for line in re.sub(rb"\r\n[ \t]", b"", file).decode("utf-8").removesuffix("\r\n").split("\r\n"):
        found = LINE.fullmatch(line)
        if found is None:
            raise ValueError("not a content line")
        name, value = found["name"].upper(), found["value"]
        if name == "BEGIN":
            open_ones[-1].inside.append(Component(value.upper()))
            open_ones.append(open_ones[-1].inside[-1])
        elif name == "END":
            if open_ones.pop().name != value.upper() or not open_ones:
                raise ValueError("a component ends that did not begin")
        else:
            pairs = (each.partition("=") for each in found["params"].split(";")[1:])
            open_ones[-1].properties.append((name, {key.upper(): said for key, _, said in pairs}, value))
    if open_ones != [root]:
        raise ValueError("a component does not end")


def _of_calendar(calendar: Component) -> Iterator[str]:
    yield from _of_counts(calendar, CALENDAR_ONCE, CALENDAR_AT_MOST_ONCE)
    yield from _of_values(calendar)
    if not calendar.inside:
        yield "a calendar without a component"
    uids = Counter(value for event in calendar.inside for _, value in event.values("UID"))
    yield from (f"UID {uid} stands {times} times" for uid, times in uids.items() if times > 1)
    for event in calendar.inside:
        if event.name != "VEVENT" or event.inside:
            yield f"{event.name}: a component that is not known here"
            continue
        yield from _of_counts(event, EVENT_ONCE, EVENT_AT_MOST_ONCE)
        yield from _of_values(event)
        yield from _of_span(event)


def _of_counts(component: Component, once: set[str], at_most_once: set[str]) -> Iterator[str]:
    """3.6 and 3.6.1: what must stand, and what may stand once."""
    times = Counter(name for name, _, _ in component.properties)
    yield from (f"{component.name}: {name} stands {times[name]} times" for name in once if times[name] != 1)
    yield from (f"{component.name}: {name} stands {times[name]} times" for name in at_most_once if times[name] > 1)
    unknown = times.keys() - once - at_most_once
    yield from (f"{component.name}: {name} is not known" for name in unknown if not name.startswith("X-"))


def _of_values(component: Component) -> Iterator[str]:
    for name, params, value in component.properties:
        if name in TEXTS and not TEXT.fullmatch(value):
            yield f"{name}: text that is not escaped"
        if name in CHOICES and value not in CHOICES[name]:
            yield f"{name}: {value}"
        if name in MOMENTS and _moment(params, value) is None:
            yield f"{name}: neither a day with VALUE=DATE nor a moment in UTC"
        if name == "DTSTAMP" and not value.endswith("Z"):
            yield "DTSTAMP: not in UTC"


def _of_span(event: Component) -> Iterator[str]:
    """3.8.2.2: the end is of the kind of the start, and later; of a day it is the day after the last one."""
    starts = [_moment(*each) for each in event.values("DTSTART")]
    ends = [_moment(*each) for each in event.values("DTEND")]
    if ends and event.values("DURATION"):
        yield "DTEND and DURATION"
    for start, end in zip(starts, ends, strict=False):
        if start is None or end is None:
            continue
        if type(start) is not type(end):
            yield "DTEND is of another kind than DTSTART"
        elif end <= start:
            yield "DTEND is not after DTSTART"


def _moment(params: dict[str, str], value: str) -> date | datetime | None:
    """3.3.4 and 3.3.5; None for what is neither."""
    try:
        if params.get("VALUE", "DATE-TIME") == "DATE":
            return datetime.strptime(value, "%Y%m%d").date() if len(value) == len("20260330") else None  # noqa: DTZ007
        return None if "TZID" in params else datetime.strptime(value, "%Y%m%dT%H%M%S%z")
    except ValueError:
        return None
