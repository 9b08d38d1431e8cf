from __future__ import annotations

from xml.etree import ElementTree

import pytest

from assistant.pack import Pack
from tests.web.pictures.conftest import Decided
from web.pictures.days import lay_out
from web.pictures.letters import width
from web.pictures.timeline import BOLD, NARROW, WIDE, Form, draw


@pytest.mark.parametrize("form", [NARROW, WIDE], ids=["narrow", "wide"])
def test_no_words_of_any_worked_case_overlap_or_leave_the_picture(
    lancashire: Pack, dated: list[Decided], form: Form
) -> None:
    drawn = 0
    for case in dated[::3]:
        days = lay_out(lancashire, case.resolution, case.today)
        if days is None:
            continue
        drawn += 1
        root = ElementTree.fromstring(draw(days, form, "turn1", "Title", "Description"))
        height = float(root.attrib["viewBox"].split()[3])
        boxes = [box(each, form) for each in root.iter("text")]
        for at, (left, top, right, bottom) in enumerate(boxes):
            assert left >= 0, case.name
            assert right <= form.width, case.name
            assert top >= 0, case.name
            assert bottom <= height, case.name
            for other in boxes[at + 1 :]:
                apart = right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top
                assert apart, (case.name, boxes[at], other)
    assert drawn > 100


def box(each: ElementTree.Element, form: Form) -> tuple[float, float, float, float]:
    size = float(each.attrib.get("font-size", form.small))
    bold = BOLD if "label" in each.attrib.get("class", "") or "marked" in each.attrib.get("class", "") else 1
    x, y, wide = float(each.attrib["x"]), float(each.attrib["y"]), width(each.text or "", size) * bold
    if each.attrib.get("text-anchor") == "middle":
        x -= wide / 2
    return x, y - 0.8 * size, x + wide, y + 0.25 * size


def test_it_holds_nothing_that_the_content_security_policy_refuses(lancashire: Pack, dated: list[Decided]) -> None:
    case = next(each for each in dated if each.resolution.deadlines and each.resolution.deadlines[0].due)
    days = lay_out(lancashire, case.resolution, case.today)
    assert days
    picture = draw(days, WIDE, "turn1", "A & B", "Described")
    root = ElementTree.fromstring(picture)
    assert not [each for each in root.iter() if each.tag in ("script", "style") or "style" in each.attrib]
    assert not [name for each in root.iter() for name in each.attrib if name.startswith("on")]
    named = root.attrib["aria-labelledby"].split()
    assert [each.text for name in named for each in root.iter() if each.attrib.get("id") == name] == [
        "A & B",
        "Described",
    ]


def test_every_kind_of_mark_has_a_shape_of_its_own(lancashire: Pack, dated: list[Decided]) -> None:
    shapes: dict[str, set[str]] = {}
    for case in dated[::5]:
        days = lay_out(lancashire, case.resolution, case.today)
        root = ElementTree.fromstring(draw(days, NARROW, "turn1", "", "")) if days else None
        for each in root.iter() if root is not None else ():
            names = each.attrib.get("class", "").split()
            if names[:1] == ["mark"]:
                form = f"{each.tag} {each.attrib.get('d', '').lower().count('l')}"
                shapes.setdefault(names[1], set()).add(form)
    assert shapes.keys() == {"today", "event", "move", "due"}
    assert all(len(forms) == 1 for forms in shapes.values())
    assert len({next(iter(forms)) for forms in shapes.values()}) == 4
