"""A document as one HTML file: no script, nothing from outside, a strict content policy, fit for print."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from html.parser import HTMLParser

from attrs import define, field

from perfkit.errors import Fault, Place, ReportError
from perfkit.files import fetching
from perfkit.model import Document, Grid
from perfkit.reports.environment import Sandbox
from perfkit.reports.escape import xml
from perfkit.reports.lookup import Lookup
from perfkit.reports.page import page

TEMPLATE = "page.html.j2"
STYLE = "page.css"


def html_text(document: Document, lookup: Lookup) -> str:
    """The whole file as text.

    ``page.html.j2`` and ``page.css`` come along the chain. What a template must not put into a page is refused:
    scripts, event attributes, frames, and whatever would be fetched from elsewhere.
    """
    name, style = lookup.text(STYLE)
    style = _local(style, name) + _widths(document)
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    view = page(document)
    names = {"page": view, "文件": view, "style_hash": f"sha256-{digest}"}
    text = Sandbox(lookup, xml, language=document.language).render(TEMPLATE, names)
    if text.count(_STYLE) != 1:
        raise ReportError(Fault("report.style-place", Place(file=TEMPLATE), {"sign": _STYLE}))
    text = text.replace(_STYLE, style)
    guard = _Guard()
    guard.feed(text)
    guard.close()
    if guard.faults:
        raise ReportError(guard.faults)
    return text


_STYLE = "/* page.css */"
"""Stands inside the template's style element; the style is put there as it is, so that its hash holds."""


def _local(style: str, name: str) -> str:
    if (found := fetching(style)) is not None:
        sign, line = found
        raise ReportError(Fault("report.page-forbidden", Place(file=name, line=line), {"found": sign}))
    return style


def _widths(document: Document) -> str:
    """Column widths in percent, as rules, because the policy allows no style attributes."""
    rules = []
    for index, block in enumerate(document.blocks, start=1):
        if isinstance(block, Grid):
            whole = sum(block.widths)
            rules += [
                f".t{index} col:nth-child({column}){{width:{_percent(width, whole)}}}"
                for column, width in enumerate(block.widths, start=1)
            ]
    return "\n".join(rules) + "\n"


def _percent(part: int, whole: int) -> str:
    tenths = part * 1000 // whole
    return f"{tenths // 10}.{tenths % 10}%"


_FORBIDDEN = frozenset(
    [
        "script",
        "iframe",
        "frame",
        "object",
        "embed",
        "form",
        "base",
        "link",
        "applet",
        "img",
        "video",
        "audio",
        "source",
        "svg",
        "math",
    ]
)


@define
class _Guard(HTMLParser):
    """Looks for what a page must not hold."""

    faults: list[Fault] = field(factory=list)

    def __attrs_post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        outside = [
            name
            for name, value in attrs
            if name.startswith("on") or name in ("style", "src", "srcdoc")
            or (name in ("href", "xlink:href") and not (value or "").startswith("#"))
        ]  # fmt: skip
        if tag in _FORBIDDEN or outside:
            found = tag if tag in _FORBIDDEN else f"{tag} {outside[0]}"
            line = self.getpos()[0]
            self.faults.append(Fault("report.page-forbidden", Place(file=TEMPLATE, line=line), {"found": found}))
