"""Calendar files, as RFC 5545 wants them and as Outlook shows them, for every other worked case that has a date."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from icalendar import Calendar

from assistant import cases
from assistant.pack import Pack
from assistant.resolution import Resolution
from tests.web.rfc5545 import faults
from web.shown import calendars
from web.shown.steps import in_date_order

ONCE = ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "TRANSP")
ALL_DAY = re.compile(r"^DT(?:START|END);VALUE=DATE:(\d{8})$", re.M)


@pytest.fixture(scope="module")
def decided(lancashire: Pack) -> list[tuple[cases.Case, Resolution]]:
    found, _ = cases.read_cases(lancashire.folder)
    asked = [case for case in found if any(isinstance(value, date) for value in case.facts.values())]
    return [(case, cases.decide(lancashire, case).resolution) for case in asked[::2]]


@pytest.fixture(scope="module")
def files(lancashire: Pack, decided: list[tuple[cases.Case, Resolution]]) -> list[bytes]:
    written = [calendars.write(lancashire, resolution, case.facts, case.today) for case, resolution in decided]
    found = [file for file in written if file]
    assert len(found) > 150
    return found


def test_no_file_has_a_fault_by_the_standard(files: list[bytes]) -> None:
    for file in files:
        assert faults(file) == []


GOOD = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\nMETHOD:PUBLISH\r\nBEGIN:VEVENT\r\nUID:a@b\r\n"
    b"DTSTAMP:20260302T000000Z\r\nDTSTART;VALUE=DATE:20260330\r\nDTEND;VALUE=DATE:20260331\r\n"
    b"SUMMARY:Notice\\, last day\r\n"
    b"TRANSP:TRANSPARENT\r\nX-MICROSOFT-CDO-BUSYSTATUS:FREE\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
EVENT = GOOD[GOOD.index(b"BEGIN:VEVENT") : GOOD.index(b"END:VCALENDAR")]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (b"\r\n", b"\n", "something else than CRLF"),
        (b"END:VCALENDAR\r\n", b"END:VCALENDAR", "no end"),
        (b"Notice", b"N" * 80, "octets"),
        (b"Notice", b"Notice " + b"\xc3\r\n \xa9", "cut in two"),
        (b"Notice\\,", b"Notice,", "not escaped"),
        (b"UID:a@b\r\n", b"", "UID stands 0 times"),
        (b"UID:a@b", b"UID:a@b\r\nUID:c@d", "UID stands 2 times"),
        (EVENT, EVENT * 2, "UID a@b stands 2 times"),
        (EVENT, b"", "without a component"),
        (b"DTSTAMP:20260302T000000Z\r\n", b"", "DTSTAMP stands 0 times"),
        (b"T000000Z", b"T000000", "DTSTAMP"),
        (b"DTSTART;VALUE=DATE:20260330\r\n", b"", "DTSTART stands 0 times"),
        (b"DTSTART;VALUE=DATE:", b"DTSTART:", "DTSTART: neither"),
        (b"20260330", b"20260230", "DTSTART: neither"),
        (b"DTEND;VALUE=DATE:20260331", b"DTEND;VALUE=DATE:20260330", "not after"),
        (b"DTEND;VALUE=DATE:20260331", b"DTEND:20260331T000000Z", "another kind"),
        (b"DTSTART;VALUE=DATE", b"DTSTART;TZID=Europe/London", "DTSTART: neither"),
        (b"TRANSP:TRANSPARENT", b"TRANSP:MAYBE", "TRANSP: MAYBE"),
        (b"TRANSP:", b"TRANSPARENCY:", "not known"),
        (b"PRODID:-//x//EN\r\n", b"", "PRODID stands 0 times"),
        (b"VERSION:2.0", b"VERSION:1.0", "VERSION: 1.0"),
        (b"END:VEVENT\r\n", b"", "did not begin"),
        (b"SUMMARY:", b"SUMMARY ", "not a content line"),
    ],
)
def test_the_standard_is_read_strictly(old: bytes, new: bytes, fault: str) -> None:
    assert faults(GOOD) == []
    assert any(fault in each for each in faults(GOOD.replace(old, new)))


def test_what_a_calendar_must_hold_stands_once(files: list[bytes]) -> None:
    for file in files:
        lines = file.replace(b"\r\n ", b"").decode().split("\r\n")
        assert lines[0] == "BEGIN:VCALENDAR"
        assert lines[-2:] == ["END:VCALENDAR", ""]
        head = lines[: lines.index("BEGIN:VEVENT")]
        assert [line for line in head if line.startswith("VERSION")] == ["VERSION:2.0"]
        assert [line for line in head if line.startswith("METHOD")] == ["METHOD:PUBLISH"]
        assert sum(line.startswith("PRODID:") for line in head) == 1
        events = "\n".join(lines).split("BEGIN:VEVENT\n")[1:]
        for event in events:
            names = [re.split("[;:]", line)[0] for line in event.split("\nEND:VEVENT")[0].split("\n")]
            assert all(names.count(name) == 1 for name in ONCE), names
            assert not {"ATTENDEE", "ORGANIZER", "RRULE"} & set(names)
            assert "TRANSP:TRANSPARENT" in event, "a day to keep in mind leaves a person free"
            assert "X-MICROSOFT-CDO-BUSYSTATUS:FREE" in event, "in Outlook too"
            starts, ends = (date.fromisoformat(day) for day in ALL_DAY.findall(event))
            assert ends == starts + timedelta(days=1), "the end of a whole day is the next day"
        uids = re.findall("^UID:(.*)$", "\n".join(lines), re.M)
        assert len(uids) == len(set(uids)) == len(events)


def test_another_reader_reads_the_same(files: list[bytes]) -> None:
    for file in files:
        read = Calendar.from_ical(file)
        assert isinstance(read, Calendar)
        assert not [error for event in read.events for error in event.errors]
        assert all(event.duration == timedelta(days=1) for event in read.events)


def test_it_holds_the_very_days_of_the_answer(lancashire: Pack, decided: list[tuple[cases.Case, Resolution]]) -> None:
    for case, resolution in decided:
        days = {step.day for step in in_date_order(lancashire, resolution, case.today) if step.day}
        held = list(calendars.points(lancashire, resolution))
        meeting = resolution.transfer_point.date if resolution.transfer_point else None
        assert days <= {each.day for each in held} <= days | {meeting}, case.id
        for each in held:
            moves = "transfers to" in each.summary or "transfer to" in each.summary.partition("(")[0]
            assert each.name != "transfer" or moves == (resolution.outcome in ("transfer", None)), case.id


def test_a_meeting_at_which_managers_decide_is_no_transfer(lancashire: Pack) -> None:
    found, _ = cases.read_cases(lancashire.folder)
    decided = [(case, cases.decide(lancashire, case).resolution) for case in found if _has_a_date(case)]
    open_ones = [
        resolution
        for _, resolution in decided
        if resolution.outcome == "individual_decision" and resolution.transfer_point and resolution.transfer_point.date
    ]
    assert open_ones
    for resolution in open_ones:
        summaries = [each.summary for each in calendars.points(lancashire, resolution) if each.name == "transfer"]
        assert len(summaries) == 1
        assert "transfer" not in summaries[0].lower()


def _has_a_date(case: cases.Case) -> bool:
    return case.expect.outcome == "individual_decision" and any(isinstance(each, date) for each in case.facts.values())
