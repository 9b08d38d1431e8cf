"""SVG elements. Colours come from the page's own style sheet by class: the pages allow no style of an element's own."""

from __future__ import annotations

from markupsafe import Markup, escape

Attribute = str | int | float | None

_NAMES = {
    "class_": "class",
    "font_size": "font-size",
    "text_anchor": "text-anchor",
    "aria_current": "aria-current",
    "aria_hidden": "aria-hidden",
    "aria_label": "aria-label",
    "aria_labelledby": "aria-labelledby",
}
"""Attributes whose names are none of Python's."""


def element(name: str, *inside: str, **attributes: Attribute) -> Markup:
    """One element; what is inside is escaped unless it is an element itself.

    `class_` stands for class, `font_size` for font-size; an attribute that is None is left out.
    """
    written = "".join(
        f' {_NAMES.get(key) or key}="{_written(value)}"' for key, value in attributes.items() if value is not None
    )
    content = "".join(each if isinstance(each, Markup) else escape(each) for each in inside)
    return Markup(f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>")  # noqa: S704


def text(words: str, x: float, y: float, class_: str | None = None, size: float | None = None) -> Markup:
    """Words with their baseline at `y`, in the drawing's own units."""
    return element("text", words, x=x, y=y, class_=class_, font_size=size)


def _written(value: Attribute) -> str:
    if isinstance(value, float):
        return f"{round(value, 1):g}"
    return str(value) if isinstance(value, int) else escape(value)
