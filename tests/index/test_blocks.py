from __future__ import annotations

import pytest

from index.blocks import Block, clean, from_html, from_text


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("5.2 Duty and Assessment", True),
        ("3 Court", True),
        ("5.2.1. Timescales", True),
        ("3 April 2026", False),
        ("5 working days are given", False),
        ("1. The child is seen.", False),
        ("Duty and Assessment", False),
    ],
)
def test_a_number_and_a_few_words_are_a_heading(line: str, heading: bool) -> None:
    [block, *_] = from_text(f"{line}\n\nText.")
    assert bool(block.level) is heading


def test_a_single_number_needs_a_gap_after_it() -> None:
    assert from_text("1. The case moves at the\nfirst meeting.") == [Block("1. The case moves at the first meeting.")]


def test_lines_are_joined_into_paragraphs_and_items_are_kept_apart() -> None:
    text = "What is\nneeded:\n\n• the plan\n  of the child;\n• the visit.\n\nand so on\n\nover the page."
    assert from_text(text) == [
        Block("What is needed:\n• the plan of the child;\n• the visit."),
        Block("and so on over the page."),
    ]


def test_columns_and_contents() -> None:
    assert from_text("5.2 Duty ........ 7\n6 Court . . . . . 9\nTeam     Meeting\nDuty     ICPC") == [
        Block("Team | Meeting\nDuty | ICPC")
    ]


def test_headings_lists_and_tables_of_html() -> None:
    html = (
        "<h1>A <em>title</em></h1><p>Needed:</p><ul>\n<li>one<ul><li>inner</li></ul></li><li><p>two</p></li></ul>"
        "<table><tr><th><p>Team</p></th><th>When</th></tr><tr><td>Duty</td><td>ICPC</td></tr></table>"
        "<p>a<br>b &lt;b&gt;</p><pre>x\n y</pre>left over"
    )
    assert from_html(html) == [
        Block("A title", 1),
        Block("Needed:\n- one\n- inner\n- two"),
        Block("Team | When\nDuty | ICPC"),
        Block("a\nb <b>"),
        Block("x\ny"),
        Block("left over"),
    ]


def test_a_notes_marker_does_not_look_like_a_citation() -> None:
    html = (
        '<p>Law<sup><a href="#footnote-1" id="footnote-ref-1">[1]</a></sup>.</p>'
        '<ol><li id="footnote-1"><p>An Act. <a href="#footnote-ref-1">↑</a></p></li></ol>'
    )
    assert from_html(html) == [Block("Law (note 1)."), Block("Notes", 1), Block("- An Act.")]


def test_what_cannot_be_seen_is_left_out() -> None:
    assert clean("o\ufb03ce \u202eevil\u202c\x00\u200b\u00ad\ud800  x\n\n\u0177") == "office evil x\n\u0177"
