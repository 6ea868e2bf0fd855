"""Blocks of a document as paragraphs and tables in the styles of the Word template."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from perfkit.model import Block, Grid, Heading, Paragraph, Run
from perfkit.reports.word_tables import table
from perfkit.reports.word_xml import Element, bookmark, element, field, paragraph, run, tag

CONTENTS_LEVELS = 3

LEAD = 112
"""Characters (four lines) of a paragraph that stays with the table below it. A longer one may be parted from it: some
office programs would move all of it to a new page."""

_STYLES = {"body": "BodyText", "item": "ListItem", "note": "Note"}


def body(blocks: Sequence[Block], width: int) -> list[Element]:
    """Everything between the title and the line of provenance; what leads up to a table stays on its page."""
    made: list[Element] = []
    for number, (block, following) in enumerate(zip_longest(blocks, blocks[1:]), start=1):
        if isinstance(block, Heading):
            made.append(_heading(block, number))
        elif isinstance(block, Paragraph):
            leads = isinstance(following, Grid) and len(block.text) <= LEAD
            kept = (element("keepNext"),) if leads else ()
            made.append(paragraph(_STYLES[block.style], *_runs(block), properties=kept))
        elif isinstance(block, Grid):
            made += table(block, width) + _gap(block, following)
    return made


def _gap(grid: Grid, following: Block | None) -> list[Element]:
    """A little room below a table, but not where a new page begins anyway: it could fill a page by itself."""
    new_page = isinstance(following, Heading) and not following.number
    return [] if grid.note or new_page else [paragraph("TableGap")]


def _heading(heading: Heading, number: int) -> Element:
    style = f"Heading{heading.level}" if heading.number else "AnnexHeading"
    return paragraph(
        style,
        element("bookmarkStart", {"id": number, "name": bookmark(heading.anchor)}),
        run(heading.number + heading.text),
        element("bookmarkEnd", {"id": number}),
    )


def _runs(block: Paragraph) -> list[Element]:
    marker = [run(block.marker)] if block.marker else []
    return marker + [_linked(piece) if piece.link else _run(piece) for piece in block.runs]


def _run(piece: Run) -> Element:
    properties = [element("rStyle", {"val": "Strong"})] if piece.strong else []
    if piece.emphasis and not piece.strong:
        properties = [element("rStyle", {"val": "Emphasis"})]
    return run(piece.text, *properties)


def _linked(piece: Run) -> Element:
    return element("hyperlink", {"anchor": bookmark(piece.link), "history": 1}, _run(piece))


def contents(headings: Sequence[Heading]) -> list[Element]:
    """The table of contents: one line a heading, each page number a field that points at the heading."""
    shown = [heading for heading in headings if heading.level <= CONTENTS_LEVELS]
    return [_contents_line(heading) for heading in shown]


def _contents_line(heading: Heading) -> Element:
    name = bookmark(heading.anchor)
    link = element("hyperlink", {"anchor": name, "history": 1})
    link.append(run(heading.number + heading.text))
    link.append(element("r", None, element("tab")))
    link.extend(field(f"PAGEREF {name} \\h", "—"))
    return paragraph(f"TOC{heading.level}", link)


def used_styles() -> list[str]:
    """The styles that blocks refer to and a template must therefore have."""
    headings = [f"Heading{level}" for level in range(1, 5)] + [f"TOC{level}" for level in range(1, CONTENTS_LEVELS + 1)]
    tables = ["Caption", "TableHead", "TableText", "TableNote", "TableGap", "ReportTable"]
    return [*headings, *_STYLES.values(), *tables, "AnnexHeading", "Strong", "Emphasis"]


def style_ids(styles: Element) -> set[str]:
    """The styles a template has."""
    return {style.get(tag("styleId"), "") for style in styles.iter(tag("style"))}
