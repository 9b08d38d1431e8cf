"""Short forms on a page: marked in its text, and nowhere else."""

from __future__ import annotations

import httpx
import pytest

from assistant.pack import Pack
from web.shown.gloss import Gloss

ICPC = '<abbr title="initial child protection conference">ICPC</abbr>'


@pytest.mark.parametrize(
    ("page", "marked"),
    [
        ("<p>The ICPC.</p>", f"<p>The {ICPC}.</p>"),
        ('<p title="ICPC"><a href="/ICPC">here</a></p>', '<p title="ICPC"><a href="/ICPC">here</a></p>'),
        ("<title>ICPC</title><option>ICPC</option>ICPC", f"<title>ICPC</title><option>ICPC</option>{ICPC}"),
        (f"<b>{ICPC}</b>", f"<b>{ICPC}</b>"),
        ("<svg><text>ICPC</text></svg>", "<svg><text>ICPC</text></svg>"),
        ("ICPCs, pre-ICPC and ICPC-1", "ICPCs, pre-ICPC and ICPC-1"),
        (
            "to CIN/CP/Court",
            'to <abbr title="Child in Need, Child Protection and Court Service">CIN/CP/Court</abbr>',
        ),
        ("1 < 2 ICPC", f"1 < 2 {ICPC}"),
    ],
)
def test_only_text_is_marked(lancashire: Pack, page: str, marked: str) -> None:
    assert Gloss(lancashire).mark(page) == marked


def test_a_pack_without_short_forms_changes_nothing(seaholm: Pack) -> None:
    assert Gloss(seaholm).mark("<p>The ICPC</p>") == "<p>The ICPC</p>"


def test_every_page_has_them(client: httpx.Client) -> None:
    for path in ("/policy/routes", "/policy/unclear", "/learn"):
        assert "<abbr title=" in client.get(path).text
