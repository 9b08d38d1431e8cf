"""What is taken along from an answer: a calendar, a record, a file for whoever keeps the policy."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import yaml
from icalendar import Calendar
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader
from typer.testing import CliRunner

from assistant.cases import Case
from tests.browser.conftest import TODAY, Open
from tests.browser.test_journey import latest, overflows
from tests.browser.test_pictures import SHIFTS
from web.command_line import app

NAMED = "Her name is Xanthippe Quill."
MOVES = (
    f"A child aged 6 on a CP plan is with Duty and Assessment. The ICPC is on 8 April 2026. When does it move? {NAMED}"
)
LINE = re.compile(r"```json\n(.*)\n```")


def asked(page: Page) -> Locator:
    page.get_by_label("Your question").fill(MOVES)
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(latest(page).locator(".headline")).to_have_text("Moves to CIN/CP/Court")
    return latest(page)


def download(page: Page, button: Locator, folder: Path) -> Path:
    with page.expect_download() as coming:
        button.click()
    path = folder / coming.value.suggested_filename
    coming.value.save_as(path)
    return path


@pytest.mark.parametrize("width", [1280, 360])
def test_the_days_go_into_a_calendar_and_the_record_decides_the_same_again(
    open_page: Open, tmp_path: Path, width: int
) -> None:
    page = open_page(width)
    answer = asked(page)
    file = download(page, answer.get_by_role("button", name="Add these dates to a calendar"), tmp_path)
    assert file.name == "transfer-dates.ics"
    assert b"DTSTART;VALUE=DATE:20260330\r\n" in file.read_bytes()
    events = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert {date(2026, 3, 30), date(2026, 4, 8)} <= {each.decoded("DTSTART") for each in events}

    with page.context.expect_page() as opened:
        answer.get_by_role("button", name="Record for the child").click()
    record = opened.value
    record.wait_for_load_state()
    record.set_viewport_size({"width": width, "height": 800})
    expect(record.get_by_role("heading", name="Moves to CIN/CP/Court")).to_be_visible()
    expect(record.get_by_role("button", name="Print it")).to_be_visible()
    assert record.url.endswith("/record"), "nothing of the case is in the address"
    assert "Xanthippe" not in record.content()
    assert record.evaluate(SHIFTS) == 0
    assert not overflows(record)
    record.pdf(path=tmp_path / "record.pdf", prefer_css_page_size=True)
    sheets = PdfReader(tmp_path / "record.pdf").pages
    assert len(sheets) <= 2
    assert [round(float(side)) for side in sheets[0].mediabox[2:]] == [595, 842], "A4"
    printed = "".join(each.extract_text() for each in sheets)
    assert "Print it" not in printed
    assert "policy_revision" in printed.replace("\n", "")

    # The line at its end, which the Markdown has too, is worked out again.
    file = download(page, answer.get_by_role("button", name="The record as Markdown"), tmp_path)
    assert file.name == f"transfer-record-{TODAY}.md"
    text = file.read_text(encoding="utf-8")
    assert "Xanthippe" not in text
    line = LINE.search(text)
    assert line
    expect(record.locator(".again pre").last).to_have_text(line[1])
    done = CliRunner().invoke(app, ["resolve", "--facts", "-"], input=line[1])
    assert done.exit_code == 0, done.stderr
    assert "It is decided as in the record." in done.stderr
    assert '"receiving_team": "cin_cp_court"' in done.stdout

    answer.get_by_role("button", name="This looks wrong").click()
    page.get_by_label("Which team did you expect?").select_option("empower")
    page.get_by_label("Which clause says so?").select_option(index=1)
    page.get_by_label("What is wrong with it?").fill("It should be the other team.")
    assert not overflows(page)
    file = download(page, page.get_by_role("button", name="Download the file"), tmp_path)
    [case] = yaml.safe_load(file.read_text(encoding="utf-8"))
    worked = Case.model_validate(case)
    assert worked.expect.receiving_team == "empower"
    assert worked.why.startswith("It should be the other team. See transfer-policy-2025/")
    assert worked.facts["age"] == 6


def test_without_any_script(open_page: Open, tmp_path: Path) -> None:
    page = open_page(360, script=False)
    answer = asked(page)
    assert download(page, answer.get_by_role("button", name="Add these dates"), tmp_path).suffix == ".ics"
    with page.context.expect_page() as opened:
        answer.get_by_role("button", name="Record for the child").click()
    record = opened.value
    record.wait_for_load_state()
    expect(record.get_by_role("heading", name="Moves to CIN/CP/Court")).to_be_visible()
    expect(record.get_by_role("button", name="Print it")).to_be_hidden()
    expect(answer).to_be_visible()
    answer.get_by_role("button", name="This looks wrong").click()
    assert download(page, page.get_by_role("button", name="Download the file"), tmp_path).suffix == ".yaml"
