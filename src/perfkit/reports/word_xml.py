"""WordprocessingML elements in a readable way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

Element: TypeAlias = etree._Element


def tag(name: str) -> str:
    """The full name of an element or attribute of WordprocessingML."""
    return f"{{{W}}}{name}"


def element(name: str, attributes: Mapping[str, str | int] | None = None, *children: Element) -> Element:
    """An element with attributes and children, all of WordprocessingML."""
    made = etree.Element(tag(name), nsmap={"w": W})
    for key, value in (attributes or {}).items():
        made.set(tag(key), str(value))
    made.extend(children)
    return made


def text(content: str) -> list[Element]:
    """A text with its line ends as breaks."""
    parts: list[Element] = []
    for index, line in enumerate(content.split("\n")):
        if index:
            parts.append(element("br"))
        piece = element("t")
        piece.text = line
        piece.set(_SPACE, "preserve")
        parts.append(piece)
    return parts


def run(content: str, *properties: Element) -> Element:
    """A run of text with its properties."""
    return element("r", None, *([element("rPr", None, *properties)] if properties else []), *text(content))


def paragraph(style: str, *children: Element, properties: tuple[Element, ...] = ()) -> Element:
    """A paragraph in a style of the template."""
    head = element("pPr", None, element("pStyle", {"val": style}), *properties)
    return element("p", None, head, *children)


def field(instruction: str, shown: str) -> list[Element]:
    """A field with the text it shows until it is computed anew."""
    code = element("instrText")
    code.text = f" {instruction} "
    code.set(_SPACE, "preserve")
    return [
        element("r", None, element("fldChar", {"fldCharType": "begin"})),
        element("r", None, code),
        element("r", None, element("fldChar", {"fldCharType": "separate"})),
        run(shown),
        element("r", None, element("fldChar", {"fldCharType": "end"})),
    ]


def bookmark(anchor: str) -> str:
    """The name of the bookmark of a heading: Word allows letters, digits and underscores."""
    return "_Toc_" + anchor.replace("-", "_")
